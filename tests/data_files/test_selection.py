"""Which cell is meant: headings, rows, filters and sheets that are not there, stand twice, or are hidden."""

from __future__ import annotations

import pytest

from briefgen.data_files import Declared, ReadAs, Selector, TableLayout, Taken, TakenTable, take, take_table
from tests.data_files.books import book, code, figure_of, refused, texts, value, xlsx

YEARS = (("Province", "Year", "Dead"), ("North", 2023, 5), ("North", 2024, 7), ("South", 2024, 9))


def rows(*values: tuple[object, ...], **more: str) -> object:
    return book("a.xlsx", xlsx(texts(*values), **more))  # type: ignore[arg-type]


def test_a_filter_finds_the_one_row() -> None:
    workbook = book("a.xlsx", xlsx(texts(*YEARS)))
    assert value(workbook, Selector(row="North", column="Dead", where={"Year": "2024"})) == "7"
    assert value(workbook, Selector(column="Dead", where={"Province": "South", "Year": "2024"})) == "9"


@pytest.mark.parametrize(
    ("selector", "expected", "words", "hint"),
    [
        (Selector(sheet="Dota", row="North", column="Dead"), "BG604", 'no sheet "Dota"', 'did you mean "Data"?'),
        (Selector(row="North", column="Dead"), "BG605", '2 rows are "North" (2, 3)', "where"),
        (Selector(row="Nroth", column="Dead"), "BG604", 'no row "Nroth" in column A', 'did you mean "North"?'),
        (Selector(row="2024", column="Dead"), "BG604", 'no row "2024" in column A', "stands in column B; if that"),
        (Selector(row="South", column="Daed"), "BG604", 'no column "Daed"', 'did you mean "Dead"?'),
        (Selector(row="South", column="Q"), "BG604", 'no column "Q"', "Province, Year, Dead"),
        (Selector(row="South"), "BG604", "no column is named", "column:"),
        (Selector(row="South", column="Dead", where={"Year": "2023"}), "BG604", 'has "2023"', "2024"),
        (Selector(row="South", column="Dead", where={"Yaer": "2023"}), "BG604", 'no column "Yaer"', '"Year"'),
        (Selector(cell="C0"), "BG604", '"C0" is no cell', "C7"),
        (Selector(cell="ZZZ9999999"), "BG604", "is no cell", "C7"),
        (Selector(cell="H90"), "BG610", "Data!H90: the cell is blank", ""),
        (Selector(name="x"), "BG604", 'no name "x"', ""),
    ],
)
def test_what_is_not_there_or_stands_twice(selector: Selector, expected: str, words: str, hint: str) -> None:
    found = refused(book("a.xlsx", xlsx(texts(*YEARS))), selector)
    assert (found.code, words in found.message, hint in found.hint) == (expected, True, True), found


def test_names_of_rows_that_stand_in_another_column_are_found_where_the_hint_says() -> None:
    workbook = book("a.xlsx", xlsx(texts(("Code", "Country", "Dead"), ("TN", "Tunisia", 4), ("PK", "Pakistan", 5))))
    found = refused(workbook, Selector(row="Pakistan", column="Dead"))
    assert found.hint.endswith("`key: Country`")
    assert value(workbook, Selector(row="Pakistan", column="Dead", layout=TableLayout(key="Country"))) == "5"


def test_a_heading_that_stands_twice_is_refused_only_where_it_is_asked_for() -> None:
    workbook = book("a.xlsx", xlsx(texts(("Name", "A", "A", "B"), ("x", 1, 2, 3))))
    assert value(workbook, Selector(row="x", column="B")) == "3"
    found = refused(workbook, Selector(row="x", column="A"))
    assert (found.code, found.message) == ("BG605", 'Data: the heading "A" stands twice (B1, C1)')


def test_spaces_of_names_do_not_matter() -> None:
    workbook = book("a.xlsx", xlsx(texts((" Name", "Dead\u00a0 men "), ("North  East ", 4))))
    assert value(workbook, Selector(row=" North East", column="Dead men ")) == "4"


