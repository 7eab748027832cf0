"""Content as a tree of files, wherever they are: on the disk, in memory, or with edits that nobody has saved yet.

A path is relative to the tree, with slashes; "" is the tree itself. Only this module touches the disk for content, and
every file is read through `read_file`, which lets no other file through than SECURITY.md allows.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NoReturn, Protocol

from briefgen import codes
from briefgen.errors import Diagnostic, StorageError
from briefgen.folders import CONTENT
from briefgen.frozen import frozen
from briefgen.installed import house_folder
from briefgen.spans import Span, whole_file

if TYPE_CHECKING:
    from briefgen.archive.records import Record

DATA = "data"
YAML_LIMIT = 1 << 20
MARKDOWN_LIMIT = 1 << 18
SOURCE_LIMIT = 1 << 22
IMAGE_ENDINGS = (".png", ".jpg", ".jpeg")
IMAGE_LIMIT = 1 << 26
FONT_LIMIT = 1 << 26
REFERENCE_LIMIT = 1 << 25
"""The most bytes of a file of each kind."""

_ABSENT = {errno.ENOENT, errno.ENOTDIR, errno.EBADF, errno.ELOOP}
# A bag's manifest would have to encode a percent sign (RFC 8493, 2.1.3), which not every program decodes.
_UNFIT_NAME = re.compile(r"[\x00-\x1f\x7f-\x9f\\\ud800-\udfff%]")


class FileKind(Enum):
    """What stands at a path, with links followed; a link to a folder is told from the folder itself."""

    FILE = "file"
    FOLDER = "folder"
    LINKED_FOLDER = "linked folder"
    OTHER = "other"


@frozen
class FileStatus:
    """What stands at a path, and the bytes that it has."""

    kind: FileKind
    size: int = 0


class Content(Protocol):
    """A tree of files; its methods raise OSError, or ValueError for a path that no file can have."""

    @property
    def name(self) -> str:
        """What the tree is called in places: the path of its folder."""

    def status(self, path: str) -> FileStatus:
        """What stands at a path."""

    def read(self, path: str) -> bytes:
        """The bytes of a file, which nothing has examined: `read_file` does."""

    def list(self, folder: str) -> list[str]:
        """The names of what is in a folder, sorted."""

    def resolve(self, path: str) -> str | None:
        """Where a path leads, with links and `..` followed; none where that is outside of the tree."""

    def below(self, folder: str) -> Content:
        """A folder of the tree as a tree of its own."""


@frozen(eq=False)
class Folder:
    """A folder of the disk; two are equal that are the same one."""

    path: Path

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Folder) and self._resolved == other._resolved

    def __hash__(self) -> int:
        return hash(self._resolved)

    @property
    def name(self) -> str:
        return self.path.as_posix()

    def status(self, path: str) -> FileStatus:
        status = (self.path / path).stat()
        if stat.S_ISDIR(status.st_mode):
            is_link = (self.path / path).is_symlink()
            return FileStatus(FileKind.LINKED_FOLDER if is_link else FileKind.FOLDER)
        return FileStatus(FileKind.FILE if stat.S_ISREG(status.st_mode) else FileKind.OTHER, status.st_size)

    def read(self, path: str) -> bytes:
        return (self.path / path).read_bytes()

    def list(self, folder: str) -> list[str]:
        return sorted(path.name for path in (self.path / folder).iterdir())

    def resolve(self, path: str) -> str | None:
        found = (self.path / path).resolve()
        return found.relative_to(self._resolved).as_posix() if found.is_relative_to(self._resolved) else None

    @cached_property
    def _resolved(self) -> Path:
        return self.path.resolve()

    def below(self, folder: str) -> Folder:
        return Folder(self.path / folder)


class Memory:
    """Files in memory, by their paths; there are no links, and a folder is there if it has files."""

    def __init__(self, files: Mapping[str, bytes], name: str = CONTENT) -> None:
        """Raises ValueError for a path that leads out of the tree."""
        self.name = name
        self.files: dict[str, bytes] = {}
        self._folders: dict[str, set[str]] = {"": set()}
        for path, data in files.items():
            resolved = self.resolve(path)
            if not resolved:
                raise ValueError(f'"{path}" is not the path of a file in the tree')
            self.files[resolved] = data
            while resolved:
                folder, _, inner = resolved.rpartition("/")
                self._folders.setdefault(folder, set()).add(inner)
                resolved = folder

    def status(self, path: str) -> FileStatus:
        resolved = self.resolve(path)
        if resolved in self.files:
            return FileStatus(FileKind.FILE, len(self.files[resolved]))
        return FileStatus(FileKind.FOLDER) if resolved in self._folders else _refuse(errno.ENOENT, path)

    def read(self, path: str) -> bytes:
        resolved = self.resolve(path)
        if resolved not in self.files:
            _refuse(errno.EISDIR if resolved in self._folders else errno.ENOENT, path)
        return self.files[resolved]

    def list(self, folder: str) -> list[str]:
        resolved = self.resolve(folder)
        if resolved not in self._folders:
            _refuse(errno.ENOTDIR if resolved in self.files else errno.ENOENT, folder)
        return sorted(self._folders[resolved])

    def resolve(self, path: str) -> str | None:
        found: list[str] = []
        for name in PurePosixPath(path).parts:
            if name == "/" or (name == ".." and not found):
                return None
            found = found[:-1] if name == ".." else [*found, name]
        return "/".join(found)

    def below(self, folder: str) -> Memory:
        start = f"{self.resolve(folder)}/"
        files = {path.removeprefix(start): data for path, data in self.files.items() if path.startswith(start)}
        return Memory(files, place_in(self, folder).file)


def _refuse(number: int, path: str) -> NoReturn:
    raise OSError(number, os.strerror(number), path)


class Overlay:
    """Edits over another tree, which stays as it is: editors' buffers that are not saved, or changes that are tried."""

    def __init__(self, base: Content, edits: Mapping[str, bytes]) -> None:
        """Raises ValueError for an edit outside of the tree."""
        self.name = base.name
        self._base = base
        self._edits = Memory(edits, base.name)

    def _home(self, path: str) -> tuple[Content, str]:
        """The tree that has a file, and its path there; an edit stands for a link to what is edited, too."""
        names = (path, self._base.resolve(path) or path)
        return next(((self._edits, name) for name in names if is_file(self._edits, name)), (self._base, path))

    def status(self, path: str) -> FileStatus:
        if is_folder(self._edits, path) and not is_folder(self._base, path):
            return FileStatus(FileKind.FOLDER)
        home, inner = self._home(path)
        return home.status(inner)

    def read(self, path: str) -> bytes:
        home, inner = self._home(path)
        return home.read(inner)

    def list(self, folder: str) -> list[str]:
        trees = [tree for tree in (self._base, self._edits) if is_folder(tree, folder)]
        return sorted({name for tree in trees or [self._base] for name in tree.list(folder)})

    def resolve(self, path: str) -> str | None:
        return self._base.resolve(path)

    def below(self, folder: str) -> Overlay:
        return Overlay(self._base.below(folder), self._edits.below(folder).files)


