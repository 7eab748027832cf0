"""Measures in points that pages and the Word document share, without all that lays pages out."""

from __future__ import annotations

from math import ceil

from briefgen.model.blocks import KeyFigures

NUMBER_ROOM = 26.0
"""From the number of a paragraph to its text."""
CONTENTS_INDENT = 12.0
"""Narrow, since a title without a number must reach beyond it: in Word its page would stand there otherwise."""
ABOVE_COVER = 0.24
"""The part of a page that stands empty above the title of a cover."""
MOST_TILES = 4
SMALLEST_VALUE = 0.6
"""The part of their size to which values shrink that are too wide for a tile."""


def columns_of(block: KeyFigures) -> int:
    """How many tiles stand in a row, where rows are evenly filled."""
    return ceil(len(block.tiles) / ceil(len(block.tiles) / MOST_TILES))
