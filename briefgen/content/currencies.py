"""Currency signs, which say less than a currency's code: what was probably meant by each."""

from __future__ import annotations

import unicodedata

# ISO 4217; the likeliest comes first. Where a sign has several, only the author knows which.
CURRENCIES = {
    "$": ("USD", "AUD", "CAD", "HKD", "NZD", "SGD"),
    "£": ("GBP",),
    "€": ("EUR",),
    "¥": ("JPY", "CNY"),
    "₹": ("INR",),
    "₨": ("PKR", "LKR", "NPR"),
    "৳": ("BDT",),
    "؋": ("AFN",),
    "﷼": ("IRR", "SAR", "YER"),
    "₽": ("RUB",),
    "₺": ("TRY",),
    "₴": ("UAH",),
    "₸": ("KZT",),
    "₾": ("GEL",),
    "₼": ("AZN",),
    "₪": ("ILS",),
    "₩": ("KRW", "KPW"),
    "₫": ("VND",),
    "₱": ("PHP",),
    "฿": ("THB",),
    "₦": ("NGN",),
    "₵": ("GHS",),
}


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
