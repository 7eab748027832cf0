"""Changes between two editions in print and as data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from briefgen.ledger.comparison import Changes, DeadlineChange, FigureChange, ResolvedEdition
from briefgen.ledger.formats import FormatError
from briefgen.ledger.formatting import Printer
from briefgen.ledger.table import value_row
from briefgen.ledger.values import DAYS, POINTS
from briefgen.model.direction import isolated, without_isolates
from briefgen.model.edition import Deadline
from briefgen.model.fact import LedgerEntry, Period, Quantity
from briefgen.model.inlines import Inline, Value
from briefgen.model.labels import labels_for
from briefgen.model.traverse import map_inlines, plain_text


class ChangePrinter:
    """Prints changes: each value as its own edition does, and what has changed as the new one does."""

    def __init__(self, changes: Changes) -> None:
        self._old = Printer(changes.old.edition, changes.old.ledger)
        self._new = Printer(changes.new.edition, changes.new.ledger)
        self._language = changes.new.edition.desk.language
        self._labels = labels_for(self._language)

    def old(self, entry: LedgerEntry) -> str:
        """A value of the old edition."""
        return self._old.text(entry.fact.id, self._old.listing_formats(entry.value))

    def new(self, entry: LedgerEntry) -> str:
        """A value of the new edition."""
        return self._new.text(entry.fact.id, self.formats(entry))

    def old_period(self, period: Period) -> str:
        """A period as the old edition prints it."""
        return self._old.period(period)

    def new_period(self, period: Period) -> str:
        """A period as the new edition prints it."""
        return self._new.period(period)

    def formats(self, entry: LedgerEntry) -> tuple[str, ...]:
        """The formats in which a value of the new edition is printed here."""
        return self._new.listing_formats(entry.value)

    def date(self, day: date, form: str) -> str:
        """A date that is no fact, as the new edition prints it."""
        return self._new.date(day, form)

    def change(self, change: FigureChange) -> str:
        """The difference, with the percentage where it has one: "+34 (+2.1%)"; empty where there is none."""
        difference = change.difference
        if difference is None:
            return ""
        if not isinstance(change.new.value, Quantity):
            return self.moved(int(difference.amount))
        text = self._new.value(difference, ("signed", "unit") if difference.unit == POINTS else ("signed",))
        if change.percentage:
            text += self._labels.aside(self._new.value(change.percentage, ("signed",)))
        text = isolated(text, self._language)
        return f"{self._labels.about} {text}" if change.old.approx or change.new.approx else text

    def moved(self, days: int) -> str:
        """By how much a date has moved: "7 days later"."""
        form = self._labels.later if days > 0 else self._labels.earlier
        return form.format(time=self._new.value(Quantity(Decimal(abs(days)), DAYS), ("unit",)))

    def deadline(self, change: DeadlineChange) -> str:
        """What a deadline is called: by its label, else by what must be done, as its own edition prints that."""
        # Not as the ledger calls it: there a fact may have taken the deadline's id, and neither of them be resolved.
        printer = self._new if change.new else self._old
        deadline = change.deadline
        return deadline.label or plain_text(map_inlines(deadline.what, lambda inline: _filled(inline, printer)))


def _filled(inline: Inline, printer: Printer) -> Inline:
    """A value with its text; one that cannot be printed is a fault of its edition, and stays without."""
    if not isinstance(inline, Value):
        return inline
    try:
        return replace(inline, text=printer.text(inline.fact, inline.formats))
    except (FormatError, KeyError):
        return inline


def change_rows(changes: Changes) -> dict[str, Any]:
    """The changes as plain data: numbers as exact decimal texts, dates as YYYY-MM-DD, nothing as null."""
    printer = ChangePrinter(changes)
    return {
        "old": _edition(changes.old),
        "new": _edition(changes.new),
        "figures": {
            "changed": [_figure(change, printer, changes.dated) for change in changes.figures],
            "restated": [_figure(change, printer, changes.dated) for change in changes.restated],
            "added": [_entry(entry, printer.new(entry), changes.dated) for entry in changes.added],
            "dropped": [_entry(entry, printer.old(entry), changes.dated) for entry in changes.dropped],
        },
        "deadlines": [_deadline(change, printer) for change in changes.deadlines],
    }


def _edition(resolved: ResolvedEdition) -> dict[str, str]:
    edition = resolved.edition
    return {"edition": edition.id, "date": edition.date.isoformat(), "number": edition.number}


def _figure(change: FigureChange, printer: ChangePrinter, dated: frozenset[str]) -> dict[str, Any]:
    return {
        **_name(change.new, dated),
        "old": value_row(change.old, printer.old(change.old)),
        "new": value_row(change.new, printer.new(change.new)),
        "change": without_isolates(printer.change(change)),
        "difference": _quantity(change.difference),
        "percentage": str(change.percentage.amount) if change.percentage else None,
        "entry": {revision.key: {"old": revision.old, "new": revision.new} for revision in change.revisions},
    }


def _quantity(quantity: Quantity | None) -> dict[str, str] | None:
    return {"value": str(quantity.amount), "unit": quantity.unit} if quantity else None


def _entry(entry: LedgerEntry, printed: str, dated: frozenset[str]) -> dict[str, Any]:
    return {**_name(entry, dated), **value_row(entry, printed)}


def _name(entry: LedgerEntry, dated: frozenset[str]) -> dict[str, Any]:
    return {"id": entry.fact.id, "label": entry.fact.label, "dated": entry.fact.id in dated}


def _deadline(change: DeadlineChange, printer: ChangePrinter) -> dict[str, Any]:
    return {
        "id": change.deadline.id,
        "label": printer.deadline(change),
        "turns": [turn.value for turn in change.turns],
        "days": change.days,
        "old": _state(change.old),
        "new": _state(change.new),
    }


def _state(deadline: Deadline | None) -> dict[str, str] | None:
    return {"by": deadline.by.isoformat(), "status": deadline.status} if deadline else None
