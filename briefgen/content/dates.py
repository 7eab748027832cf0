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
_PERIOD_HINT = "the time that a figure covers goes into `period`, such as {}; as a value, write a day"
_SPAN_HINT = _PERIOD_HINT.format("2031-Q1 or 2030/2031")
_WEEK_HINT = _PERIOD_HINT.format("2031-03-31/2031-04-06")
_DAY_HINT = "write the day, such as 2025-02-28"
_YEAR_HINT = "write {} with the unit year, and the words beside it into the text; the time of a figure is `period: {}`"
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
_WORD = re.compile(r"[^\W\d_]+|[0-9]+(?:st|nd|rd|th)?|[^\s.,’'–/()-]")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_A_YEAR = re.compile("(?:1[89]|20)[0-9]{2}")
_RELATIVE = _words("today tonight yesterday tomorrow")
_LINKS = _words("the of in on to by and or for from at")
_HERE = _words("this last next past previous coming current")
_WEEKS = _words("week weeks wk wks")
_STRETCHES = _WEEKS | _words("month months year years quarter half spring summer autumn fall winter season")
_BESIDE_TIMES = _words(
    """
    early earlier mid middle late later end ending ended start starting beginning first second third fourth
    fiscal financial school academic calendar fy q since until till through before after between during
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
    """
)
_TIME_WORDS = _RELATIVE | _LINKS | _HERE | _STRETCHES | _BESIDE_TIMES
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
        return f'"{text}" is a month, and a fact is a number, a day or a name', _month_hint(span)
    if (match := _DAY_ALONE.fullmatch(text)) and _month(match["month"] or match["before"]):
        return f'"{text}" is a day without its year', "write the year as well, such as 2025-02-28"
    for pattern, what, hint in _OTHER_TIMES:
        if pattern.fullmatch(text):
            return f'"{text}" is {what}, and a fact is a number, a day or a name', hint
    if hint := _hint_for(_WORD.findall(text.casefold())):
        return f'"{text}" is a time, and a fact is a number, a day or a name', hint
    return None


def _hint_for(words: list[str]) -> str:
    """What to write for words that say nothing but a time: mid-May 2031, week 14, spring 2031; "" for others."""
    telling = [word for word in words if word not in _LINKS]
    numbers = [word for word in telling if word[0].isdecimal()]
    months = [word for word in telling if word not in _TIME_WORDS and word not in numbers]
    years = [number for number in numbers if _A_YEAR.fullmatch(number)]
    is_in_words = any(map(str.isalpha, words))
    if not is_in_words or not all(len(word) >= len("may") and _month(word) for word in months):
        return ""
    if telling and (telling[0] in _RELATIVE or (telling[0] in _HERE and telling[-1] in _STRETCHES)):
        return _DAY_HINT
    if len(telling) < 2 and not (years and len(words) > 1):
        return ""
    if len(months) == len(years) == len(numbers) == 1:
        return _month_hint(_month_in(f"{months[0]} {years[0]}"))
    if _WEEKS.intersection(telling) and numbers and not years:
        return _WEEK_HINT
    if len(years) == len(numbers) == 1 and not months and {"quarter", "half"}.isdisjoint(telling):
        return _YEAR_HINT.format(years[0], years[0])
    return _SPAN_HINT if months or years or (telling[0] == "q" and numbers) else ""


def _month_hint(month: str) -> str:
    end = parse_period(month).last
    return f"write one of its days, {end}, and print it with `month_year`; the time of a figure is `period: {month}`"


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
