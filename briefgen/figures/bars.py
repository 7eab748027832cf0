"""Bars: lengths from zero, alone, in groups, stacked, or as parts of a whole."""

from __future__ import annotations

from briefgen.figures import columns, stacks, whole
from briefgen.figures.canvas import Canvas
from briefgen.figures.guards import require, require_points
from briefgen.figures.heading import draw_heading, key_names, square_swatch
from briefgen.figures.paint import Palette
from briefgen.figures.rows import Rows, label_column, thickness
from briefgen.model.figure import Arrangement, Chart, Direction, Point

VALUE_GAP = 4.5
NAME_GAP = 7.0
NAMES_SHARE = 0.25
BETWEEN = 1.5  # bars of one group
MARGIN = 2.0


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


def _draw_rows(chart: Chart, canvas: Canvas) -> float:
    palette = Palette.of(canvas.theme.colours, len(chart.series))
    names = _names_in_plot(chart, canvas)
    top = draw_heading(canvas, chart, [] if any(names) else key_names(chart), square_swatch(chart, palette))
    labels, plot = label_column(canvas, chart.categories)
    count = len(chart.series)
    thick = thickness(len(chart.categories) * count)
    thick = thick if count == 1 else max(thick, canvas.value.size + 1.2)
    band = count * thick + (count - 1) * BETWEEN
    gap = max(2.0, thick * (0.6 if count == 1 else 0.8) - max(0.0, canvas.label.leading - band))
    rows = Rows(labels, plot, band, gap)
    bottom = top + MARGIN + rows.height(canvas) + MARGIN
    ends = {
        (series, row): canvas.value.width(point.text)
        + VALUE_GAP
        + (_name_width(canvas, names[series]) if not row else 0)
        for series, row, point in _placed(chart)
    }
    zero, scale = _zero_and_scale(chart, ends, canvas.width - plot)
    zero += plot
    for row, middle in rows.draw(canvas, top + MARGIN):
        for series, run in enumerate(chart.series):
            if point := run.points[row]:
                upper = middle - band / 2 + series * (thick + BETWEEN)
                length = float(point.value) * scale
                canvas.rectangle(zero, upper, length, thick, palette.paint(series, point))
                _write_end(canvas, zero + length, upper + thick / 2, point, names[series] if not row else "")
    canvas.line([(zero, top), (zero, bottom)], canvas.theme.colours.muted)
    return bottom


def _placed(chart: Chart) -> list[tuple[int, int, Point]]:
    return [
        (number, row, point)
        for number, series in enumerate(chart.series)
        for row, point in enumerate(series.points)
        if point
    ]


def _names_in_plot(chart: Chart, canvas: Canvas) -> tuple[str, ...]:
    """The series' names if they can stand behind the values of the first group, else blanks."""
    blanks = ("",) * len(chart.series)
    names = tuple(series.name for series in chart.series)
    if len(chart.series) == 1 or any(series.points[0] is None for series in chart.series):
        return blanks
    return names if canvas.label.widest(names) <= canvas.width * NAMES_SHARE else blanks


def _name_width(canvas: Canvas, name: str) -> float:
    return NAME_GAP + canvas.label.width(name) if name else 0.0


def _zero_and_scale(chart: Chart, ends: dict[tuple[int, int], float], room: float) -> tuple[float, float]:
    """Where zero stands in the plot, and points to the unit, so that each bar fits together with what it ends in.

    A bar to the left and one to the right share the room; the tightest of all pairs decides.
    """
    rightward, leftward = [(0.0, 0.0)], [(0.0, 0.0)]
    for series, row, point in _placed(chart):
        side = leftward if point.value < 0 else rightward
        side.append((abs(float(point.value)), ends[series, row]))
    scale = min(
        (room - right_end - left_end) / (right + left)
        for right, right_end in rightward
        for left, left_end in leftward
        if right + left
    )
    require(scale > 0, "the figures as printed leave no room for bars: shorten them")
    return max(left * scale + left_end for left, left_end in leftward), scale


def _write_end(canvas: Canvas, end: float, middle: float, point: Point, name: str) -> None:
    forward = point.value >= 0
    side = 1 if forward else -1
    x = end + side * VALUE_GAP
    canvas.write_centred(x, middle, [point.text], canvas.value, "left" if forward else "right")
    if name:
        x += side * (canvas.value.width(point.text) + NAME_GAP)
        canvas.write_centred(x, middle, [name], canvas.label, "left" if forward else "right")
