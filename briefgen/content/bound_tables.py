"""Tables that are taken from a source's data file: held against it, and as their own file is to be."""

from __future__ import annotations

import csv
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from io import StringIO

from briefgen import codes
from briefgen.content.data_sources import declared_of, read_source
from briefgen.content.figure_scales import misread_by_title
from briefgen.content.files import Located
from briefgen.content.schema import SourceEntry, TableEntry
from briefgen.content.source_reader import BoundTable, SourceReader
from briefgen.data_files import (
    DataFigure,
    MissingValue,
    ReadAs,
    Selector,
    TableLayout,
    TakenCell,
    TakenTable,
    read,
    take_table,
)
from briefgen.errors import Diagnostic, errors_among
from briefgen.frozen import frozen
from briefgen.model.fact import PERCENT
from briefgen.spans import Span, whole_file
from briefgen.storage import digest
from briefgen.version import __version__

_MARKS = ((BOM_UTF8, "utf-8"), (BOM_UTF16_LE, "utf-16-le"), (BOM_UTF16_BE, "utf-16-be"))
MOST_SHOWN = 10
"""So many changed cells of one table are named; the others are counted."""


@frozen
class TableFile:
    """A table's own file: its path in the content, its bytes, and what was taken from it, none where there is none."""

    path: str
    data: bytes | None = None
    taken: TakenTable | None = None
    places: Mapping[tuple[int, int], Span] | None = None


def hold_table(
    reading: SourceReader,
    name: str,
    located: Located[TableEntry],
    sources: Mapping[str, Located[SourceEntry]],
    own: TableFile,
) -> None:
    """Hold a table against the data file that it was taken from, and note how its own file is to be."""
    source = sources.get(located.entry.source.id)
    if source is None:
        message = f'the table is bound to a data file, but the source "{located.entry.source.id}" has none'
        hint = "add `file: data/...` to it in sources.yaml"
        reading.report(codes.MISSING_KEY.at(located.place_of("from"), message, hint))
        return
    data = read_source(reading, source)
    if isinstance(data, Diagnostic):
        reading.report(data)
        return
    key = _cache_key(data, own.data, located.entry, source.entry)
    if reading.cache and reading.cache.get(key) is not None:
        return
    found = _taken(reading.place(source.entry.file).file, data, located.entry, source.entry)
    if isinstance(found, Diagnostic):
        message = f'"{name}" cannot be taken from {found.place}: {found.message}'
        reading.report(codes.CODES[found.code].at(located.place_of("from"), message, found.hint))
        return
    if heading := next((each for each, count in Counter(found.columns.values()).items() if count > 1), ""):
        message = f'"{name}" cannot be taken from {source.entry.file}: the heading "{heading}" stands twice'
        hint = "rename one of them there, or name rows of headings that tell them apart by `header`"
        reading.report(codes.STANDS_TWICE.at(located.place_of("from"), message, hint))
        return
    errors = errors_among(found.diagnostics)
    reading.extend(found.diagnostics)
    file = reading.place(source.entry.file).file
    if misfits := [*misread_by_title(located, found), *_misfits(located.entry, own, found, file)]:
        reading.extend(misfits)
        return
    bound = _compared(name, source.entry.file, located.entry, own, found)
    if errors or bound is None:
        if not found.diagnostics and reading.cache:
            reading.cache.put({key: b"same"})
        return
    reading.tables.append(bound)
    if reading.holds_cells:
        reading.extend(_faults(bound, located, own, reading.place(source.entry.file).file))


