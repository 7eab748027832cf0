"""Declared names: words that hold a number and are no figure of the brief."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SPACES = r"[\s\u00a0\u202f]+"
_ALIKE = {"'": "['’‘]", "’": "['’‘]", "-": "[-‐‑–]", "–": "[-‐‑–]"}


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


def phrase_pattern(phrase: str, *, any_case: bool = False) -> re.Pattern[str]:
    """A pattern for a phrase as whole words, whichever spaces, dashes and apostrophes its author typed."""
    words = ["".join(_ALIKE.get(character, re.escape(character)) for character in word) for word in phrase.split()]
    return re.compile(rf"(?<!\w){_SPACES.join(words)}(?!\w)", re.IGNORECASE if any_case else 0)
