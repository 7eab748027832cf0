"""Pages: the sheet, and what stands at the top and bottom of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from math import atan2, degrees, hypot
from string import Formatter

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT

from briefgen.formats.docx.context import DocxContext
from briefgen.formats.docx.elements import Markup, OpenElement, a, finished, markup_of, w, wp
from briefgen.formats.docx.figures import picture_graphic
from briefgen.formats.docx.fonts import typeface
from briefgen.formats.docx.markup import Element, office, twips, v
from briefgen.formats.docx.markup import w as w_element
from briefgen.formats.docx.package import Relations
from briefgen.formats.docx.paragraphs import field, paragraph, set_property, set_space, text
from briefgen.formats.docx.repeated import property_field, title_field
from briefgen.formats.docx.styles import Style
from briefgen.layout.heads import logo_inset, logo_room, logo_size, logo_top
from briefgen.layout.surface import ACROSS
from briefgen.layout.text import char_style
from briefgen.model.direction import script_of
from briefgen.model.document import Front
from briefgen.model.length import pt
from briefgen.theme import Page, Role, Theme

KINDS = {"header": ("hdr", CT.WML_HEADER, RT.HEADER), "footer": ("ftr", CT.WML_FOOTER, RT.FOOTER)}


class WordSections:
    """The sections of a document: one, or more where tables stand on landscape pages."""

    def __init__(self, context: DocxContext) -> None:
        self._context = context
        self._made: dict[tuple[str, str], Markup] = {}

    def ended(self, *, turned: bool = False) -> OpenElement:
        """The properties of the section that ends here; the first page of the first has a head of its own."""
        begins, running = not self._made, "turned" if turned else "default"
        pages = ("first", running) if begins else (running,)
        return w.open(
            "sectPr",
            *(self._reference(kind, each) for kind in KINDS for each in pages),
            *sheet(self._context.theme.page, turned=turned),
            w("titlePg") if begins else None,
            w("bidi") if self._context.from_right else None,
        )

    def _reference(self, kind: str, pages: str) -> Markup:
        """The reference to a head or foot, whose part is written once."""
        if (kind, pages) not in self._made:
            content = self._head(pages) if kind == "header" else self._foot(pages)
            self._made[kind, pages] = _reference(kind, pages, content, self._context)
        return self._made[kind, pages]

    def _head(self, pages: str) -> list[OpenElement]:
        front = self._context.document.front
        if pages == "first":
            line = _line(Style.MASTHEAD, property_field("Desk", front), property_field("Issue", front))
        else:
            line = self._across(_line(Style.HEADER, title_field(front), property_field("Running issue", front)), pages)
        return _head([*_marking(front), line], pages, self._context)

    def _foot(self, pages: str) -> list[OpenElement]:
        line = self._across(_footer(1 if pages == "first" else 2, self._context), pages)
        return [line, *_marking(self._context.document.front)]

    def _across(self, line: OpenElement, pages: str) -> OpenElement:
        """A line as wide as the text of its pages."""
        if pages == "turned":
            page = self._context.theme.page
            ends = (("clear", page.text_width), ("right", page.turned.text_width))
            set_property(line, w.open("tabs", *(w("tab", val=val, pos=twips(pos)) for val, pos in ends)))
        return line


NUMBERS = {"first": 1, "default": 2, "turned": 3}
"""The numbers of the words across pages, each of which a file has once."""


def section_end(*, turned: bool = False) -> OpenElement:
    """Stands where a section of portrait or landscape pages ends, until its properties are known."""
    return w.open("sectPr", w("pgSz", orient="landscape") if turned else None)


def in_sections(elements: Iterable[OpenElement], sections: WordSections) -> Iterator[OpenElement]:
    """The body's elements, with the properties of each section but the last in the paragraph with which it ends."""
    held: list[OpenElement] = []
    for element in elements:
        if element.tag != "w:sectPr":
            yield from held
            held = [element]
            continue
        if not held or held[0].tag != "w:p":
            yield from held
            held = [paragraph(Style.TABLE_END, ())]
        set_property(held[0], sections.ended(turned=len(element) > 0))
    yield from held


def sheet(page: Page, *, turned: bool = False) -> tuple[Markup, Markup]:
    """The size of the sheet and its margins."""
    page = page.turned if turned else page
    margins = w(
        "pgMar",
        top=twips(page.top),
        right=twips(page.right),
        bottom=twips(page.bottom),
        left=twips(page.left),
        header=twips(page.header),
        footer=twips(page.footer),
        gutter=0,
    )
    return w("pgSz", w=twips(page.width), h=twips(page.height), orient="landscape" if turned else None), margins


