"""References in two documents: notes and sources that are the same are named alike, and what is gone has no name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TypeGuard, TypeVar, assert_never

from briefgen.assemble.numbering import number_notes
from briefgen.assemble.sources import ANCHOR
from briefgen.model.blocks import (
    Block,
    Callout,
    Contents,
    Figure,
    Heading,
    Identified,
    KeyFigures,
    List,
    ListItem,
    PageBreak,
    Paragraph,
    Quotation,
    Table,
)
from briefgen.model.document import Document, Note
from briefgen.model.inlines import CrossReference, Inline, NoteReference
from briefgen.model.traverse import blocks_of, map_blocks, texts_of
from briefgen.review.diff.align import Fingerprint, Sequences, align
from briefgen.review.diff.tokens import words_of

Named = TypeVar("Named", bound=Identified)
Holder = TypeVar("Holder", ListItem, Note)
FORMER = "former "
"""What begins the name of a note that is gone, where another one has its name now."""


def match_notes(old: Document, new: Document) -> Document:
    """The old document with its notes, and the references to them, named as those that they are in the new one."""
    olds, news = ([_element(note) for note in document.notes] for document in (old, new))
    alignment = align(Sequences(olds, news, can_move=True))
    pairs = dict(alignment.moves) | {step.old[0]: step.new[0] for step in alignment.steps if step.old and step.new}
    taken = {note.name for note in new.notes}
    names = {
        note.name: new.notes[pairs[index]].name if index in pairs else _former(note.name, taken)
        for index, note in enumerate(old.notes)
    }

    def renamed(inline: Inline) -> Inline:
        return replace(inline, note=names[inline.note]) if _is_known(inline, names) else inline

    notes = tuple(replace(note, name=names[note.name]) for note in old.notes)
    return replace(old, blocks=map_blocks(old.blocks, renamed), notes=notes)


def _is_known(inline: Inline, names: dict[str, str]) -> TypeGuard[NoteReference]:
    return isinstance(inline, NoteReference) and inline.note in names


def _former(name: str, taken: set[str]) -> str:
    while name in taken:
        name = f"{FORMER}{name}"
    return name


def _element(note: Note) -> Fingerprint:
    words = words_of(*(text for block in blocks_of(note.content) for text in texts_of(block)))
    return Fingerprint((note.id,), words, words)


def number_document_notes(document: Document) -> Document:
    """The document with its notes numbered as its text refers to them, what is struck out as well."""
    blocks, notes = number_notes(document.blocks, {note.name: note for note in document.notes})
    return replace(document, blocks=blocks, notes=notes)


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


def strip_ids(block: Block) -> Block:
    """A block, and all in it, without ids and anchors."""
    return map_blocks((block,), change_block=_without_names)[0]


def strip_ids_within(holder: Holder) -> Holder:
    """An item or note, and all in it, without ids and anchors; a note keeps its name, to which references lead."""
    return replace(holder, id="", anchor="", content=tuple(map(strip_ids, holder.content)))


def _without_names(block: Block) -> Block:
    match block:
        case List():
            return replace(_nameless(block), items=tuple(map(_nameless, block.items)))
        case Table():
            header, *rows = (tuple(map(_nameless, row)) for row in (block.header, *block.rows))
            above = tuple(tuple(map(_nameless, row)) for row in block.above)
            return replace(_nameless(block), header=header, rows=tuple(rows), above=above)
        case KeyFigures():
            return replace(_nameless(block), tiles=tuple(map(_nameless, block.tiles)))
        case Heading() | Paragraph() | Figure() | Callout() | Quotation() | Contents() | PageBreak():
            return _nameless(block)
        case _:
            assert_never(block)


def _nameless(element: Named) -> Named:
    return replace(element, id="", anchor="")
