"""No page but the last leaves more than an eighth white, the last is not almost empty, and no line stands alone."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from briefgen.assemble import with_pages
from briefgen.formats.pdf import write
from briefgen.layout.document import PlacedDocument, lay_out
from briefgen.model.blocks import Block, Figure, Heading, PageBreak
from briefgen.model.document import Document
from briefgen.proof import prove_moves, prove_pdf
from briefgen.spans import whole_file
from tests.formats.pdf.brief import document
from tests.house import house
from tests.layout.briefs import brief, tall_table
from tests.layout.page_measure import MOST_WHITE, measured
from tests.samples import paragraph, picture, text

HOME = whole_file("content/edition")


def placed(blocks: Sequence[Block]) -> PlacedDocument:
    return lay_out(document(blocks), {"high": picture(907, 900)}, house())


def lines(count: int, name: str) -> Block:
    return paragraph("A line of words that is about as long as the page is wide, so that it is counted. " * count, name)


def test_white_is_measured() -> None:
    """Before a break that somebody has asked for it is meant; a picture that is no chart is as high as it is."""
    assert measured(placed([lines(12, "p"), PageBreak(id="b"), lines(30, "q")])).is_good
    high = Figure("high", "High.", id="f")
    found = measured(placed([lines(20, "p"), high, Heading(1, text("Next"), id="h"), lines(3, "q")]))
    assert found.largest > MOST_WHITE
    assert not found.is_good


def test_a_last_page_is_not_almost_empty() -> None:
    """Text of the page before goes with what would stand there alone, whatever its length."""
    for count in range(40, 52):
        pages = placed([*(lines(2, f"p{n}") for n in range(count // 2)), lines(count % 2 + 1, "q")])
        assert measured(pages).is_good, count


def test_a_row_is_cut_where_it_would_leave_white() -> None:
    for above in range(20, 26):
        found = measured(placed([lines(above, "p"), tall_table(6, 12, "t"), lines(40, "q")]))
        assert found.largest <= MOST_WHITE, above


@pytest.mark.parametrize("seed", [1, 7, 13, 92, 223])
def test_generated_briefs_have_good_pages(seed: int) -> None:
    written, media = brief(seed)
    assert measured(lay_out(written, media, house())).is_good


@pytest.mark.slow
def test_two_hundred_generated_briefs_have_good_pages() -> None:
    poor = {}
    for seed in range(200):
        written, media = brief(seed)
        made = lay_out(written, media, house())
        assert not prove_moves(written, made.document, HOME), seed
        if not (found := measured(made)).is_good:
            poor[seed] = found
    assert poor == {}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(0, 300, 12))
def test_generated_briefs_are_set_whole(seed: int) -> None:
    written, media = brief(seed)
    made = write(written, media, house())
    as_set = Document(written.front, written.properties, made.blocks, written.notes)
    as_set = with_pages(as_set, made.pages, made.page_count)
    assert not prove_pdf(as_set, media, house(), made.data, HOME)
