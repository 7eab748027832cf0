"""Shapes as the operators that draw them (ISO 32000-1, 8.5)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from briefgen.model.drawing import Shape, Stroke

STEPS = {"move": "m", "line": "l", "curve": "c", "close": "h"}
CAPS = {"butt": 0, "round": 1, "square": 2}
JOINS = {"miter": 0, "round": 1, "bevel": 2}


def fill(colour: str) -> str:
    """The operator that sets the colour of what is filled."""
    return f"{_components(colour)} rg"


def operators(shape: Shape) -> str:
    """All operators of a shape, on one line."""
    return " ".join(_operators(shape))


def _operators(shape: Shape) -> Iterator[str]:
    if shape.fill:
        yield fill(shape.fill)
    if shape.stroke:
        yield from _along(shape.stroke)
    for segment in shape.segments:
        yield from (f"{number:g}" for number in segment.points)
        yield STEPS[segment.kind]
    yield "B" if shape.fill and shape.stroke else "f" if shape.fill else "S"


def _along(stroke: Stroke) -> Iterator[str]:
    yield f"{_components(stroke.colour)} RG {stroke.width:g} w {CAPS[stroke.cap]} J {JOINS[stroke.join]} j"
    yield f"[{' '.join(f'{length:g}' for length in stroke.dashes)}] {stroke.phase:g} d"


@lru_cache(maxsize=256)
def _components(colour: str) -> str:
    return " ".join(f"{int(colour[start : start + 2], 16) / 255:.4g}" for start in (1, 3, 5))
