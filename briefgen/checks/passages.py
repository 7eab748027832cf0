"""A source's own text: its paragraphs, and where a quote stands in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import field
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from itertools import accumulate

from briefgen.frozen import frozen
from briefgen.model.characters import folded
from briefgen.model.edition import Source
from briefgen.patterns import lazy_regex

_GAP = lazy_regex(r"\s*(?:\[\s*)?(?:…|\.\.\.)(?:\s*\])?\s*")
_SIGN = r"(?:¶{1,2}|§{1,2}|para(?:graph)?s?\.?) ?"
_PART = rf"([0-9]+)(?: ?(?:-|to) ?(?:{_SIGN})?([0-9]+))?"
_PARTS = lazy_regex(_PART, re.IGNORECASE)
_PARAGRAPHS = lazy_regex(rf"{_SIGN}{_PART}(?: ?(?:,|and|, ?and) ?(?:{_SIGN})?{_PART})*", re.IGNORECASE)
_NUMBERED = lazy_regex(r"(?:¶ ?)?\(?([0-9]{1,4})[.)] ")
_MOST_DIGITS = 5
_BEYOND = 10**_MOST_DIGITS
"""Stands for each paragraph of a higher number: no text has it."""
FEWEST_NUMBERED = 2
_SENTENCE = lazy_regex(r"[^.!?]+[.!?]?")
_WORD = lazy_regex(r"\w+")
_MOST_COUNTED = 20_000
"""The sentences counted for a quote: what keeps a thousand quotes in a long text quick."""
_CANDIDATES = 8
_LIKENESS = 0.5


def paragraphs_named(at: str) -> frozenset[int] | None:
    """The paragraphs that a place in a source names ("¶ 7", "paragraphs 3 to 5 and 9"); none for other kinds of place.

    They are empty where a stretch ends before it begins.
    """
    place = folded(at)
    if not _PARAGRAPHS.fullmatch(place):
        return None
    stretches = [_stretch(first, last or first) for first, last in _PARTS.findall(place)]
    return frozenset().union(*stretches) if all(stretches) else frozenset()


def _stretch(first: str, last: str) -> range:
    return range(_number(first), _number(last) + 1)


def _number(digits: str) -> int:
    return int(digits) if len(digits) <= _MOST_DIGITS else _BEYOND


@frozen
class QuotePosition:
    """Where a quote stands: the first and the last of its paragraphs, counted from 1, and where its parts lie."""

    first: int
    last: int
    spans: tuple[tuple[int, int], ...] = field(default=(), compare=False)

    def within(self, paragraphs: frozenset[int]) -> bool:
        return self.first in paragraphs and self.last in paragraphs


class SourceParagraphs:
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
        self._starts = list(accumulate((len(paragraph) + 1 for paragraph in self.paragraphs), initial=0))[:-1]

    def find(self, quote: str, paragraphs: frozenset[int] | None) -> QuotePosition | None:
        """The quote, its parts in order: in the paragraphs if it stands there, else anywhere."""
        parts = [folded(part) for part in _GAP.split(quote) if part.strip()]
        return self._find_within(parts, paragraphs or frozenset()) or self._find(parts, 0)

    def _find_within(self, parts: list[str], paragraphs: frozenset[int]) -> QuotePosition | None:
        found = None
        for number, start in zip(self._numbers, self._starts, strict=True):
            # A search from before the place that was found last would find the same again.
            if number in paragraphs and not (found and number < found.first):
                found = self._find(parts, start)
                if not found or found.within(paragraphs):
                    return found
        return None

    def _find(self, parts: list[str], start: int) -> QuotePosition | None:
        spans: list[tuple[int, int]] = []
        for part in parts:
            at = _find_words(self._whole, part, start)
            if at < 0:
                return None
            start = at + len(part)
            spans.append((at, start))
        if not spans:
            return None
        return QuotePosition(self._paragraph(spans[0][0]), self._paragraph(spans[-1][1] - 1), tuple(spans))

    def parts(self, found: QuotePosition) -> list[tuple[str, int, int]]:
        """The parts of a quote: each with the paragraphs over which it goes, and its beginning and end in them."""
        return [self._part(start, end) for start, end in found.spans]

    def _part(self, start: int, end: int) -> tuple[str, int, int]:
        first, last = bisect_right(self._starts, start) - 1, bisect_right(self._starts, end - 1) - 1
        begin = self._starts[first]
        return self._whole[begin : self._starts[last] + len(self.paragraphs[last])], start - begin, end - begin

    def _paragraph(self, offset: int) -> int:
        return self._numbers[bisect_right(self._starts, offset) - 1]

    def numbered(self, paragraphs: frozenset[int]) -> list[str]:
        """The paragraphs of these numbers."""
        return [text for number, text in zip(self._numbers, self.paragraphs, strict=True) if number in paragraphs]

    def closest(self, quote: str) -> str:
        """The sentence that is most like the quote; empty where none is."""
        best, likeness = "", _LIKENESS
        wanted = folded(quote)
        matcher = SequenceMatcher(b=wanted)
        for sentence in self._candidates(wanted):
            matcher.set_seq1(sentence)
            if matcher.quick_ratio() > likeness and (ratio := matcher.ratio()) > likeness:
                best, likeness = sentence, ratio
        return best

    def _candidates(self, quote: str) -> list[str]:
        """The sentences that share most of the quote's rarest words, which say most about where it may stand.

        None of them is so much longer or shorter that it cannot be like the quote.
        """
        least, most = len(quote) * _LIKENESS / (2 - _LIKENESS), len(quote) * (2 - _LIKENESS) / _LIKENESS
        shared = Counter(
            number
            for numbers in self._rarest(quote)
            for number in numbers
            if least <= len(self._sentences[number]) <= most
        )
        return [self._sentences[number] for number, _ in shared.most_common(_CANDIDATES)]

    def _rarest(self, quote: str) -> Iterator[list[int]]:
        """The sentences of each of the quote's rarest words."""
        known = [self._sentences_by_word[word] for word in _words(quote) if word in self._sentences_by_word]
        counted = 0
        for numbers in sorted(known, key=len):
            if counted < _MOST_COUNTED:
                yield numbers
            counted += len(numbers)

    @cached_property
    def _sentences(self) -> list[str]:
        return [match[0].strip() for paragraph in self.paragraphs for match in _SENTENCE.finditer(paragraph)]

    @cached_property
    def _sentences_by_word(self) -> dict[str, list[int]]:
        sentences: dict[str, list[int]] = {}
        for number, sentence in enumerate(self._sentences):
            for word in _words(sentence):
                sentences.setdefault(word, []).append(number)
        return sentences


def _words(text: str) -> list[str]:
    """The words of a text, each once, in their order."""
    return list(dict.fromkeys(_WORD.findall(text.casefold())))


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
    at = text.find(words, start)
    while at >= 0 and (_in_word(text, at - 1, at) or _in_word(text, at + len(words), at + len(words) + 1)):
        at = text.find(words, at + 1)
    return at


def _in_word(text: str, start: int, end: int) -> bool:
    return start >= 0 and _WORD.match(text, start, end) is not None


@lru_cache(maxsize=1024)
def _parsed(text: str) -> SourceParagraphs:
    return SourceParagraphs(text)


def text_of(source: Source | None, sources: Mapping[str, Source]) -> SourceParagraphs | None:
    """The text of a source that the desk keeps: its own, or that of the one in which it was read."""
    seen: set[str] = set()
    while source and source.id not in seen:
        if source.text:
            return _parsed(source.text)
        seen.add(source.id)
        source = sources.get(source.via)
    return None
