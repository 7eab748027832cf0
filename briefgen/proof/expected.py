"""What a reader must find: the document as a sequence of pieces, each with the block that it belongs to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field, replace
from enum import Enum
from functools import cached_property
from itertools import accumulate, count
from typing import assert_never

from briefgen.frozen import frozen
from briefgen.model.blocks import (
    GONE,
    Block,
    Callout,
    CalloutKind,
    Cell,
    Change,
    ChangeKind,
    Contents,
    ContentsEntry,
    Figure,
    FormLine,
    FormLineKind,
    GroupCell,
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
from briefgen.model.document import Document, Front, Media, Note
from briefgen.model.drawing import Picture, Words
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
from briefgen.model.labels import Labels, labels_for
from briefgen.model.remark import Remark
from briefgen.model.traverse import has_numbers
from briefgen.proof.reading import (
    COMMENT_ENDS,
    COMMENT_SIGN,
    COMMENT_STARTS,
    LINE_BREAK,
    PAGE_BREAK,
    TABLE,
    UNDERLINE,
    alternative_sign,
    picture_sign,
    squeezed,
)
from briefgen.spans import Span
from briefgen.theme import Role

HEADINGS = {1: Role.HEADING_1, 2: Role.HEADING_2, 3: Role.HEADING_3, 4: Role.HEADING_4}
FORM_LINES = {FormLineKind.USE: Role.CALLOUT_LABEL, FormLineKind.ANSWERS: Role.LIST}
BULLETS = ("•", "–")
HEADING_PIECE = "heading"
BOTTOM_LINE_PIECE = "label of the bottom line"
KEY_FIGURES_PIECE = "first key figure"
CONTENTS_PIECE = "title of the contents"
OUTLINED = (HEADING_PIECE, BOTTOM_LINE_PIECE, KEY_FIGURES_PIECE, CONTENTS_PIECE)
"""The pieces that an outline leads to."""


Leading = Value | NoteReference | Link | CrossReference | ContentsEntry | Note
"""What may be a link."""


@frozen(slots=True)
class Expected:
    """A text that must be found, without white space; `what` it is in words, and its block's id and place.

    `cell` are the numbers of a table and of a row in it, where the text stands in one; row 0 is the header, and `again`
    stands above its first cell where the table goes on over a page's end. `breaks` are the offsets at which lines end.
    """

    text: str
    what: str
    block: str = ""
    place: Span | None = None
    cell: tuple[int, int] | None = None
    again: str = ""
    breaks: tuple[int, ...] = ()


class LogoPlace(Enum):
    """Where a logo is found: nowhere, in the heads of all pages, or before the title."""

    NOWHERE = "nowhere"
    HEADS = "heads"
    TEXT = "text"


@frozen
class FormatProfile:
    """What a format prints in its own way.

    `capitals` are the roles whose letters it prints as capitals, and `marks` the characters of a note's number in the
    text; its reader knows a picture by the key of `picture`, finds the logo where `logo` says, and gives other
    characters than ASCII as `read` does. Where `charts_are_drawn`, their words are found as text. `note_number` is how
    a number stands before its note. `comment` gives the key of a remark's comment; none in a format that has no
    comments. `end` is the sign of a paragraph's end where a redline marks that alone. One that has no pages has no
    breaks and no numbers of them.

    Where a format `tells_changes`, a word stands before what a redline has changed as a whole. `leads` gives the sign
    of where a link starts, none of what is no link, in a format whose links are read where they stand; those of the
    cells that are `entries` lead nowhere. `data_tables` stand behind the charts whose pictures they are named for.
    `control` gives the sign of where the control of a fact starts that prints a text, in a format that has such.

    `note_call` is how the number of a note stands in the text. Where a format `shows_targets`, an address stands behind
    the words of a link that do not say it; one that `counts_paragraphs` has a number before each of the
    running text even of a brief that has none, and one that `repeats_heads` has over each column those that span it as
    well. One that `parts_groups` has a table below the heading of each group of rows. One that `draws_lines` has the
    sign of one below the title and the headings of sections, and another where a table starts.
    """

    picture: Callable[[Picture], str]
    logo: LogoPlace = LogoPlace.NOWHERE
    capitals: frozenset[Role] = frozenset()
    marks: Mapping[int, int] = field(default_factory=dict)
    read: Callable[[str], str] = str
    charts_are_drawn: bool = False
    note_number: str = "{}."
    note_call: str = "{}"
    shows_targets: bool = False
    counts_paragraphs: bool = False
    repeats_heads: bool = False
    parts_groups: bool = False
    draws_lines: bool = False
    comment: Callable[[Remark], str] | None = None
    end: str = ""
    has_pages: bool = True
    tells_changes: bool = False
    leads: Callable[[Leading], str] | None = None
    control: Callable[[str, str], str] | None = None
    entries: frozenset[str] = frozenset()
    data_tables: Mapping[str, Table] = field(default_factory=dict)

    def cased(self, text: str, role: Role) -> str:
        """A text as the format prints it in a role."""
        return text.upper() if role in self.capitals else text

    def found(self, text: str, role: Role | None = None) -> str:
        """A text as it is found where it is printed, in a role: without white space."""
        characters = squeezed(self.cased(text, role) if role else text)
        return characters if characters.isascii() else self.read(characters)

    def printed(self, inlines: Inlines) -> str:
        """The characters of inlines, with the marks of notes and with what a redline takes out."""
        return "".join([self._inline(inline) for inline in inlines])

    def _inline(self, inline: Inline) -> str:
        match inline:
            case Text():
                return inline.text
            case Value() | NoteReference() | Link() | CrossReference():
                return self._leading(inline)
            case Strong() | Emphasis() | Foreign():
                return self.printed(inline.content)
            case Inserted() | Reformatted():
                return self.marked.printed(inline.content)
            case Deleted():
                return self.outward.printed(inline.content)
            case LineBreak():
                return LINE_BREAK
            case Remarked():
                return self._remarked(inline)
            case _:
                assert_never(inline)

    def _leading(self, inline: Value | NoteReference | Link | CrossReference) -> str:
        """What may be a link, behind its sign if it is one; no link stands in another one."""
        sign = self.leads(inline) if self.leads else ""
        form = self.leading_nowhere if sign else self
        match inline:
            case Value():
                control = self.control(inline.fact, inline.text) if self.control and inline.text else ""
                return f"{sign}{control}{inline.text}"
            case NoteReference():
                return f"{sign}{self.note_call.format(str(inline.number).translate(self.marks))}"
            case Link():
                text = form.printed(inline.content)
                said = (text, f"mailto:{text}", f"https://{text}")
                shown = self.shows_targets and inline.target not in said and not inline.target.startswith("tel:")
                return f"{sign}{text}<{inline.target}>" if shown else f"{sign}{text}"
            case CrossReference():
                return f"{sign}{form.printed(inline.content) if inline.content else inline.text}"
            case _:
                assert_never(inline)

    def sign(self, what: ContentsEntry | Note) -> str:
        """The sign of where an entry of the contents, or the number of a note, leads."""
        return self.leads(what) if self.leads else ""

    @cached_property
    def leading_nowhere(self) -> FormatProfile:
        """The form of what leads nowhere."""
        return replace(self, leads=None) if self.leads else self

    @cached_property
    def marked(self) -> FormatProfile:
        """The form of what a redline marks, in which figures stand in no controls."""
        return replace(self, control=None) if self.control else self

    def beside(self, change: Change | None) -> FormatProfile:
        """The form of what has a change and leads where it led."""
        return self.marked if change else self

    @cached_property
    def outward(self) -> FormatProfile:
        """The form of what a redline takes out, of which only links out of the document are left, and no data."""
        leads = self.leads
        if leads is None:
            return self.marked
        return replace(self.marked, leads=lambda what: leads(what) if isinstance(what, Link) else "", data_tables={})

    def _remarked(self, inline: Remarked) -> str:
        """What remarks are about, between the signs of its comments where the format has any."""
        content = self.printed(inline.content)
        if self.comment is None:
            return content
        keys = [self.comment(remark) for remark in inline.remarks]
        starts = "".join(f"{COMMENT_STARTS}{key}" for key in keys)
        return f"{starts}{content}{''.join(f'{COMMENT_ENDS}{key}{COMMENT_SIGN}{key}' for key in keys)}"


@frozen
class Scribe:
    """Says what must be found of each block, given what stands around it: the roles of running text and of items."""

    form: FormatProfile
    media: Media
    labels: Labels
    tables: Iterator[int] = field(default_factory=count)
    paragraphs: Iterator[int] = field(default_factory=lambda: count(1))
    body: Role = Role.BODY
    items: Role = Role.LIST
    depth: int = 0
    place: Span | None = None
    counts: bool = False
    counted: bool = True

    def inside(self, role: Role) -> Scribe:
        """The scribe of blocks whose running text has another role."""
        return replace(self, body=role, items=role, depth=0, counted=self.counted and role is Role.CALLOUT)

    def piece(
        self, text: str, role: Role, what: str, block: Identified, cell: tuple[int, int] | None = None
    ) -> Expected:
        """A text in a role that belongs to a block."""
        lines = [self.form.found(line, role) for line in text.split(LINE_BREAK)]
        breaks = tuple(accumulate(map(len, lines[:-1])))
        return Expected("".join(lines), what, block.id, block.place or self.place, cell, breaks=breaks)

    def blocks(self, blocks: Iterable[Block]) -> Iterator[Expected]:
        """The pieces of blocks, in reading order."""
        for block in blocks:
            # What is in other blocks may have no place of its own.
            scribe = self if isinstance(block, Heading | Paragraph) else replace(self, place=block.place or self.place)
            yield from scribe.changed(block, block.change)

    def changed(self, block: Block, change: Change | None) -> Iterator[Expected]:
        """The pieces of a block, behind the word for its change where the format has such words."""
        inner = self
        if change:
            yield from self.change(change, block)
            inner = self.within(change)
        yield from inner.block(block)

    def change(self, change: Change, what: Identified) -> Iterator[Expected]:
        """The word for the change of a whole block, item or key figure."""
        if self.form.tells_changes:
            words = {
                ChangeKind.INSERTED: self.labels.redline_added,
                ChangeKind.DELETED: self.labels.redline_gone,
                ChangeKind.MOVED_FROM: self.labels.redline_moved_from,
                ChangeKind.MOVED_TO: self.labels.redline_moved_to,
            }
            yield self.piece(words[change.kind], Role.MARKING, "word for a change", what)

    def within(self, change: Change | None) -> Scribe:
        """The scribe of what has a change: what goes leads nowhere inside the document."""
        if change is None:
            return self
        return replace(self, form=self.form.outward if change.kind in GONE else self.form.marked)

    def block(self, block: Block) -> Iterator[Expected]:
        """The pieces of one block."""
        match block:
            case Heading():
                yield from self._heading(block)
            case Paragraph():
                yield from self._paragraph(block)
            case List():
                yield from self._list(block)
            case Callout():
                is_first = block.kind is CalloutKind.BOTTOM_LINE
                what = BOTTOM_LINE_PIECE if is_first else f"label of the callout “{block.label}”"
                yield self.piece(block.label, Role.CALLOUT_LABEL, what, block)
                yield from self.inside(Role.CALLOUT).blocks(block.content)
            case Quotation():
                yield from self._quotation(block)
            case Table() | Figure() | KeyFigures() | Contents():
                yield from self._displayed(block)
            case PageBreak():
                if self.form.has_pages:
                    yield Expected(PAGE_BREAK, "page break", block.id, self.place)
            case _:
                assert_never(block)

    def _paragraph(self, block: Paragraph) -> Iterator[Expected]:
        if isinstance(block, FormLine):
            yield self.piece(self.form.printed(block.content), FORM_LINES[block.kind], "line of the form", block)
            return
        if block.shown_number or (self.counts and self.counted):
            yield self.piece(f"{next(self.paragraphs)}.", self.body, "number of the paragraph", block)
        end = self.form.end if block.end else ""
        yield self.piece(f"{self.form.printed(block.content)}{end}", self.body, "paragraph", block)

    def _displayed(self, block: Table | Figure | KeyFigures | Contents) -> Iterator[Expected]:
        match block:
            case Table():
                return self._table(block)
            case Figure():
                return self._figure(block)
            case KeyFigures():
                return self._tiles(block)
            case Contents():
                return self._contents(block)
            case _:
                assert_never(block)

    def _heading(self, block: Heading) -> Iterator[Expected]:
        role = HEADINGS.get(block.level, Role.HEADING_4)
        if block.number:
            yield self.piece(block.number, role, "number of the heading", block)
        yield self.piece(self.form.printed(block.content), role, HEADING_PIECE, block)
        if block.marking:
            yield self.piece(f"({block.marking})", Role.MARKING, "marking of the heading", block)
        if self.form.draws_lines and block.level == 1:
            yield Expected(UNDERLINE, "line below the heading", block.id, block.place or self.place)

    def _list(self, block: List) -> Iterator[Expected]:
        inner = replace(self, body=self.items, depth=self.depth + 1, counted=False)
        for number, item in enumerate(block.items, block.start):
            mark = self.labels.item_mark(number, self.depth, lettered=block.lettered)
            marker = mark if block.numbered else BULLETS[min(self.depth, len(BULLETS) - 1)]
            yield self.piece(marker, self.items, "number of the list item" if block.numbered else "list sign", item)
            if item.change:
                yield from self.change(item.change, item)
            yield from replace(inner.within(item.change), place=item.place or self.place).blocks(item.content)

    def _quotation(self, block: Quotation) -> Iterator[Expected]:
        yield from self.inside(Role.QUOTATION).blocks(block.content)
        if block.attribution:
            yield self.piece(
                f"{self.labels.separators.quoted}{self.form.printed(block.attribution)}",
                Role.CAPTION,
                "who is quoted",
                block,
            )

    def _table(self, block: Table) -> Iterator[Expected]:
        name = block.label or "the table"
        yield from self._captioned(block, ("caption", block.caption))
        for heading, group in block.groups if self.form.parts_groups else ((None, block),):
            if heading:
                yield self.piece(self.form.printed(heading.content), Role.TABLE_HEADER, f"heading in {name}", heading)
            yield from self._grid(group, name)
        if block.source:
            yield self.piece(self.form.printed(block.source), Role.CAPTION, f"source of {name}", block)

    def _grid(self, block: Table, name: str) -> Iterator[Expected]:
        table = next(self.tables)
        if self.form.draws_lines:
            yield Expected(TABLE, name, block.id, block.place or self.place)
        again = self.piece(block.again, Role.CAPTION, name, block).text
        block = with_full_heads(block) if self.form.repeats_heads else block
        for number, row in enumerate(block.all_rows, -len(block.above)):
            for column, cell in enumerate(row, 1):
                where = f"row {number}" if number > 0 else "the header"
                piece = self._cell(cell, f"text of cell {column} of {where} of {name}", block, (table, max(number, 0)))
                yield piece if number > 0 else replace(piece, again=again)

    def _cell(self, cell: Cell, what: str, table: Table, cell_at: tuple[int, int]) -> Expected:
        role = Role.TABLE if cell_at[1] and not isinstance(cell, GroupCell) else Role.TABLE_HEADER
        owner = cell if cell.id else replace(table, place=cell.place or table.place)
        form = self.within(cell.change).form
        form = form.leading_nowhere if cell.id in form.entries else form
        return self.piece(form.printed(cell.content), role, what, owner, cell_at)

    def _captioned(self, block: Table | Figure, *parts: tuple[str, Inlines]) -> Iterator[Expected]:
        name = block.label or ("the table" if isinstance(block, Table) else "the figure")
        if block.label:
            yield self.piece(f"{block.label}.", Role.CAPTION, f"label of {name}", block)
        for what, inlines in parts:
            if inlines:
                yield self.piece(self.form.printed(inlines), Role.CAPTION, f"{what} of {name}", block)

    def _figure(self, block: Figure) -> Iterator[Expected]:
        name = block.label or "the figure"
        if block.title:
            yield self.piece(self.form.printed(block.title), Role.FIGURE_TITLE, f"title of {name}", block)
        place = block.place or self.place
        picture = self.media[block.picture]
        key = self.form.picture(picture)
        yield Expected(picture_sign(key), f"picture of {name}", block.id, place)
        alternative = self.form.read(block.alt) if self.form.draws_lines else block.alt  # a text of lines prints it
        yield Expected(alternative_sign(alternative), f"alternative text of {name}", block.id, place)
        if picture.drawing and self.form.charts_are_drawn:
            words = (self.form.found(mark.text) for mark in picture.drawing.marks if isinstance(mark, Words))
            yield from (Expected(text, f"words in {name}", block.id, place) for text in words)
        yield from self._captioned(block, ("caption", block.caption), ("source", block.source))
        if data := self.form.data_tables.get(block.picture):
            name = self.labels.data_of.format(figure=block.label or self.labels.figure)
            yield self.piece(name, Role.CAPTION, f"name of the data of {name}", block)
            yield from self._table(replace(data, place=place))

    def _tiles(self, block: KeyFigures) -> Iterator[Expected]:
        pieces = [piece for tile in block.tiles for piece in self._tile(tile)]
        yield from (replace(piece, what=KEY_FIGURES_PIECE) for piece in pieces[:1])
        yield from pieces[1:]

    def _tile(self, tile: Tile) -> Iterator[Expected]:
        if tile.change:
            yield from self.change(tile.change, tile)
        form = self.within(tile.change).form
        yield self.piece(form.printed(tile.printed), Role.TILE_VALUE, "key figure", tile)
        yield self.piece(form.printed(tile.caption), Role.TILE_CAPTION, "caption of a key figure", tile)
        if tile.reference:
            yield self.piece(tile.reference, Role.TILE_CAPTION, "source of a key figure", tile)

    def _contents(self, block: Contents) -> Iterator[Expected]:
        yield self.piece(block.title, Role.CONTENTS_TITLE, CONTENTS_PIECE, block)
        for entry in block.entries:
            line = f"{entry.number} {entry.text}".strip()
            yield self.piece(f"{self.form.sign(entry)}{line}", Role.CONTENTS, "entry of the contents", block)
            if entry.page and self.form.has_pages:
                yield self.piece(str(entry.page), Role.CONTENTS, f"page of “{line}” in the contents", block)

    def note(self, note: Note) -> Iterator[Expected]:
        """The pieces of a note: its number and its text."""
        number = f"{self.form.sign(note)}{self.form.note_number.format(note.number)}"
        yield self.piece(number, Role.NOTE, "number of a note", note)
        inner = replace(self.inside(Role.NOTE), place=note.place, form=self.form.beside(note.change))
        yield from inner.blocks(note.content)


def with_full_heads(table: Table) -> Table:
    """The table with one row of headings, each with those that span its column before it."""
    heads = zip(table.header, table.full_heads, strict=True)
    return replace(table, header=tuple(replace(cell, content=full) for cell, full in heads), above=())


FRONT = Heading(1, (), id="front")
"""The block to which belongs what the document says of itself."""


def of_front(text: str, what: str) -> Expected:
    """A piece that belongs to what the document says of itself, on its pages or in the file's properties."""
    return Expected(text, what, FRONT.id)


