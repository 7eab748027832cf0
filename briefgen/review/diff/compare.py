"""Comparing two documents: the new one with every difference from the old one marked in it.

Blocks are aligned by their ids, what they say and how alike they are; inside of each pair words are compared, and what
has moved is shown at both of its places. Numbers, page heads and contents are those of the new document: a number
that is another one is marked where it is printed, but for those of notes, which count what is struck out as well, and
of sources, which would be marked in every reference.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar, assert_never

from briefgen.frozen import frozen
from briefgen.model.blocks import (
    Block,
    Callout,
    ChangeKind,
    Contents,
    Figure,
    Heading,
    KeyFigures,
    List,
    ListItem,
    PageBreak,
    Paragraph,
    Quotation,
    Table,
    Tile,
)
from briefgen.model.document import Detail, Document, Front
from briefgen.model.inlines import Deleted, Inline, Inlines, Strong, Text
from briefgen.model.traverse import blocks_of, plain_text, recounted, texts_of
from briefgen.review.diff.align import Fingerprint, Sequences, align, by_words
from briefgen.review.diff.inline_diff import Reviser
from briefgen.review.diff.references import (
    match_notes,
    number_document_notes,
    renumber_sources,
    strip_ids,
    strip_ids_within,
)
from briefgen.review.diff.tables import TableComparison
from briefgen.review.diff.tokens import InlineToken, tokens_of, words_of

SomeBlock = TypeVar("SomeBlock", bound=Block)


def mark_changes(old: Document, new: Document, reviser: Reviser) -> Document:
    """The new document with every difference from the old one marked."""
    old = renumber_sources(match_notes(old, new), new)
    comparison = Comparison(reviser)
    front = replace(
        new.front,
        title=reviser.text(old.front.title, new.front.title),
        subtitle=reviser.text(old.front.subtitle, new.front.subtitle),
        details=tuple(comparison.details(old.front.details, new.front.details)),
    )
    before = {note.name: note for note in old.notes}
    notes = [
        replace(note, content=comparison.blocks(before[note.name].content, note.content))
        if note.name in before
        else replace(note, change=reviser.change(ChangeKind.INSERTED))
        for note in new.notes
    ]
    names = {note.name for note in new.notes}
    gone = (strip_ids_within(note) for note in old.notes if note.name not in names)
    notes += [replace(note, change=reviser.change(ChangeKind.DELETED)) for note in gone]
    return number_document_notes(
        replace(new, front=front, blocks=comparison.blocks(old.blocks, new.blocks), notes=tuple(notes))
    )


@frozen
class Comparison:
    """The comparison of the parts of two documents."""

    reviser: Reviser

    def blocks(self, old: Sequence[Block], new: Sequence[Block]) -> tuple[Block, ...]:
        """Blocks in the order of the new document, with those that are gone where they stood."""
        kept = [block for block in old if not isinstance(block, Contents | PageBreak)]
        return tuple(recounted(self._blocks(kept, new)))

    def _blocks(self, old: Sequence[Block], new: Sequence[Block]) -> Iterator[Block]:
        olds, news = ([fingerprint_of(block) for block in side] for side in (old, new))

        def alike(i: int, j: int) -> float:
            if not _can_be_one(old[i], new[j]):
                return 0.0
            return 1.0 if _has_one_name(old[i], new[j]) else by_words(olds[i], news[j])

        def can_be_parted(before: range, after: range) -> bool:
            return all(isinstance(block, Paragraph) for block in (*slice_of(old, before), *slice_of(new, after)))

        alignment = align(Sequences(olds, news, alike, can_be_parted, can_move=True))
        back = {place: origin for origin, place in alignment.moves.items()}
        as_one: set[tuple[int, int]] = set()
        for step in alignment.steps:
            before, after = [old[index] for index in step.old], [new[index] for index in step.new]
            if not after:
                (index,) = step.old
                target = alignment.moves.get(index)
                yield self._gone(old[index], None if target is None else new[target])
            elif not before:
                (index,) = step.new
                yield self._come(new[index], old[back[index]] if index in back else None)
            elif len(before) == len(after) == 1:
                (i,), (j,) = step.old, step.new
                follows = (_numbered_before(old, i), _numbered_before(new, j)) in as_one
                if isinstance(new[j], List) and not (_can_be_one(old[i], new[j]) and (follows or not _goes_on(new[j]))):
                    yield from (self._gone(old[i], None), self._come(new[j], None))
                    continue
                as_one.add((i, j))
                yield from self._pair(before[0], after[0])
            else:
                yield from self._parted(before, after)

    def _gone(self, block: Block, target: Block | None) -> Block:
        """A block that stands there no longer, which stands somewhere else now or nowhere."""
        if target is None:
            return replace(strip_ids(block), change=self.reviser.change(ChangeKind.DELETED))
        block, _ = spelled(block, target)
        return replace(strip_ids(block), change=self.reviser.change(ChangeKind.MOVED_FROM))

    def _come(self, block: Block, origin: Block | None) -> Block:
        """A block that has not stood there, which stood somewhere else or nowhere."""
        if isinstance(block, Contents | PageBreak):
            return block
        if origin is None:
            return replace(block, change=self.reviser.change(ChangeKind.INSERTED))
        (moved, *others) = self._pair(origin, block)
        whole = block if others else moved
        return replace(whole, change=self.reviser.change(ChangeKind.MOVED_TO))

    def _parted(self, old: Sequence[Block], new: Sequence[Block]) -> Iterator[Block]:
        """Paragraphs of which several have been one, or have become one: each with the mark of its end."""
        before, after = ([block.content for block in side if isinstance(block, Paragraph)] for side in (old, new))
        made = self.reviser.paragraphs(before, after)
        named = new if len(new) > 1 else [*map(strip_ids, old[:-1]), *new]
        for block, (content, end) in zip(named, made, strict=True):
            if isinstance(block, Paragraph):
                yield replace(block, content=content, end=end)

    def _pair(self, old: Block, new: Block) -> Iterator[Block]:
        """One block for another of its kind, with their differences marked inside; both, if they cannot be one."""
        old, new = spelled(old, new)
        text = self.reviser.text
        match new:
            case Heading() | Paragraph():
                yield replace(new, content=text(_like(new, old).content, new.content))
            case List():
                yield replace(new, items=tuple(self.items(_like(new, old).items, new.items)))
            case Callout():
                yield replace(new, content=self.blocks(_like(new, old).content, new.content))
            case Quotation():
                before = _like(new, old)
                content = self.blocks(before.content, new.content)
                yield replace(new, content=content, attribution=text(before.attribution, new.attribution))
            case Figure():
                former = _like(new, old)
                title, caption = text(former.title, new.title), text(former.caption, new.caption)
                yield replace(new, title=title, caption=caption, source=text(former.source, new.source))
            case Table():
                merged = TableComparison(self.reviser, _like(new, old), new).table()
                yield from (merged,) if merged else (self._gone(old, None), self._come(new, None))
            case KeyFigures():
                yield replace(new, tiles=tuple(map(self.tile, _like(new, old).tiles, new.tiles)))
            case Contents() | PageBreak():
                yield new
            case _:
                assert_never(new)

    def items(self, old: Sequence[ListItem], new: Sequence[ListItem]) -> Iterator[ListItem]:
        """The items of two lists as those of one."""
        olds, news = (
            [replace(fingerprint_of(*item.content), names=(item.id,)) for item in side] for side in (old, new)
        )
        alignment = align(Sequences(olds, news, can_move=True))
        back = {place: origin for origin, place in alignment.moves.items()}
        for step in alignment.steps:
            if step.old and step.new:
                before, after = old[step.old[0]], new[step.new[0]]
                yield replace(after, content=self.blocks(before.content, after.content))
            elif step.old:
                kind = ChangeKind.MOVED_FROM if step.old[0] in alignment.moves else ChangeKind.DELETED
                yield replace(strip_ids_within(old[step.old[0]]), change=self.reviser.change(kind))
            elif (after := new[step.new[0]]) and step.new[0] in back:
                content = self.blocks(old[back[step.new[0]]].content, after.content)
                yield replace(after, content=content, change=self.reviser.change(ChangeKind.MOVED_TO))
            else:
                yield replace(after, change=self.reviser.change(ChangeKind.INSERTED))

    def tile(self, old: Tile, new: Tile) -> Tile:
        """A key figure with its value as it was and as it is."""
        former, (before, after) = None, (old.caption, new.caption)
        if old.reference != new.reference:
            before, after = ((*tile.caption, *_referring(tile)) for tile in (old, new))
            new = replace(new, reference="")
        if old.value.text != new.value.text:
            former = Deleted((old.value,), self.reviser.author, self.reviser.date)
        return replace(new, caption=self.reviser.text(before, after), former=former)

    def details(self, old: Sequence[Detail], new: Sequence[Detail]) -> Iterator[Detail]:
        """The details below the title, by their labels."""
        olds, news = ([Fingerprint((detail.label,), detail.label, ()) for detail in side] for side in (old, new))
        for step in align(Sequences(olds, news, lambda i, j: float(old[i].label == new[j].label))).steps:
            if step.old and step.new:
                after = new[step.new[0]]
                yield replace(after, text=self.reviser.text(old[step.old[0]].text, after.text))
            elif step.old:
                yield replace(old[step.old[0]], change=self.reviser.change(ChangeKind.DELETED))
            else:
                yield replace(new[step.new[0]], change=self.reviser.change(ChangeKind.INSERTED))


def _goes_on(block: Block) -> bool:
    return isinstance(block, List) and block.goes_on


def _numbered_before(blocks: Sequence[Block], index: int) -> int:
    """The place of the last numbered list before a place, with whose numbers one that stands there goes on."""
    places = reversed(range(index))
    return next((n for n in places if isinstance(block := blocks[n], List) and block.numbered), -1)


def _referring(tile: Tile) -> Inlines:
    return (Text(f"\u00a0{tile.reference}"),) if tile.reference else ()


def _like(new: SomeBlock, old: Block) -> SomeBlock:
    """An old block as one of the new one's kind, which those are that are compared with each other."""
    if not isinstance(old, type(new)):
        raise TypeError(f"{old.id} and {new.id} are no blocks of one kind")
    return old


