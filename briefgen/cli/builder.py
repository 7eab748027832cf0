"""The builder: a process that is ready to build, to which `briefgen build` leaves its builds of this desk.

It has imported everything and made one brief, and does nothing by itself. For each build it makes a copy of itself
(fork), the supervisor, and that another one, which runs the command as whoever asks would have: with the working
folder, environment, umask and terminal of that process. Nothing of one build is left for the next.
"""

from __future__ import annotations

import gc
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from io import BytesIO, TextIOWrapper
from pathlib import Path
from select import select
from typing import TYPE_CHECKING, NoReturn

from briefgen import handover
from briefgen.api import Folder, open_project
from briefgen.cli import SELDOM, run
from briefgen.cli.watching import state
from briefgen.errors import BriefgenError
from briefgen.frozen import mutable
from briefgen.installed import house_folder
from briefgen.storage import lock

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

PATIENCE = 2.0
"""Seconds in which a build that was interrupted must end, and after which another look is taken at a lock."""
PULSE = 1.0
"""Seconds between two words that a build gets on."""
QUEUE = 16


@contextmanager
def offered(content: Path, assets: Path) -> Iterator[None]:
    """Keep a builder for a desk as long as the context lasts, or none where the system has no safe place for it."""
    place = _made_place(content)
    if place is None:
        yield
        return
    command = [sys.executable, "-P", "-m", __name__, place, *(str(each.absolute()) for each in (content, assets))]
    null = subprocess.DEVNULL
    with subprocess.Popen(  # noqa: S603  # our own module
        command, stdin=subprocess.PIPE, stdout=null, stderr=null, cwd="/", start_new_session=True
    ) as process:
        try:
            yield
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(PATIENCE)
            process.kill()  # one that hangs must keep nobody from ending


def _made_place(content: Path) -> str | None:
    """Where to listen, in a folder that is made if it is not there."""
    with suppress(OSError, KeyError):
        (Path(os.environ["XDG_RUNTIME_DIR"]) / "briefgen").mkdir(mode=0o700, exist_ok=True)
    return handover.socket_of(str(content))


def main(place: str, content: str, assets: str) -> None:
    """Listen at a place until the process that has started this one ends; wait while another builder is there."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for supervisors
    held = os.open(f"{place}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    while not lock(held):
        if select([sys.stdin], [], [], PATIENCE)[0]:
            return
    files, same = installed_files(), handover.surroundings()
    gc.set_threshold(*SELDOM)
    is_warm = warm_up(content, assets)
    with listening(place) as calls:
        while sys.stdin not in (ready := select([calls, sys.stdin], [], [])[0]):
            if not ready:
                continue
            connection, _ = calls.accept()
            with connection:
                if installed_files() != files:  # this builder would not do what the caller does
                    command = [sys.executable, "-P", "-m", __spec__.name, place, content, assets]
                    os.execv(sys.executable, command)  # noqa: S606  # with those files
                if handover.peer_of(connection) == os.getuid() and not os.fork():
                    calls.close()
                    os.close(held)
                    supervise(connection, same)
            is_warm = is_warm or warm_up(content, assets)


def warm_up(content: str, assets: str) -> bool:
    """Import and read what builds need, by making the newest brief; whether that has come to its end."""
    from briefgen.charts.render_charts import import_matplotlib

    with suppress(BriefgenError):
        is_made = open_project(Folder(Path(content)), assets=assets).latest.check().ok
        import_matplotlib()
        gc.freeze()  # copies of this process leave its memory alone
        return is_made
    return False


def installed_files() -> dict[str, tuple[int, int, int]]:
    """What tells the files of briefgen, and the libraries beside it, from those of another installation."""
    own = state([Path(handover.__file__).parent, house_folder()])
    libraries = state_of_folders(each for each in sys.path if each.endswith("-packages"))
    return own | libraries


def state_of_folders(places: Iterable[str]) -> dict[str, tuple[int, int, int]]:
    """What tells the libraries in some places from those that will be installed there instead."""
    found = {}
    for place in places:
        with suppress(OSError), os.scandir(place) as entries:
            for entry in entries:
                if entry.name.endswith((".dist-info", ".egg-info", ".pth")):
                    known = entry.stat()
                    found[entry.path] = known.st_mtime_ns, known.st_size, known.st_ino
    return found


@contextmanager
def listening(place: str) -> Iterator[socket.socket]:
    """A socket at a place, for this user alone."""
    Path(place).unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX) as calls:
        before = os.umask(0o177)
        calls.bind(place)
        os.umask(before)
        calls.listen(QUEUE)
        try:
            yield calls
        finally:
            Path(place).unlink(missing_ok=True)


def supervise(connection: socket.socket, same: list[bytes]) -> NoReturn:
    """Take on a build that this process would do as the caller would, and say of it what its caller waits for."""
    with suppress(OSError, ValueError):
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        connection.settimeout(handover.ANSWER)
        request = Request.read(connection)
        if request.surroundings == same and request.enter():
            connection.sendall(handover.TAKEN)
            reading, writing = os.pipe()
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # a copy that is just made forgets signals
            process = os.fork()
            if not process:
                work(request, writing)
            os.close(writing)
            accompany(connection, process, reading)
    os._exit(0)


@mutable
class Request:
    """A command that another process was asked for, with all that it depends on."""

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
        message = handover.parted(handover.read_whole(connection, int.from_bytes(length)))
        surroundings, environment, arguments, folder, device, inode, umask, out, err, terminals = message
        return cls(
            handover.parted(surroundings),
            handover.parted(environment),
            list(map(os.fsdecode, handover.parted(arguments))),
            folder,
            (int(device), int(inode)),
            int(umask),
            [out.decode(), err.decode()],
            dict(zip(terminals, streams, strict=True)),
        )

    def enter(self) -> bool:
        """Go to the folder of whoever asks, and tell whether it is the same one there."""
        os.chdir(self.folder)
        here = Path().stat()
        return (here.st_dev, here.st_ino) == self.folder_identity


def work(request: Request, writing: int) -> NoReturn:
    """Run a command as whoever asks would, and write down how it ends and what it prints."""
    try:
        os.setpgid(0, 0)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
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
        code = run(request.arguments)
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
        elif used != (used := used_by(process)):
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


if __name__ == "__main__":
    main(*sys.argv[1:])
