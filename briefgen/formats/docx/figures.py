"""Figures: the finding above, the picture, the caption with its source below, all kept on one page."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.codes import IMAGE_MISSING
from briefgen.errors import ContentError
from briefgen.formats.docx.bookmarks import part_of
from briefgen.formats.docx.captions import caption
from briefgen.formats.docx.context import DocxContext
from briefgen.formats.docx.inlines import marked
from briefgen.formats.docx.markup import NAMESPACES, Element, a, asvg, pic, twips, w, wp
from briefgen.formats.docx.setting import Setting
from briefgen.formats.docx.styles import Style
from briefgen.model.blocks import Figure
from briefgen.model.drawing import Picture
from briefgen.model.length import pt
from briefgen.spans import whole_file
from briefgen.theme import Role

HIGHEST, HIGHEST_GIVEN = 0.8, 0.6
"""The parts of a page's height that a chart, with its title and caption to come, and a given picture may take."""

SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"  # [MS-ODRAWXML] 2.2.15.1

AFTER = 12.0


def write_figure(figure: Figure, setting: Setting, context: DocxContext) -> list[Element]:
    """The title, the picture and the caption, each with the next."""
    title = [setting.text(figure.title, Style.FIGURE_TITLE, context)] if figure.title else []
    for paragraph in title:
        context.bookmarks.identify(paragraph, part_of(figure, "title"), setting.mark)
    below = caption(figure, figure.caption, figure.source, Style.CAPTION, setting, context)
    run = marked(w("r", _drawing(figure, setting, context)), setting.mark)
    properties = _apart(context, first=not title, last=not below)
    return [*title, setting.paragraph(Style.FIGURE, [run], context, properties), *below]


def _apart(context: DocxContext, *, first: bool, last: bool) -> Iterator[Element]:
    """What a picture without a title or caption needs to stand apart from the text around it."""
    before = context.theme.style(Role.FIGURE_TITLE).space_before
    if last:
        yield w("keepNext", val=0)
    if first or last:
        yield w("spacing", before=twips(before) if first else None, after=twips(AFTER) if last else None)


def _drawing(figure: Figure, setting: Setting, context: DocxContext) -> Element:
    picture = context.media.get(figure.picture)
    if picture is None:
        place = figure.place or whole_file("")
        raise ContentError([IMAGE_MISSING.at(place, f"there is no picture {figure.picture!r}")])
    width, height = _size(picture, HIGHEST if figure.chart else HIGHEST_GIVEN, setting, context)
    number = context.next_drawing()
    return w(
        "drawing",
        wp(
            "inline",
            wp("extent", cx=width, cy=height),
            wp("docPr", id=number, name=figure.label or f"Picture {number}", descr=figure.alt),
            wp("cNvGraphicFramePr", a("graphicFrameLocks", noChangeAspect=1)),
            a("graphic", _picture(number, _blip(picture, context), width, height)),
            distT=0,
            distB=0,
            distL=0,
            distR=0,
        ),
    )


def _size(picture: Picture, highest: float, setting: Setting, context: DocxContext) -> tuple[int, int]:
    """Width and height in EMU: as large as the picture is, or as the text's width and the page allow."""
    room = context.theme.page.text_height * highest
    scale = min(1.0, setting.width(context) / picture.width, room / picture.height)
    return pt(picture.width * scale).emu, pt(picture.height * scale).emu


def _blip(picture: Picture, context: DocxContext) -> Element:
    """The picture; of a chart also its twin in SVG, which Word draws since 2016 while others take the picture."""
    relation = context.relations.picture(picture)
    if not picture.outlines:
        return a("blip", r__embed=relation)
    twin = a("ext", asvg("svgBlip", r__embed=context.relations.vector(picture)), uri=SVG_EXTENSION)
    return a("blip", a("extLst", twin), r__embed=relation)


def _picture(number: int, blip: Element, width: int, height: int) -> Element:
    transform = a("xfrm", a("off", x=0, y=0), a("ext", cx=width, cy=height))
    return a(
        "graphicData",
        pic(
            "pic",
            pic("nvPicPr", pic("cNvPr", id=number, name=f"Picture {number}"), pic("cNvPicPr")),
            pic("blipFill", blip, a("stretch", a("fillRect"))),
            pic("spPr", transform, a("prstGeom", a("avLst"), prst="rect")),
        ),
        uri=NAMESPACES["pic"],
    )
