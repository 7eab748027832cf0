"""Dots: one or two figures per category on a common scale, so that small differences of large figures show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefgen.charts import plots
from briefgen.charts.category_labels import CategoryRows, label_column
from briefgen.charts.chart_type import ChartType
from briefgen.charts.heading import disc_swatch, draw_heading
from briefgen.charts.numbers import Scale
from briefgen.charts.paint import WHITE, Palette
from briefgen.charts.validation import all_points, require, require_points
from briefgen.frozen import frozen
from briefgen.model.chart import Chart, Point

if TYPE_CHECKING:
    from briefgen.charts.canvas import Canvas

RADIUS = 4.2
VALUE_GAP = 7.0
BAND = 13.0
GAP = 6.0
MARGIN = 3.0
TICK = 3.0
BRIDGE = 2.4
GUIDE = 0.8
MARK_GAP = 4.0  # between two marks
LEAST = 60.0  # of the width, for the dots
MOST_SERIES = 2
FAR = 0.8  # of the greatest value: dots are read by how far they stand from the left, and so start at zero below it
ASIDE = 0.6  # of a dot's radius, up and down, for two that stand in one place


@frozen
class Axis:
    """Where a value's dot stands on the page, between the edges of the plot."""

    scale: Scale
    plot: float
    left: float
    right: float

    @classmethod
    def of(cls, canvas: Canvas, chart: Chart, plot: float, scale: Scale) -> Axis:
        """The axis that leaves room for the figures: one to the right of each dot or, of two, one on each side."""
        points = all_points(chart)
        widths = [VALUE_GAP + canvas.value.width(point.text) for point in points]
        right = canvas.width - max(widths)
        left = plot if scale.low == 0 else plot + RADIUS
        if len(chart.series) > 1:
            shares = [scale.share(float(point.value)) for point in points]
            placed = [(share, plot + width) for share, width in zip(shares, widths, strict=True) if share < 1]
            left = max([left, *((begin - right * share) / (1 - share) for share, begin in placed)])
        require(right - left > LEAST, "the figures as printed leave no room for dots: shorten them")
        return cls(scale, plot, left, right)

    @property
    def marked(self) -> bool:
        """Whether the scale has to be stated, because it does not start at zero."""
        return self.scale.low != 0

    def at(self, value: float) -> float:
        return self.left + self.scale.share(value) * (self.right - self.left)


@frozen
class Dot:
    """A point of a series where it stands in its row."""

    x: float
    series: int
    point: Point


class DotChart(ChartType):
    """One or two figures per category on a common scale."""

    name = "dot"
    has_scale = True
    far = FAR

    def draw(self, chart: Chart, canvas: Canvas) -> float:
        require_points(chart)
        require(len(chart.series) <= MOST_SERIES, f"dots compare at most {MOST_SERIES} series, not {len(chart.series)}")
        palette = Palette.of_chart(canvas.theme.colours, chart)
        labels, plot = label_column(canvas, chart.categories)
        axis = Axis.of(canvas, chart, plot, *self.scales(chart))
        top = draw_heading(canvas, chart, disc_swatch(chart, palette), axis.scale if axis.marked else None)
        plots.dots(chart, canvas, palette, axis.scale, top)
        rows = CategoryRows(labels, plot, BAND, GAP * canvas.stretch)
        bottom = top + MARGIN + rows.height(canvas) + MARGIN
        if axis.scale.low <= 0 <= axis.scale.high:
            canvas.line([(axis.at(0), top), (axis.at(0), bottom)], canvas.theme.colours.muted)
        for row, middle in rows.draw(canvas, top + MARGIN):
            placed = _placed(axis, [series.points[row] for series in chart.series])
            _draw_row(canvas, axis, middle, placed, palette)
        return draw_axis(canvas, axis, bottom, chart) if axis.marked else bottom


def _placed(axis: Axis, points: Sequence[Point | None]) -> list[Dot]:
    """The dots of a row from left to right."""
    dots = [Dot(axis.at(float(point.value)), number, point) for number, point in enumerate(points) if point]
    return sorted(dots, key=lambda dot: dot.x)


def _draw_row(canvas: Canvas, axis: Axis, middle: float, dots: Sequence[Dot], palette: Palette) -> None:
    """Dots on a band from the lesser to the greater, each with its figure on the outer side."""
    if not dots:
        return
    first, last = dots[0], dots[-1]
    _draw_guide(canvas, axis, middle, last.x)
    if len(dots) > 1:
        left = first.x - VALUE_GAP - canvas.value.width(first.point.text)
        canvas.interrupt_line(left, middle, first.point.text, canvas.value)
        canvas.line([(first.x, middle), (last.x, middle)], canvas.theme.colours.muted, BRIDGE)
    canvas.interrupt_line(last.x + VALUE_GAP, middle, last.point.text, canvas.value)
    aside = RADIUS * ASIDE if len(dots) > 1 and last.x - first.x < RADIUS else 0.0
    for dot, shift in zip(dots, (-aside, aside), strict=False):
        draw_dot(canvas, dot.x, middle + shift, palette, dot.series, dot.point)


def _draw_guide(canvas: Canvas, axis: Axis, middle: float, last: float) -> None:
    """Dots that lead the eye from the name to the figures.

    Up to them from zero, as a bar would; right across where the scale is cut off, so that no length is seen in them.
    """
    start, end = (axis.at(0), last) if axis.scale.low == 0 else (axis.plot, axis.right)
    if end > start:
        canvas.line([(start, middle), (end, middle)], canvas.theme.colours.rule, GUIDE, (1, 3))


def draw_dot(
    canvas: Canvas, x: float, y: float, palette: Palette, series: int, point: Point, radius: float = RADIUS
) -> None:
    """A dot in its paint: hollow where it is approximate, and rimmed in its series' colour where it has another."""
    own = palette.series[series].fill
    fill = WHITE if point.approx else palette.paint(series, point).fill
    canvas.mark(x, y, radius, palette.marker(series), fill, own if fill != own else WHITE, 1.2)


def draw_axis(canvas: Canvas, axis: Axis, top: float, chart: Chart) -> float:
    """The scale's marks, as many as fit."""
    marks = axis.scale.marks()
    canvas.line([(axis.at(marks[0]), top), (axis.at(marks[-1]), top)], canvas.theme.colours.muted)
    reached = float("-inf")
    for mark in marks:
        text, x = axis.scale.text(mark, chart), axis.at(mark)
        half = canvas.muted.width(text) / 2
        canvas.line([(x, top), (x, top + TICK)], canvas.theme.colours.muted)
        left = min(max(x - half, 0.0), canvas.width - 2 * half)
        if left > reached + MARK_GAP:
            canvas.write_below(left, top + TICK, [text], canvas.muted)
            reached = left + 2 * half
    return top + TICK + canvas.muted.leading
