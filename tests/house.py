"""The house style of the tests: the repository's own."""

from __future__ import annotations

from functools import cache

from briefgen.content import Folder
from briefgen.content.assets import load_theme
from briefgen.theme import Theme
from tests.samples import ASSETS


@cache
def house(page: str = "A4") -> Theme:
    """The house style on a sheet."""
    return load_theme(Folder(ASSETS), page)