def test_reading_stops_at_notes_and_says_what_stands_behind() -> None:
    table = (*YEARS, None, ("West", 2024, 3))
    data = texts(*YEARS) + texts(("West", 2024, 3), start=6)
    found = refused(book("a.xlsx", xlsx(data)), Selector(row="West", column="Dead"))
    assert len(table) == 6
    assert "stands behind the table, which ends above row 6 (row 6)" in found.message
    noted = texts(*YEARS, ("Source: an office", None, None), ("West", 2024, 3))
    assert "ends above row 5" in refused(book("a.xlsx", xlsx(noted)), Selector(row="West", column="Dead")).message


def test_names_of_rows_from_another_column() -> None:
    workbook = book("a.xlsx", xlsx(texts(("Id", "Name", "Dead"), (1, "North", 4), (2, "South", 5))))
    layout = TableLayout(key="Name")
    assert value(workbook, Selector(row="South", column="Dead", layout=layout)) == "5"


def test_joined_data_is_never_spread() -> None:
    data = xlsx(texts(("Name", "A"), ("x", 5), ("y", None)), behind='<mergeCells><mergeCell ref="B2:B3"/></mergeCells>')
    workbook = book("a.xlsx", data)
    for row in "xy":
        found = refused(workbook, Selector(row=row, column="A"))
        assert (found.code, "its value stands at B2" in found.message) == ("BG604", True)
        assert found.hint == "bind the fact by `cell: B2`"
    assert value(workbook, Selector(cell="B2")) == "5"


def test_headings_in_three_joined_rows() -> None:
    data = texts(
        ("Name", "Toll", None, None), (None, "Dead", None, "Hurt"), (None, "Men", "Women", None), ("x", 1, 2, 3)
    )
    merged = "".join(f'<mergeCell ref="{area}"/>' for area in ("A1:A3", "B1:D1", "B2:C2", "D2:D3"))
    workbook = book("a.xlsx", xlsx(data, behind=f"<mergeCells>{merged}</mergeCells>"))
    assert value(workbook, Selector(row="x", column="Toll Dead Women")) == "2"
    assert value(workbook, Selector(row="x", column="Toll Hurt")) == "3"


def test_years_as_numbers_are_headings() -> None:
    workbook = book("a.xlsx", xlsx(texts(("Name", 2023, 2024), ("x", 1, 2))))
    assert value(workbook, Selector(row="x", column="2024")) == "2"


def test_a_table_of_some_rows_and_columns() -> None:
    workbook = book("a.xlsx", xlsx(texts(("Name", "A", "B"), ("x", 1, 2), ("y", 3, 4), ("Total", 4, 6))))
    taken = take_table(workbook, Selector(), Declared(), without=frozenset({"A", "x"}))
    assert isinstance(taken, TakenTable)
    assert [(cell.row, cell.column, figure_of(cell.value)) for cell in taken.cells] == [("y", "B", "4")]
    assert code(take_table(workbook, Selector(), Declared(), read_as={"C": ReadAs.FIGURE})) == "BG604"
    assert code(take_table(workbook, Selector(), Declared(), without=frozenset({"z"}))) == "BG604"


def test_rows_of_one_name_or_of_none_in_a_table() -> None:
    workbook = book("a.xlsx", xlsx(texts(("Name", "A"), ("x", 1), ("x", 3), (None, 4))))
    taken = take_table(workbook, Selector(), Declared())
    assert isinstance(taken, TakenTable)
    messages = [each.message for each in taken.diagnostics if each.code == "BG605"]
    assert messages == ['Data: the row "x" stands 2 times (rows 2, 3)', "Data: row 4 has no name"]


def test_hidden_rows_are_named_where_a_total_does_not_fit() -> None:
    data = texts(("Name", "A"), ("x", 1)) + '<row r="3" hidden="1"><c r="A3" t="inlineStr"><is><t>y</t></is></c>'
    data += '<c r="B3"><v>3</v></c></row>' + texts(("Total", 4), start=4)
    taken = take_table(book("a.xlsx", xlsx(data)), Selector(), Declared())
    assert isinstance(taken, TakenTable)
    assert [each.code for each in taken.diagnostics] == ["BG611", "BG613"]
    assert taken.diagnostics[1].message.endswith('its parts in "A" make 1; hidden rows were left out: 3')


