"""Evidence: the figures of a quote as they stand in the source's own text, each with the words around it.

A quote could cut a number in two ("546 deaths" out of "2,546 deaths") or leave out its sign, its scale or its year. So
figures are looked for in the whole paragraph, and only those count that the quote holds from end to end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache, lru_cache

from briefgen.checks.language_words import currency_words
from briefgen.frozen import frozen
from briefgen.ledger.formats import ValueKind, kind_of, split_rate
from briefgen.ledger.rates import Rate, rate_of
from briefgen.model.characters import folded, phrase_pattern
from briefgen.model.currencies import sign_of
from briefgen.model.edition import Desk
from briefgen.model.fact import PERCENT, Interval, Quantity
from briefgen.numbers_in_text import Mention, MentionKind, TextDate, find
from briefgen.numbers_in_text.ranges import bound
from briefgen.patterns import lazy_regex

YEAR_DIGITS = 4

_OF_TIME = {"days": r"days?|daily", "years": r"years?|yearly|annual(?:ly)?", "percentage points": r"points?|pp"}
_SCALED_TIME = {"days": lazy_regex(r"fortnight", re.IGNORECASE), "years": lazy_regex(r"decade|centur", re.IGNORECASE)}
_SIGNS = {"Rs": "rupee", "$": "dollar", "£": "pound", "€": "euro", "₹": "rupee", "¥": "yen"}
_FALLING = lazy_regex(
    r"\b(?:fall|falls|falling|fallen|fell|drop\w*|declin\w*|decreas\w*|down|less|fewer|lower|below|loss|lost|minus|negative"
    r"|shrank|shrunk|shrink\w*|reduc\w*|cut|contract\w*|slip\w*|plung\w*|dip\w*|slump\w*|worsen\w*|narrow\w*)\b",
    re.IGNORECASE,
)
_PERCENT_BEFORE = lazy_regex(r"(?:%|\bper ?cent\b|\bpercent(?:age)?\b)(?! ?points?)", re.IGNORECASE)
_INTRODUCED = lazy_regex(r"[:|=]\s*\Z")
_WORD_BEFORE = lazy_regex(r"[^\W\d_]+(?=[\s(]*\Z)")
_NOT_COUNTED = frozenset(
    {"", "last", "this", "next", "nationwide", "worldwide", "overall", "today", "yesterday", "altogether", "annually"}
    | {"compared", "globally", "nationally", "total", "cumulatively", "respectively", "ago", "previously", "currently"}
)
"""What can stand behind a figure whose unit stands before it."""
_BASE_BEFORE = lazy_regex(r"\b(?:per|every)\s\Z")
_AS_FAR_AS_A_BASE = 60
_NEARLY = Decimal("1e-9")
_CLAUSE = lazy_regex(r"[,;]\s|\.\s")
_ONE = lazy_regex(r"(?<!no )\bone\b|\bsingle\b", re.IGNORECASE)
_LINK = lazy_regex(r"\s*(?:of(?: the)?|out of(?: the)?|to|and|or|-)\s*")
_A_DAY = lazy_regex(r"\b(?:daily|(?:a|per|each|every) (?:average )?day)\b", re.IGNORECASE)
_A_TIME = lazy_regex(
    r"\b(?:a|per|each|every) (?:week|month|year|hour)\b|\b(?:weekly|monthly|yearly|hourly)\b", re.IGNORECASE
)


@frozen
class Quoted:
    """A figure that a quote holds whole, and the words of the quote before and behind it, up to the next that count.

    `label` is what stands between it and the last figure with words between, as in "Deaths: 2,546, injuries: 30".
    `linked` is the next figure, where only a small word stands between: "10 to 15 per cent" gives the 10 its unit.
    """

    mention: Mention
    before: str
    behind: str
    label: str = ""
    linked: Mention | None = None


@frozen
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
        counted = [each.end for each in whole[:number] if each.noun]
        following = whole[number + 1 :]
        is_linked = bool(following) and _LINK.fullmatch(paragraph, mention.end, following[0].start) is not None
        apart = following[1:] if is_linked else following
        until = [
            each.start
            for each in apart
            if each.noun and not _BASE_BEFORE.search(paragraph[max(0, each.start - 10) : each.start])
        ]
        before = paragraph[max([start, *counted]) : mention.start]
        label = paragraph[whole[number - 1].end if number else start : mention.start]
        yield Quoted(
            mention,
            before,
            paragraph[mention.start : min([end, *until])],
            label if any(map(str.isalpha, label)) or "%" in label else before,
            following[0] if is_linked else None,
        )


def gives(quoted: Quoted, value: Quantity) -> bool:
    """Whether a figure is that of a fact; one below nothing may stand without its sign beside a word that says so."""
    amounts = quoted.mention.amounts
    if value.amount in amounts or _is_fraction(quoted.mention, value) or _is_ratio(quoted.mention, value):
        return True
    clause = _CLAUSE.split(quoted.before)[-1] + _CLAUSE.split(quoted.behind)[0]
    return value.amount < 0 and -value.amount in amounts and _FALLING.search(clause) is not None


def bounds_alike(quoted: Quoted, value: Interval) -> bool:
    """Whether the words beside a figure bound it on the side on which the fact does, and as strictly."""
    mention = quoted.mention
    text, start = quoted.before + quoted.behind, len(quoted.before)
    found = bound(text, replace(mention, start=start, end=start + mention.end - mention.start))
    if found is None or not isinstance(found.said, Interval):
        return False
    said = found.said
    is_same_side = (said.low is None, said.high is None) == (value.low is None, value.high is None)
    return is_same_side and (said.above, said.below) == (value.above, value.below)


def _is_fraction(mention: Mention, value: Quantity) -> bool:
    """Whether a percentage is given as a fraction: "one in four", "a quarter", "half"."""
    return value.unit == PERCENT and not mention.unit and value.amount / 100 in mention.amounts and value.amount < 100


def _is_ratio(mention: Mention, value: Quantity) -> bool:
    """Whether a figure is so many in so many, as the fact is: "1 in 3"."""
    rate = rate_of(value.unit)
    if rate is None or not rate.is_ratio or mention.kind is not MentionKind.RATIO:
        return False
    return any(abs(amount * rate.base - value.amount) < _NEARLY for amount in mention.amounts)


def days_of(quoted: Quoted) -> Iterator[TextDate]:
    """The days that a figure can be; the first of "26 to 28 February" has the month and year of the second."""
    yield from quoted.mention.days
    if quoted.linked and not quoted.mention.days:
        for day in quoted.linked.days:
            yield from (replace(day, day=int(each), weekday=None) for each in quoted.mention.amounts if 1 <= each <= 31)


def says_one(evidence: Evidence, value: Quantity) -> bool:
    """Whether a quote gives the number one in words, which are no figure elsewhere."""
    return value.amount == Decimal(1) and _ONE.search(evidence.words) is not None


def is_in_unit(quoted: Quoted, value: Quantity, desk: Desk) -> bool:
    """Whether a figure stands in the fact's unit, by whichever of the words that the desk knows for it."""
    mention, kind = quoted.mention, kind_of(value)
    unit = mention.unit or (quoted.linked.unit if quoted.linked else "")
    if kind is ValueKind.PERCENT:
        return unit == PERCENT or _is_fraction(mention, value) or _is_labelled(quoted, _PERCENT_BEFORE)
    if kind is ValueKind.RATE and (rate := rate_of(value.unit)):
        return _is_rated(quoted, unit, rate)
    if kind is ValueKind.MONEY:
        currency = split_rate(value.unit)[0]
        is_bare = currency == desk.numbers.currency and _BARE.sub("", mention.text) == sign_of(currency)
        return is_bare or _is_in_currency(quoted, unit, currency)
    if mention.unit:
        return False
    if kind is ValueKind.YEAR:
        return _is_year(mention)
    return kind is not ValueKind.COUNT or _is_counted(quoted, *split_rate(value.unit), desk)


