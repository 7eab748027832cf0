"""Briefs of any length as offices write them, made from a number: the same one from the same number."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from briefgen.model.blocks import (
    Block,
    Callout,
    CalloutKind,
    Cell,
    Column,
    Contents,
    ContentsEntry,
    Figure,
    Heading,
    List,
    ListItem,
    Paragraph,
    Quotation,
    Table,
)
from briefgen.model.document import Document, Media, Note
from briefgen.model.drawing import Drawing, Picture, Segment, Shape
from briefgen.model.inlines import NoteReference, Text
from tests.formats.pdf.brief import OPENING, document, timetable, words
from tests.samples import paragraph, text

CHART_HEIGHTS = (50, 110, 128, 156, 170, 184, 196, 230, 260, 310, 360)
LOWEST = 0.86
WIDTH = 453.5


def _chart(height: int) -> Picture:
    """A chart of one bar; the higher ones can be drawn lower."""
    colour = f"#1f3a{CHART_HEIGHTS.index(height):02x}"
    lower = _bar(height * LOWEST, colour) if height > CHART_HEIGHTS[0] else None
    return Picture(b"", "image/png", WIDTH, height, drawing=_bar(height, colour), lower=lower)


def _bar(height: float, colour: str) -> Drawing:
    corners = ((10.0, 0.0), (90.0, 0.0), (90.0, height - 5), (10.0, height - 5))
    steps = (Segment("move", corners[0]), *(Segment("line", corner) for corner in corners[1:]), Segment("close"))
    return Drawing(WIDTH, height, (Shape(steps, colour),))


MEDIA: Media = {str(height): _chart(height) for height in CHART_HEIGHTS}
SECTION = (
    ("paragraph",) * 12
    + ("chart",) * 4
    + ("table",) * 2
    + ("list",) * 3
    + ("heading",) * 3
    + ("callout", "quotation", "tall table")
)


def brief(seed: int) -> tuple[Document, Media]:
    """A brief of one page to about twenty, with its pictures: sections in any mixture, and an annex."""
    random = Random(seed)  # noqa: S311
    notes: list[Note] = []
    sections = random.choice((1, 2, 3, 4, 6, 9))
    headings = [Heading(1, text(words(random, 2, 9)), str(n), id=f"h{n}") for n in range(1, sections + 1)]
    entries = tuple(ContentsEntry(1, each.number, words(random, 2, 5), each.id) for each in headings)
    blocks: list[Block] = [*OPENING, Contents("Contents", entries, id="contents")]
    for heading in headings:
        blocks += [heading, *_section(random, heading.id, notes)]
    if random.random() < 0.7:
        blocks += [Heading(1, text("References"), id="ref"), timetable(random.randint(4, 90), "references")]
    made = document(blocks)
    return Document(made.front, made.properties, made.blocks, tuple(notes)), MEDIA


def _section(random: Random, name: str, notes: list[Note]) -> Iterator[Block]:
    yield _paragraph(random, f"{name}-0", notes)
    kinds = [random.choice(SECTION) for _ in range(random.randint(3, 16))]
    for number, kind in enumerate([*kinds, "paragraph"] if kinds[-1] == "heading" else kinds, start=1):
        yield from _blocks(random, kind, f"{name}-{number}", notes)


def _blocks(random: Random, kind: str, name: str, notes: list[Note]) -> Iterator[Block]:
    match kind:
        case "paragraph":
            yield _paragraph(random, name, notes)
        case "chart":
            yield paragraph(words(random, 8, 60), f"{name}-call")
            picture = str(random.choice(CHART_HEIGHTS))
            title = text(words(random, 4, 12))
            caption = text(words(random, 6, 40))
            yield Figure(picture, "A chart.", title=title, caption=caption, label="Figure", id=name)
        case "table":
            yield timetable(random.choice((2, 3, 4, 5, 6, 8, 12, 20, 30)), name)
        case "tall table":
            yield tall_table(random.randint(2, 12), random.randint(2, 14), name)
        case "list":
            yield paragraph(words(random, 4, 30), f"{name}-intro")
            count = random.randint(2, 7)
            items = (ListItem((paragraph(words(random, 3, 40), f"{name}-{n}"),)) for n in range(count))
            yield List(tuple(items), id=name)
        case "heading":
            yield Heading(random.choice((2, 2, 2, 3)), text(words(random, 2, 8)), id=name)
            yield _paragraph(random, f"{name}-first", notes)
        case "callout":
            yield Callout(CalloutKind.KEY, "Key point", (paragraph(words(random, 10, 50), f"{name}-in"),), id=name)
        case _:
            yield Quotation((paragraph(words(random, 10, 60), f"{name}-in"),), text("A reviewer"), id=name)


def tall_table(rows: int, lines: int, name: str) -> Table:
    """A table whose rows are about so many lines high."""
    cells = tuple(
        (Cell(text(f"{n}")), Cell(text("what each of them has said of it " * 2 * lines))) for n in range(rows)
    )
    columns = (Column(width=0.3), Column(width=0.7))
    return Table(columns, (Cell(text("No.")), Cell(text("Remarks"))), cells, text("Remarks."), label="Table", id=name)


def _paragraph(random: Random, name: str, notes: list[Note]) -> Paragraph:
    content = Text(words(random, 12, 140) + ".")
    if random.random() > 0.12:
        return Paragraph((content,), id=name)
    number = len(notes) + 1
    notes.append(Note(f"n{number}", (paragraph(words(random, 5, 40), f"note-{number}"),), number, id=f"i-{number}"))
    return Paragraph((content, NoteReference(f"n{number}", number)), id=name)
