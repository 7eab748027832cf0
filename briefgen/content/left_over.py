"""What words leave behind that go out of a text: blocks that say nothing any more, or signs that belonged to them."""

from __future__ import annotations

from briefgen.patterns import lazy_regex

_UNSAID = lazy_regex(r"\[\^[^\]\s]*\]:?|(?<!\{)\{(?!\{)[^{}]*\}(?!\})")
"""Calls of notes, and ids and the like in braces."""
_SAID = lazy_regex(r"\w")
_OPENS_BLOCK = lazy_regex(
    r"(?:\A|\n[ \t>]*\n|\||\]\([^()\s]*[ \t]+\")[ \t>]*\Z"
    r"|(?:\A|\n)[ \t>]*(?:#{1,6}|[-*+]|[0-9]{1,9}[.)]|>|\[\^[^\]\s]*\]:)[ \t]*\Z"
)
_ENDS_BLOCK = lazy_regex(r"[ \t]*(?:\Z|\||\n[ \t>]*(?:\Z|\n|(?:[-*+]|[0-9]{1,9}[.)])[ \t]))")
_NEAR = 200
"""So many signs before words are looked at."""
_OPENING, _CLOSING = "([«„“‘", ")]»”"
_PARTING, _ENDING = ",;:،؛", ".!?؟"
_AROUND = ("**", "__", '""', "''", "„“", "“”", "«»", "()")
"""Signs with nothing between."""


def says_nothing(text: str) -> bool:
    """Whether a text has no word, figure or picture, but at most signs, ids and calls of notes."""
    return _SAID.search(_UNSAID.sub("", text)) is None


def opens_block(before: str) -> bool:
    """Whether a block, a cell or a caption begins behind a text."""
    return _OPENS_BLOCK.search(before[-_NEAR:]) is not None


def leaves_signs(before: str, behind: str) -> bool:
    """Whether words that go from between two texts leave signs there that say nothing without them."""
    last, first = before.rstrip()[-1:], behind.lstrip()[:1]
    if last + first in _AROUND:
        return True
    if _ENDS_BLOCK.match(behind):
        return last in _OPENING + _PARTING and not opens_block(before)
    if first in _PARTING + _CLOSING:
        return opens_block(before) or last in _OPENING + _PARTING
    return first in _ENDING and (opens_block(before) or last in _OPENING + _PARTING + _ENDING)
