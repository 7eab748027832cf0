"""A scatter chart: each category as a point by two figures of it, each on a scale of its own unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from briefgen.charts.chart_type import ChartType
from briefgen.charts.numbers import Scale
from briefgen.charts.paint import WHITE, Palette
from briefgen.charts.placement import Box
from briefgen.charts.validation import given, require, require_points
from briefgen.frozen import frozen
from briefgen.model.chart import AxisScale, Chart
from briefgen.model.labels import Labels, labels_for

if TYPE_CHECKING:
    from briefgen.charts.canvas import Canvas
    from briefgen.model.edition import ChartSpec

PLOT_HEIGHT = 190.0
RADIUS = 3.6
INSET = 9.0  # of the outermost marks of a scale, within the plot
MARK_GAP = 6.0
BELOW = 4.0
APART = 8.0  # between two marks
LIFT = 3.0  # from a point to its name
CLEAR = 1.0
HINT = "give two series, the first to be shown across and the second upwards"


@frozen
class Plane:
    """The two scales, and the part of the page that they run over."""

    across: Scale
    up: Scale
    area: Box

    def x(self, value: float) -> float:
        return self.area.left + INSET + self.across.share(value) * (self.area.right - self.area.left - 2 * INSET)

    def y(self, value: float) -> float:
        return self.area.bottom - INSET - self.up.share(value) * (self.area.bottom - self.area.top - 2 * INSET)


class ScatterChart(ChartType):
    """Each category as a point by two figures, which may have two units."""

    name = "scatter"
    has_scale = True
    units_apart = True

    def draw(self, chart: Chart, canvas: Canvas) -> float:
        require_points(chart)
        require(len(chart.series) == 2, f"a scatter chart has two series, not {len(chart.series)}")
        labels = labels_for(chart.language)
        across, up = self.scales(chart)
        marks = {mark: up.text(mark, chart) for mark in up.marks()}
        title = canvas.muted.wrap(axis_title(chart, 1, labels), canvas.width)
        with canvas.as_read():
            top = canvas.write_below(0, 0, title, canvas.muted) + BELOW
        left = canvas.muted.widest(marks.values()) + MARK_GAP
        plane = Plane(across, up, Box(left, top, canvas.width, top + PLOT_HEIGHT * canvas.stretch))
        _draw_scales(canvas, plane, marks)
        bottom = _write_marks(chart, canvas, plane)
        points = list(zip(_values(chart, 0), _values(chart, 1), strict=True))
        _draw_points(chart, canvas, plane, points)
        return _write_title(canvas, canvas.muted.wrap(axis_title(chart, 0, labels), canvas.width - left), bottom)

    def misfit(self, spec: ChartSpec, unit: str, amounts: Sequence[Decimal]) -> tuple[str, str]:  # noqa: ARG002
        if len(spec.series) != 2:
            return "a scatter chart shows two figures of each category", HINT
        if any((one is None) != (other is None) for one, other in zip(*(s.items for s in spec.series), strict=False)):
            return "a point has only one of its two figures", "give both, or null in both series"
        return "", ""

    def scales(self, chart: Chart) -> tuple[Scale, ...]:
        return tuple(self.scale_over(given(series.points), chart) for series in chart.series)

    def needs_table(self, chart: Chart) -> bool:  # noqa: ARG002
        return True

    def describe(self, chart: Chart, labels: Labels) -> str:
        """The chart in words: what is shown across and up, and both figures of each point."""
        head = labels.listed(filter(None, (labels.chart_kinds[self.name], self.odd_scale(chart, labels))))
        return labels.sentences((head, labels.clauses(_points_in_words(chart, labels)))) + labels.separators.stop


def axis_title(chart: Chart, number: int, labels: Labels) -> str:
    """What a scale is of, with its unit."""
    series = chart.series[number]
    is_said = series.unit.casefold() in series.name.casefold()
    named = series.name if is_said else labels.data_in.format(what=series.name, unit=series.unit)
    return labels.listed((named, labels.scale_log)) if chart.scale is AxisScale.LOG else named


def _points_in_words(chart: Chart, labels: Labels) -> Iterator[str]:
    for number, category in enumerate(chart.categories):
        points = [(series, series.points[number]) for series in chart.series]
        figures = [
            f"{series.name} {point.text}{labels.aside(labels.derived) if point.derived else ''}"
            for series, point in points
            if point
        ]
        if figures:
            yield labels.labelled(category, labels.listed(figures))


def _values(chart: Chart, number: int) -> list[float]:
    return [float(point.value) for point in chart.series[number].points if point]


def _draw_scales(canvas: Canvas, plane: Plane, marks: dict[float, str]) -> None:
    """A faint line for each mark of both scales, and firm ones at the left and at the foot."""
    area, colours = plane.area, canvas.theme.colours
    for mark, text in marks.items():
        y = plane.y(mark)
        canvas.line([(area.left, y), (area.right, y)], colours.rule, 0.4)
        canvas.write_centred(area.left - MARK_GAP, y, [text], canvas.muted, "right")
    for mark in plane.across.marks():
        canvas.line([(plane.x(mark), area.top), (plane.x(mark), area.bottom)], colours.rule, 0.4)
    canvas.line([(area.left, area.top), (area.left, area.bottom), (area.right, area.bottom)], colours.muted)


def _write_marks(chart: Chart, canvas: Canvas, plane: Plane) -> float:
    """The marks of the scale that runs across, as many as fit; returns where they end."""
    reached, bottom = float("-inf"), plane.area.bottom + BELOW
    for mark in plane.across.marks():
        text = plane.across.text(mark, chart)
        half = canvas.muted.width(text) / 2
        middle = min(max(plane.x(mark), half), canvas.width - half)
        if middle - half >= reached + APART:
            canvas.write_below(middle, bottom, [text], canvas.muted, "center")
            reached = middle + half
    return bottom + canvas.muted.leading


def _write_title(canvas: Canvas, lines: Sequence[str], top: float) -> float:
    return canvas.write_below(canvas.width, top, lines, canvas.muted, "right")


def _draw_points(chart: Chart, canvas: Canvas, plane: Plane, points: Sequence[tuple[float, float]]) -> None:
    """A dot for each point, and its name beside it where one of the places around it is free."""
    palette = Palette.of(canvas.theme.colours, 1)
    places = [(plane.x(across), plane.y(up)) for across, up in points]
    dots = [Box(x, y, x, y).grown(RADIUS + CLEAR) for x, y in places]
    taken: list[Box] = []
    drawn = (n for n in range(len(chart.categories)) if chart.series[0].points[n])
    for (x, y), number in zip(places, drawn, strict=True):
        name = chart.categories[number]
        box = _free(x, y, canvas.label.width(name), canvas.label.leading, plane.area, [*dots, *taken])
        if box:
            taken.append(box.grown(CLEAR))
            canvas.interrupt(box)
            canvas.write_below(box.left, box.top, [name], canvas.label)
    for (x, y), number in zip(places, range(len(places)), strict=True):
        marks = [series.points[number] for series in chart.series]
        is_approx = any(point and point.approx for point in marks)
        fill = palette.series[0].fill
        canvas.disc(x, y, RADIUS, WHITE if is_approx else fill, fill if is_approx else WHITE, 1.0)


def _free(x: float, y: float, width: float, height: float, area: Box, taken: Sequence[Box]) -> Box | None:
    """The first place beside, above or below a point where a name lies on nothing; none where all are taken."""
    side, half = RADIUS + LIFT, height / 2
    lefts = (x + side, x - side - width, x - width / 2, x + LIFT, x - LIFT - width)
    tops = {0: (y - half,), 1: (y - half,)}
    for number, left in enumerate(lefts):
        for top in tops.get(number, (y - side - height + 2, y + side - 2)):
            box = Box(left, top, left + width, top + height)
            if area.holds(box) and not any(map(box.meets, taken)):
                return box
    return None
