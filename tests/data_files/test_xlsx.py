"""Excel workbooks: what their cells store and show, and what stands around them."""

from __future__ import annotations

from datetime import date, datetime
from html import escape

import pytest

from briefgen.data_files import Declared, ReadAs, Selector, TableLayout, read
from tests.archives import zipped
from tests.data_files.books import MAIN, PACKAGE, RELATIONS, book, fault, refused, texts, value, xlsx

TWO_AND_THREE = '<c r="B1"><v>2</v></c><c r="C1"><v>3</v></c>'
DATE, TEXT, FIGURE = ReadAs.DATE, ReadAs.TEXT, ReadAs.FIGURE


def one(cell: str, **more: object) -> object:
    """The value of cell A1 of a workbook with it alone."""
    return value(book("a.xlsx", xlsx(f'<row r="1">{cell}</row>', **more)), Selector(cell="A1"))  # type: ignore[arg-type]


def why(cell: str, read_as: ReadAs = FIGURE, **more: object) -> tuple[str, str]:
    found = refused(book("a.xlsx", xlsx(f'<row r="1">{cell}</row>', **more)), Selector(cell="A1"), read_as)  # type: ignore[arg-type]
    return found.code, found.message


@pytest.mark.parametrize(
    ("stored", "format_code", "expected"),
    [
        ("0.07000000000000001", "0%", "7%"),
        ("0.6342", "0.0%", "63.4%"),
        ("1234567.5", "#,##0.00", "1234567.50"),
        ("-5", "#,##0_);(#,##0)", "-5"),
        ("-5", "0;-0", "-5"),
        ("1240", "[$€-407] #,##0", "1240"),
        ("12.345", "0.0", "12.3"),
        ("2.5", "0", "3"),
        ("1.5E3", "General", "1500"),
        ("0", "General", "0"),
        ("0.1", "General", "0.1"),
        ("3.0000000000000004", "General", "3"),
        ("0.5", "#.##", "0.5"),
        ("4", "[Red]0", "4"),
        ("12", "[>=10]0;0.0", "12"),
    ],
)
def test_figures_are_what_their_cells_show(stored: str, format_code: str, expected: str) -> None:
    assert one(f'<c r="A1" s="1"><v>{stored}</v></c>', formats=(format_code,)) == expected


@pytest.mark.parametrize(
    ("letters", "ground", "is_seen"),
    [
        ('rgb="FFFFFFFF"', "", False),
        ('theme="0"', "", False),
        ('theme="0"', 'rgb="FF112233"', True),
        ('rgb="FF112233"', 'rgb="00112233"', False),
        ('indexed="9"', "", False),
        ('theme="1"', "", True),
        ('theme="0" tint="-0.5"', "", True),
    ],
)
def test_what_has_the_colour_of_its_ground_is_refused(letters: str, ground: str, is_seen: bool) -> None:
    fill = f'<fill><patternFill patternType="solid"><fgColor {ground}/></patternFill></fill>' if ground else "<fill/>"
    styles = (
        f"<styleSheet {MAIN}><fonts><font/><font><color {letters}/></font></fonts><fills><fill/>{fill}</fills>"
        '<cellXfs><xf fontId="0"/><xf fontId="1" fillId="1"/></cellXfs></styleSheet>'
    )
    sheet = '<row r="1"><c r="A1" s="1"><v>3</v></c><c r="B1" s="1" t="inlineStr"><is><t>x</t></is></c></row>'
    made = book("a.xlsx", xlsx(sheet, more={"xl/styles.xml": styles}))
    if is_seen:
        assert (value(made, Selector(cell="A1")), value(made, Selector(cell="B1"), TEXT)) == ("3", "x")
        return
    for cell, read_as, said in (("A1", FIGURE, "3"), ("B1", TEXT, '"x"')):
        found = refused(made, Selector(cell=cell), read_as)
        assert (found.code, found.message.split(": ")[1].split(":")[0]) == (
            "BG607",
            f"nobody sees what stands there, {said}",
        )


def test_rows_and_columns_of_no_height_or_width_are_hidden() -> None:
    rows = texts(("Port", "Boats", "Crew"), ("A", 1, 2)) + (
        '<row r="3" ht="0" customHeight="1"><c r="A3" t="inlineStr"><is><t>B</t></is></c><c r="B3"><v>5</v></c></row>'
    )
    cols = '<cols><col min="3" max="3" width="0" customWidth="1"/></cols>'
    sheet = book("a.xlsx", xlsx(rows, before=cols)).sheets[0]
    assert (sheet.hidden_rows, sheet.hidden_columns) == (frozenset({3}), frozenset({3}))


