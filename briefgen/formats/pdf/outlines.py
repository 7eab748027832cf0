"""Glyphs as outlines, each a form of its own (ISO 32000-1, 8.10), for text whose letters are laid over it unseen.

Joined and slanted glyphs say of no letter where it stands: whatever they stood for, readers of a file would give back
words in pieces, twice or turned round.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.formats.pdf.file import File
from briefgen.layout.fonts import WORD, Font, Glyph, Way

BOX = "/Type/XObject/Subtype/Form/BBox[-3000 -3000 6000 6000]"
Point = tuple[float, float]


class PathPen:
    """Notes a glyph's outline as path operators; curves of the second degree become those of the third."""

    def __init__(self) -> None:
        self.steps: list[str] = []
        self._at: Point = (0.0, 0.0)

    def moveTo(self, point: Point) -> None:  # noqa: N802 - the name that HarfBuzz calls
        self._at = point
        self.steps.append(f"{round(point[0])} {round(point[1])} m")

    def lineTo(self, point: Point) -> None:  # noqa: N802
        self._at = point
        self.steps.append(f"{round(point[0])} {round(point[1])} l")

    def curveTo(self, first: Point, second: Point, end: Point) -> None:  # noqa: N802
        self._at = end
        numbers = " ".join([str(round(each)) for point in (first, second, end) for each in point])
        self.steps.append(f"{numbers} c")

    def qCurveTo(self, control: Point, end: Point) -> None:  # noqa: N802
        # Most steps of slanted letters are such curves, some 14,000 in a brief of a few pages: no helper is called.
        (x, y), (across, up), (right, top) = self._at, control, end
        self._at = end
        first = f"{round(x + (across - x) * 2 / 3)} {round(y + (up - y) * 2 / 3)}"
        second = f"{round(right + (across - right) * 2 / 3)} {round(top + (up - top) * 2 / 3)}"
        self.steps.append(f"{first} {second} {round(right)} {round(top)} c")

    def closePath(self) -> None:  # noqa: N802
        self.steps.append("h")


class Outlines:
    """What draws the words of a file, by their font, and the forms of its glyphs, of which blank ones have none."""

    def __init__(self, file: File) -> None:
        self._file = file
        self._forms: dict[tuple[str, int], tuple[str, int] | None] = {}
        self._words: dict[tuple[str, Way, str], tuple[str, dict[str, int]]] = {}

    def drawn(self, font: Font, text: str, forms: dict[str, int]) -> Iterator[str]:
        """The operators that draw a text in thousandths of its size; `forms` takes up those that the page needs."""
        words = WORD.findall(text)
        for word in words if font.way.direction == "ltr" else reversed(words):
            key = font.name, font.way, word
            if (known := self._words.get(key)) is None:
                needed: dict[str, int] = {}
                known = self._words[key] = " ".join(self._word(font, word, needed)), needed
            forms |= known[1]
            yield known[0]

    def _word(self, font: Font, word: str, forms: dict[str, int]) -> Iterator[str]:
        """The operators of a word, which leave the pen behind it."""
        pen = at = height = 0
        for glyph in font.glyphs(word):
            if form := self._form(font, glyph):
                forms[form[0]] = form[1]
                yield f"1 0 0 1 {pen + glyph.across - at} {glyph.up - height} cm /{form[0]} Do"
                at, height = pen + glyph.across, glyph.up
            pen += glyph.advance
        if pen != at or height:
            yield f"1 0 0 1 {pen - at} {-height} cm"

    def _form(self, font: Font, glyph: Glyph) -> tuple[str, int] | None:
        """The name and the object of a glyph's form, written when it is first asked for."""
        key = font.name, glyph.number
        if key not in self._forms:
            pen = PathPen()
            font.shaper.draw_glyph_with_pen(glyph.number, pen)
            drawn = f"{' '.join(pen.steps)} f".encode("ascii")
            made = f"G{len(self._forms) + 1}", self._file.stream(drawn, BOX) if pen.steps else 0
            self._forms[key] = made if pen.steps else None
        return self._forms[key]
