"""Agreement between facts: totals with their parts, and figures that two facts give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from briefgen import codes
from briefgen.errors import Diagnostic
from briefgen.ledger.formatting import Printer
from briefgen.model.fact import (
    PERCENT,
    Fact,
    FactValue,
    FigureValue,
    Interval,
    Ledger,
    LedgerEntry,
    NameValue,
    Period,
    Quantity,
    interval_of,
)
from briefgen.spans import Span, whole_file
from briefgen.suggest import did_you_mean

LEAST_EXACT = 20
"""An approximate figure is taken to lie within one in so many of the true one, however round it is."""


def totals(ledger: Ledger, printer: Printer, declared: Iterable[str]) -> Iterator[Diagnostic]:
    """Facts whose parts do not add up to them; a part that is `declared` and has no value is no fault here."""
    known = set(declared)
    for entry in ledger:
        unknown = [part for part in entry.fact.parts if part not in ledger]
        for part in unknown:
            if part not in known:
                message = f'fact "{part}" is not in the ledger'
                yield codes.UNKNOWN_FACT.at(_place(entry.fact, "parts"), message, did_you_mean(part, known))
        misnamed = list(_misnamed(entry.fact))
        yield from misnamed
        if entry.fact.parts and not unknown and not misnamed:
            yield from _total(entry, [ledger[part] for part in entry.fact.parts], printer)


def _misnamed(total: Fact) -> Iterator[Diagnostic]:
    """A total that is named among its own parts, and parts that would count more than once."""
    for part, count in Counter(total.parts).items():
        if part == total.id:
            message, hint = f'"{part}" is the total, and cannot be a part of itself', "take it out of the parts"
        elif count > 1:
            often = "twice" if count == 2 else f"{count} times"
            message = f'"{part}" is named {often} among the parts of "{total.id}"'
            hint = "name each part once"
        else:
            continue
        yield codes.UNFIT_OPERANDS.at(_place(total, "parts"), message, hint)


def _total(total: LedgerEntry, parts: list[LedgerEntry], printer: Printer) -> Iterator[Diagnostic]:
    if not isinstance(total.value, Quantity | Interval):
        return
    place = _place(total.fact, "parts")
    figures = []
    for part in parts:
        if not isinstance(part.value, Quantity | Interval) or part.value.unit != total.value.unit:
            message = f'"{part.fact.id}" is not in {total.value.unit or "bare numbers"}, and cannot be a part'
            yield codes.UNFIT_OPERANDS.at(place, message)
            return
        if part.period and total.period and _span(part) != _span(total):
            message = f'"{part.fact.id}" covers {part.period.text}, but "{total.fact.id}" covers {total.period.text}'
            yield codes.PERIODS_DIFFER.at(place, message, "take parts of the same period")
        figures.append(part.value)
    if not adds_up(total, parts):
        added = " + ".join(printer.value(part.value) for part in parts)
        message = f"{added} = {printer.value(sum_of(figures))}, not {printer.value(total.value)}"
        hint = f"check {'; '.join(_where(entry) for entry in (total, *parts))}"
        key = "value" if "value" in total.fact.places else "formula"
        yield codes.SUM_DIFFERS.at(_place(total.fact, key), message, hint)


def adds_up(total: LedgerEntry, parts: Sequence[LedgerEntry]) -> bool:
    """Whether parts can make up their total, but for what rounding may have changed."""
    whole, *rest = [entry.value for entry in (total, *parts) if isinstance(entry.value, Quantity | Interval)]
    slack = sum(map(_slack, (total, *parts)), Decimal(0))
    return interval_of(sum_of(rest)).meets(_widened(interval_of(whole), slack))


def sum_of(figures: Sequence[FigureValue]) -> FigureValue:
    """What figures of one unit add up to: a range, where any of them is one."""
    ranges = [interval_of(figure) for figure in figures]
    unit, is_rounded = figures[0].unit, any(figure.is_rounded for figure in figures)
    lows = [each.low for each in ranges if each.low is not None]
    highs = [each.high for each in ranges if each.high is not None]
    low = sum(lows, Decimal(0)) if len(lows) == len(ranges) else None
    high = sum(highs, Decimal(0)) if len(highs) == len(ranges) else None
    if low is not None and all(isinstance(figure, Quantity) for figure in figures):
        return Quantity(low, unit, is_rounded)
    is_above, is_below = any(each.above for each in ranges), any(each.below for each in ranges)
    return Interval(low, high, unit, is_above, is_below, is_rounded)


def _widened(interval: Interval, slack: Decimal) -> Interval:
    low = interval.low - slack if interval.low is not None else None
    high = interval.high + slack if interval.high is not None else None
    return replace(interval, low=low, high=high)


def _slack(entry: LedgerEntry) -> Decimal:
    """How far a rounded or approximate figure may lie from the true one; none for an exact count."""
    if not isinstance(entry.value, Quantity) or not (entry.approx or entry.value.unit == PERCENT):
        return Decimal(0)
    amount = entry.value.amount.normalize() if entry.approx else entry.value.amount
    exponent = amount.as_tuple().exponent
    half = Decimal(5).scaleb(exponent - 1) if isinstance(exponent, int) else Decimal(0)
    return min(half, abs(amount) / LEAST_EXACT)


def conflicts(entries: Iterable[LedgerEntry], printer: Printer) -> Iterator[Diagnostic]:
    """Facts of one label, unit and time whose values cannot both hold, each at its place with that of the first."""
    first: dict[tuple[object, ...], LedgerEntry] = {}
    for entry in entries:
        if isinstance(entry.value, NameValue) or not entry.fact.label:
            continue
        unit = entry.value.unit if isinstance(entry.value, Quantity | Interval) else type(entry.value).__name__
        key = (" ".join(entry.fact.label.casefold().split()), unit, _span(entry), entry.fact.as_of)
        other = first.setdefault(key, entry)
        if other is not entry and not _can_both_hold(entry.value, other.value):
            message = (
                f'"{entry.fact.label}" is {printer.value(entry.value)} here, '
                f"but {printer.value(other.value)} at {_said(other.fact)}"
            )
            hint = "correct the one that is wrong, or say in the labels or periods how they differ"
            yield codes.CONFLICTING_FACTS.at(_said(entry.fact), message, hint)


def _can_both_hold(value: FactValue, other: FactValue) -> bool:
    """Whether two values of one thing agree: they are the same, or a range holds the other one."""
    if isinstance(value, Quantity | Interval) and isinstance(other, Quantity | Interval):
        return interval_of(value).meets(interval_of(other))
    if isinstance(value, Period) and isinstance(other, Period):
        return (value.first, value.last) == (other.first, other.last)
    return value == other


def _span(entry: LedgerEntry) -> tuple[date, date] | None:
    return (entry.period.first, entry.period.last) if entry.period else None


def _said(fact: Fact) -> Span:
    """Where a value stands; in a translation, which has it from its original, where it is called what it is."""
    label, value = next((each.place for each in fact.label_text if each.place), None), _place(fact, "value")
    return label if label and label.file != value.file else value


def _place(fact: Fact, key: str) -> Span:
    return fact.places.get(key) or fact.places.get("formula") or fact.place or whole_file(fact.id)


def _where(entry: LedgerEntry) -> str:
    place = _place(entry.fact, "value")
    return f"{entry.fact.id} (line {place.line})" if place.line else entry.fact.id
