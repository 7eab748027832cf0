"""Numbers in groups of digits."""

from __future__ import annotations

from decimal import Decimal

import pytest

from briefgen.model.characters import grouped_digits


@pytest.mark.parametrize(
    ("amount", "places", "mark", "sizes", "text"),
    [
        ("0", 0, ",", (3, 3), "0"),
        ("999", 0, ",", (3, 3), "999"),
        ("1000", 0, ",", (3, 3), "1,000"),
        ("-999", 0, ",", (3, 3), "-999"),
        ("-1000", 0, ",", (3, 3), "-1,000"),
        ("7654321", 0, "’", (3, 3), "7’654’321"),
        ("7654321.5", 2, "'", (3, 3), "7'654'321.50"),
        ("123456789", 0, ",", (3, 2), "12,34,56,789"),
        ("123456789", 0, "", (3, 3), "123456789"),
        ("123456789", 0, ",", (1000, 1000), "123456789"),
        ("999999999999999999.9999999999", 10, " ", (3, 3), "999 999 999 999 999 999.9999999999"),
        ("1E+4", 0, ",", (3, 3), "10,000"),
    ],
)
def test_digits_stand_in_groups(amount: str, places: int, mark: str, sizes: tuple[int, int], text: str) -> None:
    assert grouped_digits(Decimal(amount), places, ".", mark, sizes) == text
