"""Figures: the finding above, the picture, the caption and its source below; all on one page."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from briefgen.codes import IMAGE_MISSING, IMAGE_WITHOUT_ALT
from briefgen.errors import ContentError
from briefgen.frozen import frozen
from briefgen.languages import language_of
from briefgen.layout.boxes import LayoutBox, StackBox, TextBox, stack_height
from briefgen.layout.fonts import font
from briefgen.layout.inlines import runs_of
from briefgen.layout.structure import StructureTag
from briefgen.layout.style_context import NOWHERE, StyleContext
from briefgen.layout.surface import Surface
from briefgen.layout.tables import captioned
from briefgen.layout.text import CharStyle, balanced_lines
from briefgen.model.blocks import Figure
from briefgen.model.direction import RIGHT_TO_LEFT
from briefgen.model.drawing import Drawing, Picture, Words
from briefgen.theme import Face, Family, Role, Writing

HIGHEST, HIGHEST_GIVEN = 0.86, 0.6
"""The parts of a page's height that a figure with its texts, and a given picture without them, may take."""


@frozen(kw_only=True)
class ChartBox(LayoutBox):
    """A chart as shapes and words, scaled; `char_styles` are those of its words, in their order."""

    drawing: Drawing
    lower_drawing: Drawing | None = None
    char_styles: tuple[CharStyle, ...]
    figure: StructureTag
    scale: float

    def measure(self) -> float:
        return self.drawing.height * self.scale

    @cached_property
    def lower(self) -> LayoutBox:
        return replace(self, drawing=self.lower_drawing, lower_drawing=None) if self.lower_drawing else self

    def draw(self, surface: Surface, x: float, top: float) -> None:
        surface.drawing(self.drawing, self.char_styles, self.figure, x, top, self.scale)


@frozen(kw_only=True)
class PictureBox(LayoutBox):
    """A picture at a size in points."""

    picture: Picture
    figure: StructureTag
    width: float
    size: float

    def measure(self) -> float:
        return self.size

    def draw(self, surface: Surface, x: float, top: float) -> None:
        surface.image(self.picture, self.figure, x, top, self.width, self.size)


def figure_boxes(figure: Figure, width: float, context: StyleContext) -> list[LayoutBox]:
    """One group that is not broken, unless its texts alone fill a page."""
    if not figure.alt.strip():
        name = figure.label or f"the picture {figure.picture!r}"
        raise ContentError([IMAGE_WITHOUT_ALT.at(context.place or NOWHERE, f"{name} has no alternative text")])
    context = context.under(context.tag("Aside"))
    above = [replace(box, keep=True) for box in _title(figure, width, context)]
    element = context.tag("Figure", alternative=figure.alt)
    below = captioned(figure.label, figure.caption, figure.source, width, context)
    room = context.page_height * HIGHEST
    room = max(room - stack_height((*above, *below)), room / 2)
    if figure.chart is None:
        room = min(room, context.page_height * HIGHEST_GIVEN)
    drawing = _drawing(figure, width, room, context, element)
    children = (*above, replace(drawing, keep=bool(below)), *below)
    style = context.style(Role.FIGURE_TITLE)
    together = stack_height(children) <= context.page_height
    return [StackBox(children=children, together=together, before=style.space_before, after=12.0)]


def _title(figure: Figure, width: float, context: StyleContext) -> list[TextBox]:
    if not figure.title:
        return []
    own, role = context.speaking(figure.title), Role.FIGURE_TITLE
    lines = balanced_lines(runs_of(figure.title, own.char_style(role), own), width)
    return [
        TextBox(
            lines=lines,
            leading=own.leading(role, lines),
            width=width,
            align=context.start(own),
            after=context.style(role).space_after,
            element=context.tag("P"),
        )
    ]


def _drawing(figure: Figure, width: float, room: float, context: StyleContext, element: StructureTag) -> LayoutBox:
    """The picture as large as it is, or scaled down to the text's width and the room; a chart as a drawing."""
    picture = context.media.get(figure.picture)
    if picture is None:
        message = f"there is no picture {figure.picture!r}"
        raise ContentError([IMAGE_MISSING.at(context.place or NOWHERE, message)])
    scale = min(1.0, width / picture.width, room / picture.height)
    if drawing := picture.drawing:
        return ChartBox(
            drawing=drawing,
            lower_drawing=picture.lower,
            char_styles=_word_styles(drawing, context),
            figure=element,
            scale=scale,
        )
    return PictureBox(picture=picture, figure=element, width=picture.width * scale, size=picture.height * scale)


def _word_styles(drawing: Drawing, context: StyleContext) -> tuple[CharStyle, ...]:
    """The style of each line of a chart's words; a line with a character that its face lacks is an error."""
    of_styles = {face.name: face for face in context.theme.faces}
    others = {face.name: face for each in context.theme.writings.values() for face in each.family.faces}
    family = context.theme.family(Role.CHART)
    char_styles = []
    for words in drawing.marks:
        if isinstance(words, Words):
            if words.face in of_styles:
                char_style = CharStyle(family, font(of_styles[words.face]), words.size, words.colour)
            else:
                char_style = _joined(words, others[words.face], drawing.direction, context)
            context.run(words.text, char_style)
            char_styles.append(char_style)
    return tuple(char_styles)


def _joined(words: Words, face: Face, direction: str, context: StyleContext) -> CharStyle:
    """The style of a line that a chart sets in the face of another script, its figures too, at a size of its own."""
    family = Family(face, face, face, face)
    own = {language_of(context.language): Writing(family, scale=1.0, leading=1.0)}
    theme = replace(context.theme, writings={**context.theme.writings, **own})
    base = int(direction == RIGHT_TO_LEFT)
    return CharStyle(family, font(face), words.size, words.colour, language=context.language, base=base, theme=theme)
