"""What a reviewer's text for a fact means: the values that are tried; none where the old one hid a part of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from briefgen.ledger import parse_period
from briefgen.ledger.clock import parse_clock_time
from briefgen.model.edition import Desk, FiscalYear
from briefgen.model.fact import FactValue, Interval, Quantity
from briefgen.review.pull.values_meant import values_meant

DESK = Desk("Desk", fiscal_year=FiscalYear(4, 1))
CREW = Interval(Decimal(15), Decimal(71), "boats")
FOLK = Interval(Decimal(35_000_000), Decimal(40_000_000))
TALKS = parse_period("2031-05-03/2031-05-05")
CALL = parse_clock_time("14:30 UTC")
THIRD, ODDS, RANK = Quantity(Decimal(33), "%"), Quantity(Decimal(1), "in 3"), Quantity(Decimal(43), "ordinal")
assert CALL


@pytest.mark.sample(12)
@pytest.mark.parametrize(
    ("value", "written", "old", "new", "meant"),
    [
        (CREW, "15 to 71", "15–71", "15–72", "15 to 72"),
        (CREW, "15 to 71", "between 15 and 71", "at least 20", "at least 20"),
        (FOLK, "35 to 40 million", "35–40\u00a0million", "35–42\u00a0million", "35 to 42 million"),
        (TALKS, "2031-05-03/2031-05-05", "3 to 5 May", "28 April to 5 May", "2031-04-28/2031-05-05"),
        (parse_period("2021-08"), "2021-08", "Aug 2021", "Sept 2021", "2021-09"),
        (parse_period("2024-Q1"), "2024-Q1", "Q1 2024", "Q2 2024", "2024-Q2"),
        (parse_period("FY2025", DESK.fiscal_year), "FY2025", "FY2025", "FY2026", "FY2026"),
        (CALL, "14:30 UTC", "14:30", "2.45 p.m.", "14:45 UTC"),
        (THIRD, "33", "a third", "a quarter", "25"),
        (ODDS, "1 in 3", "one in three", "two in five", "2 in 5"),
        (RANK, "43rd", "forty-third", "forty-first", "41st"),
        (Quantity(Decimal(-12), "boats"), "-12", "twelve", "thirteen", "-13"),
        (date(2031, 5, 4), "2031-05-04", "4 May", "5 May", "2031-05-05"),
        (Quantity(Decimal(75), "AFN per USD"), "75", "AFN\u00a075 per USD", "AFN\u00a076 per USD", "76"),
    ],
)
def test_a_value_that_was_shown_as_a_whole(value: FactValue, written: str, old: str, new: str, meant: str) -> None:
    assert next(values_meant(old, new, value, written, DESK)) == meant


@pytest.mark.parametrize(
    ("language", "old", "new"),
    [("fr", "14\u00a0h\u00a030", "15\u00a0h\u00a045"), ("pt", "14h30", "15h45"), ("de", "14:30\u00a0Uhr", "15.45 Uhr")],
)
def test_a_time_is_read_as_its_language_writes_it(language: str, old: str, new: str) -> None:
    value = parse_clock_time("14:30")
    assert value
    assert next(values_meant(old, new, value, "14:30", Desk("Desk", language=language))) == "15:45"


@pytest.mark.parametrize(
    ("value", "written", "old", "new"),
    [
        (CREW, "15 to 71", "15–70", "15–72"),
        (CREW, "15 to 71", "15–71", "many"),
        (TALKS, "2031-05-03/2031-05-05", "3–5 May 2031", "in spring"),
        (CALL, "14:30 UTC", "14:30 UTC", "later"),
        (Quantity(Decimal(4_817_309)), "4817309", "4.8 million", "4.9 million"),
    ],
)
def test_what_hides_a_part_or_is_no_value(value: FactValue, written: str, old: str, new: str) -> None:
    assert list(values_meant(old, new, value, written, DESK)) == []
