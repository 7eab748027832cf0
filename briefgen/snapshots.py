"""Drafts: the content from which each Word document was built, kept so that a review of it finds its way back.

A draft is known by what its document says: the digests of its texts. Drafts are disposable; without one, a review
is placed by the content as it is now.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import field
from datetime import date
from io import BytesIO
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from briefgen.frozen import frozen
from briefgen.storage import replace_file

SNAPSHOTS = ".drafts"
MANIFEST = "customXml/item1.xml"
DAY = ".date"
WHOLE = "whole.sha256"
MOST = 100
"""How many drafts of an edition are kept, the newest of them."""

_TEXT = "{urn:briefgen:manifest}text"


@frozen
class Snapshot:
    """The content files of a draft by their paths in the content folder, and the day that stood in for its date."""

    files: Mapping[str, bytes] = field(repr=False)
    day: date | None = None


def key_of(digests: Mapping[str, str]) -> str:
    """What a draft is known by, from the digests of its document's texts by their bookmarks."""
    return hashlib.sha256(json.dumps(sorted(digests.items())).encode()).hexdigest()[:32]


def keep_snapshot(out: Path, edition: str, document: bytes, draft: Snapshot) -> None:
    """Keep the content from which a Word document was built; a disk that cannot hold it does not stop the build."""
    folder = out / SNAPSHOTS / edition
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{key_of(_digests(document))}.zip"
        replace_file(path, _packed(draft), durable=False)
        _thin_out(folder)


def find_snapshot(out: Path, edition: str, digests: Mapping[str, str]) -> Snapshot | None:
    """The draft of a document, none where it was not kept or is damaged."""
    path = out / SNAPSHOTS / edition / f"{key_of(digests)}.zip"
    try:
        with ZipFile(path) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
            day = date.fromisoformat(text) if (text := files.pop(DAY, b"").decode()) else None
    except (OSError, BadZipFile, ValueError, NotImplementedError, RuntimeError, EOFError):
        return None
    if any(PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts for name in files):
        return None
    return Snapshot(files, day)


def keep_whole(out: Path, edition: str, inputs: str) -> None:
    """Keep against which content a release was proven; a disk that cannot hold it has it proven again."""
    folder = out / SNAPSHOTS / edition
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        replace_file(folder / WHOLE, inputs.encode(), durable=False)


def find_whole(out: Path, edition: str) -> str:
    """The fingerprint of the content against which a release was proven, "" where that was not kept."""
    try:
        return (out / SNAPSHOTS / edition / WHOLE).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _digests(document: bytes) -> dict[str, str]:
    with ZipFile(BytesIO(document)) as archive:
        root = ElementTree.fromstring(archive.read(MANIFEST))  # noqa: S314  # a document of our own
    return {text.get("bookmark", ""): text.get("sha256", "") for text in root.iter(_TEXT)}


def _packed(draft: Snapshot) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, data in sorted({**draft.files, DAY: (str(draft.day) if draft.day else "").encode()}.items()):
            archive.writestr(ZipInfo(name), data, ZIP_DEFLATED, 1)
    return buffer.getvalue()


def _thin_out(folder: Path) -> None:
    kept = sorted(folder.glob("*.zip"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in kept[MOST:]:
        path.unlink(missing_ok=True)
