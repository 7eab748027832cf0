"""Tables of figures: every cell a fact with its place in the CSV, marks of missing values apart, and what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from briefgen.content import Loaded
from briefgen.content.fact_tables import slug
from briefgen.model.blocks import Align, Table
from briefgen.model.fact import NameValue, Quantity
from briefgen.model.fact_table import FactTable
from briefgen.model.inlines import Value
from briefgen.model.traverse import inlines_of, plain_text
from briefgen.spans import Span
from tests.content.contents import EDITION, FRONT, TABLE_FILES, faults
from tests.content.contents import load as load_desk

TABLES = TABLE_FILES[f"{EDITION}/tables.yaml"]
CSV = TABLE_FILES[f"{EDITION}/tables/ports.csv"]


def load(changes: Mapping[str, str | bytes | None] | None = None) -> Loaded:
    """The desk's edition with its table, some of its files changed."""
    return load_desk({"tables.yaml": TABLES, "tables/ports.csv": CSV, **(changes or {})})


def table(csv: str = CSV, entry: str = TABLES) -> FactTable:
    loaded = load({"tables/ports.csv": csv, "tables.yaml": entry})
    assert faults(loaded) == []
    assert loaded.edition is not None
    return loaded.edition.tables["ports"]


def refused(csv: str = CSV, entry: str = TABLES, text: str = "") -> tuple[str, str, int, int, str, str]:
    """The one fault: code, file, line, column, message and hint."""
    changes: dict[str, str | bytes | None] = {"tables/ports.csv": csv, "tables.yaml": entry}
    if text:
        changes["sections/10-landings.md"] = FRONT + text + "\n\n![](figure:landed)\n"
    loaded = load(changes)
    (fault,) = loaded.diagnostics
    return fault.code, Path(fault.place.file).name, fault.place.line, fault.place.column, fault.message, fault.hint


def bare(csv: str, more: str = "") -> FactTable:
    return table(csv, f"ports:\n  source: survey\n{more}")


def printed(text: str) -> Table:
    loaded = load({"sections/10-landings.md": FRONT + text + "\n\n![](figure:landed)\n"})
    assert faults(loaded) == []
    assert loaded.edition is not None
    (found,) = (block for block in loaded.edition.sections[0].blocks if isinstance(block, Table))
    return found


def rows_of(block: Table) -> list[list[str]]:
    """The rows, facts by their ids."""
    return [
        [
            "".join(each.fact for each in inlines_of(cell.content) if isinstance(each, Value))
            or plain_text(cell.content)
            for cell in row
        ]
        for row in block.rows
    ]


def test_each_cell_is_a_fact_with_its_place() -> None:
    facts = table().facts
    north = facts["ports.north.sea"]
    assert (north.value, north.label) == (Quantity(Decimal(12), "boats"), "Boats at sea, North Haven")
    assert (north.caveat, north.period and north.period.text) == ("by night", "2030")
    assert north.citation is not None
    assert north.citation.at == "table 3, row North Haven, column Boats at sea"
    assert north.place is not None
    assert (north.place.line, north.place.column, north.place.first_line) == (2, 13, "12")
    assert facts["ports.south.share"].value == Quantity(Decimal(40), "%")
    assert facts["ports.south.code"].value == NameValue("NA")
    assert facts["ports.east.in-port"].value == Quantity(Decimal(0), "boats")
    assert "ports.north.remarks" not in facts


def test_the_facts_of_cells_are_among_those_of_the_edition() -> None:
    loaded = load()
    assert loaded.edition is not None
    assert {fact.id for fact in loaded.edition.facts} >= set(loaded.edition.tables["ports"].facts)


def test_marks_of_missing_values_are_kept_apart() -> None:
    missing = table().missing
    assert (missing["ports.south.in-port"].meaning, missing["ports.south.in-port"].printed) == ("suppressed", "<5")
    assert (missing["ports.east.sea"].meaning, missing["ports.east.sea"].printed) == ("nil", "-")
    assert (missing["ports.east.share"].meaning, missing["ports.east.share"].printed) == ("blank", "")


