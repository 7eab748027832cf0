"""Texts compared: one text in which every word that differs is marked, and every word that is only set anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
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
from briefgen.review.diff.tokens import (
    PARAGRAPH_END,
    Hunk,
    InlineToken,
    find_hunks,
    join_hunks,
    split_at_ends,
    text_of,
    tokens_of,
)


@frozen
class Reviser:
    """Who makes the marks of a redline, and when."""

    author: str
    date: datetime

    def change(self, kind: ChangeKind) -> Change:
        """The mark on a whole block."""
        return Change(kind, self.author, self.date)

    def deleted(self, tokens: Sequence[InlineToken]) -> Inlines:
        """Words as text that is taken out."""
        return (Deleted(text_of(tokens), self.author, self.date),) if tokens else ()

    def inserted(self, tokens: Sequence[InlineToken]) -> Inlines:
        """Words as text that is added."""
        return (Inserted(text_of(tokens), self.author, self.date),) if tokens else ()

    def text(self, old: Inlines, new: Inlines) -> Inlines:
        """The new text with what differs from the old one marked."""
        if list(tokens_of(old)) == list(tokens_of(new)):
            return new
        ((text, _),) = self.paragraphs([old], [new])
        return text

    def paragraphs(self, old: Sequence[Inlines], new: Sequence[Inlines]) -> list[tuple[Inlines, Change | None]]:
        """One paragraph for another, or several for one: each with its differences marked, and the mark of its end.

        Where the last end is another's, what was parted or joined follows as a paragraph of its own.
        """
        made: list[Inlines] = [()]
        ends: list[Change | None] = []
        before, after = _in_a_row(old), _in_a_row(new)
        at = new_at = 0
        for hunk in _hunks(before, after):
            made[-1] += tuple(self._kept(before[at : hunk.start], after[new_at : hunk.new_start]))
            for end, text in self._changed(hunk.old(before), hunk.new(after)):
                if end is not None:
                    made.append(())
                    ends.append(end)
                made[-1] += text
            at, new_at = hunk.end, hunk.new_end
        made[-1] += tuple(self._kept(before[at:], after[new_at:]))
        return list(zip(made, [*ends, None], strict=True))

    def _changed(
        self, old: Sequence[InlineToken], new: Sequence[InlineToken]
    ) -> Iterator[tuple[Change | None, Inlines]]:
        """Words that are gone and new ones, each text with the mark of the paragraph's end before it, if it has one."""
        for tokens, mark, kind in ((old, self.deleted, ChangeKind.DELETED), (new, self.inserted, ChangeKind.INSERTED)):
            first, *others = split_at_ends(tokens)
            yield None, mark(first)
            yield from ((self.change(kind), mark(rest)) for rest in others)

    def _kept(self, old: Sequence[InlineToken], new: Sequence[InlineToken]) -> Iterator[Inline]:
        """Words of both texts, those that are set anew marked as such."""
        for how, group in groupby(zip(old, new, strict=True), key=_how_set):
            before, after = (list(side) for side in zip(*group, strict=True))
            if how is None:
                yield from text_of(after)
            elif isinstance(after[0].leaf, Link | CrossReference | NoteReference):
                yield from (*self.deleted(before), *self.inserted(after))
            else:
                yield Reformatted(text_of(after), text_of(before), self.author, self.date)


def _how_set(pair: tuple[InlineToken, InlineToken]) -> tuple[object, ...] | None:
    """How two tokens of one text are set, where they are set differently, so that equals make one mark."""
    before, after = pair
    if before.style == after.style or isinstance(after.leaf, LineBreak):
        return None
    are_words = isinstance(before.leaf, Text) and isinstance(after.leaf, Text)
    return before.style, after.style, None if are_words else id(after.leaf)


def _in_a_row(texts: Sequence[Inlines]) -> list[InlineToken]:
    first, *others = texts
    return [*tokens_of(first), *(token for text in others for token in (PARAGRAPH_END, *tokens_of(text)))]


def _hunks(old: Sequence[InlineToken], new: Sequence[InlineToken]) -> list[Hunk]:
    """Where two texts differ; places that only white space parts are one."""
    found = find_hunks([token.text for token in old], [token.text for token in new])
    return join_hunks(found, lambda one, other: all(token.is_space for token in new[one.new_end : other.new_start]))
