"""Moves: where the PDF has put figures and tables, and that nothing else has moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from briefgen.model.blocks import Block, Figure, Heading, Table, is_optional
from briefgen.proof.compare import Difference
from briefgen.proof.expected import Expected


def moves(blocks: Sequence[Block], as_set: Sequence[Block]) -> Iterator[Difference]:
    """What is not as it was, but for figures and tables elsewhere in their section, each kind in the same order.

    Contents that are optional may be gone, all of them.
    """
    if not any(map(is_optional, as_set)):
        blocks = [block for block in blocks if not is_optional(block)]
    for kind in (Figure, Table, None):
        were, are = _of_kind(blocks, kind), _of_kind(as_set, kind)
        wrong = next((before for before, after in zip(were, are, strict=False) if before is not after), None)
        if wrong is None and len(were) != len(are):
            wrong = max(were, are, key=len)[min(len(were), len(are))]
        if wrong is not None:
            yield _difference(wrong, "is lost, doubled or moved")
            return
    sections, moved = _sections(blocks), _sections(as_set)
    for block in as_set:
        if moved[id(block)] != sections[id(block)]:
            yield _difference(block, "stands in another section")


def _of_kind(blocks: Iterable[Block], kind: type[Figure | Table] | None) -> list[Block]:
    """The blocks of a kind that may move, or all that may not."""
    return [block for block in blocks if (isinstance(block, kind) if kind else not isinstance(block, Figure | Table))]


def _sections(blocks: Iterable[Block]) -> dict[int, int]:
    """Of each block the number of sections that have begun before it."""
    found, begun = dict[int, int](), 0
    for block in blocks:
        begun += isinstance(block, Heading) and block.level == 1
        found[id(block)] = begun
    return found


def _difference(block: Block, how: str) -> Difference:
    return Difference(Expected("", type(block).__name__.lower(), block.id, block.place), how)
