"""Dates as readers write them, and the ISO form that content files take instead."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from babel import Locale

from briefgen.ledger.periods import parse_period
from briefgen.model.labels import LANGUAGES

_WEEKDAY = r"(?:[^\W\d]{3,}\.?,? )?"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_MONTH = r"(?P<month>[^\W\d]{3,})\.?"
_YEAR = r"(?P<year>[0-9]{4})"
_IN_WORDS = (
    re.compile(rf"{_WEEKDAY}{_DAY}[ -](?:of )?{_MONTH},?[ -]{_YEAR}"),
    re.compile(rf"{_WEEKDAY}{_MONTH} {_DAY},? {_YEAR}"),
    re.compile(rf"{_YEAR}[ -]{_MONTH}[ -]{_DAY}"),
)
_NUMBER = r"(?P<number>[0-9]{1,2})"
_MONTHS = (
    re.compile(rf"{_MONTH},?[ /-](?:of )?{_YEAR}"),
    re.compile(rf"{_YEAR}[ /-]{_MONTH}"),
    re.compile(rf"{_NUMBER}[-/.]{_YEAR}"),
    re.compile(rf"{_YEAR}[-/.]{_NUMBER}"),
)
_DAY_ALONE = re.compile(rf"{_DAY}[ -](?:of )?{_MONTH}|(?P<before>[^\W\d]{{3,}})\.?[ -](?:[0-9]{{1,2}})(?:st|nd|rd|th)?")
_SPAN_HINT = "the time that a figure covers goes into `period`, such as 2031-Q1 or 2030/2031; as a value, write a day"
_IN_TEXT_HINT = "write it into the text itself"
_YEARS = r"[12][0-9]{3} ?[-–/] ?(?:[12][0-9]{3}|[0-9]{2})"
_QUARTER = re.compile(r"[0-9]{4}[ -]?[QHqh][1-4]|[QHqh][1-4][ /-]?[0-9]{4}|[1-4][QHqh] ?[0-9]{2,4}")
_OTHER_TIMES = (
    (_QUARTER, "a part of a year", _SPAN_HINT),
    (re.compile(r"[0-9]{4}[ -]?W[0-9]{1,2}|W[0-9]{1,2}[ /-]?[0-9]{4}"), "a week", _SPAN_HINT),
    (re.compile(rf"{_YEARS}|FY ?(?:{_YEARS}|[0-9]{{2,4}})"), "a span of years", _SPAN_HINT),
    (re.compile(r"(?:the )?[12][0-9]{2}0['’]?s"), "a decade", _IN_TEXT_HINT),
    (re.compile(r"[0-2]?[0-9][:.h][0-5][0-9](?::[0-5][0-9])? (?:hrs|[A-Z]{1,4})"), "a time of day", _IN_TEXT_HINT),
    (re.compile(r"[0-2]?[0-9][:h][0-5][0-9](?::[0-5][0-9])?"), "a time of day", _IN_TEXT_HINT),
    (re.compile(r"[01]?[0-9](?:[:.][0-5][0-9])? ?[ap]\.?m\.?"), "a time of day", _IN_TEXT_HINT),
)
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})(?:[T ][0-9:.]+Z?)?")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|(?<=/)[0-9]{2})")


def dates_in(text: str) -> list[date] | None:
    """The days that a text can mean which is plainly a date, none where there is no such day; None for other texts."""
    text = " ".join(text.split())
    if match := _YEAR_FIRST.fullmatch(text):
        return _existing((int(match[1]), int(match[3]), int(match[4])))
    if match := _YEAR_LAST.fullmatch(text):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        year += 2000 if year < 100 else 0
        month_first = [] if match[2] == "." else [(year, first, second)]
        return _existing((year, second, first), *month_first)
    for pattern in _IN_WORDS:
        match = pattern.fullmatch(text)
        if match and (month := _month(match["month"])):
            return _existing((int(match["year"]), month, int(match["day"])))
    return None


def time_in(text: str) -> tuple[str, str] | None:
    """What is wrong with a text that is a time other than a day, and what to write; None for other texts."""
    text = " ".join(text.split())
    if span := _month_in(text):
        end = parse_period(span).last
        hint = f"write one of its days, {end}, and print it with `month_year`; the time of a figure is `period: {span}`"
        return f'"{text}" is a month, and a fact is a number, a day or a name', hint
    if (match := _DAY_ALONE.fullmatch(text)) and _month(match["month"] or match["before"]):
        return f'"{text}" is a day without its year', "write the year as well, such as 2025-02-28"
    for pattern, what, hint in _OTHER_TIMES:
        if pattern.fullmatch(text):
            return f'"{text}" is {what}, and a fact is a number, a day or a name', hint
    return None


def _month_in(text: str) -> str:
    """The month that a text is, as a period is written; "" for other texts."""
    for pattern in _MONTHS:
        if match := pattern.fullmatch(text):
            month = int(match["number"]) if "number" in match.groupdict() else _month(match["month"])
            return f"{match['year']}-{month:02}" if 1 <= month <= 12 and int(match["year"]) else ""
    return ""


def _existing(*days: tuple[int, int, int]) -> list[date]:
    found = []
    for year, month, day in days:
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    return list(dict.fromkeys(found))


def _month(word: str) -> int:
    """The month that a word names or shortens, 0 where it names none."""
    return next((number for name, number in _months() if name.startswith(word.casefold())), 0)


@cache
def _months() -> tuple[tuple[str, int], ...]:
    """The months' names in all languages that a brief can have."""
    return tuple(
        (name.casefold(), number)
        for language in sorted(LANGUAGES)
        for number, name in Locale(language).months["format"]["wide"].items()
    )
