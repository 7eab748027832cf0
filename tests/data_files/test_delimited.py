"""CSV and TSV files: what is declared, and what is refused with the lines to declare."""

from __future__ import annotations

import pytest

from briefgen.data_files import Declared, ReadAs, Selector, TableLayout, TakenTable, read, take_table
from tests.data_files.books import book, code, fault, refused, value


def test_tabs_divide_the_fields_of_a_tsv_file() -> None:
    assert value(book("a.tsv", b"Name\tDead\nNorth\t5\n"), Selector(row="North", column="Dead")) == "5"


def test_fields_with_lines_and_quotes_keep_their_addresses() -> None:
    workbook = book("a.csv", b'Name,Dead\r\n"North\r\n""West""","1,234"\r\nSouth,x\r\n')
    assert value(workbook, Selector(cell="B2"), ReadAs.FIGURE, Declared(thousands=",")) == "1234"
    found = refused(workbook, Selector(row="South", column="Dead"))
    assert (found.place.line, found.message) == (4, 'B3: "x" is not a plain number')
    assert value(workbook, Selector(row='North "West"', column="Name"), ReadAs.TEXT) == 'North "West"'


def test_headings_in_two_rows_are_joined_where_they_are_declared() -> None:
    workbook = book("a.csv", b",Killed,,Injured\nName,Men,Women,Men\nNorth,1,2,3\n")
    layout = TableLayout(header=(1, 2))
    assert value(workbook, Selector(row="North", column="Killed Women", layout=layout)) == "2"
    assert value(workbook, Selector(row="North", column="Injured Men", layout=layout)) == "3"
    for header in ((2, 1), (1, 1)):
        found = refused(workbook, Selector(row="North", column="Men", layout=TableLayout(header=header)))
        assert found.code == "BG612"
        assert found.hint == f"name them from the top down: `header: {sorted({*header})}`"


@pytest.mark.parametrize(
    ("data", "declared", "lines"),
    [
        (b"Name;Dead\nNorth;5\n", Declared(), ['delimiter: ";"', 'decimal: ","', 'thousands: "."']),
        (b"Name;Dead\nNorth;5,5\n", Declared(), ['delimiter: ";"', 'decimal: ","', 'thousands: "."']),
        (
            b"Name;USD;Rate\nNorth;1,5;0,63\nSouth;8;0,5\n",
            Declared(),
            ['delimiter: ";"', 'decimal: ","', 'thousands: "."'],
        ),
        (b"Toll\n\nName;Dead\nNorth;5\n\nOf all\n", Declared(), ['delimiter: ";"', 'decimal: ","', 'thousands: "."']),
        (b"Name\tDead\nNorth\t5\n", Declared(), ['delimiter: "\\t"']),
        (b"Name\tDead\tHurt\nNorth\t1,234\t2,345\n", Declared(), ['delimiter: "\\t"']),
        ("Name,Dead\nSüd,5\n".encode("cp1252"), Declared(), ["encoding: windows-1252"]),
    ],
)
def test_what_has_to_be_declared(data: bytes, declared: Declared, lines: list[str]) -> None:
    found = fault(read("a.csv", data, declared))
    assert (found.code, found.hint.splitlines()[1:]) == ("BG603", lines)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", b"Name,Kinds\nNorth,a;b;c\nSouth,d;e;f\n"),
        ("a.csv", b"Name,Kinds,Dead\nNorth,a;b;c;d,5\n"),
        ("a.tsv", b"Name\tDead, all\tHurt, all, 2031\nNorth\t1,234\t1,234,567\n"),
    ],
)
def test_signs_within_fields_divide_none(name: str, data: bytes) -> None:
    assert book(name, data)


