"""Where something stands in the content: a stretch of a file, whose line and column are counted when asked for."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import accumulate, chain, pairwise
from typing import TYPE_CHECKING

from briefgen.frozen import frozen

if TYPE_CHECKING:
    from pathlib import Path


class SourceLines(list[str]):
    """The lines of a text, numbered from 0, and where each of them and one behind the last starts."""

    def __init__(self, text: str) -> None:
        super().__init__(text.split("\n"))
        self.starts = list(accumulate((len(line) + 1 for line in self), initial=0))

    def number_at(self, offset: int) -> int:
        """The line in which a character stands."""
        return bisect_right(self.starts, offset) - 1


@frozen(eq=False)
class SourceFile:
    """A content file's text, under the name that its spans bear (a POSIX path); lines end in a line feed only."""

    name: str
    text: str

    def __repr__(self) -> str:
        return f"SourceFile({self.name!r})"

    def __reduce__(self) -> tuple[type[SourceFile], tuple[str, str]]:
        """As what it is made of, for another process."""
        return type(self), (self.name, self.text)

    @cached_property
    def _lines(self) -> SourceLines:
        return SourceLines(self.text)

    def line_at(self, offset: int) -> int:
        """The number of the line, from 1, in which a character stands."""
        return self._lines.number_at(offset) + 1

    def column_at(self, offset: int) -> int:
        """The number of a character in its line, from 1."""
        return offset - self._lines.starts[self.line_at(offset) - 1] + 1

    def offset_at(self, line: int, column: int) -> int:
        """The offset of a character by its line and column, both from 1."""
        return self._lines.starts[line - 1] + column - 1

    def mapped(self, offsets: Sequence[int]) -> Span:
        """The stretch in which characters stand at such offsets, with that of the end."""
        in_file = range(offsets[0], offsets[-1] + 1)
        is_as_read = len(offsets) == len(in_file) and (offsets == in_file or [*offsets] == [*in_file])
        return Span(self, offsets[0], offsets[-1], None if is_as_read else array("I", offsets))

    def passage(self, start: int = 0, end: int | None = None) -> SourceText:
        """A stretch of the file as it stands."""
        text = self.text[start:end]
        return SourceText(text, Span(self, start, start + len(text)))

    def span(self, start: int, end: int | None = None) -> Span:
        """The stretch from one offset to another; without the latter, a single character."""
        return Span(self, start, start + 1 if end is None else end)


@frozen(eq=False, slots=True)
class Span:
    """A stretch of a content file, by the offsets of its first character and of the one behind the last.

    `offsets` is there only where what stands in the file is not what was read from it, character by character (escapes,
    entities, what typography sets): the offset of each character that was read, and the end. Spans are ordered as they
    stand in a file, files by their names; that of a whole file has line 0.
    """

    source: SourceFile
    start: int
    end: int
    offsets: Sequence[int] | None = None

    @property
    def file(self) -> str:
        """The file's name."""
        return self.source.name

    @property
    def line(self) -> int:
        """The line on which it starts, from 1; 0 for a whole file."""
        return self.source.line_at(self.start) if self.start >= 0 else 0

    @property
    def column(self) -> int:
        """The column at which it starts, from 1; 0 for a whole file."""
        return self.source.column_at(self.start) if self.start >= 0 else 0

    @property
    def width(self) -> int:
        """How many characters it covers on its first line, at least one."""
        return len(self.first_line) or 1

    @property
    def first_line(self) -> str:
        """What stands there, as far as its first line goes."""
        return self.source.text[max(self.start, 0) : max(self.end, 0)].partition("\n")[0].rstrip()

    def part(self, start: int, end: int | None = None) -> Span:
        """Where some of the characters that were read from it stand, from one to before another, or a single one.

        It is the whole where so many characters were not read from it.
        """
        end = start + 1 if end is None else end
        if self.start < 0:
            return self
        if self.offsets is None:
            is_inside = self.start + end <= max(self.end, self.start + 1)
            return Span(self.source, self.start + start, self.start + end) if is_inside else self
        start, end = (min(each, len(self.offsets) - 1) for each in (start, end))
        return Span(self.source, self.offsets[start], self.offsets[end], self.offsets[start : end + 1])

    def joined(self, other: Span) -> Span:
        """This and what stands right behind it."""
        if self.offsets is None and other.offsets is None:
            return Span(self.source, self.start, other.end)
        return Span(self.source, self.start, other.end, array("I", [*self.each[:-1], *other.each]))

    @property
    def each(self) -> Sequence[int]:
        """The offset of each character that was read, and of the end."""
        return range(self.start, self.end + 1) if self.offsets is None else self.offsets

    def to(self, other: Span) -> Span:
        """The stretch from its start to the end of another one of the file."""
        return Span(self.source, self.start, max(self.end, other.end)) if other.file == self.file else self

    def within(self, folder: Path) -> Span:
        """The same in a file that is named by its path in a folder."""
        name = type(folder)(self.file).relative_to(folder).as_posix()
        return Span(SourceFile(name, self.source.text), self.start, self.end, self.offsets)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.start >= 0 else self.file

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Span) and self._key() == other._key()

    def __lt__(self, other: Span) -> bool:
        return self._key() < other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def _key(self) -> tuple[str, int, int]:
        return self.source.name, self.start, self.end


@frozen(eq=False, slots=True)
class PlaceInWords(Span):
    """A stretch of a document that has no lines and columns; the name of its file says where in that it stands."""

    def __str__(self) -> str:
        return self.file


def whole_file(name: str) -> Span:
    """The place of what is about a file or folder as a whole."""
    return Span(SourceFile(name, ""), -1, -1)


@frozen(eq=False)
class SourceText:
    """A text that was read from a content file, and where it stands there."""

    text: str
    span: Span

    @property
    def offsets(self) -> Sequence[int]:
        """The offset in the file of each character, and of the end."""
        return self.span.each

    def place(self, start: int, end: int | None = None) -> Span:
        """Where characters of the text stand in the file, from one to before another, or a single one."""
        offsets, last = self.offsets, len(self.text)
        first = offsets[min(start, last)]
        behind = offsets[min(start if end is None else max(start, end - 1), last)] + 1
        return Span(self.span.source, first, behind)

    @property
    def whole(self) -> Span:
        """Where the text stands."""
        return self.place(0, len(self.text))

    def part(self, start: int, end: int) -> SourceText:
        """A stretch of the text."""
        return SourceText(self.text[start:end], self.span.part(start, end))

    def without(self, cuts: Iterable[tuple[int, int]]) -> SourceText:
        """The text without some stretches of it, in their order."""
        kept = [*pairwise((0, *chain.from_iterable(cuts), len(self.text)))][::2]
        where = [*chain.from_iterable(self.offsets[start:end] for start, end in kept), self.offsets[len(self.text)]]
        return SourceText("".join(self.text[start:end] for start, end in kept), self.span.source.mapped(where))
