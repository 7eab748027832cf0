"""BagIt bags (RFC 8493): a folder whose manifests hold the SHA-256 of every file in it."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from briefgen.errors import StorageError
from briefgen.frozen import frozen
from briefgen.storage import digest

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
BAGIT, INFO, MANIFEST, TAG_MANIFEST = "bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"
TAG_FILES = (BAGIT, INFO, MANIFEST)
PAYLOAD = "data/"
LINE = re.compile(rb"([0-9a-f]{64})  (\S.*)")
CHUNK = 1 << 16
"""Bytes that are read at a time: few enough that memory for them need not be asked of the system each time."""


def bag(payload: Mapping[str, bytes], info: Sequence[tuple[str, str]]) -> dict[str, bytes]:
    """The files of a bag by name: the payload below data/, and what describes it; `info` are the lines of bag-info."""
    files = {f"{PAYLOAD}{name}": data for name, data in sorted(payload.items())}
    oxum = f"{sum(map(len, payload.values()))}.{len(payload)}"
    files[BAGIT] = DECLARATION
    files[INFO] = "".join(
        f"{label}: {_on_one_line(text)}\n" for label, text in (*info, ("Payload-Oxum", oxum))
    ).encode()
    files[MANIFEST] = _manifest({name: data for name, data in files.items() if name.startswith(PAYLOAD)})
    files[TAG_MANIFEST] = _manifest({name: files[name] for name in sorted(TAG_FILES)})
    return files


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def _manifest(files: Mapping[str, bytes]) -> bytes:
    """A manifest. Names that it would have to encode (2.1.3) are refused: not every program decodes them."""
    if unfit := next((name for name in files if re.search(r"[%\r\n]", name)), None):
        raise StorageError(f"{unfit!r} cannot be in a record: give the file a name without percent signs")
    return "".join(f"{digest(data)}  {name}\n" for name, data in files.items()).encode()


@frozen
class Fault:
    """What is wrong with a file of a bag; `where` is its path in the bag."""

    where: str
    what: str


class Files(Protocol):
    """The files of a bag, wherever they are."""

    def names(self) -> Mapping[str, bool]:
        """Every file by its path in the bag, and whether it is a regular one; an empty folder counts as none."""

    def digest(self, name: str) -> str:
        """The SHA-256 of a file."""

    def read(self, name: str) -> bytes:
        """The bytes of a file."""


@frozen
class FolderFiles:
    """The files of a bag in a folder."""

    folder: Path

    def names(self) -> Mapping[str, bool]:
        return dict(_files(self.folder))

    def digest(self, name: str) -> str:
        return digest_of(self.folder / name)

    def read(self, name: str) -> bytes:
        return (self.folder / name).read_bytes()


def faults(files: Files, found: Mapping[str, bool] | None = None) -> Iterator[Fault]:
    """Everything that is not as the bag says: files that are gone, that are others, and that nobody has listed.

    `found` are their names, where these are known already.
    """
    found = files.names() if found is None else found
    listed: dict[str, str] = {}
    for name in (TAG_MANIFEST, MANIFEST):
        if found.get(name):
            yield from _read_manifest(files.read(name), name, listed)
    yield from (Fault(name, "is missing") for name in (*TAG_FILES, TAG_MANIFEST) if name not in found)
    for name, is_regular in sorted(found.items()):
        if not is_regular:
            yield Fault(name, "is no regular file")
        elif name == TAG_MANIFEST:
            continue
        elif name not in listed:
            yield Fault(name, "is in no manifest")
        elif files.digest(name) != listed[name]:
            yield Fault(name, "has changed")
    yield from (Fault(name, "is missing") for name in sorted(listed) if name not in found and name not in TAG_FILES)
    if found.get(BAGIT) and files.read(BAGIT) != DECLARATION:
        yield Fault(BAGIT, "does not declare BagIt 1.0")


def _files(folder: str | Path, before: str = "") -> Iterator[tuple[str, bool]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.is_dir(follow_symlinks=False):
                yield f"{before}{entry.name}", entry.is_file(follow_symlinks=False)
            elif inner := list(_files(entry.path, f"{before}{entry.name}/")):
                yield from inner
            else:
                yield f"{before}{entry.name}/", False


def _read_manifest(data: bytes, name: str, listed: dict[str, str]) -> Iterator[Fault]:
    """Add what a manifest lists; the payload's manifest lists the payload, and the other one the rest."""
    lines = data.split(b"\n")
    if lines.pop():
        yield Fault(name, "ends in the middle of a line")
    for number, line in enumerate(lines, 1):
        match = LINE.fullmatch(line)
        path = match[2].decode(errors="replace") if match else ""
        if not match or path in listed or path.startswith(PAYLOAD) is (name == TAG_MANIFEST):
            yield Fault(name, f"has a line that no bag has: line {number}")
        else:
            listed[path] = match[1].decode()


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, read piece by piece."""
    total = hashlib.sha256()
    with path.open("rb", buffering=0) as file:
        while chunk := file.read(CHUNK):
            total.update(chunk)
    return total.hexdigest()


def info_of(files: Files, found: Mapping[str, bool]) -> dict[str, str]:
    """The lines of bag-info; empty where it is not among the files that were found."""
    if not found.get(INFO):
        return {}
    text = files.read(INFO).decode(errors="replace")
    return dict(line.split(": ", 1) for line in text.splitlines() if ": " in line)
