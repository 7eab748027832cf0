"""Numbered lists: each begins with 1, or goes on from one before it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import assert_never

from briefgen import codes
from briefgen.checks.subject import Subject
from briefgen.errors import Diagnostic
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

_FIRST = (0, 1)


def list_numbers(subject: Subject) -> Iterator[Diagnostic]:
    """Lists that count on from a number which no list before them has reached: it prints as a figure would."""
    edition = subject.edition
    texts = [edition.bottom_line, *(section.blocks for section in edition.sections)]
    texts += [note.content for note in edition.notes.values()]
    for blocks in texts:
        for numbered, reached in _Counter().uncounted(blocks, 0):
            message = f"the list begins with {numbered.start}, and nothing before it counts up to that"
            on = "".join(f"{last + 1} to go on from the list before it, or " for last in sorted(reached)[-1:])
            hint = f"write {on}1; \\. behind a number prints it as text, which must come from the ledger"
            place = subject.at(numbered.place and numbered.place.part(0, len(str(numbered.start))))
            yield codes.UNBOUND_FIGURE.at(place, message, hint)


class _Counter:
    """The last numbers of the lists so far, by how deep they stand in other lists."""

    def __init__(self) -> None:
        self._reached: dict[int, set[int]] = defaultdict(set)

    def uncounted(self, blocks: Iterable[Block], depth: int, *, apart: bool = False) -> Iterator[tuple[List, set[int]]]:
        """The lists that nothing counts up to, each with the numbers that it could go on from.

        What stands `apart`, in a callout or quotation, does not keep a list around it from going on.
        """
        for block in blocks:
            match block:
                case List():
                    if block.numbered:
                        yield from self._list(block, depth, apart=apart)
                    for item in block.items:
                        yield from self.uncounted(item.content, depth + 1, apart=apart)
                case Callout() | Quotation():
                    yield from self.uncounted(block.content, depth, apart=True)
                case Heading() | Paragraph() | Table() | Figure() | KeyFigures() | Contents() | PageBreak():
                    pass
                case _:
                    assert_never(block)

    def _list(self, numbered: List, depth: int, *, apart: bool) -> Iterator[tuple[List, set[int]]]:
        reached = self._reached[depth]
        if numbered.start not in _FIRST and numbered.start - 1 not in reached:
            yield numbered, set(reached)
        if numbered.start in _FIRST:
            for deeper in [each for each in self._reached if each > depth]:
                del self._reached[deeper]
        kept = reached - {numbered.start - 1} if apart or numbered.start not in _FIRST else set()
        self._reached[depth] = kept | {numbered.start + len(numbered.items) - 1}
