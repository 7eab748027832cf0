"""What a chart that is being drawn tells programs that draw it themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.charts.heading import BELOW
from briefgen.charts.number_formats import number_format
from briefgen.charts.paint import Palette
from briefgen.charts.validation import all_points
from briefgen.model.chart import Chart, Direction, Point
from briefgen.model.plot import ChartPlot, LabelSide, PlotBox, PlotScale, PlotShape, PlottedPoint, PlottedSeries

if TYPE_CHECKING:
    from briefgen.charts.canvas import Canvas

MOST_GAP = 500.0
"""The widest gap between bars that the format knows, in hundredths of a bar (ISO/IEC 29500-1, 21.2.3.16)."""

Sides = Callable[[int, int, Point], LabelSide]
"""The side on which the figure of a point is printed, by its series, its category and itself."""
Inks = Callable[[int, Point], str]
"""The colour in which the figure of a point is printed, by its series and itself."""


def bars(
    chart: Chart, canvas: Canvas, palette: Palette, box: PlotBox, thick: float, pitch: float, between: float
) -> None:
    """Note bars from zero, so thick, so far from group to group and apart within one."""
    values = [float(point.value) for point in all_points(chart)]
    count = len(chart.series)
    gap = (pitch - count * thick - (count - 1) * between) / thick * 100
    plot = ChartPlot(
        PlotShape.COLUMNS if chart.direction is Direction.VERTICAL else PlotShape.BARS,
        box,
        PlotScale(0.0 if min(values) >= 0 else None, 0.0 if max(values) <= 0 else None),
        _series(chart, palette, lambda *_: LabelSide.BEYOND, lambda *_: canvas.value.colour),
        has_key=count > 1,
        gap=max(0.0, min(MOST_GAP, gap)),
        overlap=-between / thick * 100,
    )
    _note(canvas, plot)


def _note(canvas: Canvas, plot: ChartPlot) -> None:
    """Note a plot unless it runs from the right, or has a figure in a form that no format of numbers gives.

    A key that the picture does without has a line of its own above what is plotted.
    """
    printable = all(point.form for each in plot.series for point in each.points if point)
    if printable and not canvas.is_turned:
        more = canvas.label.leading + BELOW if plot.has_key and not canvas.heading.has_key else 0.0
        heading = replace(canvas.heading, height=canvas.heading.height + more)
        canvas.plot = replace(plot, size=(0.0, more), heading=heading)


def _series(chart: Chart, palette: Palette, side: Sides, ink: Inks) -> tuple[PlottedSeries, ...]:
    """How each series and its points look."""
    found = []
    for number, series in enumerate(chart.series):
        own = palette.series[number]
        looks = (
            _point(chart, palette, number, point, side(number, category, point), ink(number, point)) if point else None
            for category, point in enumerate(series.points)
        )
        found.append(PlottedSeries(own.fill, own.texture.value, palette.dashes(number), tuple(looks)))
    return tuple(found)


def _point(chart: Chart, palette: Palette, series: int, point: Point, side: LabelSide, ink: str) -> PlottedPoint:
    paint = palette.paint(series, point)
    form = number_format(point.value, point.text, chart)
    return PlottedPoint(form, paint.fill, paint.texture.value, side, ink)
