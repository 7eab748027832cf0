"""Signing off: what tells that a fact is as it was, which facts somebody else must tick, and which ticks hold."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import assert_never

from briefgen.ledger.formula import numbers, parse_formula
from briefgen.ledger.order import EDITION_DATE, counts_from_date, inputs_first
from briefgen.ledger.persons import may_be_same_person
from briefgen.ledger.values import CONVERSIONS
from briefgen.model.edition import Edition, SignOff
from briefgen.model.fact import (
    ClockTime,
    Fact,
    FactValue,
    Interval,
    Ledger,
    LedgerEntry,
    NameValue,
    Period,
    Position,
    Quantity,
)
from briefgen.model.fact_table import FactTable, groups_of, table_of

DIGITS = 16
SEAL = re.compile(f"[0-9a-f]{{{DIGITS}}}")

Written = Period | Interval | date | Decimal | int | str | None
Sealed = FactValue | Written

WRITTEN: tuple[tuple[str, Callable[[LedgerEntry], Written]], ...] = (
    ("formula", lambda entry: entry.fact.formula),
    ("unit", lambda entry: entry.fact.unit),
    ("round", lambda entry: entry.fact.decimals),
    ("stated", lambda entry: entry.fact.stated),
    ("label", lambda entry: entry.fact.label),
    ("period", lambda entry: entry.fact.period),
    ("as_of", lambda entry: entry.fact.as_of),
    ("caveat", lambda entry: entry.fact.caveat),
    ("source", lambda entry: entry.fact.citation.source if entry.fact.citation else None),
    ("at", lambda entry: entry.fact.citation.at if entry.fact.citation else None),
    ("quote", lambda entry: entry.fact.quote),
    ("parts", lambda entry: " ".join(entry.fact.parts)),
    ("forecast", lambda entry: entry.fact.forecast),
    ("signed", lambda entry: entry.fact.signed),
)
"""What an entry says of its value, by its keys: what is sealed of it, and what a comparison of editions tells."""

# A derived fact's inputs enter through its own value. Where a fact lies, when it is to be looked at again and who
# entered it are no part of what was ticked; nor is the edition's date, so that a tick outlives the edition.
SEALED: tuple[tuple[str, Callable[[LedgerEntry], Sealed]], ...] = (
    ("id", lambda entry: entry.fact.id),
    ("value", lambda entry: entry.value),
    ("exact", lambda entry: entry.exact),
    ("approx", lambda entry: entry.approx),
    ("document", lambda entry: entry.fact.citation.document if entry.fact.citation else None),
    ("terms", lambda entry: entry.fact.terms),
    *WRITTEN,
)


def seal(entry: LedgerEntry) -> str:
    """The first hexadecimal digits of the SHA-256 of all that is sealed, written in one way only.

    What a fact does not have is left out, so that a new kind of key breaks no seal of a fact without it.
    """
    given = {name: text for name, read in SEALED if (text := _sealed(read(entry)))}
    return sha256(json.dumps(given, sort_keys=True).encode()).hexdigest()[:DIGITS]


def group_seal(group: str, table: FactTable) -> str:
    """The seal of a table or of one of its rows (toll.kp): of its figures, and of the marks where there are none."""
    if group not in table.seals:
        begins = f"{group}."
        made = [seal(_as_given(fact)) for name, fact in table.facts.items() if name.startswith(begins)]
        marks = [f"{name} {cell.mark}" for name, cell in table.missing.items() if name.startswith(begins)]
        table.seals[group] = sha256(json.dumps([group, made, marks]).encode()).hexdigest()[:DIGITS]
    return table.seals[group]


def _as_given(fact: Fact) -> LedgerEntry:
    """A given fact as the ledger has it."""
    exact = fact.value.amount if isinstance(fact.value, Quantity) else None
    return LedgerEntry(fact, fact.value or NameValue(""), exact, approx=fact.approx, period=fact.period)


def written(value: Written) -> str:
    """A key's value as text, empty where there is none."""
    match value:
        case None | False:
            return ""
        case str():
            return value
        case int():
            return str(value)
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
        case Period() | Interval():
            return value.text
        case _:
            assert_never(value)


def _sealed(value: Sealed) -> str | list[str]:
    """A value as text, empty where there is none; kinds of values that might look alike are named."""
    match value:
        case date():
            return ["date", written(value)]
        case Quantity():
            return ["quantity", written(value.amount), value.unit]
        case Interval():
            return ["range", value.text, value.unit]
        case ClockTime():
            return ["time", value.text]
        case Position():
            return ["position", value.text]
        case NameValue():
            return ["name", value.full, value.short]
        case _:
            return written(value)


def author_of(edition: Edition, fact: Fact) -> str:
    """Who entered the fact: its own author, else the edition's, else who prepared it; "" where nobody is named."""
    return fact.author or edition.author or edition.prepared_by


def is_by_author(edition: Edition, fact: Fact, by: str) -> bool:
    """Whether the one who ticks the fact may be who entered it."""
    author = author_of(edition, fact)
    return bool(author) and may_be_same_person(by, author)


def valid_sign_off(edition: Edition, entry: LedgerEntry) -> SignOff | None:
    """The tick of a fact if it holds: the fact is as it was then, and another than its author ticked it."""
    for sign_off in ticks_of(edition.sign_offs, entry.fact.id):
        holds = sign_off.seal == tick_seal(edition, sign_off.fact, entry)
        if holds and not is_by_author(edition, entry.fact, sign_off.by):
            return sign_off
    return None


def ticks_of(ticks: Mapping[str, SignOff], fact: str) -> Iterator[SignOff]:
    """The ticks that a fact has: its own, and those of the row and the table of which it is a cell."""
    if ticks:
        yield from (ticks[name] for name in (fact, *groups_of(fact)) if name in ticks)


def tick_seal(edition: Edition, ticked: str, entry: LedgerEntry) -> str:
    """The seal of what was ticked: of the fact, or of the row or table of which it is a cell."""
    table = edition.tables.get(table_of(entry.fact.id))
    return seal(entry) if table is None or ticked == entry.fact.id else group_seal(ticked, table)


def entries_to_tick(ledger: Ledger) -> Iterator[LedgerEntry]:
    """The facts that somebody must tick: all but those that only count days from or to the edition's date."""
    counting = _counting_days(ledger)
    yield from (entry for entry in ledger if entry.fact.id not in counting)


def facts_to_tick(edition: Edition, ledger: Ledger) -> set[str]:
    """The ids of the facts that somebody must tick in the edition: none of a translation, which has its original's."""
    return set() if edition.translation else {entry.fact.id for entry in entries_to_tick(ledger)}


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
