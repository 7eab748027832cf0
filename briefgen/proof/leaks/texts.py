"""Texts as they are searched: the same whatever file they come from."""

from __future__ import annotations

import re
from unicodedata import decimal, is_normalized, normalize

GROUP_SPACE = "\u202f"
"""The space between the digits of one number, which is kept as another sign of groups, since it joins them."""
_ONE_SIGN = {
    **dict.fromkeys("\u00ad\u061c\u0640\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e", ""),
    **dict.fromkeys("\u2060\u2066\u2067\u2068\u2069\ufeff", ""),
    **dict.fromkeys("⁰¹²³⁴⁵⁶⁷⁸⁹\u00a0", " "),
    "٫": ".",
    "٬": ",",
    "٪": "%",
    "–": "-",
    "−": "-",
    "’": "'",
    GROUP_SPACE: "'",
}
"""What is unseen goes, the signs of notes as well; signs that differ by language or style become one."""
_SIGNS = re.compile(f"[{''.join(_ONE_SIGN)}]")
_FROM_RIGHT = re.compile("[\u0590-\u08ff]")
_TURN = re.compile("(?<=[0-9])(?=[\u0590-\u08ff])|(?<=[\u0590-\u08ff])(?=[0-9])")
"""Where a number meets letters that run from the right, between which readers of PDFs lose the space."""
_OTHER_DIGIT = re.compile(r"[^\D0-9]")
_TOKEN = re.compile(r"\w+(?:[.,'](?<=\d.)(?=\d)\w+)*|[%‰°$€£¥₹؋\x1f]|-(?<=\d-)(?=\d)")


def folded(text: str) -> str:
    """A text without what is unseen, in one form of its letters and digits, and without capitals."""
    if text.isascii():
        return text.lower()
    for sign in set(_SIGNS.findall(text)):
        text = text.replace(sign, _ONE_SIGN[sign])
    if not is_normalized("NFKC", text):
        text = normalize("NFKC", text)
    text = _OTHER_DIGIT.sub(lambda digit: str(decimal(digit[0])), text).casefold()
    return _TURN.sub(" ", text) if _FROM_RIGHT.search(text) else text


def tokens_of(text: str) -> list[str]:
    """The words, numbers and signs of units of a folded text, in order; a number is one with its decimals."""
    return _TOKEN.findall(text)
