"""English words for numbers, and the numbers that are made of them: "two thousand, five hundred and forty-six"."""

from __future__ import annotations

import re
from decimal import Decimal

from briefgen.frozen import frozen
from briefgen.numbers_in_text.characters import one_of
from briefgen.patterns import lazy_regex


def _numbered(words: str, first: int, step: int = 1) -> dict[str, int]:
    return {word: first + step * index for index, word in enumerate(words.split())}


UNITS = _numbered("one two three four five six seven eight nine", 1)
_TEENS = _numbered("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen", 10)
_TENS = _numbered("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10)
SCALES = {
    "thousand": 10**3,
    "lakh": 10**5,
    "million": 10**6,
    "crore": 10**7,
    "billion": 10**9,
    "trillion": 10**12,
    "quadrillion": 10**15,
}
_VALUES = UNITS | _TEENS | _TENS | {"a": 1, "an": 1, "oh": 0, "zero": 0, "hundred": 100} | SCALES
DIGITS = {"zero": 0, **UNITS}

_SMALL_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
ORDINALS = (
    _numbered(_SMALL_ORDINALS, 1)
    | {f"{word}th": number for word, number in _TEENS.items() if number > 12}
    | {f"{word[:-1]}ieth": number for word, number in _TENS.items()}
    | {f"{word}th": number for word, number in ({"hundred": 100} | SCALES).items()}
)
NUMBER_WORDS = [*UNITS, *_TEENS, *_TENS, "hundred", *SCALES]
CARDINALS = {rank: word for rank, number in ORDINALS.items() for word in NUMBER_WORDS if _VALUES[word] == number}

JOIN = r"[\s‑-]{1,2}"
SCALE = rf"{one_of(SCALES)}s?\b"
_UNIT = one_of(UNITS)
TWO_DIGITS = rf"(?:{one_of(_TENS)}(?:(?:[‑-]|\s(?![a-z]+[‑-])){_UNIT}\b)?|{one_of(_TEENS)}|{_UNIT})\b"
_BEHIND_HUNDRED = rf"{JOIN}(?:and{JOIN})?{TWO_DIGITS}(?!{JOIN}hundred\b)"
_HUNDREDS = rf"(?:{TWO_DIGITS}{JOIN}|an?\s)?hundred\b(?:{_BEHIND_HUNDRED})?"
_PIECE = rf"(?:(?:{_HUNDREDS}|{TWO_DIGITS})(?:{JOIN}{SCALE}){{0,2}}|(?:an?\s)?{SCALE}(?:{JOIN}{SCALE})?)"
_FIRST = lazy_regex(_PIECE, re.IGNORECASE)
_NEXT = lazy_regex(rf"(?P<comma>,)?\s{{1,2}}(?:and\s{{1,2}})?(?P<piece>{_PIECE})", re.IGNORECASE)
_CENTURY = rf"(?:{one_of(_TEENS)}|twenty(?:-{_UNIT})?)"
_YEAR = lazy_regex(
    rf"(?P<century>{_CENTURY})\s(?P<rest>{one_of(_TENS)}(?:-{_UNIT})?|{one_of(_TEENS)}|oh[\s-]{_UNIT})\b",
    re.IGNORECASE,
)
_SPLIT = lazy_regex(r"[\s,‑-]+")

SMALL = rf"(?:(?:an?\s|one\s)?(?:hundred|thousand|million)\b|{TWO_DIGITS})"
"""The numbers that stand in ratios, as a pattern for any case."""
LAST_OF_SMALL = rf"(?:{'|'.join(UNITS)}|ten|eleven|twelve|teen|ty|hundred|thousand|million)"
"""What each of them ends with, as a pattern that is sooner compiled."""


@frozen
class Cardinal:
    """A number in words: its value, where it ends, and the value of its last word alone."""

    value: Decimal
    end: int
    last: int


def cardinal(text: str, start: int) -> Cardinal | None:
    """The number in words that begins at `start`, as far as it goes; "nineteen ninety-nine" is a year."""
    if year := _YEAR.match(text, start):
        value = 100 * value_of(year["century"]) + value_of(year["rest"])
        return Cardinal(Decimal(value), year.end(), 1)
    piece = _FIRST.match(text, start)
    return _joined(text, piece) if piece else None


def _joined(text: str, piece: re.Match[str]) -> Cardinal:
    """The number with the smaller ones that follow: thousands behind millions, hundreds behind thousands."""
    value, end, last = value_of(piece[0]), piece.end(), _last(piece[0])
    while following := _NEXT.match(text, end):
        more = value_of(following["piece"])
        if last < 100 or more >= last or (following["comma"] and more < 100):
            break
        value, end, last = value + more, following.end(), _last(following["piece"])
    return Cardinal(Decimal(value), end, last)


def _words(text: str) -> list[str]:
    words = _SPLIT.split(text.strip().lower())
    return [word if word in _VALUES else word.removesuffix("s") for word in words if word != "and"]


def _last(text: str) -> int:
    return _VALUES[_words(text)[-1]]


def value_of(text: str) -> int:
    """The value of a number in words that has no commas: "two hundred and five thousand"."""
    value = 0
    for word in _words(text):
        number = _VALUES[word]
        value = max(value, 1) * number if number >= 100 else value + number
    return value
