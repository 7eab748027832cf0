"""The proof finds nothing in what the writers write, whatever the document holds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from briefgen.load import house_assets
from briefgen.model.blocks import Figure, Table
from briefgen.model.walk import blocks_of
from briefgen.pipeline import Desk, check, draw
from briefgen.proof import prove_docx, prove_pdf
from briefgen.transforms import with_pages
from briefgen.writers import WRITERS
from briefgen.writers.pdf import write as write_pdf
from tests.house import house
from tests.proof.documents import PICTURES, documents
from tests.proof.proving import HOME, written

ROOT = Path(__file__).parent.parent.parent
EDITIONS = {
    "first": (ROOT / "content", "2025-02-25-afghanistan"),
    "rail": (ROOT / "tests/desks/rail/content", "2031-04-14-punctuality"),
}
DOCUMENTS = dict(documents())


def test_there_is_something_to_prove() -> None:
    assert len(DOCUMENTS) > 45


@pytest.mark.parametrize("name", DOCUMENTS)
def test_written_documents_are_proven(name: str) -> None:
    assert written(DOCUMENTS[name]).faults() == []


@pytest.mark.parametrize("name", ["sample", "brief", "cut two long cells", "long head"])
def test_they_are_on_another_sheet_as_well(name: str) -> None:
    assert written(DOCUMENTS[name], page="Letter").faults() == []


def test_a_house_style_may_print_every_text_in_capitals() -> None:
    styles = {role: replace(style, capitals=True) for role, style in house().styles.items()}
    theme = replace(house(), styles=styles)
    for document in (DOCUMENTS["sample"], DOCUMENTS["nested"], DOCUMENTS["notes"]):
        pdf = write_pdf(document, PICTURES, theme)
        expected = with_pages(document, pdf.pages)
        assert prove_pdf(expected, PICTURES, theme, pdf.data, HOME) == []
        assert len(prove_pdf(expected, PICTURES, house(), pdf.data, HOME)) > 5


@pytest.mark.parametrize("desk", EDITIONS)
def test_editions_are_proven_and_their_figures_missed(desk: str) -> None:
    content, name = EDITIONS[desk]
    brief = check(Desk(content, house_assets(), Path("out")), name).brief
    assert brief is not None
    media = draw(brief)
    pdf = WRITERS["pdf"](brief.document, media, brief.theme)
    document = with_pages(brief.document, pdf.pages)
    docx = WRITERS["docx"](document, media, brief.theme)
    assert sum(isinstance(block, Figure | Table) for block in blocks_of(document.blocks)) > 5
    assert prove_pdf(document, media, brief.theme, pdf.data, HOME) == []
    assert prove_docx(document, media, docx.data, HOME) == []
    one, other, *_ = media
    exchanged = {**media, one: media[other], other: media[one]}
    assert len(prove_pdf(document, exchanged, brief.theme, pdf.data, HOME)) == 2
    assert len(prove_docx(document, exchanged, docx.data, HOME)) == 2
