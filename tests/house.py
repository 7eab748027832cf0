"""The house style of the tests: the theme of assets/theme.yaml, read once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from ruamel.yaml import YAML

from briefgen.model.length import Length, mm, pt
from briefgen.theme import Colours, Face, Family, Page, Role, TextStyle, Theme
from tests.samples import ASSETS

SIDES = ("width", "height", "top", "bottom", "left", "right", "header", "footer")


@cache
def house(page: str = "A4") -> Theme:
    """The house style on a sheet."""
    data = YAML(typ="safe").load((ASSETS / "theme.yaml").read_text(encoding="utf-8"))
    colours = Colours(**{**data["colours"], "data": tuple(data["colours"]["data"])})
    pages = {name: _page(name, entry) for name, entry in data["pages"].items()}
    return Theme(
        families={name: _family(entry) for name, entry in data["fonts"].items()},
        colours=colours,
        styles={Role(name): _style(entry, colours) for name, entry in data["styles"].items()},
        page=pages[page],
        pages=pages,
    )


def _family(entry: Mapping[str, Mapping[str, str]]) -> Family:
    return Family(*(_face(entry[cut]) for cut in ("regular", "bold", "italic", "bold-italic")))


@cache
def _bytes(file: str) -> bytes:
    return (ASSETS / "fonts" / file).read_bytes()


def _face(entry: Mapping[str, str]) -> Face:
    return Face(entry["family"], ASSETS / "fonts" / entry["file"], _bytes(entry["file"]))


def _page(name: str, entry: Mapping[str, str]) -> Page:
    return Page(name, *(mm(float(entry[side].removesuffix("mm"))) for side in SIDES))


def _style(entry: Mapping[str, Any], colours: Colours) -> TextStyle:
    return TextStyle(
        family=entry["font"],
        size=pt(entry["size"]),
        leading=pt(entry["leading"]),
        colour=getattr(colours, entry["colour"]),
        bold=entry.get("bold", False),
        italic=entry.get("italic", False),
        space_before=pt(entry.get("before", 0)),
        space_after=pt(entry.get("after", 0)),
        tracking=entry.get("tracking", 0.0),
        capitals=entry.get("capitals", False),
    )
