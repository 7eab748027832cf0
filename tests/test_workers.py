"""Workers: their results, their faults, and what becomes of a task when either process goes."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from briefgen import workers as module
from briefgen.codes import UNFIT_CHART
from briefgen.errors import ContentError
from briefgen.workers import Task, Workers, get_worker_ready, is_possible, start_worker
from tests.places import span_at

LARGE = 5_000_000
"""Bytes that no pipe would hold."""

forking = pytest.mark.skipif(not is_possible(), reason="needs a second processor and Linux")


def results(_sent: Iterator[object]) -> Iterator[object]:
    yield os.getpid()
    yield bytes(LARGE)
    yield ["last"]


def faulty(_sent: Iterator[object]) -> Iterator[object]:
    yield "first"
    raise ContentError([UNFIT_CHART.at(span_at("figures.yaml", 3), "too small")])


def here(task: Task, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The results where there can be no other process."""
    monkeypatch.setattr(module, "is_possible", lambda: False)
    with start_worker(task) as worker:
        return list(worker.results)


@forking
def test_another_process_makes_the_results() -> None:
    with start_worker(results) as worker:
        process, large, last = worker.results
    assert process != os.getpid()
    assert (large, last) == (bytes(LARGE), ["last"])


@forking
def test_it_works_before_anybody_asks(tmp_path: Path) -> None:
    def work(_sent: Iterator[object]) -> Iterator[object]:
        yield bytes(LARGE)
        (tmp_path / "done").touch()
        yield None

    with start_worker(work):
        deadline = time.monotonic() + 60
        while not (tmp_path / "done").exists():
            assert time.monotonic() < deadline
            time.sleep(0.01)


def test_the_results_are_the_same_here(monkeypatch: pytest.MonkeyPatch) -> None:
    assert here(results, monkeypatch) == [os.getpid(), bytes(LARGE), ["last"]]


def test_a_thread_makes_its_results_itself() -> None:
    found: list[object] = []

    def run() -> None:
        with start_worker(results) as worker:
            found.append(next(worker.results))

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert found == [os.getpid()]


@pytest.mark.parametrize("is_here", [False, True])
def test_a_fault_is_raised_where_the_results_are_taken(monkeypatch: pytest.MonkeyPatch, *, is_here: bool) -> None:
    if is_here:
        monkeypatch.setattr(module, "is_possible", lambda: False)
    with start_worker(faulty) as worker:
        assert next(worker.results) == "first"
        with pytest.raises(ContentError) as caught:
            next(worker.results)
    assert [str(each.place) for each in caught.value.diagnostics] == ["figures.yaml:3:1"]


@forking
def test_what_a_killed_process_has_not_made_is_made_here() -> None:
    maker = os.getpid()

    def work(_sent: Iterator[object]) -> Iterator[object]:
        yield "first"
        if os.getpid() != maker:
            os.kill(os.getpid(), signal.SIGKILL)
        yield "second"

    with start_worker(work) as worker:
        assert list(worker.results) == ["first", "second"]


@forking
def test_what_cannot_be_sent_is_made_here() -> None:
    def work(_sent: Iterator[object]) -> Iterator[object]:
        yield "first"
        yield lambda: "second"

    with start_worker(work) as worker:
        first, second = worker.results
        assert (first, second()) == ("first", "second")


@forking
@pytest.mark.parametrize("call", ["pipe", "memfd_create", "fork"])
def test_a_system_without_room_for_another_process_has_this_one(monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    def refused(*_given: object) -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, call, refused)
    with start_worker(results) as worker:
        assert next(worker.results) == os.getpid()


@forking
def test_faults_of_who_takes_the_results_are_no_faults_of_the_system() -> None:
    with pytest.raises(OSError, match="full"), start_worker(results) as worker:
        next(worker.results)
        raise OSError(28, "full")


def doubled(asked: Iterator[int]) -> Iterator[tuple[int, int]]:
    for number in asked:
        yield os.getpid(), 2 * number


@pytest.mark.parametrize("is_here", [False, True])
def test_work_can_wait_for_what_it_needs(monkeypatch: pytest.MonkeyPatch, *, is_here: bool) -> None:
    if is_here:
        monkeypatch.setattr(module, "is_possible", lambda: False)
    with start_worker(doubled) as worker:
        found = []
        for number in (3, 5):
            worker.send(number)
            found.append(next(worker.results))
    assert [answer for _, answer in found] == [6, 10]
    assert {maker == os.getpid() for maker, _ in found} == {is_here or not is_possible()}


