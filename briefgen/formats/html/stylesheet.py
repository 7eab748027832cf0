"""The style of a page: the theme's roles and colours, for light and dark screens and for paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from briefgen.formats.html.context import HtmlContext
from briefgen.formats.html.palette import GROUND, lightened, mixed, on_dark, pairs
from briefgen.model.document import Front
from briefgen.model.drawing import Shape, Words
from briefgen.theme import PAPER, Colours, Role, TextStyle, Theme, contrast

REM = 1.7 / 16
"""The size of a point of the theme on a screen: its 10 points are 17 pixels of CSS."""
SELECTORS = {
    Role.BODY: "main",
    Role.LIST: "main :is(ul, ol)",
    Role.TITLE: "h1",
    Role.SUBTITLE: ".subtitle",
    Role.MASTHEAD: ".masthead",
    Role.DETAIL: ".details",
    Role.MARKING: ".marking, .own-marking, .change",
    Role.RUNNING: "body > footer, .skip, .draft",
    Role.HEADING_1: "h2, dialog h2",
    Role.HEADING_2: "h3",
    Role.HEADING_3: "h4",
    Role.HEADING_4: "h5, h6",
    Role.CALLOUT_LABEL: ".callout > .label",
    Role.CALLOUT: ".callout, .callout :is(ul, ol)",
    Role.QUOTATION: "blockquote, blockquote :is(ul, ol)",
    Role.NOTE: ".notes, .notes :is(ul, ol), .evidence, dialog",
    Role.FIGURE_TITLE: ".finding",
    Role.TABLE: "table",
    Role.TABLE_HEADER: "thead th",
    Role.CAPTION: ".caption, summary, .chart::before",
    Role.TILE_CAPTION: ".tile",
    Role.TILE_VALUE: ".tile .value",
    Role.CONTENTS: ".contents, .contents ul",
    Role.CONTENTS_TITLE: ".contents > .title",
}
SYSTEM = {"serif": "Georgia, Cambria, serif", "sans": "system-ui, -apple-system, Segoe UI, Roboto, Arial, sans-serif"}
NAMED = ("ink", "muted", "structure", "rule", "tint", "link", "inserted", "deleted", "derived")
CHART_FITS = 32.5
"""The narrowest screen that shows the whole width of a chart: what page.css gives it, and the space beside it."""
PALE = 2.0
"""The contrast with the paper below which a colour of a chart is a ground, and no mark."""


def stylesheet(context: HtmlContext, faces: Iterable[str]) -> str:
    """All of a page's style."""
    theme = context.theme
    own = (_tiles(context), _narrow(context), _dark(context), _paper(context))
    parts = (*faces, _colours(theme.colours, PAPER), _house_css(), *_roles(theme), *filter(None, own))
    return "\n".join(parts)


@cache
def _house_css() -> str:
    return Path(__file__).with_name("page.css").read_text(encoding="utf-8").strip()


def _colours(colours: Colours, paper: str) -> str:
    named = {name: getattr(colours, name) for name in NAMED} | {"paper": paper, "hair": mixed(paper, colours.rule, 0.5)}
    return f":root{{color-scheme:light;{';'.join(f'--{name}:{colour}' for name, colour in named.items())}}}"


def _tiles(context: HtmlContext) -> str:
    """The size of key figures, and the ems of their widest word, which becomes smaller where its tile is too narrow."""
    size = context.theme.style(Role.TILE_VALUE).size * REM
    return f".tiles{{--value:{size:.4g}rem;--widest:{context.widest:.4g}}}" if context.widest else ""


def _narrow(context: HtmlContext) -> str:
    """What tells that a chart goes on behind the edge of a screen on which it is not made smaller."""
    if not context.drawings:
        return ""
    return (
        f"@media screen and (max-width:{CHART_FITS:g}rem){{.chart::before{{content:{_content(context.labels.slide)}}}}}"
    )