@pytest.mark.parametrize(
    ("stored", "format_code", "shown"),
    [
        ("3", "[&lt;5]&quot;&lt;5&quot;;0", "<5"),
        ("1234567", "#,##0,,", "1"),
        ("1234567", "0.0,", "1234.6"),
        ("63", "0&quot;%&quot;", "63%"),
        ("5", "0&quot; million&quot;", "5 million"),
        ("5", ";;;", ""),
        ("-5", "0;0", "5"),
        ("0", "#,##0;-#,##0;-", "-"),
        ("0.3", "0", "0"),
        ("4", "000", "004"),
    ],
)
def test_a_cell_that_shows_something_else_is_refused(stored: str, format_code: str, shown: str) -> None:
    code, message = why(f'<c r="A1" s="1"><v>{stored}</v></c>', formats=(format_code,))
    assert code == "BG607"
    assert (f'shows "{shown}"' if shown else "shows nothing") in message


@pytest.mark.parametrize("format_code", ["# ?/?", "0.00E+00", "000-00"])
def test_what_cannot_be_told_is_refused(format_code: str) -> None:
    code, message = why('<c r="A1" s="1"><v>0.25</v></c>', formats=(format_code,))
    assert (code, "cannot be told" in message) == ("BG607", True)


def test_a_cell_that_shows_something_else_can_be_declared() -> None:
    found = refused(
        book("a.xlsx", xlsx('<row r="1"><c r="A1" s="1"><v>3</v></c></row>', formats=(";;;",))), Selector(cell="A1")
    )
    assert "`stored: true`" in found.hint


def test_what_is_stored_is_taken_where_it_is_declared() -> None:
    workbook = book("a.xlsx", xlsx('<row r="1"><c r="A1" s="1"><v>1234567</v></c></row>', formats=("#,##0,,",)))
    assert value(workbook, Selector(cell="A1"), FIGURE, Declared(stored=True)) == "1234567"


@pytest.mark.parametrize(
    ("stored", "format_code", "is_1904", "expected"),
    [
        ("47848", "yyyy-mm-dd", False, date(2030, 12, 31)),
        ("46386", "dd/mm/yy", True, date(2030, 12, 31)),
        ("59", "d mmmm yyyy", False, date(1900, 2, 28)),
        ("61", "d/m/yyyy", False, date(1900, 3, 1)),
        ("47848.5", "yyyy-mm-dd h:mm", False, date(2030, 12, 31)),
    ],
)
def test_dates_by_either_calendar(stored: str, format_code: str, is_1904: bool, expected: date) -> None:
    settings = f'<workbookPr date1904="{int(is_1904)}"/>'
    data = xlsx(f'<row r="1"><c r="A1" s="1"><v>{stored}</v></c></row>', formats=(format_code,), book=settings)
    assert value(book("a.xlsx", data), Selector(cell="A1"), DATE) == expected


@pytest.mark.parametrize(
    ("stored", "format_code", "code"),
    [("47848", "mmm-yy", "BG609"), ("47848", "d-mmm", "BG609"), ("60", "d/m/yyyy", "BG606"), ("0.5", "h:mm", "BG606")],
)
def test_dates_that_are_not_whole_are_refused(stored: str, format_code: str, code: str) -> None:
    assert why(f'<c r="A1" s="1"><v>{stored}</v></c>', DATE, formats=(format_code,))[0] == code


