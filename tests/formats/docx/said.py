"""What a document says, as any reader must find it: its texts in reading order, without white space."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from string import ascii_uppercase

from briefgen.model.blocks import (
    Block,
    Callout,
    Cell,
    ChangeKind,
    Contents,
    Figure,
    Heading,
    KeyFigures,
    List,
    Listed,
    ListItem,
    PageBreak,
    Quotation,
    Table,
    Tile,
)
from briefgen.model.document import Document
from briefgen.model.inlines import Deleted, Inline, Inserted, NoteReference, Strong, Text
from briefgen.model.traverse import map_blocks, plain_text, texts_of

GONE = {
    True: (frozenset({ChangeKind.DELETED, ChangeKind.MOVED_FROM}), Deleted),
    False: (frozenset({ChangeKind.INSERTED, ChangeKind.MOVED_TO}), Inserted),
}
"""What goes with all changes accepted, and with all rejected."""


def squeezed(text: str) -> str:
    """The characters of a text without white space."""
    return "".join(text.split())


def said(blocks: Iterable[Block], *, contents: bool = True) -> Iterator[str]:
    """The texts of blocks; without the contents for a reader that looks into no control."""
    for block in blocks:
        match block:
            case List():
                yield from (text for item in block.items for text in said(item.content, contents=contents))
            case Callout():
                yield block.label
                yield from said(block.content, contents=contents)
            case Quotation():
                yield from said(block.content, contents=contents)
                yield f"— {plain_text(block.attribution)}" if block.attribution else ""
            case Contents():
                yield from _listed(block) if contents or block.of is not Listed.HEADINGS else ()
            case KeyFigures():
                yield from (text for tile in block.tiles for text in _of_tile(tile))
            case Table():
                yield f"{block.label}." if block.label else ""
                yield from map(plain_text, texts_of(block))
            case Figure():
                title, *others = map(plain_text, texts_of(block))
                yield from (title, f"{block.label}." if block.label else "", *others)
            case Heading():
                yield block.number if block.number and not _is_counted(block) else ""
                yield plain_text(block.content)
                yield f"({block.marking})" if block.marking else ""
            case _:
                yield from map(plain_text, texts_of(block))


def _is_counted(heading: Heading) -> bool:
    """Whether Word counts a heading's number: not what a redline marks, nor what is no number or letter alone."""
    is_simple = heading.number.isdecimal() or (len(heading.number) == 1 and heading.number in ascii_uppercase)
    return is_simple and heading.change is None


def _listed(block: Contents) -> Iterator[str]:
    yield block.title
    for entry in block.entries:
        yield from (entry.number, entry.text, str(entry.page or ""))


def _of_tile(tile: Tile) -> Iterator[str]:
    yield from (plain_text((tile.value,)), plain_text(tile.caption), tile.reference)


def as_in_word(document: Document) -> Document:
    """The document with such references to notes as text that are text in Word: a further one, or one to no note.

    What a redline takes out has footnotes of its own.
    """
    unseen = {goes: {note.name for note in document.notes} for goes in (True, False)}

    def in_word(block: Block) -> Block:
        names = unseen[block.change is not None and block.change.kind in GONE[True][0]]

        def as_text(inline: Inline) -> Inline:
            if not isinstance(inline, NoteReference):
                return inline
            if inline.note in names:
                names.remove(inline.note)
                return inline
            return Text(str(inline.number))

        return map_blocks([block], as_text)[0]

    return replace(document, blocks=tuple(map(in_word, document.blocks)))


def resolved(blocks: Iterable[Block], *, accepted: bool) -> tuple[Block, ...]:
    """The blocks once every tracked change is accepted, or rejected; one that is gone says nothing."""
    kinds, gone = GONE[accepted]

    def is_gone(element: Block | ListItem | Cell | Tile) -> bool:
        return element.change is not None and element.change.kind in kinds

    def kept(inline: Inline) -> Inline:
        if isinstance(inline, gone):
            return Text("")
        return Strong(inline.content) if isinstance(inline, Inserted | Deleted) else inline

    def left(block: Block) -> Block:
        match block:
            case _ if is_gone(block):
                return PageBreak()
            case List():
                return replace(block, items=tuple(item for item in block.items if not is_gone(item)))
            case Table():
                rows = (
                    tuple(replace(cell, content=()) if is_gone(cell) else cell for cell in row) for row in block.rows
                )
                return replace(block, rows=tuple(rows))
            case _:
                return block

    return map_blocks(blocks, kept, left)
