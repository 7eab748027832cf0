"""Ratios: 3:1, 1/2, 1 in 4, one in four, two-to-one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from briefgen.numbers_in_text.characters import AMPLE, quotient
from briefgen.numbers_in_text.mention import Mention, MentionKind
from briefgen.numbers_in_text.words import LAST_OF_SMALL, SMALL, value_of
from briefgen.patterns import lazy_regex

_DIGITS = r"\d{1,3}(?:,\d{3}){1,3}|\d{1,9}"
_COLONS = lazy_regex(rf"(?<![\w:.,])(?P<part>{_DIGITS})(?::(?P<whole>{_DIGITS}))(?![\w:]|[.,]\d)")
_STROKES = lazy_regex(
    r"(?<![\w/⁄.,])(?:(?P<units>\d{1,3})\s)?(?P<part>\d+)[/⁄](?P<whole>\d+)(?P<more>(?:[/⁄]\d+)*)(?![\w/⁄])"
)
_SPAN_OF_YEARS = lazy_regex(r"[12]\d{3}/(?:[12]\d{3}|\d{2})")

_SIDE = rf"(?:{_DIGITS}|{SMALL})"
_JOINT = lazy_regex(r"\d[:/⁄]")
_LINKS = r"(?:\s(?:in|out\sof)\s|-in-|-out-of-|[-‑]to[-‑])"
_LINK = lazy_regex(_LINKS, re.IGNORECASE)
_LINKED = lazy_regex(rf"(?:\d|{LAST_OF_SMALL}){_LINKS}", re.IGNORECASE)
"""What is in each ratio with words, and in few texts: those of the sides take long to compile."""
_IN = lazy_regex(
    rf"(?<![\w.,$£€+−-])(?P<part>{_SIDE})(?P<link>\s(?:in|out\sof)\s(?:every\s)?|-in-|-out-of-)(?P<whole>{_SIDE})"
    r"(?![\w%]|[.,]\d|\s?(?:%|per\b))",
    re.IGNORECASE,
)
_TO = lazy_regex(rf"(?<![\w.,$£€+−-])(?P<part>{_SIDE})[-‑]to[-‑](?P<whole>{_SIDE})(?![\w%]|[.,]\d)", re.IGNORECASE)
_TIME_BEHIND = lazy_regex(
    r"[\s-](?:[a-z]+ing\s)?(?:days?|weeks?|months?|years?|hours?|minutes?|million|thousand|hundred)\b", re.IGNORECASE
)
_LARGEST_DENOMINATOR = 10
_ROUND = frozenset({*range(2, 11), 12, 15, 20, 25, 50, 100, 1000, 10_000, 100_000, 1_000_000})


def ratios(text: str, *, in_words: bool = True) -> Iterator[Mention]:
    """Ratios, fractions with a stroke, and marks that look like these, such as 24/7. They may overlap."""
    if _JOINT.search(text):
        for match in _COLONS.finditer(text):
            yield _ratio(match, _number(match["part"]), _number(match["whole"]))
        for match in _STROKES.finditer(text):
            if not _SPAN_OF_YEARS.fullmatch(match[0]):
                yield _with_stroke(match)
    if in_words and _LINK.search(text) and _LINKED.search(text):
        yield from _with_words(text)


def so_many(text: str) -> tuple[int, int] | None:
    """The two numbers of a text that is so many in so many: 1 in 3, one in every three."""
    match = _IN.fullmatch(text)
    return (_number(match["part"]), _number(match["whole"])) if match else None


def two_numbers(ratio: Mention) -> tuple[Mention, ...]:
    """The two numbers of a ratio in digits, 73:1 or 12 out of 31, as figures of their own; none for other figures."""
    match = (_COLONS.fullmatch(ratio.text) or _IN.fullmatch(ratio.text)) if ratio.kind is MentionKind.RATIO else None
    if match is None or not (match["part"][0].isdecimal() and match["whole"][0].isdecimal()):
        return ()
    return tuple(
        replace(
            ratio,
            start=ratio.start + match.start(name),
            end=ratio.start + match.end(name),
            text=match[name],
            kind=MentionKind.NUMBER,
            amounts=(Decimal(_number(match[name])),),
        )
        for name in ("part", "whole")
    )


def _with_words(text: str) -> Iterator[Mention]:
    for match in _IN.finditer(text):
        part, whole = _number(match["part"]), _number(match["whole"])
        is_joined = match["link"].strip() != "in"
        is_plain = whole in _ROUND or (part == 1 and whole < 1000)
        if part < whole and (is_joined or (is_plain and not _TIME_BEHIND.match(text, match.end()))):
            yield _ratio(match, part, whole)
    for match in _TO.finditer(text):
        part, whole = _number(match["part"]), _number(match["whole"])
        if part >= whole and not part == whole == 1:  # "one-to-one" counts nothing
            yield _ratio(match, part, whole)


def _with_stroke(match: re.Match[str]) -> Mention:
    if not _is_fraction(match):
        start, end = match.start("part"), match.end()
        return Mention(start, end, match.string[start:end], MentionKind.MARK)
    value = quotient(int(match["part"]), int(match["whole"]))
    if match["units"]:
        return Mention(
            *match.span(), match[0], MentionKind.NUMBER, amounts=(AMPLE.add(Decimal(match["units"]), value),)
        )
    return Mention(*match.span(), match[0], MentionKind.RATIO, amounts=(value,))


def _is_fraction(match: re.Match[str]) -> bool:
    part, whole = match["part"], match["whole"]
    is_short = len(part) == 1 and len(whole) <= 2 and not match["more"]
    return is_short and int(part) < int(whole) <= _LARGEST_DENOMINATOR


def _ratio(match: re.Match[str], part: int, whole: int) -> Mention:
    amounts = (quotient(part, whole),) if whole else ()
    in_words = not any(map(str.isdecimal, match[0]))
    return Mention(*match.span(), match[0], MentionKind.RATIO, in_words, amounts)


def _number(text: str) -> int:
    digits = text.replace(",", "")
    return int(digits) if digits.isdecimal() else value_of(text)
