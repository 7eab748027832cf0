"""What stands above a chart's plot: its unit, where its scale is cut off, and a key of the series not named within."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from briefgen.charts.numbers import Scale
from briefgen.charts.paint import Paint, Palette
from briefgen.charts.validation import all_points, given
from briefgen.model.chart import Chart
from briefgen.model.labels import labels_for
from briefgen.model.plot import PlotHeading

if TYPE_CHECKING:
    from briefgen.charts.canvas import Canvas

SWATCH = 8.0
SWATCH_GAP = 4.0
ITEM_GAP = 16.0
LINE_GAP = 1.0
BELOW = 6.0

Swatch = Callable[["Canvas", float, float, int], None]


def draw_heading(canvas: Canvas, chart: Chart, swatch: Swatch | None = None, scale: Scale | None = None) -> float:
    """The unit and, with swatches, the key, on as many lines as they need; returns where the plot may begin.

    `scale` is that of the chart, where it has marks or does not start at zero.
    """
    with canvas.as_read():
        return _draw_heading(canvas, chart, swatch, scale)


def _draw_heading(canvas: Canvas, chart: Chart, swatch: Swatch | None, scale: Scale | None) -> float:
    x, top = 0.0, 0.0
    if measure := _measure(chart, scale):
        lines = canvas.muted.wrap(measure, canvas.width)
        canvas.write_below(0, 0, lines, canvas.muted)
        x, top = canvas.muted.width(lines[-1]) + ITEM_GAP, (len(lines) - 1) * canvas.muted.leading
    begin, has_key = x, bool(swatch) and any(series.name for series in chart.series)
    if swatch and has_key:
        x, top = _draw_key(canvas, chart, swatch, x, top)
    height = top + canvas.label.leading + BELOW if x else 0.0
    canvas.heading = PlotHeading(measure, begin, height, has_key)
    return height


def _draw_key(canvas: Canvas, chart: Chart, swatch: Swatch, x: float, top: float) -> tuple[float, float]:
    """Each series' swatch and name, behind the unit and from line to line; returns where the last one ends."""
    indent = SWATCH + SWATCH_GAP
    for number, series in enumerate(chart.series):
        lines = canvas.label.wrap(series.name, canvas.width - indent)
        width = indent + canvas.label.widest(lines)
        if x and x + width > canvas.width:
            x, top = 0.0, top + canvas.label.leading + LINE_GAP
        swatch(canvas, x, top + canvas.label.leading / 2, number)
        canvas.write_below(x + indent, top, lines, canvas.label)
        x, top = x + width + ITEM_GAP, top + (len(lines) - 1) * canvas.label.leading
    return x, top


def _measure(chart: Chart, scale: Scale | None) -> str:
    """The unit, unless every figure prints it and no mark needs it, and from where a scale is cut off."""
    unit = chart.unit.strip()
    if scale is None:
        return "" if all(unit in point.text for point in all_points(chart)) else unit
    labels = labels_for(chart.language)
    if scale.is_log:
        return labels.listed(filter(None, (unit, labels.scale_log)))
    start = labels.scale_from.format(value=scale.text(scale.cut, chart)) if scale.cut else ""
    return labels.listed(filter(None, (unit, start)))


def series_paint(chart: Chart, palette: Palette, number: int) -> Paint:
    """How a series mostly looks: as its points do where they look all alike, else in its own colour."""
    looks = {palette.paint(number, point) for point in given(chart.series[number].points)}
    return looks.pop() if len(looks) == 1 else palette.series[number]


def square_swatch(chart: Chart, palette: Palette) -> Swatch:
    """Swatches for bars."""

    def draw(canvas: Canvas, x: float, middle: float, number: int) -> None:
        canvas.rectangle(x, middle - SWATCH / 2, SWATCH, SWATCH, series_paint(chart, palette, number))

    return draw


def disc_swatch(chart: Chart, palette: Palette) -> Swatch:
    """Swatches for dots."""

    def draw(canvas: Canvas, x: float, middle: float, number: int) -> None:
        fill = series_paint(chart, palette, number).fill
        canvas.mark(x + SWATCH / 2, middle, SWATCH / 2, palette.marker(number), fill)

    return draw
