"""The style of a page: the theme's roles and colours, for light and dark screens and for paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from briefgen.formats.html.context import HtmlContext
from briefgen.formats.html.palette import GROUND, lightened, mixed, on_dark, pairs
from briefgen.model.blocks import FormLine
from briefgen.model.document import Front
from briefgen.model.drawing import Shape, Words
from briefgen.model.traverse import blocks_of, has_numbers
from briefgen.theme import PAPER, Colours, Role, TextStyle, Writing, contrast

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
    Role.TABLE_HEADER: "thead th,[scope=rowgroup]",
    Role.CAPTION: ".caption, summary, .chart::before",
    Role.TILE_CAPTION: ".tile",
    Role.TILE_VALUE: ".tile .value",
    Role.CONTENTS: ".contents, .contents ul",
    Role.CONTENTS_TITLE: ".contents > .title",
}
SYSTEM = {"serif": "Georgia, Cambria, serif", "sans": "system-ui, -apple-system, Segoe UI, Roboto, Arial, sans-serif"}
NAMED = ("ink", "muted", "structure", "rule", "tint", "link", "inserted", "deleted", "derived")
HYPHENATED = "main :is(p, li, td, dd, .caption), .notes li"
RUNNING_TEXT = "main p:not([class], table *, .tile *, .notes *, .evidence *, dialog *)"
"""The paragraphs that may be justified."""
BELOW = ":is(ul, ol, .quotation)"
NUMBERED = (
    "p.numbered{position:relative;padding-inline-start:2.6em}"
    ".numbered > .number{position:absolute;inset-inline-start:0}"
    f".numbered + {BELOW},.numbered + {BELOW} + {BELOW},.numbered + {BELOW} + {BELOW} + {BELOW}"
    "{margin-inline-start:2.6em}"
    ".lettered{list-style:none;padding-inline-start:2em}.lettered > li{position:relative}"
    ".lettered > li > .number{position:absolute;inset-inline-start:-2em}"
)
CHART_FITS = 32.5
"""The narrowest screen that shows the whole width of a chart: what page.css gives it, and the space beside it."""
PALE = 2.0
"""The contrast with the paper below which a colour of a chart is a ground, and no mark."""


def stylesheet(context: HtmlContext, faces: Iterable[str]) -> str:
    """All of a page's style."""
    theme = context.theme
    running = _hyphenation(context), _justification(context), _numbers(context)
    own = (
        *running,
        _insets(context),
        _tiles(context),
        _narrow(context),
        _dark(context),
        _paper(context),
        _uses(context),
    )
    roles = (*_roles(context), *_languages(context))
    parts = (*faces, _colours(theme.colours, PAPER), _house_css(), *roles, *filter(None, own))
    return "\n".join(parts)


@cache
def _house_css() -> str:
    return Path(__file__).with_name("page.css").read_text(encoding="utf-8").strip()


def _colours(colours: Colours, paper: str) -> str:
    named = {name: getattr(colours, name) for name in NAMED} | {"paper": paper, "hair": mixed(paper, colours.rule, 0.5)}
    return f":root{{color-scheme:light;{';'.join(f'--{name}:{colour}' for name, colour in named.items())}}}"


def _uses(context: HtmlContext) -> str:
    """How it is set what points may be used for, on the pages of forms."""
    if not any(isinstance(block, FormLine) for block in blocks_of(context.document.blocks)):
        return ""
    return f".use{{{_declared(context.theme.style(Role.CALLOUT_LABEL), context)};margin-block:.2rem}}"


def _hyphenation(context: HtmlContext) -> str:
    """What lets lines of running text end within words, but within no figure."""
    if not context.document.properties.hyphenates:
        return ""
    return f"{HYPHENATED}{{hyphens:auto;hyphenate-limit-chars:6 3 3}}a.figure{{hyphens:none}}"


def _justification(context: HtmlContext) -> str:
    """What makes lines of running text all of one length, if the theme has them so."""
    is_justified = context.theme.justifies(Role.BODY, context.language)
    return f"{RUNNING_TEXT}{{text-align:justify}}" if is_justified else ""


def _numbers(context: HtmlContext) -> str:
    """How paragraphs hang behind their numbers, and the lists below them with them; justified where others are."""
    if not has_numbers(context.document.blocks):
        return ""
    is_justified = context.theme.justifies(Role.BODY, context.language)
    return f"{NUMBERED}.numbered{{text-align:justify}}" if is_justified else NUMBERED


def _tiles(context: HtmlContext) -> str:
    """The size of key figures, and the ems of their widest word, which becomes smaller where its tile is too narrow."""
    size = context.theme.style(Role.TILE_VALUE).size * REM
    return f".tiles{{--value:{size:.4g}rem;--widest:{context.widest:.4g}}}" if context.widest else ""


