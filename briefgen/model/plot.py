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
    """What stands for a figure: a bar that lies, one that stands, a point of a line, a dot, a part of one bar."""

    BARS = "bars"
    COLUMNS = "columns"
    LINES = "lines"
    DOTS = "dots"
    PARTS = "parts"


class LabelSide(Enum):
    """Where a figure is printed: beyond the end of its bar, on it, or beside its point; or nowhere."""

    BEYOND = "beyond"
    WITHIN = "within"
    ABOVE = "above"
    BELOW = "below"
    BEFORE = "before"
    BEHIND = "behind"
    NOWHERE = "nowhere"


@frozen
class PlottedPoint:
    """How a point looks: its fill and what lies on it, and how its figure is printed, where, and in which colour.

    `form` is the format of numbers (ISO/IEC 29500-1, 18.8.31) by which its value is what the text prints.
    """

    form: str
    fill: str
    texture: str
    side: LabelSide
    ink: str
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


@frozen
class ChartPlot:
    """A chart as it stands in its picture.

    `box` is where the figures are plotted, in a picture of a size. `gap` and `overlap` are
    those of bars, in hundredths of how thick one is. A plot `of_shares` gives all bars the same length. One that
    `has_key` names its series above the plot.
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

    def within(self, size: tuple[float, float], margin: float) -> ChartPlot:
        """The plot in a picture of this size with a margin around what is drawn; `size` was what to add to that."""
        left, top, right, bottom = (edge + margin for edge in self.box)
        more = self.size[1]
        return replace(self, size=(size[0], size[1] + more), box=(left, top + more, right, bottom + more))
