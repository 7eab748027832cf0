"""Every Word document that the gates look at: the documents of the tests, charts, pictures, redlines and editions.

To add one, yield a `Claim` from `corpus`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

from briefgen.assemble import with_pages
from briefgen.charts.render_charts import draw as draw_chart
from briefgen.content import Folder, find_editions, house_assets
from briefgen.formats.docx import write
from briefgen.formats.pdf import write as write_pdf
from briefgen.model.blocks import (
    Block,
    Callout,
    CalloutKind,
    Cell,
    Change,
    ChangeKind,
    Column,
    Figure,
    Heading,
    List,
    ListItem,
    PageBreak,
    Paragraph,
    Quotation,
    Table,
)
from briefgen.model.document import Document, Logo, Media
from briefgen.model.inlines import Deleted, Emphasis, Inserted, Link, Strong, Text
from briefgen.model.length import mm
from briefgen.model.traverse import with_those_that_go_on
from briefgen.pipeline import check
from briefgen.render import draw
from briefgen.scaffold import start_desk
from briefgen.workspace import Workspace
from tests.charts.gallery import GALLERY
from tests.formats.pdf.brief import document
from tests.formats.pdf.corpus import KINDS, ROOT
from tests.formats.pdf.test_images import drawn
from tests.house import house
from tests.proof.documents import PICTURES, documents
from tests.samples import BLOCKS, DOCUMENT, REVIEWED, cells, picture, text
from tests.shared import made_once
from tests.turned_sample import WORDS, from_right

DESKS = (ROOT / "content", *sorted((ROOT / "tests/desks").glob("*/content")))
EDITIONS = {name: content for content in DESKS for name in find_editions(Folder(content))}
STARTED = date(2031, 5, 5)
HARSH = (
    "a < b && c > d",
    "]]> <![CDATA[ x ]]> <!-- y -->",
    "<?xml version='1.0'?> &#x41; &lt;w:p/&gt; &nbsp;",
    "\"straight\" 'quotes' `back` “curly” ‘single’",
    "\U0001f600 \U0001f1f5\U0001f1f0 \U00020bb7 \U0001d49c \U0010fffd",
    "e\u0301 \u200d \u200b \u00ad \u2028 \u2029 \ufeff \ufffd",
    "tab\there",
    "{ PAGE } { REF _Ref_x \\h } %s {0} \\",
    " leading and trailing \u00a0",
)
"""Texts that mean something else to XML, to Word's fields or to encodings than what they say."""


@dataclass(frozen=True)
class Made:
    """A Word document with what it was made from, as it stands in it, and its PDF, where there is one."""

    document: Document
    media: Media
    docx: bytes
    pdf: bytes = b""


@dataclass(frozen=True)
class Claim:
    """A Word document to be, by its name."""

    name: str
    make: Callable[[], Made]
    breaks: frozenset[str] = frozenset()
    """The rules that its content breaks, and no writer can mend."""


BROKEN = {
    "bare": {"blank lines"},
    "cut no header": {"header cells"},
    "lines": {"blank lines", "header cells"},
    "oversized headings": {"heading levels"},
    **{f"generated {seed}": {"heading levels"} for seed in range(6)},
}
SLOW = frozenset({"oversized word", "cut one letter", "cut before notes"})
"""Words of thousands of letters, for which the PDF writer takes long."""


@cache
def corpus() -> tuple[Claim, ...]:
    """Every Word document that must satisfy the gates, written once a run of the tests."""
    return tuple(
        replace(claim, make=cache(partial(made_once, f"docx {claim.name}", claim.make))) for claim in _claims()
    )


def _claims() -> Iterator[Claim]:
    for name, each in documents():
        make = partial(_plain, each) if name in SLOW else partial(made_of, each, PICTURES)
        yield Claim(name, make, frozenset(BROKEN.get(name, ())))
    yield Claim("forty columns", partial(_plain, document((_wide(40),))))
    yield Claim("charts", _charts)
    yield Claim("pictures", _pictures)
    yield Claim("harsh texts", partial(_plain, _harsh()))
    for name, blocks in REDLINES.items():
        yield Claim(name, partial(_plain, replace(document(blocks), notes=DOCUMENT.notes)))
    yield from (Claim(name, partial(edition, content, name)) for name, content in EDITIONS.items())
    yield Claim("starter", _starter)
    yield from (Claim(f"from the right {name}", partial(_plain, from_right(name))) for name in WORDS)
    yield Claim("lists that go on", _lists_that_go_on)
    yield Claim("logo and cover", partial(_plain, COVERED))


LOGO = Logo(picture(60, 72), "Arms of the Fisheries desk", mm(14))
COVERED = replace(
    DOCUMENT, front=replace(DOCUMENT.front, logo=LOGO, is_cover=True), blocks=(PageBreak(), *DOCUMENT.blocks)
)


def made_of(each: Document, media: Media) -> Made:
    pdf = write_pdf(each, media, house())
    paged = with_pages(replace(each, blocks=pdf.blocks), pdf.pages, pdf.page_count)
    return Made(paged, media, write(paged, media, house()).data, pdf.data)


def _plain(each: Document) -> Made:
    """A document that the PDF writer refuses, or has nothing to say of."""
    return Made(each, PICTURES, write(each, PICTURES, house()).data)


def draft() -> Made:
    """The sample, with every block and inline, as a draft."""
    return made_of(replace(DOCUMENT, front=replace(DOCUMENT.front, draft="DRAFT")), PICTURES)


