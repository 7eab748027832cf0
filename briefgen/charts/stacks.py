"""Stacks: the series of each category end to end, as lengths from zero or as parts of a hundred."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from briefgen.charts.category_labels import CategoryRows, draw_labels_below, label_column, require_label_room
from briefgen.charts.heading import draw_heading, square_swatch
from briefgen.charts.numbers import percentage
from briefgen.charts.paint import Paint, Palette, Texture, readable_on
from briefgen.charts.placement import spread
from briefgen.charts.validation import given, require, require_parts
from briefgen.frozen import frozen
from briefgen.model.chart import Arrangement, Chart, Direction, Point
from briefgen.model.labels import labels_for

if TYPE_CHECKING:
    from briefgen.charts.canvas import Canvas

SEAM = 1.0  # white between two parts
THIN = 0.75  # what a seam leaves of a part that has as much
INSET = 4.0
BEHIND = 2.5  # a figure, at the least
APART = 7.0  # between two labels side by side
THICKNESS = 20.0
GAP = 10.0
MARGIN = 2.0
LEADER = 5.0
PLOT_HEIGHT = 180.0
THICKEST = 72.0
THINNEST = 9.0
FILLED = 0.6  # of the distance from column to column
BESIDE = 9.0  # from a column to the figures beside it
LABEL_GAP = 4.0


@frozen
class StackPart:
    """A part of a stack: where it starts and ends along it, 0 to 1, how it is printed and painted."""

    start: float
    end: float
    text: str
    paint: Paint

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2


Stack = list[StackPart]


def stack_parts(
    points: Sequence[Point | None], texts: Sequence[str], palette: Palette, whole: Decimal
) -> list[StackPart]:
    """The points end to end, measured by the whole."""
    reached, found = Decimal(0), []
    for number, (point, text) in enumerate(zip(points, texts, strict=True)):
        if point:
            start, reached = reached, reached + point.value
            found.append(StackPart(float(start / whole), float(reached / whole), text, palette.paint(number, point)))
    return found


def without_seam(length: float) -> float:
    """The length of a part as it is drawn: the seam is taken from it, but never all of it."""
    return max(length - SEAM, min(length, THIN))


def fits_inside(canvas: Canvas, part: StackPart, width: float, height: float) -> bool:
    """Whether a part of this size can hold its figure, on a colour that letters can be read on."""
    return (
        INSET + canvas.value.width(part.text) + BEHIND + SEAM <= width
        and canvas.value.leading <= height
        and readable_on(part.paint.fill, canvas.theme.colours.ink) is not None
    )


def write_inside(canvas: Canvas, x: float, middle: float, part: StackPart) -> None:
    """A part's figure on its fill, which is kept plain behind it."""
    if part.paint.texture is not Texture.PLAIN:
        height = canvas.value.leading
        canvas.rectangle(x - 2, middle - height / 2, canvas.value.width(part.text) + 4, height, Paint(part.paint.fill))
    colour = readable_on(part.paint.fill, canvas.theme.colours.ink) or ""
    canvas.write_centred(x, middle, [part.text], canvas.value, colour=colour)


def side_by_side(
    wanted: Sequence[float], widths: Sequence[float], room: float, weights: Sequence[float] = ()
) -> list[float]:
    """Middles for labels on one line within the room, each as near as can be to where it wants to stand."""
    sizes = [width + APART for width in widths]
    require(
        sum(sizes) - APART <= room, "the parts are too small for their figures: use grouped bars, or leave some out"
    )
    return spread(wanted, sizes, -APART / 2, room + APART / 2, weights)


def draw(chart: Chart, canvas: Canvas) -> float:
    """Draw the stacks; returns the height they took."""
    require_parts(chart)
    palette = Palette.of_chart(canvas.theme.colours, chart)
    stacks = _stacks(chart, palette)
    top = draw_heading(canvas, chart, square_swatch(chart, palette))
    draw_direction = _draw_columns if chart.direction is Direction.VERTICAL else _draw_rows
    return draw_direction(chart, canvas, stacks, top)


def _stacks(chart: Chart, palette: Palette) -> list[Stack]:
    columns = [[series.points[number] for series in chart.series] for number in range(len(chart.categories))]
    totals = [sum((point.value for point in given(column)), Decimal(0)) for column in columns]
    if chart.arrangement is not Arrangement.SHARE:
        return [
            stack_parts(column, [point.text if point else "" for point in column], palette, max(totals))
            for column in columns
        ]
    for category, total in zip(chart.categories, totals, strict=True):
        require(total > 0, f'the figures of "{category}" are all zero and have no shares')
    return [
        stack_parts(column, [_with_share(point, total, chart) for point in column], palette, total)
        for column, total in zip(columns, totals, strict=True)
    ]


