"""Bookmarks: what links inside the document lead to."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator

from briefgen.model.blocks import Block, Heading, Identified, KeyFigures, List, Table
from briefgen.model.document import Document
from briefgen.model.walk import blocks_of
from briefgen.writers.docx.changes import Annotations
from briefgen.writers.docx.markup import Element, w

LONGEST = 40  # Word cuts longer names off
DIGEST = 8


def bookmark_name(identity: str) -> str:
    """A bookmark's name for an id: letters, digits and underscores, at most 40, and one for each id."""
    name = "bg_" + re.sub(r"[^0-9A-Za-z]", "_", identity)
    digest = hashlib.sha256(identity.encode()).hexdigest()[:DIGEST]
    return f"{name[: LONGEST - DIGEST - 1]}_{digest}"


class Bookmarks:
    """The bookmarks of a document: a heading has one, and so has whatever has an anchor."""

    def __init__(self, document: Document, annotations: Annotations) -> None:
        self._annotations = annotations
        self._names: dict[str, str] = {}
        self._written: set[str] = set()
        for element in _identified((*document.blocks, *(b for note in document.notes for b in note.content))):
            self._register(element)

    def _register(self, element: Identified) -> None:
        identity = element.id or element.anchor
        if identity and (element.anchor or isinstance(element, Heading)):
            for target in (element.id, element.anchor):
                self._names.setdefault(target, bookmark_name(identity))

    def leading_to(self, target: str) -> str | None:
        """The bookmark of an id or anchor; none where nothing has it."""
        return self._names.get(target)

    def around(self, elements: list[Element], name: str | None) -> list[Element]:
        """The elements of a paragraph inside a bookmark, unless the document has one of that name already."""
        if name is None or name in self._written:
            return elements
        self._written.add(name)
        number = self._annotations.next()
        return [w("bookmarkStart", id=number, name=name), *elements, w("bookmarkEnd", id=number)]

    def around_content(self, paragraph: Element, name: str | None) -> None:
        """Put a bookmark around all that a paragraph holds."""
        properties, *content = paragraph
        paragraph[:] = [properties, *self.around(content, name)]


def note_name(note: str) -> str:
    """The bookmark of a note's text."""
    return bookmark_name(f"note/{note}")


def reference_name(note: str) -> str:
    """The bookmark of the first reference to a note."""
    return bookmark_name(f"reference/{note}")


def _identified(blocks: Iterable[Block]) -> Iterator[Identified]:
    for block in blocks_of(blocks):
        yield block
        if isinstance(block, List):
            yield from block.items
        elif isinstance(block, KeyFigures):
            yield from block.tiles
        elif isinstance(block, Table):
            for row in (block.header, *block.rows):
                yield from row
