"""Characters: which stand for the same as authors type them, which run from the right, and how digits are grouped."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal

_CLASSES = {
    "'": "'‘’‚‛′ʼ",
    '"': '"“”„‟″',
    "-": "-‐‑‒–—―−",
    " ": " \t\n\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000",
}
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069\ufeff"))
"""What prints nothing, as a table for `str.translate`: the soft hyphen, spaces and joiners of no width, and what says
which way a text runs."""

_PLAIN = {ord(each): plain for plain, alike in _CLASSES.items() for each in alike}
_TYPED = re.compile(f"[{''.join(alike[1:] for alike in _CLASSES.values())}]")
"""What is not plain, which most texts have nothing of."""


def plain(text: str) -> str:
    """The text with plain quotation marks, apostrophes, dashes and spaces, each character in its place."""
    return text.translate(_PLAIN) if _TYPED.search(text) else text


def folded(text: str) -> str:
    """The plain text with single spaces and nothing that cannot be seen, as quotes are compared."""
    return " ".join(plain(text).translate(INVISIBLE).split())


def seen(text: str) -> tuple[str, Sequence[int]]:
    """The text without what cannot be seen, and where each character of that stands in the whole."""
    if text.isascii():
        return text, range(len(text))
    places = [at for at, character in enumerate(text) if ord(character) not in INVISIBLE]
    return "".join(text[at] for at in places), places


def phrase_pattern(phrase: str, *, any_case: bool = False) -> re.Pattern[str]:
    """A pattern for a phrase as whole words, whichever spaces, dashes, apostrophes and quotation marks are typed."""
    words = r"\s+".join("".join(map(_any_alike, word)) for word in plain(phrase).split())
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE if any_case else 0)


def _any_alike(character: str) -> str:
    return f"[{re.escape(_CLASSES[character])}]" if character in _CLASSES else re.escape(character)


FROM_RIGHT = frozenset({"R", "AL", "AN"})
"""The classes of letters and digits that run from right to left, or stand among such (UAX 9, table 4)."""


_FROM_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""The blocks of scripts that run from right to left (DerivedBidiClass, "default R and AL")."""


def has_words_from_right(text: str) -> bool:
    """Whether a text has characters of a script that runs from right to left, which most texts have not."""
    return not text.isascii() and _FROM_RIGHT.search(text) is not None


def runs_from_right(character: str) -> bool:
    """Whether a character belongs to words that run from right to left."""
    return unicodedata.bidirectional(character) in FROM_RIGHT


def grouped_digits(amount: Decimal, places: int, point: str, mark: str, sizes: tuple[int, int]) -> str:
    """The number with so many decimal places behind `point`, and `mark` between its groups.

    `sizes` are those of the last group and of each before it: 3 and 3, or 3 and 2 where lakhs are counted. Babel's own
    patterns take an apostrophe between groups for a quotation mark, and drop it.
    """
    whole, _, rest = f"{amount:.{places}f}".partition(".")
    return f"{_grouped(whole, mark, sizes)}{point if rest else ''}{rest}"


def _grouped(whole: str, mark: str, sizes: tuple[int, int]) -> str:
    last, before = sizes
    groups: list[str] = []
    size = last
    while mark and len(whole.lstrip("-")) > size:
        groups.insert(0, whole[-size:])
        whole, size = whole[:-size], before
    return mark.join((whole, *groups))
