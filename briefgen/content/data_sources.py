"""Sources that are data files: each fact that is bound to a cell by `from`, held against what the cell says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import PurePosixPath

from briefgen import codes
from briefgen.cache import Cache
from briefgen.content.figure_scales import in_full, misread
from briefgen.content.files import Located
from briefgen.content.schema import BindingEntry, FactEntry, SourceEntry
from briefgen.content.source_reader import BoundCell, CellDifference, SourceReader
from briefgen.content.tree import DATA, files_below, is_folder, read_file
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
    packed,
    read,
    take,
    unpacked,
)
from briefgen.errors import Diagnostic, Fix, TextEdit
from briefgen.model.currencies import CURRENCIES
from briefgen.model.fact import PERCENT
from briefgen.storage import digest
from briefgen.suggest import did_you_mean
from briefgen.version import __version__

_QUOTED, _BARE = re.compile('"[^"\\\\\n]*"'), re.compile(r"-?[0-9][0-9.-]*")
_PLACE = re.compile(r"(?:^|\()cell [A-Z]{1,3}[0-9]+\)?$|^at /")
"""How the place of a cell is written, as it is printed where facts.yaml has none."""


def check_cells(
    reading: SourceReader, sources: Mapping[str, Located[SourceEntry]], facts: Mapping[str, Located[FactEntry]]
) -> dict[str, Mapping[str, str]]:
    """Hold the facts that are bound to cells against them; gives the places of their cells, by their ids."""
    before = len(reading.cells)
    for source, names in _by_source(reading, sources, facts).items():
        _check_source(reading, sources[source], {name: facts[name] for name in names})
    return {cell.fact: cell.where for cell in reading.cells[before:] if cell.where}


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
            _refuse(reading, [name], "", codes.MISSING_KEY.at(fact.place_of("from"), message, hint))
    return groups


def _refuse(reading: SourceReader, names: Iterable[str], file: str, fault: Diagnostic) -> None:
    """Note one fault for which nothing can be taken for some facts."""
    reading.report(fault)
    reading.cells += [BoundCell(name, file, fault=fault) for name in names]


def _check_source(reading: SourceReader, source: Located[SourceEntry], facts: Mapping[str, Located[FactEntry]]) -> None:
    """Hold the facts of one source against its cells; a file that cannot be read is one fault."""
    path = source.entry.file
    data = read_source(reading, source)
    if isinstance(data, Diagnostic):
        _refuse(reading, facts, path, data)
        return
    declared = declared_of(source.entry)
    asked = [(selector_of(fact.entry.from_), _read_as(fact.entry)) for fact in facts.values() if fact.entry.from_]
    file, days = reading.place(path).file, dict[str, date]()
    if reading.notes is None:
        found = _taken(reading.cache, file, data, declared, asked)
    elif isinstance(workbook := read(file, data, declared), Diagnostic):
        found = workbook
    else:
        found = _taken_from(workbook, declared, asked)
        days = _look_around(reading, source, workbook, facts, asked)
    if isinstance(found, Diagnostic):
        _refuse(reading, facts, path, found)
        return
    for (name, fact), taken in zip(facts.items(), found, strict=True):
        if isinstance(taken, Diagnostic):
            message = f'"{name}" cannot be taken from {taken.place}: {taken.message}'
            _refuse(reading, [name], path, codes.CODES[taken.code].at(fact.place_of("from"), message, taken.hint))
        else:
            _check_cell(reading, BoundCell(name, path, taken.where), fact, taken, days.get(name))


def _look_around(
    reading: SourceReader,
    source: Located[SourceEntry],
    workbook: Workbook,
    facts: Mapping[str, Located[FactEntry]],
    asked: Iterable[tuple[Selector, ReadAs]],
) -> dict[str, date]:
    """Note what stands around the cells; gives the day for which the file says that a fact holds, by their ids."""
    from briefgen.content.data_notes import note_surroundings

    selectors = zip(facts.items(), asked, strict=True)
    return note_surroundings(
        reading, source, workbook, {name: (fact.entry, selector) for (name, fact), (selector, _) in selectors}
    )


def read_source(reading: SourceReader, source: Located[SourceEntry]) -> bytes | Diagnostic:
    """The bytes of a source's data file, or why they cannot be read; for one that has moved, where it may be."""
    path = source.entry.file
    data = read_file(reading.content, path, MOST_BYTES)
    if not isinstance(data, Diagnostic):
        reading.files[path] = data
    elif data.code == codes.FILE_MISSING.code:
        return replace(data, hint=_moved(reading, path))
    return data


def _moved(reading: SourceReader, path: str) -> str:
    """What to do about a data file that is not where sources.yaml says."""
    there = list(files_below(reading.content, DATA)) if is_folder(reading.content, DATA) else []
    same = [each for each in there if PurePosixPath(each).name == PurePosixPath(path).name]
    if len(same) == 1:
        return f"it stands at {same[0]}; write `file: {same[0]}` in sources.yaml"
    return did_you_mean(path, there) or f"put it there, or write in sources.yaml where it is, below {DATA}/"


