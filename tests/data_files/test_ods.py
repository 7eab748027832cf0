"""OpenDocument spreadsheets as LibreOffice writes them."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from briefgen.data_files import ReadAs, Selector, TableLayout, left_out, read
from tests.archives import zipped
from tests.data_files.books import book, code, fault, ods, refused, value

DATE, TEXT, FIGURE = ReadAs.DATE, ReadAs.TEXT, ReadAs.FIGURE
STYLES = (
    '<style:style style:name="T1" style:family="text">'
    '<style:text-properties style:text-position="super 58%"/></style:style>'
    '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>'
)
BLANK = "<table:table-cell/>"


def text(content: str, more: str = "") -> str:
    kind = 'office:value-type="string" calcext:value-type="string"'
    return f"<table:table-cell {kind}{more}><text:p>{content}</text:p></table:table-cell>"


def number(stored: str, shown: str, kind: str = "float", more: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="{kind}" office:value="{stored}" calcext:value-type="{kind}"{more}>'
        f"<text:p>{shown}</text:p></table:table-cell>"
    )


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


def sheet(*rows: str, name: str = "Data", more: str = "", columns: str = "") -> str:
    return f'<table:table table:name="{name}"{more}>{columns or "<table:table-column/>"}{"".join(rows)}</table:table>'


SPAN = ' table:number-columns-spanned="2" table:number-rows-spanned="1"'
DOWN = ' table:number-columns-spanned="1" table:number-rows-spanned="2"'
COVERED = "<table:covered-table-cell/>"
TABLE = sheet(
    row(text("Table 1. Incidents")),
    row(more=' table:number-rows-repeated="2"'),
    row(text("Province", DOWN), text("Killed", SPAN), COVERED, text("As of", DOWN)),
    row(COVERED, text("Men"), text("Women"), COVERED),
    row(
        text("North"), number("1234", "1.234"), number("0.634", "63,4 %", "percentage"),
        '<table:table-cell office:value-type="date" office:date-value="2030-12-31">'
        "<text:p>31.12.30</text:p></table:table-cell>",
    ),
    row(text("South"), text('1234<text:span text:style-name="T1">2</text:span>'), number("3", "&lt;5")),
    row(text("Hidden"), number("9", "9"), more=' table:visibility="collapse"'),
    row(text("Total"), number("999", "999", more=' table:formula="of:=SUM([.B6:.B7])"'), BLANK),
    row('<table:table-cell table:number-columns-repeated="1024"/>', more=' table:number-rows-repeated="1048567"'),
)  # fmt: skip
HIDDEN = sheet(row(text("Name"), text("Old")), name="old figures", more=' table:style-name="ta2"')


def test_the_workbook_is_one_that_others_read() -> None:
    other = CalamineWorkbook.from_filelike(BytesIO(ods(TABLE + HIDDEN, styles=STYLES)))
    assert other.sheet_names == ["Data", "old figures"]
    assert other.get_sheet_by_index(0).to_python(skip_empty_area=False)[5][:2] == ["North", 1234.0]


def test_cells_by_row_and_joined_headings() -> None:
    read_book = book("a.ods", ods(TABLE + HIDDEN, styles=STYLES))
    assert value(read_book, Selector(row="North", column="Killed Men")) == "1234"
    assert value(read_book, Selector(row="North", column="Killed Women")) == "63.4%"
    assert value(read_book, Selector(row="North", column="As of"), DATE) == date(2030, 12, 31)


@pytest.mark.parametrize(
    ("selector", "expected", "words"),
    [
        (Selector(row="South", column="Killed Men"), "BG606", 'Data!B7: "12342" has "2" raised, lowered or struck out'),
        (Selector(row="South", column="Killed Women"), "BG607", 'Data!C7: the cell shows "<5" and stores 3'),
        (Selector(row="Hidden", column="Killed Men"), "BG604", "hidden (row 8)"),
        (Selector(row="Total", column="Killed Men"), "BG608", "Data!B9: the formula =SUM(B6:B7) does not give the 999"),
        (Selector(cell="D7"), "BG610", "Data!D7: the cell is blank"),
    ],
)
def test_cells_that_are_refused_by_address(selector: Selector, expected: str, words: str) -> None:
    data = TABLE.replace('1234<text:span text:style-name="T1">2</text:span>', "5") if expected == "BG608" else TABLE
    found = refused(book("a.ods", ods(data + HIDDEN, styles=STYLES)), selector)
    assert (found.code, words in found.message) == (expected, True), found.message


def test_hidden_sheets_are_named() -> None:
    (found,) = left_out(book("a.ods", ods(TABLE + HIDDEN, styles=STYLES)))
    assert '"old figures"' in found.message


def test_repeated_cells_and_rows_stand_for_many() -> None:
    rows = (
        row(text("Name"), text("A"), text("B")),
        row(text("x"), number("7", "7", more=' table:number-columns-repeated="2"')),
        row(text("y"), number("8", "8"), more=' table:number-rows-repeated="3"'),
    )
    found = book("a.ods", ods(sheet(*rows)))
    assert value(found, Selector(row="x", column="B")) == "7"
    assert value(found, Selector(cell="B5")) == "8"
    assert refused(found, Selector(row="y", column="A")).code == "BG605"


def test_notes_on_cells_are_no_text_of_theirs() -> None:
    note = "<office:annotation><text:p>revised</text:p></office:annotation>"
    cell = f'<table:table-cell office:value-type="float" office:value="5">{note}<text:p>5</text:p></table:table-cell>'
    found = book("a.ods", ods(sheet(row(text("Name"), text("A")), row(text("x<text:s text:c='2'/>y"), cell))))
    assert value(found, Selector(row="x y", column="A")) == "5"


def test_errors_hidden_columns_and_names() -> None:
    error = (
        '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" '
        'calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
    )
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/><table:table-column/>'
    names = '<table:named-range table:name="deaths" table:cell-range-address="$Data.$C$2"/>'
    ranges = '<table:database-range table:name="Toll" table:target-range-address="Data.A1:Data.C2"/>'
    rows = (row(text("Name"), text("Old"), text("New")), row(text("x"), error, number("4", "4")))
    found = book("a.ods", ods(sheet(*rows, columns=columns), behind=names + ranges))
    assert value(found, Selector(name="deaths")) == "4"
    assert value(found, Selector(table="Toll", row="x", column="New")) == "4"
    shown = Selector(row="x", column="Old", layout=TableLayout(hidden=True))
    assert "#DIV/0!" in refused(found, shown).message
    assert "hidden (B)" in refused(found, Selector(row="x", column="Old")).message


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (zipped({"content.xml": "<a/>", "META-INF/manifest.xml": "<m><encryption-data/></m>"}), "BG602"),
        (zipped({"content.xml": "<a/>", "META-INF/manifest.xml": "<m/>", "Basic/Standard/a.xml": "<a/>"}), "BG602"),
        (zipped({"content.xml": "<a>"}), "BG601"),
        (ods("<table:table table:name='a'>"), "BG601"),
        (ods(sheet(row(text("a"), more=' table:number-rows-repeated="1048576"'))), "BG601"),
    ],
)
def test_spreadsheets_that_are_not_opened(data: bytes, expected: str) -> None:
    assert code(read("a.ods", data)) == expected
    assert fault(read("a.ods", data)).place.file == "a.ods"


def test_digits_that_are_struck_out_are_no_digits() -> None:
    style = STYLES.replace('style:text-position="super 58%"', 'style:text-line-through-style="solid"')
    cells = row(text('<text:span text:style-name="T1">12</text:span>34'))
    assert refused(book("a.ods", ods(sheet(cells), styles=style)), Selector(cell="A1")).code == "BG606"


def test_a_figure_that_is_struck_out_is_none() -> None:
    style = '<style:style style:name="ce1"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    cells = row(number("5", "5", more=' table:style-name="ce1"'))
    assert refused(book("a.ods", ods(sheet(cells), styles=style)), Selector(cell="A1")).code == "BG606"


FO = 'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'


def test_white_letters_and_rows_of_no_height_are_not_seen() -> None:
    styles = (
        f'<style:style style:name="w" {FO}><style:text-properties fo:color="#FFFFFF"/></style:style>'
        f'<style:style style:name="ok" {FO}><style:table-cell-properties fo:background-color="#123456"/>'
        '<style:text-properties fo:color="#ffffff"/></style:style>'
        '<style:style style:name="r0"><style:table-row-properties style:row-height="0cm"/></style:style>'
    )
    white, seen = ' table:style-name="w"', ' table:style-name="ok"'
    rows = (
        row(number("3", "3", more=white), number("4", "4", more=seen)),
        row(text("x"), more=' table:style-name="r0"'),
    )
    found = book("a.ods", ods(sheet(*rows), styles=styles))
    assert refused(found, Selector(cell="A1")).message.endswith("or a format that hides it")
    assert value(found, Selector(cell="B1")) == "4"
    assert found.sheets[0].hidden_rows == frozenset({2})
