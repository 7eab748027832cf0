"""Dates and times of day: 14:30, 9.30 am, 6pm."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from briefgen.numbers_in_text.characters import one_of
from briefgen.numbers_in_text.conventions import Conventions
from briefgen.numbers_in_text.mention import Mention, MentionKind, TextDate, Weekday
from briefgen.numbers_in_text.vocabulary import words_of
from briefgen.patterns import compiled, lazy_regex

_START = r"(?<![\w.$£€])(?<!\d,)"
_END = r"(?![\w%]|[.,:]\d)"
_NO_FIGURE = r"(?!\s?(?:%|(?i:per\s?cent|hundred|thousand|lakh|m(?:illio)?n|crore|b(?:illio)?n|trillion|[ap]m)\b))"
_TIME = r"(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[-+]\d{2}:?\d{2})?)?"

_YEAR_FIRST = lazy_regex(
    rf"(?<![\w./-])(?P<year>[12]\d{{3}})(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}}){_TIME}(?![\w/-]|[.,]\d)"
)
_YEAR_LAST = lazy_regex(
    r"(?<![\w./-])(?P<first>\d{1,2})(?P<mark>[-/.])(?P<second>\d{1,2})(?P=mark)(?P<year>[12]\d{3}|(?<=[/.])\d{2})"
    r"(?![\w/-]|[.,]\d)"
)
_LONGEST_LABEL = 32
_MONTH_AND_YEAR = lazy_regex(r"(?<![\w/.,-])(?P<month>0?[1-9]|1[0-2])/(?P<year>[12]\d{3})(?![\w/])")


@cache
def _in_words(conventions: Conventions) -> tuple[re.Pattern[str], ...]:
    words = conventions.vocabulary
    weekday = one_of(conventions.days)
    day = rf"(?P<day>0?[1-9]|[12][0-9]|3[01])(?:{words_of(words.words('ordinal_endings'))})?(?!\w)"
    point = r"\.?" if words.says("point_behind_ranks") else ""
    year = rf"(?P<year>[12]\d{{3}})(?:\s?{words_of(words.words('year_endings'))})?(?![\w%]|[.,]\d)"
    of = rf"(?:(?:{words_of(words.words('in_dates'))})\s)?"
    before = rf"(?:(?<!\w)(?P<weekday>{weekday})\.?[,،]?\s(?:the\s)?)?{_START}"
    behind = rf"(?:\s?\((?P<weekday_behind>{weekday})\.?\))?"
    month = rf"(?P<month>{one_of(conventions.months)})(?!\w)(?:{_unless_whole(conventions)}\.(?=,?\s?\d))?"
    patterns = (
        rf"{before}{day}{point}\s{of}{month}(?:[,،]?\s{of}{year})?{behind}",
        rf"{before}{month}\s(?:the\s)?{day}{_END}{_NO_FIGURE}(?:,?\s{year})?{behind}",
        rf"{before}{day}(?P<mark>[-/]){month}(?P=mark)(?P<year>[12]\d{{3}}|\d\d)(?!\w)",
        rf"{_START}(?P<year>[12]\d{{3}})(?P<mark>[\s-]){month}(?P=mark){day}{behind}",
        rf"{_START}(?<!\d-){month}(?:[,،]?\s{of}|[-/]){year}",
    )
    is_said = (True, words.says("month_before_day"), True, True, True)
    return tuple(compiled(pattern) for pattern, said in zip(patterns, is_said, strict=True) if said)


def _unless_whole(conventions: Conventions) -> str:
    """That no whole name of a month goes before: the point behind one ends a sentence, and no abbreviation."""
    whole: dict[int, str] = {}
    for name, number in conventions.months.items():
        whole[number] = max(whole.get(number, ""), name, key=len)
    return "".join(f"(?<!{re.escape(name)})" for name in sorted(whole.values()))


@cache
def _names_of_days(conventions: Conventions) -> re.Pattern[str]:
    return compiled(rf"(?<!\w)(?:{one_of(conventions.day_names)})(?!\w)")


def weekdays_in(text: str, conventions: Conventions) -> Iterator[Weekday]:
    """The days' names that a text has in full, in dates as elsewhere."""
    for match in _names_of_days(conventions).finditer(text):
        yield Weekday(*match.span(), conventions.day_names[match[0]])


def dates(text: str, conventions: Conventions) -> Iterator[Mention]:
    """Dates, in words or in digits; one in digits can be several days. They may overlap."""
    if conventions.can_name_month(text):
        yield from _dates_in_words(text, conventions)
    yield from _dates_in_digits(text, conventions)


def _dates_in_words(text: str, conventions: Conventions) -> Iterator[Mention]:
    for pattern in _in_words(conventions):
        for match in pattern.finditer(text):
            yield _date(match, _day_in_words(match, conventions))


def _day_in_words(match: re.Match[str], conventions: Conventions) -> TextDate:
    parts = match.groupdict()
    weekday = parts.get("weekday") or parts.get("weekday_behind")
    return TextDate(
        year=_year(parts["year"]) if parts["year"] else None,
        month=conventions.months[parts["month"]],
        day=int(parts["day"]) if parts.get("day") else None,
        weekday=conventions.days[weekday] if weekday else None,
    )


