"""Units: the words of a document that a comment can be about, in the order in which one goes through its texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import assert_never

from briefgen.frozen import frozen, mutable
from briefgen.model.blocks import (
    Block,
    Callout,
    Contents,
    Figure,
    Heading,
    Identified,
    KeyFigures,
    List,
    PageBreak,
    Paragraph,
    Quotation,
    Table,
)
from briefgen.model.document import Document, Note
from briefgen.model.inlines import (
    CrossReference,
    Deleted,
    Emphasis,
    Foreign,
    Inline,
    Inlines,
    Inserted,
    LineBreak,
    Link,
    NoteReference,
    Reformatted,
    Remarked,
    Spanned,
    Strong,
    Text,
    Value,
)
from briefgen.model.traverse import map_blocks, map_texts


@frozen
class CommentTarget:
    """A text, a printed fact, a link or reference, or references to notes in a row; nothing, where a text is empty.

    `line` is the number of the line of text in which it stands: a paragraph's, a cell's or a caption's. `block` is what
    holds it, none above the first block; `note` is the footnote in which it stands; `home` is the block, cell or figure
    of which it is the first, and leads to it as well.
    """

    content: Inlines
    line: int
    block: Block | None = None
    note: str = ""
    home: Spanned | Identified | None = None


def _same(_: int, inlines: Inlines) -> Inlines:
    return inlines


def visit_units(
    document: Document, visit: Callable[[CommentTarget], Inlines], visit_line: Callable[[int, Inlines], Inlines] = _same
) -> Document:
    """The document with what `visit` gives in the place of each unit, and `visit_line` then in that of each line.

    The order is always the same.
    """
    visitor = _Visitor(visit, visit_line)
    front = document.front
    title, subtitle = visitor.text(front.title), visitor.text(front.subtitle)
    blocks = map_blocks(document.blocks, change_block=visitor.block)
    notes = tuple(replace(note, content=visitor.inside(note)) for note in document.notes)
    return replace(document, front=replace(front, title=title, subtitle=subtitle), blocks=blocks, notes=notes)


@mutable
class _Visitor:
    """Goes through texts; `home` is what the next unit is the first of."""

    visit: Callable[[CommentTarget], Inlines]
    visit_line: Callable[[int, Inlines], Inlines]
    line: int = 0
    note: str = ""
    home: Spanned | Identified | None = None

    def inside(self, note: Note) -> tuple[Block, ...]:
        self.note = note.name
        return map_blocks(note.content, change_block=self.block)

    def block(self, block: Block) -> Block:
        if isinstance(block, KeyFigures):
            tiles = (replace(tile, caption=self.text(tile.caption, block, tile.value)) for tile in block.tiles)
            return replace(block, tiles=tuple(tiles))
        homes = _homes(block)
        return map_texts(block, lambda inlines: self.text(inlines, block, next(homes, None)))

    def text(self, inlines: Inlines, block: Block | None = None, home: Spanned | Identified | None = None) -> Inlines:
        self.home = home
        self.line += 1
        content = self._sequence(inlines, block) if inlines or home is None else self._unit((), block)
        return self.visit_line(self.line, content)

    def _unit(self, content: Inlines, block: Block | None) -> Inlines:
        home, self.home = self.home, None
        return self.visit(CommentTarget(content, self.line, block, self.note, home))

    def _sequence(self, inlines: Inlines, block: Block | None) -> Inlines:
        found: list[Inline] = []
        for are_notes, group in groupby(inlines, lambda inline: isinstance(inline, NoteReference)):
            if are_notes:
                found += self._unit(tuple(group), block)
            else:
                found += (each for inline in group for each in self._inline(inline, block))
        return tuple(found)

    def _inline(self, inline: Inline, block: Block | None) -> Inlines:
        match inline:
            case Strong() | Emphasis() | Foreign() | Inserted() | Deleted() | Reformatted() | Remarked():
                return (replace(inline, content=self._sequence(inline.content, block)),)
            case Text() if not inline.text.strip():
                return (inline,)
            case Text() | Value() | Link() | CrossReference() | NoteReference():
                return self._unit((inline,), block)
            case LineBreak():
                return (inline,)
            case _:
                assert_never(inline)


def _homes(block: Block) -> Iterator[Spanned | Identified | None]:
    """What each of a block's texts is the first of, in the order in which they are changed."""
    match block:
        case Heading() | Paragraph():
            yield block
        case Table():
            yield from (cell for row in block.all_rows for cell in row)
            yield block if block.caption else None
        case Figure():
            yield block if block.title else None
            yield None if block.title else block
        case List() | Callout() | Quotation() | KeyFigures() | Contents() | PageBreak():
            pass
        case _:
            assert_never(block)
