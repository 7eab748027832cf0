"""Words: the pieces in which texts are compared, each a word, a number, white space or a sign."""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby

_JOINED = re.compile(r"(?:(?<=\d)[.,](?=\d)|(?<=[^\W\d_])['’](?=[^\W\d_]))")
_ZERO_WIDTH_JOINERS = "\u200c\u200d"


def split_words(text: str) -> list[str]:
    """The text in pieces that give it when joined: "1,020" and "don’t" are one, and no letter loses its marks."""
    inside = {match.start() for match in _JOINED.finditer(text)}
    kinds = ["word" if at in inside else _kind(character) for at, character in enumerate(text)]
    pieces: list[str] = []
    for kind, group in groupby(zip(kinds, text, strict=True), key=lambda pair: pair[0]):
        run = "".join(character for _, character in group)
        pieces += [run] if kind else run
    return pieces


def _kind(character: str) -> str:
    """What a character makes a run with; a sign stands for itself."""
    if character.isspace():
        return "space"
    is_mark = unicodedata.category(character).startswith("M")
    return "word" if character.isalnum() or is_mark or character in _ZERO_WIDTH_JOINERS else ""
