"""The files of the house style that are kept beside a brief."""

from __future__ import annotations

from briefgen.content.tree import Content, find_kind, house_assets, place_in
from briefgen.errors import StorageError

THEME_FILE = "theme.yaml"
REFERENCE_FILE = "reference.docx"
KEPT = (THEME_FILE, REFERENCE_FILE)


def asset_files(assets: Content) -> dict[str, bytes]:
    """The bytes of the desk's house style by their names in the assets folder, or the house's own where it has none.

    Raises StorageError for one that cannot be read.
    """
    homes = (assets,) if find_kind(assets, THEME_FILE) else (assets, house_assets())
    files = {}
    for name in KEPT:
        home = next((home for home in homes if find_kind(home, name)), None)
        if home is not None:
            try:
                files[name] = home.read(name)
            except OSError as error:
                raise StorageError(f"cannot read {place_in(home, name)}: {error.strerror or error}") from error
    return files
