"""A translation and its original as one document, in which each text stands beside its counterpart.

Running text becomes the rows of a table with a column for each language. What both have as a whole, such as a table of
figures, stands once, with the words of both; a chart stands in each language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import count, zip_longest
from typing import assert_never

from briefgen.assemble.sources import ANCHOR
from briefgen.languages import name_of
from briefgen.model.blocks import (
    Block,
    Callout,
    Cell,
    Column,
    Contents,
    ContentsEntry,
    Figure,
    Heading,
    KeyFigures,
    List,
    Listed,
    ListItem,
    PageBreak,
    Paragraph,
    Quotation,
    Table,
    Tile,
)
from briefgen.model.direction import LEFT_TO_RIGHT, LRI, PDI, RLI, direction_of, without_isolates
from briefgen.model.document import Detail, Document, Front, Note
from briefgen.model.inlines import CrossReference, Foreign, Inline, Inlines, LineBreak, Strong, Text
from briefgen.model.labels import NO_BREAK_SPACE, Labels, labels_for
from briefgen.model.traverse import map_blocks, map_inlines, map_texts, plain_text, section_entries

BETWEEN = " · "
"""What stands between the words of both languages on a line."""
BULLETS = ("•", "–")
INDENT = NO_BREAK_SPACE * 4
Pair = tuple[Block | None, Block | None]
Row = tuple[Inlines, Inlines]


def in_language(name: str, language: str) -> str:
    """The name of a picture or anchor of the second language, which the first one has as well."""
    return f"{name}-{language}"


def side_by_side(first: Document, second: Document, name: str) -> Document:
    """One document of two in different languages, under the name of an edition of its own, which runs as the first."""
    return _Both(first, second).document(name)


class _Both:
    """The document in the making."""

    def __init__(self, first: Document, second: Document) -> None:
        self._first, self._second = first, second
        self._languages = (first.properties.language, second.properties.language)
        self._labels = tuple(map(labels_for, self._languages))
        self._tables = count(1)
        directions = [direction_of(language) for language in self._languages]
        isolate = (LRI if directions[1] == LEFT_TO_RIGHT else RLI, PDI)
        self._isolate = ("", "") if directions[0] == directions[1] else isolate

    def document(self, name: str) -> Document:
        old, new = self._first, self._second
        title = f"{old.properties.title}{BETWEEN}{new.properties.title}"
        blocks = tuple(self._blocks(_paired(old.blocks, new.blocks)))
        return replace(
            old,
            front=self._front(old.front, new.front),
            properties=replace(old.properties, title=title, edition=name),
            blocks=tuple(self._listed(block, blocks) for block in blocks),
            notes=tuple(self._notes()),
        )

    def _listed(self, block: Block, blocks: Iterable[Block]) -> Block:
        """Contents with all that there is, each in both languages."""
        if not isinstance(block, Contents):
            return block
        entries = section_entries(blocks) if block.of is Listed.HEADINGS else block.entries
        old, new = (_entries(document, block.of) for document in (self._first, self._second))
        targets = {entry.target: entry for entry in new}
        pairs = (
            zip(old, new, strict=True) if len(old) == len(new) else ((each, targets.get(each.target)) for each in old)
        )
        texts = {one.target: self._joined(one.text, other.text) for one, other in pairs if other}
        return replace(block, entries=tuple(replace(each, text=texts.get(each.target, each.text)) for each in entries))

    def _front(self, old: Front, new: Front) -> Front:
        """What stands on the pages in both languages, and the title of the second one below that of the first."""
        subtitle = self._lines(old.subtitle, (*new.title, *((Text(BETWEEN), *new.subtitle) if new.subtitle else ())))
        return replace(
            old,
            subtitle=subtitle,
            details=tuple(self._details(old.details, new.details)),
            desk=self._joined(old.desk, new.desk),
            issue=self._joined(old.issue, new.issue),
            marking=self._joined(old.marking, new.marking),
            running_title=self._joined(old.running_title, new.running_title),
            running_issue=self._joined(old.running_issue, new.running_issue),
        )

    def _details(self, old: Sequence[Detail], new: Sequence[Detail]) -> Iterator[Detail]:
        """The lines of both, each beside its counterpart where they have the same; one of them says who translated."""
        alone = {labels.translation for labels in self._labels}
        here, there = ([detail for detail in details if detail.label not in alone] for details in (old, new))
        if len(here) != len(there):
            yield from old
            yield from map(self._detail, new)
            return
        for one, other in zip(here, there, strict=True):
            label = self._joined(one.label, other.label)
            yield replace(one, label=label, text=self._on_a_line(one.text, other.text))
        yield from (detail for detail in old if detail.label in alone)
        yield from (self._detail(detail) for detail in new if detail.label in alone)

    def _detail(self, detail: Detail) -> Detail:
        return replace(detail, text=self._foreign(detail.text))

    def _notes(self) -> Iterator[Note]:
        """Each note once, with its texts in both languages."""
        new = {note.name: note for note in self._second.notes}
        for note in self._first.notes:
            other = new.pop(note.name, None)
            yield replace(note, content=(*note.content, *self._apart(other.content))) if other else note
        yield from (replace(note, content=self._apart(note.content)) for note in new.values())

    def _blocks(self, pairs: Iterable[Pair]) -> Iterator[Block]:
        rows: list[Row] = []
        for old, new in pairs:
            found = self._rows(old, new)
            if found is not None:
                rows += found
                continue
            yield from self._table(rows)
            rows = []
            yield from self._as_a_whole(old, new)
        yield from self._table(rows)

    def _rows(self, old: Block | None, new: Block | None) -> list[Row] | None:
        """The rows of running text, none where it is anything else."""
        here, there = (
            _texts(block, labels) if block else () for block, labels in zip((old, new), self._labels, strict=True)
        )
        if here is None or there is None:
            return None
        return [(first, self._foreign(second)) for first, second in zip_longest(here, there, fillvalue=())]

    def _table(self, rows: Sequence[Row]) -> Iterator[Table]:
        """Rows of running text, under the names of the languages."""
        if not rows:
            return
        name = f"side-by-side-{next(self._tables)}"
        columns = Column(width=0.5), Column(width=0.5)
        first, second = ((Text(name_of(language)),) for language in self._languages)
        cells = [
            tuple(Cell(text, id=f"{name}-{number}-{column}") for column, text in enumerate(row, 1))
            for number, row in enumerate([(first, self._foreign(second)), *rows])
        ]
        yield Table(columns, cells[0], tuple(cells[1:]), id=name, parallel=True)

    def _as_a_whole(self, old: Block | None, new: Block | None) -> Iterator[Block]:
        """What stands for a block and its counterpart, which are no running text."""
        if old is None or new is None:
            yield from (old,) if old else self._apart([new] if new else [])
        elif isinstance(old, Heading) and isinstance(new, Heading):
            marking = self._joined(old.marking, new.marking)
            yield replace(old, content=self._on_a_line(old.content, new.content), marking=marking)
        elif isinstance(old, Contents) and isinstance(new, Contents):
            yield replace(old, title=self._joined(old.title, new.title))
        elif isinstance(old, KeyFigures) and isinstance(new, KeyFigures) and len(old.tiles) == len(new.tiles):
            yield replace(old, tiles=tuple(map(self._tile, old.tiles, new.tiles)))
        elif isinstance(old, Callout) and isinstance(new, Callout):
            content = self._blocks(_paired(old.content, new.content))
            yield replace(old, label=self._joined(old.label, new.label), content=tuple(content))
        elif isinstance(old, Quotation) and isinstance(new, Quotation):
            content = self._blocks(_paired(old.content, new.content))
            attribution = self._on_a_line(old.attribution, new.attribution)
            yield replace(old, content=tuple(content), attribution=attribution)
        elif isinstance(old, Table) and isinstance(new, Table) and _shape(old) == _shape(new):
            yield self._table_of_both(old, new)
        elif isinstance(old, List) and isinstance(new, List) and len(old.items) == len(new.items):
            yield replace(old, items=tuple(map(self._item, old.items, new.items)))
        elif old == new:
            yield old
        else:
            yield from (old, *self._apart([new]))

    def _tile(self, old: Tile, new: Tile) -> Tile:
        """A key figure, whose value stands again before the second caption where it has words of its own."""
        value: Inlines = () if _same((old.value,), (new.value,)) else (Strong((new.value,)), Text(NO_BREAK_SPACE))
        return replace(old, caption=self._lines(old.caption, (*value, *new.caption)))

    def _table_of_both(self, old: Table, new: Table) -> Block:
        """A table with each of its texts in both languages, one below the other."""
        texts: list[Inlines] = []
        map_texts(replace(new, caption=_named(new)), lambda text: texts.append(text) or text)  # type: ignore[func-returns-value]
        found = iter(texts)
        return map_texts(old, lambda text: self._lines(text, next(found)))

    def _item(self, old: ListItem, new: ListItem) -> ListItem:
        return replace(old, content=(*old.content, *self._apart(new.content)))

    def _lines(self, old: Inlines, new: Inlines) -> Inlines:
        return self._both(old, new, LineBreak())

    def _on_a_line(self, old: Inlines, new: Inlines) -> Inlines:
        return self._both(old, new, Text(BETWEEN))

    def _both(self, old: Inlines, new: Inlines, between: Inline) -> Inlines:
        """A text in both languages, and once where both say the same."""
        if _same(old, new):
            return old
        return (*old, *((between,) if old and new else ()), *self._foreign(new))

    def _apart(self, blocks: Iterable[Block]) -> tuple[Block, ...]:
        """Blocks of the second language that stand by themselves."""
        return map_blocks(blocks, change_block=lambda block: map_texts(self._set_apart(block), self._foreign))

    def _set_apart(self, block: Block) -> Block:
        """A block under a name that is not its counterpart's; a chart's label is a part of its caption."""
        language = self._languages[1]
        own = replace(block, id=in_language(block.id, language) if block.id else "", anchor="")
        if not isinstance(own, Figure):
            return own
        caption = (*_named(own), *((Text(" "), *own.source) if own.source else ()))
        return replace(own, picture=in_language(own.picture, language), label="", caption=caption, source=())

    def _joined(self, old: str, new: str) -> str:
        """Words of both languages on a line."""
        before, behind = self._isolate
        return old if old == new else BETWEEN.join(filter(None, (old, new and f"{before}{new}{behind}")))

    def _foreign(self, text: Inlines) -> Inlines:
        """A text of the second language. It leads to sources alone, since all else has the first one's names."""
        if not text:
            return ()
        return (Foreign(map_inlines(text, _led_to_sources), self._languages[1], direction_of(self._languages[1])),)


