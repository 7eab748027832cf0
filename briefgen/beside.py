"""Work beside: what another process makes meanwhile, handed over piece by piece.

The other process is a copy of this one (fork), so it knows all that this one knows. It leaves each piece in a file in
memory, so that neither waits for the other. Where there is no fork or no second processor, the work is done here, when
it is asked for; so it is again if the other process dies.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from enum import Enum
from io import FileIO
from itertools import islice
from typing import Any, NoReturn

Work = Callable[[], Iterator[Any]]

LENGTH = 8
"""Bytes in which a piece's length is told."""


class _Kind(Enum):
    PIECE = "piece"
    FAULT = "fault"
    END = "end"


@contextmanager
def beside(work: Work) -> Iterator[Iterator[Any]]:
    """The pieces that the work yields, which another process makes from now on; what it raises is raised here.

    Pieces must be picklable. When the context is left the other process ends.
    """
    with ExitStack() as other:
        pieces = None
        if is_possible():
            with suppress(OSError):  # the system has no room for another process
                pieces = other.enter_context(_forked(work))
        yield work() if pieces is None else pieces


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


@contextmanager
def _forked(work: Work) -> Iterator[Iterator[Any]]:
    """What another process makes; raises OSError where there can be none."""
    with ExitStack() as files:
        reading, writing = os.pipe()
        told, telling = (files.enter_context(FileIO(*end)) for end in ((reading, "rb"), (writing, "wb")))
        shelf = files.enter_context(FileIO(os.memfd_create("briefgen"), "wb"))
        process = os.fork()
        if not process:
            _hand_over(work, shelf.fileno(), telling)
        telling.close()
        try:
            yield _taken(shelf.fileno(), told, work)
        finally:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)


def _hand_over(work: Work, shelf: int, telling: FileIO) -> NoReturn:
    """Do the work, lay each piece on the shelf and tell its length, and leave at once, since the twin goes on."""
    gc.freeze()
    place = 0
    with suppress(BaseException):  # nobody listens any more, or a piece cannot be sent: then it is made again there
        for each in _done(work):
            data = pickle.dumps(each, pickle.HIGHEST_PROTOCOL)
            place += os.pwrite(shelf, data, place)
            telling.write(len(data).to_bytes(LENGTH))
    os._exit(0)


def _done(work: Work) -> Iterator[tuple[_Kind, Any]]:
    """The pieces, then the end, or the fault that was it."""
    try:
        for piece in work():
            yield _Kind.PIECE, piece
        yield _Kind.END, None
    except Exception as fault:
        yield _Kind.FAULT, fault


def _taken(shelf: int, told: FileIO, work: Work) -> Iterator[Any]:
    """The pieces from the shelf; those that do not come, because the other process has died, are made here."""
    place = count = 0
    with suppress(EOFError, pickle.UnpicklingError):
        while length := int.from_bytes(told.read(LENGTH) or b""):
            kind, piece = pickle.loads(os.pread(shelf, length, place))  # noqa: S301 - this program has written it
            if kind is _Kind.END:
                return
            if kind is _Kind.FAULT:
                raise piece
            yield piece
            place += length
            count += 1
    yield from islice(work(), count, None)
