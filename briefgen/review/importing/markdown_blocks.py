"""Blocks in Markdown: paragraphs, lists in lists, and quotations, as the lines of a section's text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefgen.frozen import frozen


@frozen
class Leaf:
    """A block that holds no other: a paragraph, heading, table or picture, as it is written."""

    text: str


@frozen
class ListBlock:
    """A list: the blocks of each item, and from where it counts."""

    items: tuple[tuple[MarkdownBlock, ...], ...]
    numbered: bool = False
    first: int = 1

    @property
    def is_tight(self) -> bool:
        """Whether each item is one paragraph, with or without a list below it."""
        return all(
            isinstance(item[0], Leaf) and all(isinstance(each, ListBlock) for each in item[1:]) for item in self.items
        )


@frozen
class QuotationBlock:
    """A quotation, or with a mark at its head a callout."""

    blocks: tuple[MarkdownBlock, ...]
    head: str = ""


MarkdownBlock = Leaf | ListBlock | QuotationBlock


def written(blocks: Sequence[MarkdownBlock]) -> str:
    """The blocks as the text of a section."""
    return "".join(f"{line}\n" for line in _lines(blocks))


def _lines(blocks: Sequence[MarkdownBlock], *, tight: bool = False) -> Iterator[str]:
    """The lines of blocks; lists that follow each other have other signs, or they would be one."""
    turn = False
    for number, block in enumerate(blocks):
        before = blocks[number - 1] if number else None
        if before is not None and not tight:
            yield ""
        if isinstance(block, Leaf):
            yield from block.text.split("\n")
        elif isinstance(block, QuotationBlock):
            lines = [*([block.head] if block.head else []), *_lines(block.blocks)]
            yield from (f"> {line}".rstrip() for line in lines)
        else:
            turn = isinstance(before, ListBlock) and before.numbered == block.numbered and not turn
            yield from _listed(block, other_sign=turn)


def _listed(block: ListBlock, *, other_sign: bool) -> Iterator[str]:
    """The lines of a list."""
    for number, item in enumerate(block.items, block.first):
        sign = ")" if other_sign else "."
        marker = f"{number}{sign} " if block.numbered else ("* " if other_sign else "- ")
        if number > block.first and not block.is_tight:
            yield ""
        for at, line in enumerate(_lines(item, tight=block.is_tight)):
            yield f"{marker if at == 0 else ' ' * len(marker)}{line}".rstrip()
