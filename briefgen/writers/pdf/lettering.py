"""Lettering: text as the operators that draw it, and the glyphs that a file must hold for it.

Each glyph with what it stands for has a code of its own, so that what is copied or read aloud is exactly the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from briefgen.writers.pdf.fonts import Features, Font, Glyph


class Lettered:
    """A font as a file uses it: `codes` are those of its glyphs, from 1, each with what it stands for."""

    def __init__(self, font: Font, name: str) -> None:
        self.font = font
        self.name = name
        self.codes: dict[tuple[int, str], int] = {}
        self.widths: list[int] = []

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
        for raised, glyphs in groupby(self.font.glyphs(text, features), key=lambda glyph: glyph.up):
            if raised:
                yield f"{_number(raised * size / 1000)} Ts"
            yield f"[{self._array(glyphs)}]TJ"
            if raised:
                yield "0 Ts"

    def _array(self, glyphs: Iterable[Glyph]) -> str:
        parts: list[str] = []
        codes: list[str] = []
        pending = 0
        for glyph in glyphs:
            pending -= glyph.across
            if pending and codes:
                parts.append(f"<{''.join(codes)}>{pending}")
                codes = []
            elif pending:
                parts.append(str(pending))
            codes.append(f"{self.code(glyph):04X}")
            pending = glyph.own_advance - glyph.advance + glyph.across
        if codes:
            parts.append(f"<{''.join(codes)}>")
        return "".join(parts)


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")