def test_a_workbook_with_only_hidden_sheets() -> None:
    assert (
        "all sheets are hidden"
        in refused(book("a.xlsx", xlsx(texts(*YEARS), state="veryHidden")), Selector(cell="A1")).message
    )


def test_a_sum_of_many_rows_is_done_again() -> None:
    data = texts(("Name", "A"), *((f"r{at}", at) for at in range(300)), ("Total", None))
    for stored, is_held in ((44850, True), (44851, False)):
        total = f'<c r="B302"><f>SUM(B2:B301)</f><v>{stored}</v></c></row>'
        workbook = book("a.xlsx", xlsx(data.removesuffix("</row>") + total))
        found = take(workbook, Selector(cell="B302"), ReadAs.FIGURE, Declared())
        assert isinstance(found, Taken) is is_held


def test_a_table_of_too_many_cells_is_refused() -> None:
    data = "Name," + ",".join(f"A{at}" for at in range(1_001)) + "\n"
    data += "".join(f"r{at}{',1' * 1_001}\n" for at in range(100))
    assert code(take_table(book("a.csv", data.encode()), Selector(), Declared())) == "BG602"


NAMED_TWICE = (
    '<definedNames><definedName name="Toll">Data!$C$2</definedName>'
    '<definedName name="Toll" localSheetId="0">Old!$C$3</definedName></definedNames>'
)


def test_a_name_that_leads_to_two_cells_is_refused_until_the_sheet_is_said() -> None:
    workbook = book("a.xlsx", xlsx(texts(*YEARS), book=NAMED_TWICE))
    found = refused(workbook, Selector(name="Toll"))
    assert (found.code, found.message) == ("BG605", 'the name "Toll" leads to Data!C2 and Old!C3')
    assert value(workbook, Selector(name="Toll", sheet="Data")) == "5"
    found = refused(workbook, Selector(name="Toll", sheet="Other"))
    assert (found.code, found.message) == ("BG604", 'the name "Toll" stands on the sheet "Data", not on "Other"')


@pytest.mark.parametrize("name", ["TOTAL (all ages)", "Total [1]", "Total*", "Grand total:"])
def test_totals_with_a_remark_are_totals(name: str) -> None:
    table = take_table(rows(("Province", "Dead"), ("North", 5), ("South", 9), (name, 14)), Selector(), Declared())  # type: ignore[arg-type]
    assert isinstance(table, TakenTable)
    assert list(table.total_rows.values()) == [name]


def test_figures_in_joined_cells_are_of_no_single_row() -> None:
    rows = texts(("Port", "Boats", "Coast"), ("North", 5, "east"), ("South", None, None), ("West", 7, "west"))
    joined = "<mergeCells><mergeCell ref='B2:B3'/><mergeCell ref='C2:C3'/></mergeCells>"
    made = book("a.xlsx", xlsx(rows, behind=joined))
    found = take_table(made, Selector(), Declared(), read_as={"Coast": ReadAs.TEXT})
    assert isinstance(found, TakenTable)
    assert [each.message for each in found.diagnostics] == [
        f"Data!B{row}: the cells B2:B3 are joined, and what stands there is of no single row and column"
        for row in (2, 3)
    ]
    assert [(cell.row, cell.column) for cell in found.cells if cell.column == "Boats"] == [("West", "Boats")]


GROUPS = (("Region", "District", "Dead"), ("North", "A", 1), (None, "B", 2), ("South", "C", 3), ("Total", None, 6))


@pytest.mark.parametrize("joined", ["", "<mergeCells><mergeCell ref='A2:A3'/></mergeCells>"])
def test_the_name_of_a_group_of_rows_is_that_of_no_single_row(joined: str) -> None:
    workbook = book("a.xlsx", xlsx(texts(*GROUPS), behind=joined))
    found = refused(workbook, Selector(row="North", column="Dead"))
    assert found.code == "BG605"
    assert found.hint.startswith("say which by `where`")
    for district, dead in (("A", "1"), ("B", "2")):
        assert value(workbook, Selector(where={"District": district}, column="Dead")) == dead
    assert value(workbook, Selector(row="North", where={"District": "A"}, column="Dead")) == "1"
    assert value(workbook, Selector(row="South", column="Dead")) == "3"


