"""A document as far as a redline carries it: without ids, places and contents, labels and numbers as words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from briefgen.model.blocks import Block, Contents, Figure, Heading, KeyFigures, List, PageBreak, Table
from briefgen.model.document import Document, Front
from briefgen.model.inlines import CrossReference, Inline, Inlines, NoteReference, Strong, Text
from briefgen.model.traverse import map_blocks, map_texts
from briefgen.review.diff.tokens import text_of, tokens_of


def comparable(document: Document) -> tuple[Any, ...]:
    """What two documents must have in common to say and look the same."""
    numbers = {note.name: note.number for note in document.notes}
    front = document.front

    def inline(inline: Inline) -> Inline:
        match inline:
            case NoteReference():
                return replace(inline, note=str(numbers.get(inline.note)), number=0)
            case CrossReference():
                return replace(inline, target="")
            case _:
                return inline

    def plain(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        kept = tuple(block for block in blocks if not isinstance(block, Contents | PageBreak))
        return map_blocks(kept, inline, lambda block: map_texts(_spelled(_nameless(block)), _normal))

    return (
        _front(front),
        plain(document.blocks),
        tuple((note.number, plain(note.content), note.change) for note in document.notes),
    )


def _front(front: Front) -> tuple[Any, ...]:
    details = ((detail.label, _normal(detail.text), detail.change) for detail in front.details)
    return (_normal(front.title), _normal(front.subtitle), tuple(details))


def _normal(inlines: Inlines) -> Inlines:
    return text_of(tokens_of(inlines))


def _nameless(block: Block) -> Block:
    block = replace(block, id="", anchor="")
    match block:
        case List():
            return replace(block, items=tuple(replace(item, id="", anchor="") for item in block.items))
        case Table():
            header, *rows = (
                tuple(replace(cell, id="", anchor="") for cell in row) for row in (block.header, *block.rows)
            )
            columns = tuple(replace(column, width=0.0) for column in block.columns)
            above = tuple(tuple(replace(cell, id="", anchor="") for cell in row) for row in block.above)
            return replace(block, columns=columns, header=header, rows=tuple(rows), above=above, again="", scale=1.0)
        case KeyFigures():
            return replace(block, tiles=tuple(replace(tile, id="", anchor="") for tile in block.tiles))
        case _:
            return block


def _spelled(block: Block) -> Block:
    match block:
        case Heading():
            number, marking = f"{block.number} " if block.number else "", f" ({block.marking})" if block.marking else ""
            return replace(block, content=(Text(number), *block.content, Text(marking)), number="", marking="")
        case Table() | Figure() if block.label:
            return replace(block, caption=(Strong((Text(f"{block.label}."),)), Text(" "), *block.caption), label="")
        case KeyFigures():
            tiles = (
                replace(tile, caption=(*tile.caption, Text(f"\u00a0{tile.reference}")), reference="")
                if tile.reference
                else tile
                for tile in block.tiles
            )
            return replace(block, tiles=tuple(tiles))
        case _:
            return block