def _lists_that_go_on() -> Made:
    """Lists of which each goes on behind a paragraph, with lists in their items, in quotations and in callouts."""

    def flow(name: str, inside: tuple[Block, ...] = ()) -> tuple[Block, ...]:
        items = [ListItem((Paragraph(text(f"{name} {n}.")), *inside), id=f"{name}-{n}") for n in range(6)]
        first, second, third = (List(tuple(items[n : n + 2]), numbered=True, start=n + 1) for n in (0, 2, 4))
        words = Paragraph(text(f"Words between {name}."))
        return tuple(with_those_that_go_on((first, words, *inside, second, words, third)))

    quoted, called = Quotation(flow("quoted"), text("Somebody")), Callout(CalloutKind.NOTE, "Note", flow("called"))
    return made_of(document((*flow("outer", (*flow("inner"), quoted)), *flow("last", (called,)))), {})


def _wide(columns: int) -> Table:
    """A table that no page can hold legibly, but that a person may still want to see in Word."""
    heads = (f"C{n}" for n in range(columns))
    return Table((Column(),) * columns, cells("h", *heads), (cells("r", *["1,234"] * columns),), id="wide")


def _charts() -> Made:
    media = {name: draw_chart(chart, house(), house().page.text_width) for name, chart in GALLERY.items()}
    figures = (
        Figure(name, f"A chart: {name}.", text("A finding"), text("A caption."), chart=GALLERY[name]) for name in media
    )
    return made_of(document(figures), media)


def _pictures() -> Made:
    media = {f"{mode} {form}": drawn(mode, form) for mode, form in KINDS}
    return made_of(document(Figure(name, f"A picture, {name}.") for name in media), media)


def _harsh() -> Document:
    """Texts that mean something to XML or Word, wherever text can stand."""
    front = replace(DOCUMENT.front, title=text(HARSH[0]), subtitle=text(HARSH[1]), marking=HARSH[2], desk=HARSH[7])
    paragraphs = (Paragraph(text(harsh), id=f"p{number}") for number, harsh in enumerate(HARSH))
    rows = tuple(cells(f"r{number}", harsh, harsh) for number, harsh in enumerate(HARSH))
    blocks: tuple[Block, ...] = (
        Heading(1, text(HARSH[3]), "1", id="h"),
        *paragraphs,
        Paragraph((Link(text(HARSH[0]), "https://example.org/?a=1&b=<2>\"'"), Strong(text(HARSH[4]))), id="link"),
        Table(TABLE.columns[:2], cells("head", *HARSH[:2]), rows, text(HARSH[2]), text(HARSH[0]), "Table 1", id="t"),
        Figure("small", HARSH[2], text(HARSH[1]), text(HARSH[3]), text(HARSH[0]), "Figure 1", id="f"),
    )
    properties = replace(DOCUMENT.properties, title=HARSH[0], subject=HARSH[1], author=HARSH[3], keywords=HARSH[:3])
    return replace(document(blocks), front=front, properties=properties)


TABLE = next(block for block in BLOCKS if isinstance(block, Table))


def _change(kind: ChangeKind) -> Change:
    return Change(kind, "A. Reviewer", REVIEWED)


def _row_changed(kind: ChangeKind) -> Table:
    (first, *others), *rows = TABLE.rows
    return replace(TABLE, rows=((Cell(first.content, id=first.id, change=_change(kind)), *others), *rows))


REDLINES: dict[str, tuple[Block, ...]] = {
    "redline of words": (
        Paragraph(
            (
                Text("Landings "),
                Deleted((Text("fell "), Emphasis(text("sharply"))), "A. Reviewer", REVIEWED),
                Inserted((Strong(text("rose")),), "B. Reviewer", REVIEWED),
                Text(" by "),
                Deleted((Link(text("a tenth"), "https://example.org"),), "A. Reviewer", REVIEWED),
                Inserted((Link(text("a fifth"), "https://example.org"),), "A. Reviewer", REVIEWED),
                Text("."),
            ),
            id="p",
        ),
    ),
    "redline of blocks": tuple(
        replace(block, id=f"{block.id}-{kind.value}", anchor="", change=_change(kind))
        for kind in (ChangeKind.INSERTED, ChangeKind.DELETED)
        for block in BLOCKS
    ),
    "redline of cells": (_row_changed(ChangeKind.INSERTED), _row_changed(ChangeKind.DELETED)),
    "redline of moves": (
        Heading(1, text("From"), "1", id="h1"),
        *(replace(block, change=_change(ChangeKind.MOVED_FROM)) for block in BLOCKS if isinstance(block, Paragraph)),
        Heading(1, text("To"), "2", id="h2"),
        *(
            replace(block, id=f"{block.id}-to", change=_change(ChangeKind.MOVED_TO))
            for block in BLOCKS
            if isinstance(block, Paragraph)
        ),
    ),
}
"""Changes to words, blocks and cells, and moves, as a comparison of two editions makes them."""


@cache
def edition(content: Path, name: str) -> Made:
    """An edition as a build writes it."""
    brief = check(Workspace(Folder(content), house_assets(), Path("out")), name).brief
    assert brief is not None
    return made_of(brief.document, draw(brief))


def _starter() -> Made:
    """The desk that `init` makes."""
    with TemporaryDirectory() as folder:
        start_desk(Path(folder) / "desk", STARTED)
        content = Path(folder) / "desk/content"
        (name,) = find_editions(Folder(content))
        return edition(content, name)
