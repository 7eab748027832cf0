"""Rounding: shares of one whole that do not add up to it as they are printed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from briefgen import codes
from briefgen.checks.subject import Subject
from briefgen.errors import Diagnostic
from briefgen.ledger.agreement import adds_up
from briefgen.ledger.formula import Call, FactReference, parse_formula
from briefgen.model.chart import Arrangement
from briefgen.model.edition import ChartSpec
from briefgen.model.fact import PERCENT, Ledger, LedgerEntry, Quantity
from briefgen.model.labels import labels_for

_WHOLE = Decimal(100)
_HALF = Decimal("0.5")

Parts = Sequence[LedgerEntry]


def shares_rounded_apart(subject: Subject) -> Iterator[Diagnostic]:
    """Figures that make up a whole and do not add up to it as printed, where no text says that this is rounding."""
    labels = labels_for(subject.edition.desk.language)
    if any(labels.rounding in run.text.casefold() for run, _ in subject.runs):
        return
    printer = subject.printer
    told: set[frozenset[str]] = set()
    for parts, whole in _wholes(subject):
        names = frozenset(part.fact.id for part in parts)
        amounts = [part.value.amount for part in parts if isinstance(part.value, Quantity)]
        if names in told or len(amounts) < len(parts) or sum(amounts) == whole.amount:
            continue
        told.add(names)
        added = " + ".join(printer.value(part.value) for part in parts)
        total = printer.value(Quantity(sum(amounts, Decimal(0)), whole.unit))
        first = parts[0].fact
        place = subject.at(first.places.get("formula") or first.places.get("value") or first.place)
        message = f"as printed, {added} = {total}, not {printer.value(whole)}"
        hint = f'say so in a caveat, in the notes of a chart or in the text: "{labels.rounding_note}"'
        yield codes.ROUNDED_APART.at(place, message, hint)


def _wholes(subject: Subject) -> Iterator[tuple[Parts, Quantity]]:
    """What makes up a whole, with the whole: the parts of a fact, the shares of one, and bars that are stacked."""
    ledger = subject.ledger
    for entry in ledger:
        parts = [ledger[part] for part in entry.fact.parts if part in ledger]
        if (
            parts
            and isinstance(entry.value, Quantity)
            and len(parts) == len(entry.fact.parts)
            and adds_up(entry, parts)
        ):
            yield parts, entry.value
    for shares in _shares(ledger):
        yield shares, Quantity(_WHOLE, PERCENT)
    for spec in subject.edition.charts.values():
        for bar in _stacked(spec, ledger):
            yield bar, Quantity(_WHOLE, PERCENT)


def _shares(ledger: Ledger) -> Iterator[Parts]:
    """Derived shares of one fact whose parts are all of it."""
    shares = defaultdict[str, dict[str, LedgerEntry]](dict)
    for entry in ledger:
        formula = parse_formula(entry.fact.formula) if entry.is_derived else None
        if isinstance(formula, Call) and formula.function == "share":
            part, whole = formula.arguments
            if isinstance(part, FactReference) and isinstance(whole, FactReference):
                shares[whole.fact].setdefault(part.fact, entry)
    for fact, parts in shares.items():
        if sum(_exact(ledger[part]) for part in parts) == _exact(ledger[fact]):
            yield list(parts.values())


def _exact(entry: LedgerEntry) -> Fraction:
    amount = entry.value.amount if isinstance(entry.value, Quantity) else 0
    return Fraction(entry.exact if entry.exact is not None else amount)


def _stacked(spec: ChartSpec, ledger: Ledger) -> Iterator[Parts]:
    """The bars of a chart whose percentages lie so near the whole that only rounding parts them from it."""
    if spec.arrangement is not Arrangement.STACKED or len(spec.series) < 2:
        return
    for items in zip(*(series.items for series in spec.series), strict=False):
        bar = [ledger[item.fact] for item in items if item and item.fact in ledger]
        values = [entry.value for entry in bar if isinstance(entry.value, Quantity) and entry.value.unit == PERCENT]
        if len(values) == len(items) and abs(sum(v.amount for v in values) - _WHOLE) <= sum(map(_most, values)):
            yield bar


def _most(value: Quantity) -> Decimal:
    """How much rounding to its last decimal place can have changed a value."""
    exponent = value.amount.as_tuple().exponent
    return _HALF.scaleb(exponent) if isinstance(exponent, int) else Decimal(0)
