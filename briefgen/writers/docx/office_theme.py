"""The theme part: the house colours and fonts where Word offers colours and fonts to choose from."""

from __future__ import annotations

from itertools import cycle, islice

from briefgen.theme import Role, Theme
from briefgen.writers.docx.fonts import typeface
from briefgen.writers.docx.markup import Element, a, hexadecimal

NAME = "Brief"
ACCENTS = 6


def office_theme(theme: Theme) -> Element:
    """The theme part (ECMA-376 Part 1, 14.2.7)."""
    return a("theme", a("themeElements", _colours(theme), _fonts(theme), _effects()), name=NAME)


def _colours(theme: Theme) -> Element:
    colours = theme.colours
    named = {
        "dk1": colours.ink,
        "lt1": "#FFFFFF",
        "dk2": colours.structure,
        "lt2": colours.tint,
        **{f"accent{number}": c for number, c in enumerate(islice(cycle(colours.data), ACCENTS), 1)},
        "hlink": colours.link,
        "folHlink": colours.link,
    }
    entries = (a(name, a("srgbClr", val=hexadecimal(colour))) for name, colour in named.items())
    return a("clrScheme", *entries, name=NAME)


def _fonts(theme: Theme) -> Element:
    heading = theme.style(Role.HEADING_1)
    major = typeface(theme, heading.family, bold=heading.bold).family
    minor = typeface(theme, theme.style(Role.BODY).family).family
    return a("fontScheme", _font("majorFont", major), _font("minorFont", minor), name=NAME)


def _font(name: str, family: str) -> Element:
    return a(name, a("latin", typeface=family), a("ea", typeface=""), a("cs", typeface=""))


def _effects() -> Element:
    """Plain fills, lines and effects, three of each, as the schema demands."""
    return a(
        "fmtScheme",
        a("fillStyleLst", *(_fill() for _ in range(3))),
        a("lnStyleLst", *(a("ln", _fill(), w=width) for width in (6350, 12700, 19050))),
        a("effectStyleLst", *(a("effectStyle", a("effectLst")) for _ in range(3))),
        a("bgFillStyleLst", *(_fill() for _ in range(3))),
        name=NAME,
    )


def _fill() -> Element:
    return a("solidFill", a("schemeClr", val="phClr"))
