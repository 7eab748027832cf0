"""Labels at the ends of lines: each figure with its series' name, level with its dot or led to where there is room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefgen.charts.placement import spread
from briefgen.charts.validation import all_points, require
from briefgen.frozen import frozen
from briefgen.model.chart import Chart

if TYPE_CHECKING:
    from briefgen.charts.canvas import Align, Canvas

LEADER = 12.0
NAME_GAP = 6.0
LEAST_NAME = 40.0
APART = 3.0
CLEAR = 4.5  # from a dot to its leader


@frozen
class EndLabels:
    """The names of a chart's series in lines, and the columns that figures and names take beside the plot."""

    names: tuple[tuple[str, ...], ...]
    figures: float
    width: float

    @classmethod
    def of(cls, canvas: Canvas, chart: Chart, share: float) -> EndLabels:
        """EndLabels that take at most a share of the canvas' width."""
        figures = max(canvas.value.width(point.text) for point in all_points(chart))
        room = canvas.width * share - LEADER - figures - NAME_GAP
        require(room >= LEAST_NAME, "the figures as printed leave no room for the lines: shorten them")
        names = tuple(canvas.label.wrap(series.name, room) for series in chart.series)
        column = NAME_GAP + max(map(canvas.label.widest, names)) if any(names) else 0.0
        return cls(names, figures, LEADER + figures + column)

    @property
    def stand_on_one_line(self) -> bool:
        """Whether no name takes more lines than one."""
        return all(len(name) < 2 for name in self.names)

    def height(self, canvas: Canvas, series: int) -> float:
        """What the label of a series takes, with the space that sets it off."""
        return max(canvas.value.leading, len(self.names[series]) * canvas.label.leading) + APART

    def total_height(self, canvas: Canvas) -> float:
        """What the labels of all series take."""
        return sum(self.height(canvas, series) for series in range(len(self.names)))


@frozen
class LineEnd:
    """Where a series' line ends, and the figure there."""

    series: int
    figure: str
    x: float
    y: float


def draw_ends(
    canvas: Canvas, labels: EndLabels, ends: Sequence[LineEnd], edge: float, outward: int, bounds: tuple[float, float]
) -> bool:
    """Write the labels beside the plot's `edge`, to the right (1) or left (-1), between the bounds top and bottom.

    Whether each is level with its dot, and so needs no leader.
    """
    ordered = sorted(ends, key=lambda end: (end.y, end.series))
    heights = [labels.height(canvas, end.series) for end in ordered]
    places = spread([end.y for end in ordered], heights, *bounds)
    align: Align = "left" if outward > 0 else "right"
    is_level = True
    for end, place in zip(ordered, places, strict=True):
        if abs(place - end.y) > 1 or abs(edge - end.x) > 1:
            is_level = False
            start = (end.x + outward * CLEAR, end.y)
            canvas.line([start, (edge + outward * (LEADER - 3), place)], canvas.theme.colours.muted, 0.4)
        figure = edge + outward * LEADER
        canvas.write_centred(figure, place, [end.figure], canvas.value, align)
        name = figure + outward * (labels.figures + NAME_GAP)
        canvas.write_centred(name, place, labels.names[end.series], canvas.label, align)
    return is_level
