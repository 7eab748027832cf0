"""Texts in ASCII alone, for cables and programs that take nothing else."""

from __future__ import annotations

import unicodedata

from briefgen.model.characters import INVISIBLE

SIGNS = {
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "‹": "'", "›": "'", "′": "'",
    "″": '"', "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "--", "―": "--", "−": "-", "…": "...", "•": "*", "·": "-",
    "×": "x", "÷": "/", "±": "+/-", "≈": "~", "≤": "<=", "≥": ">=", "≠": "!=", "→": "->", "←": "<-", "¶": "para.",
    "§": "section ", "†": "+", "‡": "++", "©": "(c)", "®": "(R)", "™": "(TM)", "°": " deg", "‰": " per mille",
    "€": "EUR ", "£": "GBP ", "¥": "JPY ", "₹": "INR ", "¢": " cents", "¡": "!", "¿": "?", "ß": "ss", "ẞ": "SS",
    "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th",
    "Þ": "Th", "ł": "l", "Ł": "L", "ı": "i", "ħ": "h", "Ħ": "H", "ʻ": "'", "ʼ": "'", "⁄": "/",
}  # fmt: skip
"""What stands for a sign; a currency and a unit are parted from the number beside them."""


def in_ascii(text: str) -> str:
    """A text in ASCII: signs by what stands for them, letters without their marks; what has none of these stays.

    A fraction is parted from the number before it, and a raised or lowered digit is shown as such: no figure becomes
    another one.
    """
    return text if text.isascii() else "".join(map(_in_ascii, unicodedata.normalize("NFC", text)))


def _in_ascii(sign: str) -> str:
    if sign.isascii():
        return sign
    if sign in SIGNS or ord(sign) in INVISIBLE:
        return SIGNS.get(sign, "")
    if sign.isspace():
        return " "
    kind, _, plain = unicodedata.decomposition(sign).rpartition(">")
    letters = "".join(chr(int(code, 16)) for code in plain.split())
    if kind.startswith("<fraction"):
        return " " + letters.replace("⁄", "/")
    if kind.startswith("<super"):
        return f"^{letters}"
    if kind.startswith("<sub"):
        return f"_{letters}"
    bare = "".join(each for each in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(each))
    return bare if bare.isascii() and bare else sign
