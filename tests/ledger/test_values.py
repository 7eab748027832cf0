from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.ledger.values import Amount, OperandError, exact, is_printable, multiply, rounded


@pytest.mark.parametrize(
    ("value", "places", "result"),
    [
        ("0.5", 0, "1"),
        ("-0.5", 0, "-1"),
        ("2.5", 0, "3"),
        ("-0.4", 0, "0"),
        ("6.956", 2, "6.96"),
        ("3.5", 2, "3.50"),
        ("1449", -2, "1400"),
        ("1450", -2, "1500"),
    ],
)
def test_halves_round_away_from_zero(value: str, places: int, result: str) -> None:
    assert str(rounded(Fraction(value), places)) == result


@given(st.decimals(-(10**15), 10**15, places=7), st.integers(0, 9))
def test_rounding_is_that_of_decimal(value: Decimal, places: int) -> None:
    context = Context(prec=60, rounding=ROUND_HALF_UP)
    assert rounded(Fraction(value), places) == value.quantize(Decimal(1).scaleb(-places), context=context)


@given(st.fractions())
def test_exact_value_keeps_fifty_digits(value: Fraction) -> None:
    assert abs(Fraction(exact(value)) - value) <= abs(value) / Fraction(10) ** 49


@pytest.mark.parametrize(
    ("amount", "printable"),
    [
        ("0", True),
        ("999999999999999999.9999999999", True),
        ("1E+17", True),
        ("1E+18", False),
        ("1E+999999", False),
        ("1E-11", False),
        ("NaN", False),
        ("-Infinity", False),
    ],
)
def test_numbers_that_a_brief_prints(amount: str, printable: bool) -> None:
    assert is_printable(Decimal(amount)) is printable


def test_numbers_cannot_grow_without_bound() -> None:
    amount = Amount(Fraction(10**18))

    def square() -> None:
        nonlocal amount
        amount = multiply(amount, amount)

    with pytest.raises(OperandError, match="grow too large"):
        for _ in range(20):
            square()
