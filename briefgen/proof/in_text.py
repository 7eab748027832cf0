"""A plain text against the document that it was written from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from briefgen.model.ascii import in_ascii
from briefgen.model.blocks import Table
from briefgen.model.document import Document, Media
from briefgen.model.labels import labels_for
from briefgen.model.traverse import blocks_of
from briefgen.proof.compare import Difference, Script, compared
from briefgen.proof.expected import (
    Expected,
    FormatProfile,
    body_of,
    draft_of_page,
    marking_of_page,
    notes_of,
    of_front,
    top_of_page,
)
from briefgen.proof.reading import LINE_BREAK, UNDERLINE, squeezed
from briefgen.proof.text import Grid, read_text, said, too_wide

FORM = FormatProfile(
    lambda _: "",
    repeats_heads=True,
    parts_groups=True,
    draws_lines=True,
    has_pages=False,
    shows_targets=True,
    counts_paragraphs=True,
    read=lambda text: squeezed(text),
)


def text_differences(
    document: Document, media: Media, data: bytes, *, is_ascii: bool = False, numbered: bool = True
) -> list[Difference]:
    """How a plain text differs from the document, in reading order."""
    labels = labels_for(document.properties.language)
    call = squeezed(labels.footnote_call).replace("{number}", "{}")
    form = replace(FORM, note_call=call, counts_paragraphs=numbered)
    if is_ascii:
        form = replace(form, read=lambda text: squeezed(in_ascii(text)))
    script = Script(list(text_pieces(document, media, form, labels.footnotes)))
    tables = [(table, _grid(table, form)) for table in _tables(document)]
    try:
        text = data.decode("ascii" if is_ascii else "utf-8")
    except ValueError as error:
        return [Difference(of_front("", "file"), f"cannot be read: {error}")]
    found = read_text(text, labels.lead(labels.figure), script.text, [grid for _, grid in tables])
    wide = [Difference(of_front("", f"line “{line[:20]}…”"), "has more than 72 columns") for line in too_wide(text)]
    return [*compared(script, found.text), *_cell_differences(tables, found.tables), *wide]


def _tables(document: Document) -> Iterator[Table]:
    """The tables in their order; the rows of each group are one."""
    blocks = (*document.blocks, *(block for note in document.notes for block in note.content))
    for block in blocks_of(blocks):
        if isinstance(block, Table):
            yield from (group for _, group in block.groups)


def _grid(table: Table, form: FormatProfile) -> Grid:
    rows = (table.full_heads, *([cell.content for cell in row] for row in table.rows))
    return [[form.found(form.printed(content).replace(LINE_BREAK, " ")) for content in row] for row in rows]


def _cell_differences(tables: Sequence[tuple[Table, Grid]], found: Sequence[Grid]) -> Iterator[Difference]:
    """The tables of which a cell does not stand in its row and column."""
    for wanted, grid in zip_longest(tables, found):
        if wanted is None:
            yield Difference(of_front("", "text"), "has a table that is not in the content")
            return
        table, cells = wanted
        if said(cells) != said(grid or []):
            piece = Expected("", table.label or "table", table.id, table.place)
            yield Difference(piece, "does not have each cell in its column")


def text_pieces(document: Document, media: Media, form: FormatProfile, footnotes: str) -> Iterator[Expected]:
    """All that a reader must find, from the marking at the top to that at the bottom."""
    front = document.front
    heads = [*marking_of_page(front, form, "top"), *draft_of_page(front, form)]
    for head in (*heads, *top_of_page(front, form, first=True)):
        yield of_front(head.text, head.what)
    yield from body_of(document, media, form)
    if document.notes:
        yield of_front(form.found(footnotes), "title of the notes")
        if form.draws_lines:
            yield of_front(UNDERLINE, "line below the title of the notes")
        yield from notes_of(document, media, form)
    yield from (of_front(head.text, head.what) for head in reversed(heads))
