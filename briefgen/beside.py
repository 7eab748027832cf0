"""Work beside: what another process makes meanwhile, handed over piece by piece.

The other process is a copy of this one (fork), so it knows all that this one knows. Where there is no fork or no second
processor, the work is done here, when it is asked for; so it is again if the other process dies.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from enum import Enum
from io import FileIO
from itertools import islice
from typing import Any, NoReturn

Work = Callable[[], Iterator[Any]]
AskedWork = Callable[[Iterator[Any]], Iterator[Any]]

LENGTH = 8
"""Bytes in which a piece's length is told."""


class _Kind(Enum):
    PIECE = "piece"
    FAULT = "fault"
    END = "end"


class Other:
    """Work that is done elsewhere: it gives pieces, and can be asked for more of them, in order."""

    def __init__(self, work: AskedWork) -> None:
        self._asked: list[Any] = []
        self._work = work
        self.pieces = self._here()

    def ask(self, question: object) -> None:
        """Let the work know what else is wanted."""
        self._asked.append(question)

    def _here(self, start: int = 0) -> Iterator[Any]:
        """The pieces from one on, made by this process when they are taken."""
        return islice(self._work(iter(self._asked)), start, None)


@contextmanager
def beside(work: Work) -> Iterator[Iterator[Any]]:
    """The pieces that the work yields, which another process makes from now on; what it raises is raised here.

    Pieces must be picklable. When the context is left the other process ends.
    """
    with waiting(lambda _asked: work()) as other:
        yield other.pieces


@contextmanager
def waiting(work: AskedWork) -> Iterator[Other]:
    """Work as that of `beside`, which begins before all is known that it needs: it takes the rest when it is asked."""
    with ExitStack() as process:
        other = None
        if is_possible():
            with suppress(OSError):  # the system has no room for another process
                other = process.enter_context(_forked(work))
        yield other or Other(work)


def is_possible() -> bool:
    """Whether another process can be made (Linux), and is of use: not by a thread, and not by one of many workers."""
    return (
        hasattr(os, "memfd_create")
        and processors() > 1
        and threading.current_thread() is threading.main_thread()
        and not is_worker()
    )


def is_worker() -> bool:
    """Whether this process is one of a pool of multiprocessing's, which keeps the processors busy by itself."""
    module = sys.modules.get("multiprocessing.process")
    return module is not None and module.parent_process() is not None


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Channel(AbstractContextManager["_Channel"]):
    """From one process to another: pieces in a file in memory, so that neither waits, and a pipe that tells of each."""

    def __init__(self) -> None:
        self._shelf = FileIO(os.memfd_create("briefgen"), "wb")
        self._place = 0
        try:
            reading, writing = os.pipe()
        except OSError:
            self._shelf.close()
            raise
        self.told, self.telling = FileIO(reading, "rb"), FileIO(writing, "wb")

    def put(self, piece: object) -> None:
        """Lay a piece down, and tell its length."""
        data = pickle.dumps(piece, pickle.HIGHEST_PROTOCOL)
        self._place += os.pwrite(self._shelf.fileno(), data, self._place)
        self.telling.write(len(data).to_bytes(LENGTH))

    def pieces(self) -> Iterator[Any]:
        """The pieces, as they come, until nobody is there to lay any down; raises UnpicklingError for half of one."""
        while length := int.from_bytes(self.told.read(LENGTH) or b""):
            yield pickle.loads(os.pread(self._shelf.fileno(), length, self._place))  # noqa: S301 - our own
            self._place += length

    def __exit__(self, *_fault: object) -> None:
        for end in (self.told, self.telling, self._shelf):
            end.close()


class _Forked(Other):
    """Work that another process does."""

    def __init__(self, work: AskedWork, process: int, there: _Channel, back: _Channel) -> None:
        super().__init__(work)
        self._process, self._there = process, there
        self.pieces = self._taken(back)

    def ask(self, question: object) -> None:
        super().ask(question)
        try:
            self._there.put(question)
        except OSError:  # it has died, or there is no room for the question: the work is done here
            _kill(self._process)

    def _taken(self, back: _Channel) -> Iterator[Any]:
        """The pieces that come back; those that do not, because the other process has died, are made here."""
        count = 0
        with suppress(EOFError, pickle.UnpicklingError):
            for kind, piece in back.pieces():
                if kind is _Kind.END:
                    return
                if kind is _Kind.FAULT:
                    raise piece
                yield piece
                count += 1
        yield from self._here(count)


@contextmanager
def _forked(work: AskedWork) -> Iterator[Other]:
    """Another process that does the work; raises OSError where there can be none."""
    with _Channel() as there, _Channel() as back:
        process = 0
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # until each knows which of the two it is
        try:
            process = os.fork()
            if not process:
                signal.signal(signal.SIGINT, signal.SIG_IGN)  # the twin is interrupted, and ends this one
                there.telling.close()
                back.told.close()
                _hand_over(work(there.pieces()), back)
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
            there.told.close()
            back.telling.close()
            yield _Forked(work, process, there, back)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
            if process:
                _kill(process)
                with suppress(ChildProcessError):  # where signals of children are ignored, nobody waits for them
                    os.waitpid(process, 0)


def _kill(process: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)


def _hand_over(pieces: Iterator[Any], back: _Channel) -> NoReturn:
    """Make the pieces and send them, and leave at once, since the twin goes on."""
    gc.freeze()
    with suppress(BaseException):  # nobody listens any more, or a piece cannot be sent: then it is made again there
        for each in _with_end(pieces):
            back.put(each)
    os._exit(0)


def _with_end(pieces: Iterator[Any]) -> Iterator[tuple[_Kind, Any]]:
    """The pieces, then the end, or the fault that was it."""
    try:
        for piece in pieces:
            yield _Kind.PIECE, piece
        yield _Kind.END, None
    except Exception as fault:
        yield _Kind.FAULT, fault
