"""A document that is pulled again: what the first pull has written stays as it is, and what it has not can follow."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from briefgen.review.pull.changes import ChangeOutcome, PulledKind
from briefgen.review.pull.pulling import Pulled, PullOptions, pull, write_pulled
from briefgen.snapshots import Snapshot, keep_snapshot
from tests.desk import EDITION
from tests.review.editing import comments, rows, strokes
from tests.review.editing.opened import OpenFile, text_of
from tests.review.hands import VOTE, hand, paragraph, replace_words, trip_with, typed
from tests.review.trips import Trip

FACTS = f"{EDITION}/facts.yaml"


@pytest.fixture
def trip(tmp_path: Path) -> Trip:
    trip = trip_with(tmp_path)
    content = trip.desk.content.path
    files = {path.relative_to(content).as_posix(): path.read_bytes() for path in content.rglob("*") if path.is_file()}
    keep_snapshot(trip.desk.out, EDITION, trip.document(), Snapshot(files))
    return trip


def edited(trip: Trip) -> bytes:
    """The document with one edit of every kind that content can take, and a figure."""
    file = OpenFile(trip.document())
    ana, silent = hand(file), hand(file, tracked=False)
    first = paragraph(file, "A first")
    replace_words(first, "plain", "simple", ana)
    strokes.insert(first, text_of(first).index(" words"), " and short", silent)
    strokes.remove(first, text_of(first).index(" about"), text_of(first).index("."), ana)
    comments.add(first, 2, 7, "Which first?", hand(file, "Ruiz, Ana (FCDO)"))
    comments.add(first, 10, 16, "Why so --> simple?", ana)
    another = paragraph(file, "Another")
    another.addnext(typed("A paragraph of my own.", another))
    another.getparent().remove(another)
    item = paragraph(file, "The south")
    item.addnext(typed("The east wants none.", item))
    item.addnext(typed("The east wants none.", item))
    replace_words(paragraph(file, "Landings and quota"), "quota", "quotas", ana)
    row = rows.row_of(paragraph(file, "Quota"))
    assert row is not None
    rows.add_below(row, ["Rest", "some"], ana)
    replace_words(paragraph(file, "Boats landed"), "12,480", "12,490", ana)
    return file.saved()


def written(trip: Trip, document: bytes, wish: PullOptions) -> Pulled:
    pulled = trip.pulled(document, wish)
    write_pulled(trip.desk.content.path, trip.desk.out, pulled, datetime.now(UTC))
    return pulled


@pytest.mark.slow
def test_figures_are_accepted_later_and_nothing_else_is_written_twice(trip: Trip) -> None:
    document = edited(trip)
    first = written(trip, document, PullOptions())
    assert {change.outcome for change in first.changes} == {ChangeOutcome.PLACED, ChangeOutcome.PROPOSED}, first.changes
    assert FACTS not in first.after and VOTE in first.after
    second = written(trip, document, PullOptions(accept_figures=True))
    assert list(second.after) == [FACTS], second.patch("content")
    fates = {(change.kind is PulledKind.FIGURE, change.outcome) for change in second.changes}
    assert fates == {(True, ChangeOutcome.PLACED), (False, ChangeOutcome.THERE_ALREADY)}, second.changes
    third = written(trip, document, PullOptions(accept_figures=True))
    assert dict(third.after) == {}
    assert {change.outcome for change in third.changes} == {ChangeOutcome.THERE_ALREADY}, third.changes


@pytest.mark.slow
def test_what_was_written_and_then_edited_further_is_not_written_again(trip: Trip) -> None:
    document = edited(trip)
    first = written(trip, document, PullOptions())
    path = trip.desk.content.path / VOTE
    now = first.after[VOTE].decode().replace("It is not long.", "It is rather long.").replace("nobody*", "none*")
    now = now.replace("The north wants", "The far north wants").replace("The last paragraph", "The final paragraph")
    path.write_text(now)
    second = written(trip, document, PullOptions())
    assert dict(second.after) == {}, second.patch("content")


@pytest.mark.slow
def test_two_copies_of_one_document_are_one(trip: Trip) -> None:
    document = edited(trip)
    alone = trip.pulled(document, PullOptions(accept_figures=True))
    paths = [trip.desk.content.path.parent / name for name in ("one.docx", "two.docx")]
    for path in paths:
        path.write_bytes(document)
    both = pull(trip.desk, paths, PullOptions(accept_figures=True))
    assert dict(both.after) == dict(alone.after)
    listed = pull(trip.desk, paths, PullOptions(list_comments=True))
    text = listed.after[f"{EDITION}/review.md"].decode()
    assert text.count("Which first?") == 1
    assert "Ruiz, Ana (FCDO), 2031-05-06" in text


@pytest.mark.slow
def test_comments_alone_come_back_once(trip: Trip) -> None:
    file = OpenFile(trip.document())
    comments.add(paragraph(file, "A first"), 2, 7, "Which -->  one?", hand(file, "Ruiz, Ana (FCDO)"))
    comments.add(paragraph(file, "Landings"), 0, 8, "a | b", hand(file, ""))
    assert len(written(trip, file.saved(), PullOptions()).after) == 2
    assert dict(written(trip, file.saved(), PullOptions()).after) == {}
