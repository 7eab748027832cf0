"""Figures and low tables let text run up before them rather than leave white, and stay in their section and order."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pytest
from pypdf import PdfReader

from briefgen.formats.pdf import write
from briefgen.model.blocks import Block, Figure, Heading, List, ListItem, PageBreak
from briefgen.proof import prove_moves
from briefgen.spans import whole_file
from tests.formats.pdf.brief import document, timetable
from tests.formats.pdf.reading import page_texts
from tests.house import house
from tests.samples import paragraph, picture, text

MEDIA = {name: picture(900, 640) for name in "abc"}


def figure(name: str) -> Figure:
    """A figure that takes about half a page."""
    return Figure(name, f"Picture {name}.", caption=text(f"Caption {name}."), id=f"f-{name}")


def lines(count: int, name: str) -> Block:
    return paragraph("A line of words that is about as long as the page is wide, so that it is counted. " * count, name)


def order(*blocks: Block) -> list[str]:
    """The names of the blocks as they stand."""
    return [block.id for block in write(document(blocks), MEDIA, house()).blocks]


def test_text_runs_up_before_a_figure_that_has_no_room() -> None:
    assert order(lines(28, "p"), figure("a"), lines(6, "q"), lines(6, "r")) == ["p", "q", "r", "f-a"]
    assert order(lines(28, "p"), figure("a"), lines(28, "q"), lines(6, "r")) == ["p", "q", "f-a", "r"]


def test_a_figure_that_has_room_stays() -> None:
    assert order(lines(6, "p"), figure("a"), lines(6, "q")) == ["p", "f-a", "q"]


@pytest.mark.parametrize("passed", [Heading(2, text("Next"), id="x"), timetable(4, "x"), timetable(40, "x")])
def test_a_figure_passes_headings_and_tables_of_its_section(passed: Block) -> None:
    assert order(lines(28, "p"), figure("a"), passed, lines(9, "q"), lines(9, "r")).index("f-a") > 1


@pytest.mark.parametrize("wall", [Heading(1, text("Next"), id="x"), PageBreak(id="x")])
def test_no_figure_leaves_its_section(wall: Block) -> None:
    assert order(lines(28, "p"), figure("a"), wall, lines(6, "q")) == ["p", "f-a", wall.id, "q"]


def test_a_figure_that_would_leave_white_at_the_end_of_its_section_stands_before_its_text() -> None:
    blocks = (
        Heading(1, text("One"), id="h"),
        lines(6, "o"),
        lines(20, "p"),
        figure("a"),
        Heading(1, text("Two"), id="i"),
    )
    assert order(*blocks, lines(40, "q")) == ["h", "o", "f-a", "p", "i", "q"]


def test_a_figure_is_not_taken_from_its_heading() -> None:
    blocks = (lines(28, "p"), Heading(2, text("One"), id="h"), figure("a"), Heading(2, text("Two"), id="i"))
    assert order(*blocks, lines(9, "q")) == ["p", "h", "f-a", "i", "q"]


def test_a_low_table_lets_text_run_up() -> None:
    assert order(lines(42, "p"), timetable(6, "t"), lines(9, "q"), lines(9, "r")) == ["p", "q", "t", "r"]


def test_a_figure_stands_on_top_of_the_page_on_which_a_paragraph_goes_on() -> None:
    """The paragraph is read whole before it."""
    written = write(document([lines(28, "p"), figure("a"), lines(40, "q"), lines(20, "r")]), MEDIA, house())
    assert [block.id for block in written.blocks] == ["p", "q", "f-a", "r"]
    first, second = page_texts(PdfReader(BytesIO(written.data)))[:2]
    assert "Caption a." not in first
    assert second.rindex("A line of words") > second.index("Caption a.") > second.index("A line of words")


def test_figures_keep_their_order() -> None:
    found = order(lines(28, "p"), figure("a"), figure("b"), lines(6, "q"), figure("c"), lines(6, "r"), lines(6, "s"))
    assert [name for name in found if name[:2] == "f-"] == ["f-a", "f-b", "f-c"]
    assert [name for name in found if name[:2] != "f-"] == ["p", "q", "r", "s"]


def test_an_introduction_and_its_list_pass_together() -> None:
    items = tuple(ListItem((paragraph(f"Item {n}.", f"i{n}"),)) for n in range(5))
    assert order(lines(28, "p"), figure("a"), paragraph("Namely:", "q"), List(items, id="l"), lines(9, "r"))[:3] == [
        "p",
        "q",
        "l",
    ]


def test_a_figure_stays_near() -> None:
    """It stands on the next page, if there is no room on its own."""
    short = [paragraph(f"Short {n}.", f"s{n}") for n in range(60)]
    written = write(document([lines(28, "p"), figure("a"), *short]), MEDIA, house())
    assert written.pages["f-a"] == 2


BLOCKS = (Heading(1, text("One"), id="h"), figure("a"), lines(2, "p"), figure("b"), Heading(1, text("Two"), id="i"))


@pytest.mark.parametrize(
    ("as_set", "faults"),
    [
        ([0, 1, 2, 3, 4], 0),
        ([0, 2, 1, 3, 4], 0),
        ([0, 2, 3, 4], 1),
        ([0, 1, 1, 2, 3, 4], 1),
        ([0, 1, 2, 3], 1),
        ([0, 2, 3, 1, 4], 1),
        ([0, 1, 3, 2, 4], 0),
        ([0, 1, 2, 4, 3], 1),
        ([2, 0, 1, 3, 4], 1),
    ],
)
def test_wrong_moves_are_caught(as_set: Sequence[int], faults: int) -> None:
    found = prove_moves(document(BLOCKS), document([BLOCKS[index] for index in as_set]), whole_file("content/edition"))
    assert [fault.code for fault in found] == ["BG502"] * faults
