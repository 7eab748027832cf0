"""What stands above a chart's plot: the unit, said once, and a key of the series that are not named in the plot."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from briefgen.figures.canvas import Canvas
from briefgen.figures.guards import all_points, given
from briefgen.figures.paint import Paint, Palette
from briefgen.model.figure import Chart

SWATCH = 8.0
SWATCH_GAP = 4.0
ITEM_GAP = 16.0
BELOW = 5.0

Swatch = Callable[[Canvas, float, float, int], None]


def draw_heading(canvas: Canvas, chart: Chart, names: Sequence[str], swatch: Swatch) -> float:
    """The unit and the key of `names`, flowing over as many lines as they need; returns where the plot may begin."""
    x, top, leading = 0.0, 0.0, canvas.label.leading + 1
    if unit := stated_unit(chart):
        lines = canvas.muted.wrap(unit, canvas.width)
        canvas.write_below(0, 0, lines, canvas.muted)
        x, top = canvas.muted.width(lines[-1]) + ITEM_GAP, (len(lines) - 1) * canvas.muted.leading
    for number, name in enumerate(names):
        lines = canvas.label.wrap(name, canvas.width - SWATCH - SWATCH_GAP)
        width = SWATCH + SWATCH_GAP + canvas.label.widest(lines)
        if x and x + width > canvas.width:
            x, top = 0.0, top + leading
        swatch(canvas, x, top + canvas.label.leading / 2, number)
        canvas.write_below(x + SWATCH + SWATCH_GAP, top, lines, canvas.label)
        x, top = x + width + ITEM_GAP, top + max(len(lines) - 1, 0) * canvas.label.leading
    return top + leading + BELOW if x else 0.0


def stated_unit(chart: Chart) -> str:
    """The unit to state, or nothing where every figure prints it already."""
    unit = chart.unit.strip()
    return "" if all(unit in point.text for point in all_points(chart)) else unit


def key_names(chart: Chart) -> list[str]:
    """The names for a key: all of them, or none where a single series has none."""
    return [series.name for series in chart.series] if any(series.name for series in chart.series) else []


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
        canvas.disc(x + SWATCH / 2, middle, SWATCH / 2, series_paint(chart, palette, number).fill)

    return draw
