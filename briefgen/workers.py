"""Workers: other processes that do a part of the work meanwhile, and hand its results over one by one.

A worker is a copy of this process (fork), so it knows all that this one knows. Where there is no fork or no second
processor, the task is done here, when its results are taken; so it is again if the worker dies.
"""

from __future__ import annotations

import copyreg
import gc
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from enum import Enum
from io import BytesIO, FileIO
from itertools import islice
from typing import Any, NoReturn

UNFIT = pickle.PicklingError, TypeError, AttributeError
"""What is raised for a message that has something in it which cannot be sent."""
Task = Callable[[Iterator[Any]], Iterator[Any]]
"""What is to be done: results from the messages that are sent to it, both picklable, in order."""

LENGTH = 8
"""Bytes in which a result's length is told."""


class _Kind(Enum):
    RESULT = "result"
    FAULT = "fault"
    END = "end"


class Worker:
    """A task under way: it gives results, in order, and can be sent what it needs for more. This one does it here."""

    def __init__(self, task: Task) -> None:
        self._sent: list[Any] = []
        self._task = task
        self.results = self._made_here()

    def send(self, message: object) -> None:
        """Let the task have what it waits for."""
        self._sent.append(message)

    def _made_here(self, start: int = 0) -> Iterator[Any]:
        """The results from one on, made by this process when they are taken."""
        return islice(self._task(iter(self._sent)), start, None)


_ready: list[tuple[Worker, ExitStack]] = []
"""The worker that is ready for the next task, with what ends it."""


_known: list[object] = []
_numbers: dict[int, int] = {}
"""What is not sent from one process to another, since both have it from the same one; and the place of each there."""


def get_worker_ready(prepare: Callable[[], object], known: Iterable[object]) -> None:
    """Make a worker that waits for the next task of this process, and prepares for it meanwhile.

    What is `known` is not sent to it with its task. Where no other process can be made, or it dies, tasks are done as
    ever.
    """
    _known[:] = known
    _numbers.update((id(value), number) for number, value in enumerate(_known))
    if is_possible():
        process = ExitStack()
        with suppress(OSError):
            _ready.append((process.enter_context(_forked(_next_task, prepare)), process))


def _next_task(sent: Iterator[Any]) -> Iterator[Any]:
    """The results of the task that is sent first."""
    task: Task = next(sent)
    yield from task(sent)


class Workers(AbstractContextManager["Workers"]):
    """The workers of one brief, which end when the context is left."""

    def __init__(self) -> None:
        self._processes = ExitStack()
        self._prepared: dict[Task, Worker] = {}

    def prepare(self, task: Task) -> None:
        """Let a worker begin with what its task needs before anything is sent to it, for whoever starts it later."""
        self._prepared[task] = self._processes.enter_context(start_worker(task))

    def start(self, task: Task) -> Worker:
        """The worker that is prepared for the task, one that is ready for any, or another."""
        if task not in self._prepared and _ready:
            worker, process = _ready.pop()
            self._processes.push(process)
            worker.send(task)
            return worker
        return self._prepared.pop(task, None) or self._processes.enter_context(start_worker(task))

    def __exit__(self, *_fault: object) -> None:
        self._processes.close()


@contextmanager
def start_worker(task: Task) -> Iterator[Worker]:
    """A worker that does the task from now on; what that raises is raised where the results are taken."""
    with ExitStack() as process:
        worker = None
        if is_possible():
            with suppress(OSError):  # the system has no room for another process
                worker = process.enter_context(_forked(task))
        yield worker or Worker(task)


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


def _reduced(value: object) -> Any:
    """How a value is pickled of whose class one is known: that by its number, another as ever."""
    number = _numbers.get(id(value))
    return value.__reduce_ex__(pickle.HIGHEST_PROTOCOL) if number is None else (_known_at, (number,))


def _known_at(number: int) -> object:
    return _known[number]