def pieces_of(document: Document, media: Media, form: FormatProfile) -> list[Expected]:
    """All that a reader must find between the heads and feet of the pages, in order, the notes behind the text."""
    return [*body_of(document, media, form), *notes_of(document, media, form)]


def body_of(document: Document, media: Media, form: FormatProfile) -> list[Expected]:
    """All that a reader must find between the heads and feet of the pages, in order, without notes."""
    scribe = _scribe(document, media, form)
    return [*_front(document.front, scribe), *_with_breaks(scribe.blocks(document.blocks))]


def notes_of(document: Document, media: Media, form: FormatProfile) -> list[Expected]:
    """All that a reader must find in notes, in order."""
    scribe = _scribe(document, media, form)
    return [piece for note in document.notes for piece in scribe.note(note)]


def _scribe(document: Document, media: Media, form: FormatProfile) -> Scribe:
    counts = form.counts_paragraphs and not has_numbers(document.blocks)
    return Scribe(form, media, labels_for(document.properties.language), counts=counts)


def _with_breaks(pieces: Iterable[Expected]) -> Iterator[Expected]:
    """The pieces, with a page break only where something follows it, and one where several follow each other."""
    pending: Expected | None = None
    for piece in pieces:
        if piece.text == PAGE_BREAK:
            pending = pending or piece
            continue
        if pending and piece.text:
            yield pending
            pending = None
        yield piece


