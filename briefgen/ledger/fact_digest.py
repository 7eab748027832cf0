"""The seal of a fact: a short text that is another as soon as anything has changed that whoever ticks the fact sees."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import assert_never

from briefgen.model.fact import FactValue, LedgerEntry, NameValue, Period, Quantity

DIGITS = 16
SEAL = re.compile(f"[0-9a-f]{{{DIGITS}}}")

Written = Period | date | Decimal | int | str | None
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
        case Period():
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
        case NameValue():
            return ["name", value.full, value.short]
        case _:
            return written(value)
