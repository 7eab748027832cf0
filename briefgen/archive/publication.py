"""Publishing: a record is staged, made safe on the disk, renamed to its place and entered in the register.

The lock is held from the choice of the version to the entry. What is about to be entered is noted beside the register
first, so that whoever comes after a crash knows what was under way, and can tell it from a record that somebody slipped
in.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path

from briefgen.archive.bag import TAG_MANIFEST, FolderFiles, bag, digest_of, faults
from briefgen.archive.records import Record, record_at, records_of, versions_of
from briefgen.archive.register import REGISTER, RegisterEnd, RegisterLine, enter, locked, read_end, registered
from briefgen.errors import StorageError
from briefgen.frozen import frozen
from briefgen.storage import (
    digest,
    is_read_only,
    make_folder,
    make_read_only,
    move_new,
    remove_tree,
    sync_folder,
    truncate,
    write_new,
    write_tree,
)

STAGING, PENDING = ".staging", ".pending.json"


@frozen
class Publication:
    """The right to store the next version of an edition; `previous` are its records so far."""

    record: Record
    previous: tuple[Record, ...]
    end: RegisterEnd

    def store(self, payload: Mapping[str, bytes], info: Sequence[tuple[str, str]], published: str) -> RegisterLine:
        """Store the record and enter it; gives its entry, whose digest is the register's new head.

        `info` are lines of bag-info, to which the register's head is added; `published` is a time (ISO 8601). Raises
        StorageError where the disk fails; nothing that was published before is touched.
        """
        archive = self.record.archive
        files = bag(payload, (*info, ("Register-Head", self.end.head)))
        entry = self.end.next(self.record.path, digest(files[TAG_MANIFEST]), published)
        staging = Path(tempfile.mkdtemp(dir=_made(archive / STAGING)))
        try:
            staged = staging / self.record.name
            write_tree(staged, files)
            make_folder(self.record.folder.parent)
            _note(archive, entry)
            move_new(staged, self.record.folder)
        except BaseException:
            if not self.record.folder.exists():  # what has its place already is entered by the next publication
                _forget(archive)
            raise
        finally:
            shutil.rmtree(staging, ignore_errors=True)
        try:
            _complete(archive, entry)
        except OSError as error:
            message = f"{self.record.folder} is stored, but could not be entered in the register: {error.strerror}"
            raise StorageError(f"{message}; the next publication enters it") from error
        return entry


def _made(folder: Path) -> Path:
    make_folder(folder)
    return folder


@contextmanager
def publication(archive: Path, edition: str) -> Iterator[Publication]:
    """Hold the archive for the next version of an edition; raises what `publications` raises."""
    with publications(archive, [edition]) as (slot,):
        yield slot


@contextmanager
def publications(archive: Path, editions: Iterable[str]) -> Iterator[list[Publication]]:
    """Hold the archive for the next versions of editions, once what a crash has left is put in order.

    Raises StorageError where the archive is in use, where it cannot be written, and where its register is damaged.
    """
    try:
        make_folder(archive)
        with locked(archive):
            end = recover(archive)
            yield [_next_version(archive, edition, end) for edition in editions]
    except OSError as error:
        named = f" {error.filename}" if error.filename else ""
        raise StorageError(f"cannot write to the archive {archive}:{named} {error.strerror or error}") from error


def _next_version(archive: Path, edition: str, end: RegisterEnd) -> Publication:
    previous = tuple(versions_of(archive, edition))
    _check_versions(archive, edition, previous, end)
    return Publication(Record(archive, edition, previous[-1].version + 1 if previous else 1), previous, end)


def _check_versions(archive: Path, edition: str, present: tuple[Record, ...], end: RegisterEnd) -> None:
    """Build on nothing that is not as it was: raises StorageError where the records and the register do not agree."""
    seen = registered(archive, Record(archive, edition, 1).path.removesuffix("001"))
    if seen.lines != (end.last.number if end.last else 0):
        raise StorageError(f"{archive / REGISTER} has lost lines; `briefgen archive verify` says more")
    if end.last is None and (stray := next(records_of(archive), None)):
        raise StorageError(f"{archive / REGISTER} is missing or empty, although there is {stray.name}")
    for version in sorted(seen.versions ^ {record.version for record in present}):
        what = "is missing, although the register has it" if version in seen.versions else "is not in the register"
        raise StorageError(f"{Record(archive, edition, version).folder} {what}; `briefgen archive verify` says more")


def recover(archive: Path) -> RegisterEnd:
    """Finish or undo what a crash interrupted, and give the end of the register; the lock must be held.

    A record that had its place is entered, if it is whole; what had none is thrown away. Raises StorageError where the
    register itself is damaged, because nothing may be built on it.
    """
    pending = _pending(archive)
    end = _end(archive, is_interrupted=pending is not None)
    if (archive / STAGING).is_symlink():
        (archive / STAGING).unlink()
    elif (archive / STAGING).exists():
        remove_tree(archive / STAGING)
    if pending is None:
        return end
    record = record_at(archive, pending.record)
    is_entered = pending == end.last
    if is_entered or record is None or not record.folder.exists():
        _finish(archive, record if is_entered else None)
        return end
    if pending.previous != end.head or digest_of(record.folder / TAG_MANIFEST) != pending.manifest:
        raise StorageError(f"{record.folder} is not what was being published; `briefgen archive verify` says more")
    if wrong := next(faults(FolderFiles(record.folder)), None):
        raise StorageError(f"{record.folder}: {wrong.where} {wrong.what}; `briefgen archive verify` says more")
    _complete(archive, pending)
    return read_end(archive)


def _end(archive: Path, *, is_interrupted: bool) -> RegisterEnd:
    """The end of the register, without a line that a crash has left without an end."""
    end = read_end(archive)
    if end.is_torn and is_interrupted:
        truncate(archive / REGISTER, end.size)
        end = read_end(archive)
    if end.is_torn or not end.is_sound:
        raise StorageError(f"{archive / REGISTER} is damaged at its end; `briefgen archive verify` says more")
    return end


def _complete(archive: Path, entry: RegisterLine) -> None:
    """Enter a record that is in its place, and lock its folder."""
    record = record_at(archive, entry.record)
    if record is None:
        raise StorageError(f"{entry.record} is no record of {archive}")
    sync_folder(record.folder.parent)
    enter(archive, entry)
    sync_folder(archive)
    _finish(archive, record)


def _finish(archive: Path, record: Record | None) -> None:
    if record is not None and not is_read_only(record.folder):
        make_read_only(record.folder)
    _forget(archive)


def _note(archive: Path, entry: RegisterLine) -> None:
    """Note what is about to be entered, under its name only once it is whole."""
    draft = archive / f"{PENDING}.new"
    draft.unlink(missing_ok=True)
    write_new(draft, json.dumps(asdict(entry)).encode())
    draft.rename(archive / PENDING)
    sync_folder(archive)


def _forget(archive: Path) -> None:
    for name in (PENDING, f"{PENDING}.new"):
        with suppress(FileNotFoundError):
            (archive / name).unlink()


def _pending(archive: Path) -> RegisterLine | None:
    """What was about to be entered when a crash came; none where nothing was, or where even the note is not whole."""
    try:
        entry = RegisterLine(**json.loads((archive / PENDING).read_bytes()))
    except (FileNotFoundError, ValueError, TypeError):
        return None
    return entry if entry.sealed() == entry else None
