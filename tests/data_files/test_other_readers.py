"""Workbooks that another program writes, read as openpyxl and calamine read them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook as Written
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from tests.data_files.books import SAMPLES, book

NUMBERS = st.integers(-(10**12), 10**12) | st.floats(-1e9, 1e9, allow_nan=False).map(lambda number: round(number, 4))
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), min_size=1, max_size=8).map("t{}".format)
VALUES = st.none() | NUMBERS | TEXTS | st.booleans() | st.dates(date(1900, 3, 1), date(2100, 1, 1))


@given(st.lists(st.lists(VALUES, min_size=1, max_size=5), min_size=1, max_size=6))
def test_what_openpyxl_writes_and_both_read(rows: list[list[object]]) -> None:
    written = Written()
    sheet = written.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    file = BytesIO()
    written.save(file)
    read = book("a.xlsx", file.getvalue()).sheets[0]
    by_openpyxl = load_workbook(BytesIO(file.getvalue())).active
    by_calamine = CalamineWorkbook.from_filelike(BytesIO(file.getvalue())).get_sheet_by_index(0)
    grid = by_calamine.to_python(skip_empty_area=False)
    assert by_openpyxl is not None
    for at, row in enumerate(rows, 1):
        for column, expected in enumerate(row, 1):
            own = read.cell(at, column).value
            assert own == _exact(expected)
            assert own == _exact(by_openpyxl.cell(at, column).value)
            if isinstance(expected, str):
                assert own == grid[at - 1][column - 1]
        assert {at: cell.value for at, cell in read.row(at).items()} == {
            column: read.column(column)[at].value for column in read.row(at)
        }


def _exact(value: object) -> object:
    """A value as it should be read: a number as the decimal that was written, a time at midnight as its day."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Decimal(repr(value))
    return getattr(value, "date", lambda: value)()


def test_the_office_table_as_openpyxl_reads_it() -> None:
    data = (SAMPLES / "office-table.xlsx").read_bytes()
    other = load_workbook(BytesIO(data), rich_text=True)
    seen = 0
    for sheet in book("office-table.xlsx", data).sheets:
        theirs = other[sheet.name]
        assert {str(area) for area in sheet.merged} == {str(area) for area in theirs.merged_cells.ranges}
        assert sheet.hidden_rows == {number for number, row in theirs.row_dimensions.items() if row.hidden}
        for number, row in sheet.rows(sheet.numbers).items():
            for column, cell in row.items():
                their = theirs.cell(number, column)
                seen += 1
                assert (cell.formula is not None) == (their.data_type == "f")
                if isinstance(cell.value, Decimal):
                    assert float(cell.value) == round(float(str(their.value)), 15)
    assert seen > 40
