"""About how wide a text is: Word sets it, and this writer knows no font's widths."""

from __future__ import annotations

DIGIT, LETTER, OTHER = 0.53, 0.58, 0.28
"""Generous widths in ems."""


def ems(text: str) -> float:
    """The width of a short text in ems of its type, rather too wide than too narrow."""
    return sum(map(_em, text))


def _em(character: str) -> float:
    if character.isdigit():
        return DIGIT
    return LETTER if character.isalpha() else OTHER