def _misfits(entry: TableEntry, own: TableFile, found: TakenTable, file: str) -> list[Diagnostic]:
    """The cells that are shares where the table has none, or the other way round, and names that it cannot write."""
    before = {(cell.row, cell.column): cell for cell in _cells(own.taken)} if own.taken else {}
    faults = []
    for cell in _cells(found):
        old = before.get((cell.row, cell.column))
        if old is not None and _is_other_unit(entry, old, cell):
            place = (own.places or {})[old.at]
            message = f"the table says {_said(old, entry)}, {file} says {_said(cell, entry)}: {cell.address}"
            hint = f'let the cell show a percentage (format 0{PERCENT}), or give the column the unit "{PERCENT}"'
            faults.append(codes.CELL_REFUSED.at(place, message, hint))
    try:
        written_table(found, entry)
    except (UnicodeEncodeError, LookupError):
        message = f"its names cannot all be written in {entry.encoding}, the encoding of {own.path}"
        faults.append(codes.DATA_FILE_FORM.at(whole_file(file), message, "save that as UTF-8, without `encoding`"))
    return faults


def _is_other_unit(entry: TableEntry, old: TakenCell, new: TakenCell) -> bool:
    """Whether a share is now another figure, or the other way round; a share of 1 is none of 100."""
    if not (isinstance(old.value, DataFigure) and isinstance(new.value, DataFigure)):
        return False
    column = entry.columns.get(new.column)
    unit = entry.unit if column is None or column.unit is None else column.unit
    if ((old.value.unit or unit) == PERCENT) != ((new.value.unit or unit) == PERCENT):
        return True
    is_part = 0 < abs(new.value.value) < 1 <= abs(old.value.value)
    return is_part and new.value.unit != PERCENT == (old.value.unit or unit)


def _cache_key(data: bytes, own: bytes | None, entry: TableEntry, source: SourceEntry) -> str:
    asked = (__version__, digest(data), digest(own or b""), entry, source)
    return f"table-{digest(repr(asked).encode())}"


def _taken(file: str, data: bytes, entry: TableEntry, source: SourceEntry) -> TakenTable | Diagnostic:
    declared = declared_of(source)
    workbook = read(file, data, declared)
    if isinstance(workbook, Diagnostic) or entry.from_ is None:
        return workbook  # type: ignore[return-value]
    at = entry.from_
    layout = TableLayout(header=tuple(at.header), skip=tuple(at.skip), key=at.key, hidden=at.hidden)
    read_as = {heading: ReadAs(column.as_.value) for heading, column in entry.columns.items()}
    selector = Selector(sheet=at.sheet, table=at.table, layout=layout)
    return take_table(workbook, selector, declared, read_as=read_as, without=frozenset(entry.without))


def _compared(name: str, file: str, entry: TableEntry, own: TableFile, found: TakenTable) -> BoundTable | None:
    """How the table's own file is to be; none where it says what the data file says."""
    if own.taken is None or own.data is None:
        return BoundTable(name, own.path, file, own.data, written_table(found, entry), shape="it was not taken yet")
    if shape := _shape(own.taken, found):
        return BoundTable(name, own.path, file, own.data, written_table(found, entry), shape=shape)
    if own.taken.refused:
        shape = "its own file has cells that cannot be read"
        return BoundTable(name, own.path, file, own.data, written_table(found, entry), shape=shape)
    before = {(cell.row, cell.column): cell for cell in _cells(own.taken)}
    changed, edits = [], []
    for cell in _cells(found):
        old = before[cell.row, cell.column]
        if not _is_same(old, cell):
            place = (own.places or {})[old.at]
            changed.append((f"row {cell.row}, column {cell.column}", _said(old, entry), _said(cell, entry), place))
            edits.append((place, _said(cell, entry)))
    if not changed:
        return None
    return BoundTable(name, own.path, file, own.data, _edited(own.data, edits, entry), tuple(changed))


def _cells(table: TakenTable) -> tuple[TakenCell, ...]:
    return (*table.cells, *table.totals)


def _shape(own: TakenTable, found: TakenTable) -> str:
    """What rows and columns have come and gone, in words; "" where they are the same."""
    said = []
    for what, old, new in (
        ("row", {**own.rows, **own.total_rows}, {**found.rows, **found.total_rows}),
        ("column", own.columns, found.columns),
    ):
        gone = [each for each in old.values() if each not in new.values()]
        come = [each for each in new.values() if each not in old.values()]
        said += [f"{what} new: {', '.join(come[:MOST_SHOWN])}"] if come else []
        said += [f"{what} gone: {', '.join(gone[:MOST_SHOWN])}"] if gone else []
    return "; ".join(said)