def test_totals_have_the_parts_that_are_known() -> None:
    assert table().facts["ports.all.sea"].parts == ("ports.north.sea", "ports.south.sea")
    found = bare(
        "Port,Men,Women,Both,Share\nA,1,2,3,50%\nB,4,5,9,50%\nTotal,5,7,12,100%\n", "  total: {columns: [Both]}\n"
    )
    assert found.facts["ports.total.men"].parts == ("ports.a.men", "ports.b.men")
    assert found.facts["ports.a.both"].parts == ("ports.a.men", "ports.a.women")
    assert found.facts["ports.total.both"].parts == ("ports.a.both", "ports.b.both")
    assert found.facts["ports.total.share"].parts == ()


def test_a_total_of_which_a_part_is_unknown_has_none() -> None:
    found = bare("Port,Men,Boys\nA,1,-\nB,*,3\nTotal,5,3\n")
    assert found.facts["ports.total.men"].parts == ()
    assert found.facts["ports.total.boys"].parts == ("ports.b.boys",)


def test_headings_of_two_lines_are_joined() -> None:
    found = bare("Port,Boats,,Crew\n,2029,2030,2030\nA,1,2,3\n", "  header: [1, 2]\n")
    assert {line.id: line.name for line in found.columns.values()} == {
        "boats-2029": "Boats 2029",
        "boats-2030": "Boats 2030",
        "crew-2030": "Crew 2030",
    }
    assert found.facts["ports.a.boats-2030"].value == Quantity(Decimal(2))


def test_places_of_quoted_fields_and_other_delimiters() -> None:
    found = bare('Port;Boats\n"North; ""old""";"1.234,5"\n', '  delimiter: ";"\n  decimal: ","\n  thousands: "."\n')
    fact = found.facts["ports.north-old.boats"]
    assert fact.value == Quantity(Decimal("1234.5"))
    assert fact.place is not None
    assert (fact.place.column, fact.place.first_line) == (18, '"1.234,5"')
    assert found.rows["north-old"].name == 'North; "old"'


def test_ids_are_made_of_names() -> None:
    assert slug("Khyber Pakhtunkhwa (2024)") == "khyber-pakhtunkhwa-2024"
    assert slug("Süd & Ost") == "sud-ost"
    assert slug("شمال") == ""
    assert len(slug("word " * 30)) <= 40


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("All,20", "All,20a", ("BG606", "ports.csv", 5, 1)),
        ("South,8", "North Haven,8", ("BG605", "ports.csv", 0, 0)),
        ("In port", "Sea", ("BG605", "ports.csv", 1, 19)),
        ("North Haven", "North", ("BG604", "tables.yaml", 7, 9)),
        ("Boats at sea", "Boats a sea", ("BG604", "ports.csv", 0, 0)),
        (",In port", ',"In port', ("BG601", "ports.csv", 1, 1)),
        ("South,8", "\x07South,8", ("BG151", "ports.csv", 3, 1)),
    ],
)
def test_what_is_wrong_has_its_place(old: str, new: str, expected: tuple[object, ...]) -> None:
    loaded = load({"tables/ports.csv": CSV.replace(old, new), "tables.yaml": TABLES})
    assert expected in faults(loaded)


def test_two_names_of_one_id() -> None:
    code, file, line, column, message, hint = refused(
        CSV.replace("In port", "Boats (at) sea"), TABLES.replace("id: sea, ", "")
    )
    assert (code, file, line, column) == ("BG605", "ports.csv", 1, 19)
    assert message == 'the columns "Boats at sea" and "Boats (at) sea" both have the id boats-at-sea'
    assert "columns" in hint


def test_a_name_that_gives_no_id() -> None:
    code, _, line, _, message, _ = refused(
        CSV.replace("South,8", "شمال,8"), TABLES.replace("  total: {rows: {All: [North Haven, South]}}\n", "")
    )
    assert (code, line, message) == ("BG108", 3, 'no id can be made of the row "شمال"')


