"""Which paint a figure gets: its series' own, grey where derived among given ones, striped where approximate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum

from briefgen.charts.validation import all_points, require
from briefgen.frozen import frozen
from briefgen.model.chart import Chart, Point
from briefgen.theme import Colours, contrast, luminance

SAME_GREY = 12.0  # a smaller difference of lightness is lost in a black-and-white print

DASHES = ((), (), (4.0, 1.2), (1.2, 1.0), (5.0, 1.2, 1.2, 1.2), (2.4, 1.0))

WHITE = "#ffffff"
READABLE = 4.5  # the least contrast of text, WCAG 2.2, success criterion 1.4.3

Position = tuple[float, float]
Bounds = tuple[float, float, float, float]

STRIPE_STEP = 4.4
DOT_STEP = 3.6
DOT_MARGIN = 1.2


RULE_STEP = 3.6


class Texture(Enum):
    """What lies on a fill: stripes say approximate, the others tell a colour from those that print as the same grey."""

    PLAIN = "plain"
    STRIPES = "stripes"
    DOTS = "dots"
    RULES = "rules"
    GRID = "grid"


TELLING = (Texture.PLAIN, Texture.DOTS, Texture.RULES, Texture.GRID)
"""The textures of colours that print as the same grey, in their order."""


class Marker(Enum):
    """The shape of a point of a series, which tells it from others where colours do not."""

    DISC = "disc"
    SQUARE = "square"
    TRIANGLE = "triangle"
    DIAMOND = "diamond"
    FALLING = "falling"
    PENTAGON = "pentagon"


MARKERS = tuple(Marker)


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

    @property
    def without_textures(self) -> Palette:
        """The palette of parts that are each named where they stand: nobody needs textures to find them in a key."""
        return replace(self, series=tuple(Paint(paint.fill) for paint in self.series))

    def paint(self, series: int, point: Point) -> Paint:
        """The paint of one point."""
        paint = Paint(self.derived) if point.derived and self.derived else self.series[series]
        return replace(paint, texture=Texture.STRIPES) if point.approx else paint

    def marker(self, series: int) -> Marker:
        """The shape of a series' points."""
        return MARKERS[series % len(MARKERS)]

    def dashes(self, series: int) -> tuple[float, ...]:
        """How a series' line is broken: the first two differ enough in lightness to be whole."""
        return DASHES[series % len(DASHES)]


def _texture(colour: str, earlier: Sequence[str]) -> Texture:
    similar = sum(abs(lightness(colour) - lightness(other)) < SAME_GREY for other in earlier)
    return TELLING[similar % len(TELLING)]


def lightness(colour: str) -> float:
    """CIE L* of `#rrggbb`, 0 to 100: what is left of a colour in a black-and-white print."""
    relative = luminance(colour)
    return float(116 * relative ** (1 / 3) - 16) if relative > 0.008856 else 903.3 * relative


def readable_on(fill: str, ink: str) -> str | None:
    """White or the ink, whichever reads better on the fill; none where neither reads well enough."""
    best = max((WHITE, ink), key=lambda colour: contrast(colour, fill))
    return best if contrast(best, fill) >= READABLE else None


def stripes(bounds: Bounds) -> list[tuple[Position, Position]]:
    """Rising diagonals across (left, top, right, bottom), on one grid for the whole page."""
    left, top, right, bottom = bounds
    numbers = range(int((left + top) // STRIPE_STEP) + 1, int((right + bottom) // STRIPE_STEP) + 1)
    ends: list[tuple[Position, Position]] = []
    for total in (number * STRIPE_STEP for number in numbers):
        start, end = max(left, total - bottom), min(right, total - top)
        ends.append(((start, total - start), (end, total - end)))
    return ends


def rules(bounds: Bounds, *, crossed: bool) -> list[tuple[Position, Position]]:
    """Level lines in (left, top, right, bottom), on one grid for the whole page, and upright ones that cross them."""
    left, top, right, bottom = bounds
    level = [((left, y), (right, y)) for y in _grid(top, bottom)]
    return level + [((x, top), (x, bottom)) for x in _grid(left, right)] if crossed else level


def _grid(start: float, end: float) -> list[float]:
    return [number * RULE_STEP for number in range(int(start // RULE_STEP) + 1, int(end // RULE_STEP) + 1)]


def dots(bounds: Bounds) -> list[Position]:
    """Dots in a quincunx within (left, top, right, bottom), none of them cut at an edge: none where all would be."""
    left, top, right, bottom = bounds
    width, height = right - left - 2 * DOT_MARGIN, bottom - top - 2 * DOT_MARGIN
    if min(width, height) < 0:
        return []
    across, down = int(width / DOT_STEP * 2), int(height / DOT_STEP * 2)
    start = left + (right - left - across * DOT_STEP / 2) / 2, top + (bottom - top - down * DOT_STEP / 2) / 2
    return [
        (start[0] + column * DOT_STEP / 2, start[1] + row * DOT_STEP / 2)
        for row in range(down + 1)
        for column in range(row % 2, across + 1, 2)
    ]