@pytest.mark.parametrize(
    ("cell", "code", "words"),
    [
        ('<c r="A1"><f>B1+1</f></c>', "BG608", "=B1+1 has no stored result"),
        ('<c r="A1"><f>B1+1</f><v></v></c>', "BG608", "no stored result"),
        ('<c r="A1"><f>1+2</f><v>999</v></c>', "BG608", "does not give the 999"),
        (f'<c r="A1"><f>SUM(B1:C1)</f><v>6</v></c>{TWO_AND_THREE}', "BG608", "the 6"),
        ('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "BG606", "#DIV/0!"),
        ('<c r="A1" t="b"><v>1</v></c>', "BG606", "TRUE"),
        ('<c r="A1"><v>1e999</v></c>', "BG606", "1e999"),
        ('<c r="A1" t="inlineStr"><is><t>004</t></is></c>', "BG606", "as codes do"),
        ('<c r="A1" t="inlineStr"><is><t>1234²</t></is></c>', "BG606", "not a plain number"),
        ('<c r="A1" t="inlineStr"><is><t>١٢</t></is></c>', "BG606", "not a plain number"),
    ],
)
def test_cells_that_are_no_figures(cell: str, code: str, words: str) -> None:
    found, message = why(cell)
    assert (found, words in message) == (code, True), message


@pytest.mark.parametrize(
    "cell",
    [
        f'<c r="A1"><f>SUM(B1:C1)</f><v>5</v></c>{TWO_AND_THREE}',
        '<c r="A1"><f>VLOOKUP(B1,C:D,2)</f><v>5</v></c>',
        '<c r="A1"><f t="shared" si="0"/><v>5</v></c>',
        "<c r='A1' t='str'><f>\"5\"</f><v>5</v></c>",
    ],
)
def test_results_that_hold_or_of_which_nothing_can_be_told(cell: str) -> None:
    assert one(cell) == "5"


@pytest.mark.parametrize("settings", ['fullCalcOnLoad="1"', 'calcCompleted="0"', 'calcMode="manual" calcOnSave="0"'])
def test_results_are_refused_where_the_workbook_says_that_they_are_old(settings: str) -> None:
    cell = '<c r="A1"><f>VLOOKUP(B1,C:D,2)</f><v>5</v></c>'
    assert why(cell, book=f"<calcPr {settings}/>")[0] == "BG608"
    assert one('<c r="A1"><v>5</v></c>', book=f"<calcPr {settings}/>") == "5"


def test_codes_stay_text() -> None:
    workbook = book("a.xlsx", xlsx(texts(("Code", "Name"), ("004", "Four"), ("NA", "Namibia"))))
    assert value(workbook, Selector(row="004", column="Name"), TEXT) == "Four"
    assert value(workbook, Selector(row="NA", column="Code"), TEXT) == "NA"


def test_shared_texts_and_their_raised_marks() -> None:
    shared = (
        f"<sst {MAIN}><si><t>Name</t></si><si><t xml:space='preserve'> Killed </t></si>"
        "<si><t>North</t><rPh sb='0' eb='1'><t>reading</t></rPh></si>"
        "<si><r><t>12</t></r><r><rPr><vertAlign val='superscript'/></rPr><t>a</t></r></si></sst>"
    )
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
        '<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2" t="s"><v>3</v></c></row>'
    )
    workbook = book("a.xlsx", xlsx(rows, more={"xl/sharedStrings.xml": shared}))
    found = refused(workbook, Selector(row="North", column="Killed"))
    assert (found.code, '"a"' in found.message) == ("BG606", True)


def test_rows_and_cells_without_addresses_are_counted() -> None:
    rows = (
        "<row><c t='inlineStr'><is><t>A</t></is></c><c t='inlineStr'><is><t>B</t></is></c></row>"
        "<row><c><v>1</v></c><c><v>2</v></c></row>"
    )
    assert value(book("a.xlsx", xlsx(rows)), Selector(row="1", column="B")) == "2"


def test_prefixes_comments_and_sections_do_not_matter() -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><x:worksheet xmlns:x="{main}"><x:sheetData>'
        '<x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>Name</x:t></x:is></x:c>'
        '<x:c r="B1" t="inlineStr"><x:is><x:t><![CDATA[a<row>]]></x:t></x:is></x:c></x:row>'
        '<!-- <row r="2"> --><x:row r="2"><x:c r="A2" t="inlineStr"><x:is><x:t>x</x:t></x:is></x:c>'
        '<x:c r="B2"><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    for part in (sheet, sheet.replace("UTF-8", "UTF-16").encode("utf-16")):
        workbook = book("a.xlsx", xlsx("", more={"xl/worksheets/sheet1.xml": part}))
        assert value(workbook, Selector(row="x", column="a<row>")) == "7"


