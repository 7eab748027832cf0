"""Numbers in digits, however they are grouped, and what they can be."""

from __future__ import annotations

import re
from decimal import Decimal

from briefgen.numbers_in_text.characters import AMPLE, VULGAR, vulgar
from briefgen.numbers_in_text.conventions import Conventions

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

_VULGAR_END = re.compile(rf"\s?([{VULGAR}])\Z")
_NO_GAPS = re.compile(rf"[{_GAPS}٬]")


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