@forking
def test_what_a_killed_process_was_asked_is_done_here() -> None:
    with start_worker(doubled) as worker:
        worker.send(3)
        process, six = next(worker.results)
        os.kill(process, signal.SIGKILL)
        time.sleep(0.1)
        for number in (5, 7):
            worker.send(number)
        assert (six, next(worker.results), next(worker.results)) == (6, (os.getpid(), 10), (os.getpid(), 14))


@forking
def test_a_question_may_be_larger_than_a_pipe() -> None:
    def lengths(asked: Iterator[bytes]) -> Iterator[int]:
        time.sleep(0.2)
        yield from map(len, asked)

    with start_worker(lengths) as worker:
        worker.send(bytes(LARGE))
        assert next(worker.results) == LARGE


@forking
def test_what_cannot_be_asked_of_another_process_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_given: object) -> int:
        raise OSError(27, "File too large")

    with start_worker(doubled) as worker:
        monkeypatch.setattr(os, "pwrite", full)
        worker.send(3)
        assert next(worker.results) == (os.getpid(), 6)


@forking
def test_a_task_may_begin_before_it_is_started(tmp_path: Path) -> None:
    def task(sent: Iterator[int]) -> Iterator[tuple[int, int]]:
        (tmp_path / "begun").touch()
        yield from doubled(sent)

    with Workers() as workers:
        workers.prepare(task)
        deadline = time.monotonic() + 60
        while not (tmp_path / "begun").exists():
            assert time.monotonic() < deadline
            time.sleep(0.01)
        first, second = workers.start(task), workers.start(task)
        for number, worker in enumerate((first, second), 3):
            worker.send(number)
        (one, six), (other, eight) = next(first.results), next(second.results)
        assert (six, eight) == (6, 8)
        assert len({one, other, os.getpid()}) == 3
    for process in (one, other):
        assert_ends(process)


@forking
def test_signals_of_children_may_be_ignored() -> None:
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        with start_worker(results) as worker:
            assert len(list(worker.results)) == 3
    finally:
        signal.signal(signal.SIGCHLD, before)


@forking
def test_an_interrupt_is_the_first_processs_alone() -> None:
    def work(_sent: Iterator[object]) -> Iterator[object]:
        yield os.getpid()
        time.sleep(0.3)
        yield "done"

    with start_worker(work) as worker:
        process = next(worker.results)
        os.kill(process, signal.SIGINT)
        assert list(worker.results) == ["done"]
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


@forking
def test_leaving_ends_the_other_process() -> None:
    def work(_sent: Iterator[object]) -> Iterator[object]:
        yield os.getpid()
        time.sleep(600)

    with start_worker(work) as worker:
        process = next(worker.results)
    assert_ends(process)


def assert_ends(process: int) -> None:
    """A process ends, for which nobody waits, and the system forgets it when there are others."""
    deadline = time.monotonic() + 60
    while Path(f"/proc/{process}").exists():
        assert time.monotonic() < deadline
        with start_worker(results):
            time.sleep(0.01)


class Large:
    """What two processes know, and what only one does."""

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return Large, ()


def told(known: object, other: object, sent: Iterator[object]) -> Iterator[object]:
    """Where it is done, whether what it is given is what was there before, and what has been sent."""
    yield os.getpid(), known in KNOWN, other in KNOWN
    yield next(sent)


KNOWN = [Large(), Large()]


@forking
def test_a_worker_that_is_ready_does_the_next_task_and_is_not_sent_what_it_knows(tmp_path: Path) -> None:
    ready = tmp_path / "ready"
    get_worker_ready(ready.touch, KNOWN)
    with Workers() as workers:
        deadline = time.monotonic() + 60
        while not ready.exists():
            assert time.monotonic() < deadline
            time.sleep(0.01)
        first, second = (workers.start(partial(told, KNOWN[1], Large())) for _ in range(2))
        for worker in (first, second):
            worker.send("more")
        (one, *known), more = first.results
        assert (known, more) == ([True, False], "more")
        (other, *_), _ = second.results
        assert len({one, other, os.getpid()}) == 3
    assert_ends(one)


@forking
def test_what_cannot_be_sent_to_a_worker_that_is_ready_is_done_here() -> None:
    get_worker_ready(bool, ())
    with Workers() as workers:
        assert next(workers.start(lambda _sent: iter([os.getpid()])).results) == os.getpid()


@forking
def test_a_worker_that_dies_while_it_is_ready_leaves_its_task_to_this_process() -> None:
    get_worker_ready(lambda: os.kill(os.getpid(), signal.SIGKILL), ())
    with Workers() as workers:
        worker = workers.start(partial(told, None, None))
        worker.send("more")
        assert [*worker.results] == [(os.getpid(), False, False), "more"]
