"""What a chart must be before it can be drawn."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from briefgen.errors import BriefgenError
from briefgen.model.chart import Chart, Point


class ChartError(BriefgenError):
    """The chart cannot be drawn sensibly; the message says why and what to do."""


def require(condition: bool, message: str) -> None:
    """Raise ChartError with the message unless the condition holds."""
    if not condition:
        raise ChartError(message)


def given(points: Iterable[Point | None]) -> list[Point]:
    """The points that are there."""
    return [point for point in points if point is not None]


def ends_of(point: Point) -> tuple[Decimal, ...]:
    """The ends that a range has, or an exact value."""
    return point.interval.ends if point.interval else (point.value,)


def all_points(chart: Chart) -> list[Point]:
    """Every point of every series, in order."""
    return [point for series in chart.series for point in given(series.points)]


def require_points(chart: Chart) -> list[Point]:
    """All points of a chart whose series and categories are parallel; raises ChartError where there are none."""
    for series in chart.series:
        require(
            len(series.points) == len(chart.categories),
            f'the series "{series.name}" has {len(series.points)} figures for {len(chart.categories)} categories',
        )
    require(
        len(chart.series) == 1 or all(series.name.strip() for series in chart.series),
        "each of several series needs a name",
    )
    points = all_points(chart)
    require(bool(points), "the chart has no figures to show")
    require(any(any(ends_of(point)) for point in points), "all figures of the chart are zero")
    return points


def require_parts(chart: Chart) -> None:
    """Raise ChartError where figures that are stacked cannot be parts of a whole."""
    negative = next((point for point in require_points(chart) if point.value < 0), None)
    require(negative is None, f'"{negative.text if negative else ""}" is negative and cannot be a part of a whole')
