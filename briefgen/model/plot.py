"""Plots: what a chart's picture shows, for programs that draw charts themselves, as Word does.

Lengths are in points, from the top left corner down.
"""

from __future__ import annotations

from dataclasses import replace
from enum import Enum

from briefgen.frozen import frozen

PlotBox = tuple[float, float, float, float]
"""Left, top, right and bottom."""


class PlotShape(Enum):
    """What stands for a figure: a bar that lies, one that stands, a point of a line, or a dot."""

    BARS = "bars"
    COLUMNS = "columns"
    LINES = "lines"
    DOTS = "dots"


class LabelSide(Enum):
    """Where a figure is printed: beyond the end of its bar, on it, where it begins, or beside its point; or nowhere."""

    BEYOND = "beyond"
    WITHIN = "within"
    AT_BASE = "at base"
    ABOVE = "above"
    BELOW = "below"
    BEFORE = "before"
    BEHIND = "behind"
    NOWHERE = "nowhere"


class PlotNames(Enum):
    """Where categories are named: below what is plotted or left of it, above it, or nowhere."""

    BELOW = "below"
    ABOVE = "above"
    NOWHERE = "nowhere"


@frozen
class PlottedPoint:
    """How a point looks: its fill, what lies on it, and its marker, and how its figure is printed, where, in which ink.

    `form` is the format of numbers (ISO/IEC 29500-1, 18.8.31) by which its value is what the text prints. The name of
    its series stands beside the figure where it `names_series`.
    """

    form: str
    fill: str = ""
    texture: str = ""
    side: LabelSide = LabelSide.BEYOND
    ink: str = ""
    marker: str = ""
    names_series: bool = False


@frozen
class PlottedSeries:
    """How a series looks as a whole, with the dashes of its line, and each of its points."""

    fill: str
    texture: str
    dashes: tuple[float, ...]
    points: tuple[PlottedPoint | None, ...]


@frozen
class PlotHeading:
    """What stands above a plot: a text, whether there is a key and where it begins, and how high both are."""

    text: str = ""
    key: float = 0.0
    height: float = 0.0
    has_key: bool = False


@frozen
class PlotScale:
    """The scale of a plot: its ends, of which those that are none follow the figures, and the step of its marks.

    One without a step has no marks; `form` is the format of these.
    """

    low: float | None = None
    high: float | None = None
    step: float = 0.0
    form: str = ""

    @property
    def includes_zero(self) -> bool:
        """Whether zero lies between its ends."""
        return (self.low is None or self.low <= 0) and (self.high is None or self.high >= 0)


@frozen
class ChartPlot:
    """A chart as it stands in its picture.

    `box` is where the figures are plotted, in a picture of a `size`: of its `own_height`, with the names below, where
    that is another than the drawn one's, and higher by the `room_above` that a key needs. `gap` and `overlap` are those
    of bars, in hundredths of how thick one is. One `of_shares` gives all stacks the same length. One that `has_key`
    names its series above the plot; `names` says where its categories are named. `totals` are printed where stacks end,
    and `ground` is the colour behind bars that are parts of a whole. Figures of one category are joined where it
    `joins` them.
    """

    shape: PlotShape
    box: PlotBox
    scale: PlotScale
    series: tuple[PlottedSeries, ...]
    size: tuple[float, float] = (0.0, 0.0)
    heading: PlotHeading = PlotHeading()
    has_key: bool = False
    gap: float = 0.0
    overlap: float = 0.0
    stacked: bool = False
    of_shares: bool = False
    totals: tuple[PlottedPoint | None, ...] = ()
    names: PlotNames = PlotNames.BELOW
    ground: str = ""
    joins: bool = False
    own_height: float = 0.0
    room_above: float = 0.0

    def within(self, size: tuple[float, float], margin: float) -> ChartPlot:
        """The plot in a picture that was drawn at this size with a margin around."""
        left, top, right, bottom = (edge + margin for edge in self.box)
        height = self.own_height + 2 * margin if self.own_height else size[1]
        box = left, top + self.room_above, right, bottom + self.room_above
        return replace(self, size=(size[0], height + self.room_above), box=box)
