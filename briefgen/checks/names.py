"""Declared names: words that hold a number and are no figure of the brief."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Set
from itertools import accumulate

from briefgen.model.characters import INVISIBLE, phrase_pattern, plain, seen
from briefgen.model.labels import DEFAULT_LANGUAGE
from briefgen.numbers_in_text import is_figure
from briefgen.numbers_in_text.identifiers import identifiers
from briefgen.numbers_in_text.vocabulary import with_plain_digits

_WORDS_BEHIND = re.compile(r"(?:\s{1,2}\w+){0,2}")


class Names:
    """The names that a desk and an edition declare, without those that count something in one of the desk's units."""

    def __init__(self, names: Iterable[str], units: Set[str] = frozenset(), language: str = DEFAULT_LANGUAGE) -> None:
        self._units, self._language = units, language
        declared = (name for name in names if not is_figure(name, units, language))
        self._patterns = [phrase_pattern(name.translate(INVISIBLE)) for name in declared]

    def within(self, text: str) -> Covered:
        """The names that stand in a text, over what cannot be seen in it."""
        shown, places = seen(text)
        matches = (match for pattern in self._patterns for match in pattern.finditer(shown))
        declared = (match.span() for match in matches if not _counts(match, self._language))
        return Covered((places[start], places[end - 1] + 1) for start, end in declared)

    def identify(self, text: str, language: str = "") -> Covered:
        """The stretches of a text, of the language or the names' own, that are known to be no figure without a name."""
        shown, places = seen(text)
        found = identifiers(with_plain_digits(plain(shown)), self._units, language or self._language)
        return Covered((places[start], places[end - 1] + 1) for start, end in found)


def _counts(match: re.Match[str], language: str) -> bool:
    """Whether the number with which a name ends counts what follows in the text."""
    behind = _WORDS_BEHIND.match(match.string, match.end())
    return match[0][-1].isdecimal() and behind is not None and is_figure(match[0] + behind[0], language=language)


class Covered:
    """The stretches of a text that are names; `_ends` has for each how far it and those before it reach."""

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        self._stretches = sorted(stretches)
        self._ends = list(accumulate((end for _, end in self._stretches), max))

    def hold(self, start: int, end: int) -> bool:
        """Whether the whole of a stretch of the text lies within a name."""
        number = bisect_right(self._stretches, start, key=lambda stretch: stretch[0]) - 1
        return number >= 0 and end <= self._ends[number]
