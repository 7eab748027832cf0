"""Tables: rows of section text -> cells, with every row as long as the header."""

from __future__ import annotations

import re
from itertools import accumulate, pairwise

from briefgen import codes
from briefgen.content.edition_context import EditionContext, EditionPart
from briefgen.content.inlines import read_inlines
from briefgen.content.markdown import DELIMITER_ROW, STROKE, masked, unmasked
from briefgen.frozen import frozen
from briefgen.model.blocks import Align, Cell, Column, GroupCell, SpanningCell, Table
from briefgen.spans import SourceText, Span

CELL_HINT = "give it one cell for each column; write \\| for an upright stroke inside a cell"
SPAN_HINT = "give it one cell for each column; a heading over several has one more | behind it for each further one"


@frozen
class Caption:
    """A table's caption as written, its anchor, and whether the table stands on a landscape page, if it says so."""

    content: SourceText
    anchor: str
    turned: bool | None = None


@frozen
class TableRow:
    """A row as written, and how its columns are aligned."""

    content: SourceText
    alignments: list[Align]


def read_table(
    rows: list[TableRow],
    above: list[SourceText],
    caption: Caption | None,
    context: EditionContext,
    part: EditionPart,
    place: Span,
) -> Table:
    """The table that the rows give; the first is the header, over which further rows of headings stand `above`."""
    header = split_cells(rows[0].content)
    below = [(row.content, split_cells(row.content)) for row in rows[1:]]
    for row, cells in (*((row, split_cells(row)) for row in above), *below):
        if len(cells) != len(header):
            message = f"the row has {len(cells)} cells, but the header has {len(header)}"
            context.reading.report(codes.UNEVEN_TABLE.at(row.whole, message, SPAN_HINT if row in above else CELL_HINT))
    spanning = [_spanning(row) for row in above if len(split_cells(row)) == len(header)]
    _lower(spanning, header)
    titles = [cell.text for cell in header]

    def cells_of(passages: list[SourceText], kind: type[Cell] = Cell) -> tuple[Cell, ...]:
        lead = passages[0].text if passages else ""
        return tuple(
            (Cell if column else kind)(
                read_inlines(passage, context, part),
                id=context.identities.give("d", part.name, title, lead, passage.text),
                place=passage.whole,
            )
            for column, (title, passage) in enumerate(zip(titles, passages, strict=True))
        )

    def headings(level: int, row: list[tuple[SourceText, int]]) -> tuple[SpanningCell, ...]:
        return tuple(
            SpanningCell(
                read_inlines(passage, context, part),
                id=context.identities.give("d", part.name, f"{level} above", *titles, passage.text),
                place=passage.whole,
                span=span,
            )
            for passage, span in row
        )

    even = [(cells, GroupCell if _is_group(row, cells) else Cell) for row, cells in below if len(cells) == len(header)]
    return Table(
        tuple(Column(align) for align in rows[0].alignments),
        cells_of(header),
        tuple(cells_of(cells, kind) for cells, kind in even),
        caption=read_inlines(caption.content, context, part) if caption else (),
        id=context.identities.give("t", part.name, *titles),
        anchor=caption.anchor if caption else "",
        turned=caption.turned if caption else None,
        above=tuple(headings(level, row) for level, row in enumerate(spanning) if any(cell.text for cell, _ in row)),
        place=place,
    )


def _spanning(row: SourceText) -> list[tuple[SourceText, int]]:
    """The cells of a row above the header, each with how many columns it spans: one more for each stroke behind it."""
    found: list[tuple[SourceText, int]] = []
    for cell, (start, end) in zip(split_cells(row), _bounds(row), strict=True):
        if start == end and found and found[-1][0].text:
            found[-1] = found[-1][0], found[-1][1] + 1
        else:
            found.append((cell, 1))
    return found


def _lower(above: list[list[tuple[SourceText, int]]], header: list[SourceText]) -> None:
    """Let a heading over one column stand in the last row, where nothing stands below it."""
    for column, cell in enumerate(header):
        for row in reversed(above):
            starts = [*accumulate((span for _, span in row), initial=0)]
            at = starts.index(column) if column in starts[:-1] else -1
            if header[column].text or at < 0 or row[at][1] > 1:
                break
            header[column], row[at] = row[at][0], (cell, 1)


def _is_group(row: SourceText, cells: list[SourceText]) -> bool:
    """Whether a row heads those below it: nothing stands between the strokes behind its first cell."""
    is_alone = len(cells) > 1 and bool(cells[0].text) and not any(cell.text for cell in cells[1:])
    return is_alone and all(start == end for start, end in _bounds(row)[1:])


def lacks_delimiter(text: str, *, has_caption: bool) -> bool:
    """Whether a paragraph was meant for a table, but has no line of dashes below the header."""
    lines = [line.strip() for line in masked(text).split("\n")]
    if any(DELIMITER_ROW.fullmatch(line) for line in lines):
        return False
    if has_caption:
        return all("|" in line for line in lines)
    whole = len(lines) > 1 or lines[0].endswith("|")
    return whole and all(line.startswith("|") and line.count("|") > 1 for line in lines)


def split_cells(row: SourceText) -> list[SourceText]:
    r"""The cells of a row, split at each stroke that is not written `\|` and does not stand inside {{ }}."""
    text = masked(row.text)
    return [_cell(row, text, start, end) for start, end in _bounds(row)]


def _bounds(row: SourceText) -> list[tuple[int, int]]:
    """Where the cells of a row start and end, between its strokes."""
    text = masked(row.text)
    strokes = [match.start() for match in re.finditer(r"(?<!\\)\|", text)]
    bounds = [(start + 1, end) for start, end in pairwise((-1, *strokes, len(text)))]
    if strokes and not text[: strokes[0]].strip():
        bounds = bounds[1:]
    if strokes and not text[strokes[-1] + 1 :].strip():
        bounds = bounds[:-1]
    return bounds


def _cell(row: SourceText, text: str, start: int, end: int) -> SourceText:
    """A cell's text without the space around it, and without the backslash before a stroke."""
    start += len(text[start:end]) - len(text[start:end].lstrip())
    end = start + len(text[start:end].rstrip())
    if "\\" not in text[start:end]:
        return row.part(start, end)
    kept = [at for at in range(start, end) if not (text[at] == "\\" and text[at + 1 : at + 2] in ("|", STROKE))]
    offsets = [row.offsets[at] for at in (*kept, end)]
    return SourceText(unmasked("".join(text[at] for at in kept)), row.span.source.mapped(offsets))
