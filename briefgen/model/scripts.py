"""Scripts: in which direction letters run."""

from __future__ import annotations

import unicodedata

FROM_RIGHT = frozenset({"R", "AL", "AN"})
"""The classes of letters and digits that run from right to left, or stand among such (UAX 9, table 4)."""


def runs_from_right(character: str) -> bool:
    """Whether a character belongs to words that run from right to left."""
    return unicodedata.bidirectional(character) in FROM_RIGHT
