"""Texts that know where each of their characters stands in a content file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate

from briefgen.errors import Place
from briefgen.frozen import frozen


@frozen(eq=False)
class TextFile:
    """A content file's text, under the name that its places bear; lines end in a line feed only."""

    name: str
    text: str

    @cached_property
    def _starts(self) -> list[int]:
        *lines, _ = self.text.split("\n")
        return list(accumulate((len(line) + 1 for line in lines), initial=0))

    def place(self, offset: int) -> Place:
        """The line and column of a character, by its offset in the text."""
        line = bisect_right(self._starts, offset)
        return Place(self.name, line, offset - self._starts[line - 1] + 1)

    def line(self, number: int) -> str:
        """A line by its number from 1, without its end."""
        start = self._starts[number - 1]
        return (
            self.text[start:].partition("\n")[0]
            if number == len(self._starts)
            else self.text[start : self._starts[number] - 1]
        )

    def passage(self, start: int = 0, end: int | None = None) -> SourceText:
        """A stretch of the file as it stands."""
        text = self.text[start:end]
        return SourceText(self, text, range(start, start + len(text) + 1))


@frozen(eq=False)
class SourceText:
    """A text taken from a file: `offsets` has the offset in the file of each character, and of the end."""

    file: TextFile
    text: str
    offsets: Sequence[int]

    def place(self, index: int) -> Place:
        """Where a character of the text stands in the file."""
        return self.file.place(self.offsets[min(index, len(self.offsets) - 1)])

    def part(self, start: int, end: int) -> SourceText:
        """A stretch of the passage."""
        return SourceText(self.file, self.text[start:end], self.offsets[start : end + 1])
