"""Pairs of documents made from a seed: one with blocks of every kind, and what became of it in a few edits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import assert_never

from briefgen.assemble.numbering import number_figures, number_notes
from briefgen.model.blocks import (
    Align,
    Block,
    Callout,
    CalloutKind,
    Cell,
    Column,
    Contents,
    Figure,
    Heading,
    KeyFigures,
    List,
    ListItem,
    PageBreak,
    Paragraph,
    Quotation,
    SpanningCell,
    Table,
    Tile,
)
from briefgen.model.document import Detail, Document, Front, Note
from briefgen.model.inlines import (
    CrossReference,
    Emphasis,
    Inline,
    Inlines,
    LineBreak,
    Link,
    NoteReference,
    Strong,
    Text,
    Value,
)
from briefgen.model.labels import labels_for
from briefgen.model.traverse import map_blocks
from tests.samples import DOCUMENT, text

PROSE = (
    "boats landed herring at every quay while the council weighed quotas against the survey of spring and agreed that "
    "coastal states report each week what their fleets bring ashore under rules which ministers set last winter after "
    "long talks in the capital about nets ice fuel prices crews harbours storms and the slow return of cod"
)
WORDS = tuple(PROSE.split())
MOST_EDITS = 5


@dataclass(frozen=True)
class Pair:
    """Two documents, and the names of the edits that lie between them."""

    old: Document
    new: Document
    edits: tuple[str, ...]


@dataclass
class Maker:
    """Makes blocks and texts, each with an id of its own."""

    random: Random
    notes: dict[str, Note] = field(default_factory=dict)
    made: int = 0

    def id(self, kind: str) -> str:
        self.made += 1
        return f"{kind}-{self.made}"

    def words(self, fewest: int, most: int) -> str:
        return " ".join(self.random.choice(WORDS) for _ in range(self.random.randint(fewest, most)))

    def number(self) -> str:
        return str(self.random.randint(10, 999))

    def sentence(self, fewest: int = 6, most: int = 22) -> str:
        return f"{self.words(fewest, most).capitalize()}."

    def inlines(self, sentences: int = 2) -> Inlines:
        made: list[Inline] = []
        for _ in range(sentences):
            made += (Text(f"{self.sentence()} "), *self._special())
        return (*made, Text(self.sentence()))

    def _special(self) -> Inlines:
        match self.random.randrange(9):
            case 0:
                return (Strong(text(self.words(1, 3))), Text(" "))
            case 1:
                return (Emphasis((Text(f"{self.words(1, 2)} "), Strong(text(self.words(1, 2))))), Text(", "))
            case 2:
                return (Value("landings", text=f"{self.random.randint(100, 999)} boats"), Text(" "))
            case 3:
                return (Link(text(self.words(1, 3)), f"https://example.org/{self.random.randrange(9)}"), Text(" "))
            case 4:
                return (CrossReference("figure:landings", text="Figure 1"), Text(" "))
            case 5:
                return (NoteReference(self.note()), Text(" "))
            case 6:
                return (LineBreak(),)
            case _:
                return ()

    def note(self) -> str:
        name = self.id("note")
        self.notes[name] = Note(name, (Paragraph(text(self.sentence()), id=self.id("p")),), id=f"n-{name}")
        return name

    def paragraph(self) -> Paragraph:
        return Paragraph(self.inlines(self.random.randint(1, 3)), id=self.id("p"))

    def item(self, depth: int = 0) -> ListItem:
        content: list[Block] = [Paragraph(text(self.sentence()), id=self.id("p"))]
        if not depth and self.random.random() < 0.3:
            content.append(self.list(depth + 1))
        return ListItem(tuple(content), id=self.id("i"))

    def list(self, depth: int = 0) -> List:
        items = tuple(self.item(depth) for _ in range(self.random.randint(2, 4)))
        return List(items, numbered=self.random.random() < 0.4, id=self.id("l"))

    def cell(self) -> Cell:
        return Cell(text(self.words(1, 3)), id=self.id("c"))

    def table(self) -> Table:
        columns = self.random.randint(2, 4)
        header = tuple(self.cell() for _ in range(columns))
        rows = tuple(tuple(self.cell() for _ in range(columns)) for _ in range(self.random.randint(2, 5)))
        caption = text(self.sentence(2, 5))
        alignments = (Align.LEFT, Align.RIGHT, Align.CENTRE, Align.LEFT)
        source, above = text(self.words(2, 5)), self.above(columns)
        alike = tuple(map(Column, alignments[:columns]))
        return Table(alike, header, rows, caption, source, id=self.id("t"), above=above)

    def above(self, columns: int) -> tuple[tuple[SpanningCell, ...], ...]:
        """At times a row above the header, of which the first cell is a part of what is below."""
        if columns < 3 or self.random.random() < 0.5:
            return ()
        first = SpanningCell((), id=self.id("c"))
        return ((first, SpanningCell(text(self.words(1, 3)), id=self.id("c"), span=columns - 1)),)

    def heading(self, level: int) -> Heading:
        return Heading(level, text(self.words(1, 4).capitalize()), id=self.id("h"))

    def figure(self) -> Figure:
        words = text(self.sentence(2, 5)), text(self.sentence(2, 6)), text(self.words(2, 4))
        return Figure("landings", "Two bars.", *words, id=self.id("f"))

    def callout(self) -> Callout:
        kind = self.random.choice((CalloutKind.KEY, CalloutKind.NOTE, CalloutKind.ACTION))
        return Callout(kind, kind.value.capitalize(), (self.paragraph(),), id=self.id("k"))

    def quotation(self) -> Quotation:
        return Quotation((self.paragraph(),), text(self.words(2, 4)), id=self.id("q"))

    def key_figures(self) -> KeyFigures:
        tiles = (
            Tile(
                Value(f"fact-{n}", text=str(self.random.randint(10, 99))), text(self.words(2, 5)), f"[{n}]", id=f"t-{n}"
            )
            for n in range(1, self.random.randint(2, 4) + 1)
        )
        return KeyFigures(tuple(tiles), id="key-figures")

    def block(self) -> Block:
        makers: Sequence[tuple[int, Callable[[], Block]]] = (
            (9, self.paragraph),
            (3, self.list),
            (2, self.table),
            (1, self.figure),
            (1, self.callout),
            (1, self.quotation),
        )
        weights, functions = zip(*makers, strict=True)
        return self.random.choices(functions, weights)[0]()

    def blocks(self) -> tuple[Block, ...]:
        made: list[Block] = [self.key_figures(), Contents("Contents", id="contents")]
        for _ in range(self.random.randint(2, 3)):
            made += (self.heading(1), *(self.block() for _ in range(self.random.randint(2, 5))))
            if self.random.random() < 0.4:
                made += (self.heading(2), self.paragraph())
        return tuple(made)


def numbered(document: Document, notes: dict[str, Note]) -> Document:
    """The document with its sections, figures, tables and notes numbered."""
    count = 0

    def section(block: Block) -> Block:
        nonlocal count
        if not isinstance(block, Heading) or block.level > 1:
            return block
        count += 1
        return replace(block, number=str(count))

    blocks = number_figures(map_blocks(document.blocks, change_block=section), labels_for("en-GB"))
    blocks, used = number_notes(blocks, notes)
    return replace(document, blocks=blocks, notes=used)


@dataclass
class Editor:
    """Edits a document's blocks, each in one way."""

    maker: Maker

    @property
    def random(self) -> Random:
        return self.maker.random

    def inlines(self, inlines: Inlines) -> Inlines:
        """A text with one edit: words put in, taken out or replaced, or set bold."""
        places = [i for i, inline in enumerate(inlines) if isinstance(inline, Text) and len(inline.text.split()) > 2]
        if not places:
            return (*inlines, Text(f" {self.maker.words(1, 2)}"))
        place = self.random.choice(places)
        chosen = inlines[place]
        assert isinstance(chosen, Text)
        words = chosen.text.split(" ")
        at = self.random.randrange(len(words))
        match self.random.randrange(4):
            case 0:
                words[at:at] = [self.maker.words(1, 3)]
            case 1:
                del words[at : at + self.random.randint(1, 3)]
            case 2:
                words[at] = self.maker.words(1, 1)
            case _:
                before, bold, after = words[:at], words[at], words[at + 1 :]
                parts = (Text(" ".join([*before, ""])), Strong(text(bold)), Text(" ".join(["", *after])))
                made = tuple(part for part in parts if not isinstance(part, Text) or part.text)
                return (*inlines[:place], *(made if bold else (chosen,)), *inlines[place + 1 :])
        return (*inlines[:place], Text(" ".join(words)), *inlines[place + 1 :])

    def edited(self, block: Block) -> Block:
        """A block with one edit inside, and with the id of its new text where it has one."""
        match block:
            case Paragraph():
                return replace(block, content=self.inlines(block.content), id=self.maker.id("p"))
            case Heading():
                return replace(block, content=self.inlines(block.content))
            case List():
                return replace(block, items=self.items(block.items))
            case Callout() | Quotation():
                return replace(block, content=(self.edited(block.content[0]), *block.content[1:]))
            case Table():
                return self.table(block)
            case Figure():
                return replace(block, caption=self.inlines(block.caption))
            case KeyFigures():
                first = block.tiles[0]
                value = replace(first.value, text=self.maker.number())
                tile = replace(first, value=value, caption=self.inlines(first.caption), reference="[9]")
                return replace(block, tiles=(tile, *block.tiles[1:]))
            case Contents() | PageBreak():
                return block
            case _:
                assert_never(block)

    def items(self, items: tuple[ListItem, ...]) -> tuple[ListItem, ...]:
        at = self.random.randrange(len(items))
        match self.random.randrange(4):
            case 0:
                return (*items[:at], self.maker.item(), *items[at:])
            case 1 if len(items) > 1:
                return (*items[:at], *items[at + 1 :])
            case 2:
                moved = [*items[:at], *items[at + 1 :]]
                moved.insert(self.random.randrange(len(items)), items[at])
                return tuple(moved)
            case _:
                item = items[at]
                return (
                    *items[:at],
                    replace(item, content=(self.edited(item.content[0]), *item.content[1:])),
                    *items[at + 1 :],
                )

    def table(self, table: Table) -> Table:
        row, column = self.random.randrange(len(table.rows)), self.random.randrange(len(table.columns))
        match self.random.randrange(6):
            case 0:
                new = tuple(self.maker.cell() for _ in table.columns)
                return replace(table, rows=(*table.rows[:row], new, *table.rows[row:]))
            case 1 if len(table.rows) > 1:
                return replace(table, rows=(*table.rows[:row], *table.rows[row + 1 :]))
            case 2:
                return self._columns(
                    table, lambda cells: (*cells[:column], self.maker.cell(), *cells[column:]), column, 1
                )
            case 3 if len(table.columns) > 2:
                return self._columns(table, lambda cells: (*cells[:column], *cells[column + 1 :]), column, -1)
            case 4 if table.above:
                first, over = table.above[0]
                over = replace(over, content=self.inlines(over.content))
                return replace(table, above=((first, over),))
            case 4:
                return replace(table, caption=self.inlines(table.caption), source=self.inlines(table.source))
            case _:
                cells = list(table.rows[row])
                cells[column] = replace(cells[column], content=text(self.maker.words(1, 3)))
                return replace(table, rows=(*table.rows[:row], tuple(cells), *table.rows[row + 1 :]))

    def _columns(
        self, table: Table, change: Callable[[tuple[Cell, ...]], tuple[Cell, ...]], column: int, count: int
    ) -> Table:
        columns = (*table.columns[:column], *table.columns[column + (count < 0) :])
        if count > 0:
            columns = (*table.columns[:column], Column(), *table.columns[column:])
        rows = tuple(map(change, table.rows))
        return replace(table, columns=columns, header=change(table.header), rows=rows, above=())

    def parted(self, blocks: list[Block], at: int) -> bool:
        block = blocks[at]
        if not isinstance(block, Paragraph) or len(block.content) < 2:
            return False
        cut = self.random.randrange(1, len(block.content))
        first, rest = block.content[:cut], block.content[cut:]
        blocks[at : at + 1] = [Paragraph(part, id=self.maker.id("p")) for part in (first, rest)]
        return True

    def joined(self, blocks: list[Block], at: int) -> bool:
        first, rest = blocks[at], blocks[at + 1] if at + 1 < len(blocks) else None
        if not isinstance(first, Paragraph) or not isinstance(rest, Paragraph):
            return False
        blocks[at : at + 2] = [Paragraph((*first.content, Text(" "), *rest.content), id=self.maker.id("p"))]
        return True

    def once(self, blocks: list[Block]) -> str:
        """Edit the blocks in one way, and say in which."""
        at = self.random.randrange(len(blocks))
        way = self.random.choice(("edit", "edit", "edit", "add", "drop", "move", "part", "join", "note"))
        block = blocks[at]
        match way:
            case "add":
                blocks.insert(at + 1, self.maker.block() if self.random.random() < 0.8 else self.maker.heading(1))
            case "drop" if not isinstance(block, Contents) and len(blocks) > 3:
                del blocks[at]
            case "move" if not isinstance(block, Contents):
                blocks.insert(self.random.randrange(len(blocks)), blocks.pop(at))
            case "part" if self.parted(blocks, at):
                pass
            case "join" if self.joined(blocks, at):
                pass
            case "note" if isinstance(block, Paragraph):
                blocks[at] = replace(block, content=(*block.content, NoteReference(self.maker.note())))
            case _:
                blocks[at] = self.edited(block)
                return f"edit {type(block).__name__}"
        return f"{way} {type(block).__name__}"


def pair(seed: int) -> Pair:
    """The pair of a seed."""
    random = Random(seed)  # noqa: S311
    maker = Maker(random)
    blocks = list(maker.blocks())
    old = numbered(replace(DOCUMENT, blocks=tuple(blocks)), dict(maker.notes))
    editor = Editor(maker)
    edits = tuple(editor.once(blocks) for _ in range(random.randint(1, MOST_EDITS)))
    notes = {name: _note(note, editor) for name, note in maker.notes.items()}
    new = numbered(replace(DOCUMENT, front=_front(editor), blocks=tuple(blocks)), notes)
    return Pair(old, new, edits)


def _note(note: Note, editor: Editor) -> Note:
    if editor.random.random() < 0.8:
        return note
    return replace(note, content=tuple(map(editor.edited, note.content)))


def _front(editor: Editor) -> Front:
    front = DOCUMENT.front
    if editor.random.random() < 0.7:
        return front
    first, _, *others = front.details
    return replace(
        front,
        title=editor.inlines(front.title),
        details=(replace(first, text=editor.inlines(first.text)), Detail("Version", text("2")), *others),
    )
