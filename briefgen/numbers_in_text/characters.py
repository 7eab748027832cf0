"""Pieces of patterns, and the number characters that are no digits: ½, ², Ⅳ, ①."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from decimal import Context, Decimal
from fractions import Fraction
from functools import cache

from briefgen.numbers_in_text.mention import Mention, MentionKind
from briefgen.patterns import lazy_regex

SEEN = "\ufffc"
"""Stands for what has been looked at already, so that nothing is found in it or joined over it."""

VULGAR = "¼-¾⅐-⅞↉"
"""Fractions that are one character each, as the inside of a character class."""

LETTER = rf"[^\W\d_{VULGAR}]"

AMPLE = Context(prec=60)
"""For products: the usual context would round figures of more than 28 digits."""

QUOTIENTS = Context(prec=50)

_ASCII_DIGIT = lazy_regex("[0-9]")
_RUN = lazy_regex(r"\w+")
_POWER_OF_TEN = lazy_regex(
    r"(?<![\w.,])(?:(?P<factor>\d{1,18}(?:\.\d{1,18})?)\s?[×x]\s?)?10(?P<power>[⁻⁺]?[⁰¹²³⁴-⁹]{1,2})(?!\w)"
)
_TO_DIGITS = str.maketrans("⁻⁺⁰¹²³⁴⁵⁶⁷⁸⁹", "-+0123456789")
_VULGAR = lazy_regex(f"[{VULGAR}]")


def one_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, of which longer ones go first; most texts fail at the first letter."""
    by_first: dict[str, list[str]] = {}
    for word in sorted(dict.fromkeys(words), key=lambda word: (-len(word), word)):
        by_first.setdefault(word[0], []).append(re.escape(word[1:]))
    firsts = "".join(map(re.escape, by_first))
    behind = {first: f"(?:{'|'.join(rests)})" if len(rests) > 1 else rests[0] for first, rests in by_first.items()}
    branches = (re.escape(first) + rest for first, rest in behind.items())
    return f"(?=[{firsts}])(?:{'|'.join(branches)})"


@cache
def is_numeric(character: str) -> bool:
    """Whether the character is a digit or number of any script or shape."""
    return unicodedata.category(character) in ("Nd", "Nl", "No")


def has_numeric(text: str) -> bool:
    """Whether any of the characters is numeric."""
    return _ASCII_DIGIT.search(text) is not None or (not text.isascii() and any(map(is_numeric, text)))


def vulgar(character: str) -> Decimal:
    """What a fraction of one character is worth."""
    exact = Fraction(unicodedata.numeric(character)).limit_denominator(10)
    return quotient(exact.numerator, exact.denominator)


def quotient(part: int | Decimal, whole: int | Decimal) -> Decimal:
    """A fraction as a number, to 50 digits where it does not end."""
    return QUOTIENTS.divide(Decimal(part), Decimal(whole))


def powers_of_ten(text: str) -> Iterator[Mention]:
    """Numbers such as 2.5 × 10⁶."""
    if text.isascii():
        return
    for match in _POWER_OF_TEN.finditer(text):
        power = int(match["power"].translate(_TO_DIGITS))
        amount = Decimal(match["factor"] or 1).scaleb(power)
        yield Mention(*match.span(), match[0], MentionKind.NUMBER, amounts=(amount,))


def odd_characters(text: str) -> Iterator[Mention]:
    """Numbers that are neither digits nor fractions; raised and lowered ones are marks, with their letters."""
    if text.isascii():
        return
    for match in _RUN.finditer(text):
        run = match[0]
        if run.isascii() or not any(map(_is_odd, run)):
            continue
        if _has_letters_only_beside_odd(run):
            yield Mention(*match.span(), run, MentionKind.MARK)
        else:
            yield from _odd_runs(text, *match.span())


def _has_letters_only_beside_odd(run: str) -> bool:
    others = [character for character in run if not _is_odd(character)]
    return any(map(str.isalpha, others)) and not any(map(str.isdecimal, others))


def _odd_runs(text: str, start: int, end: int) -> Iterator[Mention]:
    """The stretches of odd characters in a run that has digits or nothing else beside them."""
    first = start
    while first < end:
        last = first
        while last < end and _is_odd(text[last]):
            last += 1
        if last > first:
            yield _odd(text, first, last)
        first = max(last, first + 1)


def _odd(text: str, start: int, end: int) -> Mention:
    stretch = text[start:end]
    if len(stretch) == 1 and not unicodedata.decomposition(stretch).startswith(("<super>", "<sub>")):
        amount = Decimal(str(unicodedata.numeric(stretch)))
        return Mention(start, end, stretch, MentionKind.NUMBER, amounts=(amount,))
    return Mention(start, end, stretch, MentionKind.MARK)


def _is_odd(character: str) -> bool:
    return unicodedata.category(character) in ("Nl", "No") and not _VULGAR.match(character)
