"""Glyphs as outlines, each a form of its own (ISO 32000-1, 8.10), for text whose letters are laid over it unseen.

Joined and slanted glyphs say of no letter where it stands: whatever they stood for, readers of a file would give back
words in pieces, twice or turned round.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.formats.pdf.file import File, number
from briefgen.layout.fonts import Font, Glyph

BOX = "/Type/XObject/Subtype/Form/BBox[-3000 -3000 6000 6000]"
Point = tuple[float, float]


class PathPen:
    """Notes a glyph's outline as path operators; curves of the second degree become those of the third."""

    def __init__(self) -> None:
        self.steps: list[str] = []
        self._at: Point = (0.0, 0.0)

    def moveTo(self, point: Point) -> None:  # noqa: N802 - the name that HarfBuzz calls
        self._step("m", point)

    def lineTo(self, point: Point) -> None:  # noqa: N802
        self._step("l", point)

    def curveTo(self, first: Point, second: Point, end: Point) -> None:  # noqa: N802
        self._step("c", first, second, end)

    def qCurveTo(self, control: Point, end: Point) -> None:  # noqa: N802
        self._step("c", _towards(self._at, control), _towards(end, control), end)

    def closePath(self) -> None:  # noqa: N802
        self.steps.append("h")

    def _step(self, operator: str, *points: Point) -> None:
        self._at = points[-1]
        numbers = " ".join(number(round(each, 1)) for point in points for each in point)
        self.steps.append(f"{numbers} {operator}")


def _towards(end: Point, control: Point) -> Point:
    """Two thirds of the way from a curve's end to its control point."""
    return end[0] + (control[0] - end[0]) * 2 / 3, end[1] + (control[1] - end[1]) * 2 / 3


class Outlines:
    """The forms of a file's glyphs, by the name of their font and their number; blank glyphs have none."""

    def __init__(self, file: File) -> None:
        self._file = file
        self._forms: dict[tuple[str, int], tuple[str, int] | None] = {}

    def form(self, font: Font, glyph: Glyph) -> tuple[str, int] | None:
        """The name and the object of a glyph's form, written when it is first asked for."""
        key = font.name, glyph.number
        if key not in self._forms:
            pen = PathPen()
            font.shaper.draw_glyph_with_pen(glyph.number, pen)
            drawn = f"{' '.join(pen.steps)} f".encode("ascii")
            made = f"G{len(self._forms) + 1}", self._file.stream(drawn, BOX) if pen.steps else 0
            self._forms[key] = made if pen.steps else None
        return self._forms[key]


def drawn(outlines: Outlines, font: Font, text: str, forms: dict[str, int]) -> Iterator[str]:
    """The operators that draw a text in thousandths of its size; `forms` takes up those that the page needs."""
    pen = at = height = 0
    for glyph in font.glyphs(text):
        if form := outlines.form(font, glyph):
            name, forms[form[0]] = form
            yield f"1 0 0 1 {pen + glyph.across - at} {glyph.up - height} cm /{name} Do"
            at, height = pen + glyph.across, glyph.up
        pen += glyph.advance
