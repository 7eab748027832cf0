"""Charts from facts: figures.yaml says which facts, the ledger says what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import pairwise

from briefgen import codes
from briefgen.assemble.deadlines import remaining
from briefgen.assemble.resolve_facts import Resolver
from briefgen.assemble.typography import bound
from briefgen.charts import CHART_TYPES
from briefgen.languages import locale_of
from briefgen.ledger import parse_period, stacked_totals
from briefgen.ledger.values import ORDINAL
from briefgen.model.chart import AxisScale, Chart, Point, Series, TimelineEvent
from briefgen.model.direction import isolated
from briefgen.model.edition import ChartSpec, FactItem, SeriesSpec
from briefgen.model.fact import PERCENT, FactValue, Interval, LedgerEntry, Period, Quantity
from briefgen.model.inlines import Inlines, Text, Value
from briefgen.model.labels import labels_for
from briefgen.model.traverse import plain_text
from briefgen.patterns import lazy_regex

_NOTE = lazy_regex(r"(?:\s*(?:\([^)]*\)|[*†‡])|(?<=[0-9]{4}) ?(?:[efp]|est\.?|forecast|proj\.?))+\Z", re.IGNORECASE)
_VAGUE = lazy_regex(r"\A(?:early|mid|late|end)(?:[ -]of)?[ -]", re.IGNORECASE)
_COUNTED = lazy_regex(r"(?P<what>minute|hour|day|week|month|year) ?(?P<number>[0-9]{1,3})", re.IGNORECASE)
_CLOCK = lazy_regex(r"(?P<hour>[01]?[0-9]|2[0-4])[:.](?P<minute>[0-5][0-9])")
_WEEK = lazy_regex(
    r"(?:(?P<year>[0-9]{4})[ -]?W|(?:week|wk\.?|w) ?)(?P<week>[0-9]{1,2})(?:(?:,| of)? (?P<behind>[0-9]{4}))?",
    re.IGNORECASE,
)
_YEARS = lazy_regex(r"(?:FY ?)?([0-9]{4})[-–/]([0-9]{2}|[0-9]{4})")
_ONE_YEAR = lazy_regex(r"FY ?([0-9]{4})")
_DECADE = lazy_regex(r"([0-9]{3})0s")
_MONTH_NUMBER = lazy_regex(r"(?P<month>[0-9]{1,2})[/.-](?P<year>[0-9]{4})")
_SHORT_YEAR = lazy_regex(r"(?P<month>[^\W\d]+)(?:-| ?['’])(?P<year>[0-9]{2})")
_WEEKDAY = lazy_regex(r"\A(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? (?=[0-9])", re.IGNORECASE)
_PART = lazy_regex(
    r"(?P<part>Q[1-4]|H[12])(?:[ /-]?(?P<year>[0-9]{4}))?|(?P<before>[0-9]{4})[ -]?(?P<behind>Q[1-4]|H[12])"
)
_RANGE = lazy_regex(r"(.+?) ?(?:[-–—]|\bto\b) ?(.+)")
_DAY_MONTH = r"(?:(?P<day>[0-9]{1,2})(?:st|nd|rd|th)? )?(?P<month>[^\W\d]+)\.?(?: (?P<behind>[0-9]{1,2}))?"
_WORDS = lazy_regex(rf"{_DAY_MONTH}(?:,? (?P<year>[0-9]{{4}}))?")
_HALVES = {"H1": ("01", "06"), "H2": ("07", "12")}
_DIGIT = lazy_regex(r"[0-9٠-٩۰-۹]+")
_DAY = 24 * 60
_NO_YEAR = 8  # of times that say none, the first; it has a 29 February, and 52 weeks as most years


def positions(spec: ChartSpec, categories: Sequence[str], resolver: Resolver) -> tuple[float, ...]:
    """Where each category of a line stands, from 0 to 1; nothing where they are no times, or follow evenly.

    Times may run backwards, but not to and fro.
    """
    if len(categories) < 3:
        return ()
    plain = [_VAGUE.sub("", _NOTE.sub("", " ".join(name.split()))) for name in categories]
    moments = _counted(plain) or _on_the_clock(plain) or _moments(_times(spec, plain, resolver))
    steps = {right - left for left, right in pairwise(moments)}
    if len(moments) < len(categories) or len(steps) < 2 or min(steps) * max(steps) <= 0 <= max(steps):
        return ()
    return tuple(abs((each - moments[0]) / (moments[-1] - moments[0])) for each in moments)


def _counted(categories: Sequence[str]) -> list[float]:
    """The numbers of days, weeks or other stretches that are counted from a beginning: Day 1, Day 7."""
    found = [match for name in categories if (match := _COUNTED.fullmatch(name))]
    numbers = [float(match["number"]) for match in found]
    is_rising = all(left < right for left, right in pairwise(numbers))
    is_whole = len(found) == len(categories) and len({match["what"].casefold() for match in found}) == 1
    return numbers if is_whole and is_rising else []


def _on_the_clock(categories: Sequence[str]) -> list[float]:
    """The minutes of times of day, which go on after midnight."""
    found: list[float] = []
    for match in map(_CLOCK.fullmatch, categories):
        if match is None:
            return []
        minutes = int(match["hour"]) * 60.0 + int(match["minute"])
        while found and minutes <= found[-1]:
            minutes += _DAY
        found.append(minutes)
    return found


def _times(spec: ChartSpec, categories: Sequence[str], resolver: Resolver) -> list[Period]:
    """The times that the first categories are; those without a year go on from year to year."""
    found: list[Period] = []
    months, year = _months(resolver.edition.desk.language), _NO_YEAR
    for text, name in zip(spec.categories or ((),) * len(categories), categories, strict=True):
        period = _said(name, months, year) or _printed(text, resolver)
        if period and period.first.year <= year and found and found[-1].first >= period.first:
            year += 1
            period = _said(name, months, year)
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
            if isinstance(day, Period):
                return day
            return Period(day, day, "") if isinstance(day, date) else None
        case _:
            return None


def _said(text: str, months: Mapping[str, int], year: int) -> Period | None:
    """The time that a text is, or that two texts bound: of `year` if it has none."""
    try:
        return _one(text, months, year)
    except ValueError:
        return _range(text, months, year)


def _range(text: str, months: Mapping[str, int], year: int) -> Period | None:
    """The time from one to another, of which the first leaves out what both have: 28 Apr – 4 May 2031."""
    if not (match := _RANGE.fullmatch(text)):
        return None
    start, words = match[1], match[2].split()
    for count in range(1, len(words) + 1):
        try:
            last = _one(match[2], months, year).last
            first = _one(" ".join([start, *words[count:]]), months, year).first
        except ValueError:
            continue
        return Period(first, last, "") if first <= last else None
    return None


def _one(text: str, months: Mapping[str, int], year: int) -> Period:
    """A year, a part of one, a month, week or day, in digits or words; raises ValueError where the text is none."""
    if match := _YEARS.fullmatch(text):
        following = f"{int(match[1]) + 1}"
        if len(match[2]) > 2 or following.endswith(match[2]):
            return parse_period(f"{match[1]}/{match[2] if len(match[2]) > 2 else following}")
    if match := _ONE_YEAR.fullmatch(text):
        return parse_period(match[1])
    if match := _DECADE.fullmatch(text):
        return parse_period(f"{match[1]}0/{match[1]}9")
    if match := _MONTH_NUMBER.fullmatch(text):
        return parse_period(f"{match['year']}-{int(match['month']):02}")
    if match := _WEEK.fullmatch(text):
        monday = date.fromisocalendar(int(match["year"] or match["behind"] or year), int(match["week"]), 1)
        return Period(monday, monday + timedelta(6), "")
    if match := _PART.fullmatch(text):
        own, part = match["year"] or match["before"] or f"{year:04}", match["part"] or match["behind"]
        return parse_period("/".join(f"{own}-{month}" for month in _HALVES.get(part, (part,))))
    if (match := _WORDS.fullmatch(_WEEKDAY.sub("", text))) and (month := months.get(match["month"].casefold())):
        own, day = match["year"] or f"{year:04}", match["day"] or match["behind"]
        return parse_period(f"{own}-{month:02}-{int(day):02}" if day else f"{own}-{month:02}")
    if (match := _SHORT_YEAR.fullmatch(text)) and (month := months.get(match["month"].casefold())):
        return parse_period(f"20{match['year']}-{month:02}")
    return parse_period(text)


@cache
def _months(language: str) -> Mapping[str, int]:
    """The months' names and short names in a language, in small letters."""
    names = locale_of(language).months["format"]
    return {
        name.casefold().rstrip("."): number
        for width in ("wide", "abbreviated")
        for number, name in names[width].items()
    } | {"sept": 9, "sep": 9}


