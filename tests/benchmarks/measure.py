"""Processes and what they take: wall time, processor time, memory."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter, sleep

ROOT = Path(__file__).parents[2]
CACHE = Path(tempfile.gettempdir()) / f"briefgen-bench-{os.getpid()}"
BRIEFGEN = (sys.executable, "-m", "briefgen")
PATIENCE = 60.0  # seconds
EVERY = 0.002
MEGABYTE = 2**20
_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER of prctl(2)


@dataclass(frozen=True)
class Run:
    """What one process, and those that it started, took: seconds, and seconds of the processors."""

    wall: float
    processor: float

    def __add__(self, other: Run) -> Run:
        """One after the other."""
        return Run(self.wall + other.wall, self.processor + other.processor)


def run(command: Sequence[str | Path], folder: Path) -> Run:
    """Run a command to its end; raises CalledProcessError where it fails.

    The clock stops when the command ends; what its processes take that end after it, unwaited for, counts as well.
    """
    _adopt_orphans()
    others = set(_own_children(os.getpid()))
    start = perf_counter()
    with _started(command, folder) as process:
        _, status, usage = os.wait4(process.pid, 0)
        wall = perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, [str(part) for part in command])
    left = [os.wait4(each, 0)[2] for each in _own_children(os.getpid()) if each not in others]
    return Run(wall, sum(each.ru_utime + each.ru_stime for each in (usage, *left)))


def _adopt_orphans() -> None:
    """Become the parent of processes whose own has ended, where the system can do so (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)


def peak(command: Sequence[str | Path], folder: Path) -> int:
    """The bytes that a command and the processes that it starts hold together at most, looked at while it runs."""
    with _started(command, folder) as process:
        watcher = Watcher(process.pid)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        return max(watcher.stop(), usage.ru_maxrss * 1024)


def _started(command: Sequence[str | Path], folder: Path) -> subprocess.Popen[bytes]:
    null = subprocess.DEVNULL
    return subprocess.Popen(command, cwd=folder, env=environment(), stdout=null, stderr=null)


def environment() -> dict[str, str]:
    """That of all processes: with a cache of their own, and with compiled modules, as where they are installed."""
    own = {"PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(CACHE), "XDG_RUNTIME_DIR": str(CACHE / "run")}
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | own


class Watcher:
    """Looks now and then at what a process and its children hold together, where the system tells (Linux)."""

    def __init__(self, process: int) -> None:
        self.process = process
        self.peak = 0
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._thread.start()

    def stop(self) -> int:
        self._stopped.set()
        self._thread.join()
        return self.peak

    def _look(self) -> None:
        while not self._stopped.wait(0.05):
            children = _children(self.process)
            if children:
                self.peak = max(self.peak, sum(map(held, (self.process, *children))))


def _children(process: int) -> list[int]:
    """The processes that a process has started, and theirs."""
    children = _own_children(process)
    return children + [each for child in children for each in _children(child)]


def _own_children(process: int) -> list[int]:
    with suppress(OSError):
        return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    return []


def held(process: int) -> int:
    """Bytes that a process holds, what it shares with others divided among them."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def in_turn(rounds: int, jobs: dict[str, Callable[[], Run]]) -> dict[str, Run]:
    """Run all jobs one after the other, so many times over, and give the median of each."""
    runs: dict[str, list[Run]] = {name: [] for name in jobs}
    for _ in range(rounds):
        for name, job in jobs.items():
            runs[name].append(job())
    return {name: _median(each) for name, each in runs.items()}


def _median(runs: list[Run]) -> Run:
    return Run(median(each.wall for each in runs), median(each.processor for each in runs))


def edits(desk: Path, documents: Sequence[Path], changes: Sequence[Callable[[], None]]) -> list[float]:
    """How long a watching build takes from each change of the content to new documents, in seconds."""
    command = (*BRIEFGEN, "build", "--watch")
    with subprocess.Popen(
        command, cwd=desk, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stderr
            while "watching" not in (line := process.stderr.readline()):
                if not line:
                    raise RuntimeError("the build ended instead of watching")
            sleep(1)
            return [_time_of_change(change, documents) for change in changes]
        finally:
            process.terminate()


@contextmanager
def builder(desk: Path) -> Iterator[None]:
    """A builder for a desk, which is ready."""
    listening = CACHE / "run" / "briefgen"
    listening.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _started((*BRIEFGEN, "serve", "--no-browser"), desk) as process:
        try:
            start = perf_counter()
            while not [*listening.glob("*[!k]")]:  # a socket beside its lock
                if perf_counter() - start > PATIENCE:
                    raise TimeoutError("there is no builder")
                sleep(EVERY)
            yield
        finally:
            process.terminate()


def _time_of_change(change: Callable[[], None], documents: Sequence[Path]) -> float:
    before = [_state(document) for document in documents]
    start = perf_counter()
    change()
    while any(_state(document) in (old, None) for document, old in zip(documents, before, strict=True)):
        if perf_counter() - start > PATIENCE:
            raise TimeoutError("nothing was built after a change")
        sleep(EVERY)
    taken = perf_counter() - start
    sleep(0.5)
    return taken


def _state(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_ino, status.st_mtime_ns
