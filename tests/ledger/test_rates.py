"""Rates, ratios and exchange rates: what formulas make of them, and how they are printed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from briefgen.ledger import build_ledger
from briefgen.model.fact import Interval, Quantity
from tests.ledger.editions import derived, edition, given, printed

FACTS = (
    given("deaths", 30, "deaths"),
    given("women", 8, "people"),
    given("people", 2500, "people"),
    given("boats", 50, "boats"),
    given("aid", 100, "USD"),
    given("price", 860, "AFN"),
    given("rate", 86, "AFN per USD"),
    given("incidence", 12, "deaths per 1,000 people"),
    given("share", Quantity(Decimal(2), "in 5")),
    given("risk", 4, "per thousand"),
)


@pytest.mark.parametrize(
    ("formula", "unit", "value", "result_unit"),
    [
        ("deaths / people", "deaths per 1,000 people", "12.0", "deaths per 1,000 people"),
        ("deaths / people", "deaths per 100,000 people", "1200.0", "deaths per 100,000 people"),
        ("deaths / people", "per thousand", "12.0", "per thousand"),
        ("women / people", "per 1,000", "3.2", "per 1,000"),
        ("share(women, people)", "per 1,000", "3.2", "per 1,000"),
        ("share(women, people)", "in 10", "0.03", "in 10"),
        ("price / aid", "AFN per USD", "8.6", "AFN per USD"),
        ("aid * rate", "", "8600", "AFN"),
        ("rate * aid", "", "8600", "AFN"),
        ("price / rate", "", "10", "USD"),
        ("people * incidence", "", "30", "deaths"),
        ("deaths / incidence", "", "2500", "people"),
        ("boats * share", "", "20", "boats"),
        ("boats * risk", "", "0.2", "boats"),
        ("incidence - incidence", "", "0", "deaths per 1,000 people"),
    ],
)
def test_formulas(formula: str, unit: str, value: str, result_unit: str) -> None:
    ledger, faults = build_ledger(edition(*FACTS, derived("it", formula, unit=unit)))
    assert faults == []
    assert isinstance(ledger["it"].value, Quantity)
    assert (str(ledger["it"].value.amount), ledger["it"].value.unit) == (value, result_unit)


@pytest.mark.parametrize(
    ("formula", "unit", "message"),
    [
        ("deaths / boats", "deaths per 1,000 people", "the formula gives deaths for boats"),
        ("women / boats", "deaths per 1,000 boats", "the formula gives people for boats"),
        ("price / aid", "AFN per EUR", "the formula gives AFN for USD"),
        ("boats * incidence", "", '"boats" cannot be multiplied by "deaths per 1,000 people"'),
        ("price * rate", "", '"AFN" cannot be multiplied by "AFN per USD"'),
        ("deaths / people * 1000", "deaths per 1,000 people", 'the unit "deaths per 1,000 people" multiplies by 1,000'),
        ("incidence + risk", "", "cannot be added"),
    ],
)
def test_what_does_not_go_together(formula: str, unit: str, message: str) -> None:
    (fault,) = build_ledger(edition(*FACTS, derived("it", formula, unit=unit)))[1]
    assert message in fault.message


@pytest.mark.parametrize(
    ("amount", "unit", "formats", "shown"),
    [
        ("12.5", "boats per 1,000 tonnes", "", "12.5 per 1,000"),
        ("12.5", "boats per 100000 tonnes", "unit", "12.5 boats per 100,000 tonnes"),
        ("1", "boats per 1,000 tonnes", "unit", "1 boat per 1,000 tonnes"),
        ("7", "boats per thousand tonnes", "unit words", "seven boats per thousand tonnes"),
        ("86", "AFN per USD", "", "AFN 86"),
        ("86", "AFN per USD", "unit", "AFN 86 per USD"),
        ("1", "in 3", "", "1 in 3"),
        ("1", "in 3", "words", "one in three"),
        ("-3", "per 1,000", "signed", "−3 per 1,000"),
    ],
)
def test_printing(amount: str, unit: str, formats: str, shown: str) -> None:
    assert printed(Quantity(Decimal(amount), unit), *formats.split()).replace("\u00a0", " ") == shown


def test_ranges_are_rates_as_well() -> None:
    value = Interval(Decimal(80), Decimal(86), "boats per 1,000 tonnes")
    assert printed(value, "unit").replace("\u00a0", " ") == "80–86 boats per 1,000 tonnes"
