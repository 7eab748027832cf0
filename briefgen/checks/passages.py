"""A source's own text: its paragraphs, and where a quote stands in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from briefgen.model.alike import folded
from briefgen.model.edition import Source

_GAP = re.compile(r"\s*(?:\[\s*)?(?:…|\.\.\.)(?:\s*\])?\s*")
_PARAGRAPHS = re.compile(
    r"(?:¶{1,2}|§{1,2}|para(?:graph)?s?\.?)\s*(?P<first>[0-9]+)(?:\s*(?:–|-|to|and|,)\s*(?P<last>[0-9]+))?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?:¶ ?)?\(?([0-9]{1,4})[.)] ")
FEWEST_NUMBERED = 2
_SENTENCE = re.compile(r"[^.!?]+[.!?]?")


def paragraphs_named(at: str) -> range | None:
    """The paragraphs that a place in a source names ("¶ 7", "paragraphs 3 to 5"); none for other kinds of place."""
    match = _PARAGRAPHS.fullmatch(at.strip())
    if not match:
        return None
    first = int(match["first"])
    return range(first, int(match["last"] or first) + 1)


@dataclass(frozen=True)
class Found:
    """Where a quote stands: the first and the last of its paragraphs, counted from 1."""

    first: int
    last: int

    def within(self, paragraphs: range) -> bool:
        return self.first in paragraphs and self.last in paragraphs


class SourceText:
    """A source's text as paragraphs: between empty lines, or the lines themselves where none is empty.

    Paragraphs are counted from 1, unless the text numbers them itself ("7. The council ..."): then its numbers hold,
    and what has none belongs to the one before.
    """

    def __init__(self, text: str) -> None:
        parts = re.split(r"\n\s*\n", text) if re.search(r"\n\s*\n", text.strip()) else text.split("\n")
        self.paragraphs = [folded(part) for part in parts if part.strip()]
        self._numbers = _numbers(self.paragraphs)
        self.last = max(self._numbers, default=0)
        self._whole = " ".join(self.paragraphs)
        self._starts: list[int] = []
        start = 0
        for paragraph in self.paragraphs:
            self._starts.append(start)
            start += len(paragraph) + 1

    def find(self, quote: str, paragraphs: range | None) -> Found | None:
        """The quote, its parts in order: in the paragraphs if it stands there, else anywhere."""
        parts = [folded(part) for part in _GAP.split(quote) if part.strip()]
        if paragraphs and (found := self._find(parts, self._start(paragraphs.start))) and found.within(paragraphs):
            return found
        return self._find(parts, 0)

    def _start(self, paragraph: int) -> int:
        return self._starts[self._numbers.index(paragraph)] if paragraph in self._numbers else 0

    def _find(self, parts: list[str], start: int) -> Found | None:
        first = last = -1
        for part in parts:
            at = _find_words(self._whole, part, start)
            if at < 0:
                return None
            first = at if first < 0 else first
            start = at + len(part)
            last = start - 1
        return Found(self._paragraph(first), self._paragraph(last)) if parts else None

    def _paragraph(self, offset: int) -> int:
        return self._numbers[bisect_right(self._starts, offset) - 1]

    def closest(self, quote: str) -> str:
        """The sentence that is most like the quote; empty where none is."""
        wanted = folded(quote)
        sentences = [match[0].strip() for paragraph in self.paragraphs for match in _SENTENCE.finditer(paragraph)]
        likeness = {sentence: SequenceMatcher(None, sentence, wanted).ratio() for sentence in sentences}
        best = max(likeness, key=likeness.__getitem__, default="")
        return best if likeness.get(best, 0) >= 0.5 else ""


def _numbers(paragraphs: list[str]) -> list[int]:
    """The number of each paragraph: the text's own where they count up, else its place."""
    own = [int(match[1]) if (match := _NUMBERED.match(paragraph)) else None for paragraph in paragraphs]
    given = [number for number in own if number is not None]
    if len(given) < FEWEST_NUMBERED or given != sorted(set(given)):
        return list(range(1, len(paragraphs) + 1))
    numbers, last = [], 0
    for number in own:
        last = last if number is None else number
        numbers.append(last)
    return numbers


def _find_words(text: str, words: str, start: int) -> int:
    """Where the words stand in the text, whole words only."""
    match = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)").search(text, start)
    return match.start() if match else -1


@cache
def _parsed(text: str) -> SourceText:
    return SourceText(text)


def text_of(source: Source | None, sources: Mapping[str, Source]) -> SourceText | None:
    """The text of a source that the desk keeps: its own, or that of the one in which it was read."""
    seen: set[str] = set()
    while source and source.id not in seen:
        if source.text:
            return _parsed(source.text)
        seen.add(source.id)
        source = sources.get(source.via)
    return None
