from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from pypdf import PdfReader

from briefgen.errors import ContentError
from briefgen.formats.pdf import write
from briefgen.formats.pdf.catalog import MOST_WITHOUT_OUTLINE
from briefgen.layout.tables import ROWS_OF_A_BODY
from briefgen.model.blocks import (
    Cell,
    Column,
    Contents,
    Heading,
    List,
    ListItem,
    PageBreak,
    Paragraph,
    Quotation,
    Table,
)
from briefgen.model.inlines import CrossReference, Text
from briefgen.model.traverse import blocks_of, plain_text, texts_of
from tests import samples
from tests.formats.pdf.brief import BRIEF, ENTRIES, document
from tests.formats.pdf.brief import MEDIA as BRIEF_MEDIA
from tests.formats.pdf.reading import elements, fonts, links, page_of, page_texts, read, squeezed, whole_text
from tests.house import house


@pytest.fixture(scope="module")
def sample() -> PdfReader:
    return read(samples.DOCUMENT)


@pytest.fixture(scope="module")
def brief() -> PdfReader:
    return read(BRIEF, BRIEF_MEDIA)


def test_every_text_of_the_sample_is_printed_in_order(sample: PdfReader) -> None:
    printed = whole_text(sample)
    position = 0
    texts = [
        squeezed(plain_text(inlines))
        for block in blocks_of(samples.DOCUMENT.blocks)
        if block.id != "p-inlines" and not isinstance(block, Quotation)
        for inlines in texts_of(block)
    ]
    assert len(texts) > 40
    assert "We shall not vote for less. — Minister of the South" in printed
    for text in texts:
        position = printed.find(text, position)
        assert position >= 0, text
        position += len(text)


def test_inlines_are_printed_as_they_read(sample: PdfReader) -> None:
    expected = (
        "Plain text with <angle> & ampersand, strong text, emphasis with strong inside, a link to the survey, "
        "the value 12,480, Figure 1, the section on the quota, a note¹, quelques mots, a line break, "
        "added words and dropped words, words set bold, and words to ask about."
    )
    assert expected in whole_text(sample)


def test_front_and_running_texts(sample: PdfReader) -> None:
    first, *others = page_texts(sample)
    count = len(others) + 1
    assert count > 1
    assert "FISHERIES DESK" in first
    assert "BRIEF NO. 19" in first
    assert "No. 19 · 5 May 2031" not in first
    assert "Edition 5 May 2031" in first
    assert "Prepared by Fisheries desk" in first
    for number, text in enumerate((first, *others), start=1):
        assert text.count("OFFICIAL") == 2
        assert f"{number} of {count}" in text
        assert "Fisheries desk" in text
    for text in others:
        assert "Herring: weekly brief No. 19 · 5 May 2031" in text


def test_heads_and_feet_that_are_too_long_have_further_lines() -> None:
    """Nothing is cut, the text gives way on all pages, and what heads no page is refused."""
    desk = "Directorate for Herring, Cod and Eel of the Northern, the Middle and the Southern Waters and their Harbours"
    title = "What the states that fish in these waters asked for in May, what they were given, and what is left to do"
    changes = {"desk": desk, "running_title": title}
    reader = read(replace(samples.DOCUMENT, front=replace(samples.DOCUMENT.front, **changes)))
    first, *others = page_texts(reader)
    assert others
    assert f"{desk.upper()} BRIEF NO. 19" in first
    for text in others:
        assert f"{title} No. 19 · 5 May 2031" in text
        assert desk in text
    with pytest.raises(ContentError) as refused:
        read(replace(samples.DOCUMENT, front=replace(samples.DOCUMENT.front, running_title="Word " * 400)))
    assert "lines" in refused.value.diagnostics[0].message


def test_contents_name_the_pages_on_which_headings_stand(brief: PdfReader) -> None:
    texts = page_texts(brief)
    written = write(BRIEF, BRIEF_MEDIA, house())
    assert len({written.pages[entry.target] for entry in ENTRIES}) > 2
    for entry in ENTRIES:
        page = written.pages[entry.target]
        assert f"{entry.number} {entry.text} {page}".strip() in texts[0]
        assert f"{entry.number} {entry.text}".strip() in texts[page - 1]


