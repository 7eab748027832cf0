"""Ranges: each category's lower and upper end on a common scale, with a best estimate within, if there is one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from briefgen.charts.category_labels import CategoryRows, label_column
from briefgen.charts.chart_type import ChartType
from briefgen.charts.dot import Axis, draw_axis, draw_dot
from briefgen.charts.heading import Swatch, draw_heading, series_paint
from briefgen.charts.numbers import Scale
from briefgen.charts.paint import Palette
from briefgen.charts.validation import all_points, ends_of, require, require_points
from briefgen.frozen import frozen
from briefgen.model.chart import Chart, Point, Series

if TYPE_CHECKING:
    from briefgen.charts.canvas import Canvas

THICKNESS = 6.0
LANE = 14.0
GAP = 6.0
MARGIN = 3.0
VALUE_GAP = 6.0
CAP = 5.0  # of a closed end, up and down from the middle
CAP_WEIGHT = 1.4
ARROW = 6.0  # of an end that is open
RADIUS = 4.0
LIFT = 6.0  # from a bar to the figure of its estimate
SWATCH = 8.0
LEAST = 60.0  # of the width, for the ranges
MOST_LANES = 2
FAR = 0.8
OPEN = 0.12  # of the greatest end, that a range without an upper one goes on


@frozen
class Lane:
    """A series of ranges, by its number, and one of exact figures that stand upon them, if there is one."""

    ranges: int
    estimates: int | None = None


class RangeChart(ChartType):
    """Ranges of the ledger on a common scale, each from its lower to its upper end."""

    name = "range"
    has_scale = True
    far = FAR
    of_ranges = True

    def draw(self, chart: Chart, canvas: Canvas) -> float:
        require_points(chart)
        lanes = _lanes(chart.series)
        require(len(lanes) <= MOST_LANES, f"a chart shows at most {MOST_LANES} series of ranges, not {len(lanes)}")
        palette = Palette.of_chart(canvas.theme.colours, chart)
        labels, plot = label_column(canvas, chart.categories)
        axis = _axis(chart, canvas, plot, *self.scales(chart))
        top = draw_heading(canvas, chart, _swatch(chart, palette), axis.scale if axis.marked else None)
        heights = [_lane_height(canvas, lane) for lane in lanes]
        rows = CategoryRows(labels, plot, sum(heights), GAP * canvas.stretch)
        bottom = top + MARGIN + rows.height(canvas) + MARGIN
        if axis.scale.low <= 0 <= axis.scale.high and not axis.scale.is_log:
            canvas.line([(axis.at(0), top), (axis.at(0), bottom)], canvas.theme.colours.muted)
        for row, middle in rows.draw(canvas, top + MARGIN):
            reached = middle - sum(heights) / 2
            for lane, height in zip(lanes, heights, strict=True):
                reached += height
                _draw_lane(canvas, axis, palette, [series.points[row] for series in chart.series], lane, reached)
        return draw_axis(canvas, axis, bottom, chart) if axis.marked else bottom

    def scales(self, chart: Chart) -> tuple[Scale, ...]:
        points = all_points(chart)
        ends = [float(end) for point in points for end in ends_of(point)]
        if any(point.interval and point.interval.high is None for point in points):
            ends.append(max(ends) + max(max(ends) - min(ends), abs(max(ends))) * OPEN)
        return (Scale.over(ends, chart.scale, self.far),)

    def records(self, chart: Chart) -> Iterator[dict[str, str]]:
        """A row of CSV for each point, with the ends of ranges; an end that is open is empty."""
        points = [series.points[row] for row in range(len(chart.categories)) for series in chart.series]
        for record, point in zip(super().records(chart), points, strict=True):
            interval = point.interval if point else None
            low, high = (interval.low, interval.high) if interval else (None, None)
            ends = {"low": "" if low is None else f"{low:f}", "high": "" if high is None else f"{high:f}"}
            yield {**record, "value": interval.text if interval else record["value"], **ends}


def _lanes(series: Sequence[Series]) -> list[Lane]:
    """The series of ranges, each with the exact figures that come behind it."""
    lanes: list[Lane] = []
    for number, each in enumerate(series):
        has_ranges = any(point and point.interval for point in each.points)
        if not has_ranges and lanes and lanes[-1].estimates is None:
            lanes[-1] = Lane(lanes[-1].ranges, number)
        else:
            lanes.append(Lane(number))
    return lanes


def _lane_height(canvas: Canvas, lane: Lane) -> float:
    return LANE + (canvas.value.leading if lane.estimates is not None else 0.0)


def _axis(chart: Chart, canvas: Canvas, plot: float, scale: Scale) -> Axis:
    """The axis, with room for each range as it is printed behind its upper end."""
    points = all_points(chart)
    room = RADIUS + VALUE_GAP + max(canvas.value.width(point.text) for point in points)
    left = plot if scale.low == 0 else plot + CAP
    require(canvas.width - room - left > LEAST, "the ranges as printed leave no room for bars: shorten them")
    return Axis(scale, plot, left, canvas.width - room)


def _draw_lane(
    canvas: Canvas, axis: Axis, palette: Palette, points: Sequence[Point | None], lane: Lane, bottom: float
) -> None:
    """A range of a row with what is printed behind it, and its estimate upon it."""
    middle = bottom - LANE / 2
    if point := points[lane.ranges]:
        end = _draw_range(canvas, axis, palette, lane.ranges, point, middle)
        canvas.interrupt_line(end + VALUE_GAP, middle, point.text, canvas.value)
    estimate = points[lane.estimates] if lane.estimates is not None else None
    if lane.estimates is not None and estimate:
        x, half = axis.at(float(estimate.value)), canvas.value.width(estimate.text) / 2
        draw_dot(canvas, x, middle, palette, lane.estimates, estimate, RADIUS)
        left = min(max(x - half, axis.plot + 1.0), canvas.width - 2 * half)
        canvas.interrupt_line(left, middle - LIFT - canvas.value.leading / 2, estimate.text, canvas.value)


def _draw_range(canvas: Canvas, axis: Axis, palette: Palette, number: int, point: Point, middle: float) -> float:
    """A bar between two ends, with a cap on each that is known; returns where what is printed may begin."""
    interval, paint = point.interval, palette.paint(number, point)
    if interval is None:
        x = axis.at(float(point.value))
        draw_dot(canvas, x, middle, palette, number, point, RADIUS)
        return x + RADIUS
    low = axis.left if interval.low is None else axis.at(float(interval.low))
    high = axis.right if interval.high is None else axis.at(float(interval.high))
    stop = high if interval.high is not None else high - ARROW
    canvas.rectangle(low, middle - THICKNESS / 2, max(stop - low, CAP_WEIGHT), THICKNESS, paint)
    for end, value in ((low, interval.low), (high, interval.high)):
        if value is not None:
            canvas.line([(end, middle - CAP), (end, middle + CAP)], paint.fill, CAP_WEIGHT)
    if interval.high is None:
        canvas.polygon([(stop, middle - CAP), (high, middle), (stop, middle + CAP)], paint.fill)
    return high + CAP_WEIGHT / 2


def _swatch(chart: Chart, palette: Palette) -> Swatch:
    """Swatches: a short range with its caps, or the marker of an estimate."""
    exact = {lane.estimates for lane in _lanes(chart.series)}

    def draw(canvas: Canvas, x: float, middle: float, number: int) -> None:
        paint = series_paint(chart, palette, number)
        if number in exact:
            canvas.mark(x + SWATCH / 2, middle, SWATCH / 2, palette.marker(number), paint.fill)
            return
        canvas.rectangle(x, middle - 2, SWATCH, 4, paint)
        for end in (x, x + SWATCH):
            canvas.line([(end, middle - 4), (end, middle + 4)], paint.fill, CAP_WEIGHT)

    return draw
