"""Files by the names that people type: a Mac stores letters and their accents apart, and keyboards make one of them."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from unicodedata import normalize


def files_typed(folder: Path, typed: str) -> list[Path]:
    """The files below a folder that a typed path can mean, with its accents composed or not (UAX 15)."""
    found = [folder]
    for name in PurePosixPath(typed).parts:
        found = [each / stored for each in found for stored in _stored(each, name)]
    return [path for path in found if path.is_file()]


def _stored(folder: Path, name: str) -> list[str]:
    if name.isascii() or not folder.is_dir():
        return [name]
    return sorted(each.name for each in folder.iterdir() if composed(each.name) == composed(name))


def composed(name: str) -> str:
    """A name with each accent in one character with its letter, as keyboards type it."""
    return normalize("NFC", name)
