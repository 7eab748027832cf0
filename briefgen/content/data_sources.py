"""Sources that are data files: each fact that is bound to a cell by `from`, held against what the cell says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from briefgen import codes
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
    Workbook,
    read,
    take,
)
from briefgen.errors import Diagnostic
from briefgen.model.fact import PERCENT


def check_cells(
    reading: SourceReader, sources: Mapping[str, Located[SourceEntry]], facts: Mapping[str, Located[FactEntry]]
) -> dict[str, str]:
    """Hold the facts that are bound to cells against them; gives the places of their cells in words, by their ids."""
    files = _DataFiles(reading, sources)
    found = {name: files.check(name, fact) for name, fact in facts.items() if fact.entry.from_ and fact.entry.source}
    return {name: place for name, place in found.items() if place}


class _DataFiles:
    """The data files of a desk, each read once, when the first fact is bound to it."""

    def __init__(self, reading: SourceReader, sources: Mapping[str, Located[SourceEntry]]) -> None:
        self._reading = reading
        self._sources = sources
        self._workbooks: dict[str, Workbook | None] = {}

    def check(self, name: str, located: Located[FactEntry]) -> str:
        """Hold a fact against its cell; gives the place of the cell in words, or "" where it has none."""
        entry = located.entry
        if entry.from_ is None or entry.source is None:
            return ""
        place = located.place_of("from")
        if entry.source.id not in self._sources:
            message = f'the fact is bound to a cell, but the source "{entry.source.id}" has no data file'
            self._reading.report(codes.MISSING_KEY.at(place, message, "add `file: data/...` to it in sources.yaml"))
            return ""
        source = self._sources[entry.source.id].entry
        declared = _declared(source)
        workbook = self._workbook(source.file, declared)
        if workbook is None:
            return ""
        found = take(workbook, _selector(entry.from_), _read_as(entry), declared)
        if isinstance(found, Diagnostic):
            message = f'"{name}" cannot be taken from {found.place}: {found.message}'
            self._reading.report(codes.CODES[found.code].at(place, message, found.hint))
            return ""
        self._compare(located, found, workbook.file)
        return found.place

    def _workbook(self, path: str, declared: Declared) -> Workbook | None:
        """A data file; none, with the fault noted once, where it cannot be read."""
        if path not in self._workbooks:
            data = self._reading.data(path, MOST_BYTES)
            found = read(self._reading.place(path).file, data, declared) if data is not None else None
            if isinstance(found, Diagnostic):
                self._reading.report(found)
            self._workbooks[path] = found if isinstance(found, Workbook) else None
        return self._workbooks[path]

    def _compare(self, located: Located[FactEntry], found: Taken, file: str) -> None:
        """Report a value that is not the cell's, or a share that is none in the ledger."""
        entry = located.entry
        says, unit = _in_words(found), found.value.unit if isinstance(found.value, DataFigure) else ""
        if _is_same(entry, found) and (unit != PERCENT or entry.unit == PERCENT):
            return
        node = located.at("value")
        ledger = f"{entry.value}{entry.unit if entry.unit == PERCENT else ''}"
        message = f"the ledger says {ledger}, {file} says {says}: {found.place}"
        hint = f"take it over: value: {says.removesuffix(PERCENT)}"
        self._reading.report(codes.CELL_DIFFERS.at(node.place, message, hint))


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
