"""What was taken from cells, kept as bytes and given back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from briefgen.data_files import DataFigure, Taken, packed, unpacked


def test_cells_come_back_as_they_were() -> None:
    cells = [
        Taken(
            DataFigure(Decimal("5.0"), "%", Decimal("0.0500001")),
            {"sheet": "A", "row": "ü", "cell": "B5"},
            "B5",
            is_approximate=True,
        ),
        Taken(DataFigure(Decimal("-12345678901234567890.5")), {"pointer": "/a"}, "A1"),
        Taken(date(2030, 12, 31), {"cell": "C1"}, "C1"),
        Taken("004", {"table": "Regions", "row": "R", "column": "C", "cell": "D1"}, "D1"),
    ]
    assert unpacked(packed(cells)) == cells
    assert [cell.place for cell in cells] == [
        "sheet A, row ü (cell B5)",
        "at /a",
        "cell C1",
        "table Regions, row R, column C (cell D1)",
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[1]",
        b'[["figure", ["x", "", null], {}, "", 0]]',
        b"\xff",
        b'[["date", 1, {}, "", 0]]',
        b'[["text", "x", "cell A1", "A1", 0]]',
    ],
)
def test_other_bytes_give_nothing(data: bytes) -> None:
    assert not unpacked(data)
