"""Lettering: a face of the theme at a size, measured and broken into lines by what it will occupy."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.charts.validation import ChartError, require
from briefgen.frozen import frozen
from briefgen.layout.fonts import Font, Way
from briefgen.layout.fonts import font as measured
from briefgen.model.characters import runs_from_right
from briefgen.model.direction import isolated_alone, without_isolates
from briefgen.patterns import lazy_regex
from briefgen.theme import Face, Family, Role, TextStyle, Theme, Writing

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties

Script = tuple[Writing, Way]
"""How a script is set, and how it is shaped."""
BREAKING_SPACE = lazy_regex(r"[^\S\u00a0\u2007\u202f]+")
WORD_OR_SPACE = lazy_regex(r"\s|\S+")
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
    matplotlib draws unhinted what HarfBuzz measures: both differ by less than a twentieth of a point. A line whose
    letters the face lacks is set as `other`, whose words from the right `joined` measures.
    """

    face: Face
    font: FontProperties
    families: tuple[str, ...]
    size: float
    leading: float
    colour: str
    measure: Font
    joined: Font | None = None
    other: Lettering | None = None

    @classmethod
    def of(cls, theme: Theme, role: Role, colour: str = "", script: Script | None = None) -> Lettering:
        """The lettering of a role, in its own colour or another; what its face lacks is set in a script's writing."""
        style, family = theme.style(role), theme.family(role)
        own = cls._of_family(family, style, style.size, style.leading, colour or style.colour)
        if script is None:
            return own
        writing, way = script
        size = style.size * writing.scale
        leading = max(style.leading, size * writing.leading)
        other = cls._of_family(writing.family, style, size, leading, own.colour)
        return replace(own, leading=leading, other=replace(other, joined=measured(other.face, way)))

    @classmethod
    def _of_family(cls, family: Family, style: TextStyle, size: float, leading: float, colour: str) -> Lettering:
        from matplotlib.font_manager import FontProperties

        face = family.face(bold=style.bold, italic=style.italic)
        families = dict.fromkeys((face.family, family.regular.family, "sans-serif"))
        font = FontProperties(family=face.family, size=size, weight=600 if style.bold else 400, fname=face.path)
        return cls(face, font, tuple(families), size, leading, colour, measured(face))

    def of_line(self, text: str) -> Lettering:
        """The lettering of a line: the other one where this lacks a letter of it."""
        return self.other if self.other and self._missing(text) else self

    def _missing(self, text: str) -> str:
        """The first character of a text that is to be seen and that the face has no glyph for."""
        drawn = without_isolates(text)
        return next((character for character in drawn if ord(character) not in self.face.characters), "")

    def width(self, text: str) -> float:
        """What a line takes, raising ChartError where it is too long or the face lacks one of its characters."""
        _check_length(text)
        if missing := self._missing(text):
            if self.other:
                return self.other.joined_width(text)
            raise ChartError(f'no glyph for U+{ord(missing):04X} in {self.face.name}, needed for "{text}"')
        return self.measure.width(without_isolates(text)) * self.size / 1000

    def joined_width(self, text: str) -> float:
        """What a line takes whose letters are joined, as those that run from the right are: each word as it runs."""
        if missing := self._missing(text):
            raise ChartError(f'no glyph for U+{ord(missing):04X} in {self.face.name}, needed for "{text}"')
        parts = WORD_OR_SPACE.findall(without_isolates(text))
        fonts = (self.joined if self.joined and any(map(runs_from_right, part)) else self.measure for part in parts)
        return sum(font.width(part) for font, part in zip(fonts, parts, strict=True)) * self.size / 1000

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
        whole = (*lines, line) if line else tuple(lines)
        return whole if text.isascii() else tuple(isolated_alone(whole))

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
