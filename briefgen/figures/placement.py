"""Where labels go so that none lies on another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
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

    def crossed_by(self, start: tuple[float, float], end: tuple[float, float]) -> bool:
        """Whether a straight line passes through the rectangle (clipping after Liang and Barsky)."""
        enter, leave = 0.0, 1.0
        sides = ((start[0], end[0], self.left, self.right), (start[1], end[1], self.top, self.bottom))
        for begin, finish, low, high in sides:
            reach = finish - begin
            if not reach:
                if not low < begin < high:
                    return False
                continue
            first, second = sorted(((low - begin) / reach, (high - begin) / reach))
            enter, leave = max(enter, first), min(leave, second)
        return enter < leave


def spread(wanted: Sequence[float], sizes: Sequence[float], low: float, high: float) -> list[float]:
    """Middles for things of the given sizes, in their order within low..high, as near as can be to where each wants.

    Least squares under a fixed order, by pooling neighbours that would overlap (isotonic regression). The caller sees
    to it that the sizes fit between low and high.
    """
    offsets, total = [], 0.0
    for size in sizes:
        offsets.append(total + size / 2)
        total += size
    pools: list[tuple[float, int]] = []
    for want, offset in zip(wanted, offsets, strict=True):
        mean, count = want - offset, 1
        while pools and pools[-1][0] > mean:
            earlier, members = pools.pop()
            mean, count = (earlier * members + mean * count) / (members + count), members + count
        pools.append((mean, count))
    starts = [min(max(mean, low), high - total) for mean, count in pools for _ in range(count)]
    return [start + offset for start, offset in zip(starts, offsets, strict=True)]


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