DATED = "long"
"""The form of dates that says the year."""


def make_chart(spec: ChartSpec, resolver: Resolver) -> Chart | None:
    """The chart that a figure declares, with every fact resolved; none, with diagnostics, where it cannot be drawn."""
    items = list(_items(spec))
    if not items:
        resolver.report(codes.EMPTY_CHART, spec.place, f'figure "{spec.id}" has no facts to show')
        return None
    known = [resolver.knows(item.fact, item.place) for item in items]
    if not all(known):
        return None
    return _dates(spec, items, resolver) if CHART_TYPES[spec.kind].of_dates else _quantities(spec, items, resolver)


def _items(spec: ChartSpec) -> Iterator[FactItem]:
    for series in spec.series:
        yield from (item for item in series.items if item)


def _dates(spec: ChartSpec, items: list[FactItem], resolver: Resolver) -> Chart | None:
    labels = resolver.edition.labels
    form, language = _form_of_dates(items, resolver), resolver.edition.desk.language
    events = []
    for item in items:
        entry = resolver.ledger[item.fact]
        if not isinstance(entry.value, date):
            message = f'"{item.fact}" is not a date; a timeline shows dates only'
            resolver.report(codes.MIXED_CHART, item.place, message)
            return None
        events.append(
            TimelineEvent(
                item.fact,
                entry.value,
                bound(resolver.printer.text(item.fact, (form,)), language),
                _label(item, entry, resolver),
                remaining(item.fact, entry.value, resolver.edition, labels),
                bound(resolver.printer.text(item.fact, (DATED,)), language),
            )
        )
    return Chart(
        spec.kind,
        events=tuple(sorted(events, key=lambda event: event.date)),
        today=resolver.edition.date,
        today_text=bound(resolver.printer.date(resolver.edition.date, form), language),
        today_label=labels.this_brief,
        language=language,
        starts=spec.starts,
    )