def test_names_and_tables_of_the_program() -> None:
    names = (
        "<definedNames><definedName name='deaths'>Data!$B$3</definedName>"
        "<definedName name='all'>Data!$A$1:$B$3</definedName></definedNames>"
    )
    table = f'<table {MAIN} id="1" name="T" displayName="Toll" ref="A2:B4" totalsRowCount="1"/>'
    relation = f'<Relationship Id="t" Type="{RELATIONS}/table" Target="../tables/t.xml"/>'
    related = f"<Relationships {PACKAGE}>{relation}</Relationships>"
    more = {"xl/tables/t.xml": table, "xl/worksheets/_rels/sheet1.xml.rels": related}
    rows = texts(("A title that is long", None), ("Name", "Dead"), ("North", 5), ("Everything", 5))
    workbook = book("a.xlsx", xlsx(rows, book=names, more=more))
    assert value(workbook, Selector(name="deaths")) == "5"
    assert value(workbook, Selector(table="Toll", row="North", column="Dead")) == "5"
    assert refused(workbook, Selector(name="all")).code == "BG605"
    assert refused(workbook, Selector(name="death")).hint == 'did you mean "deaths"?'
    assert refused(workbook, Selector(table="Tolls", row="a", column="b")).hint == 'did you mean "Toll"?'


def test_hidden_columns_are_left_out() -> None:
    rows = texts(("Name", "Old", "New"), ("North", 1, 2))
    workbook = book("a.xlsx", xlsx(rows, before='<cols><col min="2" max="2" hidden="1"/></cols>'))
    assert value(workbook, Selector(row="North", column="New")) == "2"
    assert "is hidden (B)" in refused(workbook, Selector(row="North", column="Old")).message
    assert value(workbook, Selector(row="North", column="Old", layout=TableLayout(hidden=True))) == "1"


def test_a_time_with_its_date_is_a_date() -> None:
    cell = '<c r="A1" t="d"><v>2030-12-31T10:00:00</v></c>'
    workbook = book("a.xlsx", xlsx(f'<row r="1">{cell}</row>'))
    assert value(workbook, Selector(cell="A1"), DATE) == datetime(2030, 12, 31).date()


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"", "BG601", "no workbook"),
        (b"PK\x03\x04 and nothing more", "BG601", "no workbook"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600, "BG602", "old kind"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le"), "BG602", "encrypted"),
        (xlsx("", more={"xl/vbaProject.bin": b"x"}), "BG602", "programs"),
        (xlsx("", more={"xl/styles.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><styleSheet/>"}), "BG601", "declares"),
        (xlsx("", more={"xl/styles.xml": "<styleSheet>"}), "BG601", "not well-formed"),
        (xlsx("", more={"xl/media/a.bin": b"\0" * 4_000_000}), "BG602", "more than 200 times"),
        (xlsx("<row r='1'/><row r='1'/>"), "BG601", "stands twice"),
        (xlsx("<row r='1'>"), "BG601", "not well-formed"),
        (zipped({"word/document.xml": "<a/>"}), "BG601", "missing"),
    ],
)
def test_workbooks_that_are_not_opened(data: bytes, code: str, words: str) -> None:
    found = fault(read("a.xlsx", data))
    assert (found.code, words in found.message) == (code, True), found.message


def ruled(stored: str, rule: str, format_code: str = "&quot;&lt;5&quot;") -> bytes:
    """A workbook whose cell A1 has a rule that shows its number in a format."""
    styles = (
        f"<styleSheet {MAIN}><cellXfs><xf/></cellXfs><dxfs><dxf><font/></dxf>"
        f'<dxf><numFmt numFmtId="170" formatCode="{format_code}"/></dxf></dxfs></styleSheet>'
    )
    behind = f'<conditionalFormatting sqref="C9 A1:B3">{rule}</conditionalFormatting>'
    return xlsx(texts((int(stored),)), behind=behind, more={"xl/styles.xml": styles})


LESS = '<cfRule type="cellIs" dxfId="1" priority="1" operator="lessThan"><formula>5</formula></cfRule>'
BETWEEN = LESS.replace("lessThan", "between").replace("<formula>5", "<formula>1</formula><formula>4")
BY_CELL = LESS.replace("<formula>5", "<formula>$D$1")


@pytest.mark.parametrize("rule", [LESS, BETWEEN, BY_CELL, LESS.replace("cellIs", "expression")])
def test_a_number_that_a_rule_hides_is_refused(rule: str) -> None:
    assert refused(book("a.xlsx", ruled("3", rule)), Selector(cell="A1")).code == "BG607"