def _led_to_sources(inline: Inline) -> Inline:
    if not isinstance(inline, CrossReference) or inline.target.startswith(ANCHOR):
        return inline
    return Text(plain_text((inline,)), place=inline.place)


def _paired(old: Sequence[Block], new: Sequence[Block]) -> Iterator[Pair]:
    """Each block with its counterpart, in the order of both; one is none where only one of them has it."""
    here, there = (list(map(_key, blocks)) for blocks in (old, new))
    for tag, first, last, start, end in SequenceMatcher(None, here, there, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from zip(old[first:last], new[start:end], strict=True)
        else:
            yield from ((block, None) for block in old[first:last])
            yield from ((None, block) for block in new[start:end])


def _key(block: Block) -> tuple[str, object, str]:
    kind = block.level if isinstance(block, Heading) else block.kind if isinstance(block, Callout) else ""
    return type(block).__name__, kind, block.anchor


def _entries(document: Document, listed: Listed) -> list[ContentsEntry]:
    """The entries of a document's contents."""
    found = (block for block in document.blocks if isinstance(block, Contents) and block.of is listed)
    return [entry for block in found for entry in block.entries]


def _named(block: Figure | Table) -> Inlines:
    """The caption of a figure or table, with its label as a part of it."""
    return (*((Strong((Text(f"{block.label}."),)), Text(" ")) if block.label else ()), *block.caption)


def _texts(block: Block, labels: Labels, depth: int = 0) -> list[Inlines] | None:
    """The texts of a block of running text, one below the other; none for what is none. `depth` is that of lists."""
    match block:
        case Paragraph():
            return [(*((Text(f"{block.number}. "),) if block.number else ()), *block.content)]
        case List():
            return None if any(item.anchor for item in block.items) else _items(block, labels, depth)
        case Heading() | Table() | Figure() | Callout() | Quotation() | KeyFigures() | Contents() | PageBreak():
            return None
        case _:
            assert_never(block)


def _items(block: List, labels: Labels, depth: int) -> list[Inlines] | None:
    """The texts of a list, each item's first behind its number or sign."""
    found: list[Inlines] = []
    for number, item in enumerate(block.items, block.start):
        texts = _texts_of_item(item, labels, depth)
        if texts is None:
            return None
        mark = labels.item_mark(number, depth, lettered=block.lettered)
        sign = mark if block.numbered else BULLETS[min(depth, len(BULLETS) - 1)]
        first, *others = texts or [()]
        found += [(Text(f"{INDENT * depth}{sign} "), *first), *others]
    return found


def _texts_of_item(item: ListItem, labels: Labels, depth: int) -> list[Inlines] | None:
    found: list[Inlines] = []
    for block in item.content:
        texts = _texts(block, labels, depth + 1)
        if texts is None:
            return None
        found += texts
    return found


def _shape(table: Table) -> tuple[int, ...]:
    return len(table.columns), *(len(row) for row in table.all_rows)


def _same(old: Inlines, new: Inlines) -> bool:
    """Whether two texts are the same but for isolates and the kind of their spaces."""
    here, there = (without_isolates(plain_text(text)).split() for text in (old, new))
    return here == there
