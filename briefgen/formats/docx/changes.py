"""Redlines: the marks of tracked changes, and which two blocks are the ends of one move."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import field, replace
from datetime import UTC, datetime
from typing import TypeGuard, assert_never

from briefgen.formats.docx.elements import Markup, OpenElement, w
from briefgen.frozen import frozen, mutable
from briefgen.model.blocks import Block, Change, ChangeKind, List
from briefgen.model.document import Document
from briefgen.model.inlines import (
    CrossReference,
    Deleted,
    Emphasis,
    Foreign,
    Inline,
    Inserted,
    LineBreak,
    Link,
    NoteReference,
    Reformatted,
    Remarked,
    Strong,
    Text,
    Value,
)
from briefgen.model.traverse import blocks_of, map_inlines, plain_text, texts_of

INSERTED, DELETED, MOVED_FROM, MOVED_TO, REFORMATTED = "ins", "del", "moveFrom", "moveTo", "rPrChange"
RESTYLED = "pPrChange"


@mutable
class Annotations:
    """Counts the ids that bookmarks and tracked changes share in a document."""

    last: int = 0

    def next(self) -> int:
        self.last += 1
        return self.last


@frozen
class Mark:
    """A tracked change on runs, a paragraph's end or a table's row."""

    kind: str
    author: str
    date: datetime
    annotations: Annotations = field(compare=False, repr=False)
    around: Mark | None = None

    def element(self, *children: Markup) -> Markup:
        """The mark, around the runs that it covers or empty, in the mark around it if it has one."""
        element = w(self.kind, *children, **self.attributes())
        return self.around.element(element) if self.around else element

    def elements(self) -> list[Markup]:
        """The marks of a paragraph's end or a row, beside each other; the added one is first (CT_ParaRPr, CT_TrPr)."""
        return [*(self.around.elements() if self.around else ()), replace(self, around=None).element()]

    def inside(self, outer: Mark | None) -> Mark:
        """The mark for what is in a block that has one of its own.

        What was added and went with its block, and what went from a block that was added, has been there only in
        between: it was both inserted and deleted, and neither accepting nor rejecting all brings it back.
        """
        if outer is None or outer.deletes is self.deletes:
            return self
        removal, addition = (self, outer) if self.deletes else (outer, self)
        return replace(removal, kind=DELETED, around=replace(addition, kind=INSERTED))

    def attributes(self) -> dict[str, str | int | None]:
        """Id, author and date as every mark of a tracked change has them."""
        return {"id": self.annotations.next(), "author": self.author, "date": timestamp(self.date)}

    @property
    def deletes(self) -> bool:
        """Whether its text is gone once the change is accepted."""
        return self.kind in (DELETED, MOVED_FROM)

    def for_row(self) -> Mark:
        """The mark for a table's row: the format has none for a row that moved."""
        return replace(self, kind=DELETED if self.deletes else INSERTED)


def timestamp(moment: datetime) -> str:
    """A moment in universal time, to the second; one without a zone is taken as universal."""
    universal = moment.astimezone(UTC) if moment.tzinfo else moment
    return universal.strftime("%Y-%m-%dT%H:%M:%SZ")


class Moves:
    """The moves of a document: both ends of one share a name.

    The ends are told by their text as it was before, the first end of a text belonging to the first other end of the
    same text. An end without its other is written as an insertion or a deletion, which comes to the same once accepted
    or rejected.
    """

    def __init__(self, document: Document) -> None:
        ends: dict[tuple[str, int], set[ChangeKind]] = defaultdict(set)
        seen: Counter[tuple[ChangeKind, str]] = Counter()
        for kind, text in _ends(document.blocks):
            ends[text, seen[kind, text]].add(kind)
            seen[kind, text] += 1
        pairs = [key for key, kinds in ends.items() if len(kinds) > 1]
        self._names = {key: f"move{number}" for number, key in enumerate(pairs, 1)}
        self._written: Counter[tuple[ChangeKind, str]] = Counter()

    def name(self, kind: ChangeKind, content: Iterable[Block]) -> str:
        """The name of the move whose next end of this kind has this content; empty where it has no other end."""
        text = _text(content)
        occurrence = self._written[kind, text]
        self._written[kind, text] += 1
        return self._names.get((text, occurrence), "")


def _ends(blocks: Iterable[Block]) -> Iterator[tuple[ChangeKind, str]]:
    for block in blocks_of(blocks):
        if is_move(block.change):
            yield block.change.kind, _text([block])
        if isinstance(block, List):
            for item in block.items:
                if is_move(item.change):
                    yield item.change.kind, _text(item.content)


def is_move(change: Change | None) -> TypeGuard[Change]:
    """Whether a block's change is one end of a move."""
    return change is not None and change.kind in (ChangeKind.MOVED_FROM, ChangeKind.MOVED_TO)


def _text(content: Iterable[Block]) -> str:
    """What blocks said before a redline, of which they may have moved, and been changed on the way."""
    texts = (text for block in blocks_of(content) for text in texts_of(block))
    return "\n".join(plain_text(map_inlines(text, _before)) for text in texts)


def _before(inline: Inline) -> Inline:
    match inline:
        case Inserted():
            return Text("")
        case Deleted():
            return Strong(inline.content)
        case (
            Text()
            | Strong()
            | Emphasis()
            | Link()
            | Value()
            | CrossReference()
            | NoteReference()
            | Foreign()
            | LineBreak()
            | Reformatted()
            | Remarked()
        ):
            return inline
        case _:
            assert_never(inline)


def mark_of(change: Change, annotations: Annotations, move: str = "") -> Mark:
    """The mark of a block's change; a move without a name is an insertion or a deletion."""
    match change.kind:
        case ChangeKind.INSERTED:
            kind = INSERTED
        case ChangeKind.DELETED:
            kind = DELETED
        case ChangeKind.MOVED_FROM:
            kind = MOVED_FROM if move else DELETED
        case ChangeKind.MOVED_TO:
            kind = MOVED_TO if move else INSERTED
        case _:
            assert_never(change.kind)
    return Mark(kind, change.author, change.date, annotations)


def in_range(elements: list[OpenElement], mark: Mark, move: str) -> list[OpenElement]:
    """What moved, between the marks of the move's range."""
    attributes = mark.attributes()
    start = w.open(f"{mark.kind}RangeStart", **attributes, name=move)
    return [start, *elements, w.open(f"{mark.kind}RangeEnd", id=attributes["id"])]
