"""The ledger as data: one row a fact, with where it comes from and where it is used."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any, assert_never

from briefgen.ledger.formatting import Printer
from briefgen.ledger.sign_off import ticks_of, valid_sign_off
from briefgen.ledger.totals import facts_totalled
from briefgen.model.authored_texts import authored_texts
from briefgen.model.direction import without_isolates
from briefgen.model.edition import Edition
from briefgen.model.fact import (
    ClockTime,
    FactValue,
    Interval,
    Ledger,
    LedgerEntry,
    NameValue,
    Period,
    Position,
    Quantity,
)
from briefgen.model.inlines import Value
from briefgen.model.traverse import inlines_of
from briefgen.spans import Span

Where = Callable[[Span], str]
"""How a place is told."""

REFERENCES, SINCE = "references-table", "since-table"

LISTINGS = frozenset({REFERENCES, SINCE})
"""The ids of the tables that briefgen makes of the ledger: a fact is not used by that, and needs no source line."""


def ledger_rows(edition: Edition, ledger: Ledger, where: Where | None = None) -> list[dict[str, Any]]:
    """A row for each fact in the ledger's order: plain texts, numbers as exact decimal texts, dates as YYYY-MM-DD.

    `where` says how a place at which facts are used is told.
    """
    printer = Printer(edition, ledger)
    uses = fact_uses(edition, ledger, where)
    return [
        {
            **_row(entry, printer, ledger),
            **_tick(entry, edition),
            "used": list(dict.fromkeys(uses.get(entry.fact.id, []))),
        }
        for entry in ledger
    ]


def _row(entry: LedgerEntry, printer: Printer, ledger: Ledger) -> dict[str, Any]:
    fact = entry.fact
    return {
        "id": fact.id,
        **value_row(entry, printer.text(fact.id)),
        "label": without_isolates(fact.label),
        "formula": fact.formula,
        "working": entry.working,
        "derivation": without_isolates(printer.derivation(entry)),
        "parts": [part for part in fact.parts if part in ledger],
        "exact": str(entry.exact) if fact.formula and entry.exact is not None else "",
        "stated": _stated(fact.stated),
        "period": fact.period.text if fact.period else "",
        "as_of": fact.as_of.isoformat() if fact.as_of else "",
        "stale_after": fact.stale_after.isoformat() if fact.stale_after else "",
        "source": fact.citation.source if fact.citation else "",
        "at": fact.citation.at if fact.citation else "",
        "quote": fact.quote,
        "forecast": fact.forecast,
        "caveat": fact.caveat,
    }


def _tick(entry: LedgerEntry, edition: Edition) -> dict[str, str]:
    """Who ticked the fact, when, and whether the tick still holds."""
    valid = valid_sign_off(edition, entry)
    sign_off = valid or next(ticks_of(edition.sign_offs, entry.fact.id), None)
    if sign_off is None:
        return {"ticked_by": "", "ticked_on": "", "tick": ""}
    tick = "valid" if valid else "fallen"
    return {"ticked_by": sign_off.by, "ticked_on": sign_off.on.isoformat(), "tick": tick}


def value_row(entry: LedgerEntry, printed: str) -> dict[str, Any]:
    """What a fact is, its value as data and as printed."""
    return {
        "kind": _kind(entry.value),
        "value": _plain(entry.value),
        "unit": entry.value.unit if isinstance(entry.value, Quantity | Interval) else "",
        "printed": without_isolates(printed),
        "approx": entry.approx,
    }


def _kind(value: FactValue) -> str:
    match value:
        case Quantity():
            return "quantity"
        case Interval():
            return "range"
        case date():
            return "date"
        case Period():
            return "period"
        case ClockTime():
            return "time"
        case Position():
            return "position"
        case NameValue():
            return "name"
        case _:
            assert_never(value)


def _plain(value: FactValue) -> str:
    match value:
        case Quantity():
            return str(value.amount)
        case Interval():
            return value.text
        case date():
            return value.isoformat()
        case Period() | ClockTime() | Position():
            return value.text
        case NameValue():
            return value.full
        case _:
            assert_never(value)


def _stated(stated: Decimal | Interval | None) -> str:
    if stated is None:
        return ""
    return stated.text if isinstance(stated, Interval) else str(stated)


def fact_uses(edition: Edition, ledger: Ledger, where: Where | None = None) -> dict[str, list[str]]:
    """Where each fact is printed (file and line), drawn (the chart), or what follows from it (the other fact)."""
    uses: dict[str, list[str]] = {}
    told = where or (lambda place: place_in_edition(place, edition.id))
    found = [(fact, told(place)) for fact, place in _printed(edition) if place]
    for fact, used_at in (*found, *_drawn(edition, ledger), *_derived(ledger)):
        uses.setdefault(fact, []).append(used_at)
    return uses


def facts_shown(edition: Edition, ledger: Ledger) -> Iterator[str]:
    """Every fact that a text, a chart, a key figure or a deadline shows, as often as it is shown."""
    yield from (fact for fact, _ in (*_printed(edition), *_drawn(edition, ledger)))
    yield from (deadline.id for deadline in edition.deadlines)


def _printed(edition: Edition) -> Iterator[tuple[str, Span | None]]:
    yield from ((figure.fact, figure.place) for figure in edition.key_figures)
    for text in authored_texts(edition):
        yield from ((inline.fact, inline.place) for inline in inlines_of(text) if isinstance(inline, Value))


def _drawn(edition: Edition, ledger: Ledger) -> Iterator[tuple[str, str]]:
    for spec in edition.charts.values():
        facts = (item.fact for series in spec.series for item in series.items if item)
        yield from ((fact, f"figure:{spec.id}") for fact in (*facts, *facts_totalled(spec, ledger)))


def _derived(ledger: Ledger) -> Iterator[tuple[str, str]]:
    for entry in ledger:
        yield from ((fact, f"fact:{entry.fact.id}") for fact in entry.inputs)


def place_in_edition(place: Span, edition: str) -> str:
    """The file within an edition, and the line: the same wherever the desk stands on the disk."""
    return f"{place.file.rpartition(edition + '/')[2]}:{place.line}"
