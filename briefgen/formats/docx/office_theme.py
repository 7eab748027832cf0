"""The theme part: the house colours and fonts where Word offers colours and fonts to choose from."""

from __future__ import annotations

import re
from itertools import cycle, islice

from briefgen.formats.docx.fonts import typeface
from briefgen.formats.docx.markup import Element, a, hexadecimal, qualified
from briefgen.theme import Role, Theme

NAME = "Brief"
ACCENTS = 6


def office_theme(theme: Theme) -> Element:
    """The theme part (ECMA-376 Part 1, 14.2.7)."""
    return a("theme", a("themeElements", _colours(theme), _fonts(theme), _effects()), name=NAME)


COLOURS = ("dk1", "lt1", "dk2", "lt2", *(f"accent{number}" for number in range(1, ACCENTS + 1)), "hlink", "folHlink")


def adopt_theme(part: Element, reference: Element | None) -> None:
    """Put another theme's colours and fonts into a theme part, where they are whole; nothing else of it is taken."""
    schemes = {} if reference is None else {str(each.tag): each for each in reference.iter(*_SCHEMES)}
    colours, fonts = (schemes.get(tag) for tag in _SCHEMES)
    elements = part[0]
    if colours is not None and (values := _values(colours)):
        named = ((name, a("srgbClr", val=value)) for name, value in zip(COLOURS, values, strict=True))
        elements[0] = a("clrScheme", *(a(name, value) for name, value in named), name=NAME)
    if fonts is not None and all(families := _families(fonts)):
        kinds = zip(("majorFont", "minorFont"), families, strict=True)
        elements[1] = a("fontScheme", *(_font(kind, family) for kind, family in kinds), name=NAME)


def adopt_writing(part: Element, family: str) -> None:
    """Name a family for complex scripts, of headings and of text."""
    for font in part.iter(qualified("a:cs")):
        font.set("typeface", family)


_SCHEMES = tuple(qualified(f"a:{name}") for name in ("clrScheme", "fontScheme"))


def _values(colours: Element) -> list[str]:
    """The colours of a scheme in their order; none where one is missing. Word keeps the system's as they last were."""
    found = []
    for name in COLOURS:
        entry = colours.find(f"{qualified(f'a:{name}')}/*")
        value = "" if entry is None else entry.get("lastClr") or entry.get("val") or ""
        if not re.fullmatch("[0-9A-Fa-f]{6}", value):
            return []
        found.append(value.upper())
    return found


def _families(fonts: Element) -> list[str]:
    """The families for headings and for text."""
    latin = (fonts.find(f"{qualified(f'a:{kind}')}/{qualified('a:latin')}") for kind in ("majorFont", "minorFont"))
    return ["" if each is None else each.get("typeface", "") for each in latin]


def theme_families(part: Element) -> dict[str, str]:
    """The families of a theme part by the first half of the names under which styles call them."""
    return dict(zip(("major", "minor"), _families(part[0][1]), strict=True))


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
