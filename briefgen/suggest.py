"""What somebody probably meant: the nearest of the words that would have been right."""

from __future__ import annotations

import re
from collections.abc import Iterable

from briefgen.errors import Correction


def closest(word: str, candidates: Iterable[str]) -> str:
    """The candidate nearest to the word, without regard to case, or "" where none is near."""
    from difflib import get_close_matches  # what is sound asks for none

    folded: dict[str, str] = {}
    for candidate in sorted(candidates):
        folded.setdefault(candidate.casefold(), candidate)
    matches = get_close_matches(word.casefold(), folded, n=1)
    return folded[matches[0]] if matches else ""


def did_you_mean(word: str, candidates: Iterable[str]) -> str:
    """A hint that names the nearest candidate, or "" where none is near.

    It is certain where the word and that one alone differ in capitals, hyphens, strokes and spaces only.
    """
    known = set(candidates)
    match = closest(word, known)
    alike = [each for each in known if _bare(each) == _bare(word)]
    return Correction(word, match, is_certain=alike == [match]) if match else ""


def with_guess(message: str, word: str, candidates: Iterable[str]) -> str:
    """A message about a word that is no candidate, with a hint at the nearest one behind it, if one is near."""
    hint = did_you_mean(word, candidates)
    return f"{message}; {hint}" if hint else message


def _bare(word: str) -> str:
    return re.sub(r"[-_\s]", "", word.casefold())