def read_record(record: Record, folder: str) -> Memory:
    """A folder of what a record holds; raises StorageError where the record cannot be read."""
    from briefgen.archive.bag import PAYLOAD, FolderFiles

    files, start = FolderFiles(record.folder), f"{PAYLOAD}{folder}/"
    try:
        names = [name for name, is_regular in files.names().items() if is_regular and name.startswith(start)]
        return Memory({name.removeprefix(start): files.read(name) for name in names}, PurePosixPath(folder).name)
    except OSError as error:
        raise StorageError(f"cannot read {error.filename or record.folder}: {error.strerror or error}") from error


def place_in(content: Content, path: str = "") -> Span:
    """A file as a whole, as a place that diagnostics name."""
    return whole_file(PurePosixPath(content.name, path).as_posix())


def find_kind(content: Content, path: str) -> FileKind | None:
    """What stands at a path, with links followed; none where nothing does."""
    try:
        return content.status(path).kind
    except OSError as error:
        if error.errno not in _ABSENT:
            raise
    except ValueError:  # no file can have such a path
        pass
    return None


def is_file(content: Content, path: str) -> bool:
    """Whether a regular file stands at a path."""
    return find_kind(content, path) is FileKind.FILE


def is_folder(content: Content, path: str) -> bool:
    """Whether a folder stands at a path, or a link to one."""
    return find_kind(content, path) in (FileKind.FOLDER, FileKind.LINKED_FOLDER)


