"""Colours as readers see them: with usual sight, and with each of the three kinds of colour blindness."""

from __future__ import annotations

from collections.abc import Mapping

from briefgen.theme import SEEN, contrast_of, linear_light, luminance_of

Light = tuple[float, float, float]
Matrix = tuple[Light, Light, Light]

USUAL = "usual sight"
SIGHTS: Mapping[str, Matrix] = {
    USUAL: ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}
"""What becomes of linear light: Machado, Oliveira and Fernandes 2009, doi:10.1109/TVCG.2009.113, severity 1.0.

Usual sight stands for a print in grey as well, where nothing but luminance is left of a colour.
"""


def luminance_seen(colour: str, sight: str) -> float:
    """The relative luminance of `#rrggbb`, 0 to 1, as it is seen."""
    light = linear_light(colour)
    red, green, blue = (sum(share * each for share, each in zip(row, light, strict=True)) for row in SIGHTS[sight])
    return luminance_of((_held(red), _held(green), _held(blue)))


def _held(channel: float) -> float:
    return min(max(channel, 0.0), 1.0)


def contrast_seen(one: str, other: str, sight: str) -> float:
    """The contrast ratio of two colours as they are seen, 1 to 21."""
    return contrast_of(luminance_seen(one, sight), luminance_seen(other, sight))


def weak_contrast(one: str, other: str) -> tuple[float, str] | None:
    """The contrast of two colours that is too small for a graphic, and to which sight, the usual one first, if any."""
    seen = ((contrast_seen(one, other, sight), sight) for sight in SIGHTS)
    return next((found for found in seen if found[0] < SEEN), None)