def _form_of_dates(items: list[FactItem], resolver: Resolver) -> str:
    """How the dates of a timeline are printed: with the year, unless all are of the edition's own."""
    dates = (resolver.ledger[item.fact].value for item in items)
    years = {day.year for day in dates if isinstance(day, date)}
    return "day_month" if years <= {resolver.edition.date.year} else DATED


def _quantities(spec: ChartSpec, items: list[FactItem], resolver: Resolver) -> Chart | None:
    units = _units(spec, items, resolver)
    unit = next(iter(units), "") if len(units) == 1 else ""
    if not units or not _fits(spec, items, unit, resolver):
        return None
    categories = _categories(spec, resolver)
    chart = Chart(
        spec.kind,
        resolver.edition.desk.plural_of(unit),
        categories,
        tuple(
            _series(series, unit, resolver)
            for series, unit in zip(spec.series, units if len(units) > 1 else [""] * len(spec.series), strict=True)
        ),
        spec.direction,
        spec.arrangement,
        language=resolver.edition.desk.language,
        percent=isolated(
            _DIGIT.sub("{}", resolver.printer.value(Quantity(Decimal(1), PERCENT))), resolver.edition.desk.language
        ),
        grouping=_DIGIT.sub("", resolver.printer.value(Quantity(Decimal(1000)))),
        point=_DIGIT.sub("", resolver.printer.value(Quantity(Decimal("0.5")))),
        digits=resolver.printer.own_digits,
        positions=positions(spec, categories, resolver) if CHART_TYPES[spec.kind].is_over_time(spec) else (),
        starts=spec.starts,
        totals=tuple(_point(total, resolver) if total else None for total in stacked_totals(spec, resolver.ledger)),
        scale=spec.scale,
    )
    if spec.scale is AxisScale.CUT and not CHART_TYPES[spec.kind].odd_scale(chart, labels_for(chart.language)):
        message = (
            f'the scale of figure "{spec.id}" cannot be cut off: its figures lie on both sides of zero, or near it'
        )
        resolver.report(codes.UNFIT_CHART, spec.place, message, "delete `scale: cut`")
        return None
    if spec.data_table is False and CHART_TYPES[spec.kind].needs_table(chart):
        message = f'figure "{spec.id}" has no room for all of its figures, and there is no table of its data'
        resolver.report(codes.UNFIT_CHART, spec.place, message, "delete `data_table: false`")
        return None
    return chart


