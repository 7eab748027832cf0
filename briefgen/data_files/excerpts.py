"""A cell with those around it, as a person who looks it up sees them."""

from __future__ import annotations

from decimal import Decimal

from briefgen.data_files.cells import DataCell, Refusal, Workbook, column_name
from briefgen.data_files.json_values import siblings
from briefgen.data_files.selection import SelectedCell, Selector, select
from briefgen.errors import Diagnostic
from briefgen.model.evidence import REACH, CellExcerpt, neighbours
from briefgen.model.labels import place_in_words


def excerpt(workbook: Workbook, selector: Selector) -> CellExcerpt | Diagnostic:
    """The one cell that is meant with its neighbours; else why there is none.

    What is hidden is left out, unless it is asked for. In a JSON file the neighbours are the other values beside it.
    """
    try:
        found = select(workbook, selector)
    except Refusal as error:
        return error.diagnostic
    if isinstance(workbook.json, tuple):
        return _in_json(workbook.file, workbook.json[0], found)
    rows = _rows(found, selector)
    columns = _columns(found, selector, rows)
    return CellExcerpt(
        workbook.file,
        place_in_words(found.where),
        tuple(found.table.headings[at] if found.table else column_name(at) for at in columns),
        tuple(_name(found, row) for row in rows),
        tuple(tuple(_shown(found.sheet.cell(row, column)) for column in columns) for row in rows),
        list(rows).index(found.cell.row),
        list(columns).index(found.cell.column),
    )


def _rows(found: SelectedCell, selector: Selector) -> list[int]:
    row = found.cell.row
    if found.table is not None:
        return list(neighbours(sorted((*found.table.rows, *found.table.totals)), row))
    hidden = frozenset[int]() if selector.layout.hidden else found.sheet.hidden_rows
    last = min(row + REACH, max(found.sheet.numbers, default=row))
    return [each for each in range(max(1, row - REACH), max(row, last) + 1) if each not in hidden]


def _columns(found: SelectedCell, selector: Selector, rows: list[int]) -> list[int]:
    column = found.cell.column
    if found.table is not None:
        others = {at for at in found.table.headings if at != found.table.key}
        return list(neighbours(sorted({*others, column}), column))
    hidden = frozenset[int]() if selector.layout.hidden else found.sheet.hidden_columns
    last = min(column + REACH, max(at for row in rows for at in (column, *found.sheet.row(row))))
    return [each for each in range(max(1, column - REACH), last + 1) if each not in hidden]


def _name(found: SelectedCell, row: int) -> str:
    """What a row is called: its name in the table, or its number in the sheet."""
    return found.sheet.cell(row, found.table.key).text if found.table else str(row)


def _shown(cell: DataCell) -> str:
    return cell.text or ("" if cell.value is None else str(cell.value))


def _in_json(file: str, value: object, found: SelectedCell) -> CellExcerpt:
    beside, name = siblings(value, found.cell.sheet)
    names = list(neighbours(list(beside), name))
    cells = tuple((_written(beside[each]),) for each in names)
    return CellExcerpt(file, place_in_words(found.where), ("",), tuple(names), cells, names.index(name), 0)


def _written(value: object) -> str:
    """A value of JSON; of a list or an object only that it is one."""
    match value:
        case list():
            return "[…]"
        case dict():
            return "{…}"
        case Decimal():
            return f"{value:f}"
    return "" if value is None else str(value)
