"""Sources that are data files: each fact that is bound to a cell by `from`, held against what the cell says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from briefgen import codes
from briefgen.cache import Cache
from briefgen.content.files import Located
from briefgen.content.schema import BindingEntry, FactEntry, SourceEntry
from briefgen.content.source_reader import SourceReader
from briefgen.data_files import (
    MISSING,
    MOST_BYTES,
    DataFigure,
    Declared,
    ReadAs,
    Selector,
    TableLayout,
    Taken,
    packed,
    read,
    take,
    unpacked,
)
from briefgen.errors import Diagnostic
from briefgen.model.fact import PERCENT
from briefgen.storage import digest
from briefgen.version import __version__


def check_cells(
    reading: SourceReader, sources: Mapping[str, Located[SourceEntry]], facts: Mapping[str, Located[FactEntry]]
) -> dict[str, str]:
    """Hold the facts that are bound to cells against them; gives the places of their cells in words, by their ids."""
    places: dict[str, str] = {}
    for source, names in _by_source(reading, sources, facts).items():
        places |= _check_source(reading, sources[source].entry, {name: facts[name] for name in names})
    return places


def _by_source(
    reading: SourceReader, sources: Mapping[str, Located[SourceEntry]], facts: Mapping[str, Located[FactEntry]]
) -> dict[str, list[str]]:
    """The facts that are bound to cells by their sources, with the fault noted of a source without a data file."""
    groups: dict[str, list[str]] = {}
    for name, fact in facts.items():
        if fact.entry.from_ is None or fact.entry.source is None:
            continue
        if fact.entry.source.id in sources:
            groups.setdefault(fact.entry.source.id, []).append(name)
        else:
            message = f'the fact is bound to a cell, but the source "{fact.entry.source.id}" has no data file'
            hint = "add `file: data/...` to it in sources.yaml"
            reading.report(codes.MISSING_KEY.at(fact.place_of("from"), message, hint))
    return groups


def _check_source(
    reading: SourceReader, source: SourceEntry, facts: Mapping[str, Located[FactEntry]]
) -> dict[str, str]:
    """Hold the facts of one source against its cells; a file that cannot be read is one fault."""
    data = reading.data(source.file, MOST_BYTES)
    if data is None:
        return {}
    file = reading.place(source.file).file
    asked = [(_selector(fact.entry.from_), _read_as(fact.entry)) for fact in facts.values() if fact.entry.from_]
    found = _taken(reading.cache, file, data, _declared(source), asked)
    if isinstance(found, Diagnostic):
        reading.report(found)
        return {}
    places = {}
    for (name, fact), taken in zip(facts.items(), found, strict=True):
        if isinstance(taken, Diagnostic):
            message = f'"{name}" cannot be taken from {taken.place}: {taken.message}'
            reading.report(codes.CODES[taken.code].at(fact.place_of("from"), message, taken.hint))
        else:
            places[name] = taken.place
            reading.extend(_differences(fact, taken, file))
    return places


def _taken(
    cache: Cache | None, file: str, data: bytes, declared: Declared, asked: Sequence[tuple[Selector, ReadAs]]
) -> Sequence[Taken | Diagnostic] | Diagnostic:
    """What the cells say: as it was when the same bytes were asked the same, or read now."""
    key = f"cells-{digest(repr((__version__, digest(data), declared, asked)).encode())}"
    kept = cache.get(key) if cache else None
    if kept is not None and (taken := unpacked(kept)) is not None:
        return taken
    workbook = read(file, data, declared)
    if isinstance(workbook, Diagnostic):
        return workbook
    found = [take(workbook, selector, read_as, declared) for selector, read_as in asked]
    whole = [each for each in found if isinstance(each, Taken)]
    if cache and len(whole) == len(found):
        cache.put({key: packed(whole)})
    return found


def _differences(located: Located[FactEntry], found: Taken, file: str) -> Iterator[Diagnostic]:
    """The fault of a value that is not the cell's, or of a share that is none in the ledger."""
    entry = located.entry
    says, unit = _in_words(found), found.value.unit if isinstance(found.value, DataFigure) else ""
    if _is_same(entry, found) and (unit != PERCENT or entry.unit == PERCENT):
        return
    node = located.at("value")
    ledger = f"{entry.value}{entry.unit if entry.unit == PERCENT else ''}"
    message = f"the ledger says {ledger}, {file} says {says}: {found.place}"
    yield codes.CELL_DIFFERS.at(node.place, message, f"take it over: value: {says.removesuffix(PERCENT)}")


def _declared(source: SourceEntry) -> Declared:
    return Declared(
        encoding=source.encoding,
        delimiter=source.delimiter,
        decimal=source.decimal,
        thousands=source.thousands,
        dates=source.dates,
        missing={**MISSING, **source.missing},
        stored=source.stored,
    )


def _selector(entry: BindingEntry) -> Selector:
    layout = TableLayout(header=tuple(entry.header), skip=tuple(entry.skip), key=entry.key, hidden=entry.hidden)
    return Selector(
        sheet=entry.sheet,
        row=entry.row,
        column=entry.column,
        where=entry.where,
        cell=entry.cell,
        name=entry.name,
        table=entry.table,
        pointer=entry.pointer,
        layout=layout,
    )


def _read_as(entry: FactEntry) -> ReadAs:
    if isinstance(entry.value, Decimal):
        return ReadAs.FIGURE
    return ReadAs.DATE if isinstance(entry.value, date) else ReadAs.TEXT


def _is_same(entry: FactEntry, found: Taken) -> bool:
    value = found.value.value if isinstance(found.value, DataFigure) else found.value
    return bool(entry.value == value)


def _in_words(found: Taken) -> str:
    """What a cell says, as facts.yaml would write it; a percent sign behind a share."""
    if isinstance(found.value, DataFigure):
        return f"{found.value.value:f}{found.value.unit}"
    return str(found.value)
