"""The files of the house style: where the house has its own, and those that are kept beside a brief."""

from __future__ import annotations

from pathlib import Path

from briefgen.errors import StorageError

THEME_FILE = "theme.yaml"
REFERENCE_FILE = "reference.docx"
KEPT = (THEME_FILE, REFERENCE_FILE)

_PACKAGE = Path(__file__).parent.parent


def house_assets() -> Path:
    """The house style's folder: inside the installed package, or beside it in the repository."""
    installed = _PACKAGE / "_assets"
    return installed if installed.is_dir() else _PACKAGE.parent / "assets"


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
