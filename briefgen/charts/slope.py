"""A slope: two periods side by side, and a line for each series from one to the other."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from briefgen.charts import plots
from briefgen.charts.chart_type import ChartType
from briefgen.charts.dot import draw_dot
from briefgen.charts.end_labels import EndLabels, LineEnd, draw_ends
from briefgen.charts.heading import draw_heading
from briefgen.charts.numbers import Scale
from briefgen.charts.paint import Palette
from briefgen.charts.validation import require, require_points
from briefgen.model.chart import Chart, Point
from briefgen.model.plot import LabelSide

if TYPE_CHECKING:
    from briefgen.charts.canvas import Canvas
    from briefgen.model.edition import ChartSpec

PLOT_HEIGHT = 120.0
SIDE = 0.4  # of the width, at most, for the labels of each side
RADIUS = 3.4
WEIGHT = 1.8
FAR = 0.5  # of the greatest value: what slopes show is the change, and that is lost sooner than elsewhere
HEAD_GAP = 5.0
HEAD_APART = 10.0


class SlopeChart(ChartType):
    """Two periods side by side, and a line for each series from one to the other."""

    name = "slope"
    has_scale = True
    far = FAR

    def draw(self, chart: Chart, canvas: Canvas) -> float:
        points = require_points(chart)
        require(len(chart.categories) == 2, f"a slope joins exactly two periods, not {len(chart.categories)}")
        palette = Palette.of_chart(canvas.theme.colours, chart)
        labels = EndLabels.of(canvas, chart, SIDE)
        edges = (labels.width, canvas.width - labels.width)
        (scale,) = self.scales(chart)
        top = _draw_heads(
            canvas, chart, edges, draw_heading(canvas, chart, scale=scale if scale.cut or scale.is_log else None)
        )
        bottom = top + max(PLOT_HEIGHT * canvas.stretch, labels.total_height(canvas))
        heights = _heights(points, scale, top, bottom)
        for edge in edges:
            canvas.line([(edge, top), (edge, bottom)], canvas.theme.colours.muted)
        for number, series in enumerate(chart.series):
            dots = [(edge, heights[point], point) for edge, point in zip(edges, series.points, strict=True) if point]
            if dots:
                canvas.line([(x, y) for x, y, _ in dots], palette.series[number].fill, WEIGHT, palette.dashes(number))
            for x, y, end in dots:
                draw_dot(canvas, x, y, palette, number, end, RADIUS)
        is_level = True
        for period, (edge, outward) in enumerate(zip(edges, (-1, 1), strict=True)):
            ends = [
                LineEnd(number, point.text, edge, heights[point])
                for number, series in enumerate(chart.series)
                if (point := series.points[period])
            ]
            is_level &= draw_ends(canvas, labels, ends, edge, outward, (top, bottom))
        if is_level:
            box = (edges[0], top + 2 * RADIUS, edges[1], bottom - 2 * RADIUS)
            beside = partial(_beside, names=labels.stand_on_one_line)
            has_key = not labels.stand_on_one_line
            plots.lines(chart, canvas, palette, box, scale, beside, has_marks=False, has_key=has_key)
        return bottom

    def misfit(self, spec: ChartSpec, unit: str, amounts: Sequence[Decimal]) -> tuple[str, str]:  # noqa: ARG002
        if any(len(series.items) != 2 for series in spec.series):
            return "a slope compares two periods: each series needs two facts", ""
        return "", ""


def _beside(_series: int, period: int, point: Point, *, names: bool) -> plots.PointLabel:
    """What is printed on the outer side of a point."""
    return plots.PointLabel(point.text, (LabelSide.BEFORE, LabelSide.BEHIND)[period], names)


def _draw_heads(canvas: Canvas, chart: Chart, edges: Sequence[float], top: float) -> float:
    """The two periods' names over their points; returns where the plot begins."""
    reach = min(edges[0], (edges[1] - edges[0] - HEAD_APART) / 2)
    ends = [
        canvas.write_below(edge, top, canvas.value.wrap(period, 2 * reach), canvas.value, "center")
        for edge, period in zip(edges, chart.categories, strict=True)
    ]
    return max(ends) + HEAD_GAP


def _heights(points: Sequence[Point], scale: Scale, top: float, bottom: float) -> dict[Point, float]:
    """Where each point stands; the figures are all printed, and so the scale needs no marks."""
    room = bottom - top - 4 * RADIUS
    return {point: bottom - 2 * RADIUS - room * scale.share(float(point.value)) for point in points}
