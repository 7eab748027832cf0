"""Small multiples: a panel with a line for each series, all on one scale, so that many courses can be compared."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from briefgen.charts.chart_type import ChartType
from briefgen.charts.dot import draw_dot
from briefgen.charts.heading import draw_heading
from briefgen.charts.line import Plot, places_of
from briefgen.charts.numbers import Scale
from briefgen.charts.paint import Palette
from briefgen.charts.point_labels import runs
from briefgen.charts.validation import require, require_points
from briefgen.frozen import frozen
from briefgen.model.chart import Chart

if TYPE_CHECKING:
    from briefgen.charts.canvas import Canvas
    from briefgen.model.edition import ChartSpec

PLOT_HEIGHT = 58.0
ABREAST = 3
FEW = 4  # panels, which stand by two
MOST = 18
GUTTER = 16.0
NAME_LINES = 2
NAME_GAP = 8.0
MARK_GAP = 5.0
VALUE_GAP = 6.0
LABEL_GAP = 4.0
ROW_GAP = 10.0
APART = 6.0
LEAST = 50.0  # of a panel's width, for its line
WEIGHT = 1.6
RADIUS = 2.4


@frozen
class Panels:
    """How panels stand: how many abreast, how wide each is, and where its line and its last figure begin."""

    abreast: int
    width: float
    marks: float
    figures: float

    def left(self, number: int) -> float:
        return number % self.abreast * (self.width + GUTTER)


class SmallMultiples(ChartType):
    """A panel for each series, all on one scale."""

    name = "small-multiples"
    over_time = True
    has_scale = True
    steps = 2

    def draw(self, chart: Chart, canvas: Canvas) -> float:
        require_points(chart)
        require(len(chart.series) <= MOST, f"small multiples show at most {MOST} series, not {len(chart.series)}")
        (scale,) = self.scales(chart)
        marks = {mark: scale.text(mark, chart) for mark in scale.marks()}
        panels = _panels(chart, canvas, marks)
        top = draw_heading(canvas, chart, scale=scale)
        for start in range(0, len(chart.series), panels.abreast):
            row = range(start, min(start + panels.abreast, len(chart.series)))
            top = _draw_row(chart, canvas, panels, scale, marks, row, top) + ROW_GAP
        return top - ROW_GAP

    def misfit(self, spec: ChartSpec, unit: str, amounts: Sequence[Decimal]) -> tuple[str, str]:  # noqa: ARG002
        if len(spec.series) < 2:
            return "small multiples have a panel for each of several series", "show one series as kind: line"
        return "", ""


def _panels(chart: Chart, canvas: Canvas, marks: dict[float, str]) -> Panels:
    abreast = 2 if len(chart.series) <= FEW else ABREAST
    width = (canvas.width - (abreast - 1) * GUTTER) / abreast
    lasts = (points[-1] for series in chart.series if (points := [point for point in series.points if point]))
    figures = max(canvas.value.width(point.text) for point in lasts) + VALUE_GAP
    room = canvas.muted.widest(marks.values()) + MARK_GAP
    require(width - room - figures > LEAST, "the figures as printed leave no room for panels: shorten them")
    return Panels(abreast, width, room, figures)


def _draw_row(
    chart: Chart,
    canvas: Canvas,
    panels: Panels,
    scale: Scale,
    marks: dict[float, str],
    row: Sequence[int],
    top: float,
) -> float:
    """Panels side by side, below their names; returns where what stands below them ends."""
    names = {number: canvas.value.wrap(chart.series[number].name, panels.width) for number in row}
    for lines in names.values():
        require(len(lines) <= NAME_LINES, f'"{" ".join(lines)}" is too long to stand above a panel: shorten it')
    lower = top + max(map(len, names.values())) * canvas.value.leading + NAME_GAP
    ends = []
    for number in row:
        left = panels.left(number)
        canvas.write_below(
            left, lower - NAME_GAP - len(names[number]) * canvas.value.leading, names[number], canvas.value
        )
        plot = Plot(
            scale,
            left + panels.marks,
            left + panels.width - panels.figures,
            lower,
            lower + PLOT_HEIGHT * canvas.stretch,
            places_of(chart),
        )
        _draw_panel(chart, canvas, plot, marks, number)
        ends.append(_write_ends(chart, canvas, plot, left + panels.width))
    return max(ends)


def _draw_panel(chart: Chart, canvas: Canvas, plot: Plot, marks: dict[float, str], number: int) -> None:
    """The scale, the line, and the figure at its end."""
    colours, palette = canvas.theme.colours, Palette.of(canvas.theme.colours, 1)
    for mark, text in marks.items():
        canvas.line(
            [(plot.left, plot.y(mark)), (plot.right, plot.y(mark))], colours.muted if not mark else colours.rule, 0.4
        )
        canvas.write_centred(plot.left - MARK_GAP, plot.y(mark), [text], canvas.muted, "right")
    course = plot.course(chart, number)
    for run in runs(course):
        if len(run) > 1:
            canvas.line([(spot.x, spot.y) for spot in run], palette.series[0].fill, WEIGHT)
    spots = [spot for spot in course if spot]
    alone = [run[0] for run in runs(course) if len(run) == 1]
    for spot in dict.fromkeys([*alone, *(spot for spot in spots if spot.point.approx), *spots[-1:]]):
        draw_dot(canvas, spot.x, spot.y, palette, 0, spot.point, RADIUS)
    if spots:
        canvas.write_centred(plot.right + VALUE_GAP, spots[-1].y, [spots[-1].point.text], canvas.value)


def _write_ends(chart: Chart, canvas: Canvas, plot: Plot, edge: float) -> float:
    """The names of the first and the last category below a panel; returns where they end."""
    top, last = plot.bottom + LABEL_GAP, len(chart.categories) - 1
    first, final = chart.categories[0], chart.categories[last]
    width = canvas.label.width(final)
    middle = min(plot.x(last), edge - width / 2)
    canvas.write_below(middle, top, [final], canvas.label, "center")
    start = max(plot.x(0) - canvas.label.width(first) / 2, plot.left)
    if last and start + canvas.label.width(first) + APART <= middle - width / 2:
        canvas.write_below(start, top, [first], canvas.label)
    elif last:
        require(math.isclose(width, 0), f'"{first}" and "{final}" do not fit below a panel: shorten them')
    return top + canvas.label.leading
