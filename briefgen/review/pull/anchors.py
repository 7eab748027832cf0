"""Anchors: where the words that a comment is about begin and end in the content."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefgen.errors import Place
from briefgen.formats.docx.word_model import CommentRange
from briefgen.frozen import frozen
from briefgen.review.pull.align_lines import ParagraphGroup
from briefgen.review.pull.base_document import BaseDocument
from briefgen.review.pull.changes import Edit
from briefgen.review.pull.tokens import END, WordHunk, WordToken

_NOTES = re.compile(r"(?:[ \t]*<!--\s*note\b.*?-->)+", re.DOTALL | re.IGNORECASE)
"""Notes that stand where a comment would go, which answers them."""


@frozen
class Anchor:
    """Where a comment's range ends: the words in it, and the file and offset behind them, if they stand in a file.

    `inside` is the edit that writes these words, if they are new, and the offset behind them in its text.
    """

    quoted: str
    where: str
    file: str = ""
    offset: int = -1
    place: Place | None = None
    in_cell: bool = False
    inside: tuple[Edit, int] | None = None


Anchors = dict[tuple[str, bool], Anchor]
"""Where comments begin (true) and end, by their ids."""


@frozen
class Compared:
    """A group of lines, their tokens on both sides, and where these differ; `where` is what people call it."""

    group: ParagraphGroup
    ours: Sequence[WordToken]
    theirs: Sequence[WordToken]
    hunks: Sequence[WordHunk]
    where: str


def anchors_of(compared: Compared, base: BaseDocument) -> Anchors:
    """Where the comments on some lines begin and end."""
    return {(each.comment, each.is_start): _anchor(spot, compared, base) for each, spot in _spots(compared.group)}


def ends_of(group: ParagraphGroup, theirs: Sequence[WordToken]) -> list[tuple[int, str]]:
    """How many of the reviewer's tokens each comment on some lines goes up to, in their order."""
    return sorted((_begun(theirs, spot), each.comment) for each, spot in _spots(group) if not each.is_start)


def _spots(group: ParagraphGroup) -> Iterator[tuple[CommentRange, int]]:
    """The ends of comments on the reviewer's lines, with their offsets in the text of all of them."""
    at = 0
    for line in group.reviewed:
        yield from ((each, at + each.at) for each in line.comments)
        at += len(line.text) + len(END)


def _anchor(spot: int, compared: Compared, base: BaseDocument) -> Anchor:
    """A spot of the reviewed text: how far the words before it go in the content."""
    ours, theirs = compared.ours, compared.theirs
    text, where = "".join(token.text for token in theirs)[:spot], compared.where
    own = _ours_before(_begun(theirs, spot), len(ours), compared.hunks)
    while own > 0 and (ours[own - 1].extent is None or ours[own - 1].is_space):
        own -= 1
    if own == 0:
        return Anchor(text, where)
    token = ours[own - 1]
    unit = token.unit
    extent = token.containers[0].extent if token.containers else token.extent
    if unit is None or extent is None or unit.file not in base.sources or base.is_in_front(unit):
        return Anchor(text, where)
    found = _NOTES.match(base.texts[unit.file], extent[1])
    at = found.end() if found else extent[1]
    return Anchor(text, where, unit.file, at, base.place(unit.file, extent[1]), unit.kind == "cell")


def _begun(tokens: Sequence[WordToken], spot: int) -> int:
    """How many tokens begin before a spot, without space: a word of which a part is meant is meant as a whole."""
    at = count = 0
    for number, token in enumerate(tokens, 1):
        if at >= spot:
            break
        at += len(token.text)
        count = count if token.is_space else number
    return count


def _ours_before(count: int, length: int, hunks: Sequence[WordHunk]) -> int:
    """How many tokens of ours stand before the first `count` of theirs; a hunk is taken to its end."""
    shift = 0
    for hunk in hunks:
        if hunk.new_start >= count:
            break
        shift = hunk.end - hunk.new_end if hunk.new_end <= count else hunk.end - count
    return min(length, count + shift)
