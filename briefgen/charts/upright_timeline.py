"""A timeline of crowded dates: they run down the page, each with its label on a row of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from briefgen.charts.placement import spread
from briefgen.charts.timeline import AXIS, draw_dot, together
from briefgen.charts.validation import require
from briefgen.frozen import frozen
from briefgen.model.chart import Chart

if TYPE_CHECKING:
    from briefgen.charts.canvas import Canvas

LEADER = 22.0  # from the axis to the labels
GAP = 10.0  # between two columns
ROW_GAP = 5.0
TICK = 4.0
RADIUS = 3.2
CENTRE = 6.5  # of the axis, from the edge
LEAST = 0.35  # of the width, for what happens


@frozen
class TimelineRow:
    """A row: its day, the days left and the date, what happens in lines, and whether it is that of the edition."""

    day: date
    days_left: str
    text: str
    lines: tuple[str, ...]
    is_today: bool = False

    def height(self, canvas: Canvas) -> float:
        return max(canvas.value.leading, len(self.lines) * canvas.label.leading) + ROW_GAP * canvas.stretch


def draw(chart: Chart, canvas: Canvas) -> float:
    """Draw the axis down the page, to scale, and the rows beside it; returns the height they took."""
    groups = together(chart.events)
    left = CENTRE + LEADER
    counts = max((canvas.value.width(events[0].days_left) for events in groups), default=0.0)
    dates = max(canvas.muted.widest([events[0].text for events in groups]), canvas.muted.width(chart.today_text))
    second = left + counts + GAP * bool(counts)
    third = second + dates + GAP
    require(third < canvas.width * (1 - LEAST), "the dates as printed leave no room for what falls on them")
    rows = _rows(chart, canvas, canvas.width - third)
    heights = [row.height(canvas) for row in rows]
    bottom = sum(heights)
    anchors = _anchors([row.day for row in rows], heights[0] / 2, bottom - heights[-1] / 2)
    canvas.line([(CENTRE, anchors[0]), (CENTRE, anchors[-1])], canvas.theme.colours.muted, AXIS)
    for row, anchor, middle in zip(rows, anchors, spread(anchors, heights, 0.0, bottom), strict=True):
        line = _first_line(canvas, row, middle)
        ends = [(CENTRE, anchor), (CENTRE + RADIUS + 1, anchor), (left - 2 * TICK, line), (left - TICK, line)]
        canvas.line(ends, canvas.theme.colours.muted)
        _draw_row(canvas, row, middle, (left, second, third))
    for row, anchor in zip(rows, anchors, strict=True):
        if row.is_today:
            canvas.line([(0, anchor), (2 * CENTRE, anchor)], canvas.theme.colours.ink, 1.4)
        else:
            passed = chart.today is not None and row.day < chart.today
            draw_dot(canvas, CENTRE, anchor, RADIUS, passed=passed)
    return bottom


def _rows(chart: Chart, canvas: Canvas, width: float) -> list[TimelineRow]:
    """The rows in the order of their days, that of the edition before what falls on it."""
    rows = [
        TimelineRow(
            events[0].date,
            events[0].days_left,
            events[0].text,
            tuple(line for event in events for line in canvas.label.wrap(event.label, width)),
        )
        for events in together(chart.events)
    ]
    if chart.today:
        rows.append(TimelineRow(chart.today, "", chart.today_text, canvas.label.wrap(chart.today_label, width), True))
    return sorted(rows, key=lambda row: (row.day, not row.is_today))


def _anchors(days: Sequence[date], top: float, bottom: float) -> list[float]:
    """Where each day stands on the axis."""
    span = max((days[-1] - days[0]).days, 1)
    return [top + (bottom - top) * (day - days[0]).days / span for day in days]


def _first_line(canvas: Canvas, row: TimelineRow, middle: float) -> float:
    """The middle of a row's first line."""
    return middle - (max(len(row.lines), 1) - 1) * canvas.label.leading / 2


def _draw_row(canvas: Canvas, row: TimelineRow, middle: float, columns: tuple[float, float, float]) -> None:
    """A row's days left, date and matter in columns, each from the middle of its first line."""
    first, second, third = columns
    line = _first_line(canvas, row, middle)
    if row.days_left:
        canvas.write_centred(first, line, [row.days_left], canvas.value)
    canvas.write_centred(second, line, [row.text], canvas.muted)
    canvas.write_below(
        third, line - canvas.label.leading / 2, row.lines, canvas.muted if row.is_today else canvas.label
    )
