"""Every text as which a fact can be printed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from briefgen.ledger import Printer, every_print_form, parse_period
from briefgen.model.fact import ClockTime, FactValue, Interval, NameValue, Quantity
from tests.ledger.editions import derived, edition, given, resolve


def forms(value: FactValue) -> tuple[str, ...]:
    facts = given("it", value, signed=True)
    ledger = resolve(facts)
    return every_print_form(ledger["it"], Printer(edition(facts), ledger))


@pytest.mark.parametrize(
    ("value", "texts"),
    [
        (
            Quantity(Decimal(1612), "tonnes"),
            {
                "1,612",
                "1612",
                "1,612\u00a0tonnes",
                "1.6\u00a0thousand",
                "1.6\u00a0thousand tonnes",
                "one thousand, six hundred and twelve",
                "one thousand, six hundred and twelve tonnes",
                "1,612th",
                "one thousand, six hundred and twelfth",
                "+1,612",
            },
        ),
        (Quantity(Decimal(-3), "boats"), {"−3", "3", "-3", "3\u00a0boats", "three boats", "minus three"}),
        (Quantity(Decimal(25), "%"), {"25%", "+25%", "a quarter", "twenty-five per cent", "25"}),
        (
            Interval(Decimal(10), Decimal(15), "boats"),
            {"10–15", "10 to 15\u00a0boats", "between ten and fifteen boats", "10 to 15"},
        ),
        (
            date(2031, 6, 6),
            {"6 June 2031", "6 Jun 2031", "Friday", "2031-06-06", "32\u00a0days", "June 2031", "6 June"},
        ),
        (parse_period("2031-04"), {"April 2031", "2031-04", "2031-04-01", "2031-04-30"}),
        (ClockTime(14, 30, "UTC"), {"14:30\u00a0UTC", "14:30", "14:30 UTC", "2.30\u00a0p.m."}),
        (NameValue("Minister Ada Moor", "Ms Moor"), {"Minister Ada Moor", "Ms Moor"}),
    ],
)
def test_every_form_of_a_value_is_there_once(value: FactValue, texts: set[str]) -> None:
    found = forms(value)
    assert texts - set(found) == set()
    assert len(found) == len(set(found))


def test_a_derived_fact_has_what_it_was_before_it_was_rounded_and_its_working() -> None:
    facts = (given("part", 1, "boats"), given("whole", 3, "boats"), derived("share", "share(part, whole)", decimals=0))
    ledger = resolve(*facts)
    found = every_print_form(ledger["share"], Printer(edition(*facts), ledger))
    assert {"33%", "33.3%", "33", "1 / 3", "1 / 3 = 33.3%"} - set(found) == set()
