"""Lettering: a face of the theme at a size, measured and broken into lines by what it will occupy."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import TYPE_CHECKING

from briefgen.charts.validation import ChartError, require
from briefgen.frozen import frozen
from briefgen.layout.fonts import Font
from briefgen.layout.fonts import font as measured
from briefgen.patterns import lazy_regex
from briefgen.theme import Face, Role, Theme

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties

BREAKING_SPACE = lazy_regex(r"[^\S\u00a0\u2007\u202f]+")
BINDING = "\u00a0\u2007\u202f"
"""The spaces at which no line ends, unless what they bind is wider than a line."""
JOINT = lazy_regex(r"(?<=[^\W\d_]{2}[-–—/])(?=\w)")
"""Where a compound is parted before a word of it is cut."""
HYPHENATED = 2
"""The letters that stand at least before a hyphen."""
LONGEST = 2000
"""The characters that a text in a chart may have: by itself, a longer one would take a page of narrow lines."""
SHOWN = 40


def words(text: str) -> list[str]:
    """The words between which a line may be broken: never within a number or between it and its unit."""
    return BREAKING_SPACE.sub(" ", text).strip(" ").split(" ") if text.strip() else []


@frozen
class Lettering:
    """How a text is set in a chart. `size`, `leading` and all widths are in points.

    `families` are for a reader without the house fonts; the `font` has none of them, since each would be looked up.
    matplotlib draws unhinted what HarfBuzz measures: both differ by less than a twentieth of a point.
    """

    face: Face
    font: FontProperties
    families: tuple[str, ...]
    size: float
    leading: float
    colour: str
    measure: Font

    @classmethod
    def of(cls, theme: Theme, role: Role, colour: str = "") -> Lettering:
        """The lettering of a role, in its own colour or another."""
        from matplotlib.font_manager import FontProperties

        style, face = theme.style(role), theme.face(role)
        families = dict.fromkeys((face.family, theme.family(role).regular.family, "sans-serif"))
        font = FontProperties(family=face.family, size=style.size, weight=600 if style.bold else 400, fname=face.path)
        own = colour or style.colour
        return cls(face, font, tuple(families), style.size, style.leading, own, measured(face))

    def width(self, text: str) -> float:
        """What a line takes, raising ChartError where it is too long or the face lacks one of its characters."""
        _check_length(text)
        missing = next((character for character in text if ord(character) not in self.face.characters), None)
        if missing is not None:
            raise ChartError(f'no glyph for U+{ord(missing):04X} in {self.face.name}, needed for "{text}"')
        return self.measure.width(text) * self.size / 1000

    def widest(self, lines: Iterable[str]) -> float:
        """What the longest of some lines takes."""
        return max(map(self.width, lines), default=0.0)

    @property
    def cap_height(self) -> float:
        """The height of capitals and digits: what the eye centres on."""
        return self.measure.capital_height * self.size / 1000

    def wrap(self, text: str, width: float) -> tuple[str, ...]:
        """The text in lines no wider than `width`; a word that is wider by itself is broken.

        Raises ChartError for a text that no chart has room for, before any of it is measured.
        """
        _check_length(text)
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
        """A word in pieces: parted at a space that binds or behind a joint, if it has one, else cut with a hyphen."""
        pieces: list[str] = []
        while word:
            end = self._fitting(word, width)
            space = max(word.rfind(sign, 1, end + 1) for sign in BINDING) if end < len(word) else -1
            if space > 0:
                pieces.append(word[:space])
                word = word[space + 1 :]
                continue
            joints = JOINT.finditer(word, 0, end + 1) if end < len(word) else ()
            if joint := max((found.start() for found in joints), default=0):
                pieces.append(word[:joint])
                word = word[joint:]
                continue
            shorter = end
            while end < len(word) and shorter and self.width(f"{word[:shorter]}-") > width:
                shorter -= 1
            is_word = shorter >= HYPHENATED and word[shorter - 1 : shorter + 1].isalpha()
            cut = shorter if end < len(word) and is_word else end
            pieces.append(f"{word[:cut]}-" if cut < len(word) and is_word else word[:cut])
            word = word[cut:]
        return pieces

    def _fitting(self, word: str, width: float) -> int:
        """How many characters of a word fit, at least one, by doubling and halving: each measuring sets all of them."""
        low = 1
        while low < len(word) and self.width(word[: 2 * low]) <= width:
            low *= 2
        more = range(low + 1, min(2 * low, len(word)) + 1)
        return low + bisect_right(more, width, key=lambda end: self.width(word[:end]))


def _check_length(text: str) -> None:
    require(
        len(text) <= LONGEST,
        f'"{text[:SHOWN].strip()}…" has {len(text):,} characters, which no chart has room for: shorten it',
    )
