"""Which list a paragraph is an item of, however a program says so: by itself, or by its style."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefgen.formats.docx.lists import Lists, value_of
from briefgen.formats.docx.markup import Element, qualified
from briefgen.frozen import frozen

UNCOUNTED = ("bullet", "none", "")
"""The forms of signs that are no numbers."""


@frozen
class ListPosition:
    """How deep an item stands from 0, -1 for what is none; the id of its list, and whether that has numbers."""

    depth: int = -1
    list: str = ""
    numbered: bool = False


@frozen
class ListFinder:
    """The lists of a document, and its styles by their ids."""

    numbering: Element | None
    styles: Mapping[str, Element]

    def of(self, properties: Element) -> ListPosition:
        """What a paragraph with these properties is in a list."""
        found = list(self._numberings(properties))
        number = next((name for each in found if (name := value_of(each, "numId"))), "0")
        if number == "0":
            return ListPosition()
        depth = next((own for each in found if (own := value_of(each, "ilvl")).isdigit()), "0")
        level = Lists(self.numbering, {}).named(number, depth)
        form = "" if level is None else value_of(level, "numFmt")
        return ListPosition(int(depth), number, form not in UNCOUNTED)

    def _numberings(self, properties: Element) -> Iterator[Element]:
        """What the paragraph says of its list, then its style, then that on which this is based."""
        seen: set[str] = set()
        holder: Element | None = properties
        style = value_of(properties, "pStyle")
        while holder is not None:
            numbering = holder.find(qualified("w:numPr"))
            if numbering is not None:
                yield numbering
            if style in seen or style not in self.styles:
                return
            seen.add(style)
            holder = self.styles[style].find(qualified("w:pPr"))
            holder = self.styles[style] if holder is None else holder
            style = value_of(self.styles[style], "basedOn")
