"""Accepting and rejecting: the document once every change in it is accepted, or every one is rejected.

Labels and numbers that a redline marks stay as words of their texts. What it does not mark is the new document's in
both: the contents, the heads of pages and the properties.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import assert_never

from briefgen.frozen import frozen
from briefgen.model.blocks import (
    Block,
    Callout,
    Cell,
    Change,
    ChangeKind,
    Contents,
    Figure,
    Heading,
    KeyFigures,
    List,
    PageBreak,
    Paragraph,
    Quotation,
    Table,
    Tile,
    change_of_row,
)
from briefgen.model.document import Document
from briefgen.model.inlines import Deleted, Emphasis, Foreign, Inline, Inlines, Inserted, Reformatted, Strong, Value
from briefgen.model.traverse import map_texts, recounted
from briefgen.review.diff.references import number_document_notes
from briefgen.review.diff.tokens import text_of, tokens_of


def accept_changes(document: Document) -> Document:
    """The document with every change accepted."""
    return _Settler(accepted=True).document(document)


def reject_changes(document: Document) -> Document:
    """The document with every change rejected."""
    return _Settler(accepted=False).document(document)


@frozen
class _Settler:
    accepted: bool

    def document(self, document: Document) -> Document:
        front = document.front
        details = tuple(
            replace(detail, text=self.text(detail.text), change=None)
            for detail in front.details
            if not self.is_gone(detail.change)
        )
        front = replace(front, title=self.text(front.title), subtitle=self.text(front.subtitle), details=details)
        notes = tuple(
            replace(note, content=self.blocks(note.content), change=None)
            for note in document.notes
            if not self.is_gone(note.change)
        )
        return number_document_notes(replace(document, front=front, blocks=self.blocks(document.blocks), notes=notes))

    def is_gone(self, change: Change | None) -> bool:
        if change is None:
            return False
        return (change.kind in (ChangeKind.DELETED, ChangeKind.MOVED_FROM)) is self.accepted

    def text(self, inlines: Inlines) -> Inlines:
        return text_of(tokens_of(tuple(self._settled(inlines))))

    def _settled(self, inlines: Inlines) -> Iterator[Inline]:
        for inline in inlines:
            match inline:
                case Inserted() | Deleted():
                    if isinstance(inline, Inserted) is self.accepted:
                        yield from self._settled(inline.content)
                case Reformatted():
                    yield from self._settled(inline.content if self.accepted else inline.before)
                case Strong() | Emphasis() | Foreign():
                    yield replace(inline, content=tuple(self._settled(inline.content)))
                case _:
                    yield inline

    def blocks(self, blocks: Iterable[Block]) -> tuple[Block, ...]:
        kept = (self._block(block) for block in blocks if not self.is_gone(block.change))
        return tuple(recounted(self._joined(kept)))

    def _joined(self, blocks: Iterable[Block]) -> Iterator[Block]:
        """The blocks with each paragraph whose end is gone in one with the next."""
        before: Inlines = ()
        for block in blocks:
            if not isinstance(block, Paragraph):
                yield block
            elif self.is_gone(block.end):
                before += block.content
            else:
                yield replace(block, content=self.text((*before, *block.content)), end=None)
                before = ()

    def _block(self, block: Block) -> Block:
        block = replace(map_texts(block, self.text), change=None)
        match block:
            case List():
                items = (item for item in block.items if not self.is_gone(item.change))
                settled = (replace(item, content=self.blocks(item.content), change=None) for item in items)
                return replace(block, items=tuple(settled))
            case Callout() | Quotation():
                return replace(block, content=self.blocks(block.content))
            case Table():
                return self._table(block)
            case KeyFigures():
                return replace(block, tiles=tuple(map(self._tile, block.tiles)))
            case Heading() | Paragraph() | Figure() | Contents() | PageBreak():
                return block
            case _:
                assert_never(block)

    def _table(self, table: Table) -> Table:
        kept = [index for index, cell in enumerate(table.header) if not self.is_gone(cell.change)]
        rows = (row for row in table.rows if not self.is_gone(change_of_row(row, table.header)))
        return replace(
            table,
            columns=tuple(table.columns[index] for index in kept),
            header=self._row(table.header, kept),
            rows=tuple(self._row(row, kept) for row in rows),
        )

    def _row(self, row: tuple[Cell, ...], kept: Iterable[int]) -> tuple[Cell, ...]:
        return tuple(replace(row[index], change=None) for index in kept)

    def _tile(self, tile: Tile) -> Tile:
        if tile.former is None or self.accepted:
            return replace(tile, former=None)
        (value,) = tile.former.content
        return replace(tile, value=value, former=None) if isinstance(value, Value) else tile