def _reference(kind: str, pages: str, content: list[OpenElement], context: DocxContext) -> Markup:
    local, content_type, relation = KINDS[kind]
    name = f"/word/{kind}-{pages}.xml"
    identity, part, relations = context.relations.add_own(name, content_type, relation, local)
    if kind == "header":
        _add_logo(content[-1], relations, context, first=pages == "first")
    part.write(context.turned(markup_of(content)))
    return w(f"{kind}Reference", type="first" if pages == "first" else "default", r__id=identity)


def _head(content: list[OpenElement], pages: str, context: DocxContext) -> list[OpenElement]:
    """A header, with the word across the page at its start until the brief is cleared."""
    if word := context.document.front.draft:
        page = context.theme.page.turned if pages == "turned" else context.theme.page
        content[0].insert(1, watermark(word, NUMBERS[pages], replace(context.theme, page=page)))
    return content


def _add_logo(line: OpenElement, relations: Relations, context: DocxContext, *, first: bool) -> None:
    """Put the logo where the PDF has it, and let the head of the first page begin below it, and others behind it."""
    front, language = context.document.front, context.document.properties.language
    theme = context.theme.written_in(language, script_of(language))
    if front.logo is None:
        return
    width, height = (pt(length).emu for length in logo_size(front, theme, first=first))
    number = context.next_drawing()
    side = "right" if context.from_right else "left"
    graphic = picture_graphic(number, a("blip", r__embed=relations.picture(front.logo.picture)), width, height)
    top = pt(logo_top(front, theme, first=first)).emu
    anchor = wp(
        "anchor",
        wp("simplePos", x=0, y=0),
        wp("positionH", wp.holding("align", side), relativeFrom="margin"),
        wp("positionV", wp.holding("posOffset", str(top)), relativeFrom="page"),
        wp("extent", cx=width, cy=height),
        wp("effectExtent", l=0, t=0, r=0, b=0),
        wp("wrapNone"),
        wp("docPr", id=number, name=f"Picture {number}", descr=front.logo.alt),
        wp("cNvGraphicFramePr", a("graphicFrameLocks", noChangeAspect=1)),
        a("graphic", graphic),
        distT=0,
        distB=0,
        distL=0,
        distR=0,
        simplePos=0,
        relativeHeight=1,
        behindDoc=0,
        locked=0,
        layoutInCell=1,
        allowOverlap=1,
    )
    line.insert(1, w("r", w("drawing", anchor)))
    if first:
        set_space(line, before=theme.style(Role.MASTHEAD).space_before + logo_room(front, theme))
    else:
        set_property(line, w.open("ind", left=twips(logo_inset(front, theme))))


def _marking(front: Front) -> list[OpenElement]:
    marking = property_field("Marking", front)
    return [paragraph(Style.MARKING, marking)] if marking else []


def _line(style: Style, left: list[Markup], right: list[Markup]) -> OpenElement:
    """Two texts on one line; where both do not fit, the one on the right goes whole below the other."""
    return paragraph(style, [*left, w("r", w("tab")), *right])


def _footer(page: int, context: DocxContext) -> OpenElement:
    """The desk, and the page of all pages, which Word counts; shown before that are the pages of the PDF."""
    pages = max(page, context.document.pages)
    numbers = {"page": ("PAGE", page), "pages": ("NUMPAGES", pages)}
    return _line(Style.FOOTER, property_field("Desk", context.document.front), list(_numbers(context, numbers)))


def _numbers(context: DocxContext, numbers: dict[str, tuple[str, int]]) -> Iterator[Markup]:
    for words, name, _, _ in Formatter().parse(context.labels.page_of):
        if words:
            yield text(words)
        if name:
            instruction, result = numbers[name]
            yield from field(instruction, str(result))


LETTERING = "#_x0000_t136"
NAME = "PowerPlusWaterMarkObject"
"""The name by which Word's commands know a watermark."""

FIRST_SHAPE = 2049


def watermark(word: str, number: int, theme: Theme) -> Markup:
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
    run = w_element("r", w_element("rPr", w_element("noProof")), w_element("pict", _lettering(), shape))
    return finished(run)


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
