"""Figures: chart -> picture, one module a chart kind. Only this package knows matplotlib, and only while it draws."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.charts.render_charts import PendingCharts, draw_all, drawing, prepare_drawing
from briefgen.charts.validation import ChartError
from briefgen.model.chart import Chart, ChartKind
from briefgen.model.drawing import Picture
from briefgen.model.length import Length
from briefgen.theme import Theme

if TYPE_CHECKING:
    from briefgen.charts.canvas import Canvas

__all__ = ["ChartError", "PendingCharts", "compose", "draw", "draw_all", "drawing", "prepare", "prepare_drawing"]


def draw(chart: Chart, theme: Theme, width: Length) -> Picture:
    """The chart as a PNG and its SVG twin, exactly `width` wide and as high as it needs.

    Raises ChartError where the chart cannot be drawn sensibly.
    """
    return compose(chart, theme, width).picture()


def prepare() -> None:
    """Import what drawing needs, which takes longer than a chart does, while there is nothing else to do."""
    from briefgen.charts import bars, dot, line, share, slope, timeline  # noqa: F401


def compose(chart: Chart, theme: Theme, width: Length) -> Canvas:
    """The chart laid out on a canvas, ready to be exported."""
    # matplotlib takes half a second to import, which an edition without charts does not pay.
    from briefgen.charts import bars, dot, line, share, slope, timeline
    from briefgen.charts.canvas import Canvas, house_settings

    kinds = {
        ChartKind.BARS: bars.draw,
        ChartKind.LINE: line.draw,
        ChartKind.DOT: dot.draw,
        ChartKind.SLOPE: slope.draw,
        ChartKind.TIMELINE: timeline.draw,
        ChartKind.SHARE: share.draw,
    }
    with house_settings():
        canvas = Canvas(theme, width)
        canvas.close(kinds[chart.kind](chart, canvas))
    return canvas