_BARE = lazy_regex(r"[\w.,\s-]")
"""What stands beside a sign in an amount of money."""


def _is_rated(quoted: Quoted, unit: str, rate: Rate) -> bool:
    """Whether a figure stands with the base of its rate, or is so many in so many; what a currency costs is in it."""
    if rate.is_exchange:
        return _is_in_currency(quoted, unit, rate.part)
    if rate.is_ratio:
        return quoted.mention.kind is MentionKind.RATIO
    bases = (figure for figure in find(quoted.behind[:_AS_FAR_AS_A_BASE]) if rate.base in figure.amounts)
    is_in_words = re.search(rf"\b(?:per|for every|in every|in) (?:a )?{re.escape(rate.base_text)}\b", quoted.behind)
    return is_in_words is not None or any(bases)


def _is_in_currency(quoted: Quoted, unit: str, currency: str) -> bool:
    """By its code, by its sign, or by its name."""
    if unit:
        return unit == currency
    mention = quoted.linked if quoted.linked and quoted.linked.noun else quoted.mention
    name = mention.noun.casefold().removesuffix("s") if mention.noun else ""
    known = currency_words()
    if name not in known:
        name = next((word for sign, word in _SIGNS.items() if sign in mention.text), "")
    if not name and (before := _currency_before().findall(quoted.label)) and _counts_nothing(mention):
        name = before[-1].casefold()
    is_coded = re.search(rf"\b{currency}\b", quoted.before + quoted.behind) is not None
    return is_coded or currency in known.get(name, known.get(f"{name}s", ()))


