"""What a desk takes from a data file: the value of one cell, or those of a whole table."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import assert_never

from briefgen.codes import CELL_MISSING, CELL_REFUSED, DATA_FILE_REFUSED, STANDS_TWICE, TABLE_TOTAL
from briefgen.data_files.ambiguity import left_behind, refuse_other_head
from briefgen.data_files.cells import Area, DataCell, DataSheet, Refusal, Workbook, column_name
from briefgen.data_files.declared import Declared
from briefgen.data_files.figures import DataFigure, MissingValue, day, figure, missing, text
from briefgen.data_files.scales import scales_above, scales_around
from briefgen.data_files.selection import Selector, select, select_table
from briefgen.data_files.tables import FoundTable, hidden_parts
from briefgen.errors import Diagnostic
from briefgen.frozen import frozen
from briefgen.model.labels import place_in_words

MOST_TAKEN = 100_000
MOST_FAULTS = 20
"""How many cells of one table are named as wrong; the others are counted."""


class ReadAs(Enum):
    """What a cell is to be: codes and names are texts, whatever they look like."""

    FIGURE = "figure"
    TEXT = "text"
    DATE = "date"


TakenValue = DataFigure | MissingValue | str | date


@frozen
class Taken:
    """What one cell says, where it stands, its address, and whether its date is known roughly only.

    `scales` are the sizes of its figure, such as `million`, that the words around it give.
    """

    value: DataFigure | str | date
    where: Mapping[str, str]
    address: str
    is_approximate: bool = False
    scales: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Where it stands, in words for messages."""
        return place_in_words(self.where)


@frozen
class TakenCell:
    """One cell of a table that was taken: the names of its row and column, and where it stands, counted from 1."""

    row: str
    column: str
    at: tuple[int, int]
    value: TakenValue

    @property
    def address(self) -> str:
        return f"{column_name(self.at[1])}{self.at[0]}"


@frozen
class TakenTable:
    """A whole table: its cells row by row, its totals apart, and what is wrong or was left out.

    `columns`, `rows` and `total_rows` are names by their numbers in the sheet; `key` is the number of the column of
    names, `key_heading` what stands above it, and `head` that of the last row of headings. `refused` are the cells
    that are wrong. `levels` are the texts of the columns' headings by their rows, where there are several;
    `scales` what the figures of columns count in, such as `million`, where the words above them say that.
    """

    columns: Mapping[int, str]
    rows: Mapping[int, str]
    total_rows: Mapping[int, str]
    key: int
    key_heading: str
    head: int
    cells: tuple[TakenCell, ...]
    totals: tuple[TakenCell, ...]
    refused: tuple[tuple[int, int], ...]
    diagnostics: tuple[Diagnostic, ...]
    levels: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    scales: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


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
    scales = scales_around(found) if isinstance(value, DataFigure) and not value.unit else ()
    return Taken(value, found.where, found.cell.address, found.is_approximate, scales)


def take_table(
    workbook: Workbook,
    selector: Selector,
    declared: Declared,
    *,
    read_as: Mapping[str, ReadAs] | None = None,
    without: frozenset[str] = frozenset(),
    totals: bool = True,
) -> TakenTable | Diagnostic:
    """The cells of a table, but for the names of its rows.

    `read_as` says of some columns what they hold, figures otherwise; rows and columns `without` which it is are left
    out. The last row of totals is held against its parts, unless `totals` says no.
    """
    try:
        table = select_table(workbook, selector)
        lowest = (table.sheet.cell(table.header[-1], column).text for column in table.headings)
        if not (selector.layout.header or selector.table):
            refuse_other_head(table, selector.row, [*filter(None, lowest)])
        wanted = _kept_columns(table, read_as or {}, without)
        names = _kept_rows(table, without)
        _refuse_large(table, len(names) * len(wanted))
    except Refusal as error:
        return error.diagnostic
    table.sheet.rows(tuple(names))
    moved = {row: fault.diagnostic for row in names if (fault := table.misplaced(row))}
    joined = _joined_areas(table, names)
    taken = {
        (row, column): _taken(table, names, joined, row, column, as_what, declared)
        for row in names
        if row not in moved
        for column, as_what in wanted.items()
    }
    good = {at: cell for at, cell in taken.items() if isinstance(cell, TakenCell)}
    bad = {at: cell for at, cell in taken.items() if isinstance(cell, Diagnostic)}
    totals_at = frozenset(table.totals)
    return TakenTable(
        {column: table.headings[column] for column in wanted},
        {row: name for row, name in names.items() if row not in totals_at},
        {row: name for row, name in names.items() if row in totals_at},
        table.key,
        table.headings.get(table.key, ""),
        table.header[-1],
        tuple(cell for (row, _), cell in good.items() if row not in totals_at),
        tuple(cell for (row, _), cell in good.items() if row in totals_at),
        (*bad, *((row, column) for row in moved for column in wanted)),
        (
            *(each.diagnostic for each in (*hidden_parts(table), *left_behind(table))),
            *_twice(table, names),
            *moved.values(),
            *_refused(table, wanted, good, bad),
            *(_wrong_totals(table, wanted, good) if totals else ()),
        ),
        {column: texts for column, texts in table.levels.items() if column in wanted},
        {column: scales for column in wanted if (scales := scales_above(table, column))},
    )


