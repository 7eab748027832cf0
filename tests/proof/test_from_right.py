"""The proof of documents that run from the right, whose figures it reads by the order of their glyphs."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from briefgen.formats.pdf import write
from briefgen.model.blocks import Paragraph
from briefgen.model.direction import isolated
from briefgen.model.document import Document
from briefgen.model.inlines import Inlines, Text, Value
from briefgen.model.labels import labels_for
from briefgen.model.traverse import map_blocks
from briefgen.proof.compare import Difference
from briefgen.proof.glyph_order import PlacedText, labels
from briefgen.proof.in_pdf import pdf_differences
from tests.from_right import BODY, URDU
from tests.house import house
from tests.samples import paragraph


@cache
def written() -> tuple[bytes, Document]:
    made = write(URDU, {}, house())
    return made.data, replace(URDU, blocks=made.blocks)


def differences(content: Inlines) -> list[Difference]:
    """How the file differs from a document whose first paragraph should be another."""
    data, document = written()

    def other(block: object) -> object:
        return replace(block, content=content) if isinstance(block, Paragraph) and block.id == "p-body" else block

    return pdf_differences(replace(document, blocks=map_blocks(document.blocks, change_block=other)), {}, house(), data)


def test_a_file_is_what_its_document_says() -> None:
    assert differences(BODY) == []


FIGURES = [at for at, inline in enumerate(BODY) if isinstance(inline, Value)]


@pytest.mark.parametrize("at", FIGURES)
def test_a_figure_that_is_lost_doubled_or_turned_round_is_found(at: int) -> None:
    value = BODY[at]
    assert isinstance(value, Value)
    turned = Value("figure", text=isolated(value.text[1:-1][::-1], "ur"))
    for changed in ((value, value), (), (turned,)):
        (fault, *_) = differences((*BODY[:at], *changed, *BODY[at + 1 :]))
        assert fault.piece.block == "p-body"


def test_signs_that_stand_for_several_are_found_as_they_are_written() -> None:
    """PDFium gives them in parts among words from the right, and whole elsewhere."""
    document = replace(URDU, blocks=(paragraph("شعبۂ صحت … \u2066A № 1½ B\u2011C™ 10²\u2069 ہے", "p"),), notes=())
    made = write(document, {}, house())
    assert pdf_differences(replace(document, blocks=made.blocks), {}, house(), made.data) == []
    other = replace(document, blocks=(paragraph("شعبۂ صحت … \u2066A № 1¼ B\u2011C™ 10²\u2069 ہے", "p"),))
    assert pdf_differences(other, {}, house(), made.data)


@pytest.mark.parametrize("language", ["ar", "fa", "ps", "ur"])
def test_the_word_across_the_pages_of_a_draft_is_found(language: str) -> None:
    front = replace(URDU.front, draft=labels_for(language).draft)
    properties = replace(URDU.properties, language=language)
    document = replace(URDU, front=front, properties=properties, blocks=(paragraph("ہے", "p"),), notes=())
    made = write(document, {}, house())
    assert pdf_differences(replace(document, blocks=made.blocks), {}, house(), made.data) == []
    other = replace(document, front=replace(front, draft=front.draft[::-1]))
    assert "word across" in pdf_differences(other, {}, house(), made.data)[0].piece.what


def test_two_figures_that_are_exchanged_are_found() -> None:
    one, other = FIGURES[:2]
    content = list(BODY)
    content[one], content[other] = content[other], content[one]
    assert differences(tuple(content))


AROUND_SIGNS = ("{}5", "5{}", "{}", "2–{} 7", "{}۵", " ادارے {} ")


@pytest.mark.parametrize("pair", ["<>", "≤≥", "()", "[]", "«»", "“”"])
def test_a_sign_is_told_from_its_mirror_image(pair: str) -> None:
    one, other = (
        tuple(
            Paragraph((Text("اضلاع میں "), Value("figure", text=isolated(shown.format(sign), "ur"))), id=f"p-{at}")
            for at, shown in enumerate(AROUND_SIGNS)
        )
        for sign in pair
    )
    data = write(replace(URDU, blocks=one, notes=()), {}, house()).data
    assert pdf_differences(replace(URDU, blocks=one, notes=()), {}, house(), data) == []
    faults = pdf_differences(replace(URDU, blocks=other, notes=()), {}, house(), data)
    assert {fault.piece.block for fault in faults} == {paragraph.id for paragraph in one}


def test_a_label_is_read_from_the_right_and_a_range_in_it_from_the_left() -> None:
    date = (0, 18, "۲۰۳۱", False), (24, 34, "مئی", True)
    drawn = (*date, (37, 42, "۳", False), (42, 47, "–", False), (47, 52, "۵", False))
    parts = [PlacedText(at, 0, said, joined, left, right, 0) for at, (left, right, said, joined) in enumerate(drawn)]
    assert [part.text for label in labels(parts) for part in label] == ["۳", "–", "۵", "مئی", "۲۰۳۱"]


IN_ENGLISH = replace(
    URDU,
    properties=replace(URDU.properties, language="en-GB"),
    front=replace(URDU.front, running_issue="No. 8 · 25 February 2025", issue="Brief No. 8"),
    blocks=(
        paragraph("The ministry (وزارة) said so (twice), and the others [وزارة الصحة] did not.", "p-1"),
        paragraph("It was “وزارة” – (a) وزارة، (b) الصحة؛ and 12 of them.", "p-2"),
    ),
    notes=(),
)


def test_words_from_the_right_in_a_document_from_the_left_are_read_in_their_order() -> None:
    made = write(IN_ENGLISH, {}, house())
    document = replace(IN_ENGLISH, blocks=made.blocks)
    assert pdf_differences(document, {}, house(), made.data) == []
    other = replace(
        document,
        blocks=(document.blocks[0], paragraph("It was “وزارة” – (a) وزارة، (b) الصحة؛ and 21 of them.", "p-2")),
    )
    (fault, *_) = pdf_differences(other, {}, house(), made.data)
    assert fault.piece.block == "p-2"
