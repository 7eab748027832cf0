"""Workbooks and downloads in the shapes that agencies give them: what each must give, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest

from briefgen.data_files import (
    Declared,
    OfferedDate,
    ReadAs,
    Selector,
    TableLayout,
    caveats,
    left_out,
    offered_dates,
    read,
    take,
)
from briefgen.errors import Severity
from tests.data_files.books import SAMPLES, fault, figure_of, refused, sample, table, value

FIGURE, TEXT, DATE = ReadAs.FIGURE, ReadAs.TEXT, ReadAs.DATE
OFFICE = "office-table.xlsx"
REFUGEES = "Refugees under UNHCR's mandate"
GERMAN = Declared(encoding="windows-1252", delimiter=";", decimal=",", thousands=".", dates="D.M.YYYY")


def at(cell: str) -> Selector:
    return Selector(sheet="Table 1", cell=cell)


@pytest.mark.parametrize(
    ("row", "column", "expected"),
    [
        ("North", "Killed Men", "1234"),
        ("North", "Killed Women", "56"),
        ("North", "Injured Women", "40"),
        ("North", "Share", "63%"),
        ("South", "Share", "7%"),
    ],
)
def test_cells_of_an_office_table_by_row_and_joined_headings(row: str, column: str, expected: str) -> None:
    assert value(sample(OFFICE), Selector(row=row, column=column)) == expected


def test_a_place_reads_as_sheet_row_column_and_cell() -> None:
    taken = take(sample(OFFICE), Selector(row="North", column="Killed Women"), FIGURE, Declared())
    assert getattr(taken, "place", "") == "sheet Table 1, row North, column Killed Women (cell C5)"


def test_declared_thousands_and_dates_are_read() -> None:
    declared = Declared(thousands=",", dates="D/M/YYYY")
    assert value(sample(OFFICE), at("D5"), FIGURE, declared) == "1100"
    assert value(sample(OFFICE), at("G6"), DATE, declared) == date(2030, 12, 31)
    assert value(sample(OFFICE), at("G5"), DATE) == date(2030, 12, 31)


@pytest.mark.parametrize(
    ("cell", "read_as", "code", "words"),
    [
        ("D5", FIGURE, "BG606", '"1,100" is not a plain number'),
        ("B6", FIGURE, "BG606", '"2" raised, lowered or struck out'),
        ("B6", TEXT, "BG606", '"2" raised, lowered or struck out'),
        ("C6", FIGURE, "BG607", 'shows "<5" and stores 3'),
        ("D6", FIGURE, "BG610", '".." (not available)'),
        ("E6", FIGURE, "BG610", '"-" (does not apply)'),
        ("G6", DATE, "BG609", '"31/12/2030" is a date in a form that is not declared'),
        ("B7", FIGURE, "BG606", '"1,234 a" is not a plain number'),
        ("C7", FIGURE, "BG610", "blank"),
        ("D7", FIGURE, "BG610", '"n/a"'),
        ("E7", FIGURE, "BG606", "#DIV/0!"),
        ("F7", FIGURE, "BG607", 'shows "63%" and stores 63'),
        ("G7", DATE, "BG609", '"Dec-30"'),
        ("B8", FIGURE, "BG604", "hidden"),
        ("B9", FIGURE, "BG608", "has no stored result"),
        ("C1", FIGURE, "BG604", "joined with others in A1:G1"),
    ],
)
def test_cells_of_an_office_table_that_are_refused_by_address(
    cell: str, read_as: ReadAs, code: str, words: str
) -> None:
    found = refused(sample(OFFICE), at(cell), read_as)
    assert (found.code, found.place.file) == (code, OFFICE)
    assert f"Table 1!{cell}: " in found.message
    assert words in found.message


def test_undeclared_signs_come_with_what_to_declare() -> None:
    assert 'thousands: ","' in refused(sample(OFFICE), at("D5")).hint
    assert "dates: D/M/YYYY" in refused(sample(OFFICE), at("G6"), DATE).hint


def test_hidden_rows_and_sheets_are_named_and_left_out() -> None:
    workbook = sample(OFFICE)
    assert [(each.code, each.message) for each in left_out(workbook)] == [
        ("BG611", 'the sheet "old figures" is hidden, and was left out')
    ]
    assert "is hidden (row 8)" in refused(workbook, Selector(row="Hidden", column="Killed Men")).message
    assert "is hidden" in refused(workbook, Selector(sheet="old figures", row="North", column="Killed")).message
    shown = Selector(sheet="old figures", row="North", column="Killed", layout=TableLayout(hidden=True))
    assert value(workbook, shown) == "1200"


def test_an_office_table_is_taken_with_its_missing_values_and_without_its_notes() -> None:
    women = {"Injured Women": FIGURE, "Share": FIGURE}
    taken = table(sample(OFFICE), Selector(), Declared(), women)
    assert tuple(taken.rows.values()) == ("North", "South", "East")
    assert [(cell.address, figure_of(cell.value)) for cell in taken.cells] == [
        ("E5", "40"), ("F5", "63%"), ("E6", ("-", "does not apply")), ("F6", "7%"),
    ]  # fmt: skip
    assert [(cell.address, figure_of(cell.value)) for cell in taken.totals] == [("E9", "54"), ("F9", "100%")]
    faults = [(each.code, each.severity) for each in taken.diagnostics]
    assert faults == [("BG611", Severity.WARNING), ("BG606", Severity.ERROR), ("BG607", Severity.ERROR)]
    assert "row 8 (Hidden)" in taken.diagnostics[0].message


def test_a_total_row_is_checked_with_what_was_left_out() -> None:
    taken = table(
        sample(OFFICE), Selector(layout=TableLayout(hidden=True)), Declared(thousands=","), {"Killed Women": FIGURE}
    )
    assert [each.code for each in taken.diagnostics] == [
        "BG607"
    ]  # nothing is said of a total with a part that is refused


def test_a_download_with_metadata_lines() -> None:
    workbook = sample("unhcr-download.csv")
    route = {"Country of origin": "Northland", "Country of asylum": "Southland"}
    assert value(workbook, Selector(column=REFUGEES, where=route)) == "318240"
    stateless = Selector(column="Stateless persons", where={"Country of origin (ISO)": "XXA"})
    assert value(workbook, stateless) == "6120"
    assert value(workbook, Selector(column="Asylum-seekers", where={"Country of origin": "Unknown"})) == "5"
    code = Selector(column="Country of origin (ISO)", where={"Country of origin": "Unknown"})
    assert value(workbook, code, TEXT) == "UNK"
    assert offered_dates(workbook, Selector()) == (OfferedDate("Last updated", date(2031, 6, 13), "B3"),)


def test_a_dash_of_a_download_is_no_zero() -> None:
    heading = next(
        name for name in (SAMPLES / "unhcr-download.csv").read_text().splitlines()[11].split(",") if "Other" in name
    )
    found = refused(
        sample("unhcr-download.csv"), Selector(column=heading.strip('"'), where={"Country of origin": "Unknown"})
    )
    assert (found.code, found.place.line) == ("BG610", 14)
    assert "does not apply" in found.message


def test_a_heading_with_a_typo_is_offered() -> None:
    found = refused(
        sample("unhcr-download.csv"), Selector(column="Returned IDPs", where={"Country of origin": "Unknown"})
    )
    assert (found.code, found.hint) == ("BG604", 'did you mean "Returned IDPss"?')


def test_a_row_that_stands_several_times_wants_a_filter() -> None:
    found = refused(sample("unhcr-download.csv"), Selector(row="2030", column=REFUGEES))
    assert (found.code, found.message) == ("BG605", '4 rows are "2030" (13, 14, 15, 16)')


def test_footnotes_are_offered_as_caveats() -> None:
    notes = sample("unhcr-footnotes.csv")
    of = {"Year": "2030", "Country of origin (ISO)": "NLA", "Country of asylum (ISO)": "SLA", "Population type": "ASY"}
    cases = "Data refers to number of cases, not persons."
    assert caveats(notes, Selector(), of) == ("Figures are estimates.", cases)
    assert caveats(notes, Selector(), of | {"Year": "2027"}) == ()
    assert caveats(notes, Selector(), of | {"Year": "2028"}) == ("Figures are estimates.",)


def test_suppressed_cells_are_neither_zero_nor_blank() -> None:
    columns = {"Refugees": FIGURE, "Total Population": FIGURE}
    taken = table(sample("unhcr-old-suppressed.csv"), Selector(layout=TableLayout(key="Origin")), Declared(), columns)
    assert [figure_of(cell.value) for cell in taken.cells][:4] == [
        ("*", "suppressed"),
        "1413",
        ("*", "suppressed"),
        "6",
    ]
    assert taken.diagnostics == ()


def test_a_download_with_a_byte_order_mark() -> None:
    workbook = sample("worldbank-bom-metadata.csv")
    assert value(workbook, Selector(row="Northland", column="2030")) == "1260900"
    found = refused(workbook, Selector(row="Low income", column="2030"))
    assert (found.code, found.place.line) == ("BG610", 7)
    assert offered_dates(workbook, Selector()) == (OfferedDate("Last Updated Date", date(2031, 2, 24), "B3"),)


@pytest.mark.parametrize(("event", "day", "is_rough"), [("NLA892", 28, False), ("NLA876", 27, True)])
def test_an_export_with_two_forms_of_dates_and_rough_ones(event: str, day: int, is_rough: bool) -> None:
    taken = take(sample("acled-export.csv"), Selector(row=event, column="event_date"), DATE, Declared())
    assert getattr(taken, "value", None) == date(2030, 12, day)
    assert getattr(taken, "is_approximate", None) is is_rough


def test_na_is_missing_among_figures_and_text_among_names() -> None:
    workbook = sample("acled-export.csv")
    actor = Selector(row="NLA892", column="assoc_actor_1")
    assert value(workbook, actor, TEXT) == "NA"
    assert refused(workbook, actor).code == "BG610"


def test_a_german_file_is_refused_with_the_declaration_to_add() -> None:
    name = "german-cp1252-semicolon.csv"
    found = fault(read(name, (SAMPLES / name).read_bytes()))
    assert found.code == "BG603"
    lines = ["encoding: windows-1252", 'delimiter: ";"', 'decimal: ","', 'thousands: "."', "dates: D.M.YYYY"]
    assert found.hint.splitlines()[1:] == lines


def test_a_declared_german_file_is_read() -> None:
    workbook = sample("german-cp1252-semicolon.csv", GERMAN)
    taken = table(workbook, Selector(), GERMAN, {"Tote": FIGURE, "Anteil": FIGURE, "Stand": DATE})
    assert tuple(taken.rows.values()) == ("Nord", "Süd")
    assert [figure_of(cell.value) for cell in taken.cells] == [
        "1234", "63.4%", date(2031, 2, 28), "5.0", ("n/a", "not available"), date(2031, 3, 1),
    ]  # fmt: skip
    assert [figure_of(cell.value) for cell in taken.totals][:1] == ["1239"]
    assert taken.diagnostics == ()


def test_a_total_that_the_parts_do_not_make_is_a_warning() -> None:
    name = "german-cp1252-semicolon.csv"
    data = (SAMPLES / name).read_bytes().replace(b"1.239", b"1.240")
    workbook = read(name, data, GERMAN)
    taken = table(workbook, Selector(), GERMAN, {"Tote": FIGURE})  # type: ignore[arg-type]
    (found,) = taken.diagnostics
    assert (found.code, found.severity, found.place.line) == ("BG613", Severity.WARNING, 4)
    assert found.message == 'B4: the total is 1.240, its parts in "Tote" make 1239'


def test_a_row_of_tags_is_named_or_skipped() -> None:
    workbook = sample("hxl-thousands-and-blanks.csv")
    columns = {"In need 2030": FIGURE, "Targeted 2030": FIGURE}
    found = refused(workbook, Selector(row="Northland", column="In need 2030"))
    assert (found.code, "skip: [2]" in found.hint) == ("BG612", True)
    declared = Declared(thousands=",")
    taken = table(workbook, Selector(layout=TableLayout(skip=(2,))), declared, columns)
    assert [figure_of(cell.value) for cell in taken.cells] == ["512330", ("_", "blank"), "101440", "60210"]
    assert [figure_of(cell.value) for cell in taken.totals] == ["613770", "60210"]
    assert taken.diagnostics == ()
    tagged = Selector(row="Northland", column="#inneed", layout=TableLayout(header=(2,)))
    assert value(workbook, tagged, FIGURE, declared) == "512330"
