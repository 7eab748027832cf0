"""Palettes: the few colours of a chart, and the shades on the edges of its letters and lines, in a byte each."""

from __future__ import annotations

from typing import Any

from PIL import Image

MOST = 256
STEP = 8
"""Levels of 256 by which a shade may differ from the one that stands for it, which nobody sees on an edge."""


def with_palette(image: Image.Image) -> Image.Image:
    """An RGB picture with a palette: its frequent colours as they are, shades of less than `STEP` between them as one.

    A picture with more colours than a palette has room for stays as it is.
    """
    counted: Any = image.getcolors(image.width * image.height)
    chosen: dict[tuple[int, ...], tuple[int, ...]] = {}
    for _, colour in sorted(counted, reverse=True):
        chosen.setdefault(tuple(level // STEP for level in colour), colour)
    if len(chosen) > MOST:
        return image
    palette = Image.new("P", (1, 1))
    palette.putpalette([level for colour in chosen.values() for level in colour])
    return image.quantize(palette=palette, dither=Image.Dither.NONE)
