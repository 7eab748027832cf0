"""Work beside: its pieces, its faults, and what becomes of it when either process goes."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from briefgen import beside as module
from briefgen.beside import beside, is_possible, waiting
from briefgen.codes import UNFIT_CHART
from briefgen.errors import ContentError, Place

LARGE = 5_000_000
"""Bytes that no pipe would hold."""

forking = pytest.mark.skipif(not is_possible(), reason="needs a second processor and Linux")


def pieces() -> Iterator[object]:
    yield os.getpid()
    yield bytes(LARGE)
    yield ["last"]


def faulty() -> Iterator[object]:
    yield "first"
    raise ContentError([UNFIT_CHART.at(Place("figures.yaml", 3), "too small")])


def here(work: Callable[[], Iterator[object]], monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What the work yields where nothing can be made beside."""
    monkeypatch.setattr(module, "is_possible", lambda: False)
    with beside(work) as found:
        return list(found)


@forking
def test_another_process_makes_the_pieces() -> None:
    with beside(pieces) as found:
        process, large, last = found
    assert process != os.getpid()
    assert (large, last) == (bytes(LARGE), ["last"])


@forking
def test_it_works_before_anybody_asks(tmp_path: Path) -> None:
    def work() -> Iterator[object]:
        yield bytes(LARGE)
        (tmp_path / "done").touch()
        yield None

    with beside(work):
        deadline = time.monotonic() + 60
        while not (tmp_path / "done").exists():
            assert time.monotonic() < deadline
            time.sleep(0.01)


def test_the_pieces_are_the_same_here(monkeypatch: pytest.MonkeyPatch) -> None:
    assert here(pieces, monkeypatch) == [os.getpid(), bytes(LARGE), ["last"]]


def test_a_thread_makes_its_pieces_itself() -> None:
    found: list[object] = []

    def run() -> None:
        with beside(pieces) as its:
            found.append(next(its))

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert found == [os.getpid()]


@pytest.mark.parametrize("is_here", [False, True])
def test_a_fault_is_raised_where_the_pieces_are_taken(monkeypatch: pytest.MonkeyPatch, *, is_here: bool) -> None:
    if is_here:
        monkeypatch.setattr(module, "is_possible", lambda: False)
    with beside(faulty) as found:
        assert next(found) == "first"
        with pytest.raises(ContentError) as caught:
            next(found)
    assert [str(each.place) for each in caught.value.diagnostics] == ["figures.yaml:3:1"]


@forking
def test_what_a_killed_process_has_not_made_is_made_here() -> None:
    maker = os.getpid()

    def work() -> Iterator[object]:
        yield "first"
        if os.getpid() != maker:
            os.kill(os.getpid(), signal.SIGKILL)
        yield "second"

    with beside(work) as found:
        assert list(found) == ["first", "second"]


@forking
def test_what_cannot_be_sent_is_made_here() -> None:
    def work() -> Iterator[object]:
        yield "first"
        yield lambda: "second"

    with beside(work) as found:
        first, second = found
        assert (first, second()) == ("first", "second")


@forking
@pytest.mark.parametrize("call", ["pipe", "memfd_create", "fork"])
def test_a_system_without_room_for_another_process_has_this_one(monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    def refused(*_given: object) -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, call, refused)
    with beside(pieces) as found:
        assert next(found) == os.getpid()


@forking
def test_faults_of_who_takes_the_pieces_are_no_faults_of_the_system() -> None:
    with pytest.raises(OSError, match="full"), beside(pieces) as found:
        next(found)
        raise OSError(28, "full")


def doubled(asked: Iterator[int]) -> Iterator[tuple[int, int]]:
    for number in asked:
        yield os.getpid(), 2 * number


@pytest.mark.parametrize("is_here", [False, True])
def test_work_can_wait_for_what_it_needs(monkeypatch: pytest.MonkeyPatch, *, is_here: bool) -> None:
    if is_here:
        monkeypatch.setattr(module, "is_possible", lambda: False)
    with waiting(doubled) as other:
        found = []
        for number in (3, 5):
            other.ask(number)
            found.append(next(other.pieces))
    assert [answer for _, answer in found] == [6, 10]
    assert {maker == os.getpid() for maker, _ in found} == {is_here or not is_possible()}


@forking
def test_what_a_killed_process_was_asked_is_done_here() -> None:
    with waiting(doubled) as other:
        other.ask(3)
        process, six = next(other.pieces)
        os.kill(process, signal.SIGKILL)
        time.sleep(0.1)
        for number in (5, 7):
            other.ask(number)
        assert (six, next(other.pieces), next(other.pieces)) == (6, (os.getpid(), 10), (os.getpid(), 14))


@forking
def test_a_question_may_be_larger_than_a_pipe() -> None:
    def lengths(asked: Iterator[bytes]) -> Iterator[int]:
        time.sleep(0.2)
        yield from map(len, asked)

    with waiting(lengths) as other:
        other.ask(bytes(LARGE))
        assert next(other.pieces) == LARGE


@forking
def test_what_cannot_be_asked_of_another_process_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_given: object) -> int:
        raise OSError(27, "File too large")

    with waiting(doubled) as other:
        monkeypatch.setattr(os, "pwrite", full)
        other.ask(3)
        assert next(other.pieces) == (os.getpid(), 6)


@forking
def test_signals_of_children_may_be_ignored() -> None:
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        with beside(pieces) as found:
            assert len(list(found)) == 3
    finally:
        signal.signal(signal.SIGCHLD, before)


@forking
def test_an_interrupt_is_the_first_processs_alone() -> None:
    def work() -> Iterator[object]:
        yield os.getpid()
        time.sleep(0.3)
        yield "done"

    with beside(work) as found:
        process = next(found)
        os.kill(process, signal.SIGINT)
        assert list(found) == ["done"]
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


@forking
def test_leaving_ends_the_other_process() -> None:
    def work() -> Iterator[object]:
        yield os.getpid()
        time.sleep(600)

    with beside(work) as found:
        process = next(found)
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
