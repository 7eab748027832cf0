"""Tables on pages, which have no cells: rows and columns of pieces, told by the figures that stand under each other."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence

from briefgen.frozen import frozen
from briefgen.proof.page_lines import PagePiece
from briefgen.review.audit.tables import is_bare_figure, is_nothing

PieceRow = list[PagePiece]
CellPieces = tuple[tuple[PagePiece, ...], ...]
"""The pieces of each cell of a row."""

_SAME_ROW, _FARTHEST, _NEAR, _HEAD_NEAR = 0.45, 5.0, 1.6, 3.2
"""In sizes of the font: pieces of one row, rows of one table, the lines of one name, and headings above the figures."""

_FEWEST_ROWS, _MOST_HEADS = 2, 4
_WIDE, _SAME_SIZE = 0.75, 0.2
_CONTENTS = re.compile(r"contents|list of (?:figures|tables|charts)|inhalt|sommaire", re.IGNORECASE)
_YEAR = re.compile(r"(?:1[89]|20)[0-9]{2}")
_LEADERS = re.compile(r"[.…·_ ]{4}$|(?:\. ){3}")


@frozen
class PageTable:
    """A table on a page: by rows and columns the pieces of each cell, and the words right above.

    `head` says how many rows are headings, `columns` where figures stand below each other, and `ends_page` that nothing
    stands below. One that `goes_on` is the rest of the table that ended the page before.
    """

    rows: tuple[CellPieces, ...]
    caption: str
    is_contents: bool
    head: int
    columns: list[tuple[float, float]]
    ends_page: bool
    goes_on: bool

    @property
    def pieces(self) -> Iterator[PagePiece]:
        return (piece for row in self.rows for cell in row for piece in cell)


def rows_of(pieces: Sequence[PagePiece]) -> list[PieceRow]:
    """The pieces of a page by rows, from its top, each from the left."""
    rows: list[PieceRow] = []
    for piece in sorted(pieces, key=lambda each: (-each.middle, each.left)):
        if rows and abs(rows[-1][0].middle - piece.middle) <= _SAME_ROW * max(rows[-1][0].size, piece.size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda each: each.left) for row in rows]


def page_tables(rows: Sequence[PieceRow], before: PageTable | None) -> Iterator[PageTable]:
    """The tables among the rows of a page, of which the first may go on from the page before."""
    figured = [number for number, row in enumerate(rows) if _has_figures(row)]
    for group in _groups(figured, rows):
        columns = _columns([rows[number] for number in group])
        is_first = before is not None and before.ends_page and group[0] <= _MOST_HEADS
        if is_first and before and all(_is_below(column, before.columns) for column in columns):
            yield _made(group, rows, before.columns, goes_on=True)
        elif len(group) >= _FEWEST_ROWS:
            yield _made(group, rows, columns)


def _has_figures(row: PieceRow) -> bool:
    """Whether a row has figures that stand for themselves, and something beside them."""
    return len(row) > 1 and any(is_bare_figure(piece.text) for piece in row)


def _groups(figured: list[int], rows: Sequence[PieceRow]) -> Iterator[list[int]]:
    """The rows with figures that stand so near to each other, with no prose between, that they are one table."""
    group: list[int] = []
    for number in figured:
        if group and not _is_one_table(rows, group[-1], number):
            yield group
            group = []
        group.append(number)
    if group:
        yield group


def _is_one_table(rows: Sequence[PieceRow], last: int, number: int) -> bool:
    above, below = rows[last][0], rows[number][0]
    left = min(piece.left for piece in rows[last])
    right = max(piece.right for piece in rows[last])
    between = (piece for row in rows[last + 1 : number] for piece in row)
    is_far = above.middle - below.middle > _FARTHEST * min(above.size, below.size)
    is_alike = abs(above.size - below.size) <= _SAME_SIZE * below.size
    is_below = any(_is_below((piece.left, piece.right), _columns([rows[last]])) for piece in _figures(rows[number]))
    has_years = any(_YEAR.fullmatch(piece.text) for row in rows[last + 1 : number] if len(row) > 1 for piece in row)
    return (
        not is_far
        and is_alike
        and is_below
        and not has_years
        and not any(piece.right - piece.left > _WIDE * (right - left) for piece in between)
    )


def _figures(row: PieceRow) -> list[PagePiece]:
    return [piece for piece in row if is_bare_figure(piece.text)]


def _is_below(span: tuple[float, float], columns: list[tuple[float, float]]) -> bool:
    """Whether a stretch of a line lies under one of the columns."""
    return any(span[0] <= right and left <= span[1] for left, right in columns)


def _columns(rows: Sequence[PieceRow]) -> list[tuple[float, float]]:
    """Where figures stand below each other: from where to where, from the left."""
    spans = [(piece.left, piece.right) for row in rows for piece in _figures(row)]
    columns: list[tuple[float, float]] = []
    for left, right in sorted(spans):
        if columns and left <= columns[-1][1]:
            columns[-1] = (columns[-1][0], max(right, columns[-1][1]))
        else:
            columns.append((left, right))
    return columns


def _made(
    group: list[int], rows: Sequence[PieceRow], columns: list[tuple[float, float]], *, goes_on: bool = False
) -> PageTable:
    first = _first_head(group[0], rows, columns)
    heads = [_cells(rows[number], columns) for number in range(first, group[0])]
    body = {number: _cells(rows[number], columns) for number in group}
    for number in range(group[0], _end(group[-1], rows, columns)):
        if number not in body and _is_name(rows[number], columns):
            at = bisect(group, number)
            beside = group[max(0, at - 1) : at + 1]
            nearest = min(beside, key=lambda each: (abs(rows[each][0].middle - rows[number][0].middle), each))
            if abs(rows[nearest][0].middle - rows[number][0].middle) <= _NEAR * rows[number][0].size:
                name, *others = body[nearest]
                lines = sorted((*name, *rows[number]), key=lambda piece: (-piece.middle, piece.left))
                body[nearest] = (tuple(lines), *others)
    above = [" ".join(piece.text for piece in row) for row in rows[max(0, first - 2) : first]]
    words = " ".join([*above, *(piece.text for row in heads for cell in row for piece in cell)])
    names = [cell.text for row in body.values() for cell in row[0]]
    is_contents = _CONTENTS.search(words) is not None or sum(map(bool, map(_LEADERS.search, names))) > len(names) / 2
    cells = (*heads, *(body[number] for number in group))
    ends_page = _end(group[-1], rows, columns) == len(rows)
    return PageTable(cells, " ".join(above[-1:]), is_contents, len(heads), columns, ends_page, goes_on)


def _end(last: int, rows: Sequence[PieceRow], columns: list[tuple[float, float]]) -> int:
    """Behind the rows of the last name, which may go on."""
    return min(last + 2, len(rows)) if last + 1 < len(rows) and _is_name(rows[last + 1], columns) else last + 1


def _is_name(row: PieceRow, columns: list[tuple[float, float]]) -> bool:
    """Whether a row is words left of all figures."""
    return len(row) == 1 and row[0].right <= columns[0][0]


def _first_head(first: int, rows: Sequence[PieceRow], columns: list[tuple[float, float]]) -> int:
    """The first of the rows above the figures that are headings of their columns."""
    left = min(piece.left for piece in rows[first])
    width = columns[-1][1] - left
    for number in range(first - 1, max(-1, first - 1 - _MOST_HEADS), -1):
        row, below = rows[number], rows[number + 1]
        is_far = row[0].middle - below[0].middle > _HEAD_NEAR * max(row[0].size, below[0].size)
        is_heading = any(piece.right > columns[0][0] - piece.size for piece in row) and row[0].left < columns[-1][1]
        is_wide = any(piece.right - piece.left > _WIDE * width for piece in row)
        is_over = row[0].left < left + row[0].size and row[0].right > columns[0][0] + row[0].size
        is_prose = is_wide or is_over or row[-1].left > columns[-1][1]
        if is_far or is_prose or not is_heading:
            return number + 1
    return max(0, first - _MOST_HEADS)


def _cells(row: PieceRow, columns: list[tuple[float, float]]) -> CellPieces:
    """A row's pieces by column: what stands left of all figures is the name, all else is of the nearest column."""
    cells: list[list[PagePiece]] = [[] for _ in range(len(columns) + 1)]
    for at, piece in enumerate(row):
        is_name = piece.right <= columns[0][0] or (
            at == 0 and not is_bare_figure(piece.text) and piece.left < columns[0][0]
        )
        is_name = is_name and not is_nothing(piece.text)
        number = 0 if is_name else 1 + min(range(len(columns)), key=lambda each: _distance(piece, columns[each]))
        cells[number].append(piece)
    return tuple(map(tuple, cells))


def _distance(piece: PagePiece, column: tuple[float, float]) -> float:
    """How far a piece is from a column: below nought as far as they overlap."""
    overlap = min(piece.right, column[1]) - max(piece.left, column[0])
    return -overlap if overlap > 0 else abs((piece.left + piece.right) - (column[0] + column[1])) / 2
