"""The blocks of a document as lines of plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import count
from typing import assert_never

from briefgen import codes
from briefgen.errors import ContentError
from briefgen.formats.text.lines import BREAK, GAP, INSET, WIDTH, columns, from_right, grid, records, wrapped
from briefgen.formats.written import Job, Written
from briefgen.frozen import frozen
from briefgen.model.ascii import in_ascii
from briefgen.model.blocks import (
    Block,
    Callout,
    Cell,
    Contents,
    Figure,
    Heading,
    KeyFigures,
    List,
    PageBreak,
    Paragraph,
    Quotation,
    Table,
    Tile,
)
from briefgen.model.direction import LATIN, RIGHT_TO_LEFT, direction_of, script_of
from briefgen.model.document import Document, Note
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
from briefgen.model.labels import NO_BREAK_SPACE, Labels, labels_for
from briefgen.model.traverse import has_numbers, number_paragraphs

BULLETS = ("•", "–")
LIST_INSET = "   "
MOST_NAMED = 8


@frozen
class TextForm:
    """How a text is written: in ASCII alone, and with numbers before its paragraphs."""

    is_ascii: bool = False
    numbered: bool = True


def write(job: Job) -> Written:
    """The brief as a text in UTF-8, or in ASCII where the job asks for that.

    Its bytes raise ContentError for a character that ASCII lacks.
    """

    def finish() -> bytes:
        language = job.document.properties.language
        if job.is_ascii and script_of(language) != LATIN:
            message = f"a brief in {language} is not written in Latin letters, and ASCII has no others"
            raise ContentError([codes.NOT_IN_ASCII.at(job.home, message, "leave out --ascii")])
        text = write_text(job.document, TextForm(job.is_ascii))
        if job.is_ascii and (missing := "".join(dict.fromkeys(sign for sign in text if not sign.isascii()))):
            message = f"ASCII has nothing for {', '.join(missing[:MOST_NAMED])}"
            raise ContentError([codes.NOT_IN_ASCII.at(job.home, message, "leave out --ascii, or write Latin letters")])
        return text.encode()

    return Written(finish)


def write_text(document: Document, form: TextForm) -> str:
    """A document as plain text."""
    language = document.properties.language
    turned = direction_of(language) == RIGHT_TO_LEFT
    if form.numbered and not has_numbers(document.blocks):
        document = replace(document, blocks=(*number_paragraphs(document.blocks, count(1), in_callouts=True),))
    lines = _Writer(form, labels_for(language), turned=turned).document(document)
    whole = map(from_right, _single(lines)) if turned else _single(lines)
    text = "".join(f"{line.rstrip()}\n" for line in whole)
    return in_ascii(text) if form.is_ascii else text


def _single(lines: Iterable[str]) -> Iterator[str]:
    """The lines with one blank line where several follow each other, and none at the ends."""
    waiting, begun = False, False
    for line in lines:
        if not line:
            waiting = begun
            continue
        if waiting:
            yield ""
        waiting, begun = False, True
        yield line


@frozen
class _Writer:
    """Writes blocks; `width` is what is left of the line, and `depth` that of lists."""

    form: TextForm
    labels: Labels
    width: int = WIDTH
    depth: int = 0
    turned: bool = False

    def document(self, document: Document) -> Iterator[str]:
        front = document.front
        around = [text for text in (front.marking, front.draft) if text]
        for text in around:
            yield from self.lines(text)
        yield from ("", *self.lines(front.desk), *(self.lines(front.issue) if front.issue else ()), "")
        yield from self.underlined(self.inlines(front.title))
        if front.subtitle:
            yield from self.lines(self.inlines(front.subtitle))
        yield ""
        reach = max((columns(detail.label) for detail in front.details), default=0)
        for detail in front.details:
            space = " " * (reach - columns(detail.label))
            yield from self.lines(self.inlines(detail.text), f"{detail.label}{space}{GAP}")
        yield from ("", *self.blocks(document.blocks))
        if document.notes:
            yield from ("", *self.underlined(self.labels.footnotes))
            for note in document.notes:
                yield from ("", *self.note(note))
        yield ""
        for text in reversed(around):
            yield from self.lines(text)

    def blocks(self, blocks: Iterable[Block]) -> Iterator[str]:
        for block in blocks:
            yield from ("", *self.block(block), "")

    def block(self, block: Block) -> Iterator[str]:
        match block:
            case Heading():
                yield from self.heading(block)
            case Paragraph():
                yield from self.lines(self.inlines(block.content), f"{block.number}. " if block.number else "")
            case List():
                yield from self.items(block)
            case Callout():
                yield from self.lines(block.label)
                yield from replace(self, depth=0).blocks(block.content)
            case Quotation():
                inner = self.narrower(len(INSET)).blocks(block.content)
                yield from (f"{INSET}{line}".rstrip() for line in inner)
                if block.attribution:
                    yield from self.lines(f"{self.labels.separators.quoted}{self.inlines(block.attribution)}", INSET)
            case Table() | Figure() | KeyFigures() | Contents():
                yield from self.displayed(block)
            case PageBreak():
                yield ""
            case _:
                assert_never(block)

    def displayed(self, block: Table | Figure | KeyFigures | Contents) -> Iterator[str]:
        match block:
            case Table():
                yield from self.table(block)
            case Figure():
                yield from self.figure(block)
            case KeyFigures():
                for tile in block.tiles:
                    yield from self.tile(tile)
            case Contents():
                yield from self.lines(block.title)
                for entry in block.entries:
                    yield from self.lines(f"{entry.number} {entry.text}".strip(), "  " * entry.level)
            case _:
                assert_never(block)

    def heading(self, heading: Heading) -> Iterator[str]:
        marking = f"({heading.marking})" if heading.marking else ""
        text = " ".join(filter(None, (heading.number, self.inlines(heading.content), marking)))
        yield from self.underlined(text) if heading.level == 1 else self.lines(text)

    def items(self, block: List) -> Iterator[str]:
        for number, item in enumerate(block.items, block.start):
            mark = self.labels.item_mark(number, self.depth, lettered=block.lettered)
            sign = mark if block.numbered else BULLETS[min(self.depth, len(BULLETS) - 1)]
            yield from self.behind(f"{LIST_INSET}{sign} ", item.content, self.depth + 1)
            if item.content and not isinstance(item.content[-1], Paragraph):
                yield ""

    def table(self, table: Table) -> Iterator[str]:
        yield from self.captioned(table, table.caption)
        yield ""
        header = [self.inlines(head) for head in table.full_heads]
        aligns = [None if self.turned else column.align for column in table.columns]
        behind = [max(columns(cell.behind or "") for cell in column) for column in zip(*table.rows, strict=True)]
        for heading, group in table.groups:
            if heading:
                yield from (*self.lines(self.inlines(heading.content)), "")
            rows = [[self.cell(cell, taken) for cell, taken in zip(row, behind, strict=True)] for row in group.rows]
            lines = records(header, rows, self.width) if table.parallel else grid(header, rows, aligns, self.width)
            yield from (*lines, *([""] if heading else []))
        yield from ("", *(self.lines(self.inlines(table.source)) if table.source else ()))

    def cell(self, cell: Cell, behind: int) -> str:
        """A cell's text, with spaces for what others of its column have behind the whole parts of their figures."""
        lacking = 0 if cell.behind is None else behind - columns(cell.behind)
        return self.inlines(cell.content) + NO_BREAK_SPACE * lacking

    def figure(self, figure: Figure) -> Iterator[str]:
        if figure.title:
            yield from self.lines(self.inlines(figure.title))
        yield from ("", *self.lines(f"[{self.labels.lead(self.labels.figure)}{figure.alt}]"), "")
        yield from self.captioned(figure, figure.caption)
        if figure.source:
            yield from self.lines(self.inlines(figure.source))

    def captioned(self, block: Table | Figure, caption: Inlines) -> Iterator[str]:
        text = " ".join(filter(None, (f"{block.label}." if block.label else "", self.inlines(caption))))
        if text:
            yield from self.lines(text)

    def tile(self, tile: Tile) -> Iterator[str]:
        parts = (self.inlines(tile.printed), self.inlines(tile.caption), tile.reference)
        yield from self.lines(" ".join(filter(None, parts)))

    def note(self, note: Note) -> Iterator[str]:
        yield from self.behind(f"{note.number}. ", note.content)

    def lines(self, text: str, first: str = "") -> list[str]:
        return wrapped(in_ascii(text) if self.form.is_ascii else text, first, self.width)

    def underlined(self, text: str) -> Iterator[str]:
        lines = self.lines(text)
        yield from (*lines, "=" * max(map(columns, lines)))

    def narrower(self, by: int, depth: int = 0) -> _Writer:
        """The writer of blocks that stand further in."""
        return replace(self, width=self.width - by, depth=depth)

    def behind(self, first: str, blocks: Sequence[Block], depth: int = 0) -> Iterator[str]:
        """Blocks behind a sign or number, all of their lines as far in; what is no text stands below the sign."""
        lines = list(_single(self.narrower(len(first), depth).blocks(blocks)))
        if not lines or not isinstance(blocks[0], Paragraph):
            lines[:0] = ["", ""] if blocks and isinstance(blocks[0], Table) else [""]
        yield f"{first}{lines[0]}".rstrip()
        yield from (f"{' ' * len(first)}{line}".rstrip() for line in lines[1:])

    def inlines(self, inlines: Inlines) -> str:
        """Inlines as one text, in which BREAK stands where a line must end."""
        text = "".join(map(self.inline, inlines))
        return in_ascii(text) if self.form.is_ascii else text

    def inline(self, inline: Inline) -> str:
        match inline:
            case Text() | Value():
                return inline.text
            case CrossReference():
                return self.inlines(inline.content) if inline.content else inline.text
            case Strong() | Emphasis() | Foreign() | Inserted() | Deleted() | Reformatted() | Remarked():
                return self.inlines(inline.content)
            case Link():
                text = self.inlines(inline.content)
                says_it = inline.target.startswith("tel:") or inline.target in (
                    text,
                    f"mailto:{text}",
                    f"https://{text}",
                )
                return text if says_it else f"{text} <{inline.target}>"
            case NoteReference():
                return f" {self.labels.footnote_call.format(number=inline.number)}"
            case LineBreak():
                return BREAK
            case _:
                assert_never(inline)
