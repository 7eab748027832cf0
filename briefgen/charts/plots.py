"""What a chart that is being drawn tells programs that draw it themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from briefgen.charts.heading import BELOW
from briefgen.charts.number_formats import number_format
from briefgen.charts.numbers import Scale
from briefgen.charts.paint import Palette, readable_on
from briefgen.charts.validation import all_points
from briefgen.frozen import frozen
from briefgen.model.chart import Chart, Direction, Point
from briefgen.model.plot import (
    ChartPlot,
    LabelSide,
    PlotBox,
    PlotHeading,
    PlotNames,
    PlotScale,
    PlotShape,
    PlottedPoint,
    PlottedSeries,
)

if TYPE_CHECKING:
    from briefgen.charts.canvas import Canvas

MOST_GAP = 500.0
"""The widest gap between bars that the format knows, in hundredths of a bar (ISO/IEC 29500-1, 21.2.3.16)."""
DOT_HEIGHT = 150.0
DOT_ROOM = 18.0
NAME_LINES = 3


@frozen
class PointLabel:
    """What is printed at a point: a text, where, whether its series is named beside it, and whether it has a mark."""

    text: str
    side: LabelSide = LabelSide.BEYOND
    names_series: bool = False
    marked: bool = True


PointLabels = Callable[[int, int, Point], PointLabel]
"""What is printed at a point, by its series, its category and itself."""


def bars(
    chart: Chart,
    canvas: Canvas,
    palette: Palette,
    box: PlotBox,
    ends: PlotScale,
    thick: float,
    pitch: float,
    between: float,
) -> None:
    """Note bars from zero, so thick, so far from group to group and apart within one."""
    count = len(chart.series)
    plot = ChartPlot(
        _shape(chart),
        box,
        ends,
        _series(chart, canvas, palette, lambda _series, _category, point: PointLabel(point.text)),
        has_key=count > 1,
        gap=_gap(pitch - count * thick - (count - 1) * between, thick),
        overlap=-between / thick * 100,
    )
    _note(canvas, plot)


def stacks(
    chart: Chart,
    canvas: Canvas,
    palette: Palette,
    box: PlotBox,
    bar: tuple[float, float],
    texts: Mapping[tuple[int, int], str],
    whole: float | None,
) -> None:
    """Note stacks of the figures in them, by category and series: how thick and far apart, and what would fill the box.

    Without a `whole` each does.
    """

    def label(series: int, category: int, _: Point) -> PointLabel:
        text = texts.get((category, series), "")
        return PointLabel(text, LabelSide.WITHIN if text else LabelSide.NOWHERE)

    def total(point: Point) -> PlottedPoint:
        form = number_format(point.value, point.text, chart)
        return PlottedPoint(form, side=LabelSide.AT_BASE, ink=canvas.value.colour)

    plot = ChartPlot(
        _shape(chart),
        box,
        PlotScale(0.0, whole),
        _series(chart, canvas, palette, label),
        has_key=True,
        gap=_gap(bar[1] - bar[0], bar[0]),
        stacked=True,
        of_shares=whole is None,
        totals=tuple(total(each) if each else None for each in chart.totals),
    )
    _note(canvas, plot)


def parts(chart: Chart, canvas: Canvas, palette: Palette, box: PlotBox, texts: Sequence[str]) -> None:
    """Note a single bar of parts, with what is printed in each and a key in the place of the names above it."""
    plotted = chart.plotted
    plot = ChartPlot(
        PlotShape.BARS,
        box,
        PlotScale(0.0),
        _series(plotted, canvas, palette, lambda series, *_: PointLabel(texts[series], LabelSide.WITHIN)),
        has_key=True,
        stacked=True,
        of_shares=True,
        names=PlotNames.NOWHERE,
    )
    canvas.heading = PlotHeading(canvas.heading.text, canvas.heading.key, box[1], has_key=True)
    _note(canvas, plot)


def share(chart: Chart, canvas: Canvas, palette: Palette, box: PlotBox, point: Point, *, holds: bool) -> None:
    """Note a percentage as the filled part of a bar, printed in that if it `holds` it, or else behind it."""
    side = LabelSide.WITHIN if holds else LabelSide.BEYOND
    plot = ChartPlot(
        PlotShape.BARS,
        box,
        PlotScale(0.0, 100.0),
        _series(chart, canvas, palette, lambda *_: PointLabel(point.text, side)),
        names=PlotNames.NOWHERE,
        ground=canvas.theme.colours.derived,
    )
    canvas.heading = PlotHeading(chart.categories[0], height=box[1])
    _note(canvas, plot)


def lines(
    chart: Chart,
    canvas: Canvas,
    palette: Palette,
    box: PlotBox,
    scale: Scale,
    labels: PointLabels,
    *,
    has_marks: bool,
    has_key: bool,
) -> None:
    """Note lines over categories that stand evenly; those of a slope have their names above, and no marks."""
    form = _marks(scale, chart) if has_marks else ""
    if scale.is_log or chart.positions or len(chart.categories) < 2 or (has_marks and not form):
        return
    plot = ChartPlot(
        PlotShape.LINES,
        box,
        PlotScale(scale.low, scale.high, scale.step if has_marks else 0.0, form),
        _series(chart, canvas, palette, labels),
        has_key=has_key,
        names=PlotNames.BELOW if has_marks else PlotNames.ABOVE,
        joins=not has_marks,
    )
    _note(canvas, plot)


def dots(chart: Chart, canvas: Canvas, palette: Palette, scale: Scale, top: float) -> None:
    """Note dots over the names of their categories, where these have room; programs draw none in rows."""
    pitch = canvas.width / len(chart.categories)
    names = [canvas.label.wrap(category, pitch - BELOW) for category in chart.categories]
    widths = [canvas.value.width(point.text) for point in all_points(chart)]
    form = _marks(scale, chart) if scale.low else ""
    is_double = len(chart.series) > 1
    room = pitch - BELOW if not is_double else (pitch - BELOW) / 2 - DOT_ROOM / 2
    widest = max(map(canvas.label.widest, names))
    fits = max(map(len, names)) <= NAME_LINES and widest <= pitch - BELOW and max(widths) <= room
    if scale.is_log or not fits or (scale.low and not form):
        return

    def label(series: int, _: int, point: Point) -> PointLabel:
        return PointLabel(point.text, (LabelSide.BEFORE, LabelSide.BEHIND)[series] if is_double else LabelSide.ABOVE)

    left = canvas.muted.widest([scale.text(mark, chart) for mark in scale.marks()]) + BELOW if scale.low else 0.0
    upper = top + DOT_ROOM
    plot = ChartPlot(
        PlotShape.DOTS,
        (left, upper, canvas.width, upper + DOT_HEIGHT),
        PlotScale(scale.low, scale.high, scale.step if scale.low else 0.0, form),
        _series(chart, canvas, palette, label),
        has_key=is_double,
        joins=is_double,
    )
    lines_of_names = max(map(len, names)) * canvas.label.leading
    _note(canvas, plot, upper + DOT_HEIGHT + DOT_ROOM + lines_of_names)


def _shape(chart: Chart) -> PlotShape:
    return PlotShape.COLUMNS if chart.direction is Direction.VERTICAL else PlotShape.BARS


def _gap(gap: float, thick: float) -> float:
    return max(0.0, min(MOST_GAP, gap / thick * 100))


def _marks(scale: Scale, chart: Chart) -> str:
    """The format of a scale's marks; nothing where there is none."""
    if scale.is_log:
        return ""
    mark = scale.low if scale.low < 0 else scale.high
    return number_format(Decimal(str(round(mark, 9))), scale.text(mark, chart), chart)


