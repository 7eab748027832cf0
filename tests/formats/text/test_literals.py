"""Words that look like the marks of a plain text stay words, in every block, and what differs is found beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from briefgen.formats.text import TextForm, write_text
from briefgen.model.blocks import (
    Block,
    Callout,
    CalloutKind,
    Cell,
    Column,
    Contents,
    ContentsEntry,
    Figure,
    GroupCell,
    Heading,
    KeyFigures,
    Paragraph,
    Quotation,
    Table,
    Tile,
)
from briefgen.model.document import Detail, Document, Note
from briefgen.model.inlines import LineBreak, Link, NoteReference, Value
from briefgen.proof.in_text import text_differences
from tests.commands import briefgen
from tests.desk import EDITION, FILES, write_desk
from tests.proof.documents import PICTURES, listed, table
from tests.samples import DOCUMENT, cells, paragraph, text

RULES = ("-", "--", "----", "-  -", "----  ----", " ".join("-" * 9), " ".join("-" * 36), "-" * 72, "-" * 100)
UNDERLINES = ("=", "====", "=" * 72, f"{'word ' * 13}====", f"{'word ' * 13}----")
SIGNS = ("> said", "• item", "– item", "1. One", "12.", "(a) one", "a | b", "[1]", "(note 1)", "☐ yes", "Footnotes")
PICTURE_SIGNS = ("[Figure: A boat.]", "[Figure:", f"{'word ' * 15}[Figure: of boats]")
SPACES = (
    "two  spaces",
    "no\u00a0break",
    "\u00a0" * 6 + "first",
    "last\u00a0",
    "    four",
    "a\u2003b",
    "a\u2028b",
    "a\u0085b",
)
UNSEEN = (
    "so\u00adft",
    "\u00ad",
    "\u200b",
    "\u200f",
    "e\u0301" * 90,
    "\u0301",
    "hyphen-",
    "x" * 100,
    "<https://example.org>",
)
LITERALS = (*RULES, *UNDERLINES, *SIGNS, *PICTURE_SIGNS, *SPACES, *UNSEEN)
LONG = "Antidisestablishmentarianism"


def everywhere(literal: str) -> Document:
    """A document that has nothing but the literal in whatever can hold a text."""
    said = text(literal)
    note = Note("a", (paragraph(literal, "n"), listed((paragraph(literal, "nl"),))), 1, id="n1")
    front = replace(
        DOCUMENT.front,
        **dict.fromkeys(("desk", "issue", "marking", "draft"), literal),
        title=text(f"Title {literal}"),
        subtitle=said,
        details=(Detail("Label", said),),
    )
    return replace(DOCUMENT, front=front, blocks=(*running(literal), *tables(literal)), notes=(note,))


def running(literal: str) -> Iterator[Block]:
    said, inner = text(literal), [paragraph(literal, f"p{number}") for number in range(9)]
    yield from (inner[0], inner[1], Paragraph((*said, LineBreak(), *said, LineBreak(), LineBreak(), *said), id="lines"))
    for level in (1, 2, 1):
        yield from (Heading(level, text(f"Heading {literal}"), id=f"h{level}", marking=literal), inner[2])
    yield listed((inner[0],), (inner[1], listed((inner[2],), numbered=True), inner[3]), numbered=True)
    yield listed((inner[4],), (table((literal, literal), (literal, "1")), inner[5]))
    yield Quotation((inner[6], listed((inner[7],)), table((literal, "B"), (literal, literal))), said, id="q")
    yield Callout(CalloutKind.NOTE, f"Note {literal}", (inner[8], listed((inner[0],))), id="c")
    yield Figure("small", literal, said, said, said, id="f", label="Figure 1")
    yield inner[0]
    yield KeyFigures((Tile(Value("x", text=literal), said, literal), Tile(Value("y", text="7"), said, "[2]")))
    yield Contents("Contents", (ContentsEntry(1, "", literal, "h1"), ContentsEntry(2, "1.", literal, "h2")))
    yield Paragraph((Link(said, "https://example.org/a"), NoteReference("a", 1), *said), id="link")


def tables(literal: str) -> Iterator[Block]:
    said = text(literal)
    yield replace(
        table((literal, "B"), (literal, literal), ("", "y"), (literal, ""), ("", "")), caption=said, source=said
    )
    yield table(("A",), (literal,), ("x",), ("",), (literal,))
    yield table((literal, literal), (literal, literal), ("", ""), (literal, literal))
    yield table((literal, literal), (literal, "word " * 40), ("", ""), ("word " * 30, literal), (literal, literal))
    broken = Cell((*said, LineBreak(), *said, LineBreak(), LineBreak(), *said))
    yield Table(
        (Column(), Column()), cells("h", "A", literal), ((broken, Cell(said)), (Cell(said), Cell(()))), id="lines"
    )
    yield table((literal,) * 9, (LONG,) * 9, (literal,) * 9, ("",) * 9, (literal,) * 9, (*("", literal) * 4, "x"))
    yield table(("", *(f"h{number}" for number in range(8))), (*("", literal) * 4, LONG * 2), (literal,) * 9)
    yield replace(table(("A", literal), (literal, ""), ("", literal), ("x", "y")), parallel=True)
    headed = ((GroupCell(said, id="g"), Cell(())), cells("r", literal, "1"), cells("s", "2", literal))
    yield replace(table(("A", "B"), ("x", "y")), rows=headed)


def forms(document: Document) -> Iterator[tuple[TextForm, str]]:
    for form in (TextForm(), TextForm(numbered=False), TextForm(is_ascii=True)):
        written = write_text(document, form)
        if written.isascii() or not form.is_ascii:
            yield form, written


def differences(document: Document, form: TextForm, written: str) -> list[str]:
    found = text_differences(document, PICTURES, written.encode(), is_ascii=form.is_ascii, numbered=form.numbered)
    return [f"{each.piece.what} {each.how}" for each in found]


@pytest.mark.sample(8)
@pytest.mark.parametrize("literal", LITERALS)
def test_a_literal_stays_what_it_is_in_every_block(literal: str) -> None:
    document = everywhere(literal)
    for form, written in forms(document):
        assert differences(document, form, written) == []


@pytest.mark.slow
@pytest.mark.parametrize("literal", ["----", "=", "-  -", "[Figure: A boat.]", "• item"])
def test_a_planted_difference_is_found_beside_literals(literal: str) -> None:
    """Each line gone, twice, or with another character."""
    document = everywhere(literal)
    form, written = next(forms(document))
    lines = written.splitlines(keepends=True)
    assert len(lines) > 200
    for at, line in enumerate(lines):
        if line.strip():
            other = line.replace(line.strip()[-1], "x" if line.strip()[-1] != "x" else "y")
            for changed in ([], [line, line], [other]):
                said = "".join([*lines[:at], *changed, *lines[at + 1 :]])
                assert differences(document, form, said), (at, line, changed)


def test_a_wide_table_says_where_nothing_stands() -> None:
    document = replace(DOCUMENT, blocks=(table(("", "Year"), ("North", ""), ("", LONG * 3)),), notes=())
    written = write_text(document, TextForm())
    assert "\n-\n    North\nYear\n    -\n\n-\n    -\nYear\n    " in written
    assert differences(document, TextForm(), written) == []


@pytest.mark.slow
def test_literals_are_built_for_screens_and_mail(tmp_path: Path) -> None:
    section = f"""{FILES[f"{EDITION}/sections/20-vote.md"]}
> \\----

\\====

- \\----
- \\[Figure: A boat.\\]

> [!NOTE]
> \\- - - - - - - - -

## \\==== {{#lines}}

Table: \\---- {{#lines-of-rules}}

| \\- | \\-  |
| -- | --  |
| \\- | \\-  |
|    |     |
| \\- | a\\|b |
| ----  ---- | |
"""
    contact = "contact: {email: a@example.org}\n"
    write_desk(tmp_path, {"desk.yaml": f"{FILES['desk.yaml']}{contact}", "/sections/20-vote.md": section})
    done = briefgen(tmp_path, "build", *(part for name in ("txt", "eml", "html") for part in ("--format", name)))
    assert done.returncode == 0, done.stderr
    written = (tmp_path / "out" / EDITION / f"{EDITION}.txt").read_text("utf-8")
    assert "\n    ----\n\n4. ====\n\n   • ----\n   • [Figure: A boat.]\n" in written
