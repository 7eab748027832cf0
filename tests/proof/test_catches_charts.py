"""Whatever differs in a chart that Word draws is found: in its part, on its labels, in its workbook."""

from __future__ import annotations

import re

import pytest

from tests.archives import unzipped, zipped
from tests.formats.docx.native import BOOK, CHART, differences, parts

NAME = "grouped"
SHEET = "xl/worksheets/sheet1.xml"


def replaced(data: bytes, old: str, new: str) -> bytes:
    assert old.encode() in data
    return data.replace(old.encode(), new.encode(), 1)


def in_chart(old: str, new: str) -> list[str]:
    return told({CHART: replaced(parts(NAME)[CHART], old, new)})


def in_workbook(old: str, new: str, part: str = SHEET) -> list[str]:
    book = unzipped(parts(NAME)[BOOK])
    return told({BOOK: zipped({**book, part: replaced(book[part], old, new)})})


def told(changed: dict[str, bytes]) -> list[str]:
    return [f"{each.piece.what} {each.how}" for each in differences(changed, NAME)]


def test_a_chart_as_it_was_written_is_proven() -> None:
    assert differences({}, NAME) == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("<c:v>1616</c:v>", "<c:v>1661</c:v>", "1661 as “1,661” for “2030, North harbour”"),
        ("<c:v>2029</c:v>", "<c:v>2028</c:v>", "“2028, North harbour”"),
        ("<c:v>Eastern roads</c:v>", "<c:v>Western roads</c:v>", "“2029, Western roads”"),
        ('<c:pt idx="1"><c:v>640</c:v></c:pt>', "", "says nothing for “2029, Eastern roads”"),
        ("$C$2:$C$4", "$B$2:$B$4", "workbook of Figure 1 should say 1616"),
        ('<c:min val="0"/>', '<c:min val="9"/>', "zero"),
        ('<c:min val="0"/>', '<c:max val="-9"/>', "zero"),
        ("<a:t>tonnes</a:t>", "<a:t>kilograms</a:t>", "does not say its unit, “tonnes”"),
    ],
)
def test_another_chart_is_found(old: str, new: str, says: str) -> None:
    assert says in "\n".join(in_chart(old, new))


def test_a_label_that_prints_otherwise_is_found() -> None:
    chart = re.sub(rb'(<c:dLbls><c:numFmt formatCode=)"[^"]*"', rb'\1"0"', parts(NAME)[CHART], count=1)
    assert "should print 1204 as “1,204” for “2029, North harbour”, and prints “1204”" in "\n".join(
        told({CHART: chart})
    )


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("<v>1616</v>", "<v>1661</v>", "says 1661 as “1,661” for “2030, North harbour”"),
        (">Eastern roads<", ">Western roads<", "“2029, Western roads”"),
        (">2030<", ">2031<", "“2031, North harbour”"),
    ],
)
def test_another_workbook_is_found(old: str, new: str, says: str) -> None:
    (found,) = in_workbook(old, new)
    assert found.startswith("workbook of Figure 1 should say") and says in found


def test_a_cell_that_shows_its_value_otherwise_is_found() -> None:
    (found,) = in_workbook("000;0", "0000;0", "xl/styles.xml")
    assert "1204 as “0,1204”" in found


def test_a_workbook_that_is_none_cannot_be_read() -> None:
    (found,) = told({BOOK: b"PK"})
    assert found.startswith("file cannot be read")


def test_a_chart_that_is_missing_or_another_is_found() -> None:
    both = parts("grouped", "bars")
    swapped = {CHART: both["word/charts/chart2.xml"], "word/charts/chart2.xml": both[CHART]}
    assert {each.piece.block for each in differences(swapped, "grouped", "bars")} == {"grouped", "bars"}
