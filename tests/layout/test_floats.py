"""Figures let text run up before them rather than leave white on a page, and stay in their section and order."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from briefgen.formats.pdf import write
from briefgen.model.blocks import Block, Figure, Heading, List, ListItem
from briefgen.proof import prove_moves
from briefgen.spans import whole_file
from tests.formats.pdf.brief import document, timetable
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


@pytest.mark.parametrize("wall", [Heading(2, text("Next"), id="x"), timetable(4, "x")])
def test_no_figure_passes_a_heading_or_a_table(wall: Block) -> None:
    assert order(lines(28, "p"), figure("a"), wall, lines(6, "q")) == ["p", "f-a", wall.id, "q"]


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
    """Three steps at most, even if the text that runs up is short."""
    short = [paragraph(f"Short {n}.", f"s{n}") for n in range(9)]
    assert order(lines(28, "p"), figure("a"), *short).index("f-a") == 4


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
        ([0, 1, 3, 2, 4], 1),
        ([0, 1, 2, 4, 3], 1),
        ([2, 0, 1, 3, 4], 1),
    ],
)
def test_wrong_moves_are_caught(as_set: Sequence[int], faults: int) -> None:
    found = prove_moves(document(BLOCKS), document([BLOCKS[index] for index in as_set]), whole_file("content/edition"))
    assert [fault.code for fault in found] == ["BG502"] * faults
