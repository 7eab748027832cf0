"""The structure tree: what a screen reader reads, in reading order (ISO 32000-1, 14.7 and 14.8).

Blocks make their elements in the order in which they are read, and boxes carry them; while a page is drawn, each
element takes up the marks of its content. One that stands inside a line is taken into its paragraph when it is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from enum import Enum
from typing import Literal

from briefgen.frozen import frozen, mutable

KEPT_EMPTY = ("TD", "TH")
DEEPEST = 6

StructureType = Literal[
    "Document", "Div", "Sect", "Aside", "H1", "H2", "H3", "H4", "H5", "H6", "P", "BlockQuote", "L", "LI", "Lbl",
    "LBody",
    "Table", "THead", "TBody", "TR", "TH", "TD", "Caption", "Figure", "Note", "Reference", "Link", "Span",
    "TOC", "TOCI", "Form",
]  # fmt: skip


class Artifact(Enum):
    """What is drawn and not read: by its type and, of pagination, its subtype (ISO 32000-1, 14.8.2.2)."""

    HEADER = "/Type /Pagination /Subtype /Header"
    FOOTER = "/Type /Pagination /Subtype /Footer"
    WATERMARK = "/Type /Pagination /Subtype /Watermark"
    REPETITION = "/Type /Pagination"
    LAYOUT = "/Type /Layout"


@frozen(slots=True)
class MarkedContent:
    """A stretch of a page's content: the page's index, and the number of the mark on it."""

    page: int
    number: int


@frozen(slots=True)
class AnnotationReference:
    """An annotation of an element: the page's index, and which of its annotations it is."""

    page: int
    number: int


@mutable(slots=True)
class StructureTag:
    """An element of the tree; `outer` is the one that it stands in inside a line, if it is not its paragraph.

    `attributes` are as they stand in a file; `box` are left, bottom, right and top of what is drawn, in points.
    """

    type: StructureType
    parent: StructureTag | None = None
    outer: StructureTag | None = None
    alternative: str = ""
    language: str = ""
    identifier: str = ""
    attributes: str = ""
    box: tuple[float, float, float, float] | None = None
    kids: list[StructureTag | MarkedContent | AnnotationReference] = field(default_factory=list)

    def child(self, type_: StructureType, **properties: object) -> StructureTag:
        """A new element, the last of this one's so far."""
        element = StructureTag(type_, parent=self, **properties)  # type: ignore[arg-type]
        self.kids.append(element)
        return element

    def move_behind(self, other: StructureTag) -> None:
        """Stand behind another element, in what that stands in."""
        if self.parent and other.parent:
            self.parent.kids.remove(self)
            self.parent = other.parent
            self.parent.kids.insert(self.parent.kids.index(other) + 1, self)

    def within(self, paragraph: StructureTag) -> StructureTag:
        """This element, taken up where it is first drawn: by the one it stands in, or the paragraph."""
        if self.parent is None:
            self.parent = self.outer.within(paragraph) if self.outer else paragraph
            self.parent.kids.append(self)
        return self

    def link(self) -> StructureTag | None:
        """The link that this is or stands in."""
        return self if self.type == "Link" else self.outer.link() if self.outer else None

    def pruned(self) -> bool:
        """Take out what nothing was drawn of, empty cells excepted; whether nothing is left."""
        self.kids = [kid for kid in self.kids if not isinstance(kid, StructureTag) or not kid.pruned()]
        return not self.kids and self.type not in KEPT_EMPTY

    def all(self) -> Iterator[StructureTag]:
        """This element and all below it, in reading order."""
        waiting = [self]
        while waiting:
            yield (element := waiting.pop())
            waiting += [kid for kid in reversed(element.kids) if isinstance(kid, StructureTag)]


class Sections:
    """Where the next block belongs: each heading opens a section in the nearest one of a higher level."""

    def __init__(self, root: StructureTag) -> None:
        self._open: list[tuple[int, StructureTag]] = [(0, root)]

    @property
    def current(self) -> StructureTag:
        return self._open[-1][1]

    def open(self, level: int) -> None:
        """Begin the section of a heading."""
        while self._open[-1][0] >= level:
            self._open.pop()
        self._open.append((level, self.current.child("Sect")))


class Calls:
    """Where notes belong: behind the block that first refers to them."""

    def __init__(self) -> None:
        self._pending: list[str] = []
        self.elements: dict[str, StructureTag] = {}

    def call(self, note: str) -> None:
        """A text refers to a note."""
        if note not in self.elements and note not in self._pending:
            self._pending.append(note)

    def settle(self, parent: StructureTag) -> None:
        """The block ends: the notes that it has called first stand behind it."""
        for note in self._pending:
            self.elements[note] = parent.child("Note")
        self._pending.clear()


class Levels:
    """The levels of the headings, of which none is skipped (ISO 14289-1, 7.4.2); the title's is the first."""

    def __init__(self) -> None:
        self._last = 0

    def heading(self, level: int) -> StructureType:
        """The type of the next heading."""
        self._last = min(level, self._last + 1, DEEPEST)
        types: tuple[StructureType, ...] = ("H1", "H2", "H3", "H4", "H5", "H6")
        return types[self._last - 1]
