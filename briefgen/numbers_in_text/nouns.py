"""What a figure counts, as far as the words behind it tell."""

from __future__ import annotations

import re

from briefgen.numbers_in_text.characters import LETTER
from briefgen.numbers_in_text.vocabulary import FigureWords, vocabulary_of
from briefgen.patterns import lazy_regex

_WORD = rf"{LETTER}+(?:['’‑-]{LETTER}+)*"
_BEHIND = lazy_regex(rf"(?P<link>[\s‑-]{{0,2}})(?P<first>{_WORD})(?:\s{{1,2}}(?P<second>{_WORD}))?")
_POINTS = lazy_regex(r"percentage\spoints?", re.IGNORECASE)
_NOT_PLURAL = ("ss", "us", "is", "’s", "'s")


def noun_behind(text: str, end: int, limit: int, vocabulary: FigureWords | None = None) -> str:
    """The word before `limit` that a figure ending at `end` may count: the plural of two, or the first plain one."""
    vocabulary = vocabulary or vocabulary_of()
    link = vocabulary.linking.match(text, end, limit)
    match = _BEHIND.match(text, link.end() if link else end, limit)
    if not match:
        return ""
    if points := _POINTS.match(text, match.start("first")):
        return points[0]
    if "-" in match["link"] or "‑" in match["link"]:
        word = re.split("[‑-]", match["first"])[0]
        return "" if vocabulary.breaks_off(word) else word
    words = _words(match, vocabulary)
    plurals = [word for word in words if looks_plural(word)]
    plain = [word for word in words if not re.search("[‑-]", word) and word.lower() not in vocabulary.passed_over]
    return next(iter([*plurals, *plain]), "")


def _words(match: re.Match[str], vocabulary: FigureWords) -> list[str]:
    words = []
    for word in (match["first"], match["second"]):
        if not word or vocabulary.breaks_off(word):
            break
        words.append(word)
    return words


def looks_plural(word: str) -> bool:
    """Whether a word has the form of a plural, or is one of those that have none."""
    has_ending = len(word) > 3 and word.endswith("s") and not word.endswith(_NOT_PLURAL)
    return has_ending or word.lower() in vocabulary_of().plurals
