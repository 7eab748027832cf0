"""Declared names: words that hold a number and are no figure of the brief."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

from briefgen.model.alike import phrase_pattern


class Names:
    """The names that a desk and an edition declare."""

    def __init__(self, names: Iterable[str]) -> None:
        self._patterns = [phrase_pattern(name) for name in names]

    def within(self, text: str) -> Covered:
        """The names that stand in a text."""
        return Covered(match.span() for pattern in self._patterns for match in pattern.finditer(text))


class Covered:
    """The stretches of a text that are names; `_ends` has for each how far it and those before it reach."""

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        self._stretches = sorted(stretches)
        self._ends = list(accumulate((end for _, end in self._stretches), max))

    def hold(self, start: int, end: int) -> bool:
        """Whether the whole of a stretch of the text lies within a name."""
        number = bisect_right(self._stretches, start, key=lambda stretch: stretch[0]) - 1
        return number >= 0 and end <= self._ends[number]
