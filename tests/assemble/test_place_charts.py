"""Tables of a chart's data: behind the charts that have one, with the values as printed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from briefgen.assemble import make_document
from briefgen.checks import Subject, run_checks
from briefgen.content import Folder, load_edition
from briefgen.ledger import build_ledger
from briefgen.model.blocks import Align, Callout, Figure, Table
from briefgen.model.document import Document
from briefgen.model.inlines import CrossReference, Value
from briefgen.model.traverse import blocks_of, inlines_of, plain_text
from tests.desk import EDITION, FILES, replaced, write_desk
from tests.house import house

FIGURES = FILES[f"{EDITION}/figures.yaml"]
EVERYWHERE = {"desk.yaml": FILES["desk.yaml"] + "data_tables: true\n"}
SERIES = """\
landed:
  kind: {kind}
  categories: [First, "{{{{ quota | period }}}}"]
  series:
    - {{name: Landed, facts: [landings, before]}}
    - {{name: Allowed, facts: [null, quota]}}
  title: Landings passed the quota
  caption: Landings and quota.
  data_table: true
"""


def document(folder: Path, changes: Mapping[str, str | None]) -> Document:
    loaded = load_edition(Folder(write_desk(folder, changes)), EDITION)
    assert loaded.edition is not None
    ledger, faults = build_ledger(loaded.edition, loaded.broken)
    assert faults == []
    made, faults = make_document(loaded.edition, ledger, loaded.broken)
    assert faults == []
    return made


def data_tables(brief: Document) -> dict[str, Table]:
    return {b.anchor: b for b in blocks_of(brief.blocks) if isinstance(b, Table) and b.anchor.startswith("data:")}


def cell_texts(table: Table) -> list[list[str]]:
    return [[plain_text(cell.content) for cell in row] for row in (table.header, *table.rows)]


def test_there_is_none_unless_somebody_asks(tmp_path: Path) -> None:
    assert data_tables(document(tmp_path, {})) == {}


@pytest.mark.parametrize(
    ("desk", "figure", "found"),
    [
        ("", "  data_table: true\n", {"data:dates"}),
        ("data_tables: true\n", "", {"data:landed", "data:dates"}),
        ("data_tables: true\n", "  data_table: false\n", {"data:landed"}),
        ("data_tables: false\n", "  data_table: true\n", {"data:dates"}),
    ],
)
def test_the_figures_own_word_goes_before_the_desks(tmp_path: Path, desk: str, figure: str, found: set[str]) -> None:
    changes = {"desk.yaml": FILES["desk.yaml"] + desk, "/figures.yaml": FIGURES + figure}
    assert set(data_tables(document(tmp_path, changes))) == found


def test_the_table_stands_behind_its_figure_and_has_no_number(tmp_path: Path) -> None:
    brief = document(tmp_path, EVERYWHERE)
    blocks = list(blocks_of(brief.blocks))
    for table in (tables := data_tables(brief).values()):
        figure = blocks[blocks.index(table) - 1]
        assert isinstance(figure, Figure)
        assert (table.id, table.label, table.source) == (f"{figure.id}-data", "", ())
        assert plain_text(table.caption) == f"Data of {figure.label}."
        (reference,) = (each for each in inlines_of(table.caption) if isinstance(each, CrossReference))
        assert reference.target == figure.anchor
    assert len(tables) == 2
    labels = [block.label for block in blocks if isinstance(block, Figure | Table)]
    assert labels == ["", "Figure\u00a01", "", "Table\u00a01", "Figure\u00a02", "Figure\u00a03", "", ""]


def test_one_series(tmp_path: Path) -> None:
    table = data_tables(document(tmp_path, EVERYWHERE))["data:landed"]
    assert cell_texts(table) == [
        ["Category", "Value (tonnes)"],
        ["Landings", "12,480"],
        ["Quota", "11,000"],
        ["Landed above the quota", "1,480"],
    ]
    assert [column.align for column in table.columns] == [Align.LEFT, Align.RIGHT]


@pytest.mark.parametrize("kind", ["bars", "line"])
def test_several_series_with_a_gap(tmp_path: Path, kind: str) -> None:
    made = document(tmp_path, {"/figures.yaml": SERIES.format(kind=kind) + FIGURES[FIGURES.index("\ndates:") :]})
    assert cell_texts(data_tables(made)["data:landed"]) == [
        ["Category", "Landed (tonnes)", "Allowed (tonnes)"],
        ["First", "12,480", "–"],
        ["2030", "11,556", "11,000"],
    ]


def test_a_unit_that_the_figures_print_is_not_said_again(tmp_path: Path) -> None:
    changed = FIGURES.replace("[landings, quota, excess]", "[rise]").replace(
        "landed:\n", "landed:\n  data_table: true\n"
    )
    assert cell_texts(data_tables(document(tmp_path, {"/figures.yaml": changed}))["data:landed"]) == [
        ["Category", "Value"],
        ["Rise of the landings", "8%"],
    ]


def test_a_timeline(tmp_path: Path) -> None:
    changes = replaced("/deadlines.yaml", "  who:", "  label: The vote\n  who:")
    changes |= {"/figures.yaml": FIGURES.replace("facts: [vote]", "facts: [vote, survey_day]"), **EVERYWHERE}
    facts = FILES[f"{EDITION}/facts.yaml"]
    changes["/facts.yaml"] = (
        f"{facts}\nsurvey_day:\n  value: 2031-04-20\n  label: Survey\n  source: {{id: survey, at: page 1}}\n"
    )
    assert cell_texts(data_tables(document(tmp_path, changes))["data:dates"]) == [
        ["Date", "What", "Days left"],
        ["20\u00a0April\u00a02031", "Survey", "–"],
        ["1\u00a0June\u00a02031", "The vote", "27\u00a0days left"],
    ]


def test_a_chart_in_a_callout_has_its_table_in_there(tmp_path: Path) -> None:
    changes = replaced("/sections/20-vote.md", "![](figure:dates)", "> [!NOTE]\n> As follows.\n>\n> ![](figure:dates)")
    callouts = [b for b in document(tmp_path, {**changes, **EVERYWHERE}).blocks if isinstance(b, Callout)]
    assert [type(block).__name__ for block in callouts[-1].content] == ["Paragraph", "Figure", "Table"]


def ids(brief: Document) -> list[str]:
    return [cell.id for table in data_tables(brief).values() for row in table.rows for cell in row]


def test_ids_are_unique_and_kept_when_another_fact_is_added(tmp_path: Path) -> None:
    before = ids(document(tmp_path, EVERYWHERE))
    more = {"/figures.yaml": FIGURES.replace("[landings, quota, excess]", "[before, landings, quota, excess]")}
    after = ids(document(tmp_path, {**EVERYWHERE, **more}))
    assert len(before) == len(set(before)) == 9
    assert set(before) < set(after)
    twice = {"/figures.yaml": FIGURES.replace("[landings, quota, excess]", "[landings, landings, quota]")}
    repeated = ids(document(tmp_path, {**EVERYWHERE, **twice}))
    assert len(repeated) == len(set(repeated)) == 9


def test_an_acronym_is_first_used_in_a_text_and_not_in_the_data(tmp_path: Path) -> None:
    label = "facts: [{fact: landings, label: The ICES area}, quota, excess]"
    changes: dict[str, str] = {
        **EVERYWHERE,
        "/figures.yaml": FIGURES.replace("facts: [landings, quota, excess]", label),
    }
    changes |= replaced("/sections/20-vote.md", "{{ chair }} chairs", "ICES advises, and {{ chair }} chairs")
    loaded = load_edition(Folder(write_desk(tmp_path, changes)), EDITION)
    assert loaded.edition is not None
    ledger, _ = build_ledger(loaded.edition)
    made, _ = make_document(loaded.edition, ledger, loaded.broken)
    found = [d for d in run_checks(Subject(loaded.edition, ledger, made, house())) if "ICES" in d.message]
    assert [Path(d.place.file).name for d in found] == ["20-vote.md"]


STACKED = """\
landed:
  kind: bars
  arrangement: stacked
  categories: [This year, Last year]
  series:
    - {{name: Landed, facts: [landings, {second}]}}
    - {{name: Above the quota, facts: [excess, before]}}
  title: What was landed
  caption: Landings.
  data_table: {table}
