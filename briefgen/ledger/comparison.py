"""Comparing two editions: which figures, dates and names have changed between their ledgers, and which deadlines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from briefgen.frozen import frozen
from briefgen.ledger.order import counts_from_date, inputs_first
from briefgen.ledger.sign_off import WRITTEN, Written, written
from briefgen.ledger.values import DAYS, ORDINAL, POINTS, YEAR, YEARS, Amount, places_of, places_shown, rounded
from briefgen.model.edition import OPEN, Deadline, Edition
from briefgen.model.fact import PERCENT, FactValue, Interval, Ledger, LedgerEntry, NameValue, Period, Quantity

PERCENTAGE_PLACES = 1
MOST_UNLIKE = 1.12
"""The longest month is so many times as long as the shortest."""

_WITHOUT_PERCENTAGE = frozenset({PERCENT, POINTS, YEAR})


@frozen
class Revision:
    """A key of a fact's entry that reads otherwise than before: its text then and now, empty where it had none."""

    key: str
    old: str
    new: str


@frozen
class FigureChange:
    """A fact of both editions that is no longer the same: its value, or only what its entry says beside it.

    `difference` is the new value less the old one as printed: in their unit, in percentage points, in years or in days;
    none where the two have no difference that means anything, as over periods of unlike length. `percentage` is the
    difference in percent of the old value, none where one of the two is below zero.
    """

    old: LedgerEntry
    new: LedgerEntry
    difference: Quantity | None = None
    percentage: Quantity | None = None
    revisions: tuple[Revision, ...] = ()


class Turn(Enum):
    """What has become of a deadline between two editions."""

    ADDED = "added"
    MOVED = "moved"
    SETTLED = "settled"
    REOPENED = "reopened"
    PASSED = "passed"
    REWORDED = "reworded"
    DROPPED = "dropped"


@frozen
class DeadlineChange:
    """A deadline that has changed: as it was and as it is, none where an edition does not have it, and what happened.

    `days` are those by which it has moved, fewer than none where it is earlier now.
    """

    old: Deadline | None
    new: Deadline | None
    turns: tuple[Turn, ...]
    days: int = 0

    @property
    def deadline(self) -> Deadline:
        """The deadline as it is, or as it last was."""
        deadline = self.new or self.old
        if deadline is None:
            raise ValueError("a change is that of a deadline")
        return deadline


@frozen
class ResolvedEdition:
    """An edition with its ledger."""

    edition: Edition
    ledger: Ledger


@frozen
class Changes:
    """What has changed from one edition to another, in the order of the ledgers.

    `figures` have another value, or are approximate in one edition only; `restated` have the same value, and something
    else in their entries reads otherwise, but for who entered them; `added` and `dropped` are in one of the ledgers
    only. A deadline is not among them, but in `deadlines`. `dated` are the ids of the facts that follow from the
    editions' dates, with no other figure behind them changed.
    """

    old: ResolvedEdition
    new: ResolvedEdition
    figures: tuple[FigureChange, ...] = ()
    restated: tuple[FigureChange, ...] = ()
    added: tuple[LedgerEntry, ...] = ()
    dropped: tuple[LedgerEntry, ...] = ()
    deadlines: tuple[DeadlineChange, ...] = ()
    dated: frozenset[str] = frozenset()


def compare(old: Edition, old_ledger: Ledger, new: Edition, new_ledger: Ledger) -> Changes:
    """What has changed from the old edition to the new one; facts and deadlines are the same where their ids are."""
    before, after = ResolvedEdition(old, old_ledger), ResolvedEdition(new, new_ledger)
    earlier, later = _figures(before), _figures(after)
    undated = (earlier.keys() - _dated(old_ledger, new_ledger)) | (later.keys() - _dated(new_ledger, old_ledger))
    changes = [_figure_change(earlier[name], entry) for name, entry in later.items() if name in earlier]
    return Changes(
        before,
        after,
        figures=tuple(change for change in changes if not _is_same(change.old, change.new)),
        restated=tuple(change for change in changes if _is_same(change.old, change.new) and change.revisions),
        added=tuple(entry for name, entry in later.items() if name not in earlier),
        dropped=tuple(entry for name, entry in earlier.items() if name not in later),
        deadlines=tuple(_deadline_changes(old, new)),
        dated=frozenset((earlier.keys() | later.keys()) - undated),
    )


def _figures(resolved: ResolvedEdition) -> dict[str, LedgerEntry]:
    """The entries by id, without those of deadlines."""
    deadlines = {deadline.id for deadline in resolved.edition.deadlines}
    return {entry.fact.id: entry for entry in resolved.ledger if entry.fact.id not in deadlines}


def _is_same(old: LedgerEntry, new: LedgerEntry) -> bool:
    """Whether two facts have one value; a name's short form is no part of it."""
    if isinstance(old.value, NameValue) and isinstance(new.value, NameValue):
        return old.value.full == new.value.full
    return (old.value, old.approx) == (new.value, new.approx)


