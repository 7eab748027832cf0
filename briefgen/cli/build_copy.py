"""One build, done by a copy of the builder as whoever asks would do it.

The copy is two processes, the supervisor and one that runs the command: with the working folder, environment, umask and
terminal of the caller. Where they are made before anybody asks, they wait, with a third that sets pages for the second.
"""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import sys
import time
from contextlib import suppress
from io import BytesIO, TextIOWrapper
from pathlib import Path
from select import select
from typing import TYPE_CHECKING, NoReturn

from briefgen import handover
from briefgen.cli import run
from briefgen.cli.workers import KnownDesk
from briefgen.frozen import mutable
from briefgen.workers import get_worker_ready

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

PATIENCE = 2.0
"""Seconds in which a build that was interrupted must end."""
PULSE = 1.0
"""Seconds between two words that a build gets on."""
POPULATE_WRITE = 23
"""What madvise(2) is told so that pages are this process's own before it writes to them, from Linux 5.14 on."""


def supervise(asked: socket.socket, same: list[bytes], desk: KnownDesk, *, is_early: bool) -> NoReturn:
    """Take on a build that this process would do as the caller would, and say of it what its caller waits for.

    The connection to the caller comes by that which is `asked`; if this is early there is time to get ready for it.
    """
    with suppress(OSError, ValueError):
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # a copy that is just made forgets signals
        telling, told = socket.socketpair()
        reading, writing = os.pipe()
        process = os.fork()
        if not process:
            for each in (asked, telling):
                each.close()
            work(told, writing, desk, is_early=is_early)
        told.close()
        os.close(writing)
        _, (descriptor,), _, _ = socket.recv_fds(asked, 1, 1)
        with socket.socket(fileno=descriptor) as connection:
            connection.settimeout(handover.ANSWER)
            request = Request.read(connection)
            if request.surroundings == same and request.enter():
                connection.sendall(handover.TAKEN)
                request.pass_on(telling)
                accompany(connection, process, reading)
    os._exit(0)


@mutable
class Request:
    """A command that another process was asked for, with all that it depends on, as the message that asked for it."""

    message: bytes
    surroundings: list[bytes]
    environment: list[bytes]
    arguments: list[str]
    folder: bytes
    folder_identity: tuple[int, int]
    umask: int
    encodings: list[str]
    terminals: dict[int, int]

    @classmethod
    def read(cls, connection: socket.socket) -> Request:
        """What the other end of a connection asks for; raises ValueError for what is no request."""
        length, streams, _, _ = socket.recv_fds(connection, handover.LENGTH, 3)
        message = handover.read_whole(connection, int.from_bytes(length))
        fields = handover.parted(message)
        surroundings, environment, arguments, folder, device, inode, umask, out, err, terminals = fields
        return cls(
            message,
            handover.parted(surroundings),
            handover.parted(environment),
            list(map(os.fsdecode, handover.parted(arguments))),
            folder,
            (int(device), int(inode)),
            int(umask),
            [out.decode(), err.decode()],
            dict(zip(terminals, streams, strict=True)),
        )

    def pass_on(self, connection: socket.socket) -> None:
        """Ask another process for the same."""
        socket.send_fds(connection, [len(self.message).to_bytes(handover.LENGTH)], [*self.terminals.values()])
        connection.sendall(self.message)

    def enter(self) -> bool:
        """Go to the folder of whoever asks, and tell whether it is the same one there."""
        os.chdir(self.folder)
        here = Path().stat()
        return (here.st_dev, here.st_ino) == self.folder_identity


def work(told: socket.socket, writing: int, desk: KnownDesk, *, is_early: bool) -> NoReturn:
    """Run the command that is told as whoever asks would, and write down how it ends and what it prints.

    If this is early there is time to get ready before that.
    """
    try:
        os.setpgid(0, 0)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        if is_early:
            get_worker_ready(own_pages, desk.shared)
            own_pages()
        request = Request.read(told)
        request.enter()
        for number, terminal in request.terminals.items():
            os.dup2(terminal, number)
        os.umask(request.umask)
        os.environb.clear()
        os.environb.update(each.partition(b"=")[::2] for each in request.environment)
        time.tzset()
        printed: list[bytes] = []
        sys.stdout, sys.stderr = (
            TextIOWrapper(Recorded(number, printed), encoding, "backslashreplace", write_through=True)
            for number, encoding in enumerate(request.encodings, 1)
        )
        code = run(request.arguments, desk)
        with open(writing, "wb") as end:
            end.write(handover.joined([handover.joined([b"%d" % code, *printed])]))
    finally:  # without an end the other process does the build, and tells of a fault
        os._exit(0)


class Recorded(BytesIO):
    """A stream that keeps what is written to it, and is a terminal where the stream of its number is one."""

    def __init__(self, number: int, printed: list[bytes]) -> None:
        super().__init__()
        self._number, self._printed = number, printed

    def isatty(self) -> bool:
        return os.isatty(self._number)

    def fileno(self) -> int:
        return self._number

    def write(self, data: Buffer, /) -> int:
        self._printed += [handover.STREAMS[self._number - 1], bytes(data)]
        return len(self._printed[-1])


def own_pages() -> None:
    """Let this process have pages of its own of what it has from another one, which else are copied one by one.

    Each reference that is counted writes to the page of its object. Memory that is mostly unused is left alone.
    """
    advise = ctypes.CDLL(None).madvise
    start = end = 0
    for line in Path("/proc/self/smaps").read_text().splitlines():
        name, value, *_ = line.split()
        if name == "Anonymous:" and int(value) << 11 > end - start > 0:
            advise(ctypes.c_void_p(start), ctypes.c_size_t(end - start), POPULATE_WRITE)
        elif not name.endswith(":"):
            start, end = (int(each, 16) for each in name.split("-")) if value == "rw-p" else (0, 0)


def accompany(connection: socket.socket, process: int, reading: int) -> None:
    """Say that a build gets on, and how it has ended; it is interrupted as soon as its caller is, or goes."""
    with suppress(OSError):
        os.setpgid(process, process)
    told, used, last = b"", 0, float("inf")
    watched: list[int | socket.socket] = [reading, connection]
    while not is_whole(told):
        ready = select(watched, [], [], PULSE)[0]
        if connection in ready:
            watched.remove(connection)
            last = time.monotonic() + PATIENCE
            os.killpg(process, signal.SIGINT)
        if reading in ready:
            piece = os.read(reading, handover.PIECE)
            if not piece:
                break
            told += piece
        elif time.monotonic() > last:
            os.killpg(process, signal.SIGKILL)
        elif connection in watched and used != (used := used_by(process)):
            connection.sendall(handover.BUSY)
    else:  # the memory of what has ended is given back while the caller goes on
        connection.sendall(handover.DONE + told)
    os.waitpid(process, 0)


def is_whole(told: bytes) -> bool:
    """Whether what was told has come to its end, by the length with which it begins."""
    return len(told) >= handover.LENGTH + int.from_bytes(told[: handover.LENGTH]) > handover.LENGTH


def used_by(process: int | str) -> int:
    """How often the clock has found a process, or one that it has started, at work."""
    try:
        told = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return 0
    return sum(map(int, told[11:15])) + sum(map(used_by, children))
