"""What somebody probably meant: the nearest of the words that would have been right."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def closest(word: str, candidates: Iterable[str]) -> str:
    """The candidate nearest to the word, without regard to case, or "" where none is near."""
    folded: dict[str, str] = {}
    for candidate in sorted(candidates):
        folded.setdefault(candidate.casefold(), candidate)
    matches = get_close_matches(word.casefold(), folded, n=1)
    return folded[matches[0]] if matches else ""


def did_you_mean(word: str, candidates: Iterable[str]) -> str:
    """A hint that names the nearest candidate, or "" where none is near."""
    match = closest(word, candidates)
    return f'did you mean "{match}"?' if match else ""
