"""Numbering: figures, tables and notes, in the order in which a reader meets them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from briefgen.model.blocks import Block, Figure, Heading, Table
from briefgen.model.document import Note
from briefgen.model.inlines import Inline, NoteReference
from briefgen.model.labels import NO_BREAK_SPACE, Labels
from briefgen.model.traverse import blocks_of, inlines_of, map_blocks, plain_text, texts_of

LONGEST_NAME = 60
"""The characters up to which a caption serves as a name."""


def number_figures(blocks: Iterable[Block], labels: Labels) -> tuple[Block, ...]:
    """The blocks with "Figure 1", "Table 1" and so on; a table without a caption has no number."""
    counts = {Figure: 0, Table: 0}

    def numbered(block: Block) -> Block:
        if isinstance(block, Figure) or (isinstance(block, Table) and block.caption):
            kind = type(block)
            counts[kind] += 1
            name = labels.figure if kind is Figure else labels.table
            return replace(block, label=f"{name}{NO_BREAK_SPACE}{counts[kind]}")
        return block

    return map_blocks(blocks, change_block=numbered)


def name_again(blocks: Iterable[Block], labels: Labels) -> tuple[Block, ...]:
    """The blocks with what each table is called where it goes on: by its label, its caption or the heading above it."""
    heading = ""

    def named(block: Block) -> Block:
        nonlocal heading
        if isinstance(block, Heading):
            heading = plain_text(block.content)
        if not isinstance(block, Table):
            return block
        caption = plain_text(block.caption).removesuffix(".")
        what = block.label or (caption if len(caption) <= LONGEST_NAME else "") or heading
        return replace(block, again=labels.continued.format(what=what) if what else "")

    return map_blocks(blocks, change_block=named)


def number_notes(blocks: tuple[Block, ...], notes: Mapping[str, Note]) -> tuple[tuple[Block, ...], tuple[Note, ...]]:
    """The blocks with every note reference numbered, and the notes that are referred to, in that order."""
    numbers: dict[str, int] = {}
    for block in blocks_of(blocks):
        for text in texts_of(block):
            for inline in inlines_of(text):
                if isinstance(inline, NoteReference):
                    numbers.setdefault(inline.note, len(numbers) + 1)

    def numbered(inline: Inline) -> Inline:
        return replace(inline, number=numbers[inline.note]) if isinstance(inline, NoteReference) else inline

    used = tuple(replace(notes[name], number=number) for name, number in numbers.items() if name in notes)
    return map_blocks(blocks, numbered), used