def _dark(context: HtmlContext) -> str:
    """The same page on a dark screen, with the colours of its charts."""
    dark = on_dark(context.theme.colours)
    rules = [_colours(dark, GROUND).replace("light", "dark", 1)]
    stands_for = dict(reversed([*pairs(context.theme.colours)]))
    for colour in sorted(_drawn(context)):
        other = stands_for.get(colour) or _other(colour)
        rules += [f'svg [{attribute}="{colour}"]{{{attribute}:{other}}}' for attribute in ("fill", "stroke")]
    rules.append(f"svg .inside.inside{{fill:{GROUND}}}")
    return f"@media screen and (prefers-color-scheme:dark){{{''.join(rules)}}}"


def _other(colour: str) -> str:
    """What stands for a colour of a chart that the theme does not name: a pale ground becomes a dark one."""
    return mixed(GROUND, colour, 0.25) if contrast(colour, PAPER) < PALE else lightened(colour, 4.5)


def _drawn(context: HtmlContext) -> set[str]:
    """The colours of all charts."""
    found: set[str] = set()
    for mark in (mark for drawing in context.drawings for mark in drawing.marks):
        match mark:
            case Words():
                found.add(mark.colour)
            case Shape():
                found |= {mark.fill, mark.stroke.colour if mark.stroke else ""}
    return found - {""}


def _roles(theme: Theme) -> Iterator[str]:
    """What the theme says of each role, and of the families that charts name."""
    for role, selectors in SELECTORS.items():
        yield f"{selectors}{{{_declared(theme.style(role), theme)}}}"
    yield from (f".family-{name}{{font-family:{_family(name, theme)}}}" for name in theme.families)


def _declared(style: TextStyle, theme: Theme) -> str:
    declared = [
        f"font:{'italic ' if style.italic else ''}{'bold ' if style.bold else ''}"
        f"{style.size * REM:.4g}rem/{style.leading / style.size:.4g} {_family(style.family, theme)}",
        f"color:{_named_colour(style.colour, theme.colours)}",
    ]
    if style.tracking:
        declared.append(f"letter-spacing:{style.tracking / 1000:g}em")
    if style.capitals:
        declared.append("text-transform:uppercase")
    return ";".join(declared)


def _family(name: str, theme: Theme) -> str:
    """The faces of a family; where the reader's own are used, serifs where its first face is called so."""
    kind = "serif" if "serif" in theme.families[name].regular.family.casefold() else "sans"
    return SYSTEM[kind] if theme.system_fonts else f'"{name}",{SYSTEM[kind]}'


def _named_colour(colour: str, colours: Colours) -> str:
    """A colour by its name, which changes on a dark screen; of another one the ink."""
    return next((f"var(--{name})" for name in NAMED if getattr(colours, name) == colour), colour)


def _paper(context: HtmlContext) -> str:
    """The sheets of a print, with the marking at the top and bottom of each, and their numbers."""
    page, front, style = context.theme.page, context.document.front, context.theme.style(Role.MARKING)
    look = f"font:bold {style.size:g}pt {_family(style.family, context.theme)};color:{style.colour}"
    margins = " ".join(f"{length:g}pt" for length in (page.top, page.right, page.bottom, page.left))
    boxes = [f"@{place}{{content:{_content(what)};{look}}}" for place, what in _boxes(front)]
    number = context.labels.page_of.replace("{page}", '" counter(page) "').replace("{pages}", '" counter(pages) "')
    boxes.append(f'@bottom-right{{content:"{number}";{look};font-weight:normal;color:{context.theme.colours.muted}}}')
    return f"@page{{size:{page.width:g}pt {page.height:g}pt;margin:{margins};{''.join(boxes)}}}"


def _boxes(front: Front) -> Iterator[tuple[str, str]]:
    """What stands at the top and bottom of each sheet."""
    if front.marking:
        yield from (("top-left", front.marking.upper()), ("bottom-left", front.marking.upper()))
    if front.draft:
        yield "top-right", front.draft


def _content(characters: str) -> str:
    """Characters as a string of CSS, in which nothing can end it."""
    return '"' + "".join(each if each.isalnum() else f"\\{ord(each):x} " for each in characters) + '"'