def _insets(context: HtmlContext) -> str:
    """The room behind figures that stand below each other at their decimal signs, on the side where digits end."""
    side = "before" if context.from_right else "after"
    rules = (f'.in-{each}::{side}{{content:"";padding-left:{each / 100:g}em}}' for each in sorted(context.insets))
    return "\n".join(rules)


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
    rules.append(f'svg .inside.inside[fill="{context.theme.colours.ink}"]{{fill:{PAPER}}}')
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


def _roles(context: HtmlContext) -> Iterator[str]:
    """What the theme says of each role, and of the families that charts name."""
    theme = context.theme
    for role, selectors in SELECTORS.items():
        yield f"{selectors}{{{_declared(theme.style(role), context)}}}"
    yield from (f".family-{name}{{font-family:{_family(name, context)}}}" for name in theme.families)
    used = sorted({family for family, _, _ in context.letters} - theme.families.keys())
    yield from (f".family-{name}{{font-family:{_written(name, context)}}}" for name in used)


def _written(name: str, context: HtmlContext) -> str:
    """The faces of a writing that a chart names."""
    own = context.families[name].regular.family if context.theme.system_fonts else name
    return f'"{own}",{SYSTEM["serif"]}'


def _languages(context: HtmlContext) -> Iterator[str]:
    """How words in another language than the page's are set where the styles' families lack their letters."""
    for language, (_, writing) in context.writings.items():
        if language != context.language:
            family = f'"{writing.family.regular.family}",var(--face)'
            yield f"span:lang({language}){{font-family:{family};line-height:{_leading(writing):.4g};letter-spacing:0}}"
    body = context.theme.style(Role.BODY)
    for language in sorted(context.spoken - context.writings.keys()) if context.own_writing else ():
        yield f'[lang="{language}"]{{line-height:{body.leading / body.size:.4g}}}'


def _leading(writing: Writing) -> float:
    """The height of lines in a writing, by the size of the style."""
    return writing.leading * writing.scale


def _declared(style: TextStyle, context: HtmlContext) -> str:
    """How a role is set; letters that are joined cannot be set apart."""
    theme, writing = context.theme, context.own_writing
    leading = max(style.leading / style.size, _leading(writing) if writing else 0)
    declared = [
        f"font:{'italic ' if style.italic else ''}{'bold ' if style.bold else ''}"
        f"{style.size * REM:.4g}rem/{leading:.4g} {_family(style.family, context)}",
        f"color:{_named_colour(style.colour, theme.colours)}",
    ]
    if context.writings.keys() - {context.language}:
        declared.append(f"--face:{_family(style.family, context)}")
    if style.tracking and not writing:
        declared.append(f"letter-spacing:{style.tracking / 1000:g}em")
    if style.capitals:
        declared.append("text-transform:uppercase")
    return ";".join(declared)


def _family(name: str, context: HtmlContext) -> str:
    """The faces of a family; where the reader's own are used, serifs where its first face is called so.

    Those of the page's own writing come first: they are there for letters that it lacks.
    """
    theme = context.theme
    kind = "serif" if "serif" in theme.families[name].regular.family.casefold() else "sans"
    _, writing = context.writings.get(context.language, ("", None))
    first = f'"{writing.family.regular.family}",' if writing else ""
    return f"{first}{SYSTEM[kind]}" if theme.system_fonts else f'{first}"{name}",{SYSTEM[kind]}'


def _named_colour(colour: str, colours: Colours) -> str:
    """A colour by its name, which changes on a dark screen; of another one the ink."""
    return next((f"var(--{name})" for name in NAMED if getattr(colours, name) == colour), colour)


def _paper(context: HtmlContext) -> str:
    """The sheets of a print, with the marking at the top and bottom of each, and their numbers."""
    page, front, style = context.theme.page, context.document.front, context.theme.style(Role.MARKING)
    turned = "direction:rtl;" if context.from_right else ""
    look = f"{turned}font:bold {style.size:g}pt {_family(style.family, context)};color:{style.colour}"
    margins = " ".join(f"{length:g}pt" for length in (page.top, page.right, page.bottom, page.left))
    start, end = ("right", "left") if context.from_right else ("left", "right")
    boxes = [f"@{place}{{content:{_content(what)};{look}}}" for place, what in _boxes(front, start, end)]
    number = context.labels.page_of.replace("{page}", '" counter(page) "').replace("{pages}", '" counter(pages) "')
    boxes.append(f'@bottom-{end}{{content:"{number}";{look};font-weight:normal;color:{context.theme.colours.muted}}}')
    return f"@page{{size:{page.width:g}pt {page.height:g}pt;margin:{margins};{''.join(boxes)}}}"


def _boxes(front: Front, start: str, end: str) -> Iterator[tuple[str, str]]:
    """What stands at the top and bottom of each sheet, at the sides where a line starts and ends."""
    if front.marking:
        yield from ((f"top-{start}", front.marking.upper()), (f"bottom-{start}", front.marking.upper()))
    if front.draft:
        yield f"top-{end}", front.draft


def _content(characters: str) -> str:
    """Characters as a string of CSS, in which nothing can end it."""
    return '"' + "".join(each if each.isalnum() else f"\\{ord(each):x} " for each in characters) + '"'
