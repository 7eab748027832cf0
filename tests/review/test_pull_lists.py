"""Items that come, go and move, and paragraphs that come between them."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import pytest

from tests.desk import EDITION, FILES
from tests.review.editing.opened import OpenFile, W
from tests.review.hands import VOTE, left, paragraph, pulled_after, section, trip_with, typed

pytestmark = pytest.mark.slow

SOUTH, NORTH, LAST = "The south wants", "The north wants", "The last paragraph"
NESTED = """
- One stands here.
    - Below it is a half.
    - And another half.
- Two stands here.

> A quotation is here.
>
> - Alpha in it.
> - Beta in it.
"""


def test_a_numbered_list_begins_with_its_number_when_its_first_item_goes(tmp_path: Path) -> None:
    trip = trip_with(tmp_path)
    pulled = pulled_after(trip, lambda file: paragraph(file, SOUTH).getparent().remove(paragraph(file, SOUTH)))  # type: ignore[union-attr]
    assert left(pulled) == []
    assert "\n\n1. The north wants **fewer boats**, and says why\n   on a line" in section(trip, pulled)


@pytest.mark.slow
def test_a_new_first_item_stands_on_top_of_its_list(tmp_path: Path) -> None:
    trip = trip_with(tmp_path)

    def change(file: OpenFile) -> None:
        spot = paragraph(file, SOUTH)
        for text in ("The west.", "The east."):
            spot.addprevious(typed(text, spot))

    assert "\n\n1. The west.\n1. The east.\n1. The south" in section(trip, pulled_after(trip, change))


@pytest.mark.slow
def test_items_change_places(tmp_path: Path) -> None:
    trip = trip_with(tmp_path)
    pulled = pulled_after(trip, lambda file: paragraph(file, NORTH).addnext(paragraph(file, SOUTH)))
    assert left(pulled) == []
    written = section(trip, pulled)
    assert "\n\n1. The north wants **fewer boats**, and says why\n   on a line of its own.\n1. The south" in written


@pytest.mark.slow
def test_a_paragraph_that_divides_a_list_needs_a_hand(tmp_path: Path) -> None:
    trip = trip_with(tmp_path)
    pulled = pulled_after(trip, lambda file: paragraph(file, SOUTH).addnext(paragraph(file, LAST)))
    (change,) = left(pulled)
    assert change.new.startswith(LAST) and "middle of a list" in change.reason
    assert dict(pulled.after) == {}


@pytest.mark.slow
def test_a_heading_keeps_its_id_when_it_moves(tmp_path: Path) -> None:
    trip = trip_with(tmp_path)
    pulled = pulled_after(
        trip, lambda file: paragraph(file, "Another paragraph").addnext(paragraph(file, "What follows"))
    )
    assert "miss it.\n\n## What follows {#follows}\n\nThe last" in section(trip, pulled)


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("after", "like", "written"),
    [
        ("Below it", "And another half", "    - Below it is a half.\n    - New.\n    - And another half."),
        ("And another half", "One stands", "    - And another half.\n- New.\n- Two stands here."),
        ("Two stands", "Below it", "- Two stands here.\n  - New.\n"),
        ("Alpha", "Beta", "> - Alpha in it.\n> - New.\n> - Beta in it."),
    ],
)
def test_a_new_item_has_its_depth(after: str, like: str, written: str, tmp_path: Path) -> None:
    trip = trip_with(tmp_path, {"/sections/20-vote.md": FILES[f"{EDITION}/sections/20-vote.md"] + NESTED})

    def change(file: OpenFile) -> None:
        new = typed("New.", paragraph(file, like))
        paragraph(file, after).addnext(new)

    pulled = pulled_after(trip, change)
    assert left(pulled) == []
    assert written in section(trip, pulled, VOTE)


@pytest.mark.slow
def test_a_copy_of_an_item_is_another_item(tmp_path: Path) -> None:
    trip = trip_with(tmp_path)

    def change(file: OpenFile) -> None:
        copy = deepcopy(paragraph(file, SOUTH))
        for mark in [*copy.iter(f"{W}bookmarkStart"), *copy.iter(f"{W}bookmarkEnd")]:
            mark.getparent().remove(mark)  # type: ignore[union-attr]
        paragraph(file, NORTH).addnext(copy)

    written = section(trip, pulled_after(trip, change))
    assert written.count("The south wants more days.") == 2
    assert "its own.\n3. The south wants more days.\n" in written
