"""Numbers in digits, however they are grouped, what they can be, and what stands with them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from briefgen.numbers_in_text.characters import AMPLE, VULGAR, one_of, vulgar
from briefgen.numbers_in_text.conventions import CURRENCY_SIGNS, Conventions
from briefgen.numbers_in_text.mention import Mention, MentionKind
from briefgen.numbers_in_text.vocabulary import words_of
from briefgen.patterns import compiled, lazy_regex

# A comma or a space that is no plain one: two digits behind a plain space are a figure of their own.
_NO_PLAIN_SPACES = "\u00a0\u2002-\u200a\u202f"
_NARROW = f",{_NO_PLAIN_SPACES}"
_GAPS = f" {_NO_PLAIN_SPACES}'’"

BODY = rf"""(?:
    \d{{1,3}}(?P<gap>[{_GAPS}])\d{{3}}(?!\d)(?:(?P=gap)\d{{3}}(?!\d))*(?:[.,]\d+)?   # 1 234 567,5
  | (?<!\d[{_NARROW}])\d{{1,2}}(?:[{_NARROW}]\d{{2}})+[{_NARROW}]\d{{3}}(?!\d)(?:\.\d+)?  # 12,34,567.5
  | \d{{1,3}}(?:[,٬]\d{{3}}(?!\d))+(?:[.٫]\d+)?                                     # 1,234,567.5
  | \d{{1,3}}(?:\.\d{{3}}(?!\d))+(?:,\d+)?                                           # 1.234.567,5
  | \d+[.٫]\d+
  | (?<!\d,)\d+,\d+(?!,\d)
  | \d+
  | (?<!\d)\.\d+
)(?:\s?[{VULGAR}])?
| [{VULGAR}]"""
"""A number without sign, as a verbose pattern."""

_VULGAR_END = lazy_regex(rf"\s?([{VULGAR}])\Z")
_NO_GAPS = lazy_regex(rf"[{_GAPS}٬]")


def amounts(body: str, conventions: Conventions) -> tuple[Decimal, ...]:
    """What a number that BODY found can be."""
    fraction = _VULGAR_END.search(body)
    if not fraction:
        return _plain(body, conventions)
    whole = body[: fraction.start()]
    more = vulgar(fraction[1])
    return tuple(AMPLE.add(amount, more) for amount in _plain(whole, conventions)) if whole else (more,)


def _plain(body: str, conventions: Conventions) -> tuple[Decimal, ...]:
    digits = _NO_GAPS.sub("", body).replace("٫", ".")
    commas, points = digits.count(","), digits.count(".")
    if commas and points:
        decimal = max(",.", key=digits.rfind)
        return (_number(digits, decimal),)
    if commas + points > 1:
        return (_number(digits, ""),)
    mark = "," if commas else "."
    if digits == body and _can_be_group(digits, mark):
        return _either(digits, mark, conventions)
    return (_number(digits, mark),)


def _can_be_group(digits: str, mark: str) -> bool:
    whole, _, rest = digits.partition(mark)
    return len(rest) == 3 and 1 <= len(whole) <= 3 and not whole.startswith("0")


def _either(digits: str, mark: str, conventions: Conventions) -> tuple[Decimal, ...]:
    """A number with one mark before three digits: a group in a language that groups so, else decimals or a group."""
    if mark == conventions.group:
        return (_number(digits, ""),)
    return (_number(digits, mark), _number(digits, ""))


def _number(digits: str, decimal: str) -> Decimal:
    """The number, of whose marks only `decimal` stands before decimals."""
    kept = "".join(character for character in digits if character not in ",." or character == decimal)
    return Decimal(kept.replace(",", "."))


MEASURES = (
    "km|km2|m2|m3|cm|mm|kg|g|t|mg|l|ml|ha|kW|MW|GW|TW|kWh|MWh|GWh|TWh|kV|Hz|kHz|MHz|GHz|kB|KB|MB|GB|TB"
    "|h|hr|hrs|min|sec|yr|yrs|ft|in|lb|lbs|mph|kph|kmh|fold"
)
"""Units that stand at the digits, as a pattern; the mention ends before them."""

_SIGN = r"(?:(?<!\S)|(?<=[(\[“‘\"'—~≈<>=/:]))(?:[-−+–]|(?i:{minus})\s)"
_DASH = r"\s?[-–—]\s?"
_YEAR_AND_DASH = lazy_regex(r"(?<![\d.,])[12]\d{3}[-–/]")


@cache
def _pattern(conventions: Conventions) -> re.Pattern[str]:
    words = conventions.vocabulary
    scale = rf"(?:{words_of(words.scales_in_full)}){'s?' if words.has_grammar else ''}"
    minus = words_of(words.words("minus"))
    short, percent = words_of(words.short_scales), words_of(words.words("percent"))
    decade = rf"(?<=0)(?:{words_of(words.words('decade_endings'))})"
    first = r"(?:(?P<percent_first>(?<!\w)%)\s?)?" if words.says("percent_before") else "(?P<percent_first>(?!))?"
    before_sign = rf"\s?(?:{words_of(words.initials)})(?=[{CURRENCY_SIGNS}])"
    initials = r"(?(before)(?:[kKmMbBtT]|\sm)|[kKmM])" if words.has_grammar else before_sign
    currency = rf"(?:[A-Z]{{0,3}}[{CURRENCY_SIGNS}]|(?:{one_of(conventions.currencies)})(?![^\W\d_]))"
    return compiled(
        rf"""
        (?P<sign>{_SIGN.format(minus=minus)})?
        {first}
        (?:(?<!\w)(?P<before>{currency})\s?(?P<inner>[-−](?=[\d.]))?|(?<!\w))
        (?P<body>{BODY})
        (?:
            (?P<ordinal>(?i:{words_of(words.words("ordinal_endings"))}))(?!\w)
          | (?P<plural>['’]?s|\s?(?:{words_of(words.words("year_endings"))})|{decade})(?!\w)
          | [x×](?!\w)
          | (?:
                (?P<scale>
                    (?:[\s-]?(?i:{scale})(?!\w)){{1,2}}
                  | \s?(?i:{short})(?!\w)
                  | {initials}(?!\w)
                )
            )?
            (?:
                (?P<percent>\s?[%٪]|[\s-]?(?i:{percent})(?!\w)|\s?(?:{words_of(words.words("short_percent"))})(?!\w))
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
        scales = _scale_in_common(text, match, following, conventions)
        common = [AMPLE.multiply(amount, scale) for scale in scales for amount in own]
        yield Mention(
            *match.span(),
            match[0],
            _kind(match),
            amounts=tuple(dict.fromkeys(own + common)),
            unit="%" if _is_percent(match) else _currency(match, conventions),
        )


def _kind(match: re.Match[str]) -> MentionKind:
    if match["ordinal"]:
        return MentionKind.ORDINAL
    if _is_percent(match):
        return MentionKind.PERCENT
    return MentionKind.MONEY if match["before"] or match["after"] else MentionKind.NUMBER


def _is_percent(match: re.Match[str]) -> bool:
    return bool(match["percent"] or match["percent_first"])


def _currency(match: re.Match[str], conventions: Conventions) -> str:
    return conventions.currencies.get(match["before"] or match["after"] or "", "")


def _amounts(text: str, match: re.Match[str], conventions: Conventions) -> Iterator[Decimal]:
    sign = match["inner"] or match["sign"] or ""
    for amount in amounts(match["body"], conventions):
        scaled = AMPLE.multiply(amount, _scale_of(match["scale"], conventions)) if match["scale"] else amount
        yield scaled.copy_negate() if sign and sign != "+" else scaled
        if sign == "–":  # a minus, or a dash
            yield scaled
    if match["scale"] == "m" and not match["before"]:  # millions, or metres
        yield from amounts(match["body"], conventions)
    if (year := _end_of_span(text, match)) is not None:
        yield year


def _scale_in_common(
    text: str, match: re.Match[str], following: re.Match[str] | None, conventions: Conventions
) -> Iterator[Decimal]:
    """By what the end of a range may multiply its beginning: a million for 3 in "3–4 million"."""
    is_shared = following is not None and following["scale"] and not match["scale"]
    if following and is_shared and _range(conventions).fullmatch(text, match.end(), following.start()):
        yield _scale_of(following["scale"], conventions)


@cache
def _range(conventions: Conventions) -> re.Pattern[str]:
    """What stands between the ends of a range that share their scale."""
    return compiled(rf"{_DASH}|\s(?:{words_of(conventions.vocabulary.words('range'))})\s")


def _scale_of(text: str, conventions: Conventions) -> Decimal:
    """By what the words or letters behind a number multiply it ("million", "bn", "lakh crore")."""
    scales, product = conventions.vocabulary.scales, 1
    text = " ".join(text.casefold().replace("-", " ").split())
    for word in [text] if text in scales else text.split():
        product *= scales.get(word) or scales[word.removesuffix("s")]
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
