"""Lines: the course of one or more series over ordered categories, on a stated scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from briefgen.charts import plots
from briefgen.charts.chart_type import ChartType
from briefgen.charts.dot import draw_dot
from briefgen.charts.end_labels import EndLabels, LineEnd, draw_ends
from briefgen.charts.heading import draw_heading
from briefgen.charts.numbers import Scale
from briefgen.charts.paint import Palette
from briefgen.charts.placement import Box
from briefgen.charts.point_labels import DOT, Course, Field, Spot, draw_point_labels, room, runs
from briefgen.charts.validation import require, require_points
from briefgen.frozen import frozen
from briefgen.model.chart import Chart, Point
from briefgen.model.plot import LabelSide

if TYPE_CHECKING:
    from briefgen.charts.canvas import Canvas

PLOT_HEIGHT = 140.0
BEYOND = 6.5  # the plot, above and below, for labels at the lines' ends
MARK_GAP = 6.0
SIDE = 0.3  # of the width, at most, for the labels at the lines' ends
INSET = 7.0  # of the first point, within the plot
WEIGHT = 2.0
FEW = 16  # points that are each marked by a dot
LABEL_GAP = 8.0
LABEL_APART = 3.0  # from a figure below the plot
LABEL_LINES = 3
LEAST_NAME = 24.0
APART = 6.0  # between two categories' names


@frozen
class Plot:
    """The part of the page that the lines run over."""

    scale: Scale
    left: float
    right: float
    top: float
    bottom: float
    places: Sequence[float]

    @property
    def pitch(self) -> float:
        """The least distance between two points."""
        length = self.right - self.left - INSET
        return min((length * (right - left) for left, right in pairwise(self.places)), default=length)

    def x(self, category: int) -> float:
        return self.left + INSET + (self.right - self.left - INSET) * self.places[category]

    def y(self, value: float) -> float:
        return self.bottom - self.scale.share(value) * (self.bottom - self.top)

    @property
    def box(self) -> Box:
        return Box(self.left, self.top, self.right, self.bottom)

    def course(self, chart: Chart, series: int) -> Course:
        """A series' points in order, with its gaps."""
        return [
            Spot(self.x(number), self.y(float(point.value)), series, point) if point else None
            for number, point in enumerate(chart.series[series].points)
        ]


class LineChart(ChartType):
    """The course of one or more series over ordered categories, on a stated scale."""

    name = "line"
    has_scale = True
    over_time = True

    def draw(self, chart: Chart, canvas: Canvas) -> float:
        points = require_points(chart)
        most = len(canvas.theme.colours.data)
        message = f"{len(chart.series)} lines are too many to tell apart: show {most}, or take kind: small-multiples"
        require(len(chart.series) <= most, message)
        palette = Palette.of_chart(canvas.theme.colours, chart)
        labels = EndLabels.of(canvas, chart, SIDE)
        scale = _with_room(self.scales(chart)[0], canvas, points)
        marks = {mark: scale.text(mark, chart) for mark in scale.marks()}
        left, right = canvas.muted.widest(marks.values()) + MARK_GAP, canvas.width - labels.width
        require(right - left > canvas.width / 3, "the figures as printed leave no room for the lines: shorten them")
        top = draw_heading(canvas, chart, scale=scale) + room(canvas)
        bottom = top + max(PLOT_HEIGHT * canvas.stretch, labels.total_height(canvas))
        plot = Plot(scale, left, right, top, bottom, places_of(chart))
        _draw_scale(canvas, plot, marks)
        courses = [plot.course(chart, number) for number in range(len(chart.series))]
        _draw_courses(canvas, courses, palette)
        zero = plot.y(0) if scale.low <= 0 <= scale.high else None
        last = [[spot for spot in course if spot][-1] for course in courses if any(course)]
        ends = [LineEnd(spot.series, spot.point.text, spot.x, spot.y) for spot in last]
        is_level = draw_ends(canvas, labels, ends, plot.right, 1, (top - BEYOND, bottom + BEYOND))
        foot, sides = draw_point_labels(canvas, Field.of(canvas, plot.box, courses, zero), courses)
        foot, all_named = _draw_categories(canvas, chart, plot, max(bottom + LABEL_GAP, foot + LABEL_APART))
        if is_level and all_named:
            box = (plot.left + INSET, plot.top, plot.right, plot.bottom)
            is_named = any(labels.names)
            along = _along(courses, sides, last, palette, names=is_named and labels.stand_on_one_line)
            has_key = is_named and not labels.stand_on_one_line
            plots.lines(chart, canvas, palette, box, scale, along, has_marks=True, has_key=has_key)
        return foot


def _along(
    courses: Sequence[Course], sides: dict[Spot, LabelSide], last: Sequence[Spot], palette: Palette, *, names: bool
) -> plots.PointLabels:
    """What is printed at each point: the figures along the lines, and at their ends the series' names as well."""

    def label(series: int, category: int, point: Point) -> plots.PointLabel:
        spot = courses[series][category]
        if spot in last:
            return plots.PointLabel(point.text, LabelSide.BEHIND, names)
        side = sides.get(spot, LabelSide.NOWHERE) if spot else LabelSide.NOWHERE
        return plots.PointLabel(point.text, side, marked=_is_marked(courses[series], spot, palette))

    return label


