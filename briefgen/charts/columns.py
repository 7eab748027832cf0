"""Columns: vertical bars from zero, alone or in groups."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.charts.canvas import Canvas
from briefgen.charts.guards import require, require_points
from briefgen.charts.heading import draw_heading, square_swatch
from briefgen.charts.lettering import words
from briefgen.charts.paint import Palette
from briefgen.model.chart import Chart, Point

PLOT_HEIGHT = 150.0
VALUE_ROOM = 14.0  # a value above its column, with the space around it
BETWEEN = 1.5
THICKEST = 64.0
FILLED = 0.64  # of the distance from group to group
LABEL_GAP = 3.0
LABEL_LINES = 3
CLEAR = 3.0  # between two values side by side


def draw(chart: Chart, canvas: Canvas) -> float:
    """Draw the columns; returns the height they took."""
    points = require_points(chart)
    count = len(chart.series)
    pitch = canvas.width / len(chart.categories)
    thick = min(THICKEST, (pitch * (FILLED if count == 1 else 0.78) - (count - 1) * BETWEEN) / count)
    _require_room(chart, canvas, points, pitch if count == 1 else thick + BETWEEN)
    palette = Palette.of_chart(canvas.theme.colours, chart)
    top = draw_heading(canvas, chart, square_swatch(chart, palette))
    values = [float(point.value) for point in points]
    rise, fall = max(0.0, *values), max(0.0, *(-value for value in values))
    above, below = VALUE_ROOM * (max(values) >= 0), VALUE_ROOM * (min(values) < 0)
    scale = (PLOT_HEIGHT - above - below) / (rise + fall)
    zero = top + above + rise * scale
    for x, series, point in _placed(chart, pitch, thick):
        length = float(point.value) * scale
        canvas.rectangle(x, zero, thick, -length, palette.paint(series, point))
        middle = zero - length + VALUE_ROOM / 2 * (-1 if length >= 0 else 1)
        canvas.write_centred(x + thick / 2, middle, [point.text], canvas.value, "center")
    canvas.line([(0, zero), (canvas.width, zero)], canvas.theme.colours.muted)
    return draw_labels_below(canvas, chart, pitch, zero + fall * scale + below + LABEL_GAP)


def _placed(chart: Chart, pitch: float, thick: float) -> Iterator[tuple[float, int, Point]]:
    band = len(chart.series) * thick + (len(chart.series) - 1) * BETWEEN
    for column in range(len(chart.categories)):
        left = (column + 0.5) * pitch - band / 2
        for number, series in enumerate(chart.series):
            if point := series.points[column]:
                yield left + number * (thick + BETWEEN), number, point


def _require_room(chart: Chart, canvas: Canvas, points: list[Point], room: float) -> None:
    widest = max(points, key=lambda point: canvas.value.width(point.text))
    require(
        canvas.value.width(widest.text) + CLEAR <= room,
        f'{len(points)} columns leave no room for figures such as "{widest.text}": use horizontal bars or a line',
    )
    require_label_room(chart, canvas, canvas.width / len(chart.categories))


def require_label_room(chart: Chart, canvas: Canvas, pitch: float) -> None:
    """Raise ChartError where a category's name does not fit below its column."""
    for category in chart.categories:
        longest = canvas.label.widest(words(category))
        fits = longest + CLEAR <= pitch and len(canvas.label.wrap(category, pitch - CLEAR)) <= LABEL_LINES
        require(fits, f'"{category}" does not fit below its column: use horizontal bars')


def draw_labels_below(canvas: Canvas, chart: Chart, pitch: float, top: float) -> float:
    """The categories' names below their columns; returns where they end."""
    return max(
        canvas.write_below(
            (column + 0.5) * pitch, top, canvas.label.wrap(category, pitch - CLEAR), canvas.label, "center"
        )
        for column, category in enumerate(chart.categories)
    )
