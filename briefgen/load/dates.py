"""Dates as readers write them, and the ISO form that content files take instead."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from babel import Locale

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
