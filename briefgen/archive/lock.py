"""One publication at a time: a lock that the system drops when its process dies."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from briefgen.errors import StorageError
from briefgen.storage import HAS_LOCKS, lock

LOCK = ".lock"
PATIENCE = 60.0


@contextmanager
def locked(archive: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the archive's lock; raises StorageError where somebody else has it for longer than `patience` seconds."""
    if not HAS_LOCKS:
        raise StorageError("the archive needs a system with file locks, such as Linux or macOS")
    descriptor = os.open(archive / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        if not lock(descriptor, patience):
            holder = os.pread(descriptor, 200, 0).decode(errors="replace") or "another process"
            raise StorageError(f"{archive} is in use by {holder}; try again when it has finished")
        with suppress(
            OSError
        ):  # the name of who holds it is a courtesy: a full disk must not keep anybody from reading
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, f"process {os.getpid()} on {socket.gethostname()}".encode(), 0)
        yield
    finally:
        os.close(descriptor)
