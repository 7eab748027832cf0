"""Content that means harm, or more than a page can hold."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefgen.errors import ContentError
from briefgen.formats.pdf import write
from briefgen.model.blocks import (
    Align,
    Block,
    Callout,
    CalloutKind,
    Column,
    Contents,
    ContentsEntry,
    Figure,
    Heading,
    KeyFigures,
    List,
    ListItem,
    PageBreak,
    Paragraph,
    SpanningCell,
    Table,
    Tile,
)
from briefgen.model.inlines import Link, Text, Value
from tests.formats.pdf.brief import document, timetable
from tests.formats.pdf.reading import links, page_texts, read, whole_text
from tests.house import house
from tests.places import span_at
from tests.samples import DOCUMENT, MEDIA, cells, paragraph, text

HOSTILE = (
    '<img src="/etc/passwd"/>',
    "&amp; AT&T &#65;",
    "<b>bold?</b>",
    "{{x}} {% for %}",
    '<a href="file:///etc/passwd">here</a>',
    "(a) \\(b\\) ) ET /F1 Tj (",
    "</para><para>",
    "%PDF-1.4 endstream endobj",
)


@pytest.mark.parametrize("harm", HOSTILE)
def test_content_is_never_markup(harm: str) -> None:
    front = replace(DOCUMENT.front, title=text(harm), subtitle=text(harm), desk=harm, running_title=harm)
    blocks: tuple[Block, ...] = (
        Heading(1, text(harm), number=harm, id="h"),
        paragraph(harm, "p"),
        List((ListItem((paragraph(harm, "i"),)),)),
        replace(
            timetable(2, "tb"), header=cells("head", harm, harm, harm, harm), caption=text(harm), source=text(harm)
        ),
        Figure("landings", harm, text(harm), text(harm), text(harm), harm),
        Callout(CalloutKind.NOTE, "Note", (paragraph(harm, "c"),)),
        KeyFigures((Tile(Value("x", text=harm), text(harm), harm),)),
        Contents(harm, (ContentsEntry(1, harm, harm, "h"),)),
    )
    reader = read(replace(document(blocks), front=front, properties=replace(DOCUMENT.properties, title=harm)))
    printed = "".join(whole_text(reader).split())
    assert printed.count("".join(harm.split())) >= 15
    assert reader.metadata is not None
    assert reader.metadata.title == harm
    assert {annotation["/Subtype"] for _, annotation in links(reader)} == {"/Link"}
    assert not [annotation for _, annotation in links(reader) if "/A" in annotation]


def test_an_address_is_one_string_whatever_it_holds() -> None:
    address = "https://example.org/a(b)c\\d?x=<y>&z=)/S/JavaScript"
    reader = read(document([Paragraph((Link(text("here"), address),), id="p")]))
    (_, annotation), *others = links(reader)
    assert not others
    assert annotation["/A"] == {"/Type": "/Action", "/S": "/URI", "/URI": address}


def test_a_character_without_a_glyph_is_an_error_at_its_place() -> None:
    place = span_at("sections/10.md", 3, 7)
    with pytest.raises(ContentError) as caught:
        write(document([Paragraph((Text("snow: ☃ ☃ 漢", place=place),), id="p")]), {}, house())
    (diagnostic,) = caught.value.diagnostics
    assert diagnostic.code == "BG152"
    assert diagnostic.place == place
    assert diagnostic.message.count("U+2603") == 1
    assert "U+6F22" in diagnostic.message


def test_words_of_a_script_without_a_font_are_an_error_at_their_place() -> None:
    place = span_at("sections/10.md", 3, 7)
    with pytest.raises(ContentError) as caught:
        write(document([Paragraph((Text("In שלום they say", place=place),), id="p")]), {}, house())
    assert [(fault.code, fault.place) for fault in caught.value.diagnostics] == [("BG152", place)]


def test_characters_beyond_the_first_plane_can_be_copied() -> None:
    assert ord("\U0001f12f") in house().characters
    assert "by \U0001f12f nobody" in whole_text(read(document([paragraph("by \U0001f12f nobody", "p")])))


@pytest.mark.parametrize("field", ["desk", "issue", "marking", "running_title", "running_issue"])
def test_a_missing_glyph_is_found_around_the_text_too(field: str) -> None:
    front = replace(DOCUMENT.front, **{field: "☃"})
    with pytest.raises(ContentError):
        _ = write(replace(DOCUMENT, front=front), MEDIA, house()).data


def test_a_marking_is_never_cut_off_at_the_edges_of_the_page() -> None:
    front = replace(DOCUMENT.front, marking="Official " * 20)
    with pytest.raises(ContentError) as caught:
        _ = write(replace(DOCUMENT, front=front), MEDIA, house()).data
    (fault,) = caught.value.diagnostics
    assert fault.code == "BG308"
    assert "is wider than the page" in fault.message


def test_a_missing_picture_is_an_error_at_its_place() -> None:
    place = span_at("sections/10.md", 5)
    with pytest.raises(ContentError) as caught:
        write(document([Figure("nowhere", "A map.", place=place)]), {}, house())
    assert [(fault.code, fault.place) for fault in caught.value.diagnostics] == [("BG155", place)]


@pytest.mark.parametrize("blank", ["", " \u00a0"])
def test_an_empty_alternative_text_is_an_error_at_its_place(blank: str) -> None:
    place = span_at("sections/10.md", 6)
    with pytest.raises(ContentError) as caught:
        write(document([Figure("landings", blank, label="Figure 1", place=place)]), MEDIA, house())
    assert [(fault.code, fault.place) for fault in caught.value.diagnostics] == [("BG167", place)]
    assert "Figure 1" in caught.value.diagnostics[0].message


def test_a_table_too_wide_for_the_page_is_an_error_at_its_place() -> None:
    place = span_at("sections/10.md", 9)
    row = cells("r", *["1,234"] * 40)
    with pytest.raises(ContentError) as caught:
        write(document([Table((Column(),) * 40, row, (row,), label="Table 4", place=place)]), {}, house())
    (fault,) = caught.value.diagnostics
    assert (fault.code, fault.place) == ("BG308", place)
    assert "Table 4 has 40 columns" in fault.message


def test_a_column_too_narrow_for_a_figure_is_an_error_at_its_cell() -> None:
    place = span_at("sections/10.md", 12)
    rows = tuple(cells(f"r{n}", *["12"] * 14, "x") for n in range(3))
    broken = (*rows[1][:7], replace(rows[1][7], content=text("1,234,567,890"), place=place), *rows[1][8:])
    head = cells("h", *"ABCDEFGHIJKLMNO")
    table = Table((Column(),) * 15, head, (rows[0], broken, rows[2]), label="Table 4")
    over = (SpanningCell((), span=6), SpanningCell(text("Men"), span=9))
    for above, column in (((), "H"), ((over,), "Men H")):
        with pytest.raises(ContentError) as caught:
            write(document([replace(table, above=above)]), {}, house())
        (fault,) = caught.value.diagnostics
        assert (fault.code, fault.place) == ("BG308", place)
        assert f'Table 4 has 15 columns, and "1,234,567,890" does not fit into the column {column}' in fault.message


def test_a_tile_higher_than_a_page_is_an_error_at_its_place() -> None:
    place = span_at("sections/10.md", 11)
    tiles = tuple(Tile(Value("x", text="1"), text("word " * 2000), id=f"t-{n}") for n in range(4))
    with pytest.raises(ContentError) as caught:
        write(document([KeyFigures(tiles, place=place)]), {}, house())
    assert [(fault.code, fault.place) for fault in caught.value.diagnostics] == [("BG308", place)]


LONG = " ".join(f"w{number}" for number in range(10_000))
CELL = " ".join(f"c{number}" for number in range(3_000))
OVERSIZED: dict[str, tuple[Block, ...]] = {
    "paragraph": (paragraph(LONG, "p"),),
    "callout": (Callout(CalloutKind.BOTTOM_LINE, "Bottom line", (paragraph(LONG, "p"),)),),
    "list": (List((ListItem((paragraph(LONG, "p"),)),)),),
    "caption": (Figure("landings", "Bars of landings.", caption=text(LONG)),),
    "cell": (
        Table((Column(), Column(Align.RIGHT)), cells("h", "a", "b"), (cells("r", CELL, "1"), cells("s", "x", "2"))),
    ),
    "heading": (Heading(1, text("An overlong heading " * 20), id="h"), paragraph("Text.", "p")),
    "headings": tuple(Heading(2, text(f"Heading {n}"), id=f"h{n}") for n in range(200)),
    "word": (paragraph("x" * 5000, "p"),),
    "breaks": (PageBreak(), PageBreak(), paragraph("One.", "p"), PageBreak(), PageBreak(), paragraph("Two.", "q")),
    "columns": (Table((Column(),) * 15, cells("h", *"abcdefghijklmno"), (cells("r", *["1234"] * 15),)),),
}


@pytest.mark.sample(1)
@pytest.mark.parametrize("kind", OVERSIZED)
@pytest.mark.slow
def test_oversized_content_is_printed_whole(kind: str) -> None:
    reader = read(document(OVERSIZED[kind]))
    printed = "".join(whole_text(reader).split())
    if kind in ("paragraph", "callout", "list", "caption"):
        assert all(len(text) < 9000 for text in page_texts(reader))
        assert len(reader.pages) > 10
        assert "w9999" in printed
    elif kind == "cell":
        assert all(f"c{number}" in printed for number in range(3_000))
        assert printed.endswith("x2")
    elif kind == "word":
        assert printed.count("x") >= 5000
    elif kind == "breaks":
        # The title's page, and one for each paragraph.
        assert len(reader.pages) == 3
    elif kind == "headings":
        assert all(f"Heading{number}" in printed for number in range(200))