def _dates_in_digits(text: str, conventions: Conventions) -> Iterator[Mention]:
    for match in _YEAR_FIRST.finditer(text):
        yield from _existing(match, conventions, TextDate(int(match["year"]), int(match["month"]), int(match["day"])))
    for match in _YEAR_LAST.finditer(text):
        if len(match["year"]) == 4 or match["mark"] == "/" or conventions.has_points_in_dates:
            yield from _existing(match, conventions, *_orders(match, conventions))
    for match in _MONTH_AND_YEAR.finditer(text):
        if not _label(conventions).search(text, max(0, match.start() - _LONGEST_LABEL), match.start()):
            yield _date(match, TextDate(int(match["year"]), int(match["month"])))


@cache
def _label(conventions: Conventions) -> re.Pattern[str]:
    """What is numbered, right before its number: Law No 12/2024."""
    labels, sign = words_of(conventions.vocabulary.labels), conventions.vocabulary.number_sign
    return compiled(rf"(?<!\w)(?:{labels})(?:\s\([A-Z]{{2,4}}\))?(?:\s?{sign})?\s?\Z", re.IGNORECASE)


def _orders(match: re.Match[str], conventions: Conventions) -> tuple[TextDate, ...]:
    """The day before the month, and the other way round where no points stand between."""
    year, first, second = _year(match["year"]), int(match["first"]), int(match["second"])
    if match["mark"] == ".":
        return (TextDate(year, second, first),)
    orders = (TextDate(year, second, first), TextDate(year, first, second))
    return orders[::-1] if conventions.is_month_first else orders


def _existing(match: re.Match[str], conventions: Conventions, *days: TextDate) -> Iterator[Mention]:
    """The match as a date, if one of the days is in the calendar, and is not one of the language's other calendar."""
    existing = tuple(day for day in dict.fromkeys(days) if day.exists)
    is_of_another = conventions.vocabulary.says("other_calendar") and any((day.year or 0) < 1500 for day in existing)
    if existing and not is_of_another:
        yield _date(match, *existing)


def _date(match: re.Match[str], *days: TextDate) -> Mention:
    return Mention(*match.span(), match[0], MentionKind.DATE, days=days)


def _year(digits: str) -> int:
    """The year, of which two digits mean one of this century."""
    return int(digits) + (2000 if len(digits) == 2 else 0)


_HALF_DAY = r"\s?(?i:[ap]\.m\.|[ap]m)(?!\w)"
_ZONE = r"(?: (?:(?:UTC|GMT)(?:[+-]\d{1,2}(?::?\d{2})?)?|[A-Z]{1,3}[SD]?T|local time)(?!\w))?"
_HOUR, _MINUTE = r"(?:[01]?[0-9]|2[0-4])", r"[0-5][0-9]"
_ENDED = r"(?![\w:]|[.,]\d)"
_TIME_OF_DAY = lazy_regex(
    rf"(?<![\w.,:/])(?:{_HOUR}:{_MINUTE}(?::{_MINUTE})?(?:{_HALF_DAY}|Z)?{_ENDED}{_ZONE}"
    rf"|(?:0?[0-9]|1[0-9]|2[0-4])(?:\.{_MINUTE})?{_HALF_DAY}{_ZONE})"
)
_RATIO = lazy_regex(r"\b(?:ratio|scale|odds)\b", re.IGNORECASE)
_NEAR = 20


def times(text: str, conventions: Conventions) -> Iterator[Mention]:
    """Times of day, save what stands behind a word such as "ratio". They may overlap."""
    for match in _TIME_OF_DAY.finditer(text):
        if not _RATIO.search(text, max(0, match.start() - _NEAR), match.start()):
            yield Mention(*match.span(), match[0], MentionKind.TIME)
    for pattern in _own_clock(conventions):
        for match in pattern.finditer(text):
            yield Mention(*match.span("time"), match["time"], MentionKind.TIME)


@cache
def _own_clock(conventions: Conventions) -> tuple[re.Pattern[str], ...]:
    """Times with the words of a language: 14 h 30, 14.30 Uhr; an hour alone where it is no length of time."""
    clock = conventions.vocabulary.clock
    if not clock:
        return ()
    hours, of_days, minutes, at = (words_of(clock.get(key, ())) for key in ("hours", "of_days", "minutes", "at"))
    start, any_hours, behind_at = r"(?<![\w.,:/])", rf"\s?(?:{hours}|{of_days})", rf"(?<!\w){at}\s"
    with_minutes = rf"{any_hours}\s?{_MINUTE}(?:\s?(?:{minutes})(?!\w))?{_ENDED}"
    patterns = (
        rf"{start}(?P<time>{_HOUR}(?:{with_minutes}|[.:]{_MINUTE}{any_hours}(?!\w)|\s?(?:{of_days})(?!\w)))",
        rf"{behind_at}(?P<time>{_HOUR}(?:{any_hours}(?!\w)|\.{_MINUTE}{_ENDED}(?!\s?[%٪])))",
    )
    return tuple(compiled(pattern, re.IGNORECASE) for pattern in patterns)
