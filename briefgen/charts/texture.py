"""Textures drawn as strokes and dots of our own, so that the PNG and the SVG show the very same ones."""

from __future__ import annotations

Position = tuple[float, float]
Bounds = tuple[float, float, float, float]

STRIPE_STEP = 4.4
DOT_STEP = 3.6
DOT_MARGIN = 1.2


def stripes(bounds: Bounds) -> list[tuple[Position, Position]]:
    """Rising diagonals across (left, top, right, bottom), on one grid for the whole page."""
    left, top, right, bottom = bounds
    numbers = range(int((left + top) // STRIPE_STEP) + 1, int((right + bottom) // STRIPE_STEP) + 1)
    ends: list[tuple[Position, Position]] = []
    for total in (number * STRIPE_STEP for number in numbers):
        start, end = max(left, total - bottom), min(right, total - top)
        ends.append(((start, total - start), (end, total - end)))
    return ends


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
