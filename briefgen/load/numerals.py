"""Numbers as readers see them, grouped or in words, and the digits that content files take instead."""

from __future__ import annotations

import re
from decimal import Decimal

from briefgen.load.currencies import sign_in

_GAPS = "_'’\u00a0\u202f "
_NUMERIC = re.compile(r"[-+]?[0-9][0-9 _,.'’\u00a0\u202f]*[0-9](?: ?%)?|[-+]?[0-9] ?%")
_TYPOGRAPHIC = re.compile(r"[−–±~≈<>≤≥] ?[0-9][0-9 _,.'’\u00a0\u202f]*%?|[-+−–±~≈]? ?[0-9]*[¼-¾⅐-⅞]")
_TECHNICAL = re.compile(r"[-+]?[0-9.]+[eE][-+]?[0-9]+|0x[0-9a-fA-F]+|0o[0-7]+|[-+]?\.(?:inf|nan)", re.IGNORECASE)
_DIGITS = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_PLAIN = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?")
_GROUPED = r"[0-9](?:[0-9_,.'’\u00a0\u202f ]*[0-9])?"
_AMONG_WORDS = re.compile(rf"[^0-9]*?(?P<digits>{_GROUPED})(?P<gap> ?)(?P<after>[^0-9]*)")
_MONEY = re.compile(rf"(?:[A-Za-z]{{0,3}}[^\w\s] ?{_GROUPED}|{_GROUPED} ?[^\w\s]) ?(?P<power>[A-Za-z]*)")
_POWERS = {"thousand": 3, "lakh": 5, "million": 6, "crore": 7, "billion": 9, "bn": 9, "trillion": 12}
_POWERS_OF_MONEY = _POWERS | {"k": 3, "m": 6}


def is_number(text: str) -> bool:
    """Whether the text is a number in plain digits, such as a year in quotes."""
    return _DIGITS.fullmatch(text.strip()) is not None


def is_numeric(text: str) -> bool:
    """Whether the text looks like a number that was written for readers: grouped, in quotes, or with a sign."""
    return any(shape.fullmatch(text.strip()) for shape in (_NUMERIC, _TYPOGRAPHIC, _TECHNICAL))


def is_money(text: str) -> bool:
    """Whether the text is nothing but a currency sign and a number, such as £12.4m."""
    match = _MONEY.fullmatch(text.strip())
    return bool(match and sign_in(text) and match["power"].casefold() in {"", *_POWERS_OF_MONEY})


def in_digits(text: str) -> str:
    """What to write for a number that was written for readers; "" where nobody can tell."""
    text = text.strip()
    if _PLAIN.fullmatch(text):
        return f"{text}, without quotes"
    if _NUMERIC.fullmatch(text):
        return _choice(_readings(text.rstrip("% ")))
    match = _AMONG_WORDS.fullmatch(text)
    if not match:
        return ""
    after, readings = match["after"].strip().casefold(), _readings(match["digits"])
    powers = _POWERS_OF_MONEY if sign_in(text) else _POWERS
    if after in powers:
        readings = [format(Decimal(reading).scaleb(powers[after]), "f") for reading in readings]
    elif after and not match["gap"] and not sign_in(after):
        return ""
    return _choice(readings)


def _choice(readings: list[str]) -> str:
    return f"{readings[0]}, or {readings[1]} if the comma marks decimals" if len(readings) > 1 else readings[0]


def _readings(text: str) -> list[str]:
    """The numbers that the text can be: a comma before three digits may group them, or mark decimals."""
    text = text.translate(str.maketrans("", "", _GAPS))
    commas, points = text.count(","), text.count(".")
    if commas and points:
        mark = max(",.", key=text.rfind)
        other = ",." if text.count(mark) > 1 else ",.".replace(mark, "")
        return [text.translate(str.maketrans("", "", other)).replace(",", ".")]
    if commas + points > 1:
        return [text.replace(",", "").replace(".", "")]
    whole, _, rest = text.partition(",")
    if commas and len(rest) == 3 and len(whole.lstrip("+-")) <= 3 and whole.lstrip("+-") != "0":
        return [whole + rest, f"{whole}.{rest}"]
    return [text.replace(",", ".")]
