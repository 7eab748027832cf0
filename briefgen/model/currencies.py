"""Currencies that have a sign of their own."""

from __future__ import annotations

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


def sign_of(currency: str) -> str:
    """The sign of a currency, which others may have as well; its code where it has none."""
    return next((sign for sign, currencies in CURRENCIES.items() if currency in currencies), currency)