"""


def stacked(folder: Path, facts: str = "", second: str = "quota", table: str = "true") -> Document:
    figures = STACKED.format(second=second, table=table) + FIGURES[FIGURES.index("\ndates:") :]
    return document(folder, {"/figures.yaml": figures, "/facts.yaml": FILES[f"{EDITION}/facts.yaml"] + facts})


def landed(brief: Document) -> Figure:
    return next(block for block in blocks_of(brief.blocks) if isinstance(block, Figure) and block.picture == "landed")


def test_totals_that_the_ledger_lacks_are_added_up_and_said_to_be(tmp_path: Path) -> None:
    brief = stacked(tmp_path)
    figure, table = landed(brief), data_tables(brief)["data:landed"]
    assert [row[-1] for row in cell_texts(table)] == ["Total (tonnes)", "13,960", "22,556"]
    assert figure.alt.endswith("Total: This year 13,960 (derived); Last year 22,556 (derived).")
    assert plain_text(figure.source).endswith("Totals are the sums of their parts.")


def test_a_scale_that_does_not_start_at_zero_is_said_to_be_so_below_the_chart_and_read_out(tmp_path: Path) -> None:
    dots = FIGURES.replace("kind: bars\n", "kind: dot\n  scale: {}\n", 1).replace(
        "landings, quota, excess", "landings, quota"
    )
    said = {}
    for scale in ("zero", "cut"):
        figure = landed(document(tmp_path / scale, {"/figures.yaml": dots.format(scale)}))
        said[scale] = (plain_text(figure.source).count("The scale does not start at zero."), "not start" in figure.alt)
    assert said == {"zero": (0, False), "cut": (1, True)}


def test_a_total_that_is_a_fact_is_printed_as_that(tmp_path: Path) -> None:
    own = "both: {formula: excess + landings, label: Landings twice over the quota}\n"
    brief = stacked(tmp_path, own, second="null")
    figure, table = landed(brief), data_tables(brief)["data:landed"]
    assert [row[-1] for row in cell_texts(table)] == ["Total (tonnes)", "13,960", "–"]
    (value,) = table.rows[0][-1].content
    assert isinstance(value, Value)
    assert value.fact == "both"
    assert "sums" not in plain_text(figure.source)
    tables = (block for block in brief.blocks if isinstance(block, Table))
    cells = [plain_text(cell.content) for each in tables for row in each.rows for cell in row]
    assert any("Landings twice over the quota" in cell for cell in cells)


def test_figures_of_slivers_go_into_the_table_which_cannot_then_be_left_out(tmp_path: Path) -> None:
    small = "".join(f"tiny_{n}: {{formula: excess / {20 + n}, round: 0, label: Sliver {'abc'[n]}}}\n" for n in range(3))
    figures = STACKED.format(second="quota", table="null").replace("  data_table: null\n", "")
    runs = "".join(f"    - {{name: Kind {'abc'[n]}, facts: [tiny_{n}, null]}}\n" for n in range(3))
    figures = figures.replace("  title:", f"{runs}  title:") + FIGURES[FIGURES.index("\ndates:") :]
    facts = {"/facts.yaml": FILES[f"{EDITION}/facts.yaml"] + small}
    brief = document(tmp_path / "a", {"/figures.yaml": figures, **facts})
    assert "data:landed" in data_tables(brief)
    assert plain_text(landed(brief).source).endswith("Figures of small parts are in the table of the data.")

    refused = figures.replace("landed:\n", "landed:\n  data_table: false\n", 1)
    loaded = load_edition(Folder(write_desk(tmp_path / "b", {"/figures.yaml": refused, **facts})), EDITION)
    assert loaded.edition is not None
    ledger, _ = build_ledger(loaded.edition, loaded.broken)
    (fault,) = make_document(loaded.edition, ledger, loaded.broken)[1]
    assert (fault.code, fault.hint) == ("BG306", "delete `data_table: false`")


@pytest.mark.parametrize(
    ("wish", "is_long"), [("", True), ("  data_table: false\n", False), ("  alt: Landings above the quota.\n", False)]
)
def test_what_takes_too_long_to_hear_stands_in_a_table(
    wish: str, is_long: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The alternative text has the first value and the last; all are in the table behind the chart."""
    figures = FIGURES.replace("  title: Landings passed", f"{wish}  title: Landings passed")
    plain = document(tmp_path / "plain", {"/figures.yaml": figures})
    monkeypatch.setattr("briefgen.assemble.place_charts.LONGEST_ALT", 10)
    brief = document(tmp_path / "short", {"/figures.yaml": figures})
    whole, said = (
        next(each.alt for each in blocks_of(made.blocks) if isinstance(each, Figure) and each.anchor == "figure:landed")
        for made in (plain, brief)
    )
    assert ("data:landed" in data_tables(brief)) is is_long
    assert (said != whole) is is_long
    if is_long:
        first, *between, last = (row[1] for row in cell_texts(data_tables(brief)["data:landed"])[1:])
        assert between
        assert all(value in said for value in (first, last))
        assert not any(value in said for value in between)
        assert said.endswith("The table below has every value.")
