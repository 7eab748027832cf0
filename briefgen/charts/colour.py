"""Colours by how well they can be told apart, in print and on a screen."""

from __future__ import annotations

from briefgen.theme import contrast, luminance

WHITE = "#ffffff"
READABLE = 4.5  # the least contrast of text, WCAG 2.2, success criterion 1.4.3


def lightness(colour: str) -> float:
    """CIE L* of `#rrggbb`, 0 to 100: what is left of a colour in a black-and-white print."""
    relative = luminance(colour)
    return float(116 * relative ** (1 / 3) - 16) if relative > 0.008856 else 903.3 * relative


def readable_on(fill: str, ink: str) -> str | None:
    """White or the ink, whichever reads better on the fill; none where neither reads well enough."""
    best = max((WHITE, ink), key=lambda colour: contrast(colour, fill))
    return best if contrast(best, fill) >= READABLE else None
