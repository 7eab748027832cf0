"""The change list: where something has changed in a marked document, by section, as people are told of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import Enum
from itertools import chain
from typing import assert_never

from briefgen.frozen import frozen
from briefgen.model.blocks import (
    DATA,
    Block,
    Callout,
    Cell,
    Change,
    ChangeKind,
    Contents,
    Figure,
    Heading,
    KeyFigures,
    List,
    PageBreak,
    Paragraph,
    Quotation,
    Table,
    change_of_row,
)
from briefgen.model.document import Document, Front
from briefgen.model.inlines import Deleted, Inline, Inlines, Inserted, Reformatted, Text, Value
from briefgen.model.labels import labels_for
from briefgen.model.traverse import blocks_of, inlines_of, plain_text, texts_of

BETWEEN_CELLS = Text(" | ")
END = Text("¶")
MADE = frozenset({"since-the-last-brief", "upcoming-dates", "references"})
"""The ids of the headings of sections that say what the ledger and the deadlines say."""


class EntryKind(Enum):
    """What has become of a passage."""

    ADDED = "added"
    DELETED = "deleted"
    CHANGED = "changed"
    MOVED = "moved"
    REFORMATTED = "reformatted"


@frozen
class ChangeEntry:
    """A paragraph, row or caption in which something has changed: its section, what has become of it, and its text.

    In a changed or moved text the words that differ are marked. `is_of_figures` says that nothing but printed facts
    differ, or that briefgen makes the text of the ledger: the comparison of the ledgers tells of both.
    """

    section: str
    kind: EntryKind
    text: Inlines
    is_of_figures: bool = False


def list_changes(document: Document) -> list[ChangeEntry]:
    """The passages of a marked document, in reading order, those of notes last."""
    labels = labels_for(document.properties.language)
    found = list(_of_front(document.front))
    for section, block in _by_section(document):
        found += section.block(block, block.change)
    for note in document.notes:
        for block in note.content:
            found += _Section(labels.footnotes).block(block, note.change or block.change)
    return found


def sections_printing(document: Document) -> dict[str, list[str]]:
    """The sections that print each fact, by its id, in reading order and each once."""
    printing: dict[str, dict[str, None]] = {}
    for section, block in _by_section(document):
        texts = (text for each in blocks_of((block,)) for text in texts_of(each))
        for inline in (inline for text in texts for inline in inlines_of(text)):
            if isinstance(inline, Value) and not section.is_made:
                printing.setdefault(inline.fact, {}).setdefault(section.name)
    return {fact: list(names) for fact, names in printing.items()}


def _by_section(document: Document) -> Iterator[tuple[_Section, Block]]:
    """Every block with its section; what stands before the first one is a section for itself."""
    labels = labels_for(document.properties.language)
    section: _Section | None = None
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 1:
            section = _Section(_name(block), is_made=block.id in MADE)
        opening = block.label if isinstance(block, Callout) else labels.key_figures
        here = section or _Section(opening)
        yield (replace(here, is_made=True) if block.anchor.startswith(DATA) else here), block


def _name(heading: Heading) -> str:
    """What a section is called now, or was where it is gone."""
    title = plain_text(heading.content) or plain_text(tuple(_unmarked(heading.content)))
    return f"{heading.number} {title}".strip()


def _unmarked(inlines: Inlines) -> Iterator[Inline]:
    for inline in inlines:
        yield from inline.content if isinstance(inline, Deleted) else (inline,)


def _of_front(front: Front) -> Iterator[ChangeEntry]:
    section = _Section("")
    yield from section.text(front.title)
    yield from section.text(front.subtitle)
    for detail in front.details:
        yield from section.text((Text(f"{detail.label}: "), *detail.text), detail.change)


@frozen
class _Section:
    """Finds passages in a section; `is_made` says that briefgen makes it of the ledger and the deadlines."""

    name: str
    is_made: bool = False

    def block(self, block: Block, change: Change | None) -> Iterator[ChangeEntry]:
        match block:
            case Paragraph():
                yield from self.text(block.content, change, block.end)
            case Heading():
                number = (Text(f"{block.number} "),) if block.number else ()
                yield from self.text((*number, *block.content), change)
            case List():
                for item in block.items:
                    yield from self.blocks(item.content, change or item.change)
            case Callout():
                yield from self.blocks(block.content, change)
            case Quotation():
                yield from self.blocks(block.content, change)
                yield from self.text(block.attribution, change)
            case Table() | Figure() | KeyFigures():
                yield from self.displayed(block, change)
            case Contents() | PageBreak():
                pass
            case _:
                assert_never(block)

    def displayed(self, block: Table | Figure | KeyFigures, change: Change | None) -> Iterator[ChangeEntry]:
        match block:
            case Table():
                yield from self.table(block, change)
            case Figure():
                yield from self.figure(block, change)
            case KeyFigures():
                for tile in block.tiles:
                    yield from self.text((*tile.printed, Text(" "), *tile.caption), change or tile.change)
            case _:
                assert_never(block)

    def blocks(self, blocks: Iterable[Block], change: Change | None) -> Iterator[ChangeEntry]:
        return chain.from_iterable(self.block(block, change or block.change) for block in blocks)

    def figure(self, figure: Figure, change: Change | None) -> Iterator[ChangeEntry]:
        label = (Text(f"{figure.label}. "),) if figure.label else ()
        if change is not None:
            yield from self.text((*label, *(figure.caption or figure.title or (Text(figure.alt),))), change)
            return
        for text in (figure.title, figure.caption, figure.source):
            yield from self.text(text)

    def table(self, table: Table, change: Change | None) -> Iterator[ChangeEntry]:
        yield from self.text(table.caption, change)
        for number, row in enumerate(table.all_rows, -len(table.above)):
            whole = change or (change_of_row(row, table.header) if number > 0 else None)
            yield from self.text(_in_a_row(row, whole), whole)
        yield from self.text(table.source, change)

    def text(self, text: Inlines, change: Change | None = None, end: Change | None = None) -> Iterator[ChangeEntry]:
        """The passage that a text is, if something in it has changed."""
        marks = [inline for inline in inlines_of(text) if isinstance(inline, Inserted | Deleted | Reformatted)]
        if change is not None:
            if change.kind is not ChangeKind.MOVED_FROM and plain_text(text).strip():
                yield ChangeEntry(self.name, _kind(change.kind), text, is_of_figures=self.is_made)
        elif marks or end is not None:
            only_set = end is None and all(isinstance(mark, Reformatted) for mark in marks)
            kind = EntryKind.REFORMATTED if only_set else EntryKind.CHANGED
            is_of_figures = self.is_made or (end is None and _is_of_figures(marks))
            yield ChangeEntry(self.name, kind, (*text, *(_marked((END,), end) if end else ())), is_of_figures)


def _kind(kind: ChangeKind) -> EntryKind:
    match kind:
        case ChangeKind.INSERTED:
            return EntryKind.ADDED
        case ChangeKind.DELETED:
            return EntryKind.DELETED
        case ChangeKind.MOVED_FROM | ChangeKind.MOVED_TO:
            return EntryKind.MOVED
        case _:
            assert_never(kind)


def _is_of_figures(marks: Iterable[Inserted | Deleted | Reformatted]) -> bool:
    """Whether what is marked is nothing but printed facts."""
    return all(
        isinstance(inline, Value)
        for mark in marks
        for inline in inlines_of(mark.content)
        if isinstance(inline, Text | Value)
    )


def _in_a_row(cells: Iterable[Cell], change: Change | None) -> Inlines:
    """The texts of a row's cells with a sign between, those of columns that were added or are gone as such."""
    texts: list[Inline] = []
    for cell in cells:
        own = cell.change if change is None else None
        texts += [BETWEEN_CELLS] if texts else []
        texts += _marked(cell.content, own) if own else cell.content
    return tuple(texts)


def _marked(text: Inlines, change: Change) -> Inlines:
    kind = Deleted if change.kind in (ChangeKind.DELETED, ChangeKind.MOVED_FROM) else Inserted
    return (kind(text, change.author, change.date),) if text else ()
