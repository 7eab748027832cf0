"""Where labels go so that none lies on another."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from math import isnan, nan

from briefgen.frozen import frozen

GAP = (nan, nan)
"""What parts the pieces of a course that is interrupted."""


@frozen
class Box:
    """A rectangle that something occupies."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two have more than an edge in common."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def grown(self, margin: float) -> Box:
        """The rectangle with a margin around it."""
        return Box(self.left - margin, self.top - margin, self.right + margin, self.bottom + margin)

    def holds(self, other: Box) -> bool:
        """Whether the other lies within."""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )

    def crossed_by(self, start: tuple[float, float], end: tuple[float, float]) -> bool:
        """Whether a straight line passes through the rectangle."""
        return self.crossing(start, end) is not None

    def crossing(self, start: tuple[float, float], end: tuple[float, float]) -> tuple[float, float] | None:
        """Where, from 0 to 1, a straight line enters and leaves the rectangle (clipping after Liang and Barsky)."""
        enter, leave = 0.0, 1.0
        sides = ((start[0], end[0], self.left, self.right), (start[1], end[1], self.top, self.bottom))
        for begin, finish, low, high in sides:
            reach = finish - begin
            if not reach:
                if not low < begin < high:
                    return None
                continue
            first, second = sorted(((low - begin) / reach, (high - begin) / reach))
            enter, leave = max(enter, first), min(leave, second)
        return (enter, leave) if enter < leave else None

    def around(self, points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
        """A course of straight lines without what of it lies in the rectangle; its pieces are parted by a gap."""
        left = [points[0]]
        for start, end in pairwise(points):
            if not isnan(start[0] + end[0]) and (cut := self.crossing(start, end)):
                (x, y), (across, down) = start, (end[0] - start[0], end[1] - start[1])
                ends = [(x + across * part, y + down * part) for part in cut]
                left += [ends[0], GAP, ends[1]]
            left.append(end)
        return left


def spread(
    wanted: Sequence[float], sizes: Sequence[float], low: float, high: float, weights: Sequence[float] = ()
) -> list[float]:
    """Middles for things of the given sizes, in their order within low..high, as near as can be to where each wants.

    Least squares under a fixed order, by pooling neighbours that would overlap (isotonic regression); what has more
    weight gives way less. The caller sees to it that the sizes fit between low and high.
    """
    offsets = [before + size / 2 for before, size in zip(accumulate(sizes, initial=0.0), sizes, strict=False)]
    pools: list[tuple[float, float, int]] = []
    for want, offset, weight in zip(wanted, offsets, weights or [1.0] * len(sizes), strict=True):
        mean, count = want - offset, 1
        while pools and pools[-1][0] > mean:
            earlier, heavier, members = pools.pop()
            mean = (earlier * heavier + mean * weight) / (heavier + weight)
            weight, count = heavier + weight, members + count
        pools.append((mean, weight, count))
    highest = high - sum(sizes)
    starts = [min(max(mean, low), highest) for mean, _, count in pools for _ in range(count)]
    return [start + offset for start, offset in zip(starts, offsets, strict=True)]


def elbow_levels(feet: Sequence[float], anchors: Sequence[float]) -> list[int]:
    """How far from the anchors each leader turns, 0 the nearest, so that leaders in one order never cross.

    A leader runs from its foot at a label straight towards its anchor's level, turns there, and turns again into the
    anchor. Neighbours that pull the same way are nested.
    """
    levels = [0] * len(feet)
    numbers = range(len(feet))
    for before, number in pairwise(numbers):
        if feet[number] < anchors[number] and feet[number] <= anchors[before] > feet[before]:
            levels[number] = levels[before] + 1
    for after, number in pairwise(reversed(numbers)):
        if feet[number] > anchors[number] and feet[number] >= anchors[after] < feet[after]:
            levels[number] = levels[after] + 1
    return levels


def flag_depths(anchors: Sequence[float], sizes: Sequence[tuple[float, float]]) -> list[float]:
    """How far below an axis each label hangs, to the right of the leader that drops from its anchor to it.

    Labels are placed from the right: each then has its leader pass beside those before it, and goes as high as the
    labels and leaders already there allow.
    """
    taken: list[Box] = []
    depths = [0.0] * len(anchors)
    for number in sorted(range(len(anchors)), key=lambda number: (-anchors[number], number)):
        anchor, (width, height) = anchors[number], sizes[number]
        depth = 0.0
        for box in sorted(taken, key=lambda box: box.bottom):
            if Box(anchor, depth, anchor + width, depth + height).meets(box):
                depth = box.bottom
        depths[number] = depth
        taken += [Box(anchor, depth, anchor + width, depth + height), Box(anchor - 1, 0, anchor + 1, depth)]
    return depths
