"""A share: one percentage as the filled part of a bar."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from briefgen.charts import plots
from briefgen.charts.chart_type import ChartType
from briefgen.charts.paint import Paint, Palette
from briefgen.charts.validation import require, require_points
from briefgen.model.chart import Chart, Point
from briefgen.model.fact import PERCENT
from briefgen.model.labels import Labels

if TYPE_CHECKING:
    from briefgen.charts.canvas import Canvas
    from briefgen.model.edition import ChartSpec

THICKNESS = 18.0
GAP = 9.0
TOP = 3.0
BELOW = 9.0
SEAM = 1.0
LEAST = 0.75


class ShareChart(ChartType):
    """One percentage as the filled part of a bar."""

    name = "share"
    whole = "a share must say what it is a share of"

    def draw(self, chart: Chart, canvas: Canvas) -> float:
        point = _percentage(chart)
        colours = canvas.theme.colours
        palette = Palette.of_chart(colours, chart)
        paint = palette.paint(0, point)
        top = _draw_heading(canvas, point.text, chart.categories[0])
        filled = seen(float(point.value), canvas.width)
        canvas.rectangle(filled, top, canvas.width - filled, THICKNESS, Paint(colours.derived))
        canvas.rectangle(0, top, max(0.0, filled - SEAM), THICKNESS, paint)
        box = (0.0, top, canvas.width, top + THICKNESS)
        plots.share(chart, canvas, palette, box, point, holds=canvas.value.width(point.text) + GAP <= filled)
        return top + THICKNESS

    def misfit(self, spec: ChartSpec, unit: str, amounts: Sequence[Decimal]) -> tuple[str, str]:  # noqa: ARG002
        hint = "show several parts as kind: bars, arrangement: share"
        if len(amounts) != 1 or unit != PERCENT:
            return "a share shows one fact, and that a percentage", hint
        return ("", "") if 0 <= amounts[0] <= 100 else ("a share lies between 0% and 100%", hint)

    def describe(self, chart: Chart, labels: Labels) -> str:
        point = chart.series[0].points[0]
        share = labels.chart_of.format(share=point.text if point else "", whole=chart.categories[0])
        return f"{labels.labelled(labels.chart_kinds[self.name], share)}{labels.separators.stop}"

    def value_head(self, labels: Labels) -> str:
        return labels.chart_kinds[self.name]


def seen(percentage: float, width: float) -> float:
    """How much of the width is filled: so much that either part can be seen, unless it is nothing."""
    least = LEAST if 0 < percentage < 100 else 0.0
    return min(max(percentage / 100 * width, least + SEAM), width - least) if percentage else 0.0


def _percentage(chart: Chart) -> Point:
    points = [point for point in require_points(chart) if point]
    require(len(points) == 1, f"a share shows one percentage, not {len(points)}")
    require(0 <= points[0].value <= 100, f'"{points[0].text}" is no share of a whole: it must lie between 0 and 100%')
    return points[0]


def _draw_heading(canvas: Canvas, figure: str, whole: str) -> float:
    """The percentage, large, and at the far end what the whole bar stands for; returns where the bar begins."""
    left = canvas.headline.width(figure) + GAP
    require(left < canvas.width / 2, f'"{figure}" is too long to stand beside what it is a share of')
    lines = canvas.label.wrap(whole, canvas.width - left)
    rise = (len(lines) - 1) * canvas.label.leading
    baseline = max(canvas.headline.cap_height, rise + canvas.label.cap_height) + TOP
    canvas.write(0, baseline, figure, canvas.headline)
    for number, line in enumerate(lines):
        canvas.write(canvas.width, baseline - rise + number * canvas.label.leading, line, canvas.label, "right")
    return baseline + BELOW
