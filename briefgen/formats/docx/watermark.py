"""The word across each page of a brief that is not cleared, in the form in which Word's own command finds it again.

Word keeps a watermark as lettering in VML (ISO/IEC 29500-4, 19.1) that is anchored in each header.
"""

from __future__ import annotations

from math import atan2, degrees, hypot

from briefgen.formats.docx.fonts import typeface
from briefgen.formats.docx.markup import Element, office, v, w
from briefgen.layout.text import char_style
from briefgen.theme import Role, Theme

ACROSS = 0.6
"""The part of the page's diagonal that the word takes."""

LETTERING = "#_x0000_t136"
NAME = "PowerPlusWaterMarkObject"
"""The name by which Word's commands know a watermark."""

FIRST_SHAPE = 2049


def watermark(word: str, number: int, theme: Theme) -> Element:
    """The run that draws the word behind the text of the pages of one header, the `number`th of the file.

    The word is fitted to the shape, so that the shape is as high to its width as a line of the title is to the word's.
    """
    page = theme.page
    font = char_style(theme, Role.TITLE).font
    width = hypot(page.width, page.height) * ACROSS
    turned = 360 - degrees(atan2(page.height, page.width))
    style = {
        "position": "absolute",
        "margin-left": "0",
        "margin-top": "0",
        "width": f"{width:.1f}pt",
        "height": f"{width * font.line_height / font.width(word):.1f}pt",
        "rotation": f"{turned:.0f}",
        "z-index": "-251658240",
        "mso-position-horizontal": "center",
        "mso-position-horizontal-relative": "page",
        "mso-position-vertical": "center",
        "mso-position-vertical-relative": "page",
    }
    shape = v(
        "shape",
        v("fill", type="solid"),
        v("textpath", style=_style({"font-family": f'"{_family(theme)}"', "font-size": "1pt"}), string=word),
        id=f"{NAME}{number}",
        o__spid=f"_x0000_s{FIRST_SHAPE + number}",
        type=LETTERING,
        style=_style(style),
        o__allowincell="f",
        fillcolor=theme.colours.watermark,
        stroked="f",
    )
    return w("r", w("rPr", w("noProof")), w("pict", _lettering(), shape))


def _family(theme: Theme) -> str:
    title = theme.style(Role.TITLE)
    return typeface(theme, title.family, bold=title.bold).family


def _style(properties: dict[str, str]) -> str:
    return ";".join(f"{name}:{value}" for name, value in properties.items())


def _lettering() -> Element:
    """The kind of shape that fits a text between two straight lines; Word writes it in full in each file."""
    formulas = (
        "sum #0 0 10800",
        "prod #0 2 1",
        "sum 21600 0 @1",
        "sum 0 0 @2",
        "sum 21600 0 @3",
        "if @0 @3 0",
        "if @0 21600 @1",
        "if @0 0 @2",
        "if @0 @4 21600",
        "mid @5 @6",
        "mid @8 @5",
        "mid @7 @8",
        "mid @6 @7",
        "sum @6 0 @5",
    )
    return v(
        "shapetype",
        v("formulas", *(v("f", eqn=formula) for formula in formulas)),
        v(
            "path",
            textpathok="t",
            o__connecttype="custom",
            o__connectlocs="@9,0;@10,10800;@11,21600;@12,10800",
            o__connectangles="270,180,90,0",
        ),
        v("textpath", on="t", fitshape="t"),
        v("handles", v("h", position="#0,bottomRight", xrange="6629,14971")),
        office("lock", v__ext="edit", text="t", shapetype="t"),
        id=LETTERING.removeprefix("#"),
        coordsize="21600,21600",
        o__spt=136,
        adj="10800",
        path="m@7,l@8,m@5,21600l@6,21600e",
    )