def _with_share(point: Point | None, total: Decimal, chart: Chart) -> str:
    texts = (point.text, percentage(point.value, total, chart)) if point else ()
    return labels_for(chart.language).listed(texts)


def _draw_rows(chart: Chart, canvas: Canvas, stacks: Sequence[Stack], top: float) -> float:
    labels, plot = label_column(canvas, chart.categories)
    room = canvas.width - plot
    outside = [[part for part in stack if not _fits_row(canvas, part, room)] for stack in stacks]
    feet = tuple(LEADER + canvas.value.leading if hanging else 0.0 for hanging in outside)
    rows = CategoryRows(labels, plot, THICKNESS, GAP, feet)
    bottom = top + MARGIN + rows.height(canvas) + MARGIN
    for row, middle in rows.draw(canvas, top + MARGIN):
        for part in stacks[row]:
            x, length = plot + part.start * room, (part.end - part.start) * room
            canvas.rectangle(x, middle - THICKNESS / 2, without_seam(length), THICKNESS, part.paint)
            if part not in outside[row]:
                write_inside(canvas, x + INSET, middle, part)
        _hang(canvas, plot, room, middle + THICKNESS / 2, outside[row])
    canvas.line([(plot, top), (plot, bottom)], canvas.theme.colours.muted)
    return bottom


def _fits_row(canvas: Canvas, part: StackPart, room: float) -> bool:
    return fits_inside(canvas, part, (part.end - part.start) * room, THICKNESS)


def _hang(canvas: Canvas, plot: float, room: float, top: float, hanging: Stack) -> None:
    """Figures that their parts cannot hold, below the bar, each on a leader."""
    anchors = [part.middle * room for part in hanging]
    places = side_by_side(anchors, [canvas.value.width(part.text) for part in hanging], room)
    for part, anchor, place in zip(hanging, anchors, places, strict=True):
        canvas.line([(plot + anchor, top), (plot + place, top + LEADER)], canvas.theme.colours.muted)
        canvas.write_below(plot + place, top + LEADER, [part.text], canvas.value, "center")


def _draw_columns(chart: Chart, canvas: Canvas, stacks: Sequence[Stack], top: float) -> float:
    pitch = canvas.width / len(stacks)
    require_label_room(chart, canvas, pitch)
    thick = min(THICKEST, pitch * FILLED)
    if not all(_fits_column(canvas, part, thick) for stack in stacks for part in stack):
        beside = BESIDE + max(canvas.value.width(part.text) for stack in stacks for part in stack)
        thick = min(thick, pitch - beside - INSET)
        require(thick >= THINNEST, "the columns are too small for their figures: use horizontal bars")
    for number, stack in enumerate(stacks):
        _draw_column(canvas, stack, number * pitch, pitch, thick, top)
    bottom = top + PLOT_HEIGHT
    canvas.line([(0, bottom), (canvas.width, bottom)], canvas.theme.colours.muted)
    return draw_labels_below(canvas, chart, pitch, bottom + LABEL_GAP)


def _draw_column(canvas: Canvas, stack: Stack, start: float, pitch: float, thick: float, top: float) -> None:
    """A column in the middle of its pitch, or as far to the left as the figures beside it need."""
    outside = [part for part in stack if not _fits_column(canvas, part, thick)]
    beside = BESIDE + max((canvas.value.width(part.text) for part in outside), default=-BESIDE)
    left = start + min((pitch - thick) / 2, pitch - thick - beside)
    bottom = top + PLOT_HEIGHT
    for part in stack:
        height = without_seam((part.end - part.start) * PLOT_HEIGHT)
        canvas.rectangle(left, bottom - part.end * PLOT_HEIGHT, thick, height, part.paint)
        if part not in outside:
            x = left + (thick - canvas.value.width(part.text)) / 2
            write_inside(canvas, x, bottom - part.middle * PLOT_HEIGHT, part)
    _write_beside(canvas, left + thick, top, bottom, outside)


def _fits_column(canvas: Canvas, part: StackPart, thick: float) -> bool:
    return fits_inside(canvas, part, thick, (part.end - part.start) * PLOT_HEIGHT)


def _write_beside(canvas: Canvas, x: float, top: float, bottom: float, outside: Stack) -> None:
    """Figures that their parts cannot hold, to the right of the column, each on a leader."""
    anchors = [bottom - part.middle * PLOT_HEIGHT for part in reversed(outside)]
    places = spread(anchors, [canvas.value.leading] * len(anchors), top - canvas.value.leading / 2, bottom)
    for part, anchor, place in zip(reversed(outside), anchors, places, strict=True):
        canvas.line([(x, anchor), (x + BESIDE - 2, place)], canvas.theme.colours.muted)
        canvas.write_centred(x + BESIDE, place, [part.text], canvas.value)
