"""Walking the document: what each element holds, without every caller matching on every type."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from operator import is_
from typing import TypeVar, assert_never

from briefgen.frozen import but
from briefgen.model.blocks import (
    Block,
    Callout,
    CalloutKind,
    Cell,
    Contents,
    ContentsEntry,
    Figure,
    FormLine,
    Heading,
    Identified,
    KeyFigures,
    List,
    PageBreak,
    Paragraph,
    Quotation,
    Table,
    Tile,
)
from briefgen.model.direction import direction_of
from briefgen.model.inlines import (
    CrossReference,
    Deleted,
    Emphasis,
    Foreign,
    Inline,
    Inlines,
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

Element = TypeVar("Element")
_HOLD_NOTHING = frozenset({Text, Value, NoteReference, LineBreak})


def inlines_of(inlines: Inlines) -> Iterable[Inline]:
    """Every inline, outer before inner, in reading order."""
    for inline in inlines:
        if inline.__class__ not in _HOLD_NOTHING:
            return _nested_inlines(inlines)
    return inlines  # as most are, which each look at the whole document walks through


def _nested_inlines(inlines: Inlines) -> Iterator[Inline]:
    for inline in inlines:
        yield inline
        match inline:
            case Text() | Value() | NoteReference() | LineBreak():
                pass
            case Strong() | Emphasis() | Link() | Foreign() | CrossReference() | Remarked():
                yield from inlines_of(inline.content)
            case Inserted() | Deleted() | Reformatted():
                yield from inlines_of(inline.content)
            case _:
                assert_never(inline)


def outline_name(block: Block, key_figures: str) -> str:
    """What a block is called in an outline that is no heading, but what readers look for; "" for all others."""
    match block:
        case Callout(kind=CalloutKind.BOTTOM_LINE):
            return block.label
        case KeyFigures():
            return key_figures
        case Contents():
            return block.title
        case _:
            return ""


def section_entries(blocks: Iterable[Block]) -> tuple[ContentsEntry, ...]:
    """The entries of contents: the headings of sections."""
    headings = (block for block in blocks if isinstance(block, Heading) and block.level == 1)
    return tuple(ContentsEntry(1, each.number, plain_text(each.content), each.id) for each in headings)


def on_landscape_pages(blocks: Sequence[Block]) -> list[bool]:
    """Whether each block stands on landscape pages: the tables that do, and the headings right above them."""
    found: list[bool] = []
    for block in reversed(blocks):
        is_above = isinstance(block, Heading) and found[-1:] == [True]
        found.append(is_above or (isinstance(block, Table) and bool(block.turned)))
    return found[::-1]


def blocks_of(blocks: Iterable[Block]) -> Iterator[Block]:
    """Every block in the reading order of its own texts: outer before inner, a quotation behind what it quotes."""
    for block in blocks:
        match block:
            case List():
                yield block
                for item in block.items:
                    yield from blocks_of(item.content)
            case Callout():
                yield block
                yield from blocks_of(block.content)
            case Quotation():
                yield from blocks_of(block.content)
                yield block
            case Heading() | Paragraph() | Table() | Figure() | KeyFigures() | Contents() | PageBreak():
                yield block
            case _:
                assert_never(block)


def parts_of(block: Block) -> Iterator[Identified]:
    """What in a block has an id of its own and is no block: items, cells, tiles."""
    match block:
        case List():
            yield from block.items
        case Table():
            yield from (cell for row in block.all_rows for cell in row)
        case KeyFigures():
            yield from block.tiles
        case Heading() | Paragraph() | Figure() | Callout() | Quotation() | Contents() | PageBreak():
            pass
        case _:
            assert_never(block)


def texts_of(block: Block) -> Iterator[Inlines]:
    """The runs of inlines that the block itself holds, without those of the blocks inside it, in reading order."""
    match block:
        case Heading() | Paragraph():
            yield block.content
        case Table():
            yield block.caption
            for row in block.all_rows:
                yield from (cell.content for cell in row)
            yield block.source
            yield block.notes
        case Figure():
            yield block.title
            yield block.caption
            yield block.source
        case Quotation():
            yield block.attribution
        case KeyFigures():
            for tile in block.tiles:
                yield tile.printed
                yield tile.caption
        case List() | Callout() | Contents() | PageBreak():
            pass
        case _:
            assert_never(block)


def language_of_text(inlines: Inlines, language: str) -> str:
    """The language of a text that stands in another one: its own where all of it is set apart as words of that."""
    whole = inlines[0] if len(inlines) == 1 else None
    if not isinstance(whole, Foreign) or not whole.language:
        return language
    runs_as_said = whole.direction in ("", direction_of(whole.language))
    return whole.language if runs_as_said else language


def plain_text(inlines: Inlines) -> str:
    """The text as a reader sees it, without notes: values and cross-references as resolved, a line break as a space."""
    return "".join(_plain(inline) for inline in inlines)


def _plain(inline: Inline) -> str:
    match inline:
        case Text() | Value():
            return inline.text
        case CrossReference():
            return plain_text(inline.content) or inline.text
        case Strong() | Emphasis() | Link() | Foreign() | Inserted() | Reformatted() | Remarked():
            return plain_text(inline.content)
        case LineBreak():
            return " "
        case NoteReference() | Deleted():
            return ""
        case _:
            assert_never(inline)


def spoken_name(table: Table) -> str:
    """What a screen reader calls a table: its label and caption, or its column heads."""
    heads = ", ".join(map(plain_text, table.full_heads))
    return ". ".join(part for part in (table.label, plain_text(table.caption) or heads) if part)


def map_inlines(inlines: Inlines, change: Callable[[Inline], Inline]) -> Inlines:
    """The inlines with `change` applied to each, inner before outer."""
    return _unless_same(inlines, [change(_map_content(inline, change)) for inline in inlines])


def _map_content(inline: Inline, change: Callable[[Inline], Inline]) -> Inline:
    match inline:
        case Text() | Value() | NoteReference() | LineBreak():
            return inline
        case Strong() | Emphasis() | Link() | Foreign() | Inserted() | Deleted() | CrossReference() | Remarked():
            return _with(inline, content=map_inlines(inline.content, change))
        case Reformatted():
            content, before = (map_inlines(each, change) for each in (inline.content, inline.before))
            return _with(inline, content=content, before=before)
        case _:
            assert_never(inline)


def map_blocks(
    blocks: Iterable[Block],
    change: Callable[[Inline], Inline] | None = None,
    change_block: Callable[[Block], Block] = lambda block: block,
) -> tuple[Block, ...]:
    """The blocks with `change` applied to every inline and then `change_block` to every block, inner before outer."""

    def within(inner: tuple[Block, ...]) -> tuple[Block, ...]:
        return map_blocks(inner, change, change_block)

    def written(block: Block) -> Block:
        return map_texts(block, lambda inlines: map_inlines(inlines, change)) if change else block

    return tuple(change_block(written(_map_inner(block, within))) for block in blocks)


def spread_blocks(blocks: Iterable[Block], spread: Callable[[Block], Iterable[Block]]) -> tuple[Block, ...]:
    """The blocks with those that `spread` gives in the place of each, inner before outer."""

    def within(inner: tuple[Block, ...]) -> tuple[Block, ...]:
        return spread_blocks(inner, spread)

    return tuple(each for block in blocks for each in spread(_map_inner(block, within)))


def _map_inner(block: Block, change: Callable[[tuple[Block, ...]], tuple[Block, ...]]) -> Block:
    """The block with `change` applied to the blocks that it holds."""
    match block:
        case List():
            items = _unless_same(block.items, (_with(item, content=change(item.content)) for item in block.items))
            return _with(block, items=items)
        case Callout() | Quotation():
            return _with(block, content=change(block.content))
        case Heading() | Paragraph() | Table() | Figure() | KeyFigures() | Contents() | PageBreak():
            return block
        case _:
            assert_never(block)


def map_texts(block: Block, text: Callable[[Inlines], Inlines]) -> Block:
    """The block with `text` applied to each of the texts of `texts_of`."""
    match block:
        case Heading() | Paragraph():
            return _with(block, content=text(block.content))
        case Table():
            return _map_table(block, text)
        case Figure():
            return _with(block, title=text(block.title), caption=text(block.caption), source=text(block.source))
        case Quotation():
            return _with(block, attribution=text(block.attribution))
        case KeyFigures():
            return _with(block, tiles=_unless_same(block.tiles, (_map_tile(tile, text) for tile in block.tiles)))
        case List() | Callout() | Contents() | PageBreak():
            return block
        case _:
            assert_never(block)


def _map_table(table: Table, text: Callable[[Inlines], Inlines]) -> Table:
    """The table with other texts, made in the order in which they are read."""

    def mapped(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
        return _unless_same(row, [_with(cell, content=text(cell.content)) for cell in row])

    heads = tuple(each.cell for row in table.heads for each in row)
    made = dict(zip(map(id, heads), mapped(heads), strict=True))

    def found(row: tuple[Element, ...]) -> tuple[Element, ...]:
        return _unless_same(row, (made.get(id(cell), cell) for cell in row))  # type: ignore[misc]

    header, above = found(table.header), _unless_same(table.above, map(found, table.above))
    rows = _unless_same(table.rows, map(mapped, table.rows))
    caption, source, notes = text(table.caption), text(table.source), text(table.notes)
    return _with(table, header=header, above=above, rows=rows, caption=caption, source=source, notes=notes)


def _map_tile(tile: Tile, text: Callable[[Inlines], Inlines]) -> Tile:
    (value,) = text((tile.value,))
    if not isinstance(value, Value):
        raise TypeError(f"a tile holds a value, not {type(value).__name__}")
    former = replace(tile.former, content=text(tile.former.content)) if tile.former else None
    return _with(tile, value=value, caption=text(tile.caption), former=former)


def _with(element: Element, /, **parts: object) -> Element:
    """The element with other parts; itself where they are those that it has, as most of them are."""
    for name, part in parts.items():
        if getattr(element, name) is not part:
            return but(element, **parts)
    return element


def _unless_same(elements: tuple[Element, ...], changed: Iterable[Element]) -> tuple[Element, ...]:
    """What became of elements; themselves, where nothing did."""
    made = tuple(changed)
    return elements if len(made) == len(elements) and all(map(is_, made, elements)) else made


def behind(numbers: List) -> int:
    """The number that follows the last one of a list."""
    return numbers.start + len(numbers.items)


def with_those_that_go_on(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks beside each other, of which a list knows whether it goes on with the numbers of the one before it."""
    following = 0
    for block in blocks:
        if isinstance(block, List) and block.numbered:
            block = replace(block, goes_on=block.start == following > 1)
            following = behind(block)
        yield block


