"""Colours on a screen: those of the house on white, and lighter ones of the same hues on a dark ground."""

from __future__ import annotations

from collections.abc import Iterator
from colorsys import hls_to_rgb, rgb_to_hls
from dataclasses import replace
from functools import cache

from briefgen.theme import PAPER, Colours, contrast

GROUND = "#15191f"
"""The dark ground."""
READ = 4.5
"""The least contrast of a text with what it stands on (WCAG 2.2, success criterion 1.4.3)."""
STEPS = 250


@cache
def on_dark(colours: Colours) -> Colours:
    """The house's colours for the dark ground: each as light as it must be to be read or seen there.

    Those of charts have the contrast with it that they have with the page, and so with each other.
    """
    texts = {name: lightened(getattr(colours, name), READ + 1) for name in ("link", "inserted", "deleted")}
    return replace(
        colours,
        ink=lightened(colours.ink, 3 * READ),
        muted=lightened(colours.muted, 1.5 * READ),
        structure=lightened(colours.structure, 2 * READ),
        derived=inverted(colours.derived),
        rule=mixed(GROUND, PAPER, 0.32),
        tint=mixed(GROUND, PAPER, 0.06),
        watermark=mixed(GROUND, PAPER, 0.12),
        data=tuple(inverted(colour) for colour in colours.data),
        **texts,
    )


def pairs(colours: Colours) -> Iterator[tuple[str, str]]:
    """Each colour of charts with the one that stands for it on the dark ground."""
    dark = on_dark(colours)
    yield PAPER, GROUND
    yield from zip(colours.data, dark.data, strict=True)
    for name in ("derived", "ink", "muted", "structure", "rule", "tint", "link", "watermark"):
        yield getattr(colours, name), getattr(dark, name)


def inverted(colour: str) -> str:
    """A colour of the same hue that has the contrast with the dark ground which this one has with the page."""
    return lightened(colour, contrast(colour, PAPER), start=0.0)


@cache
def lightened(colour: str, least: float, start: float | None = None) -> str:
    """A colour of the same hue, as little lighter, from a lightness, as gives it a contrast with the dark ground."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    hue, lightness, saturation = rgb_to_hls(red, green, blue)
    start = lightness if start is None else start
    for step in range(STEPS):
        lighter = hls_to_rgb(hue, start + (1 - start) * step / STEPS, saturation)
        found = "#" + "".join(f"{round(channel * 255):02x}" for channel in lighter)
        if contrast(found, GROUND) >= least:
            return found
    return PAPER


def mixed(one: str, other: str, share: float) -> str:
    """Two colours mixed, with a share of the other one."""
    channels = ((int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in channels)