def logo_signs(front: Front, form: FormatProfile) -> Iterator[tuple[str, str]]:
    """The signs of the logo, and what each is."""
    if front.logo:
        yield picture_sign(form.picture(front.logo.picture)), "the logo"
        yield alternative_sign(front.logo.alt), "alternative text of the logo"


def _front(front: Front, scribe: Scribe) -> Iterator[Expected]:
    if scribe.form.logo is LogoPlace.TEXT:
        yield from (of_front(sign, what) for sign, what in logo_signs(front, scribe.form))
    yield scribe.piece(scribe.form.printed(front.title), Role.TITLE, "title", FRONT)
    if scribe.form.draws_lines:
        yield of_front(UNDERLINE, "line below the title")
    if front.subtitle:
        yield scribe.piece(scribe.form.printed(front.subtitle), Role.SUBTITLE, "subtitle", FRONT)
    for detail in front.details:
        yield scribe.piece(detail.label, Role.DETAIL, "label of a detail below the title", FRONT)
        yield scribe.piece(
            scribe.form.beside(detail.change).printed(detail.text),
            Role.DETAIL,
            f"detail “{detail.label}” below the title",
            FRONT,
        )


@frozen
class ExpectedHead:
    """What stands in one place at the top or bottom of a page."""

    text: str
    what: str


