"""Which paint a figure gets: its series' colour, grey where it is derived, striped where it is approximate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from briefgen.figures.colour import lightness
from briefgen.figures.guards import require
from briefgen.model.figure import Point
from briefgen.theme import Colours

SAME_GREY = 12.0  # a smaller difference of lightness is lost in a black-and-white print

DASHES = ((), (), (4.0, 1.2), (1.2, 1.0), (5.0, 1.2, 1.2, 1.2), (2.4, 1.0))


class Texture(Enum):
    """What lies on a fill: stripes say approximate, dots tell a colour from one that prints as the same grey."""

    PLAIN = "plain"
    STRIPES = "stripes"
    DOTS = "dots"


@dataclass(frozen=True)
class Paint:
    """A fill, the texture in white on it, and the colour of a frame around it, if any."""

    fill: str
    texture: Texture = Texture.PLAIN
    edge: str = ""


@dataclass(frozen=True)
class Palette:
    """The paints of a chart's series, in their order."""

    series: tuple[Paint, ...]
    derived: str

    @classmethod
    def of(cls, colours: Colours, count: int) -> Palette:
        """Paints for `count` series, raising ChartError where the house has not that many colours."""
        require(count <= len(colours.data), f"{count} series are too many to tell apart: show {len(colours.data)}")
        chosen = colours.data[:count]
        paints = [Paint(colour, _texture(colour, chosen[:number])) for number, colour in enumerate(chosen)]
        return cls(tuple(paints), colours.derived)

    def paint(self, series: int, point: Point) -> Paint:
        """The paint of one point; where there are several series, a derived one is framed in its series' colour."""
        own = self.series[series]
        paint = Paint(self.derived, edge=own.fill if len(self.series) > 1 else "") if point.derived else own
        return replace(paint, texture=Texture.STRIPES) if point.approx else paint

    def dashes(self, series: int) -> tuple[float, ...]:
        """How a series' line is broken: the first two differ enough in lightness to be whole."""
        return DASHES[series % len(DASHES)]


def _texture(colour: str, earlier: Sequence[str]) -> Texture:
    similar = any(abs(lightness(colour) - lightness(other)) < SAME_GREY for other in earlier)
    return Texture.DOTS if similar else Texture.PLAIN