def test_a_column_of_texts_is_one_fault() -> None:
    code, _, line, _, message, hint = refused(
        entry=TABLES.replace("  without: [Remarks]\n", ""), csv=CSV.replace("-,0,,005,", "-,0,,005,c")
    )
    assert (code, line) == ("BG606", 2)
    assert message.startswith('no cell of the column "Remarks" is a figure')
    assert "without: [Remarks]" in hint


def test_a_table_without_its_file_and_one_that_nothing_declares() -> None:
    loaded = load({"tables/ports.csv": None, "tables/port.csv": CSV})
    assert faults(loaded) == [("BG003", "tables.yaml", 1, 1), ("BG006", "port.csv", 0, 0)]


def test_a_table_as_it_is_printed() -> None:
    block = printed("![](table:ports)")
    assert [plain_text(cell.content) for cell in block.header] == ["Port", "Boats at sea", "In port", "Share", "Code"]
    assert [column.align for column in block.columns] == [Align.LEFT, *[Align.RIGHT] * 3, Align.LEFT]
    assert rows_of(block)[1] == ["South", "ports.south.sea", "<5", "ports.south.share", "ports.south.code"]
    assert (block.anchor, block.data, plain_text(block.caption)) == ("table:ports", "ports", "Boats by port")


def test_rows_columns_order_and_format() -> None:
    block = printed('![](table:ports "Short"){#few rows="south, north, all" columns="sea" order="-sea" format="unit"}')
    assert rows_of(block) == [
        ["North Haven", "ports.north.sea"],
        ["South", "ports.south.sea"],
        ["All", "ports.all.sea"],
    ]
    assert block.rows[0][1].content[0].formats == ("unit",)  # type: ignore[union-attr]
    assert (block.anchor, plain_text(block.caption)) == ("table:few", "Short")


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("![](table:port)", "BG301", 'table "port" is not in tables.yaml'),
        ('![](table:ports){rows="nord"}', "BG604", 'the table "ports" has no row "nord"'),
        ('![](table:ports){order="see"}', "BG604", 'the table "ports" has no column "see"'),
        ("![](table:ports){colums=sea}", "BG163", 'a table of figures has no "colums"'),
        ("![](table:ports){sea}", "BG163", '"sea" cannot be read in the braces'),
        ("![words](table:ports)", "BG163", "a table has no alternative text"),
    ],
)
def test_faults_of_a_printed_table(text: str, code: str, message: str) -> None:
    found = refused(text=text)
    assert found[:3] == (code, "10-landings.md", 5)
    assert found[4] == message
    assert found[5]


HEADED = "Port,Boats,,Crew,Catch\n,2029,2030,,Total\nA,1,2,3,4\n"


def headings(block: Table) -> list[list[tuple[str, int, int]]]:
    """The rows of the header: each text with how many columns and rows it spans."""
    return [[(plain_text(each.cell.content), each.columns, each.rows) for each in row] for row in block.heads]


def headed(text: str, more: str = "") -> Table:
    entry = f"ports:\n  source: survey\n  header: [1, 2]\n{more}"
    loaded = load(
        {
            "tables.yaml": entry,
            "tables/ports.csv": HEADED,
            "sections/10-landings.md": FRONT + text + "\n\n![](figure:landed)\n",
        }
    )
    assert faults(loaded) == []
    assert loaded.edition is not None
    (found,) = (block for block in loaded.edition.sections[0].blocks if isinstance(block, Table))
    return found


def test_two_lines_of_headings_are_printed_as_two() -> None:
    assert headings(headed("![](table:ports)")) == [
        [("Port", 1, 2), ("Boats", 2, 1), ("Crew", 1, 2), ("Catch", 1, 1)],
        [("2029", 1, 1), ("2030", 1, 1), ("Total", 1, 1)],
    ]


