"""Where a text can have figures: around its digits and number words; prose has few, and nothing else need be read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.numbers_in_text.characters import is_numeric
from briefgen.numbers_in_text.phrases import WORDS

_DIGITS = re.compile("[0-9]+")
_LETTERS = re.compile("[a-z]+")
_WORD = re.compile(r"[^\W\d_]+")
_AROUND = 64
"""The characters on each side of a digit or number word, and then on to a space, beyond which no reader looks."""


def stretches(text: str) -> Iterator[tuple[int, int]]:
    """The beginning and end of each stretch that is to be read, in order and apart; they begin and end at spaces."""
    start = end = 0
    for first, last in _spots(text):
        begin = text.rfind(" ", end, max(end, first - _AROUND))
        if begin >= 0:
            if end > start:
                yield start, end
            start = begin
        if last + _AROUND >= end:
            space = text.find(" ", last + _AROUND)
            end = len(text) if space < 0 else space + 1
    if end > start:
        yield start, end


def has_words(text: str) -> bool:
    """Whether any of the words is one with which figures begin."""
    return not WORDS.isdisjoint(_LETTERS.findall(text.lower()))


def _spots(text: str) -> list[tuple[int, int]]:
    """Where the digits, numbers of other characters, and number words of a text stand, in order."""
    spots = [match.span() for match in _DIGITS.finditer(text)]
    if others := [each for each in set(text) if not each.isascii() and is_numeric(each)]:
        spots += [(at, at + 1) for at, character in enumerate(text) if character in others]
    if has_words(text):
        spots += [match.span() for match in _WORD.finditer(text) if match[0].lower() in WORDS]
    return sorted(spots)