@pytest.mark.parametrize(
    ("data", "declared", "expected"),
    [
        (b"a,b\n1,2\n\0", Declared(), "BG601"),
        (b"a,b\n\xff\0", Declared(), "BG601"),
        (b'a,b\n1,"2\n', Declared(), "BG601"),
        (b"\xff", Declared(encoding="utf-8"), "BG601"),
        (b"a,b", Declared(encoding="rot13"), "BG603"),
        (b"a,b", Declared(encoding="a\0b"), "BG603"),
        (b"a,b", Declared(delimiter="ab"), "BG603"),
        (b"," * 20_000, Declared(), "BG602"),
        (b"a,b\r1,2\r", Declared(), "BG603"),
    ],
)
def test_texts_that_cannot_be_read(data: bytes, declared: Declared, expected: str) -> None:
    assert code(read("a.csv", data, declared)) == expected


@pytest.mark.parametrize("data", [b"", b"\n\n", b"a\n1\n", b"1,2\n3,4\n"])
def test_files_without_headings(data: bytes) -> None:
    assert refused(book("a.csv", data), Selector(row="a", column="b")).code == "BG612"


def test_a_file_of_another_kind_is_refused() -> None:
    found = fault(read("a.pdf", b""))
    assert (found.code, ".xlsx" in found.hint) == ("BG602", True)


def test_a_file_that_is_too_large_is_refused() -> None:
    assert code(read("a.csv", bytes((1 << 26) + 1))) == "BG602"


@pytest.mark.parametrize(
    ("written", "declared", "expected"),
    [
        ("1 234,5", Declared(decimal=",", thousands=" "), "1234.5"),
        ("1\u202f234", Declared(thousands=" "), "1234"),
        ("\u2212 5".replace(" ", ""), Declared(), "-5"),
        ("12%", Declared(), "12%"),
        ("+12", Declared(), "12"),
        ("+1.5%", Declared(), "1.5%"),
        ("1'234", Declared(thousands="'"), "1234"),
    ],
)
def test_numbers_by_declared_signs(written: str, declared: Declared, expected: str) -> None:
    workbook = book("a.csv", f'Name,Dead\nNorth,"{written}"\n'.encode())
    assert value(workbook, Selector(row="North", column="Dead"), ReadAs.FIGURE, declared) == expected


@pytest.mark.parametrize(
    "written", ["12,34", "1,23,456", "1,2345", "1.234.567", "5-7", "~5", "5+", "1e3", "0x1", "1_000", "٣"]
)
def test_texts_that_are_no_numbers_in_any_convention_that_is_declared(written: str) -> None:
    workbook = book("a.csv", f'Name,Dead\nNorth,"{written}"\n'.encode())
    assert (
        refused(workbook, Selector(row="North", column="Dead"), ReadAs.FIGURE, Declared(thousands=",")).code == "BG606"
    )


@pytest.mark.parametrize(
    ("data", "beyond"),
    [
        (b"Region,Doses\nNorth,30,150\nSouth,7\n", "C2"),
        (b"Region,Doses,Status\nNorth,30,150,confirmed\nSouth,7,confirmed\n", "D2"),
        (b"Region,Doses,\nNorth,30,150\nSouth,7,\n", "C2"),
    ],
)
def test_a_number_that_its_own_comma_divides_is_refused(data: bytes, beyond: str) -> None:
    workbook = book("a.csv", data)
    found = refused(workbook, Selector(row="North", column="Doses"))
    assert (found.code, found.place.line, found.message[:2]) == ("BG612", 2, beyond)
    assert value(workbook, Selector(row="South", column="Doses")) == "7"
    table = take_table(workbook, Selector(), Declared(), read_as={"Status": ReadAs.TEXT} if b"Status" in data else {})
    assert isinstance(table, TakenTable)
    assert [each.code for each in table.diagnostics] == ["BG612"]
    assert {at[0] for at in table.refused} == {2}
    assert [cell.row for cell in table.cells if cell.column == "Doses"] == ["South"]


def test_notes_in_a_column_without_a_heading_are_no_fault() -> None:
    assert value(book("a.csv", b"Region,Doses,\nNorth,30,estimate\n"), Selector(row="North", column="Doses")) == "30"


