"""Counting: which numbered lists go on with the numbers of the one before them, after words that stand between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from briefgen.model.blocks import Block, List


def behind(numbers: List) -> int:
    """The number that follows the last one of a list."""
    return numbers.start + len(numbers.items)


def with_those_that_go_on(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks beside each other, of which a list knows whether it goes on with the numbers of the one before it."""
    following = 0
    for block in blocks:
        if isinstance(block, List) and block.numbered:
            block = replace(block, goes_on=block.start == following > 1)
            following = behind(block)
        yield block


def recounted(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks beside each other, with the number of each list that goes on after what the one before it holds now.

    A list that has come or gone as a whole has its own number.
    """
    before: List | None = None
    for block in blocks:
        if isinstance(block, List) and block.numbered:
            if block.goes_on and before and block.change is None:
                block = replace(block, start=behind(before))
            before = block
        yield block
