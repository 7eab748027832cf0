"""Writing so that a crash, a full disk or a race leaves either the old state or the new one, never half of it."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import stat
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from io import StringIO
from pathlib import Path, PurePosixPath
from threading import Thread

try:
    from fcntl import LOCK_EX, LOCK_NB, flock
except ImportError:  # a system without file locks, such as Windows
    flock = None  # type: ignore[assignment]

AT_FDCWD, NO_REPLACE = -100, 1
DRAFT = ".new"
NEW_FILE, READ_ONLY_FILE, READ_ONLY_FOLDER = 0o644, 0o444, 0o555
HAS_LOCKS = flock is not None
MEDIA_TYPES = {
    ".csv": "text/csv",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".json": "application/json",
    ".md": "text/markdown",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".yaml": "application/yaml",
}
"""Of files by how their names end, but for the documents, whose formats say theirs."""
AT_ONCE = 8
"""Files for which the disk is waited for at the same time."""
PAUSE = 0.05
"""Seconds between two looks at a lock that somebody else has."""


def digest(data: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def media_type(name: str, others: Mapping[str, str] | None = None) -> str:
    """The media type of a file by how its name ends, among these and `others`."""
    ending = PurePosixPath(name).suffix.lower()
    return {**MEDIA_TYPES, **(others or {})}.get(ending, "application/octet-stream")


def as_json(data: object) -> bytes:
    """Data as JSON for a file that people may read: indented, UTF-8, keys as given."""
    return (json.dumps(data, indent=2, ensure_ascii=False, default=dict) + "\n").encode()


def as_csv(rows: Sequence[Mapping[str, object]]) -> bytes:
    """Rows with the same keys as CSV with a line of heads; of no rows, nothing. Lists stand with "; " between."""
    import csv

    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    if rows:
        writer.writerow(rows[0])
    for row in rows:
        writer.writerow("; ".join(map(str, value)) if isinstance(value, list) else value for value in row.values())
    return text.getvalue().encode()


def lock(descriptor: int, patience: float = 0) -> bool:
    """Whether this process has an open file or folder for itself, until it closes it or dies.

    Others that have it are waited for as long as `patience`, in seconds. Raises OSError where the drive has no locks;
    on a system that has none nobody has anything.
    """
    end = time.monotonic() + patience
    while HAS_LOCKS:
        try:
            flock(descriptor, LOCK_EX | LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= end:
                return False
            time.sleep(PAUSE)
        else:
            return True
    return False


def replace_file(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Put a whole new file in the place of another, which stays as it is if anything fails; its rights stay, too.

    A file that is not `durable` can be made again: nobody waits for the disk, and a crash may take it.
    """
    staging = path.with_name(f".{path.name}.{os.urandom(4).hex()}{DRAFT}")
    try:
        if durable:
            write_new(staging, data)
        else:
            staging.write_bytes(data)
        with suppress(FileNotFoundError):
            staging.chmod(stat.S_IMODE(path.stat().st_mode))
        staging.replace(path)
    except BaseException:
        staging.unlink(missing_ok=True)
        raise
    if durable and os.name == "posix":
        sync_folder(path.parent)


