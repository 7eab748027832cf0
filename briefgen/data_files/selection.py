"""From what a desk writes of a place in a data file to the one cell that it means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from briefgen.codes import HIDDEN_CELLS, NOT_IN_DATA_FILE, STANDS_TWICE
from briefgen.data_files.ambiguity import refuse_heading_below, refuse_other_cells, refuse_other_head
from briefgen.data_files.cells import (
    Area,
    DataCell,
    DataSheet,
    NamedTable,
    NoCells,
    Refusal,
    Workbook,
    clean,
    read_address,
    refusal,
)
from briefgen.data_files.json_values import pointed
from briefgen.data_files.tables import FoundTable, TableLayout, find_table
from briefgen.errors import Diagnostic
from briefgen.frozen import frozen
from briefgen.spans import whole_file
from briefgen.suggest import did_you_mean

PRECISION = "time_precision"
EXACT_PRECISION = "1"


@frozen(kw_only=True)
class Selector:
    """Which cell is meant: by row and column of a sheet or table, a name, its address, or a pointer into JSON."""

    sheet: str = ""
    row: str = ""
    column: str = ""
    where: Mapping[str, str] = field(default_factory=dict)
    cell: str = ""
    name: str = ""
    table: str = ""
    pointer: str | None = None
    layout: TableLayout = field(default_factory=TableLayout)  # a value that nobody changes


@frozen(eq=False)
class SelectedCell:
    """A cell that was found, its sheet, and the table in which it was found by row and column."""

    sheet: DataSheet
    cell: DataCell
    table: FoundTable | None = None

    @property
    def where(self) -> Mapping[str, str]:
        """Where it stands, for `Labels.place_in_file`."""
        if isinstance(self.sheet.source, NoCells):
            return {"pointer": self.cell.sheet or "/"}
        row = self.sheet.cell(self.cell.row, self.table.key).text if self.table else ""
        column = self.table.headings[self.cell.column] if self.table else ""
        return {"sheet": self.sheet.name, "row": row, "column": column, "cell": self.cell.address}

    @property
    def is_approximate(self) -> bool:
        """Whether the row says that its date is known to a week or a month only, as data on conflicts do."""
        column = next((at for at, text in self.table.headings.items() if text == PRECISION), 0) if self.table else 0
        return bool(column) and self.sheet.cell(self.cell.row, column).text not in ("", EXACT_PRECISION)


def select(workbook: Workbook, selector: Selector) -> SelectedCell:
    """The cell that is meant. Raises Refusal where there is none, where there are several, or where it is hidden."""
    if isinstance(workbook.json, tuple):
        if selector.pointer is None:
            raise refusal(NOT_IN_DATA_FILE, workbook.file, "a value of a JSON file is found by `pointer`")
        sheet = DataSheet(workbook.file, "", NoCells())
        return SelectedCell(sheet, pointed(workbook.file, workbook.json[0], selector.pointer))
    if selector.pointer is not None:
        raise refusal(NOT_IN_DATA_FILE, workbook.file, "`pointer` is for JSON files", "say sheet, row and column")
    if selector.name:
        return _by_name(workbook, selector)
    if selector.cell:
        return _by_address(workbook, selector)
    table = select_table(workbook, selector)
    if not selector.column:
        raise table.fault(NOT_IN_DATA_FILE, "no column is named", "add `column:` with a heading")
    column = table.column_of(selector.column)
    row = table.row_of(selector.row, selector.where)
    _refuse_merged(table.sheet, row, column, or_first=True)
    refuse_other_cells(table, selector.layout, selector.row, row, column)
    if not (selector.layout.header or selector.table):
        refuse_other_head(table, selector.row, [table.sheet.cell(table.header[-1], column).text])
        refuse_heading_below(table, column)
    if moved := table.misplaced(row):
        raise moved
    return SelectedCell(table.sheet, table.sheet.cell(row, column), table)


def row_texts(workbook: Workbook, selector: Selector) -> Mapping[str, str]:
    """The texts of the row in which a cell stands, by the headings of its table; none outside of a table."""
    try:
        found = select(workbook, selector)
    except Refusal:
        return {}
    if found.table is None:
        return {}
    return {text: found.sheet.cell(found.cell.row, column).text for column, text in found.table.headings.items()}


def select_table(workbook: Workbook, selector: Selector) -> FoundTable:
    """The table that is meant: one that the program knows by name, or that of a sheet. Raises Refusal."""
    known = _known(workbook, selector) if selector.table else None
    sheet = select_sheet(workbook, known.sheet if known else selector.sheet, hidden=selector.layout.hidden)
    return find_table(sheet, selector.layout, known)


def left_out(workbook: Workbook) -> tuple[Diagnostic, ...]:
    """The sheets that are hidden, and are left out unless they are asked for."""
    place, hint = whole_file(workbook.file), "show it, or say `hidden: true` where it is meant"
    hidden = [sheet.name for sheet in workbook.sheets if sheet.is_hidden]
    return tuple(HIDDEN_CELLS.at(place, f'the sheet "{name}" is hidden, and was left out', hint) for name in hidden)


def select_sheet(workbook: Workbook, name: str, *, hidden: bool = False) -> DataSheet:
    """The sheet of a name, or the only one that is not hidden. Raises Refusal."""
    shown = [sheet for sheet in workbook.sheets if not sheet.is_hidden]
    wanted = clean(name)
    if not wanted:
        if len(shown) == 1:
            return shown[0]
        names = ", ".join(f'"{sheet.name}"' for sheet in shown[:8]) or "none"
        message = f"the workbook has {len(shown)} sheets that are shown" if shown else "all sheets are hidden"
        raise refusal(NOT_IN_DATA_FILE, workbook.file, message, f"add `sheet:` with one of {names}")
    found = [sheet for sheet in workbook.sheets if clean(sheet.name) == wanted]
    if not found:
        hint = did_you_mean(wanted, [sheet.name for sheet in shown])
        raise refusal(NOT_IN_DATA_FILE, workbook.file, f'there is no sheet "{wanted}"', hint)
    if len(found) > 1:
        raise refusal(STANDS_TWICE, workbook.file, f'two sheets are named "{wanted}"', "rename one of them")
    if found[0].is_hidden and not hidden:
        message = f'the sheet "{wanted}" is hidden'
        raise refusal(NOT_IN_DATA_FILE, workbook.file, message, "show it, or say `hidden: true`")
    return found[0]


def _known(workbook: Workbook, selector: Selector) -> NamedTable:
    name = selector.table
    known = workbook.tables.get(name)
    if known is None:
        hint = did_you_mean(name, workbook.tables)
        raise refusal(NOT_IN_DATA_FILE, workbook.file, f'there is no table "{name}"', hint)
    if selector.sheet and clean(selector.sheet) != clean(known.sheet):
        raise _elsewhere(workbook, f'the table "{name}"', known.sheet, selector.sheet)
    return known


def _elsewhere(workbook: Workbook, what: str, there: str, sheet: str) -> Refusal:
    message = f'{what} stands on the sheet "{there}", not on "{sheet}"'
    return refusal(NOT_IN_DATA_FILE, workbook.file, message, f"say `sheet: {there}`, or leave the sheet out")


def _by_name(workbook: Workbook, selector: Selector) -> SelectedCell:
    if selector.name not in workbook.names:
        hint = did_you_mean(selector.name, workbook.names)
        message = f'there is no name "{selector.name}" that leads to a cell'
        raise refusal(NOT_IN_DATA_FILE, workbook.file, message, hint)
    sheet_name, area = _named(workbook, selector)
    sheet = select_sheet(workbook, sheet_name, hidden=selector.layout.hidden)
    if (area.top, area.left) != (area.bottom, area.right):
        message = f'the name "{selector.name}" leads to several cells, {sheet_name}!{area}'
        raise refusal(
            STANDS_TWICE, workbook.file, message, "let it lead to one cell, or bind the fact by row and column"
        )
    return _shown(sheet, area.top, area.left, selector)


def _named(workbook: Workbook, selector: Selector) -> tuple[str, Area]:
    """Where a name leads: a workbook may have it once for all of its sheets, and once for each."""
    found = workbook.names[selector.name]
    on_sheet = [place for place in found if not selector.sheet or clean(place[0]) == clean(selector.sheet)]
    if not on_sheet:
        raise _elsewhere(workbook, f'the name "{selector.name}"', found[0][0], selector.sheet)
    if len(on_sheet) > 1:
        message = f'the name "{selector.name}" leads to {" and ".join(f"{sheet}!{area}" for sheet, area in on_sheet)}'
        raise refusal(STANDS_TWICE, workbook.file, message, "say which by `sheet:`, or rename one of them")
    return on_sheet[0]


def _by_address(workbook: Workbook, selector: Selector) -> SelectedCell:
    at = read_address(selector.cell)
    if at is None:
        message = f'"{selector.cell}" is no cell'
        raise refusal(NOT_IN_DATA_FILE, workbook.file, message, "an address is written like C7")
    return _shown(select_sheet(workbook, selector.sheet, hidden=selector.layout.hidden), *at, selector)


def _shown(sheet: DataSheet, row: int, column: int, selector: Selector) -> SelectedCell:
    cell = sheet.cell(row, column)
    if not selector.layout.hidden and (row in sheet.hidden_rows or column in sheet.hidden_columns):
        raise sheet.fault(NOT_IN_DATA_FILE, cell, "the cell is hidden", "show it, or say `hidden: true`")
    _refuse_merged(sheet, row, column)
    return SelectedCell(sheet, cell)


def _refuse_merged(sheet: DataSheet, row: int, column: int, *, or_first: bool = False) -> None:
    """A joined cell has its value at its top left; nothing is spread from there, nor is it of one row or column."""
    area = next((area for area in sheet.merged if (row, column) in area), None)
    if area is not None and (or_first or (row, column) != (area.top, area.left)):
        first = Area(area.top, area.left, area.top, area.left)
        message = f"the cell is joined with others in {area}, and its value stands at {first}"
        raise sheet.fault(
            NOT_IN_DATA_FILE, DataCell(sheet.name, row, column), message, f"bind the fact by `cell: {first}`"
        )
