"""Bookmarks: what links inside the document lead to, and what tells each text's id, whatever is done to the file.

A bookmark is the one mark that Word and LibreOffice keep through edits, moves and saves. A name that begins with an
underscore is hidden from Word's list of bookmarks.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator

from briefgen.formats.docx.changes import Annotations, Mark
from briefgen.formats.docx.elements import Markup, OpenElement, markup_of
from briefgen.frozen import frozen
from briefgen.model.blocks import Block, Figure, Heading, Identified, List, ListItem, Paragraph, Table
from briefgen.model.document import Document
from briefgen.model.traverse import blocks_of, parts_of

LONGEST = 40  # Word cuts longer names off
DIGEST = 8
TEXT, LABEL = "_bg_", "_Ref_"
"""How the names of bookmarks begin: of a text with an id, and of a label ("Figure 1") that fields repeat."""


def bookmark_name(identity: str, prefix: str = TEXT) -> str:
    """A bookmark's name for an id: letters, digits and underscores, at most 40, and one for each id."""
    name = prefix + re.sub(r"[^0-9A-Za-z]", "_", identity)
    digest = hashlib.sha256(identity.encode()).hexdigest()[:DIGEST]
    return f"{name[: LONGEST - DIGEST - 1]}_{digest}"


def seen_name(name: str) -> str:
    """The name of a bookmark that Word lists, for what readers go to."""
    return re.sub(r"\W", "_", name)[:LONGEST]


@frozen
class Label:
    """A label as printed, and the bookmark around it; of a number that is `counted`, around what has it.

    That of a heading or paragraph ends a reference, and that of an item of a list begins one.
    """

    bookmark: str
    text: str
    counted: bool = False


class Bookmarks:
    """The bookmarks of a document: every text with an id has one, and so has whatever has an anchor.

    `identities` are the ids of the texts whose bookmarks are written, by the bookmarks' names.
    """

    def __init__(self, document: Document, annotations: Annotations) -> None:
        self.identities: dict[str, str] = {}
        self._annotations = annotations
        self._names: dict[str, str] = {}
        self._labels: dict[str, Label] = {}
        self._written: set[str] = set()
        blocks = (*document.blocks, *(b for note in document.notes for b in note.content))
        self._numbers = {id(item): number for item, number in _numbered(blocks)}
        for element in _identified(blocks):
            self._register(element)

    def _register(self, element: Identified) -> None:
        identity = element.id or element.anchor
        number = self._numbers.get(id(element))
        label = Label(bookmark_name(identity), number, counted=True) if number else _label(element, identity)
        for target in filter(None, (element.id, element.anchor)):
            if label or element.anchor or isinstance(element, Heading):
                self._names.setdefault(target, bookmark_name(identity))
            if label:
                self._labels.setdefault(target, label)

    def label_of(self, target: str) -> Label | None:
        """The label or number of an id or anchor, which fields can repeat; none where nothing has one."""
        return self._labels.get(target)

    def leading_to(self, target: str) -> str | None:
        """The bookmark of an id or anchor; none where nothing has it."""
        return self._names.get(target)

    def has(self, name: str) -> bool:
        """Whether the bookmark of this name is written."""
        return name in self._written

    def around(self, content: Markup, name: str | None) -> Markup:
        """What a paragraph holds inside a bookmark, unless the document has one of that name already."""
        if name is None or name in self._written:
            return content
        self._written.add(name)
        number = self._annotations.next()
        start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
        return Markup(f'{start}{content}<w:bookmarkEnd w:id="{number}"/>')

    def around_content(self, paragraph: OpenElement, name: str | None) -> None:
        """Put a bookmark around all that a paragraph holds."""
        paragraph[1:] = [self.around(markup_of(paragraph[1:]), name)]

    def identify(self, paragraph: OpenElement, identity: str, mark: Mark | None = None) -> None:
        """Put the bookmark of its id around a paragraph's text; one that a redline takes out has none."""
        paragraph[1:] = [self.identified(markup_of(paragraph[1:]), identity, mark)]

    def identified(self, content: Markup, identity: str, mark: Mark | None = None) -> Markup:
        """What a paragraph holds inside the bookmark of its id, unless a redline takes it out."""
        if not identity or (mark and mark.deletes):
            return content
        name = bookmark_name(identity)
        self.identities[name] = identity
        return self.around(content, name)


def _label(element: Identified, identity: str) -> Label | None:
    """The label or number that others can refer to an element by; what a redline marks is not counted, and has none."""
    if element.change is not None:
        return None
    if isinstance(element, Heading | Paragraph) and element.number:
        return Label(bookmark_name(identity), element.number, counted=True)
    if isinstance(element, Figure | Table) and element.label:
        return Label(bookmark_name(identity, LABEL), element.label)
    return None


def part_of(block: Identified, part: str) -> str:
    """The id of a text that belongs to a block, such as its caption; empty where the block has none."""
    return f"{block.id}/{part}" if block.id else ""


def reference_name(note: str) -> str:
    """The bookmark of the first reference to a note."""
    return bookmark_name(f"reference/{note}")


def _numbered(blocks: Iterable[Block]) -> Iterator[tuple[ListItem, str]]:
    """The items of lists, with their numbers, to which references can lead."""
    for block in blocks_of(blocks):
        if isinstance(block, List) and block.numbered and block.change is None:
            for number, item in enumerate(block.items, block.start):
                if item.anchor and item.change is None:
                    yield item, str(number)


def _identified(blocks: Iterable[Block]) -> Iterator[Identified]:
    for block in blocks_of(blocks):
        yield block
        yield from parts_of(block)
