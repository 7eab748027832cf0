"""Lettering: a face of the theme at a size, measured and broken into lines by what it will occupy."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties

from briefgen.figures.guards import ChartError
from briefgen.theme import Face, Role, Theme

BREAKING_SPACE = re.compile(r"[^\S\u00a0\u2007\u202f]+")


def words(text: str) -> list[str]:
    """The words between which a line may be broken: never within a number or between it and its unit."""
    return BREAKING_SPACE.sub(" ", text).strip(" ").split(" ") if text.strip() else []


@dataclass(frozen=True)
class Lettering:
    """How a text is set in a chart. `size`, `leading` and all widths are in points.

    `families` are for a reader without the house fonts; the `font` has none of them, since each would be looked up.
    """

    face: Face
    font: FontProperties
    families: tuple[str, ...]
    size: float
    leading: float
    colour: str
    renderer: RendererAgg = field(repr=False)

    @classmethod
    def of(cls, theme: Theme, role: Role, renderer: RendererAgg, colour: str = "") -> Lettering:
        """The lettering of a role, in its own colour or another."""
        style, face = theme.style(role), theme.face(role)
        families = dict.fromkeys((face.family, theme.family(role).regular.family, "sans-serif"))
        font = FontProperties(family=face.family, size=style.size, weight=600 if style.bold else 400, fname=face.path)
        return cls(face, font, tuple(families), style.size, style.leading, colour or style.colour, renderer)

    def _extent(self, text: str) -> tuple[float, float]:
        points = 72 / (self.renderer.dpi)
        width, height, _ = self.renderer.get_text_width_height_descent(text, self.font, ismath=False)
        return width * points, height * points

    def width(self, text: str) -> float:
        """What a line takes, raising ChartError where the face lacks one of its characters."""
        missing = next((character for character in text if ord(character) not in self.face.characters), None)
        if missing is not None:
            raise ChartError(f'no glyph for U+{ord(missing):04X} in {self.face.name}, needed for "{text}"')
        return self._extent(text)[0] if text else 0.0

    def widest(self, lines: Iterable[str]) -> float:
        """What the longest of some lines takes."""
        return max(map(self.width, lines), default=0.0)

    @property
    def cap_height(self) -> float:
        """The height of capitals and digits: what the eye centres on."""
        return self._extent("H")[1]

    def wrap(self, text: str, width: float) -> tuple[str, ...]:
        """The text in lines no wider than `width`; a word that is wider by itself is broken."""
        lines: list[str] = []
        line = ""
        for word in words(text):
            joined = f"{line} {word}" if line else word
            if self.width(joined) <= width:
                line = joined
                continue
            if line:
                lines.append(line)
            *full, line = self._broken(word, width)
            lines.extend(full)
        return (*lines, line) if line else tuple(lines)

    def _broken(self, word: str, width: float) -> list[str]:
        pieces = [""]
        for character in word:
            if pieces[-1] and self.width(pieces[-1] + character) > width:
                pieces.append("")
            pieces[-1] += character
        return pieces
