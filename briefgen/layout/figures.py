"""Figures: the finding above, the picture, the caption and its source below; all on one page."""

from __future__ import annotations

from dataclasses import replace

from briefgen.codes import IMAGE_MISSING, IMAGE_WITHOUT_ALT
from briefgen.errors import ContentError
from briefgen.frozen import frozen
from briefgen.layout.boxes import Box, Group, Paragraph, stack_height
from briefgen.layout.fonts import font
from briefgen.layout.inlines import runs_of
from briefgen.layout.structure import Element
from briefgen.layout.style_context import NOWHERE, Setting
from briefgen.layout.surface import Surface
from briefgen.layout.tables import captioned
from briefgen.layout.text import Look, balanced_lines
from briefgen.model.blocks import Figure
from briefgen.model.drawing import Drawing, Words
from briefgen.model.figure import Picture
from briefgen.theme import Role

HIGHEST, HIGHEST_GIVEN = 0.86, 0.6
"""The parts of a page's height that a figure with its texts, and a given picture without them, may take."""


@frozen(kw_only=True)
class Chart(Box):
    """A chart as shapes and words, scaled; `looks` are those of its words, in their order."""

    drawing: Drawing
    looks: tuple[Look, ...]
    figure: Element
    scale: float

    def measure(self) -> float:
        return self.drawing.height * self.scale

    def draw(self, surface: Surface, x: float, top: float) -> None:
        surface.drawing(self.drawing, self.looks, self.figure, x, top, self.scale)


@frozen(kw_only=True)
class Image(Box):
    """A picture at a size in points."""

    picture: Picture
    figure: Element
    width: float
    size: float

    def measure(self) -> float:
        return self.size

    def draw(self, surface: Surface, x: float, top: float) -> None:
        surface.image(self.picture, self.figure, x, top, self.width, self.size)


def figure_boxes(figure: Figure, width: float, setting: Setting) -> list[Box]:
    """One group that is not broken, unless its texts alone fill a page."""
    if not figure.alt.strip():
        name = figure.label or f"the picture {figure.picture!r}"
        raise ContentError([IMAGE_WITHOUT_ALT.at(setting.place or NOWHERE, f"{name} has no alternative text")])
    setting = setting.under(setting.tag("Div"))
    above = [replace(box, keep=True) for box in _title(figure, width, setting)]
    element = setting.tag("Figure", alternative=figure.alt)
    below = captioned(figure.label, figure.caption, figure.source, width, setting)
    room = setting.page_height * HIGHEST
    room = max(room - stack_height((*above, *below)), room / 2)
    if figure.chart is None:
        room = min(room, setting.page_height * HIGHEST_GIVEN)
    drawing = _drawing(figure, width, room, setting, element)
    children = (*above, replace(drawing, keep=bool(below)), *below)
    style = setting.style(Role.FIGURE_TITLE)
    together = stack_height(children) <= setting.page_height
    return [Group(children=children, together=together, before=style.space_before, after=12.0)]


def _title(figure: Figure, width: float, setting: Setting) -> list[Paragraph]:
    if not figure.title:
        return []
    style = setting.style(Role.FIGURE_TITLE)
    lines = balanced_lines(runs_of(figure.title, setting.look(Role.FIGURE_TITLE), setting), width)
    return [Paragraph(lines=lines, leading=style.leading, after=style.space_after, element=setting.tag("P"))]


def _drawing(figure: Figure, width: float, room: float, setting: Setting, element: Element) -> Box:
    """The picture as large as it is, or scaled down to the text's width and the room; a chart as a drawing."""
    picture = setting.media.get(figure.picture)
    if picture is None:
        message = f"there is no picture {figure.picture!r}"
        raise ContentError([IMAGE_MISSING.at(setting.place or NOWHERE, message)])
    scale = min(1.0, width / picture.width, room / picture.height)
    if drawing := picture.drawing:
        return Chart(drawing=drawing, looks=_looks(drawing, setting), figure=element, scale=scale)
    return Image(picture=picture, figure=element, width=picture.width * scale, size=picture.height * scale)


def _looks(drawing: Drawing, setting: Setting) -> tuple[Look, ...]:
    """The look of each line of a chart's words; a line with a character that its face lacks is an error."""
    faces = {face.name: face for face in setting.theme.faces}
    family = setting.theme.family(Role.CHART)
    looks = []
    for words in drawing.marks:
        if isinstance(words, Words):
            look = Look(family, font(faces[words.face]), words.size, words.colour)
            setting.run(words.text, look)
            looks.append(look)
    return tuple(looks)
