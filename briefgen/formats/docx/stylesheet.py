"""The styles part: the house style in Word's terms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from briefgen.formats.docx.fonts import fonts, typeface
from briefgen.formats.docx.markup import (
    Element,
    attribute,
    border,
    half_points,
    hexadecimal,
    qualified,
    root,
    twips,
    w,
    w14,
)
from briefgen.formats.docx.office_theme import office_theme, theme_families
from briefgen.formats.docx.paragraphs import PROPERTY_ORDER
from briefgen.formats.docx.settings import languages_of
from briefgen.formats.docx.styles import (
    CELL_ENDS,
    CELL_SIDES,
    FINE_RULE,
    PARAGRAPH_STYLES,
    TILE_GAP,
    Indent,
    ParagraphStyle,
    Style,
    role_of,
)
from briefgen.theme import Role, TextStyle, Theme

HEAVY_RULE = 0.9
DETAIL_GAP = 12.0


def stylesheet(theme: Theme, language: str) -> Element:
    """The styles part: defaults, then every style that the writer uses and no other."""
    part = root(
        "styles",
        _defaults(theme, language),
        w("latentStyles", **_LATENT),
        _normal(theme),
        *_word_defaults(),
        *(_paragraph_style(theme, definition, language) for definition in PARAGRAPH_STYLES),
        _figure(),
        *_character_styles(theme),
        *_table_styles(theme),
    )
    _follow(part, {family: slot for slot, family in theme_families(office_theme(theme)).items()})
    return part


def _follow(part: Element, slots: Mapping[str, str]) -> None:
    """Let the styles in the fonts of headings and of text follow those that Design > Fonts offers in Word."""
    for named in part.iter(qualified("w:rFonts")):
        if slot := slots.get(attribute(named, "w:ascii") or ""):
            for script in ("ascii", "hAnsi"):
                named.set(qualified(f"w:{script}Theme"), f"{slot}HAnsi")


def spacing(style: TextStyle, before: float | None, after: float | None, *, exact: bool) -> Element:
    """A style's leading and the space around it.

    The leading is the least where people edit, so that another font or script still fits, and exact for display
    sizes, whose leading is tighter than the font's own.
    """
    return w(
        "spacing",
        before=twips(style.space_before if before is None else before),
        after=twips(style.space_after if after is None else after),
        line=twips(style.leading),
        lineRule="exact" if exact else "atLeast",
    )


def run_properties(theme: Theme, style: TextStyle, colour: str | None = None, *, tabular: bool = False) -> Element:
    """The character properties of a role."""
    face = typeface(theme, style.family, bold=style.bold, italic=style.italic)
    tracking = twips(style.size * style.tracking / 1000)
    size = half_points(style.size)
    return w(
        "rPr",
        *face.properties(),
        w("caps") if style.capitals else None,
        w("color", val=hexadecimal(colour or style.colour)),
        w("spacing", val=tracking) if tracking else None,
        w("sz", val=size),
        w("szCs", val=size),
        w14("numSpacing", val="tabular") if tabular else None,
    )


_LATENT: dict[str, str | int | None] = {
    "defLockedState": 0,
    "defUIPriority": 99,
    "defSemiHidden": 1,
    "defUnhideWhenUsed": 1,
    "defQFormat": 0,
    "count": 376,
}


def _defaults(theme: Theme, language: str) -> Element:
    body = theme.style(Role.BODY)
    size = half_points(body.size)
    return w(
        "docDefaults",
        w(
            "rPrDefault",
            w(
                "rPr",
                fonts(typeface(theme, body.family).family),
                w("kern", val=2),
                w("sz", val=size),
                w("szCs", val=size),
                w("lang", **(languages_of(language) | {"eastAsia": language, "bidi": language})),
                w14("ligatures", val="standard"),
            ),
        ),
        w("pPrDefault", w("pPr", w("widowControl"))),
    )


def _normal(theme: Theme) -> Element:
    body = theme.style(Role.BODY)
    return w(
        "style",
        w("name", val="Normal"),
        w("qFormat"),
        w("pPr", spacing(body, 0, 0, exact=False)),
        run_properties(theme, body),
        type="paragraph",
        default=1,
        styleId=Style.NORMAL.value,
    )


def _word_defaults() -> Iterable[Element]:
    """What Word takes for runs, tables and lists without a style."""
    yield w(
        "style", w("name", val="Default Paragraph Font"), type="character", default=1, styleId="DefaultParagraphFont"
    )
    margins = _margins(top=0, left=5.4, bottom=0, right=5.4)
    table = w("tblPr", w("tblInd", w=0, type="dxa"), margins)
    yield w("style", w("name", val="Normal Table"), table, type="table", default=1, styleId="TableNormal")
    yield w("style", w("name", val="No List"), type="numbering", default=1, styleId="NoList")


BUILT_IN = frozenset(
    [
        "Title",
        "Subtitle",
        "Body Text",
        "Quote",
        "caption",
        "TOC Heading",
        "table of figures",
        "footnote text",
        "header",
        "footer",
        "Strong",
        "Emphasis",
        "Hyperlink",
        "footnote reference",
    ]
)


def _is_custom(name: str) -> bool:
    return name not in BUILT_IN and not name.startswith(("heading ", "toc ", "List "))


def _style(kind: str, style: Style, name: str, *children: Element | None, parent: Style | None = None) -> Element:
    return w(
        "style",
        w("name", val=name),
        w("basedOn", val=parent.value) if parent else None,
        *children,
        type=kind,
        customStyle=1 if _is_custom(name) else None,
        styleId=style.value,
    )


def _paragraph_style(theme: Theme, definition: ParagraphStyle, language: str) -> Element:
    following = definition.following
    is_own = definition.base is Style.NORMAL
    properties = [*(_paragraph_properties(theme, definition) if is_own else _differences(theme, definition))]
    if theme.justifies(definition.role, language):
        properties.append(w("jc", val="both"))
    return _style(
        "paragraph",
        definition.style,
        definition.name,
        w("next", val=following.value) if following else None,
        w("uiPriority", val=39 if definition.role is Role.CONTENTS else 9),
        w("qFormat"),
        w("pPr", *sorted(properties, key=lambda each: _ORDER.index(str(each.tag)))),
        _look(theme, definition) if is_own or definition.role is not role_of(definition.base) else None,
        parent=definition.base,
    )


_ORDER = [qualified(f"w:{name}") for name in PROPERTY_ORDER]


def _look(theme: Theme, definition: ParagraphStyle) -> Element:
    """The character properties of a paragraph style."""
    colour = getattr(theme.colours, definition.colour) if definition.colour else None
    return run_properties(theme, theme.style(definition.role), colour, tabular=definition.tabular)


def _differences(theme: Theme, definition: ParagraphStyle) -> Iterable[Element]:
    """What a style says that is based on another of ours; its outline is repeated for programs that inherit none."""
    if definition.keep_next:
        yield w("keepNext")
    yield from _number(definition)
    if definition.after is not None:
        yield spacing(theme.style(definition.role), definition.before, definition.after, exact=definition.exact)
    yield from _indent(definition)
    if definition.outline is not None:
        yield w("outlineLvl", val=definition.outline)
    yield from definition.extras(theme)


def _indent(definition: ParagraphStyle) -> Iterable[Element]:
    indent = definition.indent
    if indent != Indent():
        yield w("ind", left=twips(indent.left), right=twips(indent.right), hanging=twips(indent.hanging))


def _number(definition: ParagraphStyle) -> Iterable[Element]:
    if definition.number:
        number, level = definition.number
        yield w("numPr", w("ilvl", val=level) if level else None, w("numId", val=number))


def _paragraph_properties(theme: Theme, definition: ParagraphStyle) -> Iterable[Element]:
    if definition.keep_next:
        yield w("keepNext")
    if definition.keep_next or definition.keep_lines:
        yield w("keepLines")
    yield from _number(definition)
    yield spacing(theme.style(definition.role), definition.before, definition.after, exact=definition.exact)
    yield from _indent(definition)
    if definition.outline is not None:
        yield w("outlineLvl", val=definition.outline)
    yield from definition.extras(theme)


def _figure() -> Element:
    """The paragraph of a picture: as high as the picture is."""
    return _style(
        "paragraph",
        Style.FIGURE,
        "Figure",
        w("next", val=Style.CAPTION.value),
        w("uiPriority", val=9),
        w("qFormat"),
        w("pPr", w("keepNext"), w("spacing", before=0, after=0, line=240, lineRule="auto")),
        parent=Style.NORMAL,
    )


def _character_style(style: Style, name: str, *properties: Element | None) -> Element:
    return _style("character", style, name, w("uiPriority", val=22), w("qFormat"), w("rPr", *properties))


def _colour(colour: str) -> Element:
    return w("color", val=hexadecimal(colour))


def _character_styles(theme: Theme) -> Iterable[Element]:
    colours = theme.colours
    semibold = typeface(theme, theme.style(Role.TABLE).family, bold=True)
    yield _character_style(Style.BRIEF_TITLE, "Brief Title")
    yield _character_style(Style.STRONG, "Strong", *_strong(theme))
    yield _character_style(Style.STRONG_SANS, "Strong Sans", *semibold.properties())
    yield _character_style(Style.EMPHASIS, "Emphasis", w("i"), w("iCs"))
    yield _character_style(Style.HYPERLINK, "Hyperlink", _colour(colours.link), w("u", val="single"))
    yield _character_style(Style.CROSS_REFERENCE, "Cross-Reference")
    yield _character_style(Style.NOTE_REFERENCE, "footnote reference", w("vertAlign", val="superscript"))
    yield _character_style(Style.LABEL, "Label", *semibold.properties())
    yield _character_style(Style.SOURCE, "Source", _colour(colours.muted))
    yield _character_style(Style.SECTION_MARKING, "Section Marking", *_section_marking(theme))
    yield _character_style(Style.DETAIL_GAP, "Detail Gap", w("spacing", val=twips(DETAIL_GAP)))


def _strong(theme: Theme) -> list[Element]:
    """Strong text in the body's family, which it names only where its bold is a family of its own."""
    strong = typeface(theme, theme.style(Role.BODY).family, bold=True)
    return [w("b"), w("bCs")] if strong.bold else strong.properties()


