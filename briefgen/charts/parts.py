"""Parts of a stack: what each is, and whether its figure stands in it or beside it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from briefgen.charts.canvas import Canvas
from briefgen.charts.colour import readable_on
from briefgen.charts.guards import require
from briefgen.charts.paint import Paint, Palette, Texture
from briefgen.charts.placement import spread
from briefgen.frozen import frozen
from briefgen.model.chart import Point

SEAM = 1.0  # white between two parts
THIN = 0.75  # what a seam leaves of a part that has as much
INSET = 4.0
BEHIND = 2.5  # a figure, at the least
APART = 7.0  # between two labels side by side


@frozen
class Part:
    """A part of a stack: where it starts and ends along it, 0 to 1, how it is printed and painted."""

    start: float
    end: float
    text: str
    paint: Paint

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2


def parts(points: Sequence[Point | None], texts: Sequence[str], palette: Palette, whole: Decimal) -> list[Part]:
    """The points end to end, measured by the whole."""
    reached, found = Decimal(0), []
    for number, (point, text) in enumerate(zip(points, texts, strict=True)):
        if point:
            start, reached = reached, reached + point.value
            found.append(Part(float(start / whole), float(reached / whole), text, palette.paint(number, point)))
    return found


def without_seam(length: float) -> float:
    """The length of a part as it is drawn: the seam is taken from it, but never all of it."""
    return max(length - SEAM, min(length, THIN))


def fits_inside(canvas: Canvas, part: Part, width: float, height: float) -> bool:
    """Whether a part of this size can hold its figure, on a colour that letters can be read on."""
    return (
        INSET + canvas.value.width(part.text) + BEHIND + SEAM <= width
        and canvas.value.leading <= height
        and readable_on(part.paint.fill, canvas.theme.colours.ink) is not None
    )


def write_inside(canvas: Canvas, x: float, middle: float, part: Part) -> None:
    """A part's figure on its fill, which is kept plain behind it."""
    if part.paint.texture is not Texture.PLAIN:
        height = canvas.value.leading
        canvas.rectangle(x - 2, middle - height / 2, canvas.value.width(part.text) + 4, height, Paint(part.paint.fill))
    colour = readable_on(part.paint.fill, canvas.theme.colours.ink) or ""
    canvas.write_centred(x, middle, [part.text], canvas.value, colour=colour)


def side_by_side(
    wanted: Sequence[float], widths: Sequence[float], room: float, weights: Sequence[float] = ()
) -> list[float]:
    """Middles for labels on one line within the room, each as near as can be to where it wants to stand."""
    sizes = [width + APART for width in widths]
    require(
        sum(sizes) - APART <= room, "the parts are too small for their figures: use grouped bars, or leave some out"
    )
    return spread(wanted, sizes, -APART / 2, room + APART / 2, weights)
