from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from briefgen.errors import BriefgenError
from briefgen.formats.docx.markup import Element, IllegalCharacterError
from briefgen.model.blocks import Block, Contents, Figure, Heading, KeyFigures, List, Paragraph, Quotation, Table
from briefgen.model.document import Document
from briefgen.model.inlines import CrossReference, Emphasis, Foreign, Inlines, LineBreak, NoteReference, Strong, Text
from briefgen.model.traverse import blocks_of, inlines_of, texts_of
from tests.formats.docx.reading import document_written, find, text_of, written
from tests.samples import BLOCKS, DOCUMENT, paragraph, text


def leaves(inlines: Inlines) -> Iterator[str]:
    for inline in inlines_of(inlines):
        match inline:
            case NoteReference():
                yield f"[{inline.number}]"
            case CrossReference() if inline.content:
                pass
            case _:
                if characters := getattr(inline, "text", ""):
                    yield characters


def expected(document: Document) -> Iterator[str]:
    """All that the document says, in the order in which it is to be read."""
    yield from leaves(document.front.title)
    yield from leaves(document.front.subtitle)
    for detail in document.front.details:
        yield from (detail.label.replace(" ", "\u00a0"), *leaves(detail.text))
    for block in blocks_of(document.blocks):
        yield from _said(block)


def expected_in_notes(document: Document) -> Iterator[str]:
    """All that the notes say."""
    for note in document.notes:
        for block in blocks_of(note.content):
            yield from _said(block)


def _said(block: Block) -> Iterator[str]:
    match block:
        case Contents():
            yield block.title
            for entry in block.entries:
                yield from (entry.number, entry.text)
        case KeyFigures():
            for tile in block.tiles:
                yield from (tile.value.text, *leaves(tile.caption), tile.reference)
        case Quotation():
            pass  # who said it stands behind the words, which are blocks of their own
        case Figure():
            yield from (*leaves(block.title), block.label, *leaves(block.caption), *leaves(block.source))
        case _:
            yield getattr(block, "label", "")
            for inlines in texts_of(block):
                yield from leaves(inlines)
            yield getattr(block, "marking", "")


def test_everything_is_printed_in_order() -> None:
    docx = document_written(DOCUMENT)
    assert in_order(expected(DOCUMENT), docx.body) > 80
    assert in_order(expected_in_notes(DOCUMENT), docx.xml("word/footnotes.xml")) > 0


def in_order(expected: Iterator[str], part: Element) -> int:
    """How many pieces of text were found in a part, one behind the other."""
    printed = text_of(part).replace("\u00a0", " ")
    position = 0
    pieces = [piece for piece in expected if piece]
    for piece in pieces:
        found = printed.find(piece.replace("\u00a0", " "), position)
        assert found >= 0, f"{piece!r} is missing behind {printed[max(position - 60, 0) : position]!r}"
        position = found + len(piece)
    return len(pieces)


@pytest.mark.parametrize(
    "hostile", ["<w:p/>", "a & b &amp;", "]]><x/>", '" onclick="', "  two  spaces  ", "שלום عربي 𝔘"]
)
def test_hostile_text_is_literal(hostile: str) -> None:
    docx = written(paragraph(hostile, "p"), Heading(1, text(hostile), hostile, id=hostile))
    assert docx.texts("BodyText") == [hostile]
    assert docx.texts("Heading1Unnumbered") == [f"{hostile}\t{hostile}"]


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1f", "\ufffe", "\ud800"])
def test_characters_that_no_document_can_hold_are_refused(character: str) -> None:
    with pytest.raises(IllegalCharacterError) as raised:
        written(paragraph(f"before {character} behind", "p"))
    assert isinstance(raised.value, BriefgenError)
    assert "before" in str(raised.value)


def test_illegal_characters_in_attributes_are_refused() -> None:
    figure = next(block for block in BLOCKS if isinstance(block, Figure))
    with pytest.raises(IllegalCharacterError):
        written(replace(figure, alt="a\x01b"))


def properties(inlines: Inlines, style: str = "BodyText") -> list[str]:
    """The names of the properties of the last run of a paragraph or heading with these inlines."""
    docx = written(Heading(2, inlines) if style == "Heading2" else Paragraph(inlines))
    (found,) = docx.paragraphs(style)
    return [element.tag.split("}")[1] for element in find(found, "w:r[last()]/w:rPr/*")]


def test_strong_and_emphasis_are_character_styles() -> None:
    docx = written(Paragraph((Strong(text("bold")), Emphasis(text("slanted")))))
    assert docx.values("//w:p[w:pPr/w:pStyle/@w:val='BodyText']//w:rStyle/@w:val") == ["Strong", "Emphasis"]


def test_strong_in_the_sans_is_its_own_family() -> None:
    table = next(block for block in BLOCKS if isinstance(block, Table))
    (cell, *others), *rows = table.rows
    docx = written(replace(table, rows=((replace(cell, content=(Strong(text("bold")),)), *others), *rows)))
    assert docx.values("//w:tc//w:rStyle/@w:val") == ["StrongSans"]


def test_strong_in_a_heading_adds_nothing() -> None:
    assert properties((Strong(text("bold")),), "Heading2") == []


def test_emphasis_inside_strong_is_both() -> None:
    assert properties((Strong((Emphasis(text("both")),)),)) == ["rStyle", "i", "iCs"]


def test_emphasis_inside_emphasis_is_upright() -> None:
    assert properties((Emphasis((Text("slanted "), Emphasis(text("upright")))),)) == []


def test_language_and_direction_are_on_the_runs() -> None:
    docx = written(
        Paragraph((Foreign(text("mots"), language="fr"), Foreign(text("لفظ"), language="ur", direction="rtl")))
    )
    assert docx.values("//w:r/w:rPr/w:lang/@w:val") == ["fr"]
    assert docx.values("//w:r[w:rPr/w:rtl]/w:rPr/w:lang/@w:bidi") == ["ur"]


def test_notes_side_by_side_are_set_apart() -> None:
    first, *_ = DOCUMENT.notes
    second = replace(first, name="other", number=2, id="n-other")
    reference = Paragraph((Text("Text"), NoteReference("method", 1), NoteReference("other", 2)))
    docx = written(reference, notes=(first, second))
    assert docx.texts("BodyText") == ["Text[1]\u202f[2]"]


def test_a_line_break_stays_in_its_paragraph() -> None:
    assert written(Paragraph((Text("one"), LineBreak(), Text("two")))).texts("BodyText") == ["one\ntwo"]


def test_no_paragraph_is_empty() -> None:
    docx = document_written(DOCUMENT)
    empty = [p for p in docx.all("//w:p[not(.//w:drawing)]") if not text_of(p).strip()]
    assert empty == []


def test_a_list_that_starts_with_no_paragraph_keeps_its_sign() -> None:
    inner = List((next(block for block in BLOCKS if isinstance(block, List)).items[0],))
    item = replace(inner.items[0], content=(inner,))
    docx = written(List((item,)))
    assert len(docx.all("//w:numPr")) == 2
