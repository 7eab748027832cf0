"""What a person holds each fact against, gathered in one place."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.api import open_project
from briefgen.errors import ContentError, UsageError
from briefgen.model.evidence import FactEvidence, MarkedText
from tests.content.test_data_sources import FACTS, SOURCES, bound_desk
from tests.data_files.books import texts, xlsx
from tests.desk import EDITION, FILES, replaced, write_desk
from tests.test_fact_tables import desk as desk_with_table

QUOTED = FILES[f"{EDITION}/facts.yaml"].replace(
    "{id: survey, at: table 1}", "{id: survey, at: ¶ 2}\n  quote: landings … 12,480 tonnes"
)
REPORT = "On boats.\n\nIn 2030 the landings rose. They came to 12,480 tonnes.\n\nIn 2029 they were 11,556 tonnes.\n"


def evidence(root: Path, *facts: str) -> dict[str, FactEvidence]:
    return open_project(root).latest.evidence(facts)


def marks(text: MarkedText) -> list[str]:
    """What is marked in a text."""
    return [text.text[start:end] for start, end in text.marks]


def test_a_derived_fact_has_its_formula_working_and_inputs(tmp_path: Path) -> None:
    write_desk(tmp_path)
    found = evidence(tmp_path, "rise")["rise"]
    assert (found.formula, found.working) == ("change(before, landings)", "(12,480 − 11,556) / 11,556")
    assert [(each.fact, each.label, each.printed) for each in found.inputs] == [
        ("before", "Landings of the year before", "11,556\u00a0tonnes"),
        ("landings", "Landings", "12,480\u00a0tonnes"),
    ]
    assert (found.stated, found.source, found.at) == ("8%", "survey", "summary")
    assert (found.printed, found.kind, found.value, found.author) == ("8%", "quantity", "8", "Fisheries desk")


def test_the_source_is_named_in_words_with_that_in_which_it_was_read(tmp_path: Path) -> None:
    write_desk(tmp_path)
    found = evidence(tmp_path, "quota")["quota"]
    assert found.cited == (
        "Agreed minutes (minutes; undated: the minutes give no day), "
        "as reported in Coastal survey, to which the places refer."
    )
    assert (found.at, found.period) == ("page 2", "2030")


def test_a_quote_is_marked_in_its_paragraph(tmp_path: Path) -> None:
    write_desk(tmp_path, {f"{EDITION}/facts.yaml": QUOTED, "sources/survey.txt": REPORT})
    (paragraph,) = evidence(tmp_path, "landings")["landings"].paragraphs
    assert paragraph.text == "In 2030 the landings rose. They came to 12,480 tonnes."
    assert marks(paragraph) == ["landings", "12,480 tonnes"]


def test_without_a_quote_the_paragraphs_of_its_place_are_given(tmp_path: Path) -> None:
    facts = QUOTED.replace("  quote: landings … 12,480 tonnes\n", "")
    write_desk(tmp_path, {f"{EDITION}/facts.yaml": facts, "sources/survey.txt": REPORT})
    found = evidence(tmp_path)
    assert found["landings"].paragraphs == (MarkedText("In 2030 the landings rose. They came to 12,480 tonnes."),)
    assert found["before"].paragraphs == ()


def test_every_text_that_prints_a_fact_is_given_with_its_place(tmp_path: Path) -> None:
    write_desk(tmp_path)
    found = evidence(tmp_path, "landings", "excess", "vote")
    assert [(each.where, marks(each.passage)) for each in found["landings"].passages] == [
        ("Bottom line", ["12,480\u00a0tonnes"]),
        ("Key figures", ["12,480"]),
        ("1 Landings", ["12,480\u00a0tonnes"]),
        ("1 Landings, Table\u00a01", ["12,480"]),
        ("Figure\u00a01", []),
    ]
    assert found["landings"].passages[3].passage.text == "Landings, Tonnes: 12,480"
    assert found["excess"].passages[1].passage.text == "Landings passed the quota"
    assert found["vote"].terms == (("Who must do what", "The council: vote on the quota"),)
    assert list(found) == ["landings", "excess", "vote"]


def test_a_bound_fact_has_its_cell_with_the_neighbours(tmp_path: Path) -> None:
    rows = [("Port", "Landed 2029", "Landed 2030"), ("East", 3, 4), ("North", 11556, 12480), ("South", 7, 8)]
    bound_desk(tmp_path, xlsx(texts(*rows)))
    cell = evidence(tmp_path, "landings", "before")["landings"].cell
    assert cell is not None
    assert cell.columns == ("Landed 2029", "Landed 2030")
    assert cell.names == ("East", "North", "South")
    assert cell.cells[cell.row][cell.column] == "12480"
    assert cell.place == "sheet Data, row North, column Landed 2030 (cell C3)"
    assert evidence(tmp_path, "before")["before"].cell is None


@pytest.mark.parametrize(
    ("name", "data", "binding", "expected"),
    [
        ("f.xlsx", xlsx(texts(("a", 1), ("b", 12480), ("c", 2))), "cell: B2", (("A", "B"), ("1", "2", "3"), 1, 1)),
        ("f.json", b'{"x": {"a": [1], "b": 12480}}', "pointer: /x/b", (("",), ("a", "b"), 1, 0)),
        ("f.json", b"[1, 2, 12480, 4, 5, 6]", "pointer: /2", (("",), ("0", "1", "2", "3", "4"), 2, 0)),
    ],
)
def test_cells_by_address_and_values_of_json_have_neighbours_too(
    tmp_path: Path, name: str, data: bytes, binding: str, expected: object
) -> None:
    before = FACTS[: FACTS.index("  from:")], FACTS[FACTS.index("  unit: tonnes") :]
    content = bound_desk(
        tmp_path, facts=f"  from: {{{binding}}}\n".join(before), sources=SOURCES.replace("2031-05.xlsx", name)
    )
    (content / "data" / name).write_bytes(data)
    cell = evidence(tmp_path, "landings")["landings"].cell
    assert cell is not None
    assert (cell.columns, cell.names, cell.row, cell.column) == expected
    assert cell.cells[cell.row][cell.column] == "12480"


def test_a_cell_of_a_table_has_its_neighbours_with_their_marks(tmp_path: Path) -> None:
    desk_with_table(tmp_path)
    cell = evidence(tmp_path, "catch.sule.after")["catch.sule.after"].cell
    assert cell is not None
    assert (cell.file, cell.place) == ("tables/catch.csv", "table 4, row Port of Sule, column 2030")
    assert (cell.columns, cell.names) == (("2029", "2030", "Share"), ("Port of Sule", "Wick", "Total"))
    assert cell.cells[1] == ("*", "100", "10%")
    assert cell.cells[cell.row][cell.column] == "900"


def test_an_edition_with_errors_gives_evidence_as_far_as_it_can_be_read(tmp_path: Path) -> None:
    write_desk(tmp_path, replaced("/facts.yaml", "stated: 8", "stated: 9"))
    assert evidence(tmp_path, "landings")["landings"].value == "12480"


def test_unknown_facts_and_unreadable_editions_are_refused(tmp_path: Path) -> None:
    write_desk(tmp_path)
    with pytest.raises(UsageError, match='there is no fact "landing"; did you mean "landings"'):
        evidence(tmp_path, "landing")
    (tmp_path / "content" / EDITION / "edition.yaml").unlink()
    with pytest.raises(ContentError):
        evidence(tmp_path)
