"""Where the files are that come with briefgen, and which libraries are installed beside it."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path


def house_folder() -> Path:
    """The folder of the house's own assets: inside the installed package, or beside it in the repository."""
    package = Path(__file__).parent
    installed = package / "_assets"
    return installed if installed.is_dir() else package.parent / "assets"


def release_of(library: str) -> str:
    """What tells an installed release of a library from every other, to know again what was made with it.

    It is the file's place, size and time: to ask what a release calls itself takes longer than a chart that is kept.
    """
    spec = find_spec(library)
    if spec is None or spec.origin is None:
        return library
    found = Path(spec.origin).stat()
    return f"{spec.origin} {found.st_size} {found.st_mtime_ns}"