def _is_marked(course: Course, spot: Spot | None, palette: Palette) -> bool:
    """Whether a point has a dot: all of a short line; of a long one its ends, and what is uncertain."""
    ends = {each for run in runs(course) for each in (run[0], run[-1])}
    special = spot is not None and palette.paint(spot.series, spot.point) != palette.series[spot.series]
    return len(course) <= FEW or spot in ends or special


def places_of(chart: Chart) -> Sequence[float]:
    """Where the categories stand along the plot, from 0 to 1; a single one at its end."""
    last = len(chart.categories) - 1
    return chart.positions or [number / last if last else 1.0 for number in range(last + 1)]


def _with_room(scale: Scale, canvas: Canvas, points: Sequence[Point]) -> Scale:
    """A scale with room in the plot for the figure below the lowest point, unless it then starts at zero."""
    tight = scale.share(float(min(point.value for point in points))) * PLOT_HEIGHT * canvas.stretch < room(canvas)
    return replace(scale, low=scale.low - scale.step) if scale.cut and tight and scale.low != scale.step else scale


def _draw_scale(canvas: Canvas, plot: Plot, marks: dict[float, str]) -> None:
    """A faint line for each mark, and a firm one for zero, so that a cut-off scale is seen to be one."""
    for mark, text in marks.items():
        y = plot.y(mark)
        colour = canvas.theme.colours.rule if mark else canvas.theme.colours.muted
        canvas.line([(plot.left, y), (plot.right, y)], colour, 0.6 if not mark else 0.4)
        canvas.write_centred(plot.left - MARK_GAP, y, [text], canvas.muted, "right")


def _draw_courses(canvas: Canvas, courses: Sequence[Course], palette: Palette) -> None:
    """Lines, and dots on all points of a short one; of a long one on its ends, and on what is uncertain."""
    for number, course in enumerate(courses):
        for run in runs(course):
            canvas.line([(spot.x, spot.y) for spot in run], palette.series[number].fill, WEIGHT, palette.dashes(number))
    for number, course in enumerate(courses):
        for spot in filter(None, course):
            if _is_marked(course, spot, palette):
                draw_dot(canvas, spot.x, spot.y, palette, number, spot.point, DOT)


def _draw_categories(canvas: Canvas, chart: Chart, plot: Plot, top: float) -> tuple[float, bool]:
    """The categories' names below the plot: all of them, on several lines if need be, else as many as fit.

    Returns where they end, and whether all are there.
    """
    whole = [(category,) for category in chart.categories]
    wrapped = [canvas.label.wrap(category, max(plot.pitch - APART, LEAST_NAME)) for category in chart.categories]
    for names in (whole, wrapped):
        kept = _kept(chart, _extents(canvas, plot, names))
        if len(kept) == len(names) and max(map(len, names)) <= LABEL_LINES:
            return _write_categories(canvas, plot, top, names, kept), True
    kept = _kept(chart, _extents(canvas, plot, whole))
    return _write_categories(canvas, plot, top, whole, kept), len(kept) == len(whole)


def _extents(canvas: Canvas, plot: Plot, names: Sequence[tuple[str, ...]]) -> list[tuple[float, float]]:
    """From where to where each name reaches, centred below its points but never beyond the page."""
    extents = []
    for number, lines in enumerate(names):
        width = canvas.label.widest(lines)
        require(width < canvas.width / 3, f'"{" ".join(lines)}" is too long to stand below a line: shorten it')
        left = min(max(plot.x(number) - width / 2, 0.0), canvas.width - width)
        extents.append((left, left + width))
    return extents


def _write_categories(
    canvas: Canvas, plot: Plot, top: float, names: Sequence[tuple[str, ...]], kept: Sequence[int]
) -> float:
    extents = _extents(canvas, plot, names)
    return max(
        canvas.write_below(
            (extents[number][0] + extents[number][1]) / 2,
            top,
            names[number],
            canvas.label,
            "center",
        )
        for number in kept
    )


def _kept(chart: Chart, extents: Sequence[tuple[float, float]]) -> list[int]:
    """Every name, or every second, third and so on, as far as they stand apart, and always the last.

    Where they do not stand evenly, those that are free of the ones behind them.
    """
    last = len(extents) - 1
    if chart.positions:
        kept = [last]
        for number in range(last - 1, -1, -1):
            if extents[number][1] + APART <= extents[kept[0]][0]:
                kept.insert(0, number)
        return kept
    for step in range(1, len(extents)):
        kept = list(range(0, last, step))
        if len(kept) > 1 and extents[kept[-1]][1] + APART > extents[last][0]:
            kept.pop()
        kept.append(last)
        if all(extents[left][1] + APART <= extents[right][0] for left, right in pairwise(kept)):
            return kept
    return [last]