def spelled(old: Block, new: Block) -> tuple[Block, Block]:
    """Two blocks of a kind with numbers, labels or markings that differ as words of their texts."""
    match new:
        case Heading():
            heading = _like(new, old)
            is_same = (heading.number, heading.marking) == (new.number, new.marking)
            return (old, new) if is_same else (_heading(heading), _heading(new))
        case Table() | Figure():
            before = _like(new, old)
            return (old, new) if before.label == new.label else (_labelled(before), _labelled(new))
        case Paragraph() | List() | Callout() | Quotation() | KeyFigures() | Contents() | PageBreak():
            return old, new
        case _:
            assert_never(new)


def _heading(block: Heading) -> Heading:
    number = (Text(f"{block.number} "),) if block.number else ()
    marking = (Text(f" ({block.marking})"),) if block.marking else ()
    return replace(block, content=(*number, *block.content, *marking), number="", marking="")


def _labelled(block: Table | Figure) -> Table | Figure:
    label: Inlines = (Strong((Text(f"{block.label}."),)), Text(" ")) if block.label else ()
    return replace(block, caption=(*label, *block.caption), label="")


def _can_be_one(old: Block, new: Block) -> bool:
    """Whether what one block says can be marked in the other: they print the same beside it."""
    match new:
        case Heading():
            return isinstance(old, Heading) and old.level == new.level
        case Paragraph() | Table():
            return isinstance(old, type(new))
        case List():
            return isinstance(old, List) and _count_alike(old, new)
        case Callout():
            return isinstance(old, Callout) and (old.kind, old.label) == (new.kind, new.label)
        case Quotation():
            return isinstance(old, Quotation) and bool(old.attribution) == bool(new.attribution)
        case Figure():
            return isinstance(old, Figure) and (old.picture, old.alt) == (new.picture, new.alt)
        case KeyFigures():
            facts = [tile.value.fact for tile in new.tiles]
            return isinstance(old, KeyFigures) and [tile.value.fact for tile in old.tiles] == facts
        case Contents() | PageBreak():
            return False
        case _:
            assert_never(new)