def test_joined_names_are_those_of_all_their_rows() -> None:
    workbook = book("a.xlsx", xlsx(texts(*GROUPS), behind="<mergeCells><mergeCell ref='A2:A3'/></mergeCells>"))
    assert value(workbook, Selector(row="North", where={"District": "B"}, column="Dead")) == "2"
    assert value(workbook, Selector(where={"Region": "North", "District": "B"}, column="Dead")) == "2"


@pytest.mark.parametrize("below", [(None, None, 5), (None, "-", 5), (None, "n/a", 5), (None, 4, 5)])
def test_a_row_without_a_name_or_words_belongs_to_no_group(below: tuple[object, ...]) -> None:
    workbook = book("a.xlsx", xlsx(texts(("Name", "Kind", "Dead"), ("North", "port", 5), below)))
    assert value(workbook, Selector(row="North", column="Dead")) == "5"


TWO_ROWS = ((None, "Killed", None, "Injured", None), ("Name", "Men", "Women", "Men", "Women"), ("North", 1, 2, 3, 4))


def test_headings_that_stand_twice_are_told_apart_by_what_stands_above_to_their_left() -> None:
    workbook = book("a.xlsx", xlsx(texts(*TWO_ROWS)))
    found = refused(workbook, Selector(row="North", column="Women"))
    assert (found.code, "`header: [1, 2]`" in found.hint) == ("BG605", True)
    layout = TableLayout(header=(1, 2))
    for column, expected in (("Killed Women", "2"), ("Injured Men", "3"), ("Injured Women", "4")):
        assert value(workbook, Selector(row="North", column=column, layout=layout)) == expected
    found_table = take_table(workbook, Selector(layout=layout), Declared())
    assert isinstance(found_table, TakenTable)
    assert found_table.levels[5] == ("Injured", "Women")


def test_a_heading_that_stands_once_takes_nothing_from_its_left() -> None:
    rows = ((None, "Killed", None, None), ("Name", "Men", "Women", "Remarks"), ("North", 1, 2, 3))
    layout = TableLayout(header=(1, 2))
    assert value(book("a.xlsx", xlsx(texts(*rows))), Selector(row="North", column="Remarks", layout=layout)) == "3"


TWO = ("Table 1. 2024",), ("Port", "Dead"), ("North", 5), ("South", 6)
YEAR_AFTER = ("Table 2. 2025",), ("Port", "Dead"), ("North", 7)


@pytest.mark.parametrize("more", [("",), ("Found",)])
def test_a_heading_of_two_tables_of_a_sheet_is_refused_until_the_rows_of_headings_are_named(more: tuple[str]) -> None:
    second = (YEAR_AFTER[0], YEAR_AFTER[1] + more, YEAR_AFTER[2])
    workbook = book("a.xlsx", xlsx(texts(*TWO) + texts(*second, start=6)))
    found = refused(workbook, Selector(row="North", column="Dead"))
    assert (found.code, 'another table of the sheet has "Dead" above it as well' in found.message) == ("BG605", True)
    assert found.hint == "say which is meant: `header: [2]` or `header: [7]`"
    for header, expected in ((2, "5"), (7, "7")):
        selector = Selector(row="North", column="Dead", layout=TableLayout(header=(header,)))
        assert value(workbook, selector) == expected
    if more == ("",):
        assert value(workbook, Selector(row="South", column="Dead")) == "6", "a row of the first table alone"


def test_a_heading_of_another_table_is_found_by_its_row() -> None:
    lower = texts(("Port", "Found"), ("North", 1), start=7)
    found = refused(book("a.xlsx", xlsx(texts(*TWO) + lower)), Selector(row="North", column="Found"))
    assert (found.code, "another table" in found.message) == ("BG604", True)
    assert found.hint == "name the rows of its headings: `header: [7]`"


def test_a_whole_table_beside_one_of_the_same_headings_is_refused() -> None:
    workbook = book("a.xlsx", xlsx(texts(*TWO) + texts(*YEAR_AFTER, start=6)))
    assert code(take_table(workbook, Selector(), Declared())) == "BG605"
    taken = take_table(workbook, Selector(layout=TableLayout(header=(2,))), Declared())
    assert isinstance(taken, TakenTable)
    assert [*taken.rows.values()] == ["North", "South"]


