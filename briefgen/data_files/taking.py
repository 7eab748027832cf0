"""What a desk takes from a data file: the value of one cell, or those of a whole table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import assert_never

from briefgen.codes import CELL_MISSING, DATA_FILE_REFUSED, STANDS_TWICE, TABLE_TOTAL
from briefgen.data_files.cells import DataCell, DataSheet, Refusal, Workbook
from briefgen.data_files.declared import Declared
from briefgen.data_files.figures import DataFigure, MissingValue, day, figure, missing, text
from briefgen.data_files.selection import Selector, select, select_table
from briefgen.data_files.tables import FoundTable, hidden_parts
from briefgen.errors import Diagnostic
from briefgen.frozen import frozen

MOST_TAKEN = 100_000


class ReadAs(Enum):
    """What a cell is to be: codes and names are texts, whatever they look like."""

    FIGURE = "figure"
    TEXT = "text"
    DATE = "date"


TakenValue = DataFigure | MissingValue | str | date


@frozen
class Taken:
    """What one cell says, where it stands in words, its address, and whether its date is known roughly only."""

    value: DataFigure | str | date
    place: str
    address: str
    is_approximate: bool = False


@frozen
class TakenCell:
    """One cell of a table that was taken."""

    row: str
    column: str
    address: str
    value: TakenValue


@frozen
class TakenTable:
    """A whole table: its cells row by row, its totals apart, and what is wrong or was left out."""

    columns: tuple[str, ...]
    rows: tuple[str, ...]
    cells: tuple[TakenCell, ...]
    totals: tuple[TakenCell, ...]
    diagnostics: tuple[Diagnostic, ...]


def take(workbook: Workbook, selector: Selector, read_as: ReadAs, declared: Declared) -> Taken | Diagnostic:
    """The value of the one cell that is meant; else why there is none."""
    try:
        found = select(workbook, selector)
        value = _value(found.sheet, found.cell, read_as, declared)
        if isinstance(value, MissingValue):
            mark = f'"{value.mark}" ({value.meaning})' if value.mark else "blank"
            raise found.sheet.fault(CELL_MISSING, found.cell, f"the cell is {mark}, which is no value, and not 0")
    except Refusal as error:
        return error.diagnostic
    return Taken(value, found.place, found.cell.address, found.is_approximate)


def take_table(
    workbook: Workbook,
    selector: Selector,
    declared: Declared,
    columns: Mapping[str, ReadAs] | None = None,
    rows: frozenset[str] | None = None,
) -> TakenTable | Diagnostic:
    """The cells of a table: of some columns, else of all but the names of rows; of some rows, else of all."""
    try:
        table = select_table(workbook, selector)
        wanted = {table.column_of(heading): read_as for heading, read_as in (columns or {}).items()}
        wanted = wanted or {column: ReadAs.FIGURE for column in table.headings if column != table.key}
        names = _kept_rows(table, rows)
        _refuse_large(table, len(names) * len(wanted))
    except Refusal as error:
        return error.diagnostic
    table.sheet.rows(tuple(names))
    found = {
        (row, column): _taken(table, names, row, column, read_as, declared)
        for row in names
        for column, read_as in wanted.items()
    }
    cells = {at: cell for at, cell in found.items() if isinstance(cell, TakenCell)}
    totals = frozenset(table.totals)
    return TakenTable(
        tuple(table.headings[column] for column in wanted),
        tuple(name for row, name in names.items() if row not in totals),
        tuple(cell for (row, _), cell in cells.items() if row not in totals),
        tuple(cell for (row, _), cell in cells.items() if row in totals),
        (
            *(each.diagnostic for each in hidden_parts(table)),
            *_twice(table, names),
            *(cell for cell in found.values() if isinstance(cell, Diagnostic)),
            *_wrong_totals(table, wanted, cells),
        ),
    )


def _kept_rows(table: FoundTable, rows: frozenset[str] | None) -> dict[int, str]:
    """The names of the rows that are taken, and of totals. Raises Refusal for a row that is not there, or twice."""
    for name in sorted(rows or ()):
        table.row_of(name, {})
    totals = frozenset(table.totals)
    return {row: name for row, name in table.names().items() if rows is None or name in rows or row in totals}


def _refuse_large(table: FoundTable, size: int) -> None:
    if size > MOST_TAKEN:
        message = f"the table has {size:,} cells; at most {MOST_TAKEN:,} are taken"
        raise table.fault(DATA_FILE_REFUSED, message, "keep only the rows and columns that are needed")


def _taken(
    table: FoundTable, names: Mapping[int, str], row: int, column: int, read_as: ReadAs, declared: Declared
) -> TakenCell | Diagnostic:
    cell = table.sheet.cell(row, column)
    try:
        value = _value(table.sheet, cell, read_as, declared)
    except Refusal as error:
        return error.diagnostic
    return TakenCell(names[row], table.headings[column], cell.address, value)


def _value(sheet: DataSheet, cell: DataCell, read_as: ReadAs, declared: Declared) -> TakenValue:
    """A cell as what it is to be; marks of missing values are texts where texts are wanted. Raises Refusal."""
    match read_as:
        case ReadAs.TEXT:
            return text(sheet, cell) or MissingValue("", "blank")
        case ReadAs.FIGURE:
            return missing(cell, declared) or figure(sheet, cell, declared)
        case ReadAs.DATE:
            return missing(cell, declared) or day(sheet, cell, declared)
    assert_never(read_as)


def _twice(table: FoundTable, names: Mapping[int, str]) -> list[Diagnostic]:
    """Names that several rows have, so that none of their cells can be called by name."""
    rows: dict[str, list[int]] = {}
    for row in table.rows:
        if row in names:
            rows.setdefault(names[row], []).append(row)
    return [
        table.fault(
            STANDS_TWICE,
            f'the row "{name}" stands {len(found)} times (rows {", ".join(map(str, found[:8]))})'
            if name
            else f"row {found[0]} has no name",
            "name another column of row names by `key`",
        ).diagnostic
        for name, found in rows.items()
        if len(found) > 1 or not name
    ]


def _wrong_totals(
    table: FoundTable, columns: Mapping[int, ReadAs], cells: Mapping[tuple[int, int], TakenCell]
) -> list[Diagnostic]:
    """Totals that the rows do not make, in columns where every row has a figure of one unit or is marked as nothing."""
    faults = []
    for total in table.totals[-1:]:
        for column in columns:
            stated = _amount(cells.get((total, column)))
            parts = [_amount(cells.get((row, column))) for row in table.rows]
            known = [part for part in parts if part is not None]
            if stated is None or len(known) < len(parts) or not known:
                continue
            made = sum(known, Fraction(0))
            if made != stated:
                faults.append(_wrong_total(table, total, column, made))
    return faults


def _amount(cell: TakenCell | None) -> Fraction | None:
    """What a cell adds to a total: nothing known of one that is refused, missing or a share."""
    if cell is not None and isinstance(cell.value, DataFigure) and not cell.value.unit:
        return Fraction(cell.value.value)
    return None


def _wrong_total(table: FoundTable, row: int, column: int, made: Fraction) -> Diagnostic:
    cell = table.sheet.cell(row, column)
    number = Decimal(made.numerator) / Decimal(made.denominator)
    hidden = f"; hidden rows were left out: {', '.join(map(str, table.hidden_rows[:8]))}" if table.hidden_rows else ""
    message = f'the total is {cell.shown}, its parts in "{table.headings[column]}" make {number:f}{hidden}'
    return table.sheet.fault(TABLE_TOTAL, cell, message).diagnostic
