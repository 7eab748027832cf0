"""Ranges and bounds as facts.yaml has them: "10 to 15", "35 to 40 million", "more than 90"."""

from __future__ import annotations

import re
from decimal import Decimal

from briefgen.content.dates import time_in
from briefgen.content.numerals import POWERS
from briefgen.model.fact import Interval
from briefgen.patterns import lazy_regex

RANGE_HINT = 'a range is written "10 to 15", a limit "more than 20", "at least 20", "up to 20" or "fewer than 20"'

_NUMBER = r"-?[0-9]+(?:\.[0-9]+)?"
_SCALE = rf"(?: (?:{'|'.join(POWERS)}))?"
_AMOUNT = rf"{_NUMBER}{_SCALE}"
_RANGE = lazy_regex(
    rf"(?P<between>between )?(?:from )?(?P<low>{_AMOUNT})(?P<link> to | and | ?[-–] ?)(?P<high>{_AMOUNT})"
)
_YEAR = lazy_regex("(?:1[89]|20)[0-9]{2}")
_WORDS = {
    "more than": ("low", True),
    "over": ("low", True),
    "above": ("low", True),
    ">": ("low", True),
    "at least": ("low", False),
    "no fewer than": ("low", False),
    "no less than": ("low", False),
    "≥": ("low", False),
    ">=": ("low", False),
    "up to": ("high", False),
    "at most": ("high", False),
    "no more than": ("high", False),
    "not more than": ("high", False),
    "≤": ("high", False),
    "<=": ("high", False),
    "fewer than": ("high", True),
    "less than": ("high", True),
    "under": ("high", True),
    "below": ("high", True),
    "<": ("high", True),
}
_BOUND = lazy_regex(rf"(?P<words>{'|'.join(map(re.escape, _WORDS))}) ?(?P<end>{_AMOUNT})")

RANGE_PATTERN = rf"^(between |from )?{_AMOUNT}( to | and | ?[-–] ?){_AMOUNT}$|^({'|'.join(_WORDS)}) ?{_AMOUNT}$"
"""A pattern for editors."""


def interval_in(text: str) -> Interval | None:
    """The range or bound that a text is, without a unit; none for other texts, such as a span of years.

    Raises ValueError, with a message for the author, where a range ends before it begins.
    """
    plain = " ".join(text.casefold().split())
    if match := _BOUND.fullmatch(plain):
        side, is_open = _WORDS[match["words"]]
        end = _amount(match["end"])
        return Interval(end, None, above=is_open) if side == "low" else Interval(None, end, below=is_open)
    match = _RANGE.fullmatch(plain)
    if not match or bool(match["between"]) is not (match["link"] == " and ") or _is_time(match):
        return None
    low, high = _amount(_with_scale(match["low"], match["high"])), _amount(match["high"])
    if low >= high:
        raise ValueError(f'the range "{text}" ends before it begins')
    return Interval(low, high)


def in_thousands(text: str) -> str:
    """How a range is written that would be read as one of years: "1.9 to 2 thousand"; "" for other texts."""
    match = _RANGE.fullmatch(" ".join(text.casefold().split()))
    if not match or not all(_YEAR.fullmatch(match[end]) for end in ("low", "high")):
        return ""
    low, high = (Decimal(match[end]) / 1000 for end in ("low", "high"))
    return f"{low:f} to {high:f} thousand"


def _is_time(match: re.Match[str]) -> bool:
    """Whether a range is rather one of years, or a month: with a dash, any time; with words, from a year to a year."""
    if match["link"].strip() in ("-", "–"):
        return time_in(match[0]) is not None
    return all(_YEAR.fullmatch(match[end]) for end in ("low", "high"))


def _with_scale(first: str, last: str) -> str:
    """The first number of "35 to 40 million" in millions, as the second is."""
    scale = last.partition(" ")[2]
    return f"{first} {scale}" if scale and " " not in first else first


def _amount(text: str) -> Decimal:
    number, _, scale = text.partition(" ")
    return Decimal(f"{Decimal(number).scaleb(POWERS[scale]):f}") if scale else Decimal(number)
