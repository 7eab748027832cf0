"""Bars: lengths from zero, alone, in groups, stacked, or as parts of a whole."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from briefgen.charts import plots
from briefgen.charts.category_labels import (
    CLEAR,
    CategoryRows,
    draw_labels_below,
    label_column,
    middle_of,
    pitch_of,
    require_label_room,
    thickness,
)
from briefgen.charts.chart_type import ChartType
from briefgen.charts.heading import draw_heading, square_swatch
from briefgen.charts.paint import Palette
from briefgen.charts.validation import require, require_points
from briefgen.frozen import frozen
from briefgen.model.chart import Arrangement, Chart, Direction, Point
from briefgen.model.labels import Labels
from briefgen.model.plot import PlotScale

if TYPE_CHECKING:
    from briefgen.charts.canvas import Align, Canvas
    from briefgen.model.edition import ChartSpec

VALUE_GAP = 4.5
NAME_GAP = 7.0
NAMES_SHARE = 0.25
BETWEEN = 1.5  # bars of one group
MARGIN = 2.0
SPACED = 0.6  # of a bar, between two rows
SPACED_GROUPS = 0.8
LEAST_GAP = 2.0
SEEN = 1.05  # of the smallest bar, from the middle of the line of zero: 0.75 points are beyond it

PLOT_HEIGHT = 150.0
VALUE_ROOM = 14.0  # a value above its column, with the space around it
THICKEST = 64.0
FILLED = 0.64  # of the distance from group to group
LABEL_GAP = 3.0


class BarChart(ChartType):
    """Lengths from zero, alone, in groups, stacked, or as parts of a whole."""

    name = "bars"

    def draw(self, chart: Chart, canvas: Canvas) -> float:
        from briefgen.charts import single_stack, stacks  # only bars that are stacked need them

        require_points(chart)
        if chart.arrangement is Arrangement.SHARE and 1 in (len(chart.series), len(chart.categories)):
            return single_stack.draw(chart, canvas)
        if chart.arrangement is not Arrangement.GROUPED and len(chart.series) > 1:
            return stacks.draw(chart, canvas)
        if chart.direction is Direction.VERTICAL:
            return _draw_columns(chart, canvas)
        return _draw_rows(chart, canvas)

    def is_over_time(self, spec: ChartSpec) -> bool:
        return spec.direction is Direction.VERTICAL  # bars that lie are rows of a list

    def needs_table(self, chart: Chart) -> bool:
        from briefgen.charts import stacks

        return bool(stacks.small_parts(chart))

    def remarks(self, chart: Chart, labels: Labels) -> Iterator[str]:
        yield from super().remarks(chart, labels)
        if self.needs_table(chart):
            yield labels.small_in_table

    def misfit(self, spec: ChartSpec, unit: str, amounts: Sequence[Decimal]) -> tuple[str, str]:  # noqa: ARG002
        if spec.arrangement is not Arrangement.GROUPED and min(amounts) < 0:
            return "a negative figure cannot be part of a whole", ""
        return "", ""


@frozen
class Bar:
    """A bar to draw: whose it is, and what is printed at its end."""

    row: int
    series: int
    point: Point
    name: str

    @property
    def value(self) -> float:
        return float(self.point.value)

    def end(self, canvas: Canvas) -> float:
        """What the figure and the name at the end take."""
        name = NAME_GAP + canvas.label.width(self.name) if self.name else 0.0
        return VALUE_GAP + canvas.value.width(self.point.text) + name


def _draw_rows(chart: Chart, canvas: Canvas) -> float:
    palette = Palette.of_chart(canvas.theme.colours, chart)
    names = _names_in_plot(chart, canvas)
    top = draw_heading(canvas, chart, None if any(names) else square_swatch(chart, palette))
    thick, rows = _rows(chart, canvas)
    bottom = top + MARGIN + rows.height(canvas) + MARGIN
    bars = [
        Bar(row, number, point, names[number] if row == 0 else "")
        for number, series in enumerate(chart.series)
        for row, point in enumerate(series.points)
        if point
    ]
    zero, scale = _zero_and_scale(bars, canvas, rows.plot)
    middles = dict(rows.draw(canvas, top + MARGIN))
    for bar in bars:
        upper = middles[bar.row] - rows.band / 2 + bar.series * (thick + BETWEEN)
        length = seen(bar.value * scale)
        canvas.rectangle(zero, upper, length, thick, palette.paint(bar.series, bar.point))
        _write_end(canvas, zero + length, upper + thick / 2, bar)
    canvas.line([(zero, top), (zero, bottom)], canvas.theme.colours.muted)
    if rows.fit_evenly(canvas):
        most = max(0.0, *(bar.value for bar in bars))
        box, ends = (rows.plot, top, zero + most * scale, bottom), _ends((zero - rows.plot) / scale, most)
        plots.bars(chart, canvas, palette, box, ends, thick, (bottom - top) / len(middles), BETWEEN)
    return bottom


def seen(length: float) -> float:
    """The length of a bar, which is to be seen unless it is nothing."""
    return math.copysign(max(abs(length), SEEN), length) if length else 0.0


def _names_in_plot(chart: Chart, canvas: Canvas) -> tuple[str, ...]:
    """The series' names if they can stand behind the figures of the first group, else blanks for a key to fill."""
    names = tuple(series.name for series in chart.series)
    grouped = len(names) > 1 and all(series.points[0] for series in chart.series)
    fit = canvas.label.widest(names) <= canvas.width * NAMES_SHARE
    return names if grouped and fit else ("",) * len(names)


