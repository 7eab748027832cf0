"""Pictures, and drawings: what a chart looks like as shapes and words, for writers that draw it themselves.

Lengths are in points, from the lower left corner up.
"""

from __future__ import annotations

from typing import Literal

from briefgen.frozen import frozen
from briefgen.model.direction import LEFT_TO_RIGHT
from briefgen.model.plot import ChartPlot


@frozen(slots=True)
class Segment:
    """A step of a path: to a point, or by a cubic curve whose two guides stand before its point."""

    kind: Literal["move", "line", "curve", "close"]
    points: tuple[float, ...] = ()


@frozen(slots=True)
class Stroke:
    """How a path is drawn along; `dashes` are lengths on and off, empty for a whole line."""

    colour: str
    width: float
    dashes: tuple[float, ...] = ()
    phase: float = 0.0
    cap: Literal["butt", "round", "square"] = "butt"
    join: Literal["miter", "round", "bevel"] = "miter"


@frozen(slots=True)
class Shape:
    """A path that is filled with a colour (`#rrggbb`), drawn along, or both."""

    segments: tuple[Segment, ...]
    fill: str = ""
    stroke: Stroke | None = None


@frozen(slots=True)
class Words:
    """A line of text from the left end of its baseline; `face` names one of the theme.

    `angle` is in degrees, anticlockwise.
    """

    text: str
    x: float
    baseline: float
    face: str
    size: float
    colour: str
    angle: float = 0.0


@frozen(slots=True)
class Drawing:
    """Shapes and words in the order in which they are drawn; lines of words run in the `direction` as a whole."""

    width: float
    height: float
    marks: tuple[Shape | Words, ...]
    direction: str = LEFT_TO_RIGHT


@frozen
class Picture:
    """An image as bytes, PNG or JPEG; `width` and `height` in points.

    Of a chart also its drawing and twins in SVG: in `svg` words are text, in `outlines` the outlines of their letters,
    which look alike where the house fonts are not installed. Its `plot` is for programs that draw charts themselves,
    none where they cannot draw this one. `lower` is the drawing less high, if it can be: with the same words, as large
    and in the same order.
    """

    data: bytes
    media_type: str
    width: float
    height: float
    svg: bytes = b""
    outlines: bytes = b""
    drawing: Drawing | None = None
    plot: ChartPlot | None = None
    lower: Drawing | None = None
