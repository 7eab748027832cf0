"""Charts from facts: figures.yaml says which facts, the ledger says what they are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from briefgen import codes
from briefgen.assemble.deadlines import remaining
from briefgen.assemble.resolve_facts import Resolver
from briefgen.assemble.times import positions
from briefgen.assemble.typography import bound
from briefgen.charts import CHART_TYPES
from briefgen.model.chart import Chart, Point, Series, TimelineEvent
from briefgen.model.edition import ChartSpec, FactItem, SeriesSpec
from briefgen.model.fact import PERCENT, LedgerEntry, Quantity
from briefgen.model.labels import labels_for
from briefgen.model.traverse import plain_text

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
    labels = labels_for(resolver.edition.desk.language)
    form = _form_of_dates(items, resolver)
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
                bound(resolver.printer.text(item.fact, (form,))),
                _label(item, entry, resolver),
                remaining(item.fact, entry.value, resolver.edition, labels),
                bound(resolver.printer.text(item.fact, (DATED,))),
            )
        )
    return Chart(
        spec.kind,
        events=tuple(sorted(events, key=lambda event: event.date)),
        today=resolver.edition.date,
        today_text=bound(resolver.printer.date(resolver.edition.date, form)),
        today_label=labels.this_brief,
        language=resolver.edition.desk.language,
    )


def _form_of_dates(items: list[FactItem], resolver: Resolver) -> str:
    """How the dates of a timeline are printed: with the year, unless all are of the edition's own."""
    dates = (resolver.ledger[item.fact].value for item in items)
    years = {day.year for day in dates if isinstance(day, date)}
    return "day_month" if years <= {resolver.edition.date.year} else DATED


def _quantities(spec: ChartSpec, items: list[FactItem], resolver: Resolver) -> Chart | None:
    unit = _common_unit(items, resolver)
    if unit is None or not _fits(spec, items, unit, resolver):
        return None
    categories = _categories(spec, resolver)
    return Chart(
        spec.kind,
        unit,
        categories,
        tuple(_series(series, resolver) for series in spec.series),
        spec.direction,
        spec.arrangement,
        language=resolver.edition.desk.language,
        percent=resolver.printer.value(Quantity(Decimal(1), PERCENT)).replace("1", "{}"),
        grouping=resolver.printer.value(Quantity(Decimal(1000))).strip("10"),
        positions=positions(spec, categories, resolver) if CHART_TYPES[spec.kind].over_time else (),
    )


def _common_unit(items: list[FactItem], resolver: Resolver) -> str | None:
    units: dict[str, str] = {}
    for item in items:
        value = resolver.ledger[item.fact].value
        if not isinstance(value, Quantity):
            message = f'"{item.fact}" is not a figure and cannot be drawn'
            resolver.report(codes.MIXED_CHART, item.place, message, "take it out, or use a timeline for dates")
            return None
        units.setdefault(value.unit, item.fact)
        if len(units) > 1:
            (first, other), (second, odd) = units.items()
            message = f'"{odd}" is in {second or "no unit"}, "{other}" in {first or "no unit"}'
            resolver.report(codes.MIXED_CHART, item.place, message, "show them in two charts")
            return None
    return next(iter(units))


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
    return entry.value.amount if isinstance(entry.value, Quantity) else Decimal(0)


def _categories(spec: ChartSpec, resolver: Resolver) -> tuple[str, ...]:
    if spec.categories:
        return tuple(plain_text(resolver.inlines(category)) for category in spec.categories)
    columns = zip(*(series.items for series in spec.series), strict=True)
    firsts = (next((item for item in column if item), None) for column in columns)
    return tuple(_label(item, resolver.ledger[item.fact], resolver) if item else "" for item in firsts)


def _label(item: FactItem, entry: LedgerEntry, resolver: Resolver) -> str:
    return plain_text(resolver.inlines(item.label)) or entry.fact.label


def _series(series: SeriesSpec, resolver: Resolver) -> Series:
    points = tuple(_point(resolver.ledger[item.fact], resolver) if item else None for item in series.items)
    return Series(plain_text(resolver.inlines(series.name)), points)


def _point(entry: LedgerEntry, resolver: Resolver) -> Point:
    text = resolver.printer.text(entry.fact.id)
    return Point(entry.fact.id, _amount(entry), text, entry.is_derived, entry.approx)