def _rows(chart: Chart, canvas: Canvas) -> tuple[float, CategoryRows]:
    """How thick each bar is, and the rows for the groups; bars side by side are as high as their figures."""
    count = len(chart.series)
    thick = thickness(len(chart.categories) * count) * canvas.stretch
    if count > 1:
        thick = max(thick, canvas.value.size + BETWEEN)
    band = count * thick + (count - 1) * BETWEEN
    gap = thick * (SPACED if count == 1 else SPACED_GROUPS) - max(0.0, canvas.label.leading - band)
    labels, plot = label_column(canvas, chart.categories)
    return thick, CategoryRows(labels, plot, band, max(LEAST_GAP, gap))


def _zero_and_scale(bars: Sequence[Bar], canvas: Canvas, plot: float) -> tuple[float, float]:
    """Where zero stands, and points to the unit, so that each bar fits together with what is printed at its end.

    A bar to the left and one to the right share the room; the tightest of all pairs decides.
    """
    room = canvas.width - plot
    rightward, leftward = [(0.0, 0.0)], [(0.0, 0.0)]
    for bar in bars:
        side = leftward if bar.value < 0 else rightward
        side.append((abs(bar.value), bar.end(canvas)))
    scale = min(
        (room - right_end - left_end) / (right + left)
        for right, right_end in rightward
        for left, left_end in leftward
        if right + left
    )
    require(scale > 0, "the figures as printed leave no room for bars: shorten them")
    return plot + max(left * scale + left_end for left, left_end in leftward), scale


def _ends(below: float, above: float) -> PlotScale:
    """The ends of a scale that reaches so far below zero and above it; Word finds the upper one if none is below.

    Figures below zero need their room, or they would stand upon the names where Word chooses the ends.
    """
    return PlotScale(-below, above) if below else PlotScale(0.0)


def _write_end(canvas: Canvas, end: float, middle: float, bar: Bar) -> None:
    side, align = _outward(bar)
    canvas.write_centred(end + side * VALUE_GAP, middle, [bar.point.text], canvas.value, align)
    if bar.name:
        x = end + side * (VALUE_GAP + canvas.value.width(bar.point.text) + NAME_GAP)
        canvas.write_centred(x, middle, [bar.name], canvas.label, align)


def _outward(bar: Bar) -> tuple[int, Align]:
    return (-1, "right") if bar.value < 0 else (1, "left")


def _draw_columns(chart: Chart, canvas: Canvas) -> float:
    points = require_points(chart)
    count = len(chart.series)
    pitch = pitch_of(chart, canvas.width)
    thick = min(THICKEST, (pitch * (FILLED if count == 1 else 0.78) - (count - 1) * BETWEEN) / count)
    _require_column_room(chart, canvas, points, pitch if count == 1 else thick + BETWEEN)
    palette = Palette.of_chart(canvas.theme.colours, chart)
    top = draw_heading(canvas, chart, square_swatch(chart, palette))
    values = [float(point.value) for point in points]
    rise, fall = max(0.0, *values), max(0.0, *(-value for value in values))
    above, below = VALUE_ROOM * (max(values) >= 0), VALUE_ROOM * (min(values) < 0)
    scale = (PLOT_HEIGHT * canvas.stretch - above - below) / (rise + fall)
    zero = top + above + rise * scale
    for x, series, point in _placed_columns(chart, canvas.width, thick):
        length = seen(float(point.value) * scale)
        canvas.rectangle(x, zero, thick, -length, palette.paint(series, point))
        middle = zero - length + VALUE_ROOM / 2 * (-1 if length >= 0 else 1)
        canvas.write_centred(x + thick / 2, middle, [point.text], canvas.value, "center")
    canvas.line([(0, zero), (canvas.width, zero)], canvas.theme.colours.muted)
    bottom = zero + fall * scale + below
    if not chart.positions:  # programs draw columns evenly
        box = 0.0, zero - rise * scale, canvas.width, bottom
        plots.bars(chart, canvas, palette, box, _ends((bottom - zero) / scale, rise), thick, pitch, BETWEEN)
    return draw_labels_below(canvas, chart, pitch, bottom + LABEL_GAP)


def _placed_columns(chart: Chart, width: float, thick: float) -> Iterator[tuple[float, int, Point]]:
    band = len(chart.series) * thick + (len(chart.series) - 1) * BETWEEN
    for column in range(len(chart.categories)):
        left = middle_of(chart, column, width) - band / 2
        for number, series in enumerate(chart.series):
            if point := series.points[column]:
                yield left + number * (thick + BETWEEN), number, point


def _require_column_room(chart: Chart, canvas: Canvas, points: list[Point], room: float) -> None:
    widest = max(points, key=lambda point: canvas.value.width(point.text))
    require(
        canvas.value.width(widest.text) + CLEAR <= room,
        f'{len(points)} columns leave no room for figures such as "{widest.text}": use horizontal bars or a line',
    )
    require_label_room(chart, canvas, pitch_of(chart, canvas.width))
