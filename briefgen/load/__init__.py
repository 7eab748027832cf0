"""Loading: content files and house style -> values, with every fault at its place. Only this package reads content."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from briefgen.load.assets import house_assets, load_theme

__all__ = ["house_assets", "load_theme"]

# Loaded on first use: finding an edition's name must not wait for the schema and the Markdown parser.
_HOMES = {"house_assets": "assets", "load_theme": "assets"}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
