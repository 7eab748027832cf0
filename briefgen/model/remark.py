"""Remarks: what reviewers are told beside the text."""

from __future__ import annotations

from dataclasses import field
from datetime import date

from briefgen.frozen import frozen
from briefgen.spans import Span

LONGEST_NAME = 255
"""How many characters Word takes for an author, those beyond U+FFFF as two (the Open XML SDK's schema)."""


def name_length(name: str) -> int:
    """How many characters a name has as Word counts them."""
    return len(name.encode("utf-16-le")) // 2


def short_name(name: str) -> str:
    """A name in so many characters as Word takes; an ellipsis stands for the rest."""
    if name_length(name) <= LONGEST_NAME:
        return name
    return name.encode("utf-16-le")[: 2 * (LONGEST_NAME - 1)].decode("utf-16-le", "ignore").rstrip() + "…"


@frozen
class Remark:
    """A note of the author's to reviewers, or the warning of a check.

    `text` has a paragraph on each line. `author` is empty and `date` none where the content names none. Its place is
    what it is about, and empty where that stands before it; one that is `apart` has lines of its own, and one that
    `answers` another stands directly behind it, or behind other answers to that: the place of the first.
    """

    text: str
    author: str = ""
    date: date | None = None
    place: Span | None = field(default=None, compare=False)
    apart: bool = field(default=False, compare=False)
    answers: Span | None = field(default=None, compare=False)


@frozen
class Comment:
    """What a reviewer has said of a brief, as review.md keeps it until somebody has dealt with it.

    `where` and `quoted` say what it is about, in the reviewer's document; what the file does not say is empty.
    """

    text: str
    author: str = ""
    date: date | None = None
    where: str = ""
    quoted: str = ""
    is_open: bool = True
    place: Span | None = field(default=None, compare=False)