def _check_cell(
    reading: SourceReader, cell: BoundCell, fact: Located[FactEntry], taken: Taken, day: date | None
) -> None:
    """Note how a fact stands to what was taken from its cell, with the faults."""
    file = reading.place(cell.file).file
    if taken.is_approximate and not fact.entry.approx and not fact.entry.caveat:
        message = f'the time of "{cell.fact}" is known roughly: {file}, {taken.place}'
        reading.report(codes.ROUGH_TIME.at(fact.place_of("from"), message, "add `approx: true`"))
    fault = misread(fact, taken, file)
    taken = in_full(fact.entry, taken)
    fault = fault or _misfit(fact, taken, file)
    found = replace(cell, differences=tuple(_differences(fact, taken, day)), fault=fault)
    reading.cells.append(found)
    if found.fault:
        reading.report(found.fault)
        return
    hint = f"take it over: `briefgen take {cell.fact} --write`"
    for each in found.differences:
        if each.key == "value":
            message = f"the ledger says {each.ledger}, {file} says {each.says}: {cell.place}"
        elif each.key == "at":
            message = f'the ledger says that the value stands in "{each.ledger}", {file} has it in {each.says}'
        else:
            continue  # a date that stands somewhere in the file is offered by `take`, and no fault
        reading.report(codes.CELL_DIFFERS.at(each.span, message, hint, _taking(each)))


def _taking(difference: CellDifference) -> tuple[Fix, ...]:
    """What the cell says instead of what the ledger says, where that stands on one line; the fact's tick falls."""
    span, says = difference.span, difference.says
    before = span.source.text[span.start : span.end]
    if _QUOTED.fullmatch(before) and not set('"\\\n') & set(says):
        return (Fix(f"take over what the cell says: {says}", (TextEdit(span, f'"{says}"'),)),)
    if _BARE.fullmatch(before) and _BARE.fullmatch(says):
        return (Fix(f"take over what the cell says: {says}", (TextEdit(span, says),)),)
    return ()


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
    found = _taken_from(workbook, declared, asked)
    whole = [each for each in found if isinstance(each, Taken)]
    if cache and len(whole) == len(found):
        cache.put({key: packed(whole)})
    return found


def _taken_from(
    workbook: Workbook, declared: Declared, asked: Iterable[tuple[Selector, ReadAs]]
) -> list[Taken | Diagnostic]:
    return [take(workbook, selector, read_as, declared) for selector, read_as in asked]


def _misfit(fact: Located[FactEntry], taken: Taken, file: str) -> Diagnostic | None:
    """Why a cell's figure is none in the fact's unit: a share and the fact is not, one of 1, or in another currency."""
    entry, found = fact.entry, taken.value
    if not isinstance(found, DataFigure):
        return None
    message = f"the ledger says {_written(entry.value)}{_unit(entry)}, {file} says {found.value:f}{found.unit}"
    if found.unit == PERCENT != entry.unit:
        hint = f'give the fact the unit "{PERCENT}", or bind it to another cell'
    elif entry.unit == PERCENT != found.unit and 0 < abs(found.value) < 1 <= abs(entry.value):
        message += ", which seems to be a share of 1"
        hint = f"let the cell show a percentage (format 0{PERCENT}), or write the value by hand"
    elif found.sign and _is_in_another(entry.unit, found.sign):
        message = f'"{entry.unit}" is the unit of the fact, and {file} shows the figure in {found.sign}'
        hint = f"give the fact the unit of the cell ({', '.join(CURRENCIES[found.sign])}), or bind it to another cell"
    else:
        return None
    return codes.CELL_DIFFERS.at(fact.place_of("value"), f"{message}: {taken.place}", hint)


def _is_in_another(unit: str, sign: str) -> bool:
    """Whether a unit is not the currency of a sign but a word, or one that has another sign; "$" is of many others."""
    code = unit.partition(" ")[0]
    known = {each for currencies in CURRENCIES.values() for each in currencies}
    return bool(code) and code not in CURRENCIES[sign] and (code in known or not code.isupper())


def _unit(entry: FactEntry) -> str:
    return f" {entry.unit}" if entry.unit and entry.unit != PERCENT else entry.unit


def _differences(fact: Located[FactEntry], taken: Taken, day: date | None) -> Iterator[CellDifference]:
    """What of a fact's entry is not what its cell says; places are kept only where they are written as a cell's."""
    entry = fact.entry
    if entry.value != _value(taken):
        yield CellDifference("value", fact.place_of("value"), _written(entry.value), _written(_value(taken)))
    if entry.as_of and day and entry.as_of != day:
        yield CellDifference("as_of", fact.place_of("as_of"), str(entry.as_of), str(day))
    at = entry.source.at if entry.source else ""
    if at != taken.place and _PLACE.search(at):
        yield CellDifference("at", fact.place_of("source", "at"), at, taken.place)


def declared_of(source: SourceEntry) -> Declared:
    """How a source's data file is written."""
    return Declared(
        encoding=source.encoding,
        delimiter=source.delimiter,
        decimal=source.decimal,
        thousands=source.thousands,
        dates=source.dates,
        missing={**MISSING, **source.missing},
        stored=source.stored,
    )


def selector_of(entry: BindingEntry) -> Selector:
    """Which cell a fact is bound to."""
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


def _value(found: Taken) -> Decimal | str | date:
    return found.value.value if isinstance(found.value, DataFigure) else found.value


def _written(value: object) -> str:
    """A value as plain text."""
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
