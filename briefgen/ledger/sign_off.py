"""Signing off: which facts somebody other than their author must tick, and which ticks hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from briefgen.ledger.fact_digest import seal
from briefgen.ledger.formula import numbers, parse_formula
from briefgen.ledger.order import EDITION_DATE, counts_from_date, inputs_first
from briefgen.ledger.persons import may_be_same_person
from briefgen.ledger.values import CONVERSIONS
from briefgen.model.edition import Edition, SignOff
from briefgen.model.fact import Fact, Ledger, LedgerEntry


def author_of(edition: Edition, fact: Fact) -> str:
    """Who entered the fact: its own author, else the edition's, else who prepared it; "" where nobody is named."""
    return fact.author or edition.author or edition.prepared_by


def is_by_author(edition: Edition, fact: Fact, by: str) -> bool:
    """Whether the one who ticks the fact may be who entered it."""
    author = author_of(edition, fact)
    return bool(author) and may_be_same_person(by, author)


def valid_sign_off(edition: Edition, entry: LedgerEntry) -> SignOff | None:
    """The tick of a fact if it holds: the fact is as it was then, and another than its author ticked it."""
    sign_off = edition.sign_offs.get(entry.fact.id)
    if sign_off is None or sign_off.seal != seal(entry) or is_by_author(edition, entry.fact, sign_off.by):
        return None
    return sign_off


def entries_to_tick(ledger: Ledger) -> Iterator[LedgerEntry]:
    """The facts that somebody must tick: all but those that only count days from or to the edition's date."""
    counting = _counting_days(ledger)
    yield from (entry for entry in ledger if entry.fact.id not in counting)


def _counting_days(ledger: Ledger) -> set[str]:
    """The facts that follow from the edition's date, and from no other facts than dates nor numbers of their own."""
    from_dates, from_today = {EDITION_DATE}, set[str]()
    for name in inputs_first(ledger):
        entry = ledger[name]
        if _is_between_dates(entry, from_dates) if entry.is_derived else isinstance(entry.value, date):
            from_dates.add(name)
        if counts_from_date(entry) or not from_today.isdisjoint(entry.inputs):
            from_today.add(name)
    return from_dates & from_today


def _is_between_dates(entry: LedgerEntry, dates: set[str]) -> bool:
    own = numbers(parse_formula(entry.fact.formula))
    return dates.issuperset(entry.inputs) and all(number.amount in CONVERSIONS for number in own)