def _note(canvas: Canvas, plot: ChartPlot, height: float = 0.0) -> None:
    """Note a plot unless it runs from the right, or has a figure in a form that no format of numbers gives.

    A key that the picture does without has a line of its own above what is plotted. The `height` is that of the plot
    with its names, where it is not the picture's.
    """
    points = [point for each in plot.series for point in each.points if point]
    points += [total for total in plot.totals if total]
    if all(point.form for point in points) and not canvas.is_turned:
        more = canvas.label.leading + BELOW if plot.has_key and not canvas.heading.has_key else 0.0
        heading = replace(canvas.heading, height=canvas.heading.height + more)
        canvas.plot = replace(plot, own_height=height, room_above=more, heading=heading)


def _series(chart: Chart, canvas: Canvas, palette: Palette, labels: PointLabels) -> tuple[PlottedSeries, ...]:
    """How each series and its points look."""
    found = []
    for number, series in enumerate(chart.series):
        own = palette.series[number]
        looks = (
            _point(chart, canvas, palette, number, point, labels(number, category, point)) if point else None
            for category, point in enumerate(series.points)
        )
        found.append(PlottedSeries(own.fill, own.texture.value, palette.dashes(number), tuple(looks)))
    return tuple(found)


def _point(
    chart: Chart, canvas: Canvas, palette: Palette, series: int, point: Point, label: PointLabel
) -> PlottedPoint:
    paint = palette.paint(series, point)
    form = number_format(point.value, label.text or point.text, chart)
    inside = label.side is LabelSide.WITHIN
    ink = (readable_on(paint.fill, canvas.theme.colours.ink) or "") if inside else canvas.value.colour
    marker = palette.marker(series).value if label.marked else ""
    return PlottedPoint(form, paint.fill, paint.texture.value, label.side, ink, marker, label.names_series)