def is_on_disk(content: Content, path: str) -> bool:
    """Whether the disk has a file as the tree has it, under the name that places bear."""
    if isinstance(content, Folder):
        return True
    file = Path(place_in(content, path).file)
    return file.is_file() and file.read_bytes() == content.read(path)


def examine(content: Content, path: str, limit: int) -> Diagnostic | None:
    """Why a file must not be read: it is missing, not regular, outside of the tree, or has too many bytes."""
    try:
        return _unfit(content, path, limit)
    except (OSError, ValueError) as error:
        return _unreadable(content, path, error)


def read_file(content: Content, path: str, limit: int) -> bytes | Diagnostic:
    """The bytes of a file, or why they cannot be read."""
    try:
        return _unfit(content, path, limit) or content.read(path)
    except (OSError, ValueError) as error:
        return _unreadable(content, path, error)


def _unfit(content: Content, path: str, limit: int) -> Diagnostic | None:
    place, name, status = place_in(content, path), PurePosixPath(path).name, content.status(path)
    if status.kind is not FileKind.FILE:
        return codes.FILE_UNREADABLE.at(place, f'"{name}" is not a regular file')
    if content.resolve(path) is None:
        return codes.FILE_UNREADABLE.at(place, f'"{name}" is a link that leads out of the folder')
    if status.size > limit:
        return codes.TOO_LARGE.at(place, f'"{name}" has {status.size:,} bytes; at most {limit:,} are read')
    return None


def _unreadable(content: Content, path: str, error: OSError | ValueError) -> Diagnostic:
    place, file = place_in(content, path), PurePosixPath(path)
    if isinstance(error, FileNotFoundError):
        hint = "make it; `briefgen init DIR` writes a complete example" if file.suffix == ".yaml" else ""
        return codes.FILE_MISSING.at(place, f'"{file.name}" is missing', hint)
    reason = (getattr(error, "strerror", None) or type(error).__name__).lower()
    return codes.FILE_UNREADABLE.at(place, f'"{file.name}" cannot be read: {reason}')


def unfit_name(name: str, place: Span) -> Diagnostic | None:
    """The fault of a file whose name not every system can keep."""
    if unfit := _UNFIT_NAME.search(name):
        from briefgen.content.text import code_point

        message = f"the file's name has the character {code_point(unfit[0])}, which not every system can keep"
        return codes.FILE_NAME.at(place, message, "rename it, or move it out of the edition")
    return None


def is_hidden(name: str) -> bool:
    """Whether the file of this name is hidden, or an editor's backup."""
    return name.startswith((".", "#")) or name.endswith("~")


def files_below(content: Content, folder: str, is_left_out: Callable[[str], bool] = is_hidden) -> Iterator[str]:
    """The files below a folder in the order of their names; links to folders are named as files, and not followed."""
    for name in content.list(folder):
        path = f"{folder}/{name}" if folder else name
        if is_left_out(name):
            continue
        if find_kind(content, path) is FileKind.FOLDER:
            yield from files_below(content, path, is_left_out)
        else:
            yield path


def composed(name: str) -> str:
    """A name with each accent in one character with its letter, as keyboards type it."""
    if name.isascii():
        return name
    from unicodedata import normalize  # few names need it

    return normalize("NFC", name)


def files_typed(content: Content, folder: str, typed: str) -> list[str]:
    """The files below a folder that a typed path can mean, with its accents composed or not (UAX 15).

    A Mac stores letters and their accents apart, and keyboards make one character of them.
    """
    found = [folder]
    for name in PurePosixPath(typed).parts:
        found = [f"{each}/{stored}".lstrip("/") for each in found for stored in _stored(content, each, name)]
    return [path for path in found if is_file(content, path)]


def _stored(content: Content, folder: str, name: str) -> list[str]:
    if name.isascii() or not is_folder(content, folder):
        return [name]
    return [each for each in content.list(folder) if composed(each) == composed(name)]


def house_assets() -> Folder:
    """The house style's folder."""
    return Folder(house_folder())
