"""Characters that stand for the same: how authors type quotation marks, apostrophes, dashes and spaces."""

from __future__ import annotations

import re
from collections.abc import Sequence

_CLASSES = {
    "'": "'‘’‚‛′ʼ",
    '"': '"“”„‟″',
    "-": "-‐‑‒–—―−",
    " ": " \t\n\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000",
}
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
"""What prints nothing, as a table for `str.translate`: the soft hyphen, and spaces and joiners of no width."""

_PLAIN = {ord(each): plain for plain, alike in _CLASSES.items() for each in alike}


def plain(text: str) -> str:
    """The text with plain quotation marks, apostrophes, dashes and spaces, each character in its place."""
    return text.translate(_PLAIN)


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