def _kept_rows(table: FoundTable, without: frozenset[str]) -> dict[int, str]:
    """The names of the rows that are taken, and of totals. Raises Refusal for a row left out that is not there."""
    for name in sorted(without.difference(table.names().values(), table.headings.values())):
        table.row_of(name, {})
    return {row: name for row, name in sorted(table.names().items()) if name not in without}


def _refuse_large(table: FoundTable, size: int) -> None:
    if size > MOST_TAKEN:
        message = f"the table has {size:,} cells; at most {MOST_TAKEN:,} are taken"
        raise table.fault(DATA_FILE_REFUSED, message, "keep only the rows and columns that are needed")


def _kept_columns(table: FoundTable, read_as: Mapping[str, ReadAs], without: frozenset[str]) -> dict[int, ReadAs]:
    """All columns but that of names and those left out, each as what it is said to hold. Raises Refusal."""
    as_what = {table.column_of(heading): each for heading, each in read_as.items()}
    kept = (at for at, heading in table.headings.items() if at != table.key and heading not in without)
    return {at: as_what.get(at, ReadAs.FIGURE) for at in kept}


def _refused(
    table: FoundTable,
    columns: Mapping[int, ReadAs],
    good: Mapping[tuple[int, int], TakenCell],
    bad: Mapping[tuple[int, int], Diagnostic],
) -> list[Diagnostic]:
    """The cells that are wrong, the first of many; a column without a single good one is one fault."""
    sound = {column for (_, column), cell in good.items() if not isinstance(cell.value, MissingValue)}
    faults = []
    for column in columns:
        wrong = [fault for (_, at), fault in bad.items() if at == column]
        if len(wrong) > 1 and column not in sound and wrong[0].code == CELL_REFUSED.code:
            heading = table.headings[column]
            message = f'no cell of the column "{heading}" is a figure; the first: {wrong[0].message}'
            hint = f"leave it out, `without: [{heading}]`, or say what it holds: `{heading}: {{as: text}}`"
            faults.append(CELL_REFUSED.at(wrong[0].place, message, hint))
        else:
            faults += wrong
    if len(faults) > MOST_FAULTS:
        message = f"{len(faults) - MOST_FAULTS} more cells of the table cannot be read"
        faults[MOST_FAULTS:] = [table.fault(CELL_REFUSED, message, "mend those above first").diagnostic]
    return faults


def _taken(
    table: FoundTable,
    names: Mapping[int, str],
    joined: Mapping[int, list[Area]],
    row: int,
    column: int,
    read_as: ReadAs,
    declared: Declared,
) -> TakenCell | Diagnostic:
    cell = table.sheet.cell(row, column)
    try:
        if read_as is not ReadAs.TEXT:
            _refuse_joined(table, cell, joined.get(row, ()))
        value = _value(table.sheet, cell, read_as, declared)
    except Refusal as error:
        return error.diagnostic
    return TakenCell(names[row], table.headings[column], (row, column), value)


def _joined_areas(table: FoundTable, rows: Collection[int]) -> dict[int, list[Area]]:
    """The areas of joined cells by the rows of the table that they cover."""
    found: dict[int, list[Area]] = {}
    first, last = min(rows, default=0), max(rows, default=-1)
    for area in table.sheet.merged:
        for row in range(max(area.top, first), min(area.bottom, last) + 1):
            found.setdefault(row, []).append(area)
    return found


def _refuse_joined(table: FoundTable, cell: DataCell, areas: Iterable[Area]) -> None:
    """Raise Refusal for a cell that is joined with others: what stands in them is of all of their rows or columns."""
    for area in areas:
        if (cell.row, cell.column) in area:
            first, last = (f"{column_name(at)}{row}" for row, at in ((area.top, area.left), (area.bottom, area.right)))
            message = f"the cells {first}:{last} are joined, and what stands there is of no single row and column"
            hint = "part them in the file, each with its own figure, or leave the row or column out"
            raise table.sheet.fault(CELL_REFUSED, cell, message, hint)


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


def packed(cells: Sequence[Taken]) -> bytes:
    """Cells as JSON."""
    rows = [[*_packed_value(cell.value), cell.where, cell.address, cell.is_approximate, cell.scales] for cell in cells]
    return json.dumps(rows, ensure_ascii=False).encode()


def _packed_value(value: DataFigure | str | date) -> tuple[str, object]:
    match value:
        case DataFigure():
            stored = None if value.stored is None else str(value.stored)
            return "figure", [str(value.value), value.unit, stored, value.sign]
        case date():
            return "date", value.isoformat()
    return "text", value


def unpacked(data: bytes) -> list[Taken] | None:
    """The cells that were packed; None for anything else."""
    try:
        rows = json.loads(data)
        return [
            Taken(_value_of(kind, value), dict(where.items()), str(at), bool(rough), tuple(map(str, scales)))
            for kind, value, where, at, rough, scales in rows
        ]
    except (ValueError, TypeError, ArithmeticError, AttributeError):
        return None


def _value_of(kind: str, value: object) -> DataFigure | str | date:
    if kind == "figure" and isinstance(value, list):
        number, unit, stored, sign = value
        return DataFigure(Decimal(number), str(unit), None if stored is None else Decimal(stored), str(sign))
    return date.fromisoformat(str(value)) if kind == "date" else str(value)
