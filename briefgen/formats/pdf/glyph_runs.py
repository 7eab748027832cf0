"""Glyph runs: text as the operators that draw it, and the glyphs that a file must hold for it.

Each glyph with what it stands for has a code of its own, so that what is copied or read aloud is exactly the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter

from briefgen.formats.pdf.objects import number
from briefgen.frozen import frozen
from briefgen.layout.fonts import Features, Font, Glyph

ESCAPES = str.maketrans({"(": "\\(", ")": "\\)", "\\": "\\\\", "\r": "\\r"})
UNIT = re.compile("[^ ]* |[^ ]+")
"""What becomes glyphs at a time: words up to a space."""


@frozen(slots=True)
class GlyphRun:
    """Glyphs at one height: their codes with what moves the pen between them, before the first and behind the last."""

    height: int
    before: int
    codes: str
    behind: int


class SubsetFont:
    """A font as a file uses it: `codes` are those of its glyphs, from 1, each with what it stands for."""

    def __init__(self, font: Font, name: str) -> None:
        self.font = font
        self.name = name
        self.codes: dict[tuple[int, str], int] = {}
        self.widths: list[int] = []
        self._runs: dict[Features, dict[str, tuple[GlyphRun, ...]]] = {}

    def code(self, glyph: Glyph) -> int:
        """The code of a glyph for what it stands for."""
        key = glyph.number, glyph.text
        code = self.codes.get(key)
        if code is None:
            code = self.codes[key] = len(self.codes) + 1
            self.widths.append(glyph.own_advance)
        return code

    def operators(self, text: str, features: Features, size: float) -> Iterator[str]:
        """The operators that show a text, kerned (ISO 32000-1, 9.4.3)."""
        known = self._runs.setdefault(features, {})
        glyph_runs: list[GlyphRun] = []
        for unit in UNIT.findall(text):
            if (found := known.get(unit)) is None:
                found = known[unit] = tuple(self._glyph_runs(unit, features))
            glyph_runs += found
        for raised, level in groupby(glyph_runs, key=attrgetter("height")):
            if raised:
                yield f"{number(raised * size / 1000)} Ts"
            yield f"[{_array(level)}]TJ"
            if raised:
                yield "0 Ts"

    def _glyph_runs(self, unit: str, features: Features) -> Iterator[GlyphRun]:
        """The glyphs of a unit, once for the whole file."""
        for height, glyphs in groupby(self.font.glyphs(unit, features), key=attrgetter("up")):
            yield self._level(height, list(glyphs))

    def _level(self, height: int, glyphs: list[Glyph]) -> GlyphRun:
        codes: list[str] = []
        pending = 0
        for glyph in glyphs:
            if codes and (move := pending - glyph.across):
                codes.append(f"){move}(")
            codes.append(_two_bytes(self.code(glyph)))
            pending = glyph.own_advance - glyph.advance + glyph.across
        return GlyphRun(height, -glyphs[0].across, "".join(codes), pending)


def _array(glyph_runs: Iterable[GlyphRun]) -> str:
    """Glyph runs as one array of codes and moves; a move behind the last glyph moves nothing."""
    parts: list[str] = []
    pending = 0
    for run in glyph_runs:
        move = pending + run.before
        if move or not parts:
            parts.append(f"{')' if parts else ''}{move or ''}(")
        parts.append(run.codes)
        pending = run.behind
    return f"{''.join(parts)})"


def _two_bytes(code: int) -> str:
    """A code as it stands in a string of a content stream, of which each character is a byte (ISO 32000-1, 7.3.4.2)."""
    return (chr(code >> 8) + chr(code & 0xFF)).translate(ESCAPES)