def test_pages_are_given_for_headings_figures_and_tables_alone() -> None:
    pages = write(samples.DOCUMENT, samples.MEDIA, house()).pages
    assert pages == {
        "h-landings": 1,
        "f-1": 1,
        "h-quota": 2,
        "tb-1": 2,
        "h-asked": 2,
        "h-three": 2,
        "h-four": 2,
    }


def test_every_link_leads_to_a_page_or_an_address(brief: PdfReader) -> None:
    inner = [annotation["/Dest"] for _, annotation in links(brief) if "/Dest" in annotation]
    outer = [annotation["/A"]["/URI"] for _, annotation in links(brief) if "/A" in annotation]
    # Six entries, a cross-reference, three references to notes and two ways back.
    assert len(inner) == len(ENTRIES) + 1 + 3 + 2
    assert all(1 <= page_of(brief, destination) <= len(brief.pages) for destination in inner)
    assert set(outer) == {"https://example.org/audit"}


def test_contents_lead_to_their_headings(brief: PdfReader) -> None:
    pages = write(BRIEF, BRIEF_MEDIA, house()).pages
    led = [page_of(brief, link["/Dest"]) for number, link in links(brief) if number == 1 and "/Dest" in link]
    assert led[: len(ENTRIES)] == [pages[entry.target] for entry in ENTRIES]


def test_notes_and_their_references_lead_to_each_other(sample: PdfReader) -> None:
    """The reference leads down to its note, on the foot of the same page, and the note's number back up to it."""
    page = next(number for number, text in enumerate(page_texts(sample), start=1) if "a note¹" in text)
    assert page_texts(sample)[page - 1].endswith("1. Weighed at the quay, ice taken off.")
    within = [link for number, link in links(sample) if number == page and "/Dest" in link]
    heights = [
        (float(link["/Rect"][3]), float(link["/Dest"][3])) for link in within if page_of(sample, link["/Dest"]) == page
    ]
    foot = min(top for top, _ in heights)
    assert any(led == pytest.approx(foot, abs=12) and top > foot for top, led in heights)
    assert any(top == foot and led > foot + 100 for top, led in heights)


def test_every_item_of_a_list_can_be_referred_to() -> None:
    items = tuple(ListItem((samples.paragraph(f"Source {n}.", f"s{n}"),), anchor=f"source:{n}") for n in range(3))
    references = Paragraph(tuple(CrossReference(f"source:{n}", text=f"[{n}]") for n in range(3)), id="p")
    reader = read(replace(samples.DOCUMENT, blocks=(List(items, id="l", anchor="list:l"), references), notes=()))
    heights = [float(link["/Dest"][3]) for _, link in links(reader)]
    assert len(heights) == 3
    assert heights == sorted(set(heights), reverse=True)


def test_a_reference_to_nothing_is_text(brief: PdfReader) -> None:
    blocks = tuple(block for block in BRIEF.blocks if block.anchor != "figure:night")
    without = read(replace(BRIEF, blocks=blocks), BRIEF_MEDIA)
    assert "as Figure 1 and" in whole_text(without)
    assert len(list(links(without))) == len(list(links(brief))) - 1


def test_outline_holds_the_headings(brief: PdfReader) -> None:
    def titles(entries: list[object]) -> list[object]:
        return [titles(entry) if isinstance(entry, list) else entry["/Title"] for entry in entries]

    assert titles(brief.outline) == [
        "Bottom line",
        "Key figures",
        "Contents",
        "1 The money",
        ["1.1 What each region has said"],
        "2 The vote in the South",
        ["2.1 Limits on night trains"],
        "3 The harbour",
        "References",
    ]