def _units(spec: ChartSpec, items: list[FactItem], resolver: Resolver) -> list[str]:
    """The unit of all figures, or that of each series in a chart with several; none, with diagnostics, if it fails."""
    kind = CHART_TYPES[spec.kind]
    if not kind.units_apart:
        unit = _common_unit(items, resolver, is_of_ranges=kind.of_ranges)
        return [] if unit is None else [unit]
    runs = [[item for item in series.items if item] for series in spec.series]
    units = [_common_unit(run, resolver, is_of_ranges=False) for run in runs if run]
    return [unit for unit in units if unit is not None] if None not in units else []


def _common_unit(items: list[FactItem], resolver: Resolver, *, is_of_ranges: bool) -> str | None:
    units: dict[str, str] = {}
    for item in items:
        value = resolver.ledger[item.fact].value
        fits = isinstance(value, Quantity) or (is_of_ranges and isinstance(value, Interval))
        if not isinstance(value, Quantity | Interval) or not fits or value.unit == ORDINAL:
            what = "a range" if isinstance(value, Interval) else "not a figure"
            message = f'"{item.fact}" is {what} and cannot be drawn'
            resolver.report(codes.MIXED_CHART, item.place, message, _remedy(value))
            return None
        units.setdefault(value.unit, item.fact)
        if len(units) > 1:
            (first, other), (second, odd) = units.items()
            message = f'"{odd}" is in {second or "no unit"}, "{other}" in {first or "no unit"}'
            resolver.report(codes.MIXED_CHART, item.place, message, "show them in two charts")
            return None
    return next(iter(units))


def _remedy(value: FactValue) -> str:
    if isinstance(value, Interval):
        return "take it out, or show it as kind: range"
    return "take it out, or use a timeline for dates"


def _fits(spec: ChartSpec, items: list[FactItem], unit: str, resolver: Resolver) -> bool:
    amounts = [_amount(resolver.ledger[item.fact]) for item in items]
    if not any(amounts):
        resolver.report(codes.EMPTY_CHART, spec.place, f'all facts of figure "{spec.id}" are zero')
        return False
    misfit, hint = CHART_TYPES[spec.kind].misfit(spec, unit, amounts)
    if misfit:
        resolver.report(codes.UNFIT_CHART, spec.place, f'figure "{spec.id}": {misfit}', hint)
    return not misfit


def _amount(entry: LedgerEntry) -> Decimal:
    """A figure, or of a range the end that it has, the upper one where it has both."""
    match entry.value:
        case Quantity():
            return entry.value.amount
        case Interval():
            return entry.value.ends[-1]
        case _:
            return Decimal(0)


def _categories(spec: ChartSpec, resolver: Resolver) -> tuple[str, ...]:
    if spec.categories:
        return tuple(plain_text(resolver.inlines(category)) for category in spec.categories)
    columns = zip(*(series.items for series in spec.series), strict=True)
    firsts = (next((item for item in column if item), None) for column in columns)
    return tuple(_label(item, resolver.ledger[item.fact], resolver) if item else "" for item in firsts)


def _label(item: FactItem, entry: LedgerEntry, resolver: Resolver) -> str:
    return plain_text(resolver.inlines(item.label)) or entry.fact.label


def _series(series: SeriesSpec, unit: str, resolver: Resolver) -> Series:
    points = tuple(_point(resolver.ledger[item.fact], resolver) if item else None for item in series.items)
    return Series(plain_text(resolver.inlines(series.name)), points, resolver.edition.desk.plural_of(unit))


def _point(entry: LedgerEntry, resolver: Resolver) -> Point:
    text = resolver.printer.entry(entry)
    interval = entry.value if isinstance(entry.value, Interval) else None
    return Point(entry.fact.id, _amount(entry), text, entry.is_derived, entry.approx and not interval, interval)
