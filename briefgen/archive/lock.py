"""One publication at a time: a lock that the system drops when its process dies."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from briefgen.errors import StorageError

try:
    from fcntl import LOCK_EX, LOCK_NB, flock
except ImportError as missing:  # a system without file locks, such as Windows
    raise StorageError("the archive needs a system with file locks, such as Linux or macOS") from missing

LOCK = ".lock"
PATIENCE = 60.0
PAUSE = 0.05


@contextmanager
def locked(archive: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the archive's lock; raises StorageError where somebody else has it for longer than `patience` seconds."""
    descriptor = os.open(archive / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _wait(descriptor, archive, time.monotonic() + patience)
        with suppress(
            OSError
        ):  # the name of who holds it is a courtesy: a full disk must not keep anybody from reading
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, f"process {os.getpid()} on {socket.gethostname()}".encode(), 0)
        yield
    finally:
        os.close(descriptor)


def _wait(descriptor: int, archive: Path, end: float) -> None:
    while True:
        try:
            flock(descriptor, LOCK_EX | LOCK_NB)
        except BlockingIOError as busy:
            if time.monotonic() > end:
                holder = os.pread(descriptor, 200, 0).decode(errors="replace") or "another process"
                raise StorageError(f"{archive} is in use by {holder}; try again when it has finished") from busy
            time.sleep(PAUSE)
        else:
            return