def _count_alike(old: List, new: List) -> bool:
    """Whether two lists have the same signs, or numbers that begin alike."""
    starts = old.start == new.start or (old.goes_on and new.goes_on)
    kinds = [(each.numbered, each.goes_on, each.lettered) for each in (old, new)]
    return kinds[0] == kinds[1] and starts


def _has_one_name(old: Block, new: Block) -> bool:
    """Whether two blocks that can be one are one, whatever they say: others refer to them by the same name."""
    return isinstance(old, Figure | KeyFigures) or bool(old.anchor and old.anchor == new.anchor)


def fingerprint_of(*blocks: Block) -> Fingerprint:
    """What blocks are known by when they are looked for in another document."""
    texts = [text for block in blocks_of(blocks) for text in texts_of(block)]
    said = (*map(type, blocks), *map(plain_text, texts))
    return Fingerprint(tuple(block.id for block in blocks[:1]), said, words_of(*texts))


def slice_of(blocks: Sequence[Block], places: range) -> Sequence[Block]:
    """The blocks at places in a row."""
    return blocks[places.start : places.stop]


def compare_running_heads(old: Document, new: Document, reviser: Reviser) -> Inlines:
    """What differs in the heads and feet of pages, as it was and as it is; nothing where they are the same."""
    made: list[Inline] = []
    for before, after in zip(_heads(old.front), _heads(new.front), strict=True):
        if before != after:
            made += [Text("; ")] if made else []
            made += (*reviser.deleted(_words(before)), *reviser.inserted(_words(after)))
    return tuple(made)


def _heads(front: Front) -> Iterator[str]:
    yield from (front.marking, front.desk, front.issue, front.draft)


def _words(text: str) -> list[InlineToken]:
    return list(tokens_of((Text(text),))) if text else []