def test_headings_span_the_columns_that_are_printed_beside_each_other() -> None:
    found = headed('![](table:ports){#t columns="boats-2030, crew, boats-2029"}')
    assert headings(found) == [
        [("Port", 1, 2), ("Boats", 1, 1), ("Crew", 1, 2), ("Boats", 1, 1)],
        [("2030", 1, 1), ("2029", 1, 1)],
    ]
    assert headings(headed('![](table:ports){#t columns="crew"}')) == [[("Port", 1, 1), ("Crew", 1, 1)]]


def test_a_column_under_a_name_of_its_own_stands_under_no_other() -> None:
    found = headed("![](table:ports)", "  columns: {Boats 2030: {id: now, name: Boats at present}}\n")
    assert headings(found)[0][:3] == [("Port", 1, 2), ("Boats", 1, 1), ("Boats at present", 1, 2)]


def written(place: Span) -> str:
    return place.source.text[place.start : place.end]


def entry_with(cells: str) -> str:
    return TABLES + f"  cells: {cells}\n"


def test_what_a_row_or_a_cell_has_of_its_own() -> None:
    cells = "{north: {unit: piers, at: page 3}, north.sea: {quote: twelve piers, caveat: in fog}, south: eight boats}"
    facts = table(entry=entry_with(cells)).facts
    sea, port = facts["ports.north.sea"], facts["ports.north.in-port"]
    assert (sea.value, sea.quote, sea.caveat) == (Quantity(Decimal(12), "piers"), "twelve piers", "in fog")
    assert (sea.citation and sea.citation.at, port.citation and port.citation.at) == ("page 3", "page 3")
    assert (port.value, port.quote) == (Quantity(Decimal(3), "piers"), "")
    south = facts["ports.south.sea"]
    assert (south.quote, south.citation and south.citation.at) == (
        "eight boats",
        "table 3, row South, column Boats at sea",
    )
    assert written(sea.places["quote"]) == "twelve piers"


def test_a_row_in_another_unit_is_no_part_of_a_total() -> None:
    facts = bare(
        "Port,Boats\nNorth,1\nSouth,2\nPiers,9\nTotal,3\n", "  unit: boats\n  cells: {piers: {unit: piers}}\n"
    ).facts
    assert facts["ports.total.boats"].parts == ("ports.north.boats", "ports.south.boats")


def test_a_blank_cell_that_follows_from_others() -> None:
    facts = table(entry=entry_with("{south.in-port: {formula: ports.south.sea - ports.north.in-port}}")).facts
    derived = facts["ports.south.in-port"]
    assert (derived.value, derived.formula, derived.citation) == (None, "ports.south.sea - ports.north.in-port", None)
    assert written(derived.places["formula"]) == derived.formula


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ("{nroth: x}", ("BG604", 'the table "ports" has no row "nroth"', 'did you mean "north"?')),
        ("{north.see: x}", ("BG604", 'the table "ports" has no column "see"', 'did you mean "sea"?')),
        (
            "{south.in-port: {formula: ports.south.sea, quote: x}}",
            (
                "BG105",
                "a cell with a formula follows from others, and its source does not give it",
                "delete the key `quote`",
            ),
        ),
        (
            "{north: {formula: ports.south.sea}}",
            ("BG105", '"north" is a row, and a formula gives one cell', "name the cell: north.COLUMN"),
        ),
        (
            "{south.in-port: {formula: landed + ports.south.sea}}",
            (
                "BG105",
                "the formula takes landed, and a cell follows from others of its table alone",
                "write it as a fact of facts.yaml, so that a tick of the table does not stand for other figures",
            ),
        ),
        (
            "{north.sea: {formula: ports.south.sea}}",
            (
                "BG210",
                "the cell has a figure of its own, and a formula in tables.yaml",
                "keep one of them; a cell with a formula is blank",
            ),
        ),
    ],
)
def test_what_is_wrong_with_a_cell_of_its_own(cells: str, fault: tuple[str, str, str]) -> None:
    code, _, _, _, message, hint = refused(entry=entry_with(cells))
    assert (code, message, hint) == fault
