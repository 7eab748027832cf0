"""Charts: each kind of them in a module of its own, with all that is to be known of it, and their drawing.

Only this package knows matplotlib, which takes half a second to import, and only while it draws.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefgen.charts.chart_type import ChartType


class ChartTypes(Mapping[str, "ChartType"]):
    """The kinds of chart by their names, each imported when it is first asked for: a brief has few of them."""

    def __init__(self, classes: Mapping[str, str]) -> None:
        self.classes = dict(classes)
        self._made: dict[str, ChartType] = {}

    def __getitem__(self, name: str) -> ChartType:
        if name not in self._made:
            module, kind = self.classes[name].split(":")
            self._made[name] = getattr(import_module(module), kind)()
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        return name in self.classes

    def __iter__(self) -> Iterator[str]:
        return iter(self.classes)

    def __len__(self) -> int:
        return len(self.classes)


CHART_TYPES = ChartTypes(
    {
        "bars": "briefgen.charts.bars:BarChart",
        "line": "briefgen.charts.line:LineChart",
        "dot": "briefgen.charts.dot:DotChart",
        "slope": "briefgen.charts.slope:SlopeChart",
        "timeline": "briefgen.charts.timeline:Timeline",
        "share": "briefgen.charts.share:ShareChart",
        "scatter": "briefgen.charts.scatter:ScatterChart",
        "range": "briefgen.charts.range:RangeChart",
        "small-multiples": "briefgen.charts.small_multiples:SmallMultiples",
    }
)
"""Every kind of chart by its name in figures.yaml, with its module and class."""
