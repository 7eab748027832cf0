"""Texts compared: one text in which every word that differs is marked, and every word that is only set anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from difflib import SequenceMatcher
from itertools import groupby

from briefgen.frozen import frozen
from briefgen.model.blocks import Change, ChangeKind
from briefgen.model.inlines import (
    CrossReference,
    Deleted,
    Inline,
    Inlines,
    Inserted,
    LineBreak,
    Link,
    NoteReference,
    Reformatted,
    Text,
)
from briefgen.review.diff.tokens import END, Token, paragraphs_of, pieces_of, text_of


@frozen
class Reviser:
    """Who makes the marks of a redline, and when."""

    author: str
    date: datetime

    def change(self, kind: ChangeKind) -> Change:
        """The mark on a whole block."""
        return Change(kind, self.author, self.date)

    def deleted(self, pieces: Sequence[Token]) -> Inlines:
        """Pieces as text that is taken out."""
        return (Deleted(text_of(pieces), self.author, self.date),) if pieces else ()

    def inserted(self, pieces: Sequence[Token]) -> Inlines:
        """Pieces as text that is added."""
        return (Inserted(text_of(pieces), self.author, self.date),) if pieces else ()

    def text(self, old: Inlines, new: Inlines) -> Inlines:
        """The new text with what differs from the old one marked."""
        if list(pieces_of(old)) == list(pieces_of(new)):
            return new
        ((text, _),) = self.paragraphs([old], [new])
        return text

    def paragraphs(self, old: Sequence[Inlines], new: Sequence[Inlines]) -> list[tuple[Inlines, Change | None]]:
        """One paragraph for another, or several for one: each with its differences marked, and the mark of its end.

        Where the last end is another's, what was parted or joined follows as a paragraph of its own.
        """
        made: list[Inlines] = [()]
        ends: list[Change | None] = []
        for hunk in hunks(_in_a_row(old), _in_a_row(new)):
            for kind, text in self._texts(hunk):
                if kind is not None:
                    made.append(())
                    ends.append(kind)
                made[-1] += text
        return list(zip(made, [*ends, None], strict=True))

    def _texts(self, hunk: Hunk) -> Iterator[tuple[Change | None, Inlines]]:
        """The texts of a hunk, each with the mark of the paragraph's end before it, if there is one."""
        if hunk.same:
            yield None, tuple(self._kept(hunk))
            return
        for pieces, mark, kind in (
            (hunk.old, self.deleted, ChangeKind.DELETED),
            (hunk.new, self.inserted, ChangeKind.INSERTED),
        ):
            first, *others = paragraphs_of(pieces)
            yield None, mark(first)
            yield from ((self.change(kind), mark(rest)) for rest in others)

    def _kept(self, hunk: Hunk) -> Iterator[Inline]:
        """Words of both texts, those that are set anew marked as such."""
        pairs = zip(hunk.old, hunk.new, strict=True)
        for how, group in groupby(pairs, key=_how_set):
            before, after = (list(side) for side in zip(*group, strict=True))
            if how is None:
                yield from text_of(after)
            elif isinstance(after[0].leaf, Link | CrossReference | NoteReference):
                yield from (*self.deleted(before), *self.inserted(after))
            else:
                yield Reformatted(text_of(after), text_of(before), self.author, self.date)


def _how_set(pair: tuple[Token, Token]) -> tuple[object, ...] | None:
    """How two pieces of one key are set, where they are set differently, so that equals make one mark."""
    before, after = pair
    if before.style == after.style or isinstance(after.leaf, LineBreak):
        return None
    are_words = isinstance(before.leaf, Text) and isinstance(after.leaf, Text)
    return before.style, after.style, None if are_words else id(after.leaf)


@frozen
class Hunk:
    """Pieces that two texts have in common, or those of each in a place where they differ."""

    same: bool
    old: list[Token]
    new: list[Token]


def _in_a_row(texts: Sequence[Inlines]) -> list[Token]:
    first, *others = texts
    return [*pieces_of(first), *(piece for text in others for piece in (END, *pieces_of(text)))]


def hunks(old: Sequence[Token], new: Sequence[Token]) -> list[Hunk]:
    """What two texts share and where they differ, in order; places that only white space parts are one."""
    matcher = SequenceMatcher(None, [piece.key for piece in old], [piece.key for piece in new], autojunk=False)
    found = [
        Hunk(tag == "equal", list(old[start:end]), list(new[begin:stop]))
        for tag, start, end, begin, stop in matcher.get_opcodes()
    ]
    joined: list[Hunk] = []
    for number, hunk in enumerate(found):
        inside = 0 < number < len(found) - 1
        if hunk.same and inside and all(piece.is_space for piece in hunk.new):
            hunk = Hunk(False, hunk.old, hunk.new)
        if joined and not hunk.same and not joined[-1].same:
            last = joined.pop()
            hunk = Hunk(False, last.old + hunk.old, last.new + hunk.new)
        joined.append(hunk)
    return joined
