"""What was taken from cells, kept as bytes and given back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from briefgen.data_files import DataFigure, Taken, packed, unpacked


def test_cells_come_back_as_they_were() -> None:
    cells = [
        Taken(DataFigure(Decimal("5.0"), "%", Decimal("0.0500001")), "sheet A, row ü", "B5", is_approximate=True),
        Taken(DataFigure(Decimal("-12345678901234567890.5")), "at /a", "A1"),
        Taken(date(2030, 12, 31), "cell C1", "C1"),
        Taken("004", "cell D1", "D1"),
    ]
    assert unpacked(packed(cells)) == cells


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[1]", b'[["figure", ["x", "", null], "", "", 0]]', b"\xff", b'[["date", 1, "", "", 0]]']
)
def test_other_bytes_give_nothing(data: bytes) -> None:
    assert not unpacked(data)
