"""Figures along lines: each beside its point, on no line and no other figure where that can be had."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from briefgen.charts.placement import Box
from briefgen.charts.validation import require
from briefgen.frozen import frozen
from briefgen.model.chart import Point
from briefgen.model.plot import LabelSide

if TYPE_CHECKING:
    from briefgen.charts.canvas import Canvas

SHORT = 8  # points of a single series that are each printed
ALL_PRINTED = 10  # points of a single series that are each printed where there is room
LIFT = 4.5  # from a point to its figure
UNDER = 3.5  # from the foot of the plot to a figure below it
CLEAR = 1.0  # from a line to a figure
APART = 3.0  # between two figures side by side
DOT = 2.7  # the radius of a point
ALONE = 7.0  # from a figure to the points of other series


@frozen
class Spot:
    """A point where it stands on the page."""

    x: float
    y: float
    series: int
    point: Point


Course = list[Spot | None]
Position = tuple[float, float]
Stroke = tuple[Position, Position]


def runs(course: Course) -> Iterator[list[Spot]]:
    """The unbroken stretches of a course."""
    run: list[Spot] = []
    for spot in [*course, None]:
        if spot:
            run.append(spot)
        elif run:
            yield run
            run = []


def room(canvas: Canvas) -> float:
    """What a figure takes above or below its point."""
    return LIFT + canvas.value.leading


@frozen
class Field:
    """Where figures may stand, how far the plot reaches down in it, and what they must not lie on."""

    area: Box
    foot: float
    strokes: Sequence[Stroke]
    dots: Sequence[Box]
    series: Sequence[int]

    @classmethod
    def of(cls, canvas: Canvas, plot: Box, courses: Sequence[Course], zero: float | None) -> Field:
        """The plot with a line of figures above and one below, its courses, and the line of zero where it has one."""
        strokes = [
            ((start.x, start.y), (end.x, end.y))
            for course in courses
            for run in runs(course)
            for start, end in pairwise(run)
        ]
        if zero is not None:
            strokes.append(((plot.left, zero), (plot.right, zero)))
        dots = [Box(spot.x, spot.y, spot.x, spot.y).grown(DOT) for course in courses for spot in filter(None, course)]
        area = Box(plot.left, plot.top - room(canvas), plot.right, plot.bottom + UNDER + canvas.value.leading)
        owners = [spot.series for course in courses for spot in filter(None, course)]
        return cls(area, plot.bottom, strokes, dots, owners)

    def place(self, spot: Spot, width: float, height: float, taken: Sequence[Box], *, must: bool) -> Box | None:
        """The nearest free place for a figure; for one that must be printed, if need be further off or on a line."""
        further = chain(self._beneath(spot, width, height), self._apart(spot, width, height)) if must else ()
        places = [*_beside(spot, width, height), *further]
        held = [box for box in places if self.area.holds(box) and not any(map(box.meets, [*taken, *self.dots]))]
        if not must:
            held = [box for box in held if not any(map(box.grown(ALONE).meets, self._others(spot)))]
        clear = (box for box in held if not any(box.grown(CLEAR).crossed_by(*stroke) for stroke in self.strokes))
        return next(clear, held[0] if held and must else None)

    def _others(self, spot: Spot) -> Iterator[Box]:
        """The points of the other series, beside which nobody could tell whose figure it is."""
        yield from (box for box, series in zip(self.dots, self.series, strict=True) if series != spot.series)

    def _beneath(self, spot: Spot, width: float, height: float) -> Iterator[Box]:
        """Below the plot, for a point too near to its foot to have a figure between the two."""
        if spot.y + LIFT + height > self.foot:
            left, top = self._left(spot, width), self.foot + UNDER
            yield Box(left, top, left + width, top + height)

    def _apart(self, spot: Spot, width: float, height: float) -> Iterator[Box]:
        """Above and below the point, ever further away."""
        left = self._left(spot, width)
        for lines in range(1, int((self.area.bottom - self.area.top) / height) + 1):
            for top in (spot.y - LIFT - (lines + 1) * height, spot.y + LIFT + lines * height):
                yield Box(left, top, left + width, top + height)

    def _left(self, spot: Spot, width: float) -> float:
        return min(max(spot.x - width / 2, self.area.left), self.area.right - width)


def draw_point_labels(canvas: Canvas, field: Field, courses: Sequence[Course]) -> tuple[float, dict[Spot, LabelSide]]:
    """Write the figures that matter along the lines; returns how far down they reach, and the side of each."""
    needed, wanted = _notable(courses)
    taken: list[Box] = []
    sides: dict[Spot, LabelSide] = {}
    for spot in dict.fromkeys((*needed, *wanted)):
        text, must = spot.point.text, spot in needed
        box = field.place(spot, canvas.value.width(text), canvas.value.leading, taken, must=must)
        require(box is not None or not must, f'the line leaves no room for "{text}": shorten the figures')
        if box:
            _draw_label(canvas, spot, box)
            sides[spot] = _side(spot, box)
            taken.append(Box(box.left - APART, box.top, box.right + APART, box.bottom))
    return max((box.bottom for box in taken), default=field.foot), sides


def _side(spot: Spot, box: Box) -> LabelSide:
    """On which side of its point a figure stands."""
    if box.top < spot.y < box.bottom:
        return LabelSide.BEHIND if box.left > spot.x else LabelSide.BEFORE
    return LabelSide.ABOVE if box.bottom <= spot.y else LabelSide.BELOW


def _notable(courses: Sequence[Course]) -> tuple[list[Spot], list[Spot]]:
    """The points whose figures have to be printed, and those for which it is good to; the last have theirs at the end.

    Of a single line those are its highest, first and lowest, and all where it is short.
    """
    ends, rest = [], []
    for course in filter(any, courses):
        *spots, last = filter(None, course)
        highest, lowest = (choose([*spots, last], key=lambda spot: spot.y) for choose in (min, max))
        ends += [spot for spot in (highest, *spots[:1], lowest) if spot is not last]
        rest += spots
    if len(courses) > 1:
        return [], ends
    return (ends + rest, []) if len(rest) < SHORT else (ends, rest if len(rest) < ALL_PRINTED else [])


def _beside(spot: Spot, width: float, height: float) -> Iterator[Box]:
    """Above and below the point, in the middle or to a side, then level with it."""
    for shift in (0.5, 0.15, 0.85, 0.0, 1.0):
        left = spot.x - width * shift
        for top in (spot.y - LIFT - height, spot.y + LIFT):
            yield Box(left, top, left + width, top + height)
    for left in (spot.x + LIFT, spot.x - LIFT - width):
        yield Box(left, spot.y - height / 2, left + width, spot.y + height / 2)


def _draw_label(canvas: Canvas, spot: Spot, box: Box) -> None:
    gap = max(box.top - spot.y, spot.y - box.bottom)
    if gap > canvas.value.leading:
        edge = box.top if box.top > spot.y else box.bottom
        side = LIFT if edge > spot.y else -LIFT
        canvas.line([(spot.x, spot.y + side), (spot.x, edge)], canvas.theme.colours.muted, 0.4)
    canvas.interrupt(box)
    canvas.write_below(box.left, box.top, [spot.point.text], canvas.value)