def test_a_point_that_may_stand_behind_thousands_is_refused_until_it_is_declared() -> None:
    workbook = book("a.csv", b"Region;Doses\nNorth;1.234\nSouth;12.5\n", Declared(delimiter=";"))
    found = refused(workbook, Selector(row="North", column="Doses"), declared=Declared(delimiter=";"))
    assert (found.code, found.message) == ("BG606", 'B2: "1.234" can be 1234 or 1.234')
    for declared, expected in (
        (Declared(delimiter=";", decimal="."), "1.234"),
        (Declared(delimiter=";", decimal=",", thousands="."), "1234"),
    ):
        assert value(workbook, Selector(row="North", column="Doses"), ReadAs.FIGURE, declared) == expected


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.tsv", b"Region\tDoses\nNorth\t1.234\n"),
        ("a.csv", b'Region,Doses,Share\nNorth,1.234,"12,5 %"\n'),
        ("a.csv", b'Region,Doses,Share\nNorth,1.234,"-0,5"\n'),
        ("a.csv", b"Region,Doses\nNorth,1.234\nSouth,2.500\n"),
        ("a.csv", b'Region,Doses,Share\nNorth,1.234,"2,567"\n'),
        ("a.csv", b"Region,Doses,All\nNorth,1.234,1.234.567\nSouth,12.5,1\n"),
        ("a.csv", b'Region,Doses,Share\nNorth,1.234,"1.234,567"\nSouth,12.5,1\n'),
        ("a.csv", b'Region,Doses,Note\nNorth,1.234,"North, 12"\nSouth,5,"5,"\n'),
    ],
)
def test_tabs_and_commas_before_other_decimals_do_not_say_that_a_point_stands_before_decimals(
    name: str, data: bytes
) -> None:
    found = refused(book(name, data), Selector(row="North", column="Doses"))
    assert (found.code, found.message) == ("BG606", 'B2: "1.234" can be 1234 or 1.234')


@pytest.mark.parametrize("written", ['"1,234.567"', "-12.5", "0.123", "1234.567", "12.3456", '"3.5 %"'])
def test_a_point_among_commas_stands_before_decimals(written: str) -> None:
    workbook = book("a.csv", f"Region,Doses,Note\nNorth,1.234,{written}\n".encode())
    assert value(workbook, Selector(row="North", column="Doses")) == "1.234"


def test_a_sign_is_offered_beside_the_one_that_is_declared() -> None:
    workbook = book("a.csv", b"Name,Dead\nNorth,1.234\n")
    found = refused(workbook, Selector(row="North", column="Dead"), declared=Declared(decimal=","))
    assert found.hint.endswith('decimal: ","\nthousands: "."')


@pytest.mark.parametrize(("written", "sign"), [("1'234", "'"), ("1’234.5", "’"), ("+1 234", " "), ("-1,234", ",")])
def test_the_sign_between_thousands_is_offered(written: str, sign: str) -> None:
    workbook = book("a.csv", f'Name,Dead\nNorth,"{written}"\n'.encode())
    found = refused(workbook, Selector(row="North", column="Dead"))
    assert found.hint.endswith(f'thousands: "{sign}"')
    assert value(workbook, Selector(row="North", column="Dead"), ReadAs.FIGURE, Declared(thousands=sign))


@pytest.mark.parametrize("written", ["++1", "+-1", "-+1", "+", "+ 1"])
def test_one_sign_stands_before_a_number(written: str) -> None:
    workbook = book("a.csv", f"Name,Dead\nNorth,{written}\n".encode())
    assert refused(workbook, Selector(row="North", column="Dead")).code == "BG606"


@pytest.mark.parametrize("text", ["123-", "2031-04", "12-13"])
def test_no_signs_are_offered_by_which_a_text_would_be_refused_again(text: str) -> None:
    found = refused(book("a.csv", f"Region,Doses\nNorth,{text}\n".encode()), Selector(row="North", column="Doses"))
    assert "declare" not in found.hint


def test_letters_that_look_alike_are_alike() -> None:
    workbook = book("a.csv", "Region,Dos\u200bes\nSu\u0308d,5\n".encode())
    assert value(workbook, Selector(row="S\u00fcd", column="Doses")) == "5"
