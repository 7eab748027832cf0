"""Charts: each kind of them in a module of its own, with all that is to be known of it, and their drawing.

Only this package knows matplotlib, which takes half a second to import, and only while it draws.
"""

from __future__ import annotations

from briefgen.charts.bars import BarChart
from briefgen.charts.chart_type import ChartType
from briefgen.charts.dot import DotChart
from briefgen.charts.line import LineChart
from briefgen.charts.share import ShareChart
from briefgen.charts.slope import SlopeChart
from briefgen.charts.timeline import Timeline

CHART_TYPES: dict[str, ChartType] = {
    kind.name: kind for kind in (BarChart(), LineChart(), DotChart(), SlopeChart(), Timeline(), ShareChart())
}
"""Every kind of chart by its name in figures.yaml."""
