"""Several things that come to one place in the content stand there in the reviewer's order, each of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.review.editing.opened import OpenFile
from tests.review.hands import LANDINGS, left, paragraph, pulled_after, section, trip_with, typed

FIRST, SECOND, LAST = "A first paragraph", "Another paragraph", "The last paragraph"


def add(file: OpenFile, after: str, *texts: str) -> None:
    spot = paragraph(file, after)
    for text in reversed(texts):
        spot.addnext(typed(text, spot))


@pytest.mark.sample(1)
@pytest.mark.parametrize("texts", [tuple(f"New one, the {n}th." for n in "abcdefgh"), ("Thrice.",) * 3])
def test_new_paragraphs_keep_their_order(texts: tuple[str, ...], tmp_path: Path) -> None:
    trip = trip_with(tmp_path)
    pulled = pulled_after(trip, lambda file: add(file, FIRST, *texts))
    assert "\n\n".join(["It is not long.", *texts, "Another"]) in section(trip, pulled)


@pytest.mark.slow
def test_new_items_keep_their_order(tmp_path: Path) -> None:
    trip = trip_with(tmp_path)
    pulled = pulled_after(trip, lambda file: add(file, "The south wants", "One more.", "And one.", "And a third."))
    assert "more days.\n2. One more.\n2. And one.\n2. And a third.\n2. The north" in section(trip, pulled)


@pytest.mark.slow
def test_paragraphs_that_move_to_one_place_keep_their_order(tmp_path: Path) -> None:
    trip = trip_with(tmp_path)

    def change(file: OpenFile) -> None:
        spot = paragraph(file, "Boats landed")
        for begins in (LAST, SECOND):
            spot.addnext(paragraph(file, begins))

    pulled = pulled_after(trip, change)
    written = section(trip, pulled, LANDINGS)
    assert left(pulled) == []
    assert written.index("[](#section:vote)") < written.index(SECOND) < written.index(LAST)
    assert SECOND not in section(trip, pulled) and LAST not in section(trip, pulled)


@pytest.mark.slow
def test_what_follows_a_paragraph_that_moved_stands_behind_it(tmp_path: Path) -> None:
    trip = trip_with(tmp_path)

    def change(file: OpenFile) -> None:
        spot, moved = paragraph(file, FIRST), paragraph(file, LAST)
        spot.addnext(moved)
        moved.addnext(typed("New behind it.", spot))

    written = section(trip, pulled_after(trip, change))
    assert written.index(FIRST) < written.index(LAST) < written.index("New behind it.") < written.index(SECOND)