def _section_marking(theme: Theme) -> Iterable[Element]:
    style = theme.style(Role.MARKING)
    size = half_points(style.size)
    yield from typeface(theme, style.family, bold=style.bold).properties()
    yield w("caps")
    yield _colour(theme.colours.muted)
    yield w("spacing", val=twips(style.size * 0.08))
    yield w("sz", val=size)
    yield w("szCs", val=size)


def _margins(**sides: float) -> Element:
    return w("tblCellMar", *(w(side, w=twips(width), type="dxa") for side, width in sides.items()))


def _table_style(style: Style, name: str, *properties: Element) -> Element:
    return _style(
        "table",
        style,
        name,
        w("uiPriority", val=40),
        w("qFormat"),
        w("tblPr", w("tblInd", w=0, type="dxa"), *properties),
    )


def _table_styles(theme: Theme) -> Iterable[Element]:
    """Three rules and no verticals for tables; nothing but the gap for key figures, whose rule is their value's."""
    strong, fine = theme.colours.structure, theme.colours.muted
    table = _table_style(
        Style.TABLE,
        "Brief Table",
        w("tblBorders", border("top", HEAVY_RULE, strong), border("bottom", HEAVY_RULE, strong)),
        _margins(top=CELL_ENDS, left=CELL_SIDES, bottom=CELL_ENDS, right=CELL_SIDES),
    )
    header = w("tcPr", w("tcBorders", border("bottom", FINE_RULE, fine)))
    table.append(w("tblStylePr", header, type="firstRow"))
    yield table
    yield _table_style(Style.KEY_FIGURES, "Key Figures", _margins(top=0, left=0, bottom=0, right=TILE_GAP))
