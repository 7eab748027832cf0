"""Edits with which `check` would refuse the content: they are listed with what it would say, and the others written."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from briefgen.review.pull.changes import ChangeOutcome
from tests.review.editing import strokes
from tests.review.editing.opened import OpenFile, text_of
from tests.review.hands import VOTE, hand, left, paragraph, replace_words, section
from tests.review.trips import Trip

pytestmark = pytest.mark.slow

WORDS = "A first paragraph of plain words that anybody can move about."


def edit(begins: str, old: str, new: str) -> Callable[[OpenFile], None]:
    return lambda file: replace_words(paragraph(file, begins), old, new, hand(file))


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("begins", "old", "new", "code"),
    [
        ("A first", WORDS, "In 2030 the fleet had 317 boats, says the ministry.", "BG201"),
        ("A first", "plain", "3,410 plain", "BG201"),
        ("What follows", "follows", "follows in 2044", "BG201"),
        ("A first", "plain", "pl\u202eain", "would not print"),
        ("A first", "plain", "\U0001f41f", "BG"),
    ],
)
def test_what_check_refuses_is_listed(trip: Trip, document: bytes, begins: str, old: str, new: str, code: str) -> None:
    file = OpenFile(document)
    for change in (edit(begins, old, new), edit("Another", "little", "nothing")):
        change(file)
    pulled = trip.pulled(file.saved())
    assert [change.outcome for change in left(pulled)] == [ChangeOutcome.NEEDS_A_HAND], pulled.changes
    assert code in left(pulled)[0].reason
    assert "says nothing" in section(trip, pulled) and new not in section(trip, pulled)
    assert list(pulled.after) == [VOTE]


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    "new",
    ["{{ landings }}", "[x](y)", "# x", "- x", "| x | y |", "a: b # c", "{x}", "@x", "%x", "*x", "`x", "~~x"],
)
def test_what_looks_like_markup_is_written_as_it_was_typed(trip: Trip, document: bytes, new: str) -> None:
    file = OpenFile(document)
    for begins in ("A first", "What follows", "Landings and quota"):
        edit(begins, begins, new)(file)
    pulled = trip.pulled(file.saved())
    assert left(pulled) == []
    texts = [line.text for line in OpenFile(trip.rebuilt(pulled)).lines]
    assert sum(text.startswith(new) for text in texts) >= 3, texts


def test_what_stays_bold_is_marked_once(trip: Trip, document: bytes) -> None:
    file = OpenFile(document)
    replace_words(paragraph(file, "The council is"), "split ", "", hand(file))
    assert "The council is **in the middle**, and" in section(trip, trip.pulled(file.saved()))


@pytest.mark.sample(1)
@pytest.mark.parametrize("is_tracked", [True, False])
def test_a_sentence_that_cannot_be_written_where_it_went_stays_where_it_was(
    trip: Trip, document: bytes, is_tracked: bool
) -> None:
    file = OpenFile(document)
    spot, by = paragraph(file, "Boats landed"), hand(file, tracked=is_tracked)
    sentence = text_of(spot)[: text_of(spot).index(" [1")]
    strokes.remove(spot, 0, len(sentence), by)
    strokes.insert(paragraph(file, "Another"), 0, f"{sentence}. ".replace("\u00a0", " "), by)
    pulled = trip.pulled(file.saved())
    assert len(left(pulled)) == 2, pulled.changes
    assert dict(pulled.after) == {}
