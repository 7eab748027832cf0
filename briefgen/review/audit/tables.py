"""Tables of a document: which rows are headings, what each cell is of, and which cells are figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from briefgen.frozen import frozen
from briefgen.numbers_in_text import find
from briefgen.review.audit.figures import COUNTING, AuditedFigure, is_year
from briefgen.review.audit.passages import DocumentPassage, DocumentTable

Grid = list[list[DocumentPassage | None]]

MOST_HEADS = 4
_NOTHING = re.compile(r"[\s\u00a0\ufffc]*(?:[-–—−.…]+|nil|none)?[\s\u00a0\ufffc]*", re.IGNORECASE)
_INEXACT = re.compile(r"^\s*\(.*\)\s*$|[<>≤≥~≈]|\+\s*$")
"""A figure that is not added as it stands: in brackets, as accountants write what is owed, or a bound."""
_MARKS = re.compile(r"[\s\u00a0\ufffc*†‡§#^.,]*(?:\[?[a-z0-9]\]?\)?)?[\s\u00a0\ufffc*†‡§]*")


def document_table(where: str, caption: str, grid: Grid, lines: Sequence[str] = ()) -> DocumentTable:
    """A table whose cells know their row and column; `lines` are the places of its rows, if they have their own."""
    head = _head(grid)
    columns = [_heading(grid[:head], column) for column in range(max(map(len, grid), default=0))]
    rows = []
    for number, cells in enumerate(grid):
        first = next((cell.text for cell in cells if cell and cell.text.strip()), "")
        name = first if number >= head and not is_bare_figure(first) else ""
        named = " ".join(name.split())
        place = f"{lines[number] if lines else where}, row {_short(named) or number + 1}"
        rows.append(
            tuple(
                cell
                and replace(
                    cell,
                    where=", ".join(filter(None, (place, columns[column] and f"column {_short(columns[column])}"))),
                    row="" if cell.text == name else named,
                    column=columns[column] if number >= head else "",
                    caption=caption,
                )
                for column, cell in enumerate(cells)
            )
        )
    return DocumentTable(where, caption, tuple(rows), head)


_LONGEST = 40


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[:_LONGEST].rstrip()}…"


def _head(grid: Grid) -> int:
    """How many rows are headings: those at the top that have words or years, and no figures."""
    for number, cells in enumerate(grid[: MOST_HEADS + 1]):
        texts = [cell.text for cell in cells[1:] if cell and cell.text.strip()]
        if any(is_bare_figure(text) for text in texts):
            return number
    return min(1, len(grid))


def is_nothing(text: str) -> bool:
    """Whether a cell holds nothing, or a dash."""
    return _NOTHING.fullmatch(text) is not None


def is_bare_figure(text: str) -> bool:
    """Whether a text is one figure with nothing but signs beside it; years are none."""
    mentions = [each for each in find(text) if not each.days and not is_year(each)]
    return len(mentions) == 1 and mentions[0].kind in COUNTING and _is_alone(text, mentions[0].start, mentions[0].end)


def _is_alone(text: str, start: int, end: int) -> bool:
    """Whether nothing but signs stands beside a figure."""
    return _MARKS.fullmatch(text[end:]) is not None and not any(map(str.isalnum, text[:start]))


def _heading(rows: Grid, column: int) -> str:
    """The words above a column; a heading that spans several columns is that of each."""
    words = []
    for cells in rows:
        spanning = [cell for cell in cells[: column + 1] if cell is not None]
        is_own = column < len(cells) and cells[column] is not None
        if is_own or (column < len(cells) and spanning):
            words.append(" ".join(spanning[-1].text.split()))
    return " ".join(dict.fromkeys(filter(None, words)))


@frozen
class FigureGrid:
    """The body of a table as figures: the name of each row, and by row and column what can be added.

    `empty` are the cells that hold nothing or a dash, which add nothing.
    """

    table: DocumentTable
    names: tuple[str, ...]
    columns: tuple[str, ...]
    figures: dict[tuple[int, int], AuditedFigure]
    empty: frozenset[tuple[int, int]]

    @cached_property
    def figure_columns(self) -> list[int]:
        """The columns of which most cells that say something are figures."""
        found = []
        for column in range(1, len(self.columns)):
            own = [row for row in range(len(self.names)) if (row, column) in self.figures]
            rest = len(self.names) - len(own) - sum((row, column) in self.empty for row in range(len(self.names)))
            if len(own) > rest:
                found.append(column)
        return found

    def column(self, column: int, rows: Sequence[int]) -> list[AuditedFigure] | None:
        """The figures of some rows in a column; None where one of them is another text or of another unit."""
        return self._of((row, column) for row in rows)

    def row(self, row: int, columns: Sequence[int]) -> list[AuditedFigure] | None:
        """The figures of a row in some columns; None as in `column`."""
        return self._of((row, column) for column in columns)

    def _of(self, cells: Iterable[tuple[int, int]]) -> list[AuditedFigure] | None:
        found = []
        for cell in cells:
            if cell in self.figures:
                found.append(self.figures[cell])
            elif cell not in self.empty:
                return None
        return found if len({figure.mention.unit for figure in found}) < 2 else None


def figure_grid(table: DocumentTable, figures: dict[int, list[AuditedFigure]]) -> FigureGrid:
    """The figures of a table's body; `figures` are those of each passage, by its identity."""
    found, empty, names = {}, set(), []
    body = [cells for cells in table.body if any(cell and cell.text.strip() for cell in cells)]
    width = max(map(len, body), default=0)
    for row, cells in enumerate(body):
        first = next((cell for cell in cells if cell and cell.text.strip()), None)
        named = first.text if first and not any(each.counts for each in figures.get(id(first), ())) else ""
        names.append(" ".join(named.split()))
        for column in range(width):
            cell = cells[column] if column < len(cells) else None
            if cell is None or is_nothing(cell.text):
                empty.add((row, column))
                continue
            own = [] if _INEXACT.search(cell.text) else figures.get(id(cell), [])
            if len(own) == 1 and own[0].counts and _is_alone(cell.text, own[0].mention.start, own[0].mention.end):
                found[row, column] = own[0]
    columns = [next((c.column for r in body if column < len(r) and (c := r[column])), "") for column in range(width)]
    return FigureGrid(table, tuple(names), tuple(columns), found, frozenset(empty))
