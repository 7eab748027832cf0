"""A document that was not made here, as its audit sees it: passages of text and tables, with places in words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import field
from functools import cached_property

from briefgen.frozen import frozen
from briefgen.spans import PlaceInWords, SourceFile

_THINGS = "\ufffb\ufffc"
"""What stands for pictures and marks of notes."""

APART = " | "
"""Stands between pieces of a line that are parted by a wide gap, or would make one number of two."""

_AROUND = 60
"""The characters on each side of a figure that are shown with it."""


@frozen
class DocumentPassage:
    """A text of a document: a paragraph, a cell, a note, what stands in its margins or boxes.

    `where` is its place in words, `heading` the one above it. A cell has the words of its `row` and `column`, of which
    the former may be its own. `lines` are the places of the lines of a page, by the offsets at which they begin.
    """

    text: str
    where: str
    heading: str = ""
    row: str = ""
    column: str = ""
    caption: str = ""
    is_cell: bool = False
    lines: tuple[tuple[int, str], ...] = ()

    @property
    def is_tabular(self) -> bool:
        """Whether it is a cell, or a row of what looks like a table and was not found to be one."""
        return self.is_cell or APART in self.text

    def place(self, offset: int) -> str:
        """Where a character stands, in words."""
        number = bisect_right(self.lines, offset, key=lambda line: line[0]) - 1
        return self.lines[number][1] if number >= 0 else self.where

    def around(self, start: int, end: int) -> tuple[str, int]:
        """The words around some characters, and where these begin in them."""
        first, last = max(0, start - _AROUND), min(len(self.text), end + _AROUND)
        if first:
            first = self.text.find(" ", first, start) + 1 or first
        if last < len(self.text):
            space = self.text.rfind(" ", end, last)
            last = space if space > 0 else last
        text = "".join(
            " " if character.isspace() or character in _THINGS else character for character in self.text[first:last]
        )
        before, behind = "… " if first else "", " …" if last < len(self.text) else ""
        return f"{before}{text}{behind}", len(before) + start - first


@frozen
class DocumentTable:
    """A table of a document: its cells by rows, of which the first are headings; None where a merged cell goes on."""

    where: str
    caption: str
    rows: tuple[tuple[DocumentPassage | None, ...], ...]
    head: int = 0

    @property
    def body(self) -> tuple[tuple[DocumentPassage | None, ...], ...]:
        """The rows below the headings."""
        return self.rows[self.head :]


@frozen
class AuditedDocument:
    """What a document says in words, in reading order, and how much of it says something in pictures.

    `notices` tell what of it was not read, or is read in one of several ways.
    """

    name: str
    items: tuple[DocumentPassage | DocumentTable, ...]
    pictures: int = 0
    charts: int = 0
    notices: tuple[str, ...] = field(default=())

    @cached_property
    def tables(self) -> tuple[DocumentTable, ...]:
        return tuple(item for item in self.items if isinstance(item, DocumentTable))

    @property
    def passages(self) -> Iterator[DocumentPassage]:
        """Every passage, those of tables among them."""
        for item in self.items:
            if isinstance(item, DocumentPassage):
                yield item
            else:
                yield from (cell for row in item.rows for cell in row if cell)

    def span(self, passage: DocumentPassage, start: int, end: int) -> PlaceInWords:
        """Where some characters of a passage stand, with the words around."""
        text, at = passage.around(start, end)
        return PlaceInWords(SourceFile(f"{self.name}: {passage.place(start)}", text), at, at + end - start)
