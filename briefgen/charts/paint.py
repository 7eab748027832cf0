"""Which paint a figure gets: its series' own, grey where derived among given ones, striped where approximate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum

from briefgen.charts.colour import lightness
from briefgen.charts.guards import all_points, require
from briefgen.frozen import frozen
from briefgen.model.chart import Chart, Point
from briefgen.theme import Colours

SAME_GREY = 12.0  # a smaller difference of lightness is lost in a black-and-white print

DASHES = ((), (), (4.0, 1.2), (1.2, 1.0), (5.0, 1.2, 1.2, 1.2), (2.4, 1.0))


class Texture(Enum):
    """What lies on a fill: stripes say approximate, dots tell a colour from one that prints as the same grey."""

    PLAIN = "plain"
    STRIPES = "stripes"
    DOTS = "dots"


@frozen
class Paint:
    """A fill, and the texture in white on it."""

    fill: str
    texture: Texture = Texture.PLAIN


@frozen
class Palette:
    """The paints of a chart's series, in their order, and the grey of derived points where they are set apart."""

    series: tuple[Paint, ...]
    derived: str = ""

    @classmethod
    def of_chart(cls, colours: Colours, chart: Chart) -> Palette:
        """Paints for the chart's series: grey among several would be one colour more than the key explains."""
        return cls.of(colours, len(chart.series), all_points(chart) if len(chart.series) == 1 else ())

    @classmethod
    def of(cls, colours: Colours, count: int, points: Sequence[Point] = ()) -> Palette:
        """`count` paints, and grey for the derived ones of the points where others are given.

        Raises ChartError where the house has not that many colours.
        """
        require(count <= len(colours.data), f"{count} series are too many to tell apart: show {len(colours.data)}")
        chosen = colours.data[:count]
        paints = [Paint(colour, _texture(colour, chosen[:number])) for number, colour in enumerate(chosen)]
        mixed = len({point.derived for point in points}) > 1
        return cls(tuple(paints), colours.derived if mixed else "")

    def paint(self, series: int, point: Point) -> Paint:
        """The paint of one point."""
        paint = Paint(self.derived) if point.derived and self.derived else self.series[series]
        return replace(paint, texture=Texture.STRIPES) if point.approx else paint

    def dashes(self, series: int) -> tuple[float, ...]:
        """How a series' line is broken: the first two differ enough in lightness to be whole."""
        return DASHES[series % len(DASHES)]


def _texture(colour: str, earlier: Sequence[str]) -> Texture:
    similar = any(abs(lightness(colour) - lightness(other)) < SAME_GREY for other in earlier)
    return Texture.DOTS if similar else Texture.PLAIN
