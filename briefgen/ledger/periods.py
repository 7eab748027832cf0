"""Periods: the days that a figure covers, read from the text that gives them."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta

from briefgen.model.edition import FiscalYear
from briefgen.model.fact import Period
from briefgen.patterns import lazy_regex

FORMS = "2024, 2024-11, 2024-Q1, 1990s, 2024-01-05 or 2024-01-05/2024-03-31"

FISCAL_YEAR_FORM = r"FY ?(?:[0-9]{4}(?: ?[-–/] ?(?:[0-9]{4}|[0-9]{2}))?|[0-9]{2}(?: ?[-–/] ?[0-9]{2})?)"
"""A fiscal year as it is written, as a pattern: FY2025/26, FY 2024, FY24."""

_YEAR = re.compile(r"([0-9]{4})")
_QUARTER = re.compile(r"([0-9]{4})-Q([1-4])")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_DECADE = re.compile(r"([0-9]{3}0)s")
_FISCAL_YEAR = re.compile(FISCAL_YEAR_FORM)
_DAY = lazy_regex(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


def parse_period(text: str, fiscal_year: FiscalYear | None = None) -> Period:
    """The period that a text gives: a year, quarter, month or day, or two of them with a stroke between.

    FY2025/26 is the fiscal year that begins in 2025, as the desk declares it; FY2025 is called as the desk calls it.

    Raises ValueError, with a message for the author, where the text gives none.
    """
    if _FISCAL_YEAR.fullmatch(text.strip()):
        return _fiscal(text.strip(), fiscal_year)
    start, stroke, end = text.strip().partition("/")
    first, last = _span(start.strip())
    if stroke:
        last = _span(end.strip())[1]
    if last < first:
        raise ValueError(f'the period "{text}" ends before it begins')
    return Period(first, last, text.strip())


def _fiscal(text: str, style: FiscalYear | None) -> Period:
    """A fiscal year by its label, with the days that it covers on this desk."""
    years = [int(year) + (2000 if len(year) == 2 else 0) for year in re.findall("[0-9]+", text)]
    if style is None:
        hint = 'say in desk.yaml when it begins: fiscal_year: "07-01"'
        raise ValueError(f'what days "{text}" covers is not declared; {hint}')
    begins, year = (style.month, style.day), years[0]
    is_split = begins != (1, 1)
    if len(years) > 1 and (not is_split or years[1] != year + 1):
        raise ValueError(f'"{text}" is no fiscal year of this desk, whose years begin on {style.text}')
    if len(years) == 1 and is_split and not style.is_called_by_start:
        year -= 1
    first = date(year, *begins)
    last = date(year + 1, *begins) - timedelta(1)
    return Period(first, last, f"FY{years[0]}" + (f"/{years[1] % 100:02}" if len(years) > 1 else ""))


def distinct(periods: Iterable[Period | None]) -> tuple[Period, ...]:
    """The periods that cover different days, however their texts give them; without those that there are not."""
    return tuple({(period.first, period.last): period for period in periods if period}.values())


def _span(text: str) -> tuple[date, date]:
    try:
        return _days(text)
    except ValueError as error:
        raise ValueError(f'"{text}" is not a period; write one like {FORMS}') from error


def _days(text: str) -> tuple[date, date]:
    if match := _YEAR.fullmatch(text):
        year = int(match[1])
        return date(year, 1, 1), date(year, 12, 31)
    if match := _QUARTER.fullmatch(text):
        year, month = int(match[1]), 3 * int(match[2])
        return date(year, month - 2, 1), _month_end(year, month)
    if match := _MONTH.fullmatch(text):
        year, month = int(match[1]), int(match[2])
        return date(year, month, 1), _month_end(year, month)
    if match := _DECADE.fullmatch(text):
        return date(int(match[1]), 1, 1), date(int(match[1]) + 9, 12, 31)
    if match := _DAY.fullmatch(text):
        day = date(int(match[1]), int(match[2]), int(match[3]))
        return day, day
    raise ValueError(text)


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
