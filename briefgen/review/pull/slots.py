"""Slots: where a new paragraph goes in a section, and what stands around its text there."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefgen.review.pull.base import Base
from briefgen.review.pull.changes import Edit
from briefgen.review.pull.lines import CannotPlaceError
from briefgen.review.pull.markdown import Source
from briefgen.review.pull.reviewed import Line


@dataclass(frozen=True)
class Slot:
    """A place for a paragraph: what stands before it, before its text on each line, and behind it."""

    file: str
    at: int
    before: str = "\n\n"
    prefix: str = ""
    behind: str = ""

    def filled(self, text: str, level: int = 0) -> Edit:
        """The edit that puts a text there; a heading of a level gets its signs, of the second at least."""
        quoted = self.prefix.startswith(">")
        further = self.prefix if quoted else " " * len(self.prefix)
        text = re.sub(r"\n[ \t>]*", f"\n{further}", text)
        head = f"{'#' * max(level, 2)} " if level and not self.prefix.strip(" >") else ""
        return Edit(self.file, self.at, self.at, f"{self.before}{self.prefix}{head}{text}{self.behind}")


def slot_behind(after: Line | None, new: Line, base: Base) -> Slot:
    """The slot for a new line behind a line of ours. Raises CannotPlaceError where that stands in no section."""
    home = base.home_of(after)
    if after is None or home is None or home.file not in base.sources:
        raise CannotPlaceError("what stands before it is made by briefgen, so that its section is not known")
    source, line = base.sources[home.file], home.line - 1
    chain = source.around(line)
    if not chain:
        return Slot(home.file, source.body, "\n", behind=_behind_first(source))
    if chain[0].kind == "footnote_reference_open":
        raise CannotPlaceError("a footnote has one paragraph")
    item = next((span for span in reversed(chain) if span.kind == "list_item_open"), None)
    if new.listed >= 0 and item is not None and after.listed >= 0:
        return Slot(home.file, source.end_of(item), "\n", source.next_marker(item))
    if new.listed >= 0:
        return Slot(home.file, source.end_of(chain[0]), prefix="- ")
    if chain[0].kind == "blockquote_open" and new.style == after.style:
        prefix = source.prefix(line)
        return Slot(home.file, source.end_of(chain[-1]), f"\n{prefix.rstrip()}\n", prefix)
    return Slot(home.file, source.end_of(chain[0]))


def _behind_first(source: Source) -> str:
    """What ends a paragraph at the top of a section, before what was the first."""
    return "\n" if source.text[source.body : source.body + 1] in ("\n", "") else "\n\n"