def test_a_long_document_opens_with_its_outline() -> None:
    for count in (MOST_WITHOUT_OUTLINE, MOST_WITHOUT_OUTLINE + 1):
        blocks = [each for number in range(count) for each in (PageBreak(), samples.paragraph("Words.", f"p{number}"))]
        reader = read(
            replace(samples.DOCUMENT, blocks=(*blocks[1:], Heading(1, samples.text("End"), id="e")), notes=())
        )
        assert len(reader.pages) == count
        assert reader.trailer["/Root"].get("/PageMode") == ("/UseOutlines" if count > MOST_WITHOUT_OUTLINE else None)


def test_outline_bears_a_skipped_level() -> None:
    blocks = (Heading(4, samples.text("Deep"), id="a"), Heading(1, samples.text("High"), id="b"))
    reader = read(replace(samples.DOCUMENT, blocks=blocks, notes=()))
    assert [entry["/Title"] for entry in reader.outline] == ["Deep", "High"]


def test_properties(sample: PdfReader) -> None:
    catalogue = sample.trailer["/Root"]
    assert catalogue["/Lang"] == "en-GB"
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
    information = sample.metadata
    assert information is not None
    assert information.title == "Herring: weekly brief"
    assert information.subject == "Landings, quota and the vote in June"
    assert information.author == "Fisheries desk"
    assert str(information["/Keywords"]) == "herring, quota"
    assert str(information["/CreationDate"]) == str(information["/ModDate"]) == "D:20310505000000Z"


def test_all_fonts_are_house_fonts_and_embedded(sample: PdfReader) -> None:
    found = fonts(sample)
    house_names = {face.name for face in house().faces}
    assert len(found) > 5
    for name, descriptor in found.items():
        prefix, _, face = name.removeprefix("/").partition("+")
        assert len(prefix) == 6
        assert face in house_names
        assert "/FontFile2" in descriptor


def test_streams_are_not_encoded_as_text() -> None:
    data = write(samples.DOCUMENT, samples.MEDIA, house()).data
    assert data.startswith(b"%PDF-1.7")
    assert b"/FlateDecode" in data
    assert b"ASCII85" not in data


@pytest.mark.parametrize("sheet", ["A4", "Letter"])
def test_nothing_stands_outside_the_margins(sheet: str) -> None:
    theme = house(sheet)
    reader = read(BRIEF, BRIEF_MEDIA, theme)
    page = theme.page
    found = 0
    for sheet_page in reader.pages:
        assert float(sheet_page.mediabox.width) == pytest.approx(page.width, abs=0.01)
        assert float(sheet_page.mediabox.height) == pytest.approx(page.height, abs=0.01)
        for annotation in sheet_page.get("/Annots", ()):
            left, low, right, high = (float(edge) for edge in annotation.get_object()["/Rect"])
            assert page.left - 1 <= left < right <= page.width - page.right + 1
            assert page.bottom - 5 <= low < high <= page.height - page.top + 5
            found += 1
    assert found


def test_an_empty_document_is_one_page() -> None:
    reader = read(replace(samples.DOCUMENT, blocks=(), notes=()))
    assert [text.count("1 of 1") for text in page_texts(reader)] == [1]


def test_contents_without_entries_or_known_headings() -> None:
    blocks = (Contents("Contents", ()), Contents("More", ENTRIES))
    text = whole_text(read(replace(samples.DOCUMENT, blocks=blocks, notes=())))
    assert "Contents More 1 The money 1.1 What" in text


def test_a_long_table_has_bodies_of_so_many_rows() -> None:
    rows = tuple((Cell((Text(f"row {number}"),), id=f"c{number}"),) for number in range(2 * ROWS_OF_A_BODY + 1))
    reader = read(document([Table((Column(),), (Cell((Text("head"),), id="head"),), rows)]))
    parts = [element for element in elements(reader) if element["/S"] in ("/THead", "/TBody")]
    assert [element["/S"] for element in parts] == ["/THead", "/TBody", "/TBody", "/TBody"]
    assert [len(listed(element["/K"])) for element in parts] == [1, ROWS_OF_A_BODY, ROWS_OF_A_BODY, 1]


def listed(kids: Any) -> list[Any]:
    """The kids of an element, which are no list where there is only one."""
    return list(kids) if isinstance(kids, list) else [kids]
