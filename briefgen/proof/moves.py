"""Moves: where the PDF has put figures, and that nothing but figures has moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from briefgen.model.blocks import Block, Figure, Heading, is_optional
from briefgen.proof.compare import Difference
from briefgen.proof.expected import Expected

Position = tuple[int, int]


def moves(blocks: Sequence[Block], as_set: Sequence[Block]) -> Iterator[Difference]:
    """What is not as it was, but for figures that stand further behind in the same section and in the same order.

    Contents that are optional may be gone, all of them.
    """
    if not any(map(is_optional, as_set)):
        blocks = [block for block in blocks if not is_optional(block)]
    for were, are in ((_others(blocks), _others(as_set)), (_figures(blocks), _figures(as_set))):
        wrong = next((before for before, after in zip(were, are, strict=False) if before is not after), None)
        if wrong is None and len(were) != len(are):
            wrong = max(were, are, key=len)[min(len(were), len(are))]
        if wrong is not None:
            yield _difference(wrong, "is lost, doubled or moved")
            return
    for figure, (section, before), (other, after) in zip(
        _figures(blocks), _positions(blocks), _positions(as_set), strict=True
    ):
        if other != section or after < before:
            yield _difference(figure, "stands in another section, or before text that it stood behind")


def _difference(block: Block, how: str) -> Difference:
    return Difference(Expected("", type(block).__name__.lower(), block.id, block.place), how)


def _figures(blocks: Iterable[Block]) -> list[Block]:
    return [block for block in blocks if isinstance(block, Figure)]


def _others(blocks: Iterable[Block]) -> list[Block]:
    return [block for block in blocks if not isinstance(block, Figure)]


def _positions(blocks: Iterable[Block]) -> list[Position]:
    """Of each figure the number of headings, and of all blocks but figures, before it."""
    found, headings, others = list[Position](), 0, 0
    for block in blocks:
        if isinstance(block, Figure):
            found.append((headings, others))
        else:
            headings += isinstance(block, Heading)
            others += 1
    return found
