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
    Align,
    Block,
    Callout,
    Cell,
    Column,
    Contents,
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
from briefgen.model.direction import direction_of, without_isolates
from briefgen.model.document import Detail, Document, Front, Note
from briefgen.model.inlines import CrossReference, Foreign, Inline, Inlines, LineBreak, Strong, Text
from briefgen.model.labels import labels_for
from briefgen.model.traverse import map_blocks, map_inlines, map_texts, plain_text, section_entries

BETWEEN = " · "
"""What stands between the words of both languages on a line."""
BULLET = "• "
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
        self._tables = count(1)
        directions = {direction_of(language) for language in self._languages}
        self._side = Align.LEFT if len(directions) == 1 else Align.END

    def document(self, name: str) -> Document:
        old, new = self._first, self._second
        title = f"{old.properties.title}{BETWEEN}{new.properties.title}"
        blocks = tuple(self._blocks(_paired(old.blocks, new.blocks)))
        entries = section_entries(blocks)

        def listed(block: Block) -> Block:
            if isinstance(block, Contents) and block.of is Listed.HEADINGS:
                return replace(block, entries=entries)
            return block

        return replace(
            old,
            front=self._front(old.front, new.front),
            properties=replace(old.properties, title=title, edition=name),
            blocks=tuple(map(listed, blocks)),
            notes=tuple(self._notes()),
        )

    def _front(self, old: Front, new: Front) -> Front:
        subtitle = self._lines(old.subtitle, (*new.title, *((Text(BETWEEN), *new.subtitle) if new.subtitle else ())))
        return replace(old, subtitle=subtitle, details=tuple(self._details(old.details, new.details)))

    def _details(self, old: Sequence[Detail], new: Sequence[Detail]) -> Iterator[Detail]:
        """The lines of both, each beside its counterpart where they have the same; one of them says who translated."""
        alone = {labels_for(language).translation for language in self._languages}
        here, there = ([detail for detail in details if detail.label not in alone] for details in (old, new))
        if len(here) != len(there):
            yield from old
            yield from map(self._detail, new)
            return
        for one, other in zip(here, there, strict=True):
            yield Detail(_joined(one.label, other.label), self._on_a_line(one.text, other.text))
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
        here, there = (_texts(block) if block else () for block in (old, new))
        if here is None or there is None:
            return None
        return [(first, self._foreign(second)) for first, second in zip_longest(here, there, fillvalue=())]

    def _table(self, rows: Sequence[Row]) -> Iterator[Table]:
        """Rows of running text, under the names of the languages."""
        if not rows:
            return
        name = f"side-by-side-{next(self._tables)}"
        columns = Column(Align.LEFT, 0.5), Column(self._side, 0.5)
        first, second = ((Text(name_of(language)),) for language in self._languages)
        cells = [
            tuple(Cell(text, id=f"{name}-{number}-{column}") for column, text in enumerate(row, 1))
            for number, row in enumerate([(first, self._foreign(second)), *rows])
        ]
        yield Table(columns, cells[0], tuple(cells[1:]), id=name)

    def _as_a_whole(self, old: Block | None, new: Block | None) -> Iterator[Block]:
        """What stands for a block and its counterpart, which are no running text."""
        if old is None or new is None:
            yield from (old,) if old else self._apart([new] if new else [])
        elif isinstance(old, Heading) and isinstance(new, Heading):
            yield replace(old, content=self._on_a_line(old.content, new.content))
        elif isinstance(old, Contents) and isinstance(new, Contents):
            yield replace(old, title=_joined(old.title, new.title))
        elif isinstance(old, KeyFigures) and isinstance(new, KeyFigures):
            yield replace(old, tiles=tuple(map(self._tile, old.tiles, new.tiles)))
        elif isinstance(old, Callout) and isinstance(new, Callout):
            content = self._blocks(_paired(old.content, new.content))
            yield replace(old, label=_joined(old.label, new.label), content=tuple(content))
        elif isinstance(old, Table) and isinstance(new, Table) and _shape(old) == _shape(new):
            yield self._words_of_both(old, new)
        elif isinstance(old, List) and isinstance(new, List):
            yield replace(old, items=tuple(map(self._item, old.items, new.items)))
        elif old == new:
            yield old
        else:
            yield from (old, *self._apart([new]))

    def _tile(self, old: Tile, new: Tile) -> Tile:
        return replace(old, caption=self._lines(old.caption, new.caption))

    def _words_of_both(self, old: Block, new: Block) -> Block:
        """A block with each of its texts in both languages, one below the other."""
        texts: list[Inlines] = []
        map_texts(new, lambda text: texts.append(text) or text)  # type: ignore[func-returns-value]
        found = iter(texts)
        return map_texts(old, lambda text: self._lines(text, next(found)))

    def _item(self, old: ListItem, new: ListItem) -> ListItem:
        return replace(old, content=tuple(map(self._words_of_both, old.content, new.content)))

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
        label = (Strong((Text(f"{own.label}."),)), Text(" ")) if own.label else ()
        caption = (*label, *own.caption, *((Text(" "), *own.source) if own.source else ()))
        return replace(own, picture=in_language(own.picture, language), label="", caption=caption, source=())

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


def _texts(block: Block) -> list[Inlines] | None:
    """The texts of a block of running text, one below the other; none for what is none."""
    match block:
        case Heading():
            number = (Text(f"{block.number} "),) if block.number else ()
            return [(Strong((*number, *block.content)),)] if block.level > 1 else None
        case Paragraph():
            return [(*((Text(f"{block.number}. "),) if block.number else ()), *block.content)]
        case Quotation():
            inner = _all_texts(block.content)
            return None if inner is None else [*inner, *([block.attribution] if block.attribution else [])]
        case List():
            return None if any(item.anchor for item in block.items) else _items(block)
        case Table() | Figure() | Callout() | KeyFigures() | Contents() | PageBreak():
            return None
        case _:
            assert_never(block)


def _items(block: List) -> list[Inlines] | None:
    found: list[Inlines] = []
    for number, item in enumerate(block.items, block.start):
        texts = _all_texts(item.content)
        if texts is None:
            return None
        marker = Text(f"{number}. " if block.numbered else BULLET)
        found += [(marker, *text) if place == 0 else text for place, text in enumerate(texts)]
    return found


def _all_texts(blocks: Iterable[Block]) -> list[Inlines] | None:
    found = [_texts(block) for block in blocks]
    return None if None in found else [text for texts in found if texts for text in texts]


def _shape(table: Table) -> tuple[int, ...]:
    return len(table.columns), *(len(row) for row in table.all_rows)


def _same(old: Inlines, new: Inlines) -> bool:
    """Whether two texts are the same but for isolates and the kind of their spaces."""
    here, there = (without_isolates(plain_text(text)).split() for text in (old, new))
    return here == there


def _joined(old: str, new: str) -> str:
    return old if old == new else f"{old}{BETWEEN}{new}"
