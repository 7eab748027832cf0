"""Figures, the picture between the finding above and the caption below, and the captions of figures and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from briefgen.codes import IMAGE_MISSING
from briefgen.errors import ContentError
from briefgen.formats.docx.bookmarks import part_of
from briefgen.formats.docx.charts import chart_graphic
from briefgen.formats.docx.context import DocxContext
from briefgen.formats.docx.elements import Markup, OpenElement, a, lone_asvg, markup_of, pic, w, wp
from briefgen.formats.docx.inlines import Voice, marked, run_properties, write_inlines, write_text
from briefgen.formats.docx.markup import NAMESPACES, twips
from briefgen.formats.docx.own_language import set_in_language, spoken
from briefgen.formats.docx.paragraphs import field
from briefgen.formats.docx.setting import Setting
from briefgen.formats.docx.styles import Style
from briefgen.model.blocks import Figure, Table
from briefgen.model.direction import FSI, LRI, PDI
from briefgen.model.drawing import Picture
from briefgen.model.inlines import Inlines, Text
from briefgen.model.length import pt
from briefgen.spans import whole_file
from briefgen.theme import Role

COUNTED = re.compile(f"(.+)(\\s)([{LRI}{FSI}]?)([0-9]+)({PDI}?)")
"""A label that Word can count: its name, a space, and its number, which may be isolated."""


def caption(
    block: Figure | Table, text: Inlines, source: Inlines, style: Style, setting: Setting, context: DocxContext
) -> list[OpenElement]:
    """The caption's paragraph, if there is anything to say: the label of the block, unless this is a table's source."""
    label = "" if style is Style.TABLE_SOURCE else block.label
    if not (label or text or source):
        return []
    whole = (*((Text(label),) if label else ()), *text, *source)
    voice = spoken(whole, setting.voice(style))
    content = list(_label(label, block, replace(voice, style=Style.LABEL), context))
    for words, look in ((text, voice), (source, replace(voice, style=Style.SOURCE))):
        if content and words:
            content.append(write_text(" ", voice, context))
        content.extend(write_inlines(words, look, context))
    paragraph = setting.paragraph(style, content, context)
    set_in_language(paragraph, whole, voice, context)
    part = "source" if style is Style.TABLE_SOURCE else "caption"
    context.bookmarks.identify(paragraph, part_of(block, part), setting.mark)
    return [paragraph]


def _label(label: str, block: Figure | Table, voice: Voice, context: DocxContext) -> Iterator[Markup]:
    """The words "Figure 1." with its number as a sequence field; what a redline marks is not counted."""
    if not label:
        return
    parts = COUNTED.fullmatch(label)
    if voice.mark:
        yield write_text(f"{label}.", voice, context)
        return
    repeated = context.bookmarks.label_of(block.id) or context.bookmarks.label_of(block.anchor)
    if parts is None:
        runs = [write_text(label, voice, context)]
    else:
        name, space, opening, number, closing = parts.groups()
        counted = field(_instruction(name, int(number), context), number, run_properties(voice, context))
        end = [write_text(closing, voice, context)] if closing else []
        runs = [write_text(f"{name}{space}{opening}", voice, context), *counted, *end]
    yield context.bookmarks.around(markup_of(runs), repeated.bookmark if repeated else None)
    yield write_text(".", voice, context)


def _instruction(name: str, number: int, context: DocxContext) -> str:
    """The field that counts a label; it says its number where what a redline marks, and is not counted, came before."""
    following = context.counted.get(name, 1)
    context.counted[name] = number + 1
    restart = "" if number == following else f" \\r {number}"
    return f"SEQ {sequence(name)} \\* ARABIC{restart}"


def sequence(name: str) -> str:
    """The name by which Word counts what is labelled with a word."""
    return name.replace(" ", "_")


HIGHEST, HIGHEST_GIVEN = 0.8, 0.6
"""The parts of a page's height that a chart, with its title and caption to come, and a given picture may take."""

SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"  # [MS-ODRAWXML] 2.2.15.1

AFTER = 12.0


def write_figure(figure: Figure, setting: Setting, context: DocxContext) -> list[OpenElement]:
    """The title, the picture and the caption, each with the next."""
    title = [setting.text(figure.title, Style.FIGURE_TITLE, context)] if figure.title else []
    for paragraph in title:
        context.bookmarks.identify(paragraph, part_of(figure, "title"), setting.mark)
    below = caption(figure, figure.caption, figure.source, Style.CAPTION, setting, context)
    run = marked(w("r", _drawing(figure, setting, context)), setting.mark)
    properties = _apart(context, first=not title, last=not below)
    return [*title, setting.paragraph(Style.FIGURE, [run], context, properties), *below]


def _apart(context: DocxContext, *, first: bool, last: bool) -> Iterator[OpenElement]:
    """What a picture without a title or caption needs to stand apart from the text around it."""
    before = context.theme.style(Role.FIGURE_TITLE).space_before
    if last:
        yield w.open("keepNext", val=0)
    if first or last:
        yield w.open("spacing", before=twips(before) if first else None, after=twips(AFTER) if last else None)


def _drawing(figure: Figure, setting: Setting, context: DocxContext) -> Markup:
    picture = context.media.get(figure.picture)
    if picture is None:
        place = figure.place or whole_file("")
        raise ContentError([IMAGE_MISSING.at(place, f"there is no picture {figure.picture!r}")])
    plot = picture.plot if figure.chart else None
    shown = plot.size if plot else (picture.width, picture.height)
    width, height = _size(*shown, HIGHEST if figure.chart else HIGHEST_GIVEN, setting, context)
    number = context.next_drawing()
    if plot and figure.chart:
        graphic = chart_graphic(figure.chart, plot, context)
    else:
        graphic = picture_graphic(number, _blip(picture, context), width, height)
    return w(
        "drawing",
        wp(
            "inline",
            wp("extent", cx=width, cy=height),
            wp("docPr", id=number, name=figure.label or f"Picture {number}", descr=figure.alt),
            wp("cNvGraphicFramePr", a("graphicFrameLocks", noChangeAspect=1)),
            a("graphic", graphic),
            distT=0,
            distB=0,
            distL=0,
            distR=0,
        ),
    )


def _size(width: float, height: float, highest: float, setting: Setting, context: DocxContext) -> tuple[int, int]:
    """Width and height in EMU: as large as the picture is, or as the text's width and the page allow."""
    room = context.theme.page.text_height * highest
    scale = min(1.0, setting.width(context) / width, room / height)
    return pt(width * scale).emu, pt(height * scale).emu


def _blip(picture: Picture, context: DocxContext) -> Markup:
    """The picture; of a chart also its twin in SVG, which Word draws since 2016 while others take the picture."""
    relation = context.relations.picture(picture)
    if not picture.outlines:
        return a("blip", r__embed=relation)
    twin = a("ext", lone_asvg("svgBlip", r__embed=context.relations.vector(picture)), uri=SVG_EXTENSION)
    return a("blip", a("extLst", twin), r__embed=relation)


def picture_graphic(number: int, blip: Markup, width: int, height: int) -> Markup:
    """What a drawing shows of a picture at a size in EMU."""
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