def top_of_page(front: Front, form: FormatProfile, *, first: bool) -> list[ExpectedHead]:
    """The head of the first page, or of each other one."""
    role = Role.MASTHEAD if first else Role.RUNNING
    left, right = (front.desk, front.issue) if first else (front.running_title, front.running_issue)
    logo = [ExpectedHead(sign, what) for sign, what in logo_signs(front, form) if form.logo is LogoPlace.HEADS]
    return [*logo, *_heads(form, role, (left, "head on the left"), (right, "head on the right"))]


def foot_of_page(front: Front, form: FormatProfile, page_of: str) -> list[ExpectedHead]:
    """The desk, and the page of all pages."""
    return _heads(form, Role.RUNNING, (front.desk, "desk in the foot"), (page_of, "number"))


def _heads(form: FormatProfile, role: Role, *texts: tuple[str, str]) -> list[ExpectedHead]:
    return [ExpectedHead(form.found(text, role), what) for text, what in texts if text]


def draft_of_page(front: Front, form: FormatProfile) -> list[ExpectedHead]:
    """The word across a page whose brief is not cleared."""
    return [ExpectedHead(form.found(front.draft, Role.TITLE), "word across")] if front.draft else []


def marking_of_page(front: Front, form: FormatProfile, where: str) -> list[ExpectedHead]:
    """The marking at the top or bottom of a page, where there is one."""
    text = form.found(front.marking, Role.MARKING)
    return [ExpectedHead(text, f"marking at the {where}")] if text else []