class _Channel(AbstractContextManager["_Channel"]):
    """From one process to another: pickles in a file in memory, so that neither waits, and a pipe to tell of each."""

    def __init__(self) -> None:
        self._file = FileIO(os.memfd_create("briefgen"), "wb")
        self._place = 0
        try:
            reading, writing = os.pipe()
        except OSError:
            self._file.close()
            raise
        self.told, self.telling = FileIO(reading, "rb"), FileIO(writing, "wb")

    def put(self, value: object) -> None:
        """Write a value down, and tell its length."""
        data = BytesIO()
        pickler = pickle.Pickler(data, pickle.HIGHEST_PROTOCOL)
        pickler.dispatch_table = copyreg.dispatch_table | {type(each): _reduced for each in _known}
        pickler.dump(value)
        self._place += os.pwrite(self._file.fileno(), data.getbuffer(), self._place)
        self.telling.write(data.tell().to_bytes(LENGTH))

    def values(self) -> Iterator[Any]:
        """The values, as they come, until nobody is there to write any; raises UnpicklingError for half of one."""
        while length := int.from_bytes(self.told.read(LENGTH) or b""):
            data = os.pread(self._file.fileno(), length, self._place)
            self._place += length
            yield pickle.loads(data)  # noqa: S301 - our own

    def __exit__(self, *_fault: object) -> None:
        for end in (self.told, self.telling, self._file):
            end.close()


class _Forked(Worker):
    """A task that another process does."""

    def __init__(self, task: Task, process: int, there: _Channel, back: _Channel) -> None:
        super().__init__(task)
        self._process, self._there = process, there
        self.results = self._taken(back)

    def send(self, message: object) -> None:
        super().send(message)
        try:
            self._there.put(message)
        except (OSError, *UNFIT):  # it has died, or cannot be sent the message: the task is done here
            _kill(self._process)

    def _taken(self, back: _Channel) -> Iterator[Any]:
        """The results that come back; those that do not, because the other process has died, are made here."""
        count = 0
        with suppress(EOFError, pickle.UnpicklingError):
            for kind, result in back.values():
                if kind is _Kind.END:
                    return
                if kind is _Kind.FAULT:
                    raise result
                yield result
                count += 1
        yield from self._made_here(count)


@contextmanager
def _forked(task: Task, prepare: Callable[[], object] = bool) -> Iterator[Worker]:
    """Another process that prepares for the task and does it; raises OSError where there can be none."""
    with _Channel() as there, _Channel() as back:
        process = 0
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # until each knows which of the two it is
        try:
            process = os.fork()
            if not process:
                signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is interrupted, and ends this one
                there.telling.close()
                back.told.close()
                prepare()
                _hand_over(task(there.values()), back)
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
            there.told.close()
            back.telling.close()
            yield _Forked(task, process, there, back)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
            if process:
                _kill(process)
                _ended.append(process)
                _bury()


_ended: list[int] = []
"""The processes that were killed, which take their time to give back their memory."""


def _bury() -> None:
    """Let the system forget processes that have ended meanwhile; nobody waits for the others."""
    for process in list(_ended):
        with suppress(ChildProcessError):  # where signals of children are ignored, the system does so by itself
            if not os.waitpid(process, os.WNOHANG)[0]:
                continue
        _ended.remove(process)


def _kill(process: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)


def _hand_over(results: Iterator[Any], back: _Channel) -> NoReturn:
    """Make the results and send them, and leave at once, since the parent goes on."""
    gc.freeze()
    with suppress(BaseException):  # nobody listens any more, or a result cannot be sent: then it is made again there
        for each in _with_end(results):
            back.put(each)
    os._exit(0)


def _with_end(results: Iterator[Any]) -> Iterator[tuple[_Kind, Any]]:
    """The results, then the end, or the fault that was it."""
    try:
        for result in results:
            yield _Kind.RESULT, result
        yield _Kind.END, None
    except Exception as fault:
        yield _Kind.FAULT, fault
