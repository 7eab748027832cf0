"""Bars: lengths from zero, alone, in groups, stacked, or as parts of a whole."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.charts import columns, stacks, whole
from briefgen.charts.canvas import Align, Canvas
from briefgen.charts.guards import require, require_points
from briefgen.charts.heading import draw_heading, square_swatch
from briefgen.charts.paint import Palette
from briefgen.charts.rows import Rows, label_column, thickness
from briefgen.frozen import frozen
from briefgen.model.chart import Arrangement, Chart, Direction, Point

VALUE_GAP = 4.5
NAME_GAP = 7.0
NAMES_SHARE = 0.25
BETWEEN = 1.5  # bars of one group
MARGIN = 2.0
SPACED = 0.6  # of a bar, between two rows
SPACED_GROUPS = 0.8
LEAST_GAP = 2.0


def draw(chart: Chart, canvas: Canvas) -> float:
    """Draw the bars; returns the height they took."""
    require_points(chart)
    if chart.arrangement is Arrangement.SHARE and 1 in (len(chart.series), len(chart.categories)):
        return whole.draw(chart, canvas)
    if chart.arrangement is not Arrangement.GROUPED and len(chart.series) > 1:
        return stacks.draw(chart, canvas)
    if chart.direction is Direction.VERTICAL:
        return columns.draw(chart, canvas)
    return _draw_rows(chart, canvas)


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
        canvas.rectangle(zero, upper, bar.value * scale, thick, palette.paint(bar.series, bar.point))
        _write_end(canvas, zero + bar.value * scale, upper + thick / 2, bar)
    canvas.line([(zero, top), (zero, bottom)], canvas.theme.colours.muted)
    return bottom


def _names_in_plot(chart: Chart, canvas: Canvas) -> tuple[str, ...]:
    """The series' names if they can stand behind the figures of the first group, else blanks for a key to fill."""
    names = tuple(series.name for series in chart.series)
    grouped = len(names) > 1 and all(series.points[0] for series in chart.series)
    fit = canvas.label.widest(names) <= canvas.width * NAMES_SHARE
    return names if grouped and fit else ("",) * len(names)


def _rows(chart: Chart, canvas: Canvas) -> tuple[float, Rows]:
    """How thick each bar is, and the rows for the groups; bars side by side are as high as their figures."""
    count = len(chart.series)
    thick = thickness(len(chart.categories) * count)
    if count > 1:
        thick = max(thick, canvas.value.size + BETWEEN)
    band = count * thick + (count - 1) * BETWEEN
    gap = thick * (SPACED if count == 1 else SPACED_GROUPS) - max(0.0, canvas.label.leading - band)
    labels, plot = label_column(canvas, chart.categories)
    return thick, Rows(labels, plot, band, max(LEAST_GAP, gap))


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


def _write_end(canvas: Canvas, end: float, middle: float, bar: Bar) -> None:
    side, align = _outward(bar)
    canvas.write_centred(end + side * VALUE_GAP, middle, [bar.point.text], canvas.value, align)
    if bar.name:
        x = end + side * (VALUE_GAP + canvas.value.width(bar.point.text) + NAME_GAP)
        canvas.write_centred(x, middle, [bar.name], canvas.label, align)


def _outward(bar: Bar) -> tuple[int, Align]:
    return (-1, "right") if bar.value < 0 else (1, "left")
