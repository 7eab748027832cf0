"""The ledger as data: one row a fact, with where it comes from and where it is used."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from briefgen.errors import Place
from briefgen.ledger.formatting import Printer
from briefgen.model.blocks import Block, Figure
from briefgen.model.document import Document
from briefgen.model.edition import Edition
from briefgen.model.fact import Entry, FactValue, Ledger, Name, Quantity
from briefgen.model.inlines import Inlines, Value
from briefgen.model.walk import blocks_of, inlines_of, texts_of

REFERENCES, SINCE = "references-table", "since-table"

LISTINGS = frozenset({REFERENCES, SINCE})
"""The ids of the tables that briefgen makes of the ledger: a fact is not used by that, and needs no source line."""


def ledger_rows(edition: Edition, ledger: Ledger, document: Document) -> list[dict[str, Any]]:
    """A row for each fact in the ledger's order: plain texts, numbers as exact decimal texts, dates as YYYY-MM-DD."""
    printer = Printer(edition, ledger)
    uses = _uses(edition, ledger, document)
    return [{**_row(entry, printer), "used": list(dict.fromkeys(uses.get(entry.fact.id, [])))} for entry in ledger]


def _row(entry: Entry, printer: Printer) -> dict[str, Any]:
    fact = entry.fact
    return {
        "id": fact.id,
        **value_row(entry, printer.text(fact.id)),
        "label": fact.label,
        "formula": fact.formula,
        "working": entry.working,
        "exact": str(entry.exact) if fact.formula and entry.exact is not None else "",
        "stated": str(fact.stated) if fact.stated is not None else "",
        "period": fact.period.text if fact.period else "",
        "as_of": fact.as_of.isoformat() if fact.as_of else "",
        "stale_after": fact.stale_after.isoformat() if fact.stale_after else "",
        "source": fact.citation.source if fact.citation else "",
        "at": fact.citation.at if fact.citation else "",
        "caveat": fact.caveat,
    }


def value_row(entry: Entry, printed: str) -> dict[str, Any]:
    """What a fact is, its value as data and as printed."""
    return {
        "kind": _kind(entry.value),
        "value": _plain(entry.value),
        "unit": entry.value.unit if isinstance(entry.value, Quantity) else "",
        "printed": printed,
        "approx": entry.approx,
    }


def _kind(value: FactValue) -> str:
    match value:
        case Quantity():
            return "quantity"
        case date():
            return "date"
        case Name():
            return "name"


def _plain(value: FactValue) -> str:
    match value:
        case Quantity():
            return str(value.amount)
        case date():
            return value.isoformat()
        case Name():
            return value.full


def _uses(edition: Edition, ledger: Ledger, document: Document) -> dict[str, list[str]]:
    """Where each fact is printed (file and line), drawn (the chart) or derived from (the other fact)."""
    uses: dict[str, list[str]] = {}
    for text in (document.front.title, document.front.subtitle):
        for fact, where in _printed_in(text, edition):
            uses.setdefault(fact, []).append(where)
    notes = (block for note in document.notes for block in note.content)
    for block in blocks_of((*document.blocks, *notes)):
        for fact, where in (*_printed(block, edition), *_drawn(block)):
            uses.setdefault(fact, []).append(where)
    for entry in ledger:
        for fact in entry.inputs:
            uses.setdefault(fact, []).append(f"fact:{entry.fact.id}")
    return uses


def _printed(block: Block, edition: Edition) -> Iterator[tuple[str, str]]:
    if block.id in LISTINGS:
        return
    for text in texts_of(block):
        yield from _printed_in(text, edition)


def _printed_in(text: Inlines, edition: Edition) -> Iterator[tuple[str, str]]:
    for inline in inlines_of(text):
        if isinstance(inline, Value) and inline.place:
            yield inline.fact, _where(inline.place, edition)


def _drawn(block: Block) -> Iterator[tuple[str, str]]:
    if isinstance(block, Figure) and block.chart:
        for series in block.chart.series:
            yield from ((point.fact, block.anchor) for point in series.points if point)
        yield from ((event.fact, block.anchor) for event in block.chart.events)


def _where(place: Place, edition: Edition) -> str:
    """The file within the edition, and the line: the same wherever the desk stands on the disk."""
    return f"{place.file.rpartition(edition.id + '/')[2]}:{place.line}"
