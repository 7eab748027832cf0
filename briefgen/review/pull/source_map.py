"""The source map: where each printed character of a text stands in the content files, and what it belongs to there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from itertools import pairwise
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

_QUOTES = {'"': "“”", "'": "‘’"}
_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);")
_DASHES = re.compile(r"-{1,3}")
_ESCAPE = re.compile(r"\\(?:x..|u....|U........|.)", re.DOTALL)
_TARGETS = re.compile(r"\](?:\((?:[^()\\\n]|\\.|\([^()\n]*\))*\)|\[[^\]\n]*\]|\{[^{}\n]*\}|)")


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


def trace(document: Document, texts: Mapping[str, str], content: Path) -> dict[str, TracedText]:
    """Every text of a document that authors have written, by the id that its bookmark has.

    `texts` are those of the content files, by the names that places bear; the units name the files by their paths in
    the content folder.
    """
    tracer = _Tracer(texts, content)
    front = document.front
    found = [("front/title", front.title, "title"), ("front/subtitle", front.subtitle, "title")]
    found += _written(document.blocks)
    for note in document.notes:
        found += _written(note.content)
    units = (tracer.unit(identity, inlines, kind) for identity, inlines, kind in found if identity)
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
            yield from ((cell.id, cell.content, "cell") for row in (block.header, *block.rows) for cell in row)
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


class _Tracer:
    """Finds the characters of texts in the files."""

    def __init__(self, texts: Mapping[str, str], content: Path) -> None:
        self._texts = texts
        self._content = content
        self._starts = {name: _line_starts(text) for name, text in texts.items()}

    def unit(self, identity: str, inlines: Inlines, kind: str) -> TracedText | None:
        """The text with its characters traced; none where none of it stands in a file."""
        place = next((inline.place for inline in _flat(inlines) if inline.place), None)
        if place is None or place.file not in self._texts:
            return None
        signs = self._sealed(tuple(self._signs(inlines, place.file)), place.file)
        within = place.within(self._content)
        return TracedText(identity, within.file, signs, kind, within)

    def _signs(self, inlines: Inlines, file: str) -> Iterator[Sign]:
        for inline in inlines:
            at = self._offset(inline.place, file)
            match inline:
                case Text():
                    yield from self._text(inline.text, at, file)
                case Value():
                    extent = self._whole("{{", "}}", at, file)
                    yield from self._atom(inline.text, Atom("value", inline.fact, inline.formats, extent))
                case NoteReference():
                    extent = self._whole("[^", "]", at, file)
                    yield from self._atom(NOTE, Atom("note", inline.note, (), extent))
                case CrossReference() if not inline.content:
                    extent = self._whole("[](", ")", at, file)
                    yield from self._atom(inline.text, Atom("reference", inline.target, (), extent))
                case LineBreak():
                    yield Sign("\n", self._break(at, file))
                case Strong() | Emphasis() | Link() | Foreign() | CrossReference():
                    yield from self._contained(inline, file)
                case Inserted() | Deleted() | Reformatted() | Remarked():
                    yield from self._signs(inline.content, file)
                case _:
                    assert_never(inline)

    def _contained(self, inline: Strong | Emphasis | Link | Foreign | CrossReference, file: str) -> Iterator[Sign]:
        signs = tuple(self._signs(inline.content, file))
        extents = [_outer(sign) for sign in signs]
        extent = None
        if extents and extents[0] and extents[-1]:
            extent = self._around(inline, extents[0][0], extents[-1][1], file)
        target = inline.target if isinstance(inline, Link) else ""
        container = Container(isinstance(inline, Strong), isinstance(inline, Emphasis), target, extent)
        for sign in signs:
            yield Sign(sign.text, sign.extent, (container, *sign.containers), sign.atom)

    def _around(self, inline: object, start: int, end: int, file: str) -> Extent | None:
        """The extent of a container with its marks, none where the file does not have them."""
        text = self._texts[file]
        width = 2 if isinstance(inline, Strong) else 1
        if isinstance(inline, Strong | Emphasis):
            before, after = text[max(0, start - width) : start], text[end : end + width]
            return (start - width, end + width) if before == after and before.strip("*_") == "" != before else None
        if text[start - 1 : start] == "<" and text[end : end + 1] == ">":
            return start - 1, end + 1
        closing = _TARGETS.match(text, end)
        return (start - 1, closing.end()) if text[start - 1 : start] == "[" and closing else None

    def _text(self, printed: str, at: int | None, file: str) -> Iterator[Sign]:
        extents = _aligned(self._texts[file], at, printed) if at is not None else None
        for number, character in enumerate(printed):
            yield Sign(character, extents[number] if extents else None)

    def _atom(self, printed: str, atom: Atom) -> Iterator[Sign]:
        for character in printed:
            yield Sign(character, atom.extent, (), atom)

    def _offset(self, place: Span | None, file: str) -> int | None:
        if place is None or place.file != file or not 0 < place.line <= len(self._starts[file]):
            return None
        return self._starts[file][place.line - 1] + place.column - 1

    def _whole(self, opening: str, closing: str, at: int | None, file: str) -> Extent | None:
        """The extent of what begins and ends with these marks, none where something else stands there."""
        text = self._texts[file]
        if at is None or not text.startswith(opening, at):
            return None
        end = text.find(closing, at)
        return (at, end + len(closing)) if end >= 0 else None

    def _break(self, at: int | None, file: str) -> Extent | None:
        if at is None:
            return None
        end = self._texts[file].find("\n", at)
        return (at, end + 1) if end >= 0 else None

    def _sealed(self, signs: tuple[Sign, ...], file: str) -> tuple[Sign, ...]:
        """The signs, with a line's end in the file taken up to where the next line's text begins."""
        text, sealed = self._texts[file], list(signs)
        for number, (sign, following) in enumerate(pairwise(signs)):
            after = _outer(following)
            if sign.extent and after and sign.extent[1] < after[0] and not sign.atom:
                gap = text[sign.extent[1] : after[0]]
                if sign.text.isspace() and not gap.strip(" \t\n>"):
                    sealed[number] = Sign(sign.text, (sign.extent[0], after[0]), sign.containers)
        return tuple(sealed)


def _outer(sign: Sign) -> Extent | None:
    """Where a sign stands in its file with the marks around it."""
    if sign.atom:
        return sign.atom.extent
    return sign.extent


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


def _line_starts(text: str) -> list[int]:
    return [0, *(match.end() for match in re.finditer("\n", text))]


def _aligned(source: str, at: int, printed: str) -> list[Extent] | None:
    """Where each character of a printed text stands in the file from an offset on; none where it does not follow."""
    found: list[Extent] = []
    for character in printed:
        end = _behind(source, at, character)
        if end is None:
            return None
        is_escaped = not found and at > 0 and source[at - 1] == "\\" and not character.isalnum()
        found.append((at - 1 if is_escaped else at, end))
        at = end
    return found


def _behind(source: str, at: int, character: str) -> int | None:
    """The offset behind what prints as the character."""
    written = source[at : at + 1]
    if written == character or character in _QUOTES.get(written, ""):
        return at + 1
    if character in "–—" and (dashes := _DASHES.match(source, at)):
        return dashes.end()
    if character == "…" and source.startswith("...", at):
        return at + 3
    if character in " \u00a0" and written and written.isspace():
        return at + 1
    if entity := _ENTITY.match(source, at):
        return entity.end()
    if escape := _ESCAPE.match(source, at):
        return escape.end()
    return None
