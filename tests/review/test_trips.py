"""Sessions of edits, there and back: nothing lost, nothing invented; and the comparison itself sees both."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from briefgen.content import Overlay
from briefgen.review.pull import baseline
from briefgen.review.pull.changes import ChangeOutcome
from tests.review import trips
from tests.review.editing.view import view
from tests.review.editor import sessions
from tests.review.trips import Trip

SESSIONS = int(os.environ.get("BRIEFGEN_SESSIONS", "20"))
"""How many sessions are made; .ci/run wants more than a staffer's machine has time for."""

PARTS = 10
DESKS = ("small", "rich", "first")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Trip]:
    return {name: Trip.of(name, tmp_path_factory.mktemp(name)) for name in DESKS}


@pytest.fixture(autouse=True)
def read_once(monkeypatch: pytest.MonkeyPatch, made: dict[str, Trip]) -> Iterator[None]:
    """The content that goes out is read once for all sessions, because none of them changes it."""
    known: dict[object, baseline.Baseline | None] = {}
    read = baseline.read_base

    def read_base(desk: object, *arguments: object, **more: object) -> baseline.Baseline | None:
        if desk not in [trip.desk for trip in made.values()]:
            return read(desk, *arguments, **more)  # type: ignore[arg-type]
        if desk not in known:
            known[desk] = read(desk, *arguments, **more)  # type: ignore[arg-type]
        return known[desk]

    monkeypatch.setattr(baseline, "read_base", read_base)
    yield


@pytest.mark.sample(1)
@pytest.mark.parametrize("part", range(PARTS))
def test_nothing_is_lost_or_invented(part: int, made: dict[str, Trip]) -> None:
    seeds = range(part, SESSIONS, PARTS)
    trip = made[DESKS[part % len(DESKS)]]
    sent = trip.document()
    found = {s.seed: trips.faults(trip, s, sent) for s in sessions(sent, seeds)}
    assert {seed: faults for seed, faults in found.items() if faults} == {}
    assert len(found) == len(seeds)


@pytest.mark.slow
def test_nothing_is_lost_where_a_language_sets_spaces_of_its_own(tmp_path: Path) -> None:
    trip = Trip.of("french", tmp_path)
    sent = trip.document()
    assert "«\u00a0c’est “fini”\u202f!\u00a0»" in "".join(view(sent, accepted=True))
    assert trip.pulled(sent).changes == ()
    found = {s.seed: trips.faults(trip, s, sent) for s in sessions(sent, range(SESSIONS))}
    assert {seed: faults for seed, faults in found.items() if faults} == {}


@pytest.mark.libreoffice
@pytest.mark.parametrize("name", DESKS[:2])
def test_nothing_is_lost_when_libreoffice_saves_in_between(name: str, made: dict[str, Trip]) -> None:
    seeds = range(10_000, 10_000 + SESSIONS // 4)
    sent = made[name].document()
    found = {s.seed: trips.faults(made[name], s, sent) for s in sessions(sent, seeds, office_every=1)}
    assert {seed: faults for seed, faults in found.items() if faults} == {}


@pytest.mark.sample(1)
@pytest.mark.parametrize("name", DESKS)
def test_an_unedited_document_changes_no_byte(name: str, made: dict[str, Trip]) -> None:
    pulled = made[name].pulled(made[name].document())
    assert (pulled.changes, dict(pulled.after)) == ((), {})


@pytest.mark.slow
@pytest.mark.parametrize("name", DESKS)
def test_what_pull_writes_is_what_the_next_pull_finds(name: str, made: dict[str, Trip]) -> None:
    """A document of the content after a pull has no further changes."""
    trip = made[name]
    (session,) = sessions(trip.document(), [4])
    pulled = trip.pulled(session.docx)
    again = Trip(replace(trip.desk, content=Overlay(trip.desk.content, pulled.after)), trip.edition)
    document = trip.rebuilt(pulled)
    assert again.pulled(document).changes == ()


@pytest.mark.slow
def test_a_lost_edit_is_seen(made: dict[str, Trip], monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a change is left out of what is written, or out of what is listed, the comparison says so."""
    trip = made["small"]
    sent = trip.document()
    found = sessions(sent, range(8), office_every=0)
    pulled = Trip.pulled

    def without_one(self: Trip, document: bytes) -> trips.Pulled:
        whole = pulled(self, document)
        written = [change for change in whole.changes if change.edits]
        listed = [change for change in whole.changes if change.outcome is ChangeOutcome.NEEDS_A_HAND and change.new]
        if listed:
            return replace(whole, changes=tuple(change for change in whole.changes if change is not listed[0]))
        return replace(whole, after={}) if written else whole

    monkeypatch.setattr(Trip, "pulled", without_one)
    assert sum(bool(trips.faults(trip, session, sent)) for session in found) >= 7
