"""Other places for a copy of the archive: a folder, or whatever fsspec reaches. Nothing there is ever replaced."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

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
