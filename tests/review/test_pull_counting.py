"""A list that goes on after other text counts on after a pull, whatever a reviewer did to the parts before."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.pipeline import check
from briefgen.workspace import Workspace
from tests.desk import EDITION, FILES
from tests.review.editing.opened import OpenFile
from tests.review.hands import VOTE, left, paragraph, pulled_after, section, trip_with, typed
from tests.review.trips import Trip

pytestmark = pytest.mark.slow

PARTS = """
1. Call the harbours.
2. Weigh the herring.

The crews rest between the parts.

3. Pay the crews.
   1. Pay by letter.
   2. Pay by radio.

   Nobody pays otherwise.

   3. Pay by flag.

They rest once more.

4. Close the books.
5. Open the ice house.
"""
NINE = "".join(f"{number}. Crate {'abcdefghi'[number - 1]} is full.\n" for number in range(1, 10))
WIDE = f"\n{NINE}\nThen comes a break.\n\n10. Crate j is full.\n\n    It has a lid.\n\n11. Crate k is full.\n"
EIGHT = NINE[: NINE.index("9.")]
NARROW = f"\n{EIGHT}\nThen comes a break.\n\n9. Crate i is full.\n\n   It has a lid.\n\n   - And a lock.\n"

Change = Callable[[OpenFile], object]


def trip_of(folder: Path, text: str) -> Trip:
    return trip_with(folder, {"/sections/20-vote.md": FILES[f"{EDITION}/sections/20-vote.md"] + text})


def add(text: str, behind: str) -> Change:
    return lambda file: paragraph(file, behind).addnext(typed(text, paragraph(file, behind)))


def drop(*begins: str) -> Change:
    def change(file: OpenFile) -> None:
        for each in begins:
            spot = paragraph(file, each)
            spot.getparent().remove(spot)  # type: ignore[union-attr]

    return change


def both(*changes: Change) -> Change:
    return lambda file: [change(file) for change in changes]


def numbered(text: str) -> list[str]:
    return re.findall(r"^ *(\d+\. \w+ \w+)", text, re.MULTILINE)


def builds(trip: Trip, after: dict[str, bytes]) -> bool:
    for name, data in after.items():
        (trip.desk.content.path / name).write_bytes(data)
    desk = Workspace(trip.desk.content, trip.desk.assets, trip.desk.out)
    return not [fault for fault in check(desk, EDITION).diagnostics if fault.is_error]


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("change", "numbers"),
    [
        (add("Wash the nets.", "Weigh the"), "1 2 3 4 1 2 3 5 5"),
        (add("Wash the nets.", "Pay by flag"), "1 2 3 1 2 3 4 4 5"),
        (add("Wash the nets.", "Pay by letter"), "1 2 3 1 2 2 4 4 5"),
        (drop("Call the"), "1 2 1 2 3 3 5"),
        (drop("Weigh the"), "1 2 1 2 3 3 5"),
        (drop("Call the", "Weigh the"), "1 1 2 3 2 5"),
        (drop("Pay by letter", "Pay by radio"), "1 2 3 1 4 5"),
        (drop("Close the"), "1 2 3 1 2 3 4"),
        (drop("The crews rest"), "1 2 3 1 2 3 4 5"),
        (drop("The crews rest", "They rest"), "1 2 3 1 2 3 4 5"),
        (drop("The crews rest", "Weigh the", "Call the"), "1 1 2 3 2 5"),
        (both(add("Wash the nets.", "Call the"), drop("Weigh the")), "1 2 3 1 2 3 4 5"),
    ],
)
def test_parts_count_on(change: Change, numbers: str, tmp_path: Path) -> None:
    trip = trip_of(tmp_path, PARTS)
    pulled = pulled_after(trip, change)
    assert left(pulled) == []
    written = section(trip, pulled)
    assert " ".join(each.partition(".")[0] for each in numbered(written)) == numbers, written
    assert builds(trip, dict(pulled.after)), written


def behind(begins: str, like: str, *texts: str) -> Change:
    """Items of a list behind other text, and text between them."""

    def change(file: OpenFile) -> None:
        for text in reversed(texts):
            listed = paragraph(file, like) if text.startswith("Item") else None
            paragraph(file, begins).addnext(typed(text, listed))

    return change


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("change", "lines"),
    [
        (behind("Open the", "Close the", "Words.", "Item x."), "\n\nWords.\n\n6. Item x.\n"),
        (behind("They rest", "Pay the", "Item x."), "once more.\n\n4. Item x.\n4. Close the books."),
        (behind("The crews", "Call the", "Item x.", "Item y."), "parts.\n\n3. Item x.\n3. Item y.\n3. Pay the crews."),
        (behind("Weigh the", "Call the", "Words.", "Item x."), "Words.\n\n3. Item x.\n\nThe crews"),
    ],
)
def test_items_behind_other_text_go_on_with_their_list(change: Change, lines: str, tmp_path: Path) -> None:
    trip = trip_of(tmp_path, PARTS)
    pulled = pulled_after(trip, change)
    assert left(pulled) == []
    written = section(trip, pulled)
    assert lines in written
    assert builds(trip, dict(pulled.after)), written


def test_an_item_that_moves_into_another_part(tmp_path: Path) -> None:
    trip = trip_of(tmp_path, PARTS)
    pulled = pulled_after(trip, lambda file: paragraph(file, "Close the").addnext(paragraph(file, "Call the")))
    assert left(pulled) == []
    written = numbered(section(trip, pulled))
    assert written[0] == "1. Weigh the" and written[1] == "2. Pay the" and written[5] == "3. Close the"
    assert builds(trip, dict(pulled.after))


@pytest.mark.slow
def test_what_stands_in_an_item_follows_a_number_that_is_wider_or_narrower(tmp_path: Path) -> None:
    trip = trip_of(tmp_path / "narrow", NARROW)
    pulled = pulled_after(trip, add("Crate x is full.", "Crate c"))
    assert "\n10. Crate i is full.\n\n    It has a lid.\n\n    - And a lock.\n" in section(trip, pulled)
    assert builds(trip, dict(pulled.after))
    trip = trip_of(tmp_path / "wide", WIDE)
    pulled = pulled_after(trip, drop("Crate c"))
    assert "\n9.  Crate j is full.\n\n    It has a lid.\n\n11. Crate k" in section(trip, pulled)
    assert builds(trip, dict(pulled.after))


@pytest.mark.slow
def test_line_ends_and_what_else_a_file_has_stay(tmp_path: Path) -> None:
    trip = trip_of(tmp_path, PARTS)
    path = trip.desk.content.path / VOTE
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    pulled = pulled_after(trip, drop("Call the"))
    data = pulled.after[VOTE]
    assert data.startswith(b"\xef\xbb\xbf") and b"\r\n2. Pay the crews.\r\n" in data
    assert data.count(b"\n") == data.count(b"\r\n")