@pytest.mark.parametrize("rule", [LESS, BETWEEN, BY_CELL.replace('dxfId="1"', 'dxfId="0"')])
def test_a_number_that_no_rule_hides_is_read(rule: str) -> None:
    assert value(book("a.xlsx", ruled("40", rule)), Selector(cell="A1")) == "40"


def test_the_rule_of_the_first_rank_shows_a_number() -> None:
    plain = LESS.replace('priority="1"', 'priority="2"').replace("<formula>5", "<formula>9")
    first = ruled("3", LESS.replace("lessThan", "greaterThan") + plain, "0.0")
    assert value(book("a.xlsx", first), Selector(cell="A1")) == "3.0"


def test_rules_that_newer_programs_write_are_seen() -> None:
    rule = LESS.replace(' dxfId="1"', "").replace("formula", "f")
    rule = rule.replace("</cfRule>", '<dxf><numFmt numFmtId="170" formatCode="&quot;x&quot;"/></dxf></cfRule>')
    data = xlsx(
        texts((3,)), behind=f"<extLst><conditionalFormatting>{rule}<sqref>A1</sqref></conditionalFormatting></extLst>"
    )
    assert refused(book("a.xlsx", data), Selector(cell="A1")).code == "BG607"


@pytest.mark.parametrize(("strike", "marks"), [("<strike/>", '"12"'), ('<strike val="1"/>', '"12"')])
def test_digits_that_are_struck_out_are_no_digits(strike: str, marks: str) -> None:
    cell = f'<c r="A1" t="inlineStr"><is><r><rPr>{strike}</rPr><t>12</t></r><r><t>34</t></r></is></c>'
    found, message = why(cell)
    assert (found, marks in message) == ("BG606", True)
    assert one(cell.replace(strike, '<strike val="0"/>')) == "1234"


@pytest.mark.parametrize(("strike", "expected"), [("<strike/>", "BG606"), ('<strike val="0"/>', "5")])
def test_a_figure_that_is_struck_out_is_none(strike: str, expected: str) -> None:
    styles = (
        f"<styleSheet {MAIN}><fonts><font/><font>{strike}</font></fonts>"
        '<cellXfs><xf fontId="0"/><xf fontId="1"/></cellXfs></styleSheet>'
    )
    made = book("a.xlsx", xlsx('<row r="1"><c r="A1" s="1"><v>5</v></c></row>', more={"xl/styles.xml": styles}))
    if expected == "5":
        assert value(made, Selector(cell="A1")) == expected
    else:
        found = refused(made, Selector(cell="A1"))
        assert (found.code, found.message) == (expected, "Data!A1: 5 is struck out")


@pytest.mark.parametrize(
    ("look", "is_seen"),
    [
        ('<font><color rgb="FFFFFFFF"/></font>', False),
        ('<font><color theme="0"/></font><fill><patternFill><bgColor rgb="FF112233"/></patternFill></fill>', True),
        (
            '<font><color rgb="FF112233"/></font><fill><patternFill><bgColor rgb="FF112233"/></patternFill></fill>',
            False,
        ),
        ('<font><color rgb="FFFF0000"/></font>', True),
    ],
)
def test_a_number_that_a_rule_gives_the_colour_of_its_ground_is_refused(look: str, is_seen: bool) -> None:
    styles = f"<styleSheet {MAIN}><cellXfs><xf/></cellXfs><dxfs><dxf/><dxf>{look}</dxf></dxfs></styleSheet>"
    behind = f'<conditionalFormatting sqref="A1">{LESS}</conditionalFormatting>'
    made = book("a.xlsx", xlsx(texts((3,)), behind=behind, more={"xl/styles.xml": styles}))
    if is_seen:
        assert value(made, Selector(cell="A1")) == "3"
    else:
        assert refused(made, Selector(cell="A1")).code == "BG607"


def test_a_sign_of_growth_is_no_other_number() -> None:
    assert one('<c r="A1" s="1"><v>12</v></c>', formats=("+0;-0;0",)) == "12"


@pytest.mark.parametrize("formula", ["Data!B1+Data!C1", "'Data'!B1+C1", "SUM(Data!B1:C1)", "SUM(Data!$B$1,Data!C1)"])
def test_formulas_that_name_their_own_sheet_are_done_again(formula: str) -> None:
    cell = f'<c r="A1"><f>{formula}</f><v>999</v></c>{TWO_AND_THREE}'
    assert why(cell)[0] == "BG608"
    assert one(cell.replace("999", "5")) == "5"


