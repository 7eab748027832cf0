"""Who has made an edit, word by word, and what briefgen makes by itself is listed when a reviewer edits it."""

from __future__ import annotations

import pytest

from briefgen.review.pull.changes import ChangeOutcome, PulledKind
from briefgen.review.pull.pulling import PullOptions
from tests.desk import EDITION
from tests.review.editing import rows, strokes
from tests.review.editing.opened import MAIN, Element, OpenFile, W, runs_of, text_of
from tests.review.editing.paragraphs import mark_end
from tests.review.hands import hand, left, paragraph, replace_words, retype, typed
from tests.review.trips import Trip

pytestmark = pytest.mark.slow


def test_each_word_has_its_own_author(trip: Trip, document: bytes) -> None:
    file = OpenFile(document)
    ana, bo = hand(file), hand(file, "Ek, Bo (Legal)")
    first = paragraph(file, "A first")
    replace_words(first, "plain", "simple", ana)
    start = text_of(first).index(" about")
    strokes.remove(first, start, start + len(" about"), bo)
    replace_words(first, "long", "short", hand(file, "Cai", tracked=False))
    gone = paragraph(file, "Another")
    strokes.take_out(runs_of(gone), bo)
    mark_end(gone, bo.mark("del"))
    last = paragraph(file, "The last paragraph")
    replace_words(last, "few", "handful of", ana)
    last.addnext(typed("Typed without a mark.", last))
    row = rows.row_of(paragraph(file, "Quota"))
    assert row is not None
    rows.delete(row, bo)
    found = {
        (change.old[:12], change.new): (change.authors, change.tracked) for change in trip.pulled(file.saved()).changes
    }
    assert found == {
        ("plain", "simple"): (("Ana Ruiz",), True),
        ("about", ""): (("Ek, Bo (Legal)",), True),
        ("long", "short"): ((), False),
        ("Another para", ""): (("Ek, Bo (Legal)",), True),
        ("few", "handful of"): (("Ana Ruiz",), True),
        ("", "Typed without a mark."): ((), False),
        ("Quota | 11,0", ""): (("Ek, Bo (Legal)",), True),
    }


def contents(file: OpenFile, begins: str) -> Element:
    return next(
        each
        for each in file.tree(MAIN).iter(f"{W}p")
        if each.find(f"{W}pPr/{W}pStyle") is not None
        and each.find(f"{W}pPr/{W}pStyle").get(f"{W}val", "").upper().startswith(("TOC", "TABLEOF"))  # type: ignore[union-attr]
        and begins in text_of(each)
    )


def test_edits_of_the_contents_are_listed(trip: Trip, document: bytes) -> None:
    file = OpenFile(document)
    retype(contents(file, "The vote"), "The vote", "The late vote")
    (change,) = left(trip.pulled(file.saved()))
    assert (change.old, change.new, change.where) == ("The vote", "The late vote", "contents")


def test_contents_that_follow_an_edited_heading_are_not(trip: Trip, document: bytes) -> None:
    file = OpenFile(document)
    retype(contents(file, "The vote"), "The vote", "The late vote")
    replace_words(paragraph(file, "The vote"), "The", "The late", hand(file))
    pulled = trip.pulled(file.saved())
    assert [(change.outcome, change.new) for change in pulled.changes] == [(ChangeOutcome.PLACED, "late")]


@pytest.mark.sample(1)
@pytest.mark.parametrize("is_stripped", [True, False])
@pytest.mark.parametrize(
    ("begins", "old", "new"),
    [
        ("Upcoming dates", "Upcoming dates", "Dates"),
        ("Upcoming dates", " dates", ""),
        ("References", "References", "What was read"),
        ("Figure", "Figure", "Chart"),
    ],
)
def test_what_briefgen_prints_itself_is_listed(
    trip: Trip, document: bytes, begins: str, old: str, new: str, is_stripped: bool
) -> None:
    file = OpenFile(document)
    spot = paragraph(file, begins)
    start = text_of(spot).index(old)
    strokes.insert(spot, start + len(old), new, hand(file, tracked=False))
    strokes.remove(spot, start, start + len(old), hand(file, tracked=False))
    if is_stripped:
        file.drop_bookmarks()
        file.drop_manifest()
    pulled = trip.pulled(file.saved(), PullOptions(EDITION))
    said = " ".join(f"{change.old} {change.new}" for change in left(pulled))
    assert old.strip() in said and new in said, pulled.changes
    assert dict(pulled.after) == {}


def test_what_is_made_of_one_file_names_it(trip: Trip, document: bytes) -> None:
    file = OpenFile(document)
    replace_words(paragraph(file, "Edition"), "Minister", "Prime Minister", hand(file))
    (found,) = left(trip.pulled(file.saved()))
    assert found.reason == "briefgen makes these words by itself, from edition.yaml"


@pytest.mark.sample(1)
@pytest.mark.parametrize("keep", [0, 2])
@pytest.mark.parametrize(
    ("one", "other"),
    [("A first", "Another"), ("The south", "The north"), ("Another", "The last"), ("12,480", "tonnes landed")],
)
def test_what_changed_places_without_marks_is_said(
    trip: Trip, document: bytes, one: str, other: str, keep: int
) -> None:
    file = OpenFile(document)
    first, second = paragraph(file, one), paragraph(file, other)
    first.addprevious(second) if one != "Another" else second.addnext(first)
    if not keep:
        file.drop_bookmarks()
    else:
        for number, mark in enumerate(list(file.tree(MAIN).iter(f"{W}bookmarkStart"))):
            if number % keep and (parent := mark.getparent()) is not None:
                parent.remove(mark)
    pulled = trip.pulled(file.saved())
    assert any(change.kind in (PulledKind.MOVED, PulledKind.OTHER) for change in pulled.changes), pulled.changes


def test_contents_that_a_program_has_made_common_text_are_no_new_paragraphs(trip: Trip, document: bytes) -> None:
    file = OpenFile(document)
    for line in list(file.tree(MAIN).iter(f"{W}pStyle")):
        if line.get(f"{W}val", "").upper().startswith("TOC"):
            line.set(f"{W}val", "BodyText")
    file.drop_bookmarks()
    file.drop_manifest()
    assert trip.pulled(file.saved(), PullOptions(EDITION)).changes == ()