def _is_same(old: TakenCell, new: TakenCell) -> bool:
    if isinstance(old.value, DataFigure) and isinstance(new.value, DataFigure):
        return (old.value.value, old.value.unit) == (new.value.value, new.value.unit)
    return old.value == new.value


def _said(cell: TakenCell, entry: TableEntry) -> str:
    """A cell as the table's file writes it."""
    match cell.value:
        case DataFigure(value=value, unit=unit):
            return f"{value:f}".replace(".", entry.decimal or ".") + unit
        case MissingValue(mark=mark):
            return mark
        case date():
            return cell.value.isoformat()
    return cell.value


def written_table(found: TakenTable, entry: TableEntry) -> bytes:
    """The table as a new file: a line of headings, and a line for each row."""
    by_row: dict[int, dict[int, str]] = {}
    for cell in _cells(found):
        by_row.setdefault(cell.at[0], {})[cell.at[1]] = _said(cell, entry)
    names = dict(sorted({**found.rows, **found.total_rows}.items()))
    text = StringIO()
    writer = csv.writer(text, delimiter=entry.delimiter or ",", lineterminator="\n")
    writer.writerows(_headings(found))
    writer.writerows([name, *(by_row.get(row, {}).get(at, "") for at in found.columns)] for row, name in names.items())
    return text.getvalue().encode(entry.encoding or "utf-8")


def _headings(found: TakenTable) -> list[list[str]]:
    """The lines of headings: a blank one belongs to what stands at its left, and one of several lines is repeated."""
    lines: list[list[str]] = []
    for level in range(max(map(len, found.levels.values()), default=1)):
        line = [found.key_heading]
        last: tuple[str, ...] = ("",)
        for at, heading in found.columns.items():
            texts = found.levels.get(at, (heading,))
            is_same = level < len(texts) - 1 and texts[: level + 1] == last and any(last)
            line.append("" if is_same else next(text for text in texts[level:] if text))
            last = texts[: level + 1]
        lines.append(line)
    return lines


def _edited(data: bytes, edits: list[tuple[Span, str]], entry: TableEntry) -> bytes:
    """The table's file with some fields written anew, and every other byte as it was."""
    mark, encoding = next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", entry.encoding))
    text = data[len(mark) :].decode(encoding or "utf-8")
    offsets: Sequence[int] = range(len(text) + 1)
    if len(text) > len(edits[0][0].source.text):  # in which a line's end is one sign
        offsets = [at for at, sign in enumerate(text) if sign != "\n" or not text.startswith("\r\n", at - 1)]
        offsets = [*offsets, len(text)]
    for place, said in sorted(edits, key=lambda edit: -edit[0].start):
        line = StringIO()
        csv.writer(line, delimiter=entry.delimiter or ",", lineterminator="").writerow([said])
        text = text[: offsets[place.start]] + line.getvalue() + text[offsets[place.end] :]
    return mark + text.encode(encoding or "utf-8")


def _faults(bound: BoundTable, located: Located[TableEntry], own: TableFile, file: str) -> Iterator[Diagnostic]:
    hint = f"take it over: `briefgen take {bound.table} --write`"
    if bound.shape and own.data is not None:
        yield codes.TABLE_CHANGED.at(located.place_of("from"), f"{file} has other rows or columns: {bound.shape}", hint)
    elif bound.shape:
        message = f'the table "{bound.table}" was not taken from {file} yet'
        yield codes.FILE_MISSING.at(located.place, message, hint)
    for where, old, new, place in bound.changed[:MOST_SHOWN]:
        message = f"the table says {old or 'nothing'}, {file} says {new or 'nothing'}: {where}"
        yield codes.CELL_DIFFERS.at(place, message, hint)
    if len(bound.changed) > MOST_SHOWN:
        message = f"{len(bound.changed) - MOST_SHOWN} more cells of {bound.table} differ"
        yield codes.CELL_DIFFERS.at(located.place_of("from"), message, hint)