@pytest.mark.parametrize("written", ["2,450", "35", "45*", " 1 234 ", "12.5%", "-3", "7 †"])
def test_a_sum_that_leaves_out_a_number_stored_as_text_is_refused(written: str) -> None:
    text = f'<c r="D1" t="inlineStr"><is><t>{written}</t></is></c>'
    for formula in ("SUM(B1:D1)", "ROUND(SUM(B1:D1),0)"):
        code, message = why(f'<c r="A1"><f>{formula}</f><v>5</v></c>{TWO_AND_THREE}{text}')
        assert code == "BG608"
        assert f'={formula} leaves out D1, where "{" ".join(written.split())}" is stored as text' in message


@pytest.mark.parametrize("written", ["-", "n/a", "&lt;5", "2031", "004", "0", "Note 3", "5-7"])
def test_a_sum_may_leave_out_headings_codes_and_marks(written: str) -> None:
    text = f'<c r="D1" t="inlineStr"><is><t>{written}</t></is></c>'
    assert one(f'<c r="A1"><f>SUM(B1:D1)</f><v>5</v></c>{TWO_AND_THREE}{text}') == "5"


@pytest.mark.parametrize("shown", ["d mmm yyyy", "dd/mm/yyyy", "mm-dd-yy", "mmm-yy"])
@pytest.mark.parametrize("named", ["2031-02-01", "1 February 2031"])
def test_rows_and_columns_of_days_are_found_by_their_dates(shown: str, named: str) -> None:
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Day</t></is></c><c r="B1" s="1"><v>47880</v></c></row>'
        '<row r="2"><c r="A2" s="1"><v>47849</v></c><c r="B2"><v>5</v></c></row>'
        '<row r="3"><c r="A3" s="1"><v>47880</v></c><c r="B3"><v>7</v></c></row>'
    )
    workbook = book("a.xlsx", xlsx(rows, formats=(shown,)))
    assert value(workbook, Selector(row=named, column=named)) == "7"
    assert value(workbook, Selector(where={"Day": named}, column=named)) == "7"
    assert refused(workbook, Selector(row="2031-02-02", column=named)).code == "BG604"


DONE_AGAIN = {
    "ROUND(C1/B1,1)": "1.5",
    "ROUND(7/C1,2)": "2.33",
    "ROUND(200*C1/7,-1)": "90",
    "ROUNDUP(7/C1,0)": "3",
    "ROUNDDOWN(-7/C1,0)": "-2",
    "ABS(B1-C1)*50%": "0.5",
    "AVERAGE(B1:D1)": "2.5",
    "MAX(B1:D1)-MIN(B1,C1)": "1",
    "IF(B1<C1,B1,C1)": "2",
    "IF(D1=0,7,B1/D1)": "7",
    'IF(D1="",4,B1/D1)': "4",
    'IF(""<>C1,IF(B1>=C1,1,ROUND(5/C1,1)),0)': "1.7",
}


def test_roundings_and_choices_are_done_again() -> None:
    for formula, result in DONE_AGAIN.items():
        cell = f'<c r="A1"><f>{escape(formula)}</f><v>999</v></c>{TWO_AND_THREE}'
        assert why(cell)[0] == "BG608", formula
        assert one(cell.replace("999", result)) == result


@pytest.mark.parametrize(
    "formula",
    ["ROUND(B1+0.5,0)", "ROUND(C1,B1/C1)", "IF(B1*C1=6.0000000001,1,2)", 'IF(B1="x",1,2)', "IF(B1,1,2)", "COUNT(B1)"],
)
def test_what_the_last_digit_decides_or_is_not_known_is_taken_as_it_is_stored(formula: str) -> None:
    assert one(f'<c r="A1"><f>{escape(formula)}</f><v>999</v></c>{TWO_AND_THREE}') == "999"


@pytest.mark.parametrize("formula", ["Old!B1+C1", "OldData!B1+C1", "'Old Data'!B1+C1", "[1]Data!B1+C1"])
def test_formulas_over_other_sheets_are_not_done_again(formula: str) -> None:
    assert one(f'<c r="A1"><f>{formula}</f><v>999</v></c>{TWO_AND_THREE}') == "999"
