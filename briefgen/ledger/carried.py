"""Carried forward: facts that nobody has touched since the last edition, or whose time lies before this one's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256

from briefgen.ledger.sign_off import DIGITS, seal, tick_seal, ticks_of
from briefgen.model.edition import Desk, Edition
from briefgen.model.fact import Fact, Ledger, LedgerEntry, Period


def confirmation_seal(edition: Edition, entry: LedgerEntry, confirmed: str = "") -> str:
    """What tells that a fact is as it was when somebody confirmed it, for this edition and no other.

    `confirmed` is the row or table by which that was done, if it was not the fact itself.
    """
    made = tick_seal(edition, confirmed or entry.fact.id, entry)
    return sha256(f"{edition.id} {made}".encode()).hexdigest()[:DIGITS]


def is_confirmed(edition: Edition, entry: LedgerEntry) -> bool:
    """Whether somebody has said for this edition that the fact still holds, and it is as it was then."""
    found = ticks_of(edition.confirmations, entry.fact.id)
    return any(each.seal == confirmation_seal(edition, entry, each.fact) for each in found)


def carried_forward(edition: Edition, ledger: Ledger, last: Ledger) -> Iterator[LedgerEntry]:
    """The given facts that are as they were in the last edition, and that nobody has confirmed."""
    for entry in _given(edition, ledger):
        before = last.entries.get(entry.fact.id)
        if before and seal(before) == seal(entry) and not is_confirmed(edition, entry):
            yield entry


def ended_before(edition: Edition, ledger: Ledger) -> Iterator[LedgerEntry]:
    """The given facts whose time lies before the edition's period, and that nobody has confirmed.

    Not among them are facts over a longer time than the edition's, such as last year's figure in a weekly brief, and
    those to which a formula or a line of a chart compares one of the edition's own time.
    """
    past = {entry.fact.id: entry for entry in _given(edition, ledger) if _is_past(entry.fact, edition.period)}
    compared = {name for group in _groups(edition, ledger) if not past.keys() >= group for name in group}
    for name, entry in past.items():
        if name not in compared and not is_confirmed(edition, entry):
            yield entry


def _is_past(fact: Fact, period: Period | None) -> bool:
    if period is None or fact.forecast:
        return False
    if fact.period:
        return fact.period.last < period.first and fact.period.days <= period.days
    return fact.as_of is not None and fact.as_of < period.first


def _groups(edition: Edition, ledger: Ledger) -> Iterator[frozenset[str]]:
    """The facts that a formula takes, and those of a series of a chart."""
    yield from (frozenset(entry.inputs) for entry in ledger if entry.is_derived)
    for chart in edition.charts.values():
        yield from (frozenset(item.fact for item in series.items if item) for series in chart.series)


def stale_since(fact: Fact, desk: Desk) -> date | None:
    """The day after which a fact must be checked again: its own, else so many days after its time as the desk says."""
    if fact.stale_after or not desk.stale_after:
        return fact.stale_after
    held = fact.as_of or (fact.period.last if fact.period else None)
    return held + timedelta(desk.stale_after) if held else None


def _given(edition: Edition, ledger: Ledger) -> Iterator[LedgerEntry]:
    declared = (ledger.entries.get(fact.id) for fact in edition.facts)
    return (entry for entry in declared if entry and not entry.is_derived)
