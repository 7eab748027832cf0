"""The source map: where each printed character of a text stands in the content files, and what it belongs to there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from pathlib import Path
from typing import assert_never

from briefgen.formats.docx.word_model import NOTE
from briefgen.frozen import frozen
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
from briefgen.model.direction import without_isolates
from briefgen.model.document import Document
from briefgen.model.inlines import (
    CrossReference,
    Deleted,
    Emphasis,
    Foreign,
    Inlines,
    Inserted,
    LineBreak,
    Link,
    NoteReference,
    Reformatted,
    Remarked,
    Strong,
    Text,
    Value,
)
from briefgen.model.traverse import blocks_of
from briefgen.spans import Span

Extent = tuple[int, int]
"""The first offset in a file and the one behind the last."""


@frozen
class Container:
    """What stands around characters: strong or stressed text, a link, words in another language."""

    bold: bool = False
    italic: bool = False
    link: str = ""
    extent: Extent | None = None


@frozen
class Atom:
    """What is printed as a whole: a fact by its id and formats, a footnote's call, or a reference by its target."""

    kind: str
    name: str
    formats: tuple[str, ...] = ()
    extent: Extent | None = None

    @property
    def written(self) -> str:
        """A fact as content prints it."""
        return f"{{{{ {' | '.join((self.name, *self.formats))} }}}}" if self.kind == "value" else ""


@frozen
class Sign:
    """A printed character: where its file has it, none where it is generated; what it is part of."""

    text: str
    extent: Extent | None = None
    containers: tuple[Container, ...] = ()
    atom: Atom | None = None


@frozen
class TracedText:
    """A text of the document: its id, the file in which it stands, and its characters as printed."""

    id: str
    file: str
    signs: tuple[Sign, ...]
    kind: str = ""
    place: Span | None = field(default=None, compare=False)

    @property
    def text(self) -> str:
        return "".join(sign.text for sign in self.signs)


def value_atoms(unit: TracedText) -> list[Atom]:
    """The facts that a text prints, in their order."""
    return list({id(s.atom): s.atom for s in unit.signs if s.atom and s.atom.kind == "value"}.values())


def trace(document: Document, content: Path) -> dict[str, TracedText]:
    """Every text of a document that authors have written, by the id that its bookmark has.

    The texts name the files by their paths in the content folder.
    """
    front = document.front
    found = [("front/title", front.title, "title"), ("front/subtitle", front.subtitle, "title")]
    found += _written(document.blocks)
    for note in document.notes:
        found += _written(note.content)
    units = (_traced(identity, inlines, kind, content) for identity, inlines, kind in found if identity)
    return {unit.id: unit for unit in units if unit is not None}


def _written(blocks: tuple[Block, ...]) -> Iterator[tuple[str, Inlines, str]]:
    """Each text of the blocks: the id of its bookmark, its inlines, and what it is."""
    for block in blocks_of(blocks):
        match block:
            case Heading():
                yield block.id, block.content, "heading"
            case Paragraph():
                yield block.id, block.content, "paragraph"
            case Quotation():
                yield f"{block.id}/attribution", block.attribution, "caption"
            case Table() | Figure() | KeyFigures():
                yield from _displayed(block)
            case List() | Callout() | Contents() | PageBreak():
                pass
            case _:
                assert_never(block)


def _displayed(block: Table | Figure | KeyFigures) -> Iterator[tuple[str, Inlines, str]]:
    match block:
        case Table():
            yield f"{block.id}/caption", block.caption, "caption"
            yield from ((cell.id, cell.content, "cell") for row in block.all_rows for cell in row)
            yield f"{block.id}/source", block.source, "caption"
        case Figure():
            yield f"{block.id}/title", block.title, "caption"
            yield f"{block.id}/caption", (*block.caption, Text(" "), *block.source), "caption"
        case KeyFigures():
            for tile in block.tiles:
                yield tile.id, (tile.value,), "tile"
                yield f"{tile.id}/caption", tile.caption, "caption"
        case _:
            assert_never(block)


def _traced(identity: str, inlines: Inlines, kind: str, content: Path) -> TracedText | None:
    """The text with its characters traced; none where none of it stands in a content file."""
    place = next((inline.place for inline in _flat(inlines) if inline.place), None)
    if place is None or not Path(place.file).is_relative_to(content):
        return None
    within = place.within(content)
    return TracedText(identity, within.file, tuple(_signs(inlines, place.file)), kind, within)


def _signs(inlines: Inlines, file: str) -> Iterator[Sign]:
    """The characters of inlines, each with where the file has it; those of another file are taken for generated."""
    for inline in inlines:
        extent = _extent(inline.place, file)
        match inline:
            case Text():
                yield from _characters(inline, file)
            case Value():
                yield from _atom(inline.text, Atom("value", inline.fact, inline.formats, extent))
            case NoteReference():
                yield from _atom(NOTE, Atom("note", inline.note, (), extent))
            case CrossReference() if not inline.content:
                yield from _atom(inline.text, Atom("reference", inline.target, (), extent))
            case LineBreak():
                yield Sign("\n", extent)
            case Strong() | Emphasis() | Link() | Foreign() | CrossReference():
                target = inline.target if isinstance(inline, Link) else ""
                container = Container(isinstance(inline, Strong), isinstance(inline, Emphasis), target, extent)
                for sign in _signs(inline.content, file):
                    yield Sign(sign.text, sign.extent, (container, *sign.containers), sign.atom)
            case Inserted() | Deleted() | Reformatted() | Remarked():
                yield from _signs(inline.content, file)
            case _:
                assert_never(inline)


def _extent(place: Span | None, file: str) -> Extent | None:
    return (place.start, place.end) if place is not None and place.file == file and place.start >= 0 else None


def _characters(text: Text, file: str) -> Iterator[Sign]:
    """A text's characters; those of one that was not read from its place stand nowhere."""
    place = text.place if text.place is not None and _is_read(text, text.place, file) else None
    for number, character in enumerate(text.text):
        if place or without_isolates(character):
            yield Sign(character, _extent_of(character, number, place) if place else None)


def _extent_of(character: str, number: int, place: Span) -> Extent:
    """Where a character stands; behind one that stands there as it is may be marks and comments, which are not its."""
    start, following = place.each[number], place.each[number + 1]
    is_as_read = place.source.text.startswith(character, start) and character not in "&\\"
    return start, start + 1 if is_as_read else following


def _is_read(text: Text, place: Span, file: str) -> bool:
    """Whether a text is what stands at its place, letter by letter, and not made of it."""
    if not _extent(place, file) or len(place.each) != len(text.text) + 1:
        return False
    written = place.source.text
    pairs = zip(text.text, place.each, strict=False)
    return all(written[at] in (character, "&", "\\") for character, at in pairs if character.isalnum())


def _atom(printed: str, atom: Atom) -> Iterator[Sign]:
    for character in without_isolates(printed):
        yield Sign(character, atom.extent, (), atom)


def _flat(inlines: Inlines) -> Iterator[Text | Value | NoteReference | CrossReference | LineBreak]:
    for inline in inlines:
        match inline:
            case Text() | Value() | NoteReference() | LineBreak():
                yield inline
            case CrossReference() if not inline.content:
                yield inline
            case Strong() | Emphasis() | Link() | Foreign() | CrossReference():
                yield from _flat(inline.content)
            case Inserted() | Deleted() | Reformatted() | Remarked():
                yield from _flat(inline.content)
            case _:
                assert_never(inline)
