"""The direction of a text, and isolates: what keeps a figure in a text that runs from the right as it is written.

Source: Unicode Standard Annex 9, sections 2.4 and 3.3.2.
"""

from __future__ import annotations

from functools import cache
from unicodedata import bidirectional

from briefgen.languages import entries_of, language_of, languages

LEFT_TO_RIGHT, RIGHT_TO_LEFT = "ltr", "rtl"
LATIN = "Latn"
LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"
"""Begin an isolate that runs from the left, from the right, or as its first strong character does; end it."""

_FROM_THE_RIGHT = {"R", "AL", "NSM", "WS"}
_STRONG = {"L": LEFT_TO_RIGHT, "R": RIGHT_TO_LEFT, "AL": RIGHT_TO_LEFT}
_ISOLATES = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))


@cache
def direction_of(language: str) -> str:
    """The direction of a language tag's texts, "ltr" where the language has no file."""
    return writing_of(language)[0]


@cache
def writing_of(language: str) -> tuple[str, str]:
    """The direction and the script of a language tag's texts: those of English where the language has no file."""
    name = language_of(language)
    if name not in languages():
        return LEFT_TO_RIGHT, LATIN
    entries = entries_of(name)
    return str(entries["direction"]), str(entries["script"])


def direction_of_words(text: str, language: str = "", direction: str = "") -> str:
    """The direction of words that are set apart: as said, else that of their language, else of their first letter.

    It is empty where nothing tells it.
    """
    if direction or language_of(language) in languages():
        return direction or direction_of(language)
    found = (bidirectional(character) for character in text)
    first = next((kind for kind in found if kind in _STRONG), "")
    return _STRONG[first] if first else ""


def isolated(text: str, language: str) -> str:
    """A printed figure, date, formula or reference as it stands in a text of a language: nothing moves its parts.

    In a language from the left it stays as it is, so that its bytes do.
    """
    return f"{LRI}{text}{PDI}" if text and direction_of(language) == RIGHT_TO_LEFT else text


def embedded(text: str) -> str:
    """A text that fills one from the right, where it runs as its own first letter does and moves nothing around it.

    One of letters from the right alone, or that is isolated already, is as it is.
    """
    if text.startswith((LRI, FSI)) and text.find(PDI) == len(text) - 1:
        return text
    return text if {*map(bidirectional, text)} <= _FROM_THE_RIGHT else f"{FSI}{text}{PDI}"


def without_isolates(text: str) -> str:
    """The text as it is compared and drawn: isolates say where it stands and have no glyphs."""
    return text.translate(_ISOLATES)
