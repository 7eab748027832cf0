"""Stripping ids: what is gone has none, so that nothing leads to it and no two elements of a redline share one."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from briefgen.model.blocks import (
    Block,
    Callout,
    Cell,
    Contents,
    Figure,
    Heading,
    KeyFigures,
    List,
    ListItem,
    PageBreak,
    Paragraph,
    Quotation,
    Table,
)
from briefgen.model.document import Note
from briefgen.model.traverse import map_blocks


def strip_ids(block: Block) -> Block:
    """A block, and all in it, without ids and anchors."""
    return map_blocks((block,), change_block=_without_names)[0]


def strip_item_ids(item: ListItem) -> ListItem:
    """An item of a list, and all in it, without ids and anchors."""
    return replace(item, id="", anchor="", content=tuple(map(strip_ids, item.content)))


def strip_note_ids(note: Note) -> Note:
    """A note, and all in it, without ids and anchors; its own name is what its references lead to."""
    return replace(note, id="", anchor="", content=tuple(map(strip_ids, note.content)))


def _without_names(block: Block) -> Block:
    match block:
        case List():
            items = tuple(replace(item, id="", anchor="") for item in block.items)
            return replace(block, id="", anchor="", items=items)
        case Table():
            header, *rows = (tuple(map(_nameless_cell, row)) for row in (block.header, *block.rows))
            return replace(block, id="", anchor="", header=header, rows=tuple(rows))
        case KeyFigures():
            tiles = tuple(replace(tile, id="", anchor="") for tile in block.tiles)
            return replace(block, id="", anchor="", tiles=tiles)
        case Heading() | Paragraph() | Figure() | Callout() | Quotation() | Contents() | PageBreak():
            return replace(block, id="", anchor="")
        case _:
            assert_never(block)


def _nameless_cell(cell: Cell) -> Cell:
    return replace(cell, id="", anchor="")
