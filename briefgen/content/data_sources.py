"""Sources that are data files: each fact that is bound to a cell by `from`, held against what the cell says."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from briefgen import codes
from briefgen.cache import Cache
from briefgen.content.files import Located
from briefgen.content.schema import BindingEntry, FactEntry, SourceEntry
from briefgen.content.source_reader import CellDifference, SourceReader
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
            if taken.is_approximate and not fact.entry.approx and not fact.entry.caveat:
                message = f'the time of "{name}" is known roughly: {file}, {taken.place}'
                reading.report(codes.ROUGH_TIME.at(fact.place_of("from"), message, "add `approx: true`"))
            difference = _difference(name, fact, taken, source.file)
            if difference is not None:
                _report(reading, difference, file)
    return places


def _report(reading: SourceReader, found: CellDifference, file: str) -> None:
    reading.differences.append(found)
    unit = "" if found.fits else PERCENT
    message = f"the ledger says {found.ledger}, {file} says {found.says}{unit}: {found.place}"
    hint = (
        f"take it over: `briefgen take {found.fact} --write`" if found.fits else f'give the fact the unit "{PERCENT}"'
    )
    reading.report(codes.CELL_DIFFERS.at(found.value, message, hint))


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


def _difference(name: str, located: Located[FactEntry], found: Taken, path: str) -> CellDifference | None:
    """What a cell says if it is not what the ledger says, or is a share that is none there."""
    entry = located.entry
    unit = found.value.unit if isinstance(found.value, DataFigure) else ""
    fits = unit != PERCENT or entry.unit == PERCENT
    if _is_same(entry, found) and fits:
        return None
    place = located.at("value").place
    return CellDifference(name, place, _written(entry.value), _written(_value(found)), path, found.place, fits)


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
    return bool(entry.value == _value(found))


def _value(found: Taken) -> Decimal | str | date:
    return found.value.value if isinstance(found.value, DataFigure) else found.value


def _written(value: object) -> str:
    """A value as facts.yaml has it; a JSON string is a YAML string."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else str(value)
