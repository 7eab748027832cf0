"""What a source states, as the source prints it, and the house style of money and percentages."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from briefgen.content.entries import Refused, value_type
from briefgen.content.schema_types import Currency, Stated
from briefgen.model.edition import NumberStyle
from briefgen.model.fact import Interval, Quantity
from tests.ledger.editions import DESK, printed


def stated(value: object) -> object:
    return value_type(Stated).read(value, None)


def currency(value: object) -> object:
    return value_type(Currency).read(value, None)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("5 billion", "5E+9"),
        ("4.4bn", "4.4E+9"),
        ("$4.4bn", "4.4E+9"),
        ("£12m", "1.2E+7"),
        ("12k", "1.2E+4"),
        ("-3 million", "-3E+6"),
        ("$35", "35"),
        (Decimal("63.0"), "63.0"),
    ],
)
def test_stated_at_the_precision_of_the_source(text: str, amount: str) -> None:
    found = stated(text)
    assert found == Decimal(amount)
    assert found.as_tuple().exponent == Decimal(amount).as_tuple().exponent or text in ("£12m", "12k")


def test_stated_ranges() -> None:
    assert stated("35 to 40 million") == Interval(Decimal(35_000_000), Decimal(40_000_000))


@pytest.mark.parametrize("text", ["35", "about 5", "5 dollars", True])
def test_what_is_no_stated_figure(text: object) -> None:
    with pytest.raises(Refused):
        stated(text)


def test_a_currency_of_the_desk_is_one_with_a_sign() -> None:
    assert currency("USD") == "USD"
    with pytest.raises(Refused):
        currency("CHF")


def test_house_style() -> None:
    desk = replace(DESK, numbers=NumberStyle(percent_words=True, currency="USD"))
    for value, shown in (
        (Quantity(Decimal(35), "USD"), "$35"),
        (Quantity(Decimal(35), "AUD"), "A$35"),
        (Quantity(Decimal(63), "%"), "63\u00a0per cent"),
        (Interval(Decimal(10), Decimal(15), "%"), "10–15\u00a0per cent"),
        (Interval(Decimal(4), None, "USD", above=True), "more than $4"),
    ):
        assert printed(value, desk=desk) == shown
