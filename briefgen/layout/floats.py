"""Floats: a figure that has no room left on its page lets the text behind it run up, and stands where that text ends.

A figure moves only within its section, and never past another figure, a table or a heading, so that it stays near the
text that refers to it and all keep their order.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import assert_never

from briefgen.layout.boxes import stack_height
from briefgen.layout.footnotes import foot_height
from briefgen.layout.pages import PlacedPage
from briefgen.model.blocks import (
    Block,
    Callout,
    Contents,
    Figure,
    Heading,
    KeyFigures,
    List,
    PageBreak,
    Paragraph,
    Quotation,
    Table,
)
from briefgen.model.inlines import NoteReference
from briefgen.model.traverse import inlines_of, texts_of

WHITE = 0.12
"""The part of a page that may stay empty before a figure."""
FARTHEST = 3
"""The steps that a figure may move: each a paragraph with the list that it introduces, or another block of text."""


class Floats:
    """How far each figure has moved so far, by its id."""

    def __init__(self) -> None:
        self._moved: dict[str, int] = {}

    def settled(self, blocks: Sequence[Block], pages: Sequence[PlacedPage], room: float) -> tuple[Block, ...]:
        """The blocks with each figure one step further that has left too much of the page before it empty."""
        waiting = {
            name
            for before, after in pairwise(pages)
            if after.body and room - stack_height(before.body) - foot_height(before.foot) > room * WHITE
            for name in after.body[0].names
        }
        found = list(blocks)
        for index in range(len(found) - 1, -1, -1):
            block, moved = found[index], self._moved.get(found[index].id, 0)
            if isinstance(block, Figure) and block.id in waiting and moved < FARTHEST and not _calls(block):
                step = _step(found, index + 1)
                found[index : index + step + 1] = [*found[index + 1 : index + step + 1], block]
                self._moved[block.id] = moved + 1 if step else FARTHEST
        return tuple(found)


def _calls(figure: Figure) -> bool:
    """Whether a figure refers to a note, whose number would then stand behind higher ones."""
    return any(isinstance(inline, NoteReference) for text in texts_of(figure) for inline in inlines_of(text))


def _step(blocks: Sequence[Block], start: int) -> int:
    """How many blocks make one step from a place on; none where the figure must stay before them."""
    block = blocks[start] if start < len(blocks) else None
    if block is None or block.change is not None:
        return 0
    match block:
        case Paragraph():
            return 2 if start + 1 < len(blocks) and isinstance(blocks[start + 1], List) else 1
        case List() | Quotation() | Callout():
            return 1
        case Heading() | Table() | Figure() | KeyFigures() | Contents() | PageBreak():
            return 0
        case _:
            assert_never(block)