def number_paragraphs(blocks: Iterable[Block], numbers: Iterator[int], *, in_callouts: bool = False) -> Iterator[Block]:
    """Blocks with a number for each paragraph of running text among them, as briefs for ministers have them.

    What lists and quotations hold has none, and what callouts hold only where a text, as a cable, counts that as well.
    """
    for block in blocks:
        if isinstance(block, Paragraph) and not isinstance(block, FormLine):
            block = replace(block, number=str(next(numbers)))
        elif isinstance(block, List) and not in_callouts:
            (block,) = map_blocks((block,), change_block=_lettered)
        elif in_callouts and isinstance(block, Callout):
            content = tuple(number_paragraphs(block.content, numbers, in_callouts=True))
            block = replace(block, content=content)
        yield block


def _lettered(block: Block) -> Block:
    return replace(block, lettered=True) if isinstance(block, List) and block.numbered else block


def has_numbers(blocks: Iterable[Block]) -> bool:
    """Whether some of the paragraphs have numbers."""
    return any(isinstance(block, Paragraph) and block.number for block in blocks)


def below_numbers(blocks: Sequence[Block]) -> list[bool]:
    """Whether each block, a list, quotation or boxes, goes on with a numbered paragraph, set in as that is."""
    found: list[bool] = []
    below = False
    for block in blocks:
        is_part = isinstance(block, List | Quotation | FormLine)
        found.append(below and is_part)
        below = found[-1] if is_part else isinstance(block, Paragraph) and bool(block.number)
    return found


def recounted(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks beside each other, with the number of each list that goes on after what the one before it holds now.

    A list that has come or gone as a whole has its own number.
    """
    before: List | None = None
    for block in blocks:
        if isinstance(block, List) and block.numbered:
            if block.goes_on and before and block.change is None:
                block = replace(block, start=behind(before))
            before = block
        yield block
