"""Anchors: where the words that a comment is about begin and end in the content."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefgen.errors import Place
from briefgen.frozen import frozen
from briefgen.review.pull.aligning import Group
from briefgen.review.pull.base import Base
from briefgen.review.pull.tokens import END, Hunk, Token


@frozen
class Anchor:
    """Where a comment's range ends: the words in it, and the file and offset behind them, if they stand in a file."""

    quoted: str
    where: str
    file: str = ""
    offset: int = -1
    place: Place | None = None
    in_cell: bool = False


Anchors = dict[tuple[str, bool], Anchor]
"""Where comments begin (true) and end, by their ids."""


@frozen
class Compared:
    """A group of lines, their tokens on both sides, and where these differ; `where` is what people call it."""

    group: Group
    ours: Sequence[Token]
    theirs: Sequence[Token]
    hunks: Sequence[Hunk]
    where: str


def anchors_of(compared: Compared, base: Base) -> Anchors:
    """Where the comments on some lines begin and end."""
    found: Anchors = {}
    at = 0
    for number, line in enumerate(compared.group.reviewed):
        for each in line.comments:
            found[each.comment, each.is_start] = _anchor(at + each.at, compared, base)
        at += len(line.text) + len(END) * (number + 1 < len(compared.group.reviewed))
    return found


def _anchor(spot: int, compared: Compared, base: Base) -> Anchor:
    """A spot of the reviewed text: how far the words before it go in the content."""
    ours, theirs = compared.ours, compared.theirs
    text, where = "".join(token.text for token in theirs)[:spot], compared.where
    before = len([None for _ in _ends(theirs, spot)])
    own = _ours_before(before, len(ours), compared.hunks)
    while own > 0 and (ours[own - 1].extent is None or ours[own - 1].is_space):
        own -= 1
    if own == 0:
        return Anchor(text, where)
    token = ours[own - 1]
    unit = token.unit
    extent = token.containers[0].extent if token.containers else token.extent
    if unit is None or extent is None or unit.file not in base.sources or base.is_in_front(unit):
        return Anchor(text, where)
    return Anchor(text, where, unit.file, extent[1], base.place(unit.file, extent[1]), unit.kind == "cell")


def _ends(tokens: Sequence[Token], spot: int) -> Iterator[None]:
    """One for each token that ends at or before a spot."""
    at = 0
    for token in tokens:
        at += len(token.text)
        if at > spot:
            return
        yield None


def _ours_before(count: int, length: int, hunks: Sequence[Hunk]) -> int:
    """How many tokens of ours stand before the first `count` of theirs; a hunk is taken to its end."""
    shift = 0
    for hunk in hunks:
        if hunk.new_start >= count:
            break
        shift = hunk.end - hunk.new_end if hunk.new_end <= count else hunk.end - count
    return min(length, count + shift)
