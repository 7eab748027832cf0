"""Floats: figures and low tables, which may stand elsewhere in their section than where they are called.

None leaves its section, passes another float, or stands directly below a heading whose text it would take away. Where
they have gone is known once pages are made: the blocks and the structure are then put in that order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from briefgen.frozen import frozen
from briefgen.layout.blocks import FlowedBlock
from briefgen.layout.boxes import stack_height
from briefgen.model.blocks import DATA, Block, Contents, Figure, Heading, KeyFigures, PageBreak, Table
from briefgen.model.inlines import NoteReference
from briefgen.model.traverse import inlines_of, texts_of

HIGHEST_FIGURE, HIGHEST_TABLE = 0.92, 0.4
"""The parts of a page that a float may take; higher tables are broken where they stand."""


@frozen(slots=True)
class Float:
    """A figure or table among the blocks: the first place where it may stand, and the first where it may not.

    It passes none of its kind, and a chart's data not the figures before them either.
    """

    first: int
    wall: int
    kind: type[Block]
    is_data: bool = False

    def passes(self, other: Float) -> bool:
        """Whether it may stand before one that came before it."""
        return self.kind is not other.kind and not self.is_data


def floats_among(flowed: Sequence[FlowedBlock], room: float) -> dict[int, Float]:
    """The figures and tables, by their numbers; those that may not move have no other place than theirs."""
    found: dict[int, Float] = {}
    walls = [index for index, each in enumerate(flowed) if _is_wall(each.block)]
    for low, high in pairwise((*walls, len(flowed))):
        for index in range(low + 1, high):
            block = flowed[index].block
            if isinstance(block, Figure | Table):
                is_free = _floats(flowed[index], room)
                first, wall = (low + 1, high) if is_free else (index, index + 1)
                is_data = isinstance(block, Table) and block.anchor.startswith(DATA)
                found[index] = Float(first, index + 1 if _is_alone(flowed, index) else wall, type(block), is_data)
    return found


def _is_alone(flowed: Sequence[FlowedBlock], index: int) -> bool:
    """Whether a block is all that stands below a heading."""
    behind = flowed[index + 1].block if index + 1 < len(flowed) else None
    return isinstance(flowed[index - 1].block, Heading) and isinstance(behind, Heading | None)


def _is_wall(block: Block | None) -> bool:
    """Whether a block begins what no float goes into."""
    if isinstance(block, Heading):
        return block.level == 1 or block.change is not None
    return block is None or isinstance(block, Contents | KeyFigures | PageBreak) or block.change is not None


def _floats(flowed: FlowedBlock, room: float) -> bool:
    """Whether a block may float; one that refers to a note stays, whose number would else stand behind higher ones."""
    highest = {Figure: HIGHEST_FIGURE, Table: HIGHEST_TABLE}.get(type(flowed.block), 0.0)
    if flowed.block is None or not highest or stack_height(flowed.boxes) > room * highest:
        return False
    return not any(isinstance(each, NoteReference) for text in texts_of(flowed.block) for each in inlines_of(text))


def in_order(flowed: Sequence[FlowedBlock], order: Iterable[int]) -> tuple[Block, ...]:
    """The blocks in the order in which they are read on the pages, and so the elements of those that have moved."""
    order = _with_unseen(order, len(flowed))
    for before, index in pairwise(order):
        if index != before + 1 and isinstance(flowed[index].block, Figure | Table):
            _move(flowed, index, before)
    return tuple(block for index in order if (block := flowed[index].block))


def _with_unseen(order: Iterable[int], count: int) -> list[int]:
    """The numbers with those of blocks that no page shows, such as breaks, which nothing has passed."""
    full = list(order)
    for index in sorted({*range(count)}.difference(full)):
        full.insert(next((at for at, other in enumerate(full) if other > index), len(full)), index)
    return full


def _move(flowed: Sequence[FlowedBlock], index: int, before: int) -> None:
    """Put the elements of a block behind those of another."""
    last = flowed[before].elements[-1]
    for element in flowed[index].elements:
        element.move_behind(last)
        last = element
