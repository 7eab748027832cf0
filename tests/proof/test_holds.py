"""The proof finds nothing in what the writers write, whatever the document holds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from briefgen.assemble import with_pages
from briefgen.charts.render_charts import draw as draw_chart
from briefgen.content import Folder, house_assets
from briefgen.formats.docx import write as write_docx
from briefgen.formats.pdf import write as write_pdf
from briefgen.model.blocks import Figure, Table
from briefgen.model.traverse import blocks_of
from briefgen.pipeline import check
from briefgen.proof import prove_docx, prove_pdf
from briefgen.render import draw
from briefgen.workspace import Workspace
from tests.charts.gallery import GALLERY, bars, chart, series
from tests.formats.pdf.brief import document
from tests.formats.pdf.corpus import ATTACHMENTS
from tests.formats.pdf.test_images import drawn
from tests.house import house
from tests.proof.documents import PICTURES, documents
from tests.proof.proving import HOME, written
from tests.samples import paragraph, picture, text

ROOT = Path(__file__).parent.parent.parent
EDITIONS = {
    "first": (ROOT / "content", "2025-02-25-afghanistan"),
    "rail": (ROOT / "tests/desks/rail/content", "2031-04-14-punctuality"),
}
DOCUMENTS = dict(documents())


def test_there_is_something_to_prove() -> None:
    assert len(DOCUMENTS) > 45


@pytest.mark.sample(1)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_written_documents_are_proven(name: str) -> None:
    assert written(DOCUMENTS[name]).faults() == []


@pytest.mark.parametrize("name", ["sample", "brief", "cut two long cells", "long head"])
def test_they_are_on_another_sheet_as_well(name: str) -> None:
    assert written(DOCUMENTS[name], page="Letter").faults() == []


@pytest.mark.sample(4)
@pytest.mark.parametrize(
    ("mode", "form", "options"),
    [
        *((mode, "PNG", {}) for mode in ("RGB", "RGBA", "P", "1", "L", "LA", "I;16")),
        *(
            (mode, "JPEG", {"progressive": progressive})
            for mode in ("RGB", "L", "CMYK")
            for progressive in (False, True)
        ),
    ],
)
def test_every_kind_of_picture_is_proven(mode: str, form: str, options: dict[str, bool]) -> None:
    blocks = (Figure("x", "A picture."), paragraph("Text between.", "p"), Figure("y", "The same."))
    same = drawn(mode, form, **options)
    files = written(document(blocks), {"x": same, "y": same})
    assert files.faults() == []
    lower = replace(files, media={"x": same, "y": picture(40, 19)})
    assert [fault.code for fault in lower.faults()] == ["BG502", "BG501"]


def test_a_house_style_may_print_every_text_in_capitals() -> None:
    styles = {role: replace(style, capitals=True) for role, style in house().styles.items()}
    theme = replace(house(), styles=styles)
    for sample in (DOCUMENTS["sample"], DOCUMENTS["nested"], DOCUMENTS["notes"]):
        pdf = write_pdf(sample, PICTURES, theme)
        expected = with_pages(sample, pdf.pages)
        assert prove_pdf(expected, PICTURES, theme, pdf.data, HOME) == []
        assert len(prove_pdf(expected, PICTURES, house(), pdf.data, HOME)) > 5


EXTREMES = {
    "isolated": chart(
        "line", ("a", "b", "c"), series("X", 30, None, 20), series("Y", None, 31, None), series("Z", 5, 6, None)
    ),
    "accented": bars(("o\u0301\u0301\u0301 \u0301\u0301", "ﬁ\u0308\u0308"), series("", 940, 210)),
}


@pytest.mark.sample(1)
@pytest.mark.parametrize("capitals", [False, True])
@pytest.mark.parametrize("name", [*GALLERY, *EXTREMES])
def test_every_chart_is_proven(name: str, capitals: bool) -> None:
    """In both documents, whatever the house style; a chart may have points that no line joins to others, and
    accents above accents.
    """
    styles = {role: replace(style, capitals=capitals) for role, style in house().styles.items()}
    theme = replace(house(), styles=styles)
    drawn_ = {"c": draw_chart((GALLERY | EXTREMES)[name], theme, theme.page.text_width)}
    blocks = (Figure("c", "A chart.", text("Finding"), text("Caption."), id="f"), paragraph("After.", "p"))
    pdf = write_pdf(document(blocks), drawn_, theme)
    expected = with_pages(replace(document(blocks), blocks=pdf.blocks), pdf.pages)
    assert prove_pdf(expected, drawn_, theme, pdf.data, HOME) == []


def test_attachments_are_proven_even_if_one_is_empty() -> None:
    pdf = write_pdf(DOCUMENTS["sample"], PICTURES, house(), ATTACHMENTS)
    expected = with_pages(DOCUMENTS["sample"], pdf.pages)
    assert any(not each.data for each in ATTACHMENTS)
    assert prove_pdf(expected, PICTURES, house(), pdf.data, HOME, ATTACHMENTS) == []
    assert len(prove_pdf(expected, PICTURES, house(), pdf.data, HOME, ATTACHMENTS[1:])) == 1


def test_a_jpeg_with_bytes_that_fill_is_proven() -> None:
    plain = drawn("RGB", "JPEG")
    at = plain.data.index(b"\xff\xdb")
    filled = replace(plain, data=plain.data[:at] + b"\xff\xff" + plain.data[at:])
    assert written(document([Figure("x", "A picture.")]), {"x": filled}).faults() == []


@pytest.mark.sample(1)
@pytest.mark.parametrize("desk", EDITIONS)
def test_editions_are_proven_and_their_figures_missed(desk: str) -> None:
    content, name = EDITIONS[desk]
    brief = check(Workspace(Folder(content), house_assets(), Path("out")), name).brief
    assert brief is not None
    media = draw(brief)
    pdf = write_pdf(brief.document, media, brief.theme)
    paged = with_pages(replace(brief.document, blocks=pdf.blocks), pdf.pages)
    docx = write_docx(paged, media, brief.theme)
    assert sum(isinstance(block, Figure | Table) for block in blocks_of(paged.blocks)) > 5
    assert prove_pdf(paged, media, brief.theme, pdf.data, HOME) == []
    assert prove_docx(paged, media, docx.data, HOME) == []
    one, other, *_ = media
    exchanged = {**media, one: media[other], other: media[one]}
    figures = (block for block in blocks_of(paged.blocks) if isinstance(block, Figure))
    places = {figure.place for figure in figures if figure.picture in (one, other)}
    assert len(places) == 2
    assert places <= {fault.place for fault in prove_pdf(paged, exchanged, brief.theme, pdf.data, HOME)}
    # One that Word draws and a picture that change places move all pictures between.
    assert places <= {fault.place for fault in prove_docx(paged, exchanged, docx.data, HOME)}
