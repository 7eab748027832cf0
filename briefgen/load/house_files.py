"""The files of the house style that a brief was made with, to be kept beside it; fonts are told by their digests."""

from __future__ import annotations

from pathlib import Path

from briefgen.errors import StorageError
from briefgen.load.assets import THEME_FILE, house_assets

KEPT = (THEME_FILE, "reference.docx")


def asset_files(assets: Path) -> dict[str, bytes]:
    """The bytes of the desk's house style by their names in the assets folder, or the house's own where it has none.

    Raises StorageError for one that cannot be read.
    """
    folder = assets if (assets / THEME_FILE).exists() else house_assets()
    files = {}
    for name in KEPT:
        path = next((home / name for home in (assets, folder) if (home / name).exists()), None)
        if path is not None:
            try:
                files[name] = path.read_bytes()
            except OSError as error:
                raise StorageError(f"cannot read {path}: {error.strerror or error}") from error
    return files
