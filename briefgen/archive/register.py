"""The register: one line for each record, each of which holds the digest of the line before it.

The digest of its last line, the head, stands for the whole: who has noted it elsewhere can tell whether anything before
it has been changed since.
"""

from __future__ import annotations

import json
import os
import re
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import cached_property
from os import SEEK_END
from pathlib import Path

from briefgen.errors import StorageError
from briefgen.frozen import frozen
from briefgen.storage import HAS_LOCKS, append, digest, lock

REGISTER = "register.jsonl"
BEGINNING = "0" * 64
VERSION = re.compile(rb"\d+(?=\")")
LISTED = re.compile(rb'"record":"([^"\\]*)"')
LONGEST_LINES = 1 << 14
"""The bytes at the register's end in which its last two lines must lie."""


@frozen
class RegisterLine:
    """A line of the register: the record's path in the archive, the digest of its tag manifest, and when it was stored.

    `previous` is the digest of the line before, and `digest` that of this line without it.
    """

    number: int
    previous: str
    record: str
    manifest: str
    published: str
    digest: str = ""

    def sealed(self) -> RegisterLine:
        """The entry with its digest."""
        fields = dict(vars(self))
        del fields["digest"]
        return replace(self, digest=digest(_as_json(fields)))

    @property
    def line(self) -> bytes:
        return _as_json(vars(self)) + b"\n"


def _as_json(fields: Mapping[str, object]) -> bytes:
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()


@frozen
class RegisterEnd:
    """The end of a register, which is all that a new line must know: the last entry and the bytes up to its end.

    `is_torn` says that a line without an end follows, and `is_sound` that the last entry is one.
    """

    last: RegisterLine | None = None
    size: int = 0
    is_torn: bool = False
    is_sound: bool = True

    @property
    def head(self) -> str:
        return self.last.digest if self.last else BEGINNING

    def next(self, record: str, manifest: str, published: str) -> RegisterLine:
        """The line for a new record."""
        number = self.last.number + 1 if self.last else 1
        return RegisterLine(number, self.head, record, manifest, published).sealed()


def read_end(archive: Path) -> RegisterEnd:
    """The end of an archive's register, read without the rest of it, so that publishing does not grow with it."""
    try:
        with (archive / REGISTER).open("rb") as file:
            size = file.seek(0, SEEK_END)
            file.seek(max(size - LONGEST_LINES, 0))
            tail = file.read()
    except FileNotFoundError:
        return RegisterEnd()
    whole, _, torn = tail.rpartition(b"\n")
    line = whole.rpartition(b"\n")[2]
    entry = _entry(line) if line else None
    return RegisterEnd(entry, size - len(torn), bool(torn), entry is not None or not line)


@frozen
class Registered:
    """How many lines a register has, and the versions of one edition among them."""

    lines: int
    versions: frozenset[int]


def registered(archive: Path, path: str) -> Registered:
    """What the register has of an edition, whose records' paths begin so; the lines are searched, not parsed."""
    try:
        data = (archive / REGISTER).read_bytes()
    except FileNotFoundError:
        return Registered(0, frozenset())
    begins, place, versions = f'"record":"{path}'.encode(), 0, set[int]()
    while (place := data.find(begins, place) + len(begins)) >= len(begins):
        if found := VERSION.match(data, place):
            versions.add(int(found[0]))
    return Registered(data.count(b"\n"), frozenset(versions))


def listed_paths(archive: Path) -> list[str]:
    """The paths of the records that a register lists; the lines are searched, not parsed."""
    try:
        data = (archive / REGISTER).read_bytes()
    except FileNotFoundError:
        return []
    return [found.decode(errors="replace") for found in LISTED.findall(data)]


@frozen
class Register:
    """The entries of a register; `fault` names the first line that is not as it should be, `sound` counts those before.

    Behind a fault stand the entries whose own digest is right, so that their records can still be looked at.
    """

    entries: tuple[RegisterLine, ...] = ()
    fault: str = ""
    sound: int = 0

    @property
    def head(self) -> str:
        return self.entries[self.sound - 1].digest if self.sound else BEGINNING

    @cached_property
    def heads(self) -> frozenset[str]:
        """Every head that the register has had, as far as it is sound."""
        return frozenset((BEGINNING, *(entry.digest for entry in self.entries[: self.sound])))

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each line, by its digest."""
        return {entry.digest: entry.number for entry in self.entries}


def read_register(archive: Path) -> Register:
    """The register of an archive; an empty one where there is none."""
    try:
        return parsed((archive / REGISTER).read_bytes())
    except FileNotFoundError:
        return Register()


def sound_register(archive: Path) -> Register:
    """The register of an archive; raises StorageError where it is damaged."""
    register = read_register(archive)
    if register.fault:
        raise StorageError(f"{archive / REGISTER}: {register.fault}; `briefgen archive verify` says more")
    return register


def parsed(data: bytes, *, is_part: bool = False) -> Register:
    """A register from its bytes; only each line by itself can be told to be sound of one that `is_part` of another."""
    entries: list[RegisterLine] = []
    fault, sound, previous = "", 0, BEGINNING
    *lines, torn = data.split(b"\n")
    for number, line in enumerate(lines, 1):
        entry = _entry(line)
        follows = entry is not None and (is_part or (entry.number == number and entry.previous == previous))
        if not fault and not follows:
            fault = f"line {number} has been changed"
        if entry is not None:
            entries.append(entry)
            previous = entry.digest
        sound += not fault
    return Register(tuple(entries), fault or (f"line {len(lines) + 1} has no end" if torn else ""), sound)


def _entry(line: bytes) -> RegisterLine | None:
    """The entry of a line; none for one that is not, to the byte, the line of a sealed entry."""
    try:
        entry = RegisterLine(**json.loads(line))
        is_one = isinstance(entry.number, int) and all(isinstance(each, str) for each in [*vars(entry).values()][1:])
        return entry if is_one and entry.line == line + b"\n" and entry.sealed() == entry else None
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None


def enter(archive: Path, entry: RegisterLine) -> None:
    """Add a line to the register."""
    append(archive / REGISTER, entry.line)


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
