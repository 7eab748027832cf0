"""Months, quarters, decades and spans of time as values of facts."""

from __future__ import annotations

import pytest

from briefgen.ledger import FormatError, build_ledger, parse_period
from tests.ledger.editions import derived, edition, given, printed


@pytest.mark.parametrize(
    ("text", "formats", "shown"),
    [
        ("2021-08", "", "August 2021"),
        ("2021-08", "short", "Aug 2021"),
        ("2024-Q1", "", "Q1 2024"),
        ("1990s", "", "1990s"),
        ("2019/2021", "", "2019–2021"),
    ],
)
def test_printing(text: str, formats: str, shown: str) -> None:
    assert printed(parse_period(text), *formats.split()) == shown


def test_a_short_form_is_that_of_a_month() -> None:
    for text in ("1990s", "2024-Q1"):
        with pytest.raises(FormatError, match="only a month"):
            printed(parse_period(text), "short")


def test_no_formula_takes_a_time() -> None:
    (fault,) = build_ledger(edition(given("month", parse_period("2021-08")), derived("it", "month + 1")))[1]
    assert fault.message == '"month" is a time, and no day; a formula takes figures and dates'


def test_a_time_has_no_unit() -> None:
    fact = given("month", parse_period("2021-08"))
    (fault,) = build_ledger(edition(type(fact)(**{**vars(fact), "unit": "boats"})))[1]
    assert fault.message == "a time has no unit"
