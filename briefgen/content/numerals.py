"""Numbers and currency signs as readers see them, and what content files take instead: plain digits and codes."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

from briefgen.model.currencies import CURRENCIES
from briefgen.patterns import lazy_regex

_GAPS = "_'’ \u00a0\u2009\u202f"
_VULGAR = "¼-¾⅐-⅞"
NUMBER = rf"(?:(?<!\w)\.)?[0-9](?:[0-9,.{_GAPS}]*[0-9])?(?: ?[{_VULGAR}])?|[{_VULGAR}]"
"""A number without sign, as a pattern; not each text that fits it can be read as one."""

POWERS = {"thousand": 3, "lakh": 5, "million": 6, "crore": 7, "billion": 9, "bn": 9, "trillion": 12}
"""Words by which a number is multiplied, as powers of ten."""

_CODE = lazy_regex(r"-?0[0-9]+(?:\.[0-9]+)?")
_RANK = lazy_regex(r"([1-9][0-9]{0,5})(?:st|nd|rd|th)")
_RANK_IN_WORDS = lazy_regex(r"(?:(?:twen|thir|for|fif|six|seven|eigh|nine)ty-)?[a-z]{2,}(?:st|nd|rd|th)")
_PLAIN = lazy_regex(r"[0-9]+(?:\.[0-9]+)?")
_FRACTION = lazy_regex(rf"(?P<whole>[0-9]*) ?(?P<part>[{_VULGAR}])")
_ONE_GROUP = lazy_regex(r"[1-9][0-9]{0,2},[0-9]{3}")
_DECIMAL_COMMA = lazy_regex(r"[0-9]+,[0-9]+")
_GROUPED = (
    lazy_regex(rf"[0-9]{{1,3}}([{_GAPS}.,])[0-9]{{3}}(?:\1[0-9]{{3}})*(?:(?!\1)[.,](?P<rest>[0-9]+))?"),
    lazy_regex(r"[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?:\.(?P<rest>[0-9]+))?"),
)


def is_number(text: str) -> bool:
    """Whether the text is a number in plain digits, such as a year in quotes."""
    return _PLAIN.fullmatch(text.strip()) is not None


def is_code(text: str) -> bool:
    """Whether the text is digits of which the first is a zero, which a number would lose."""
    return _CODE.fullmatch(text.strip()) is not None


def ordinal(rank: int) -> str:
    """A place in an order as content files have it: "43rd"."""
    is_teen = rank % 100 in (11, 12, 13)
    return f"{rank}{'th' if is_teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(rank % 10, 'th')}"


def rank_in(text: str) -> int:
    """The place in an order that a text is: 43 for "43rd", 3 for "third"; 0 for other texts."""
    if (match := _RANK.fullmatch(text)) and text == ordinal(int(match[1])):
        return int(match[1])
    if not _RANK_IN_WORDS.fullmatch(text):
        return 0
    from briefgen.numbers_in_text.words import ORDINALS, value_of  # which take long to compile

    tens, _, last = text.rpartition("-")
    return ORDINALS.get(last, 0) and ORDINALS[last] + (value_of(tens) if tens else 0)


def ascii_digits(text: str) -> str:
    """The text with the digits of all scripts as 0 to 9."""
    return "".join(str(unicodedata.decimal(each)) if each.isdecimal() else each for each in text)


def readings(text: str) -> tuple[str, ...]:
    """The numbers that a text can be: a comma before three digits may group them, or mark decimals; none if unclear."""
    text = f"0{text}" if text.startswith(".") else text
    if _PLAIN.fullmatch(text):
        return (_plain(text),)
    if match := _FRACTION.fullmatch(text):
        worth = Decimal(match["whole"] or 0) + Decimal(str(unicodedata.numeric(match["part"])))
        return (_plain(str(worth)),) if len(str(worth)) < len("0.3333") + len(match["whole"]) else ()
    if _ONE_GROUP.fullmatch(text):
        return _plain(text.replace(",", "")), text.replace(",", ".")
    if _DECIMAL_COMMA.fullmatch(text):
        return (text.replace(",", "."),)
    for pattern in _GROUPED:
        if match := pattern.fullmatch(text):
            rest = match["rest"] or ""
            whole = "".join(each for each in text.removesuffix(rest) if each.isdecimal())
            return (_plain(f"{whole}.{rest}" if rest else whole),)
    return ()


def _plain(text: str) -> str:
    whole, point, rest = text.partition(".")
    return f"{whole.lstrip('0') or '0'}{point}{rest}"


def sign_in(text: str) -> str:
    """The first currency sign of a text, or "" where it has none."""
    return next((character for character in text if unicodedata.category(character) == "Sc"), "")


def code_for(sign: str) -> str:
    """The code that stands for a sign, in words that name the choice where there is one."""
    codes = CURRENCIES.get(sign, ())
    if not codes:
        return "the currency's code, such as USD"
    *others, last = codes
    return f"{', '.join(others)} or {last}, whichever is meant" if others else last


def code_in_capitals(unit: str) -> str:
    """The code that a unit gives in small letters, or "" where it is none of those that have a sign."""
    code = unit.upper()
    return code if unit != code and any(code in codes for codes in CURRENCIES.values()) else ""
