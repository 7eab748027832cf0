"""A logo stands on the first page and in the heads of all documents that have any, and a cover on its own page."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from briefgen.assemble import with_pages
from briefgen.formats import docx, html, pdf
from briefgen.formats.written import Job
from briefgen.layout.heads import WIDEST_LOGO, logo_size, with_running_title
from briefgen.model.blocks import PageBreak
from briefgen.model.document import Document, Logo
from briefgen.model.length import mm
from briefgen.model.supplement import Supplement
from briefgen.proof.in_docx import docx_differences
from briefgen.proof.in_html import html_differences
from briefgen.proof.in_pdf import pdf_differences
from briefgen.spans import whole_file
from tests.house import house
from tests.samples import DOCUMENT, MEDIA, picture

ALT = "Arms of the Fisheries desk"
LOGO = Logo(picture(60, 72), ALT, mm(14))
OTHERS = {
    "none": None,
    "another picture": replace(LOGO, picture=picture(61, 72)),
    "another text": replace(LOGO, alt="Arms"),
}


def with_logo(logo: Logo | None, *, cover: bool = False) -> Document:
    front = replace(DOCUMENT.front, logo=logo, is_cover=cover)
    breaks = (PageBreak(id="end-of-cover"),) if cover else ()
    return replace(DOCUMENT, front=front, blocks=(*breaks, *DOCUMENT.blocks))


def differences(name: str, written: Document, wanted: Document) -> list[object]:
    """What the proof of a format finds where something else was written than is wanted."""
    if name == "docx":
        return [*docx_differences(wanted, MEDIA, docx.write(written, MEDIA, house()).data)]
    data = html.write(Job(written, MEDIA, house(), whole_file("x"))).data
    return [*html_differences(wanted, MEDIA, Supplement(), data)]


@pytest.mark.parametrize("name", ["docx", pytest.param("html", marks=pytest.mark.slow)])
def test_a_logo_is_read_back(name: str) -> None:
    wanted = with_logo(LOGO)
    assert differences(name, wanted, wanted) == []
    for what, logo in OTHERS.items():
        assert differences(name, with_logo(logo), wanted), what


def test_the_logo_of_the_first_page_is_read_and_those_of_others_are_not() -> None:
    laid_out = pdf.write(with_logo(LOGO, cover=True), MEDIA, house())
    wanted, data = with_pages(with_logo(LOGO, cover=True), laid_out.pages, laid_out.page_count), laid_out.data
    assert pdf_differences(wanted, MEDIA, house(), data) == []
    for what, logo in OTHERS.items():
        written = pdf.write(with_logo(logo, cover=True), MEDIA, house()).data
        assert any("logo" in each.piece.what for each in pdf_differences(wanted, MEDIA, house(), written)), what
    reader = PdfReader(BytesIO(data))
    figure = reader.trailer["/Root"]["/StructTreeRoot"]["/K"]["/K"][0]
    assert (figure["/S"], figure["/Alt"]) == ("/Figure", ALT)
    assert len({len(page.images) for page in reader.pages}) > 1
    assert all(page.images for page in reader.pages)


def test_word_has_it_in_the_heads_of_all_pages() -> None:
    with ZipFile(BytesIO(docx.write(with_logo(LOGO, cover=True), MEDIA, house()).data)) as file:
        for pages in ("first", "default"):
            head = file.read(f"word/header-{pages}.xml").decode()
            assert head.count("<wp:anchor") == head.count(f'descr="{ALT}"') == 1
            assert b"media/image" in file.read(f"word/_rels/header-{pages}.xml.rels")


def test_a_cover_has_a_page_of_its_own() -> None:
    reader = PdfReader(BytesIO(pdf.write(with_logo(LOGO, cover=True), MEDIA, house()).data))
    first, second = (page.extract_text() for page in reader.pages[:2])
    for words in ("Herring: weekly brief", "Fisheries desk", "Official", "1 of"):
        assert words.casefold() in first.casefold()
    assert "Bottom line".casefold() not in first.casefold()
    assert "Bottom line".casefold() in second.casefold()


def test_a_wide_logo_leaves_the_title_its_room() -> None:
    wide = with_logo(replace(LOGO, picture=picture(3000, 60)))
    width, _ = logo_size(wide.front, house(), first=True)
    assert width == pytest.approx(house().page.text_width * WIDEST_LOGO)
    titled = replace(wide, front=replace(wide.front, running_title="The quota of herring " * 5))
    plain = replace(titled, front=replace(titled.front, logo=None))
    shorter, longer = (with_running_title(each, house()).front.running_title for each in (titled, plain))
    assert len(shorter) < len(longer) - 5
