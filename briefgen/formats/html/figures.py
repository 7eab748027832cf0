"""Figures: the finding above, the picture, its caption, and for a chart the table of its data."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import replace

from briefgen.codes import IMAGE_MISSING
from briefgen.errors import ContentError
from briefgen.formats.html.context import HtmlContext, HtmlVoice
from briefgen.formats.html.inlines import write_inlines, write_text
from briefgen.formats.html.markup import element, text
from briefgen.formats.html.tables import caption, grid
from briefgen.model.blocks import Figure
from briefgen.model.direction import RIGHT_TO_LEFT, without_isolates
from briefgen.model.drawing import Drawing, Picture, Segment, Shape, Words
from briefgen.spans import whole_file
from briefgen.theme import PAPER, SEEN, Role, contrast

PIXELS = 96 / 72
"""The pixels of CSS to a point."""


def write_figure(figure: Figure, voice: HtmlVoice, context: HtmlContext) -> str:
    """A figure with its texts."""
    picture = context.media.get(figure.picture)
    if picture is None:
        raise ContentError(
            [IMAGE_MISSING.at(figure.place or whole_file(""), f"there is no picture {figure.picture!r}")]
        )
    parts = []
    if figure.title:
        finding = write_inlines(figure.title, replace(voice, role=Role.FIGURE_TITLE), context)
        parts.append(element("p", finding, class_="finding", **context.own_language(figure.title)))
    parts.append(_picture(picture, figure, context))
    if below := caption(figure.label, voice, context, figure.caption, figure.source):
        own = {} if figure.label else context.own_language((*figure.caption, *figure.source))
        parts.append(element("figcaption", below, class_="caption", **own))
    if (data := context.supplement.data_tables.get(figure.picture)) and not voice.gone:
        name = context.labels.data_of.format(figure=figure.label or context.labels.figure)
        summary = element("summary", write_text(name, HtmlVoice(Role.CAPTION), context))
        parts.append(element("details", summary, grid(data, voice, context, name), class_="data"))
    return element("figure", "\n".join(parts), id=context.identity(figure))


def _picture(picture: Picture, figure: Figure, context: HtmlContext) -> str:
    if picture.drawing:
        drawn = _chart(picture.drawing, figure.alt, context)
        context.set_in(HtmlVoice(Role.CAPTION), context.labels.slide)
        return element(
            "div",
            drawn,
            class_="scroll chart",
            role="group",
            tabindex="0",
            aria_label=figure.label or context.labels.figure,
        )
    width, height = (round(length * PIXELS) for length in (picture.width, picture.height))
    return embedded_picture(picture, figure.alt, width, height)


def embedded_picture(picture: Picture, alt: str, width: int, height: int) -> str:
    """A picture that the page carries, at a size in pixels."""
    source = f"data:{picture.media_type};base64,{b64encode(picture.data).decode()}"
    return element("img", alt=alt, src=source, width=width, height=height)


def _chart(drawing: Drawing, alt: str, context: HtmlContext) -> str:
    """A chart's shapes and words as SVG, in points, down the page."""
    size = f"0 0 {_number(drawing.width)} {_number(drawing.height)}"
    marks, areas = list[str](), list[Area]()
    for mark in drawing.marks:
        if isinstance(mark, Words):
            marks.append(_words(mark, drawing, context, inside=_is_inside(mark, areas)))
        else:
            marks.append(_shape(mark, drawing))
            areas += _area(mark)
    return element("svg", *marks, role="img", aria_label=alt, viewBox=size)


Area = tuple[float, float, float, float]
"""The ends of a filled shape: left, below, right and above."""


def _area(shape: Shape) -> Iterator[Area]:
    """Where a mark lies that is large enough to have words in it."""
    points = [segment.points[-2:] for segment in shape.segments if segment.points]
    if shape.fill and contrast(shape.fill, PAPER) >= SEEN:
        across, up = zip(*points, strict=True)
        yield min(across), min(up), max(across), max(up)


def _is_inside(words: Words, areas: Iterable[Area]) -> bool:
    """Whether words stand in a filled mark, which on a dark screen is light."""
    x, y = words.x, words.baseline
    return any(left <= x <= right and below <= y <= above for left, below, right, above in areas)


def _shape(shape: Shape, drawing: Drawing) -> str:
    path = " ".join(_segment(segment, drawing.height) for segment in shape.segments)
    stroke = shape.stroke
    if stroke is None:
        return element("path", d=path, fill=shape.fill or "none")
    return element(
        "path",
        d=path,
        fill=shape.fill or "none",
        stroke=stroke.colour,
        stroke_width=_number(stroke.width),
        stroke_dasharray=" ".join(map(_number, stroke.dashes)),
        stroke_dashoffset=_number(stroke.phase) if stroke.phase else None,
        stroke_linecap=stroke.cap if stroke.cap != "butt" else None,
        stroke_linejoin=stroke.join if stroke.join != "miter" else None,
    )


LETTERS = {"move": "M", "line": "L", "curve": "C", "close": "Z"}


def _segment(segment: Segment, height: float) -> str:
    numbers = (height - number if index % 2 else number for index, number in enumerate(segment.points))
    return LETTERS[segment.kind] + " ".join(map(_number, numbers))


def _words(words: Words, drawing: Drawing, context: HtmlContext, *, inside: bool) -> str:
    family, bold, italic = context.face_named(words.face)
    context.letters[family, bold, italic].update(without_isolates(words.text))
    from_right = drawing.direction == RIGHT_TO_LEFT
    x, y = _number(words.x), _number(drawing.height - words.baseline)
    return element(
        "text",
        text(words.text),
        x=x,
        y=y,
        class_=f"family-{family}{' inside' if inside else ''}",
        font_size=_number(words.size),
        font_weight="bold" if bold else None,
        font_style="italic" if italic else None,
        fill=words.colour,
        direction=RIGHT_TO_LEFT if from_right else None,
        text_anchor="end" if from_right else None,
        textLength=context.length_of(words),
        transform=f"rotate({_number(-words.angle)} {x} {y})" if words.angle else None,
    )


def _number(number: float) -> str:
    """A length in points, to a hundredth."""
    return f"{round(number, 2) + 0.0:g}" if abs(number) < 10_000 else f"{number:.2f}"
