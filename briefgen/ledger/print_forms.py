"""All texts as which one fact can be printed, whatever formats are asked for, and as which files of data have it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from itertools import combinations
from typing import assert_never

from briefgen.ledger.formats import FITTING, FormatError, ValueKind, check_formats, kind_of
from briefgen.ledger.formatting import Printer
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
    for formats in _combinations(kind_of(value)):
        with suppress(FormatError):
            yield printer.value(value, formats)


@cache
def _combinations(kind: ValueKind) -> tuple[tuple[str, ...], ...]:
    """The formats that a kind of value can have together; "bare" says nothing of the value itself."""
    names = [name for name in FITTING[kind] if name != "bare"]
    return tuple(
        chosen for count in range(len(names) + 1) for chosen in combinations(names, count) if _fit(chosen, kind)
    )


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
