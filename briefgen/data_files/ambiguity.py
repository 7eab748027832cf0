"""What leaves open which cell of a sheet is meant: other tables, headings and rows that have the same names."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from briefgen.codes import HIDDEN_CELLS, STANDS_TWICE, TABLE_SHAPE
from briefgen.data_files.cells import DataCell, Refusal, clean, column_name
from briefgen.data_files.tables import FoundTable, TableLayout, is_heading, is_name

_MOST_NAMED = 8


def refuse_other_head(table: FoundTable, row: str, headings: Collection[str]) -> None:
    """Raise Refusal where headings stand above another table of the sheet as well, which has a row of the same name.

    Whoever names the table or its rows of headings has said which is meant.
    """
    wanted = clean(row)
    rows = {number: {cell.text for cell in row.values()} for number, row in table.sheet.rows(table.others).items()}
    for number, texts in rows.items():
        is_head = len(texts) > 1 and texts.issuperset(headings)
        if is_head and (not wanted or any(wanted in rows[each] for each in rows if each > number)):
            named = ", ".join(f'"{each}"' for each in headings)
            other = [*range(number - len(table.header) + 1, number + 1)]
            message = f"another table of the sheet has {named} above it as well (row {number})"
            first, second = sorted((other, [*table.header]))
            hint = f"say which is meant: `header: {first}` or `header: {second}`"
            raise table.fault(STANDS_TWICE, message, hint)


def refuse_heading_below(table: FoundTable, column: int) -> None:
    """Raise Refusal for a heading that spans more than its own column, by words below it and below the blank beside."""
    last, below = table.header[-1], table.header[-1] + 1
    cells = table.sheet.row(below)
    is_blank_beside = table.sheet.cell(last, column + 1).is_blank and column + 1 not in table.headings
    if table.key in cells and not cells[table.key].is_blank:
        return
    if is_blank_beside and all(each in cells and is_name(cells[each]) for each in (column, column + 1)):
        message = (
            f'below the heading "{table.headings[column]}" stand "{cells[column].text}" and "{cells[column + 1].text}"'
        )
        hint = f"if these are headings, too: `header: {[*table.header, below]}`"
        raise table.fault(TABLE_SHAPE, f"{message} (row {below})", hint)


def refuse_other_cells(table: FoundTable, layout: TableLayout, name: str, row: int, column: int) -> None:
    """Raise Refusal where another row of the name goes on below the table, or other names stand beside its figures."""
    wanted, places = clean(name), f"`cell: {column_name(column)}{row}`"
    for number, cells in _going_on(table):
        if wanted and column in cells and table.key in cells and cells[table.key].text == wanted:
            message = f'the row "{wanted}" stands in row {row}, and again in row {number}, behind the end of the table'
            raise table.fault(STANDS_TWICE, message, f"say which is meant by its cell: {places}")
    if layout.key or (first := _first_of_part(table, column)) in (table.key, column):
        return
    cells = table.sheet.column(first)
    if all(number in cells and is_name(cells[number]) for number in table.rows):
        others = f"column {column_name(first)} has names of rows for what stands beside it, as column"
        message = f"{others} {column_name(table.key)} has, with a blank column between them"
        is_named = [*table.headings.values()].count(table.headings[first]) == 1
        hint = f"say which are meant: `key: {table.headings[first]}`" if is_named else f"bind the fact by {places}"
        raise table.fault(STANDS_TWICE, message, hint)


def _first_of_part(table: FoundTable, column: int) -> int:
    """The first column of the part in which one stands: parts have columns between them in which nothing stands."""
    for at in range(column, table.key, -1):
        if at not in table.headings and _is_empty(table, at):
            return at + 1
    return table.key


def _is_empty(table: FoundTable, column: int) -> bool:
    cells = table.sheet.column(column)
    return all(cells[number].is_blank for number in (*table.header, *table.rows) if number in cells)


def _going_on(table: FoundTable) -> Iterator[tuple[int, dict[int, DataCell]]]:
    """The rows with names and figures behind the end of a table, as far as the headings of another."""
    for number, cells in table.sheet.rows(table.behind).items():
        filled = {at: cell for at, cell in cells.items() if not cell.is_blank}
        others = [cell for at, cell in filled.items() if at != table.key]
        if others and all(map(is_heading, others)):
            return
        if others and table.key in filled:
            yield number, filled


def left_behind(table: FoundTable) -> list[Refusal]:
    """The rows that seem to go on behind the end of a table, and were left out, as a warning."""
    rows = [f'{number} ("{cells[table.key].text}")' for number, cells in _going_on(table)]
    if not rows:
        return []
    more = ", ..." if len(rows) > _MOST_NAMED else ""
    message = f"behind the end of the table, and left out: row {', '.join(rows[:_MOST_NAMED])}{more}"
    before = [*range(max((*table.rows, *table.totals, *table.hidden_rows)) + 1, next(_going_on(table))[0])]
    return [table.fault(HIDDEN_CELLS, message, f"if they belong to it, name what stands between: `skip: {before}`")]
