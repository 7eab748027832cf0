"""Documents that the proof must hold for: ordinary ones, and those that try where texts break, repeat and vanish."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import count
from random import Random

from briefgen.layout.columns import with_column_widths
from briefgen.model.blocks import (
    BETWEEN_ANSWERS,
    BOX,
    Block,
    Callout,
    CalloutKind,
    Cell,
    Change,
    ChangeKind,
    Column,
    Contents,
    ContentsEntry,
    Figure,
    FormLine,
    FormLineKind,
    GroupCell,
    Heading,
    KeyFigures,
    List,
    Listed,
    ListItem,
    PageBreak,
    Paragraph,
    Quotation,
    SpanningCell,
    Table,
    Tile,
)
from briefgen.model.document import Document, Media, Note
from briefgen.model.inlines import Deleted, Foreign, Inserted, LineBreak, Link, NoteReference, Strong, Text, Value
from briefgen.model.traverse import number_paragraphs, plain_text
from tests.formats.pdf.brief import BRIEF, document, generated, timetable
from tests.formats.pdf.brief import MEDIA as BRIEF_MEDIA
from tests.formats.pdf.test_hostile import HOSTILE, OVERSIZED
from tests.house import house
from tests.samples import BLOCKS, DOCUMENT, MEDIA, REVIEWED, cells, paragraph, picture, text

KINDS: dict[Listed, type[Figure] | type[Table]] = {Listed.FIGURES: Figure, Listed.TABLES: Table}
PICTURES: Media = {**MEDIA, **BRIEF_MEDIA, "small": picture(40, 30)}

COMPOUNDS = (
    *("well-known", "long-term", "North-South", "co-operation", "e-mail", "mid-2025", "2024-25", "a-", "-b", "x—y"),
    *("https://example.org/a-b/c-d-e?x=1&y=2", "non\u2011breaking", "so\u00adft", "thin\u2009space", "100\u202f000"),
    *("A\u200bB", "ﬁne", "ﬂow", "oﬃce", "Zu\u0301rich", "e\u0301\u0301", "3\u00a0%", "1999–2001"),
)


def scrambled(seed: int, words: int = 900) -> str:
    """Compounds and every character of the styles' fonts, in any order.

    Scripts from the right are not among them: where they change places with others at random, no reader of a PDF can
    tell in which order they were written.
    """
    random = Random(seed)  # noqa: S311
    known = frozenset.intersection(*(face.characters for face in house().faces))
    signs = [chr(code) for code in sorted(known) if not chr(code).isspace()]
    return " ".join(
        random.choice(COMPOUNDS) if random.random() < 0.6 else "".join(random.choices(signs, k=random.randint(1, 9)))
        for _ in range(words)
    )


def words(prefix: str, count: int) -> str:
    return " ".join(f"{prefix}{number}" for number in range(count))


def listed(*contents: tuple[Block, ...], numbered: bool = False, start: int = 1) -> List:
    return List(tuple(ListItem(content) for content in contents), numbered, start)


def table(header: tuple[str, ...], *rows: tuple[str, ...]) -> Table:
    """A table with columns of equal width."""
    body = tuple(cells(f"r{number}", *row) for number, row in enumerate(rows))
    return Table(
        (Column(),) * len(header), cells("h", *header), body, id="table", label="Table 7", again="Table 7, continued"
    )


def changed(kind: ChangeKind) -> tuple[Block, ...]:
    """Every block of the sample, as a redline that says the same of each."""
    change = Change(kind, "A. Reviewer", REVIEWED)
    return tuple(replace(block, change=change) for block in BLOCKS if block.change is None)


NESTED = (
    listed(
        (
            paragraph("One", "a"),
            listed((paragraph("two", "b"), listed((paragraph("three", "c"),), numbered=True, start=98))),
            Quotation((paragraph("quoted", "d"), listed((paragraph("in it", "e"),))), text("Somebody"), id="q"),
            Callout(CalloutKind.NOTE, "Note", (paragraph("set apart", "f"), listed((paragraph("here", "g"),)))),
        ),
        (table(("A", "B"), ("1", "2")), paragraph("behind a table", "h")),
        (listed((paragraph("a list at once", "i"),)),),
        (),
        numbered=True,
        start=9,
    ),
    Callout(
        CalloutKind.ACTION,
        "For action",
        (
            table(("Who", "What"), ("We", "act"), ("They", "wait")),
            listed((paragraph("first", "j"), Figure("small", "A small picture.")), (paragraph("second", "k"),)),
            KeyFigures((Tile(Value("x", text="17"), text("tiles in a callout"), "[4]"),)),
        ),
        id="callout",
    ),
)

LINES: tuple[Block, ...] = (
    Paragraph((Text("one"), LineBreak(), Text("two"), LineBreak(), LineBreak(), Text("four")), id="p"),
    Table(
        (Column(), Column()),
        (Cell((Text("head"), LineBreak(), Text("of two lines"))), Cell(())),
        (
            (Cell((Text("a"), LineBreak(), Text("b"))), Cell((Text("1"), LineBreak(), Strong(text("2"))))),
            (Cell(()), Cell(text("alone"))),
            (Cell(()), Cell(())),
        ),
        id="lines",
    ),
    Paragraph(
        (
            Foreign(text("from right to left"), language="he", direction="rtl"),
            Text(" "),
            Link(text("https://example.org/" + "very-long/" * 30), "https://example.org/"),
            Text(" 1.2.3, 4-5, 6 - 7 and −8\u00a0%"),
        ),
        id="q",
    ),
    Paragraph((Inserted(text("new"), "A", REVIEWED), Deleted(text("old"), "A", REVIEWED)), id="r"),
    paragraph("", "empty"),
    paragraph("¹²³ [1] 1. • – “…” … -", "signs"),
)


def spanning(row: str, *cells: tuple[str, int]) -> tuple[SpanningCell, ...]:
    return tuple(
        SpanningCell(text(said) if said else (), id=f"{row}-{n}", span=span) for n, (said, span) in enumerate(cells)
    )


def grouped(count: int) -> Table:
    """A dense table whose rows stand in groups of seven."""
    plain = table(
        ("Figure", "What it is", "Source"),
        *((f"{n} boats", words(f"boat{n}of", n % 20 + 1), f"table {n}") for n in range(count)),
    )
    rows: list[tuple[Cell, ...]] = []
    for number, row in enumerate(plain.rows):
        if not number % 7:
            head = GroupCell(text(f"Of harbour {number}, which has a long name"), id=f"g{number}")
            rows.append((head, Cell(()), Cell(())))
        rows.append(row)
    return replace(plain, rows=tuple(rows), dense=True)


COUNTED = replace(
    table(
        ("Port of registration", "Men", "Women", "Men", "Women", "Boats in want of repair"),
        *((f"Port {n}", *(f"{n * k}" for k in range(1, 6))) for n in range(80)),
    ),
    above=(
        spanning("o0", ("", 1), ("Crews that were counted in May", 4), ("", 1)),
        spanning("o1", ("", 1), ("2029", 2), ("2030", 2), ("", 1)),
    ),
)
SPANNING: tuple[Block, ...] = (
    paragraph("Before.", "p1"),
    COUNTED,
    replace(COUNTED, rows=(), id="bare", above=(spanning("b", ("Where", 1), ("Who", 4), ("", 1)),)),
    Callout(
        CalloutKind.NOTE,
        "Note",
        (replace(COUNTED, rows=COUNTED.rows[:2], id="called", above=(spanning("c", ("", 3), ("Both", 3)),)),),
    ),
)

NOTES = (
    Note("a", (paragraph("The first,", "n-a"), listed((paragraph("with a list", "n-l"),))), 1, id="n1"),
    Note("b", (listed((paragraph("only a list", "n-m"),), numbered=True),), 2, id="n2"),
    Note("c", (table(("A", "B"), ("1", "2")),), 3, id="n3"),
)

CUT: dict[str, tuple[Block, ...]] = {
    "two long cells": (table(("A", "B", "C"), ("1", words("l", 900), words("r", 700)), ("2", "x", "y")),),
    "short between long": (table(("A", "B", "C"), (words("l", 600), "only", words("r", 900)), ("2", "x", "y")),),
    "equal cells": (table(("A", "B"), (words("w", 900), words("w", 900)), ("a", "b")),),
    "one letter": (table(("A", "B"), ("x" * 4000, "x" * 4000), ("a", "b")),),
    "in a callout": (Callout(CalloutKind.KEY, "Key", (table(("A", "B"), (words("l", 1500), "1"), ("a", "b")),)),),
    "last row": (table(("A", "B"), ("a", "b"), (words("l", 1200), words("r", 900))), paragraph("After.", "p")),
    "behind text": (paragraph(words("t", 500), "p"), table(("A", "B"), (words("l", 1500), words("r", 800)))),
    "empty rows": (table(("A", "B"), *(("", "") for _ in range(120))), paragraph("After.", "p")),
    "few words": (table(("A", "B"), *(("1", "") if n % 9 == 0 else ("", "") for n in range(200))),),
    "no header": (table(("", ""), *((f"a{n}", f"b{n}") for n in range(120))),),
    "rows like the header": (table(("A", "B"), *(("A", "B") for _ in range(120))),),
    "two tables": (timetable(70, "a"), timetable(70, "b"), timetable(3, "c")),
}


def contents(count: int) -> tuple[Block, ...]:
    """Contents over several pages, and their headings."""
    entries = tuple(ContentsEntry(1 + n % 2, f"{n}.", f"Heading {n} of many-worded 20", f"h{n}") for n in range(count))
    headings = (Heading(1 + n % 2, text(f"Heading {n} of many-worded 20"), f"{n}.", id=f"h{n}") for n in range(count))
    return (Contents("Contents", entries), *headings, paragraph("End.", "p"))


def lists() -> tuple[Block, ...]:
    """A list of figures and one of tables, and what they list."""
    listed = {kind: [b for b in BLOCKS if isinstance(b, type_)] for kind, type_ in KINDS.items()}
    contents = (
        Contents(
            kind.name.title(),
            tuple(ContentsEntry(1, "", f"{b.label}. {plain_text(b.caption)}", b.id) for b in blocks),
            of=kind,
        )
        for kind, blocks in listed.items()
    )
    return (*contents, *(block for blocks in listed.values() for block in blocks))


def fronts() -> Iterator[tuple[str, Document]]:
    """The sample under other heads."""
    front = DOCUMENT.front
    yield "long head", front_of(desk="Desk " * 30, issue="Issue " * 30)
    yield "long running title", front_of(running_title="Running " * 40, running_issue="No. 1 " * 40)
    yield "no marking", front_of(marking="")
    yield "bare", front_of(marking="", subtitle=(), details=(), desk="", issue="", running_issue="")
    yield "draft", front_of(draft="DRAFT")
    yield "many details", front_of(details=(*front.details, *(replace(d, text=d.text * 9) for d in front.details)) * 3)


def front_of(**changes: object) -> Document:
    """The sample with another front."""
    return replace(DOCUMENT, front=replace(DOCUMENT.front, **changes))  # type: ignore[arg-type]


def accented() -> Document:
    """A document with accents above accents, and with ligatures that are characters, in every place."""
    stacked = "x\u0301\u0301 \u0301\u0301 o\u0301\u0302\u0301\u0302 ﬁ\u0308\u0308"
    inside = (paragraph(stacked, "p-in"), listed((paragraph(stacked, "p-item"),)))
    blocks = (
        Contents("Contents", (ContentsEntry(1, "1.", stacked, "heading"),)),
        Heading(1, text(stacked), "1.", id="heading", marking=stacked),
        Callout(CalloutKind.NOTE, stacked, inside, id="callout"),
        Quotation((paragraph(stacked, "p-quoted"),), text(stacked), id="quotation"),
        KeyFigures((Tile(Value("x", text=stacked), text(stacked), stacked),)),
        table((stacked, stacked), *((stacked * n, stacked) for n in range(1, 30))),
        Figure("small", stacked, text(stacked), text(stacked), id="figure", label="Figure 1"),
        Paragraph((Text(stacked), NoteReference("a", 1)), id="p"),
    )
    front = dict.fromkeys(("desk", "issue", "running_title", "running_issue", "marking"), stacked)
    sample = front_of(title=text(stacked), subtitle=text(stacked), **front)
    return replace(sample, blocks=blocks, notes=(Note("a", (paragraph(stacked, "n"),), 1, id="n1"),))


BOXES = FormLine(
    (Text(BOX), Text("\u00a0Agree"), Text(BETWEEN_ANSWERS), Text(BOX), Text("\u00a0Disagree")),
    kind=FormLineKind.ANSWERS,
    id="boxes",
)
FORM = (
    Heading(1, (Text("Recommendation"),), id="asked", anchor="section:asked"),
    Paragraph((Text("We ask you to:"),), number="1", id="asks"),
    List((ListItem((Paragraph((Text("sign."),), id="sign"), BOXES), id="item"),), numbered=True, id="items"),
    Heading(1, (Text("Answers"),), id="answers"),
    FormLine((Text("Not to be used"),), id="use"),
    Heading(2, (Text("How many?"),), "Q1", id="q1"),
    Paragraph((Strong((Text("If raised:"),)), Text(" Enough.")), number="2", id="a1"),
    replace(BOXES, id="more"),
    Heading(2, (Text("Why?"),), "Q2", id="q2"),
    Paragraph((Text("For the stock."),), number="3", id="a2"),
    replace(table(("Name", "Signature"), ("A. Berg", ""), ("C. Lund", "")), id="signed", ruled=True),
)
"""What forms have and briefs have not: boxes to tick, uses, questions that count, and lines to sign."""


@cache
def documents() -> tuple[tuple[str, Document], ...]:
    """Every document, with its name."""
    return tuple(_documents())


def _documents() -> Iterator[tuple[str, Document]]:
    yield "sample", DOCUMENT
    yield "brief", BRIEF
    yield "nothing", document(())
    yield from ((f"generated {seed}", document(generated(seed))) for seed in range(6))
    yield from ((f"oversized {name}", document(blocks)) for name, blocks in OVERSIZED.items())
    yield from ((f"cut {name}", document(blocks)) for name, blocks in CUT.items())
    yield from ((f"changed {kind.value}", document(changed(kind))) for kind in ChangeKind)
    yield from fronts()
    yield "scrambled", document([paragraph(scrambled(seed), f"p{seed}") for seed in range(12)])
    yield "scrambled table", document([table(("A", "B"), *((scrambled(n, 20), scrambled(-n, 9)) for n in range(40)))])
    yield (
        "harm",
        document([*(paragraph(harm, f"p{n}") for n, harm in enumerate(HOSTILE)), table(HOSTILE[:3], HOSTILE[3:6])]),
    )
    cut = Paragraph((Text("So"), NoteReference("a", 1), Text(f" {'x' * 5000}")), id="p")
    yield "cut before notes", replace(document((cut,)), notes=(Note("a", (paragraph("A note", "n"),), 1, id="n1"),))
    yield "grouped", document([grouped(90), paragraph("After.", "p")])
    called = (Text("Behind"), NoteReference("a", 1), Text(" it."))
    turned = [
        paragraph("Before.", "b"),
        replace(grouped(60), turned=True, source=text("A survey.")),
        Paragraph(called, id="c"),
    ]
    turned += [
        replace(grouped(9), id="t2", turned=True),
        replace(grouped(3), id="t3"),
        replace(grouped(4), id="t4", turned=True),
    ]
    yield "turned", replace(document(turned), notes=(Note("a", (paragraph("A note.", "n"),), 1, id="n1"),))
    yield "form", document(FORM)
    yield "nested", document(NESTED)
    yield "lines", document(LINES)
    yield "contents", document(contents(150))
    yield "lists", document(lists())
    yield "moved away and back", document([*BLOCKS, *changed(ChangeKind.MOVED_FROM), *changed(ChangeKind.MOVED_TO)])
    yield (
        "breaks",
        document([PageBreak(), paragraph("A.", "a"), PageBreak(), PageBreak(), table(("A",), ("1",)), PageBreak()]),
    )
    others = {"p-inlines", "p-parted"}
    unchanged = (block for block in (*BLOCKS, *lists()) if block.change is None and block.id not in others)
    yield "numbered paragraphs", document(number_paragraphs(unchanged, count(1)))
    marks = Paragraph((Text("Noted"), *(NoteReference(note.name, note.number) for note in NOTES)), id="p")
    yield "notes", replace(document([marks]), notes=NOTES)
    many = tuple(Note(f"m{n}", (paragraph(words(f"note{n}of", 14), f"m-{n}"),), n, id=f"mn{n}") for n in range(1, 301))
    called = (
        inline for note in many for inline in (Text(f" called {note.number}"), NoteReference(note.name, note.number))
    )
    yield "three hundred notes", replace(document([Paragraph(tuple(called), id="p"), *BLOCKS[2:4]]), notes=many)
    address = Paragraph((Link(text("https://example.org/" + "a-b/c_d" * 60), "https://example.org"),), id="p")
    yield "header without rows", document([replace(table(("A", "B")), rows=()), paragraph("After.", "p")])
    heads = tuple(NoteReference(note.name, note.number) for note in many[:90])
    high = replace(table(("A", "B"), *(("1", "2") for _ in range(90))), header=(Cell(heads, id="h1"), Cell(text("B"))))
    yield "notes of a header over pages", replace(document([high]), notes=many[:90])
    left = Cell((Text(words("l", 2500)), NoteReference("m1", 1)), id="c1")
    right = Cell((Text(words("r", 9)), NoteReference("m2", 2)), id="c2")
    crossed = replace(table(("A", "B"), ("1", "2")), rows=((left, right), cells("z", "a", "b")))
    yield "notes of a cut row", replace(document([crossed]), notes=many[:2])
    long_row = table(("A", "B"), (words("w", 660), "1"), ("2", "3"), (words("v", 690), "1"))
    inside = Callout(CalloutKind.KEY, "Key", (replace(long_row, caption=text(words("c", 60))),))
    yield "rows of a page in a callout", document([inside, listed((long_row,)), Quotation((long_row,))])
    yield "accents", accented()
    yield "unbreakable address", document([address, table(("A", "B"), ("https://example.org/" + "a" * 200, "1"))])
    wide = table(tuple(f"Column {n}" for n in range(12)), *(("Ministry", *["1,234"] * 11) for _ in range(60)))
    yield "spanning headings", with_column_widths(document(SPANNING), house())
    yield "many columns", with_column_widths(document([wide]), house())
