"""JSON files, and pointers into them."""

from __future__ import annotations

import pytest

from briefgen.data_files import Declared, ReadAs, Selector, read, take
from tests.data_files.books import book, code, refused, value

DATA = (
    b'{"a": [1, 2, {"b/c": 0.10000000000000000555, "d": "2030-12-31", "~": 1234567890123456789}], "n": null, "t": true}'
)


@pytest.mark.parametrize(
    ("pointer", "read_as", "expected"),
    [
        ("/a/0", ReadAs.FIGURE, "1"),
        ("/a/2/b~1c", ReadAs.FIGURE, "0.10000000000000000555"),
        ("/a/2/~0", ReadAs.FIGURE, "1234567890123456789"),
        ("/a/2/d", ReadAs.TEXT, "2030-12-31"),
    ],
)
def test_values_by_pointer(pointer: str, read_as: ReadAs, expected: str) -> None:
    assert value(book("a.json", DATA), Selector(pointer=pointer), read_as) == expected


def test_a_date_by_pointer_and_its_place() -> None:
    taken = take(book("a.json", DATA), Selector(pointer="/a/2/d"), ReadAs.DATE, Declared())
    assert (str(getattr(taken, "value", "")), getattr(taken, "place", "")) == ("2030-12-31", "at /a/2/d")


@pytest.mark.parametrize(
    ("pointer", "expected", "words", "hint"),
    [
        ("/b", "BG604", 'there is no "b" in /', ""),
        ("/a/7", "BG604", 'no "7" in /a', "its places are 0 to 2"),
        ("/a/01", "BG604", 'no "01"', "its places"),
        ("/a/" + "9" * 5000, "BG604", "there is no", "its places"),
        ("/a", "BG604", "leads to a list", "such as /a/0"),
        ("/a/0/b", "BG604", "there is no", "a value stands there"),
        ("a", "BG604", "is no pointer", "like /totals"),
        ("/n", "BG610", "blank", ""),
        ("/t", "BG606", "no figure", ""),
    ],
)
def test_pointers_that_lead_nowhere(pointer: str, expected: str, words: str, hint: str) -> None:
    found = refused(book("a.json", DATA), Selector(pointer=pointer))
    assert (found.code, words in found.message, hint in found.hint) == (expected, True, True), found


def test_pointers_are_for_json_only() -> None:
    assert refused(book("a.csv", b"a,b\n1,2\n"), Selector(pointer="/a")).code == "BG604"
    assert refused(book("a.json", DATA), Selector(cell="A1")).code == "BG604"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"{", "BG601"),
        (b"\xff", "BG601"),
        (b"[NaN]", "BG601"),
        (b"[" * 100_000, "BG601"),
        (b'{"a": 1, "a": 2}', "BG605"),
    ],
)
def test_files_that_are_no_json(data: bytes, expected: str) -> None:
    assert code(read("a.json", data)) == expected


def test_numbers_of_no_fair_size_are_refused() -> None:
    workbook = book("a.json", b"[1e999999, 1e-999999, 9" + b"9" * 5000 + b"]")
    for at in range(3):
        assert refused(workbook, Selector(pointer=f"/{at}")).code == "BG604"


def test_a_value_that_is_no_figure_is_named_by_its_pointer() -> None:
    found = refused(book("a.json", b'{"a": [null]}'), Selector(pointer="/a/0"))
    assert found.message == "/a/0: the cell is blank, which is no value, and not 0"
