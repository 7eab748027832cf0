"""Months, quarters, decades and spans of time as values of facts."""

from __future__ import annotations

from datetime import date

import pytest

from briefgen.ledger import FormatError, build_ledger, parse_period
from briefgen.ledger.clock import parse_clock_time
from briefgen.ledger.positions import parse_position
from briefgen.model.edition import FiscalYear
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
        with pytest.raises(FormatError, match="only months and days"):
            printed(parse_period(text), "short")


def test_no_formula_takes_a_time() -> None:
    (fault,) = build_ledger(edition(given("month", parse_period("2021-08")), derived("it", "month + 1")))[1]
    assert fault.message == '"month" is a time, and no day; a formula takes figures and dates'


def test_a_time_has_no_unit() -> None:
    fact = given("month", parse_period("2021-08"))
    (fault,) = build_ledger(edition(type(fact)(**{**vars(fact), "unit": "boats"})))[1]
    assert fault.message == "a time has no unit"


@pytest.mark.parametrize(
    ("text", "formats", "shown"),
    [
        ("2031-05-03/2031-05-05", "", "3–5 May 2031"),
        ("2031-05-03/2031-05-05", "to", "3\u00a0to\u00a05 May 2031"),
        ("2031-05-03/2031-05-05", "between", "between\u00a03\u00a0and\u00a05 May 2031"),
        ("2031-05-03/2031-05-05", "day_month to", "3\u00a0to\u00a05 May"),
        ("2031-04-28/2031-05-02", "", "28 April\u00a0– 2 May 2031"),
        ("2031-04-28/2031-05-02", "to", "28 April to 2 May 2031"),
        ("2031-04-28/2031-05-02", "short day_month", "28 Apr\u00a0– 2 May"),
        ("2030-12-30/2031-01-02", "to", "30 December 2030 to 2 January 2031"),
        ("2031-03/2031-05", "to", "March to May 2031"),
        ("2019/2021", "to", "2019\u00a0to\u00a02021"),
        ("1990s/2000s", "", "1990–2009"),
    ],
)
def test_spans_of_time_in_long_and_short_forms(text: str, formats: str, shown: str) -> None:
    assert printed(parse_period(text), *formats.split()) == shown


@pytest.mark.parametrize(
    ("text", "form"), [("2031-08", "to"), ("2031-08", "day_month"), ("1990s", "between"), ("2024-Q1", "to")]
)
def test_a_time_without_what_a_form_is_of(text: str, form: str) -> None:
    with pytest.raises(FormatError):
        printed(parse_period(text), form)


@pytest.mark.parametrize(
    ("text", "style", "first", "last", "shown", "long"),
    [
        ("FY2025/26", FiscalYear(4, 1), (2025, 4, 1), (2026, 3, 31), "FY2025/26", "fiscal year 2025/26"),
        ("FY 2025-26", FiscalYear(4, 1), (2025, 4, 1), (2026, 3, 31), "FY2025/26", "fiscal year 2025/26"),
        ("FY25/26", FiscalYear(7, 1), (2025, 7, 1), (2026, 6, 30), "FY2025/26", "fiscal year 2025/26"),
        ("FY2025", FiscalYear(10, 1), (2024, 10, 1), (2025, 9, 30), "FY2025", "fiscal year 2025"),
        (
            "FY2025",
            FiscalYear(4, 1, is_called_by_start=True),
            (2025, 4, 1),
            (2026, 3, 31),
            "FY2025",
            "fiscal year 2025",
        ),
        ("FY24", FiscalYear(), (2024, 1, 1), (2024, 12, 31), "FY2024", "fiscal year 2024"),
    ],
)
def test_fiscal_years(
    text: str, style: FiscalYear, first: tuple[int, int, int], last: tuple[int, int, int], shown: str, long: str
) -> None:
    period = parse_period(text, style)
    assert (period.first, period.last) == (date(*first), date(*last))
    assert (printed(period), printed(period, "long")) == (shown, long)


@pytest.mark.parametrize(
    ("text", "style", "message"),
    [
        ("FY2025", None, 'fiscal_year: "07-01"'),
        ("FY2025/27", FiscalYear(4, 1), "is no fiscal year of this desk, whose years begin on 04-01"),
        ("FY2025/26", FiscalYear(), "is no fiscal year of this desk"),
    ],
)
def test_what_is_no_fiscal_year_of_the_desk(text: str, style: FiscalYear | None, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_period(text, style)


@pytest.mark.parametrize(
    ("text", "formats", "shown"),
    [
        ("14:30", "", "14:30"),
        ("9:05", "", "09:05"),
        ("9 a.m.", "", "09:00"),
        ("9 a.m.", "am_pm", "9\u00a0a.m."),
        ("12 pm", "am_pm", "12\u00a0p.m."),
        ("12:30 am", "", "00:30"),
        ("2.30pm", "am_pm", "2.30\u00a0p.m."),
        ("14:30 UTC", "", "14:30\u00a0UTC"),
        ("14:30 utc+4:30", "no_zone", "14:30"),
        ("14:30Z", "am_pm", "2.30\u00a0p.m.\u00a0UTC"),
        ("14:30 local time", "", "14:30\u00a0local\u00a0time"),
    ],
)
def test_times_of_day(text: str, formats: str, shown: str) -> None:
    time = parse_clock_time(text)
    assert time and printed(time, *formats.split()) == shown
    assert parse_clock_time(time.text) == time


@pytest.mark.parametrize("text", ["14.30", "25:00", "13 pm", "0 am", "14:30:15", "9", "14:60", "24:00", "9 am on"])
def test_what_is_no_time_of_day(text: str) -> None:
    assert parse_clock_time(text) is None


@pytest.mark.parametrize(
    ("text", "form", "shown"),
    [
        ("34.5°N 69.2°E", "", "34.5°N\u00a069.2°E"),
        ("34.5 N, 69.2 E", "", "34.5°N\u00a069.2°E"),
        ("33°56'11\"S 18°25'5\"E", "", "33°56′11″S\u00a018°25′5″E"),
        ("33°56′11″S 18°25′5″E", "decimal", "33.9364°S\u00a018.4181°E"),
        ("34°30′N 69°12′E", "decimal", "34.50°N\u00a069.20°E"),
        ("34.5°N 69.25°E", "minutes", "34°30′N\u00a069°15′E"),
        ("34.5553°N 69.2075°E", "minutes", "34°33′19″N\u00a069°12′27″E"),
    ],
)
def test_positions(text: str, form: str, shown: str) -> None:
    position = parse_position(text)
    assert position and printed(position, *form.split()) == shown
    assert parse_position(position.text) == position


@pytest.mark.parametrize("text", ["34.5, 69.2", "34.5°N", "69.2°E 34.5°N", "about 34.5°N 69.2°E"])
def test_what_is_no_position(text: str) -> None:
    assert parse_position(text) is None


@pytest.mark.parametrize("text", ["91°N 10°E", "10°N 181°W", "10°60′N 10°E", "10.5°30′N 10°E"])
def test_a_position_that_is_nowhere(text: str) -> None:
    with pytest.raises(ValueError, match="°"):
        parse_position(text)
