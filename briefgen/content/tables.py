"""Tables: rows of section text -> cells, with every row as long as the header."""

from __future__ import annotations

import re
from itertools import pairwise

from briefgen import codes
from briefgen.content.edition_context import EditionContext, EditionPart
from briefgen.content.inlines import read_inlines
from briefgen.content.markdown import STROKE, masked, unmasked
from briefgen.frozen import frozen
from briefgen.model.blocks import Align, Cell, Column, Table
from briefgen.spans import SourceText, Span

DELIMITER_ROW = re.compile(r"[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")


@frozen
class Caption:
    """A table's caption as written, and its anchor."""

    content: SourceText
    anchor: str


@frozen
class TableRow:
    """A row as written, and how its columns are aligned."""

    content: SourceText
    alignments: list[Align]


def read_table(
    rows: list[TableRow], caption: Caption | None, context: EditionContext, part: EditionPart, place: Span
) -> Table:
    """The table that the rows give; the first is the header."""
    header, *body = [split_cells(row.content) for row in rows]
    titles = [cell.text for cell in header]
    for row, cells in zip(rows[1:], body, strict=True):
        if len(cells) != len(header):
            message = f"the row has {len(cells)} cells, but the header has {len(header)}"
            hint = "give it one cell for each column; write \\| for an upright stroke inside a cell"
            context.reading.report(codes.UNEVEN_TABLE.at(row.content.whole, message, hint))

    def cells_of(passages: list[SourceText]) -> tuple[Cell, ...]:
        lead = passages[0].text if passages else ""
        return tuple(
            Cell(
                read_inlines(passage, context, part),
                id=context.identities.give("d", part.name, title, lead, passage.text),
                place=passage.whole,
            )
            for title, passage in zip(titles, passages, strict=False)
        )

    even = [cells for cells in body if len(cells) == len(header)]
    return Table(
        tuple(Column(align) for align in rows[0].alignments),
        cells_of(header),
        tuple(cells_of(cells) for cells in even),
        caption=read_inlines(caption.content, context, part) if caption else (),
        id=context.identities.give("t", part.name, *titles),
        anchor=caption.anchor if caption else "",
        place=place,
    )


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
    strokes = [match.start() for match in re.finditer(r"(?<!\\)\|", text)]
    bounds = [-1, *strokes, len(text)]
    cells = [_cell(row, text, start + 1, end) for start, end in pairwise(bounds)]
    if strokes and not text[: strokes[0]].strip():
        cells = cells[1:]
    if strokes and not text[strokes[-1] + 1 :].strip():
        cells = cells[:-1]
    return cells


def _cell(row: SourceText, text: str, start: int, end: int) -> SourceText:
    """A cell's text without the space around it, and without the backslash before a stroke."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    kept = [at for at in range(start, end) if not (text[at] == "\\" and text[at + 1 : at + 2] in ("|", STROKE))]
    offsets = [row.offsets[at] for at in (*kept, end)]
    return SourceText(unmasked("".join(text[at] for at in kept)), row.span.source.mapped(offsets))
