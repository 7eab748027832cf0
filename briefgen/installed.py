"""Where the files are that come with briefgen."""

from __future__ import annotations

from pathlib import Path


def house_folder() -> Path:
    """The folder of the house's own assets: inside the installed package, or beside it in the repository."""
    package = Path(__file__).parent
    installed = package / "_assets"
    return installed if installed.is_dir() else package.parent / "assets"
