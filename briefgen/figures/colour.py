"""Colours by how well they can be told apart, in print and on a screen."""

from __future__ import annotations

WHITE = "#ffffff"
READABLE = 4.5  # the least contrast of text, WCAG 2.2, success criterion 1.4.3


def _linear(channel: int) -> float:
    share = channel / 255
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, 0 to 1 (WCAG 2.2)."""
    red, green, blue = (_linear(int(colour[start : start + 2], 16)) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def lightness(colour: str) -> float:
    """CIE L* of `#rrggbb`, 0 to 100: what is left of a colour in a black-and-white print."""
    relative = luminance(colour)
    return float(116 * relative ** (1 / 3) - 16) if relative > 0.008856 else 903.3 * relative


def readable_on(fill: str, ink: str) -> str | None:
    """White or the ink, whichever reads better on the fill; none where neither reads well enough."""
    best = max((WHITE, ink), key=lambda colour: contrast(colour, fill))
    return best if contrast(best, fill) >= READABLE else None
