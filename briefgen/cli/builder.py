"""The builder: a process that is ready to build, to which `briefgen build` leaves its builds of this desk.

It has imported everything and made one brief, and does nothing by itself. Each build is done by a copy of it
(`build_copy.py`), of which one waits, and another one once that has been used. Nothing of one build is left for the
next: the builder reads the desk again after each, and of that a copy uses what has the same bytes as it finds.
"""

from __future__ import annotations

import gc
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Collection, Iterable, Iterator
from contextlib import chdir, contextmanager, suppress
from pathlib import Path
from select import select

from briefgen import handover
from briefgen.api import BuildOptions, Folder, open_project
from briefgen.cli import (
    SELDOM,
    build,  # noqa: F401 - what a copy would import
)
from briefgen.cli.build_copy import supervise
from briefgen.cli.workers import KnownDesk
from briefgen.errors import BriefgenError
from briefgen.folders import state
from briefgen.formats import FORMATS
from briefgen.installed import house_digest, house_folder
from briefgen.storage import lock

PATIENCE = 2.0
"""Seconds after which another look is taken at a lock, and in which a builder must end."""
QUEUE = 16
_ALONE = tuple(name for name, format_ in FORMATS.items() if not format_.encloses)
SHORT = 1_000
"""The blocks that a brief has at most, some hundred pages, for which it is worth while to let a copy wait."""


@contextmanager
def offered(content: Path, assets: Path) -> Iterator[None]:
    """Keep a builder for a desk as long as the context lasts, or none where the system has no safe place for it."""
    place = _made_place(content)
    if place is None:
        yield
        return
    command = [sys.executable, "-P", "-m", __name__, place, *map(str, (Path.cwd(), content, assets))]
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


def main(place: str, *folders: str) -> None:
    """Listen at a place until the process that has started this one ends; wait while another builder is there."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for copies
    held = os.open(f"{place}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    while not lock(held):
        if select([sys.stdin], [], [], PATIENCE)[0]:
            return
    files, same = installed_files(), handover.surroundings()
    gc.set_threshold(*SELDOM)
    desk = WarmDesk(*map(Path, folders))
    with listening(place) as calls:
        copies = Copies(desk, same, (held, calls.fileno()))
        while sys.stdin not in (ready := select([calls, sys.stdin, *copies.at_work], [], [])[0]):
            copies.tidy(ready)
            if calls not in ready:
                continue
            connection, _ = calls.accept()
            with connection:
                if installed_files() != files:  # this builder would not do what the caller does
                    command = [sys.executable, "-P", "-m", __spec__.name, place, *folders]
                    os.execv(sys.executable, command)  # noqa: S606  # with those files
                if handover.peer_of(connection) == os.getuid():
                    copies.hand_over(connection)


class WarmDesk:
    """What builds of a desk need, imported and read before any is asked for: seen as from a folder."""

    def __init__(self, home: Path, content: Path, assets: Path) -> None:
        self.known = KnownDesk(home, content, assets)
        self.is_short = self._is_warm = False
        self.look()

    def look(self) -> None:
        """Read what has changed since the last time; at first, make the newest brief in formats that can be alone."""
        from briefgen.charts.render_charts import import_matplotlib

        with suppress(BriefgenError, OSError), chdir(self.known.home):
            project = self.known.remembering(open_project(Folder(self.known.content), assets=self.known.assets))
            if not self._is_warm:
                self._is_warm = project.latest.check(BuildOptions(_ALONE)).ok
                import_matplotlib()
                house_digest()
                gc.freeze()  # copies of this process leave its memory alone
            brief = project.latest.read_ahead()
            self.known.shared[:] = [brief.theme, brief.document] if brief else []
            self.is_short = self._is_warm and brief is not None and len(brief.document.blocks) <= SHORT


class Copies:
    """The copies of this process: the one that waits, and those at work, each by this end of a connection to it."""

    def __init__(self, desk: WarmDesk, same: list[bytes], own: Collection[int]) -> None:
        """Those that are `own` are files of this process alone."""
        self.at_work: list[socket.socket] = []
        self._desk, self._same, self._own = desk, same, own
        self._waiting = self._made(is_early=True) if desk.is_short else None

    def hand_over(self, connection: socket.socket) -> None:
        """Let the copy that waits do what is asked for; or another one, where that one is at work or has died."""
        if self._waiting is None or not _is_handed(connection, self._waiting):
            self._waiting = self._made(is_early=False)
            _is_handed(connection, self._waiting)
        self.at_work.append(self._waiting)
        self._waiting = None

    def tidy(self, ready: Iterable[object]) -> None:
        """Close what has ended; once all have, see what has changed, and let another one wait."""
        ended = [each for each in self.at_work if each in ready]
        for each in ended:
            each.close()
            self.at_work.remove(each)
        if ended and not self.at_work and self._waiting is None:
            self._desk.look()
            self._waiting = self._made(is_early=True) if self._desk.is_short else None

    def _made(self, *, is_early: bool) -> socket.socket:
        """Another copy; if it is early there is time for it to get ready before it is asked for anything."""
        ours, theirs = socket.socketpair()
        if not os.fork():
            ours.close()
            for each in self._own:
                os.close(each)
            supervise(theirs, self._same, self._desk.known, is_early=is_early)
        theirs.close()
        return ours


def _is_handed(connection: socket.socket, copy: socket.socket) -> bool:
    try:
        socket.send_fds(copy, [b"+"], [connection.fileno()])
    except OSError:
        return False
    return True


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


if __name__ == "__main__":
    main(*sys.argv[1:])