def write_tree(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make a new folder with these files, all of it on the disk before this returns."""
    folder.mkdir()
    folders = {folder}
    for name, data in files.items():
        path = folder / name
        for parent in reversed(path.relative_to(folder).parents[:-1]):
            if (inner := folder / parent) not in folders:
                inner.mkdir()
                folders.add(inner)
        write_new(path, data, READ_ONLY_FILE)
    for made in sorted(folders, key=lambda path: len(path.parts), reverse=True):
        sync_folder(made)


def write_new(path: Path, data: bytes, rights: int | None = None) -> None:
    """Write a file that must not exist yet, and wait until the disk has it."""
    with path.open("xb") as file:
        file.write(data)
        if rights is not None:
            os.fchmod(file.fileno(), rights)
        file.flush()
        os.fsync(file.fileno())


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write files that must not exist yet, and wait until the disk has them: for several at once takes no longer."""
    left, faults = iter([*files.items()]), list[BaseException]()

    def write() -> None:
        try:
            for path, data in left:
                write_new(path, data)
                if faults:
                    return
        except BaseException as fault:
            faults.append(fault)

    others = [Thread(target=write) for _ in range(min(len(files), AT_ONCE) - 1)]
    try:
        for other in others:
            other.start()
        write()
    finally:
        for other in others:
            other.join()
    if faults:
        raise faults[0]


def is_draft(path: Path) -> bool:
    """Whether a file was being placed when a crash came; the next attempt writes it anew."""
    return path.name.startswith(".") and path.name.endswith(DRAFT)


def place_new(path: Path, data: bytes) -> None:
    """Write a file that must not exist yet, under its name only once it is whole, in a folder that may be missing.

    The archive's lock must be held. Raises FileExistsError where the name is taken.
    """
    make_folder(path.parent)
    draft = path.with_name(f".{path.name}{DRAFT}")
    draft.unlink(missing_ok=True)
    try:
        write_new(draft, data, READ_ONLY_FILE)
        move_new(draft, path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def append(path: Path, data: bytes) -> None:
    """Add to the end of a file, and wait until the disk has it; what could be added only in part is taken off again."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, NEW_FILE)
    try:
        size = os.fstat(descriptor).st_size
        try:
            _write_all(descriptor, data)
            os.fsync(descriptor)
        except OSError:
            os.ftruncate(descriptor, size)
            raise
    finally:
        os.close(descriptor)


def truncate(path: Path, size: int) -> None:
    """Cut a file off, and wait until the disk has it."""
    descriptor = os.open(path, os.O_WRONLY)
    try:
        os.ftruncate(descriptor, size)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write_all(descriptor: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(descriptor, left) :]


def sync_folder(folder: Path) -> None:
    """Wait until the disk knows which files a folder has."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it that are missing, each on the disk before the next."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)


def move_new(source: Path, target: Path) -> None:
    """Rename a folder or file to a name that must be free: `os.rename` would replace a file or an empty folder.

    Raises FileExistsError where the name is taken.
    """
    import ctypes  # which takes longer than everything else that an unchanged build imports of this module

    move = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if move is not None:
        if move(AT_FDCWD, os.fsencode(source), AT_FDCWD, os.fsencode(target), NO_REPLACE) == 0:
            return
        number = ctypes.get_errno()
        if number not in (errno.ENOSYS, errno.EINVAL):
            raise OSError(number, os.strerror(number), str(source), None, str(target))
    if os.path.lexists(target):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    source.rename(target)


def make_read_only(folder: Path) -> None:
    """Take away the right to write from a folder and all that is in it, from it itself last."""
    for inside, _, files in os.walk(folder, topdown=False):
        for name in files:
            (Path(inside) / name).chmod(READ_ONLY_FILE)
        Path(inside).chmod(READ_ONLY_FOLDER)


def copy_files(source: Path, target: Path) -> None:
    """Copy the files below a folder to another one, where they may be written to."""
    from shutil import copyfile

    for path in sorted(source.rglob("*")):
        if path.is_file():
            copy = target / path.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copyfile(path, copy)


def is_read_only(folder: Path) -> bool:
    """Whether a folder itself can no longer be written to."""
    return not stat.S_IMODE(folder.stat().st_mode) & 0o222


def remove_tree(folder: Path) -> None:
    """Delete a folder with all that is in it, though it may be read-only."""
    for inside, folders, files in os.walk(folder):
        Path(inside).chmod(0o755)
        for name in (*files, *(link for link in folders if (Path(inside) / link).is_symlink())):
            (Path(inside) / name).unlink()
    for inside, _, _ in os.walk(folder, topdown=False):
        Path(inside).rmdir()
