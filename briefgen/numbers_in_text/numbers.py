"""Figures in digits with all that belongs to them: sign, currency, millions, per cent, "th"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from briefgen.numbers_in_text.characters import AMPLE, one_of
from briefgen.numbers_in_text.conventions import CURRENCY_SIGNS, Conventions
from briefgen.numbers_in_text.digits import BODY, amounts
from briefgen.numbers_in_text.mention import Mention, MentionKind
from briefgen.numbers_in_text.words import SCALES

_SCALES = {"hundred": 100, "dozen": 12, **SCALES}
_SHORT = {"mn": 10**6, "mln": 10**6, "bn": 10**9, "tn": 10**12, "trn": 10**12}
_INITIALS = {"k": 10**3, "m": 10**6, "b": 10**9, "t": 10**12}
MEASURES = (
    "km|km2|m2|m3|cm|mm|kg|g|t|mg|l|ml|ha|kW|MW|GW|TW|kWh|MWh|GWh|TWh|kV|Hz|kHz|MHz|GHz|kB|KB|MB|GB|TB"
    "|h|hr|hrs|min|sec|yr|yrs|ft|in|lb|lbs|mph|kph|kmh|fold"
)
"""Units that stand at the digits, as a pattern; the mention ends before them."""

_ALL_SCALES = {**_SCALES, **_SHORT, **_INITIALS}

_SIGN = r"(?:(?<!\S)|(?<=[(\[“‘\"'—~≈<>=/:]))(?:[-−+–]|(?i:minus\s))"
_RANGE = re.compile(r"\s?[-–—]\s?|\s(?:to|and|or)\s")
_YEAR_AND_DASH = re.compile(r"(?<![\d.,])[12]\d{3}[-–/]")


@cache
def _pattern(conventions: Conventions) -> re.Pattern[str]:
    currency = rf"(?:[A-Z]{{0,3}}[{CURRENCY_SIGNS}]|(?:{one_of(conventions.currencies)})(?![^\W\d_]))"
    return re.compile(
        rf"""
        (?P<sign>{_SIGN})?
        (?:(?<!\w)(?P<before>{currency})\s?(?P<inner>[-−](?=[\d.]))?|(?<!\w))
        (?P<body>{BODY})
        (?:
            (?P<ordinal>(?i:st|nd|rd|th))(?!\w)
          | (?P<plural>['’]?s)(?!\w)
          | [x×](?!\w)
          | (?:
                (?P<scale>
                    (?:[\s-]?(?i:{one_of(_SCALES)}s?)(?!\w)){{1,2}}
                  | \s?(?i:{one_of(_SHORT)})(?!\w)
                  | (?(before)(?:[kKmMbBtT]|\sm)|[kKmM])(?!\w)
                )
            )?
            (?:
                (?P<percent>\s?[%٪]|[\s-]?(?i:per[\s-]cent|percent)(?!\w)|\s?pc(?:t)?(?!\w))
              | \s?(?P<after>{currency})(?!\w|\s?\d)
              | (?=(?:{MEASURES})(?!\w))
              | (?!\w|\.\d)
            )
        )
        """,
        re.VERBOSE,
    )


def numbers(text: str, conventions: Conventions) -> Iterator[Mention]:
    """Numbers, percentages, money and ranks in digits."""
    matches = list(_pattern(conventions).finditer(text))
    for match, following in zip(matches, [*matches[1:], None], strict=False):
        own = list(_amounts(text, match, conventions))
        common = [AMPLE.multiply(amount, scale) for scale in _scale_in_common(text, match, following) for amount in own]
        yield Mention(
            *match.span(),
            match[0],
            _kind(match),
            amounts=tuple(dict.fromkeys(own + common)),
            unit="%" if match["percent"] else _currency(match, conventions),
        )


def _kind(match: re.Match[str]) -> MentionKind:
    if match["ordinal"]:
        return MentionKind.ORDINAL
    if match["percent"]:
        return MentionKind.PERCENT
    return MentionKind.MONEY if match["before"] or match["after"] else MentionKind.NUMBER


def _currency(match: re.Match[str], conventions: Conventions) -> str:
    return conventions.currencies.get(match["before"] or match["after"] or "", "")


def _amounts(text: str, match: re.Match[str], conventions: Conventions) -> Iterator[Decimal]:
    sign = match["inner"] or match["sign"] or ""
    for amount in amounts(match["body"], conventions):
        scaled = AMPLE.multiply(amount, _scale_of(match["scale"])) if match["scale"] else amount
        yield scaled.copy_negate() if sign and sign != "+" else scaled
        if sign == "–":  # a minus, or a dash
            yield scaled
    if match["scale"] == "m" and not match["before"]:  # millions, or metres
        yield from amounts(match["body"], conventions)
    if (year := _end_of_span(text, match)) is not None:
        yield year


def _scale_in_common(text: str, match: re.Match[str], following: re.Match[str] | None) -> Iterator[Decimal]:
    """By what the end of a range may multiply its beginning: a million for 3 in "3–4 million"."""
    is_shared = following is not None and following["scale"] and not match["scale"]
    if following and is_shared and _RANGE.fullmatch(text, match.end(), following.start()):
        yield _scale_of(following["scale"])


def _scale_of(text: str) -> Decimal:
    """By what the words or letters behind a number multiply it ("million", "bn", "lakh crore")."""
    product = 1
    for word in re.findall(r"[a-z]+", text.lower()):
        product *= _ALL_SCALES.get(word) or _ALL_SCALES[word.removesuffix("s")]
    return Decimal(product)


def _end_of_span(text: str, match: re.Match[str]) -> Decimal | None:
    """The year that two digits mean behind another one: 2024 in "2023–24"."""
    body, start = match["body"], match.start()
    if start < 5 or match.end() != start + 2 or not body.isdecimal():
        return None
    before = _YEAR_AND_DASH.fullmatch(text, start - 5, start)
    if not before:
        return None
    first = int(before[0][:4])
    year = first - first % 100 + int(body)
    return Decimal(year if year > first else year + 100)
