"""Citations of two documents: the numbers by which they name their sources."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from briefgen.assemble.sources import ANCHOR
from briefgen.model.blocks import Block, KeyFigures, List
from briefgen.model.document import Document
from briefgen.model.inlines import CrossReference, Inline
from briefgen.model.traverse import blocks_of, map_blocks

_NUMBER = re.compile(r"\d+")


def renumber_sources(old: Document, new: Document) -> Document:
    """The old document with the numbers that its sources have in the new one, so that only another source differs."""
    before, after = _numbers(old), _numbers(new)
    moved = {number: after[source] for source, number in before.items() if after.get(source, number) != number}

    def renamed(inline: Inline) -> Inline:
        if isinstance(inline, CrossReference) and inline.target.startswith(ANCHOR):
            return replace(inline, text=_with(moved, inline.text, count=1))
        return inline

    def tiled(block: Block) -> Block:
        if not isinstance(block, KeyFigures):
            return block
        return replace(
            block, tiles=tuple(replace(tile, reference=_sorted(moved, tile.reference)) for tile in block.tiles)
        )

    if not moved:
        return old
    notes = tuple(replace(note, content=map_blocks(note.content, renamed)) for note in old.notes)
    return replace(old, blocks=map_blocks(old.blocks, renamed, tiled), notes=notes)


def _numbers(document: Document) -> dict[str, str]:
    """The number of each source, by its anchor."""
    lists = (block for block in blocks_of(document.blocks) if isinstance(block, List))
    cited = (block.items for block in lists if all(item.anchor.startswith(ANCHOR) for item in block.items))
    return {item.anchor: str(number) for items in cited for number, item in enumerate(items, 1)}


def _with(moved: Mapping[str, str], text: str, *, count: int = 0) -> str:
    return _NUMBER.sub(lambda match: moved.get(match[0], match[0]), text, count=count)


def _sorted(moved: Mapping[str, str], reference: str) -> str:
    """A tile's sources, which stand in the order of their numbers."""
    numbers = sorted((moved.get(number, number) for number in _NUMBER.findall(reference)), key=int)
    return f"[{', '.join(numbers)}]" if numbers else reference