def test_a_row_that_goes_on_behind_a_blank_one_is_of_no_single_place() -> None:
    first = texts(("Port", "Dead"), ("2030", None), ("North", 5), ("South", 6))
    workbook = book("a.xlsx", xlsx(first + texts(("2031", None), ("North", 7), start=6)))
    found = refused(workbook, Selector(row="North", column="Dead"))
    assert (found.code, found.message) == (
        "BG605",
        'Data: the row "North" stands in row 3, and again in row 7, behind the end of the table',
    )
    assert found.hint == "say which is meant by its cell: `cell: B3`"
    assert value(workbook, Selector(row="South", column="Dead")) == "6"
    table = take_table(workbook, Selector(), Declared())
    assert isinstance(table, TakenTable)
    (left_out,) = table.diagnostics
    assert (left_out.code, left_out.message.endswith('left out: row 7 ("North")')) == ("BG611", True)
    assert left_out.hint == "if they belong to it, name what stands between: `skip: [5, 6]`"


@pytest.mark.parametrize("head", [("Port", "Found"), ("Port", 2031)])
def test_a_row_below_headings_of_its_own_goes_on_with_nothing(head: tuple[object, ...]) -> None:
    workbook = book("a.xlsx", xlsx(texts(("Port", "Dead"), ("North", 5)) + texts(head, ("North", 7), start=5)))
    assert value(workbook, Selector(row="North", column="Dead")) == "5"
    table = take_table(workbook, Selector(), Declared())
    assert isinstance(table, TakenTable)
    assert table.diagnostics == ()


@pytest.mark.parametrize(("name", "hint"), [("Port", "bind the fact by `cell: E2`"), ("Coast", "`key: Coast`")])
def test_a_table_beside_another_has_names_of_its_own(name: str, hint: str) -> None:
    rows = texts(("Port", "Dead", None, name, "Hurt"), ("North", 1, None, "South", 9), ("South", 2, None, "North", 8))
    workbook = book("a.xlsx", xlsx(rows))
    found = refused(workbook, Selector(row="North", column="Hurt"))
    assert (found.code, hint in found.hint) == ("BG605", True)
    assert value(workbook, Selector(row="North", column="Dead")) == "1"
    if name == "Coast":
        assert value(workbook, Selector(row="North", column="Hurt", layout=TableLayout(key=name))) == "8"


def test_blank_columns_between_figures_part_nothing() -> None:
    workbook = book("a.xlsx", xlsx(texts(("Port", None, "Dead", None, "Hurt"), ("North", None, 1, None, 9))))
    assert value(workbook, Selector(row="North", column="Hurt")) == "9"


def test_a_heading_with_two_others_below_it_is_not_the_first_of_them() -> None:
    rows = texts(("Port", "Killed", None, "All killed"), (None, "Men", "Women", None), ("North", 1, 2, 3))
    workbook = book("a.xlsx", xlsx(rows))
    found = refused(workbook, Selector(row="North", column="Killed"))
    assert (found.code, "`header: [1, 2]`" in found.hint) == ("BG612", True)
    assert value(workbook, Selector(row="North", column="All killed")) == "3"
    layout = TableLayout(header=(1, 2))
    assert value(workbook, Selector(row="North", column="Killed Men", layout=layout)) == "1"


def test_headings_below_a_wider_row_are_found_by_their_row() -> None:
    above = texts(("Prepared by", "A. Name", "on", "Monday"), ("Port", "Dead"), ("North", 5))
    found = refused(book("a.xlsx", xlsx(above)), Selector(row="North", column="Dead"))
    assert found.hint == "it stands in row 2; if that has the headings: `header: [2]`"


def test_rows_of_one_name_without_words_that_differ_are_told_apart_by_their_cells() -> None:
    rows = texts(("Port", "Dead"), ("North", None), ("Men", 1), ("South", None), ("Men", 2))
    assert "`cell: B3`" in refused(book("a.xlsx", xlsx(rows)), Selector(row="Men", column="Dead")).hint
