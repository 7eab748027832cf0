"""Declared names: words that hold a number and are no figure of the brief."""

from __future__ import annotations

from collections.abc import Iterable

from briefgen.model.alike import phrase_pattern


class Names:
    """The names that a desk and an edition declare."""

    def __init__(self, names: Iterable[str]) -> None:
        self._patterns = [phrase_pattern(name) for name in names]

    def cover(self, text: str, start: int, end: int) -> bool:
        """Whether the whole of a stretch of the text lies within a name."""
        return any(
            match.start() <= start and end <= match.end()
            for pattern in self._patterns
            for match in pattern.finditer(text)
        )