def _figure_change(old: LedgerEntry, new: LedgerEntry) -> FigureChange:
    difference = None if _are_unlike(old.period, new.period) else _difference(old.value, new.value)
    return FigureChange(old, new, difference, _percentage(old.value, difference), tuple(_revisions(old, new)))


def _are_unlike(old: Period | None, new: Period | None) -> bool:
    """Whether two periods are of unlike length, so that the figures of the two cannot be compared; months are alike."""
    if old is None or new is None:
        return False
    return max(old.days, new.days) > MOST_UNLIKE * min(old.days, new.days)


def _difference(old: FactValue, new: FactValue) -> Quantity | None:
    match old, new:
        case Quantity(), Quantity() if old.unit == new.unit != ORDINAL and old.amount != new.amount:
            unit = {PERCENT: POINTS, YEAR: YEARS}.get(new.unit, new.unit)
            places = max(places_of(old.amount), places_of(new.amount))
            difference = rounded(Fraction(new.amount) - Fraction(old.amount), places)
            return Quantity(difference, unit, is_rounded=old.is_rounded or new.is_rounded)
        case date(), date() if old != new:
            return Quantity(Decimal((new - old).days), DAYS)
        case _:
            return None


def _percentage(old: FactValue, difference: Quantity | None) -> Quantity | None:
    """The difference in percent of the old value, to as many places as show that it is not nothing, if any do.

    What is below zero, or falls below it, has none: 14 days that become −2 are no fall by 114%.
    """
    if difference is None or not isinstance(old, Quantity) or old.unit in _WITHOUT_PERCENTAGE:
        return None
    if old.amount <= 0 or old.amount + difference.amount < 0:
        return None
    percent = Amount(Fraction(difference.amount) / Fraction(old.amount) * 100, PERCENT, PERCENTAGE_PLACES)
    amount = rounded(percent.value, places_shown(percent))
    return Quantity(amount, PERCENT) if amount else None


def _revisions(old: LedgerEntry, new: LedgerEntry) -> Iterator[Revision]:
    then, now = _texts(old), _texts(new)
    for key, text in now.items():
        if text != then[key]:
            yield Revision(key, then[key], text)


def _texts(entry: LedgerEntry) -> dict[str, str]:
    """What an entry says beside its value, by its keys: what its seal holds, and when it is to be looked at again."""
    texts = {key: _text(read(entry)) for key, read in WRITTEN}
    short = entry.value.short if isinstance(entry.value, NameValue) else ""
    return {**texts, "short": short, "stale_after": _text(entry.fact.stale_after)}


def _text(value: Written) -> str:
    """A key's value as content files write it; empty where there is none."""
    return "true" if value is True else written(value)


def _dated(ledger: Ledger, other: Ledger) -> set[str]:
    """The facts that follow from the edition's date, directly or through others, by figures and formulas of both.

    A date behind them may be another one in the other ledger: that is a change of its own, and not one of theirs.
    """
    dated, moved = set[str](), set[str]()
    for name in inputs_first(ledger):
        entry = ledger[name]
        if counts_from_date(entry) or not dated.isdisjoint(entry.inputs):
            dated.add(name)
        if _is_moved(entry, other) or not moved.isdisjoint(entry.inputs):
            moved.add(name)
    return dated - moved


def _is_moved(entry: LedgerEntry, other: Ledger) -> bool:
    """Whether a given figure, or the formula of a derived one, is another in the other ledger."""
    name = entry.fact.id
    if entry.is_derived:
        return name in other and other[name].fact.formula != entry.fact.formula
    return isinstance(entry.value, Quantity | Interval) and (name not in other or not _is_same(entry, other[name]))


def _deadline_changes(old: Edition, new: Edition) -> Iterator[DeadlineChange]:
    earlier = {deadline.id: deadline for deadline in old.deadlines}
    later = {deadline.id: deadline for deadline in new.deadlines}
    for name, deadline in later.items():
        if name not in earlier:
            yield DeadlineChange(None, deadline, (Turn.ADDED,))
        elif turns := tuple(_turns(earlier[name], old, deadline, new)):
            yield DeadlineChange(earlier[name], deadline, turns, (deadline.by - earlier[name].by).days)
    for name, deadline in earlier.items():
        if name not in later:
            yield DeadlineChange(deadline, None, (Turn.DROPPED,))


def _turns(before: Deadline, old: Edition, after: Deadline, new: Edition) -> Iterator[Turn]:
    if after.by != before.by:
        yield Turn.MOVED
    if after.status != before.status:
        if after.status == OPEN:
            yield Turn.REOPENED
        elif not after.is_pending(new.date):
            yield Turn.SETTLED
    if _has_passed(after, new) and not _has_passed(before, old):
        yield Turn.PASSED
    if replace(after, by=before.by, status=before.status) != before:
        yield Turn.REWORDED


def _has_passed(deadline: Deadline, edition: Edition) -> bool:
    """Whether the deadline lies before the edition's date and nobody has said what became of it."""
    return deadline.status == OPEN and deadline.by < edition.date
