"""All texts as which one fact can be printed, whatever formats are asked for, and as which files of data have it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from typing import assert_never

from briefgen.ledger.formats import FITTING, FormatError, ValueKind, check_formats, kind_of
from briefgen.ledger.formatting import Printer
from briefgen.ledger.numerals import simple_fraction
from briefgen.model.direction import without_isolates
from briefgen.model.fact import (
    ClockTime,
    FactValue,
    Interval,
    LedgerEntry,
    NameValue,
    Period,
    Position,
    Quantity,
)


def every_print_form(entry: LedgerEntry, printer: Printer) -> tuple[str, ...]:
    """The fact's value by every format that fits it and as files of data have it, without isolates, each text once.

    With them come the closer value that others are derived from, what the source states, and the working. A word on
    whether the value is approximate, and a capital at the beginning, are left out.
    """
    forms = [*_printed(entry.value, printer), *_written(entry.value), printer.stated(entry)]
    if entry.exact is not None:
        forms += [f"{entry.exact:f}", printer.reckoned_with(entry), printer.derivation(entry), entry.working]
    return tuple(dict.fromkeys(filter(None, map(without_isolates, forms))))


def _printed(value: FactValue, printer: Printer) -> Iterator[str]:
    is_plus = isinstance(value, Quantity) and value.amount > 0
    left_out = {"bare"} | ({"magnitude", "signed"} if is_plus else set()) | _no_fraction(value)
    for formats in _combinations(kind_of(value), frozenset(left_out)):
        with suppress(FormatError):
            text = printer.value(value, formats)
            yield text
            if is_plus and _fit((*formats, "signed"), kind_of(value)):
                yield f"+{text}"


def _no_fraction(value: FactValue) -> set[str]:
    """The format of fractions, for what is none."""
    return set() if isinstance(value, Quantity) and simple_fraction(value.amount) else {"fraction"}


@cache
def _combinations(kind: ValueKind, left_out: frozenset[str]) -> tuple[tuple[str, ...], ...]:
    """The formats that a kind of value can have together, but for those that would change nothing.

    No more formats make fit what does not, so that only what fits is made longer.
    """
    fitting: list[tuple[str, ...]] = [()]
    for name in (name for name in FITTING[kind] if name not in left_out):
        fitting += [longer for chosen in fitting if _fit(longer := (*chosen, name), kind)]
    return tuple(sorted(fitting, key=len))


@cache
def _fit(formats: tuple[str, ...], kind: ValueKind) -> bool:
    try:
        check_formats(formats, kind)
    except FormatError:
        return False
    return True


def _written(value: FactValue) -> Iterator[str]:
    """The value as content files, the ledger's files and workbooks have it."""
    match value:
        case Quantity():
            yield f"{value.amount:f}"
        case Interval():
            yield from (value.text, *(f"{end:f}" for end in value.ends))
        case datetime.date():
            yield value.isoformat()
        case Period():
            yield from (value.text, value.first.isoformat(), value.last.isoformat())
        case ClockTime() | Position():
            yield value.text
        case NameValue():
            yield from (value.full, value.short)
        case _:
            assert_never(value)
