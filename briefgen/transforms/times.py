"""Where the times that a line runs over stand along it: as far apart as they are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

from babel import Locale

from briefgen.ledger import parse_period
from briefgen.model.edition import FigureSpec
from briefgen.model.fact import Period
from briefgen.model.figure import ChartKind
from briefgen.model.inlines import Inlines, Text, Value
from briefgen.transforms.resolve import Resolver

_NOTE = re.compile(r"\s*(?:\([^)]*\)|[*†‡])+\Z")
_YEARS = re.compile(r"(?:FY ?)?([0-9]{4})[-–/]([0-9]{2}|[0-9]{4})")
_PART = re.compile(r"(?P<part>Q[1-4]|H[12])(?: (?P<year>[0-9]{4}))?")
_DAY_MONTH = r"(?:(?P<day>[0-9]{1,2}) )?(?P<month>[^\W\d]+)\.?(?: (?P<behind>[0-9]{1,2}))?"
_WORDS = re.compile(rf"{_DAY_MONTH}(?:,? (?P<year>[0-9]{{4}}))?")
_HALVES = {"H1": ("01", "06"), "H2": ("07", "12")}
_NO_YEAR = 4  # of times that say none, the first; it has a 29 February


def positions(spec: FigureSpec, categories: Sequence[str], resolver: Resolver) -> tuple[float, ...]:
    """Where each category of a line stands, from 0 to 1; nothing where they are no times, or follow evenly."""
    if spec.kind is not ChartKind.LINE or len(categories) < 3:
        return ()
    moments = _moments(_times(spec, categories, resolver))
    if len(moments) < len(categories) or any(left >= right for left, right in pairwise(moments)):
        return ()
    steps = {right - left for left, right in pairwise(moments)}
    return tuple((each - moments[0]) / (moments[-1] - moments[0]) for each in moments) if len(steps) > 1 else ()


def _times(spec: FigureSpec, categories: Sequence[str], resolver: Resolver) -> list[Period]:
    """The times that the first categories are; those without a year go on from year to year."""
    found: list[Period] = []
    months, year = _months(resolver.edition.desk.language), _NO_YEAR
    for text, name in zip(spec.categories or ((),) * len(categories), categories, strict=True):
        plain = _NOTE.sub("", " ".join(name.split()))
        period = _said(plain, months, year) or _printed(text, resolver)
        if period and period.first.year == year and found and found[-1].first >= period.first:
            year += 1
            period = _said(plain, months, year)
        if period is None:
            break
        found.append(period)
    return found


def _moments(periods: Sequence[Period]) -> list[float]:
    """The middle of each time: in months where all are whole ones, so that years are alike, else in days."""
    if all(period.first.day == 1 and (period.last + timedelta(1)).day == 1 for period in periods):
        return [(_month(period.first) + _month(period.last)) / 2 for period in periods]
    return [(period.first.toordinal() + period.last.toordinal()) / 2 for period in periods]


def _month(day: date) -> int:
    return day.year * 12 + day.month


def _printed(text: Inlines, resolver: Resolver) -> Period | None:
    inlines = [inline for inline in text if not (isinstance(inline, Text) and not inline.text.strip())]
    match inlines:
        case [Value() as value] if value.fact in resolver.ledger:
            entry = resolver.ledger[value.fact]
            if "period" in value.formats:
                return entry.period
            day = entry.fact.as_of if "as_of" in value.formats else entry.value
            return Period(day, day, "") if isinstance(day, date) else None
        case _:
            return None


def _said(text: str, months: Mapping[str, int], year: int) -> Period | None:
    """The time that a text is: a year, a part of one, a month or day, in digits or words; of `year` if it has none."""
    try:
        if match := _YEARS.fullmatch(text):
            return parse_period(f"{match[1]}/{match[1][: 4 - len(match[2])]}{match[2]}")
        if match := _PART.fullmatch(text):
            own, part = match["year"] or f"{year:04}", match["part"]
            return parse_period("/".join(f"{own}-{month}" for month in _HALVES.get(part, (part,))))
        if (match := _WORDS.fullmatch(text)) and (month := months.get(match["month"].casefold())):
            own, day = match["year"] or f"{year:04}", match["day"] or match["behind"]
            return parse_period(f"{own}-{month:02}-{int(day):02}" if day else f"{own}-{month:02}")
        return parse_period(text)
    except ValueError:
        return None


@cache
def _months(language: str) -> Mapping[str, int]:
    """The months' names and short names in a language, in small letters."""
    names = Locale.parse(language, sep="-").months["format"]
    return {
        name.casefold().rstrip("."): number
        for width in ("wide", "abbreviated")
        for number, name in names[width].items()
    } | {"sept": 9, "sep": 9}
