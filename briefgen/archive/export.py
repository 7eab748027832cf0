"""A second copy of the archive, in a folder or wherever fsspec reaches: every record, and the register at each export.

Nothing there is ever replaced.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

from briefgen.archive.records import record_at
from briefgen.archive.register import BEGINNING, REGISTER, Register, RegisterLine, parsed, sound_register
from briefgen.archive.verify import Finding, verify_files, verify_record
from briefgen.errors import StorageError, UsageError
from briefgen.frozen import frozen
from briefgen.storage import is_draft, place_new


class Store(Protocol):
    """A place that keeps files by their names."""

    def names(self) -> set[str]:
        """The names of all files there."""

    def read(self, name: str) -> bytes:
        """The bytes of a file."""

    def create(self, name: str, data: bytes) -> None:
        """Add a file; raises FileExistsError where there is one of this name."""


@frozen
class FolderStore:
    """A folder, on a disk or a share."""

    folder: Path

    def names(self) -> set[str]:
        found = (Path(inside) / name for inside, _, files in os.walk(self.folder) for name in files)
        return {path.relative_to(self.folder).as_posix() for path in found if not is_draft(path)}

    def read(self, name: str) -> bytes:
        return (self.folder / name).read_bytes()

    def create(self, name: str, data: bytes) -> None:
        place_new(self.folder / name, data)


@frozen
class RemoteStore:
    """A place that fsspec reaches, such as an object store, below a root."""

    system: Any
    root: str

    def names(self) -> set[str]:
        try:
            found = self.system.find(self.root)
        except FileNotFoundError:
            return set()
        base = self.root.strip("/") + "/"
        return {path.strip("/").removeprefix(base) for path in found}

    def read(self, name: str) -> bytes:
        return bytes(self.system.cat_file(f"{self.root}/{name}"))

    def create(self, name: str, data: bytes) -> None:
        path = f"{self.root}/{name}"
        if self.system.exists(path):
            raise FileExistsError(path)
        self.system.makedirs(path.rpartition("/")[0], exist_ok=True)
        self.system.pipe_file(path, data, mode="create")


def store_at(target: str) -> Store:
    """The store that a folder or an address (`s3://bucket/archive`) names; raises UsageError for one out of reach."""
    if "://" not in target:
        return FolderStore(Path(target))
    try:
        import fsspec
    except ImportError as error:
        raise UsageError(f"{target} needs more: pip install 'briefgen[remote]'") from error
    try:
        system, root = fsspec.core.url_to_fs(target)
    except (ImportError, ValueError) as error:
        raise UsageError(f"{target}: {error}") from error
    return RemoteStore(system, root.rstrip("/"))


@frozen
class StoredFiles:
    """The files of a record in a store."""

    store: Store
    path: str
    found: frozenset[str]

    def names(self) -> Mapping[str, bool]:
        return dict.fromkeys(self.found, True)

    def digest(self, name: str) -> str:
        return hashlib.sha256(self.read(name)).hexdigest()

    def read(self, name: str) -> bytes:
        return self.store.read(f"{self.path}/{name}")


def files_of(store: Store, names: set[str], path: str) -> StoredFiles:
    """The files of a record that a store has."""
    prefix = f"{path}/"
    return StoredFiles(store, path, frozenset(n.removeprefix(prefix) for n in names if n.startswith(prefix)))


def failing(error: Exception, target: str) -> StorageError:
    """What to tell where a store fails, whatever its library raised."""
    return StorageError(f"{target}: {error or type(error).__name__}")


def listing(names: set[str], folder: str) -> Iterator[str]:
    """The names directly in a folder of a store, in order."""
    prefix = f"{folder}/"
    yield from sorted(name for name in names if name.startswith(prefix) and "/" not in name.removeprefix(prefix))


REGISTERS = "registers"


def export(archive: Path, store: Store, release: str | None = None) -> Iterator[tuple[RegisterLine, int]]:
    """Copy what the store lacks, record by record: gives each with the files that were added.

    A `release` limits that to its records, "" to whole briefs; of the register the copy then has the lines of these
    alone. A record's manifest goes last, so that a copy without it is not whole; what is there is compared, never
    replaced. Raises StorageError where the archive is not as it was published, and where the store has other bytes.
    """
    register = sound_register(archive)
    present = store.names()
    copied = []
    for before, entry in zip((None, *register.entries), register.entries, strict=False):
        if not _is_wanted(archive, entry, release):
            continue
        if finding := next(verify_record(archive, entry, before), None):
            raise StorageError(f"{archive / finding.where} {finding.what}; `briefgen archive verify` says more")
        yield entry, _copied(archive, entry, store, present)
        copied.append(entry)
    if copied:
        is_whole = release is None
        folder = REGISTERS if is_whole else f"{REGISTERS}/{f'release-{release}' if release else 'whole'}"
        name = f"{folder}/{len(copied):06}-{copied[-1].digest[:12]}.jsonl"
        lines = (archive / REGISTER).read_bytes() if is_whole else b"".join(entry.line for entry in copied)
        _create(store, name, lines, present)


def _is_wanted(archive: Path, entry: RegisterLine, release: str | None) -> bool:
    record = record_at(archive, entry.record)
    return release is None or record is None or record.is_of(release)


def _copied(archive: Path, entry: RegisterLine, store: Store, present: set[str]) -> int:
    record = record_at(archive, entry.record)
    if record is None or not record.folder.is_dir():
        raise StorageError(f"{archive / entry.record} is missing; `briefgen archive verify` says more")
    files = [path.relative_to(record.folder).as_posix() for path in record.folder.rglob("*") if path.is_file()]
    ordered = sorted(files, key=lambda name: ("/" not in name, name))
    return sum(_create(store, f"{entry.record}/{n}", (record.folder / n).read_bytes(), present) for n in ordered)


def _create(store: Store, name: str, data: bytes, present: set[str]) -> bool:
    """Add a file unless it is there; whether it was added."""
    if name not in present:
        store.create(name, data)
        return True
    if store.read(name) != data:
        raise StorageError(f"the copy has another {name}, which is not replaced")
    return False


def register_of(store: Store, names: set[str]) -> Register:
    """The longest register that a copy has; an empty one where it has none."""
    snapshots = list(listing(names, REGISTERS))
    return parsed(store.read(snapshots[-1])) if snapshots else Register()


def _parts_of(store: Store, names: set[str]) -> list[Register]:
    """The longest register of each release whose records alone were copied, and of the whole briefs."""
    inner = (name.removeprefix(f"{REGISTERS}/") for name in names if name.startswith(f"{REGISTERS}/"))
    folders = sorted({name.partition("/")[0] for name in inner if "/" in name})
    snapshots = (list(listing(names, f"{REGISTERS}/{folder}")) for folder in folders)
    return [parsed(store.read(found[-1]), is_part=True) for found in snapshots if found]


def verify_copy(store: Store, since: str = "") -> Iterator[tuple[RegisterLine | None, list[Finding]]]:
    """What is wrong with a copy: with its register, with no entry, and then with each record."""
    names = store.names()
    register, parts = register_of(store, names), _parts_of(store, names)
    faults = [Finding(REGISTERS, each.fault) for each in (register, *parts) if each.fault]
    heads = dict(zip(register.entries, (BEGINNING, *(entry.digest for entry in register.entries)), strict=False))
    heads = {**{entry: entry.previous for part in parts for entry in part.entries}, **heads}
    if not heads:
        faults.append(Finding(REGISTERS, "is missing: this is no copy of an archive"))
    if since and not any(since in each.heads for each in (register, *parts)):
        faults.append(Finding(REGISTERS, f"has never had the head {since}"))
    known = {entry.record for entry in heads} | {REGISTERS}
    strangers = sorted(name for name in names if not any(name.startswith(f"{path}/") for path in known))
    yield None, [*faults, *(Finding(name, "belongs to no record") for name in strangers)]
    for entry, head in heads.items():
        yield entry, list(verify_files(files_of(store, names, entry.record), entry, head))