@cache
def _currency_before() -> re.Pattern[str]:
    return re.compile(rf"\b({'|'.join(currency_words())})s?\b", re.IGNORECASE)


def _is_year(mention: Mention) -> bool:
    return mention.text.isdecimal() and len(mention.text) == YEAR_DIGITS


def _is_counted(quoted: Quoted, unit: str, is_rate: bool, desk: Desk) -> bool:
    """Whether the unit stands behind the figure, or before it where no other word is counted; a rate says so."""
    around = quoted.before + quoted.behind
    if is_rate is not (_A_DAY.search(around) is not None) or (is_rate and _A_TIME.search(quoted.behind)):
        return False
    noun, pattern = quoted.mention.noun.casefold(), _unit_pattern(unit, desk)
    others = {word for other in desk.units if other != unit for word in desk.words_of(other, printed=True)}
    word = _WORD_BEFORE.search(quoted.label)
    before = word[0] if word and quoted.mention.noun[:1].isupper() else ""  # "Deaths 2,546 Injuries 30"
    if before and pattern.fullmatch(before):
        return True
    if noun in others or before.casefold() in others:
        return False
    if _INTRODUCED.search(quoted.label):
        return (pattern.search(quoted.label) or pattern.fullmatch(noun)) is not None
    scaled = _SCALED_TIME.get(unit)
    if scaled and scaled.search(quoted.mention.text):
        return True
    if pattern.search(quoted.behind):
        return True
    return _counts_nothing(quoted.mention) and not _is_year(quoted.mention) and bool(pattern.search(quoted.before))


def _is_labelled(quoted: Quoted, unit: re.Pattern[str]) -> bool:
    """Whether the unit stands before the figure, as in "Share (%): 63", and nothing else is counted."""
    mention = quoted.mention
    return not mention.unit and _counts_nothing(mention) and unit.search(quoted.label) is not None


def _counts_nothing(mention: Mention) -> bool:
    """Whether no word behind a figure is what it counts; it can be one that says when or where."""
    return mention.noun.casefold() in _NOT_COUNTED


def _unit_pattern(unit: str, desk: Desk) -> re.Pattern[str]:
    if unit in _OF_TIME:
        return re.compile(rf"(?:\b|(?<=[0-9-]))(?:{_OF_TIME[unit]})\b", re.IGNORECASE)
    patterns = (phrase_pattern(folded(word), any_case=True).pattern for word in desk.words_of(unit) if word)
    return re.compile("|".join(patterns), re.IGNORECASE)
