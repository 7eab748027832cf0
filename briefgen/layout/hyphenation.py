"""Hyphenation: where a word may be parted at a line's end, by the patterns of its language (pyphen)."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyphen import Pyphen

FEWEST_BEFORE, FEWEST_BEHIND = 3, 3
_WORD = re.compile(r"(?:\W*|\W*\w{1,6}['’])(?P<word>[^\W\d_][^\W\d_]{4,})\W*")
"""Letters alone, behind an elision or not: no figure, code or address."""


@lru_cache(maxsize=10_000)
def places_to_hyphenate(text: str, language: str) -> tuple[int, ...]:
    """Behind which characters of a word with its punctuation a hyphen may stand, in order; never in capitals."""
    found = _WORD.fullmatch(text)
    if found is None or not found["word"][1:].islower():
        return ()
    patterns = _patterns(language)
    return tuple(found.start("word") + at for at in patterns.positions(found["word"])) if patterns else ()


def can_hyphenate(language: str) -> bool:
    """Whether there are patterns for the words of a language."""
    from pyphen import language_fallback

    return language_fallback(language.replace("-", "_")) is not None


@cache
def _patterns(language: str) -> Pyphen | None:
    from pyphen import Pyphen, language_fallback  # whose lists take long to read, and are asked for few briefs

    known = language_fallback(language.replace("-", "_"))
    return Pyphen(lang=known, left=FEWEST_BEFORE, right=FEWEST_BEHIND) if known else None
