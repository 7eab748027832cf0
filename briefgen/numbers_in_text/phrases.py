"""Figures in English words: numbers, ranks, fractions, percentages, dozens and decades, "twice" and "doubled".

Plurals that tell no amount ("thousands of", "decades") are none, nor are "one", "first" and "second" by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from briefgen.frozen import frozen
from briefgen.numbers_in_text.characters import AMPLE, SEEN, one_of, quotient
from briefgen.numbers_in_text.mention import Mention, MentionKind
from briefgen.numbers_in_text.nouns import noun_behind
from briefgen.numbers_in_text.words import (
    CARDINALS,
    DIGITS,
    JOIN,
    NUMBER_WORDS,
    ORDINALS,
    SCALE,
    SCALES,
    TWO_DIGITS,
    UNITS,
    Cardinal,
    cardinal,
    value_of,
)
from briefgen.patterns import lazy_regex

_TIMES = {
    **dict.fromkeys(("twice", "double", "doubles", "doubled", "doubling"), Decimal(2)),
    **dict.fromkeys(("thrice", "triple", "triples", "tripled", "tripling"), Decimal(3)),
    **dict.fromkeys(("treble", "trebles", "trebled", "trebling"), Decimal(3)),
    **dict.fromkeys(("quadruple", "quadruples", "quadrupled", "quadrupling"), Decimal(4)),
    **dict.fromkeys(("halves", "halved", "halving"), Decimal("0.5")),
}
_GROUPS = {"dozen": 12, "decade": 10, "century": 100, "fortnight": 14}
_PERIODS = frozenset({"decade", "century"})
_GROUPS_WITH_PLURALS = _GROUPS | {"dozens": 12, "decades": 10, "centuries": 100, "fortnights": 14}
_PARTS = {"half": 2, "quarter": 4, **{word: number for word, number in ORDINALS.items() if number > 2}}
_ALONE = frozenset({"one", "first", "second"})


def _pattern(pattern: str) -> re.Pattern[str]:
    return lazy_regex(pattern, re.IGNORECASE)


_TIMES_WORD = _pattern(rf"{one_of(_TIMES)}\b")
_BARE_SCALE = _pattern(one_of(["hundred", *SCALES]))
_GROUP = rf"(?P<group>{one_of(_GROUPS_WITH_PLURALS)}|hundred|{SCALE})\b"
_PER_CENT = r"(?P<percent>\s(?:an?\s)?(?:per[\s-]cent|percent)\b)"
_FIRST_WORDS = ("half", "quarter", "zero", *_TIMES, *_GROUPS, *NUMBER_WORDS, *ORDINALS)
WORDS = frozenset((*_FIRST_WORDS, *(f"{word}fold" for word in _FIRST_WORDS)))
"""The words with which figures begin, behind an article or a minus, in phrases and in ratios."""
_WORDS = one_of(_FIRST_WORDS)
_IDIOMS = (
    r"(?:(?:an?[\s-])?(?:half[\s-](?:hearted(?:ly)?|truths?|baked)|double[\s-](?:edged|check(?:s|ed)?|standards?)"
    r"|zero[\s-](?:sum|tolerance)|third[\s-]part(?:y|ies)|million[\s-]dollar|two[\s-](?:way|faced)))\b"
)
"""In which the words of numbers tell none."""
_START = _pattern(rf"(?<!\w)(?!{_IDIOMS})(?:(?:an?|minus|negative)(?={JOIN}{_WORDS}\b)|{_WORDS}(?:fold)?\b)")

_HALF = _pattern(rf"(?:(?:an?|one){JOIN})?half\b(?:{JOIN}(?:an?\s)?{_GROUP})?{_PER_CENT}?")
_OF_A_PERIOD = _pattern(r"\b(?:first|second|this|last|latter|former|next|previous|each|either|every|other|both)[\s-]\Z")
_FRACTION = _pattern(
    rf"(?P<part>an?|{one_of(UNITS)})(?P<join>{JOIN})(?P<whole>{one_of(_PARTS)})(?P<plural>s?)\b"
    rf"(?P<of>\sof\b(?:\san?\s{_GROUP})?)?"
)
_AND_PART = _pattern(rf"[\s-]and[\s-](?P<part>an?|{one_of(UNITS)})[\s-](?P<whole>{one_of(_PARTS)})s?\b")
_POINT = _pattern(rf"\spoint(?P<digits>(?:\s{one_of(DIGITS)}\b)+)")
_MINUS = _pattern(r"(?:minus|negative)\s(?=[a-z])")
_ZERO = _pattern(r"zero\b")
_RANGE = _pattern(r"\s(?:to|or|and)\s|[-–](?:to-)?")
_BEHIND = _pattern(rf"(?:{JOIN}{_GROUP})?{_PER_CENT}?")
_RANK = _pattern(rf"(?P<rank>{one_of(ORDINALS)})\b")
_LARGE_RANK = one_of(word for word, rank in ORDINALS.items() if rank >= 100)
_RANK_BEHIND = _pattern(
    rf"(?:,?\sand\s|,\s|[‑-]|\s(?={_LARGE_RANK}))(?:{TWO_DIGITS}{JOIN})?(?P<rank>{one_of(ORDINALS)})\b"
)
_FOLD = _pattern(rf"(?P<number>{one_of(NUMBER_WORDS)})fold\b")
_ARTICLE_AND_GROUP = _pattern(rf"(?P<article>an?\s)?(?P<group>{one_of(_GROUPS)})\b")


@frozen
class _Figure:
    """A figure in words as it is put together: where it ends, and what it is."""

    end: int
    amounts: tuple[Decimal, ...]
    kind: MentionKind = MentionKind.NUMBER
    start: int | None = None


def phrases(text: str) -> Iterator[Mention]:
    """Figures in English words."""
    position = 0
    while candidate := _START.search(text, position):
        start = candidate.start()
        figure = _figure(text, start)
        if figure:
            first = start if figure.start is None else figure.start
            unit = "%" if figure.kind is MentionKind.PERCENT else ""
            yield Mention(first, figure.end, text[first : figure.end], figure.kind, True, figure.amounts, unit)
        position = figure.end if figure else candidate.end()


def _figure(text: str, start: int) -> _Figure | None:
    for reader in (_times, _half, _fraction, _ordinal, _number, _group):
        if figure := reader(text, start):
            return figure
    return None


def _times(text: str, start: int) -> _Figure | None:
    """Reads "twice", "doubled", "tenfold"."""
    if fold := _FOLD.match(text, start):
        return _Figure(fold.end(), (Decimal(value_of(fold["number"])),))
    word = _TIMES_WORD.match(text, start)
    return _Figure(word.end(), (_TIMES[word[0].lower()],)) if word else None


def _half(text: str, start: int) -> _Figure | None:
    """Reads "half", "half a million", "half a per cent"; not the half of a year or of a match."""
    match = _HALF.match(text, start)
    if not match or _OF_A_PERIOD.search(text, max(0, start - 10), start):
        return None
    return _with_percent(match, _times_group(Decimal("0.5"), match["group"]))


def _fraction(text: str, start: int) -> _Figure | None:
    """Reads "two-thirds", "a quarter of a million"; "a third" may be a rank as well."""
    match = _FRACTION.match(text, start)
    if not match or match["whole"].lower() == "half":
        return None
    part, whole = match["part"].lower(), _PARTS[match["whole"].lower()]
    figure = _Figure(
        match.end() if match["group"] else match.end("plural"),
        (_times_group(quotient(value_of(part), whole), match["group"]),),
    )
    if match["whole"].lower() == "quarter":
        return figure if _is_part(match, part) else None
    if match["plural"] or match["of"]:
        return figure if match["plural"] or value_of(part) == 1 else None
    return _fraction_or_rank(text, match, figure)


def _is_part(match: re.Match[str], part: str) -> bool:
    """Whether a quarter is a part of something, and not three months."""
    if part == "three":
        return bool(match["plural"]) or match["join"] != " "
    return value_of(part) == 1 and not match["plural"] and match["of"] is not None


def _fraction_or_rank(text: str, match: re.Match[str], fraction: _Figure) -> _Figure | None:
    part, rank = match["part"].lower(), Decimal(_PARTS[match["whole"].lower()])
    is_compound = text[match.end() : match.end() + 1] in ("-", "‑")
    if part in ("a", "an") and (is_compound or noun_behind(text, match.end(), len(text))):
        return replace(
            fraction, amounts=(rank, *fraction.amounts), kind=MentionKind.ORDINAL, start=match.start("whole")
        )
    if part in ("a", "an"):
        return replace(fraction, amounts=(*fraction.amounts, rank))
    if is_compound or (part != "one" and match["join"].isspace()):
        return None
    if rank >= 100:  # "one hundredth" follows ninety-ninth as well
        return replace(fraction, amounts=(rank, *fraction.amounts), kind=MentionKind.ORDINAL)
    return fraction


def _ordinal(text: str, start: int) -> _Figure | None:
    """Reads "fifth", "twenty-first", "hundred and first", with a plain number in the place of the last word."""
    number = cardinal(text, start)
    match = _RANK_BEHIND.match(text, number.end) if number else _RANK.match(text, start)
    if not match or text[start : match.end()].lower() in _ALONE:
        return None
    plain = text[start : match.start("rank")] + CARDINALS[match["rank"].lower()]
    rank = cardinal(plain + text[match.end() : match.end() + 1], 0)
    if rank is None or rank.end != len(plain):
        return None
    return _Figure(match.end(), (rank.value,), MentionKind.ORDINAL)


def _number(text: str, start: int) -> _Figure | None:
    """Reads "nine", "minus one point five", "two and a half million", "two decades", "sixty-three per cent"."""
    minus = _MINUS.match(text, start)
    first = minus.end() if minus else start
    zero = _ZERO.match(text, first)
    number = Cardinal(Decimal(0), zero.end(), 0) if zero else cardinal(text, first)
    if number is None or _stands_behind_seen(text, first):
        return None
    value, end = _with_part(text, number)
    behind = _BEHIND.match(text, end)
    if behind is None or text[start : behind.end()].lower() in _ALONE:
        return None
    value = _times_group(value.copy_negate() if minus else value, behind["group"])
    figure = _with_percent(behind, value)
    scale = _scale_in_common(text, number, figure)
    return replace(figure, amounts=(value, AMPLE.multiply(value, scale))) if scale else figure


def _scale_in_common(text: str, number: Cardinal, figure: _Figure) -> int:
    """By what the end of a range may multiply its beginning: a million for "two" in "two to three million"; else 0."""
    link = _RANGE.match(text, figure.end)
    last = cardinal(text, link.end()) if link and figure.end == number.end and number.last < 100 else None
    return last.last if last and last.last >= 1000 else 0


def _stands_behind_seen(text: str, start: int) -> bool:
    """Whether a bare "million" belongs to what has been looked at, or to "multi-million"."""
    if not _BARE_SCALE.match(text, start):
        return False
    return _is_seen_before(text, start) or text[max(0, start - 6) : start].lower() == "multi-"


def _with_part(text: str, number: Cardinal) -> tuple[Decimal, int]:
    """The number with its decimals ("point five") or its fraction ("and a half"), and where that ends."""
    if point := _POINT.match(text, number.end):
        digits = "".join(str(DIGITS[word]) for word in point["digits"].lower().split())
        return Decimal(f"{number.value}.{digits}"), point.end()
    if part := _AND_PART.match(text, number.end):
        fraction = quotient(value_of(part["part"]), _PARTS[part["whole"].lower()])
        counted = number.last if number.last >= 1000 else 1  # "a million and a half"
        return AMPLE.add(number.value, AMPLE.multiply(fraction, counted)), part.end()
    return number.value, number.end


def _group(text: str, start: int) -> _Figure | None:
    """Reads "a dozen", "dozen", "a decade"; a decade or century only behind "a", since most name a period."""
    match = _ARTICLE_AND_GROUP.match(text, start)
    if not match or (not match["article"] and (match["group"].lower() in _PERIODS or _is_seen_before(text, start))):
        return None
    return _Figure(match.end(), (Decimal(_GROUPS[match["group"].lower()]),))


def _is_seen_before(text: str, start: int) -> bool:
    return SEEN in text[max(0, start - 2) : start]


def _times_group(value: Decimal, group: str | None) -> Decimal:
    if not group:
        return value
    word = group.lower()
    return AMPLE.multiply(value, Decimal(_GROUPS_WITH_PLURALS.get(word) or value_of(word)))


def _with_percent(match: re.Match[str], amount: Decimal) -> _Figure:
    return _Figure(match.end(), (amount,), MentionKind.PERCENT if match["percent"] else MentionKind.NUMBER)
