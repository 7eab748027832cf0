"""Bookmarks: the outline as objects of the file, all of it open (ISO 32000-1, 12.3.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from briefgen.formats.pdf.canvas import Bookmark
from briefgen.formats.pdf.file import File
from briefgen.formats.pdf.objects import destination, reference, string


@dataclass
class OutlineItem:
    """A line of the outline: its object, its own entries, and the lines below it."""

    number: int
    own: str
    kids: list[OutlineItem] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many lines stand below it, at all levels."""
        return sum(1 + kid.count for kid in self.kids)

    def below(self) -> str:
        """The entries that lead to the lines below it."""
        if not self.kids:
            return ""
        first, last = reference(self.kids[0].number), reference(self.kids[-1].number)
        return f"/First {first}/Last {last}/Count {self.count}"


def outline(file: File, headings: Sequence[Bookmark], pages: Sequence[int]) -> str:
    """The outline, put into the file, as an entry of its catalogue; `pages` are the numbers of its pages."""
    if not headings:
        return ""
    root = OutlineItem(file.number(), "/Type/Outlines")
    opened = [root]
    for heading in headings:
        leads = destination(pages[heading.target.page], heading.target.top)
        entry = OutlineItem(file.number(), f"/Title{string(heading.title)}/Dest{leads}")
        del opened[heading.level + 1 :]
        opened[-1].kids.append(entry)
        opened.append(entry)
    file.put(root.number, f"<<{root.own}{root.below()}>>")
    _put_below(file, root)
    return f"/Outlines {reference(root.number)}"


def _put_below(file: File, parent: OutlineItem) -> None:
    for before, entry, behind in zip([None, *parent.kids], parent.kids, [*parent.kids[1:], None], strict=False):
        beside = f"/Prev {reference(before.number)}" if before else ""
        beside += f"/Next {reference(behind.number)}" if behind else ""
        file.put(entry.number, f"<<{entry.own}/Parent {reference(parent.number)}{beside}{entry.below()}>>")
        _put_below(file, entry)
