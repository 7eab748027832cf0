"""Evidence: the figures of a quote as they stand in the source's own text, each with the words around it.

A quote could cut a number in two ("546 deaths" out of "2,546 deaths") or leave out its sign, its scale or its year. So
figures are looked for in the whole paragraph, and only those count that the quote holds from end to end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from briefgen.finder import Mention, find
from briefgen.ledger.formats import Kind, kind_of, split_rate
from briefgen.model.alike import folded, phrase_pattern
from briefgen.model.edition import Desk
from briefgen.model.fact import PERCENT, Quantity

YEAR_DIGITS = 4

_OF_TIME = {
    "days": r"days?|daily|weeks?|fortnights?",
    "years": r"years?|yearly|decades?|century|centuries",
    "percentage points": r"points?",
}
_CURRENCIES = {
    "dollar": ("USD", "AUD", "CAD", "HKD", "NZD", "SGD"),
    "euro": ("EUR",),
    "pound": ("GBP", "EGP", "LBP", "SYP"),
    "rupee": ("INR", "PKR", "LKR", "NPR", "MUR"),
    "yen": ("JPY",),
    "yuan": ("CNY",),
    "franc": ("CHF", "XAF", "XOF"),
    "taka": ("BDT",),
}
_FALLING = re.compile(
    r"\b(?:fall|falls|fallen|fell|drop\w*|declin\w*|decreas\w*|down|less|fewer|lower|loss|lost|minus|negative|shrank|shrunk"
    r"|reduc\w*|cut)\b",
    re.IGNORECASE,
)
_ONE = re.compile(r"\b(?:one|once|single|first)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Quoted:
    """A figure that a quote holds whole, and the words of the quote before and behind it, up to the next figures."""

    mention: Mention
    before: str
    behind: str
    part: str


@dataclass(frozen=True)
class Evidence:
    """What a quote gives: its figures, and its words as they stand in the source."""

    figures: tuple[Quoted, ...]
    words: str


@lru_cache(maxsize=4096)
def _mentions(paragraph: str, language: str) -> tuple[Mention, ...]:
    return tuple(find(paragraph, language))


def evidence_of(parts: Sequence[tuple[str, int, int]], language: str) -> Evidence:
    """The evidence of a quote's parts: each with the paragraph in which it stands, and its beginning and end there."""
    figures = [figure for paragraph, start, end in parts for figure in _quoted(paragraph, start, end, language)]
    return Evidence(tuple(figures), " ".join(paragraph[start:end] for paragraph, start, end in parts))


def unchecked_evidence(quote: str, language: str) -> Evidence:
    """The evidence of a quote that cannot be looked up, taken at its word."""
    text = folded(quote)
    return evidence_of([(text, 0, len(text))], language)


def _quoted(paragraph: str, start: int, end: int, language: str) -> Iterator[Quoted]:
    whole = [each for each in _mentions(paragraph, language) if start <= each.start and each.end <= end]
    for number, mention in enumerate(whole):
        since = whole[number - 1].end if number else start
        until = whole[number + 1].start if number + 1 < len(whole) else end
        yield Quoted(mention, paragraph[since : mention.start], paragraph[mention.start : until], paragraph[start:end])


def gives(quoted: Quoted, value: Quantity) -> bool:
    """Whether a figure is that of a fact; one below nothing may stand without its sign behind a word that says so."""
    if value.amount in quoted.mention.amounts:
        return True
    return value.amount < 0 and -value.amount in quoted.mention.amounts and bool(_FALLING.search(quoted.part))


def says_one(evidence: Evidence, value: Quantity) -> bool:
    """Whether a quote gives the number one in words, which are no figure elsewhere."""
    return value.amount == Decimal(1) and _ONE.search(evidence.words) is not None


def is_in_unit(quoted: Quoted, value: Quantity, desk: Desk) -> bool:
    """Whether a figure stands in the fact's unit, by whichever of the words that the desk knows for it."""
    mention, kind = quoted.mention, kind_of(value)
    if kind is Kind.PERCENT:
        return mention.unit == PERCENT
    if kind is Kind.MONEY:
        return _is_in_currency(mention, split_rate(value.unit)[0])
    if mention.unit:
        return False
    if kind is Kind.YEAR:
        return _is_year(mention)
    return kind is not Kind.COUNT or _is_counted(quoted, split_rate(value.unit)[0], desk)


def _is_in_currency(mention: Mention, currency: str) -> bool:
    if mention.unit:
        return mention.unit == currency
    codes = _CURRENCIES.get(mention.noun.casefold().removesuffix("s"))
    return mention.unit != PERCENT and (codes is None or currency in codes)


def _is_year(mention: Mention) -> bool:
    return mention.text.isdecimal() and len(mention.text) == YEAR_DIGITS


def _is_counted(quoted: Quoted, unit: str, desk: Desk) -> bool:
    """Whether the unit stands behind the figure, or before it where no other word is counted."""
    pattern = _unit_pattern(unit, desk)
    if pattern.search(quoted.behind):
        return True
    return not quoted.mention.noun and not _is_year(quoted.mention) and pattern.search(quoted.before) is not None


def _unit_pattern(unit: str, desk: Desk) -> re.Pattern[str]:
    if unit in _OF_TIME:
        return re.compile(rf"(?:\b|(?<=[0-9-]))(?:{_OF_TIME[unit]})\b", re.IGNORECASE)
    words = (unit, desk.units.get(unit, ""), *desk.unit_words.get(unit, ()))
    patterns = (phrase_pattern(folded(word), any_case=True).pattern for word in words if word)
    return re.compile("|".join(patterns), re.IGNORECASE)
