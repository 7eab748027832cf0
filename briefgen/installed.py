"""Where the files are that come with briefgen, and which libraries are installed beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from briefgen.folders import state


def house_folder() -> Path:
    """The folder of the house's own assets: inside the installed package, or beside it in the repository."""
    package = Path(__file__).parent
    installed = package / "_assets"
    return installed if installed.is_dir() else package.parent / "assets"


def house_digest() -> str:
    """One SHA-256 over the names and bytes of the house's files, which are read again where one of them is another."""
    return _digest_of(tuple(sorted(state([house_folder()]).items())))


@lru_cache(maxsize=1)
def _digest_of(files: Iterable[tuple[str, object]]) -> str:
    total, house = hashlib.sha256(), house_folder()
    for place, _ in files:
        with suppress(FileNotFoundError):
            path = Path(place)
            data = path.read_bytes()
            total.update(f"{path.relative_to(house).as_posix()}\0{len(data)}\0".encode(errors="surrogateescape"))
            total.update(data)
    return total.hexdigest()


def release_of(library: str) -> str:
    """What tells an installed release of a library from every other, to know again what was made with it.

    It is the file's place, size and time: to ask what a release calls itself takes longer than a chart that is kept.
    """
    spec = find_spec(library)
    if spec is None or spec.origin is None:
        return library
    found = Path(spec.origin).stat()
    return f"{spec.origin} {found.st_size} {found.st_mtime_ns}"
