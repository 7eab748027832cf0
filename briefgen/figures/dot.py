"""Dots: one or two figures per category on a common scale, so that small differences of large figures show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefgen.figures.canvas import Canvas
from briefgen.figures.colour import WHITE
from briefgen.figures.guards import require, require_points
from briefgen.figures.heading import disc_swatch, draw_heading
from briefgen.figures.numbers import Scale
from briefgen.figures.paint import Palette
from briefgen.figures.rows import Rows, label_column
from briefgen.model.figure import Chart, Point

RADIUS = 4.2
VALUE_GAP = 7.0
BAND = 13.0
GAP = 6.0
MARGIN = 3.0
TICK = 3.0
BRIDGE = 2.4
GUIDE = 0.8
GUIDE_GAP = 4.0
MOST_SERIES = 2


@dataclass(frozen=True)
class Axis:
    """Where a value's dot stands on the page."""

    scale: Scale
    left: float
    length: float

    def at(self, value: float) -> float:
        return self.left + self.scale.share(value) * self.length


@dataclass(frozen=True)
class Dot:
    """A point of a series where it stands in its row."""

    x: float
    series: int
    point: Point


def draw(chart: Chart, canvas: Canvas) -> float:
    """Draw the dots; returns the height they took."""
    points = require_points(chart)
    require(len(chart.series) <= MOST_SERIES, f"dots compare at most {MOST_SERIES} series, not {len(chart.series)}")
    palette = Palette.of_chart(canvas.theme.colours, chart)
    top = draw_heading(canvas, chart, disc_swatch(chart, palette))
    labels, plot = label_column(canvas, chart.categories)
    rows = Rows(labels, plot, BAND, GAP)
    widest = VALUE_GAP + max(canvas.value.width(point.text) for point in points)
    before = widest if len(chart.series) > 1 else RADIUS
    require(plot + before + 2 * widest < canvas.width, "the figures as printed leave no room for dots: shorten them")
    scale = Scale.over([float(point.value) for point in points])
    axis = Axis(scale, plot + before, canvas.width - plot - before - widest)
    for row, middle in rows.draw(canvas, top + MARGIN):
        placed = _placed(axis, [series.points[row] for series in chart.series])
        _draw_row(canvas, plot, middle, placed, palette)
    bottom = top + MARGIN + rows.height(canvas) + MARGIN
    return _draw_axis(canvas, axis, bottom, chart) if scale.low else bottom


def _placed(axis: Axis, points: Sequence[Point | None]) -> list[Dot]:
    """The dots of a row from left to right."""
    dots = [Dot(axis.at(float(point.value)), number, point) for number, point in enumerate(points) if point]
    return sorted(dots, key=lambda dot: dot.x)


def _draw_row(canvas: Canvas, plot: float, middle: float, dots: Sequence[Dot], palette: Palette) -> None:
    """Dots on a band from the lesser to the greater, each with its figure on the outer side."""
    if not dots:
        return
    first, last = dots[0], dots[-1]
    guide = first.x
    if len(dots) > 1:
        guide = first.x - VALUE_GAP
        canvas.write_centred(guide, middle, [first.point.text], canvas.value, "right")
        guide -= canvas.value.width(first.point.text) + GUIDE_GAP
        canvas.line([(first.x, middle), (last.x, middle)], canvas.theme.colours.rule, BRIDGE)
    if guide > plot:
        canvas.line([(plot, middle), (guide, middle)], canvas.theme.colours.rule, GUIDE, (1, 3))
    canvas.write_centred(last.x + VALUE_GAP, middle, [last.point.text], canvas.value)
    for dot in dots:
        draw_dot(canvas, dot.x, middle, palette, dot.series, dot.point)


def draw_dot(
    canvas: Canvas, x: float, y: float, palette: Palette, series: int, point: Point, radius: float = RADIUS
) -> None:
    """A dot in its paint: hollow where it is approximate, and rimmed in its series' colour where it has another."""
    own = palette.series[series].fill
    fill = WHITE if point.approx else palette.paint(series, point).fill
    canvas.disc(x, y, radius, fill, own if fill != own else WHITE, 1.2)


def _draw_axis(canvas: Canvas, axis: Axis, top: float, chart: Chart) -> float:
    """The scale, which has to be stated because it does not start at zero."""
    marks = axis.scale.marks()
    canvas.line([(axis.at(marks[0]), top), (axis.at(marks[-1]), top)], canvas.theme.colours.muted)
    reached = float("-inf")
    for mark in marks:
        text, x = axis.scale.text(mark, chart.language, chart.grouping), axis.at(mark)
        half = canvas.muted.width(text) / 2
        canvas.line([(x, top), (x, top + TICK)], canvas.theme.colours.muted)
        left = min(max(x - half, 0.0), canvas.width - 2 * half)
        if left > reached + GUIDE_GAP:
            canvas.write_below(left, top + TICK, [text], canvas.muted)
            reached = left + 2 * half
    return top + TICK + canvas.muted.leading
