"""Fonts: a face of the theme, shaped by HarfBuzz: kerned, with the ligatures that the face has."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple

import uharfbuzz

from briefgen.frozen import frozen, mutable
from briefgen.theme import Face

WORD = re.compile("[\u00a0\u202f \u200b]|[^\u00a0\u202f \u200b\\-–—]+[-–—]*|[-–—]+")
"""What is shaped at a time: a word up to its hyphen or a space, so that widths add up wherever a line is broken."""

MOST_KEPT = 100_000
"""The glyphs that a font keeps, some megabytes; a long brief has a tenth of that in words that differ."""

Features = tuple[tuple[str, bool], ...]


class Way(NamedTuple):
    """How HarfBuzz is to shape a text: its direction, its script, and its language, whose letters can differ."""

    direction: str = "ltr"
    script: str = "Latn"
    language: str = ""


FROM_LEFT = Way()


class Glyph(NamedTuple):
    """A glyph of a font: what it stands for, how far the pen moves, and how far it is moved itself, in thousandths."""

    number: int
    text: str
    advance: int
    own_advance: int
    across: int = 0
    up: int = 0


Word = tuple[tuple[Glyph, ...], int]
"""A word's glyphs, and how wide it runs."""


@mutable
class Shaped:
    """The words that a font has shaped and the texts that it has measured; all are begun anew at too many glyphs.

    `glyphs` are those of which all words are made, by what tells them apart; `count` is how many the words have.
    """

    words: dict[tuple[str, Features], Word] = field(default_factory=dict)
    widths: dict[tuple[str, Features], int] = field(default_factory=dict)
    glyphs: dict[tuple[int, str, int, int, int], Glyph] = field(default_factory=dict)
    count: int = 0

    def keep(self, key: tuple[str, Features], word: Word) -> None:
        """Keep a word and, if need be, no other."""
        self.count += len(word[0])
        if self.count > MOST_KEPT:
            self.words.clear()
            self.widths.clear()
            self.glyphs.clear()
            self.count = len(word[0])
        self.words[key] = word


@frozen
class Font:
    """A face under a name that is its own; widths and heights are in thousandths of the size.

    A line is as high as from the font's ascender to its descender; `middle` is twice the height of its middle above the
    base line. `settable` are the characters of which texts have been set. Texts that run another `way` have their own.
    """

    name: str
    shaper: uharfbuzz.Font = field(repr=False, compare=False)
    characters: frozenset[int] = field(repr=False, compare=False)
    capital_height: float = field(repr=False, compare=False)
    line_height: float = field(repr=False, compare=False)
    middle: float = field(repr=False, compare=False)
    data: bytes = field(repr=False, compare=False)
    shaped: Shaped = field(default_factory=Shaped, repr=False, compare=False)
    settable: set[str] = field(default_factory=set, repr=False, compare=False)
    way: Way = FROM_LEFT

    def width(self, text: str, features: Features = ()) -> float:
        """How wide the text runs; every character must be one the font has."""
        widths = self.shaped.widths
        if (width := widths.get((text, features))) is None:
            width = sum([self._word(word, features)[1] for word in WORD.findall(text)])
            widths[text, features] = width
        return width

    def glyphs(self, text: str, features: Features = ()) -> Iterator[Glyph]:
        """The glyphs of the text, from left to right, in the order in which they are drawn."""
        words = WORD.findall(text)
        for word in words if self.way.direction == "ltr" else reversed(words):
            yield from self._word(word, features)[0]

    def _word(self, word: str, features: Features) -> Word:
        known = self.shaped.words.get((word, features))
        if known is None:
            glyphs = self._shape(word, features)
            known = glyphs, sum([glyph.advance for glyph in glyphs])
            self.shaped.keep((word, features), known)
        return known

    def _shape(self, word: str, features: Features) -> tuple[Glyph, ...]:
        if word == "\u200b":
            return ()
        buffer = uharfbuzz.Buffer()
        buffer.add_str(word)
        buffer.direction, buffer.script, language = self.way
        if language:
            buffer.language = language
        uharfbuzz.shape(self.shaper, buffer, dict(features))
        found = buffer.glyph_infos
        starts = [info.cluster for info in found]
        parts = _parts(word, starts) if self.way.direction == "ltr" else _parts(word, starts[::-1])[::-1]
        keys = [
            (info.codepoint, text, position.x_advance, position.x_offset, position.y_offset)
            for info, position, text in zip(found, buffer.glyph_positions, parts, strict=True)
        ]
        known = self.shaped.glyphs
        return tuple([known.get(key) or self._glyph(*key) for key in keys])

    def _glyph(self, number: int, text: str, advance: int, across: int, up: int) -> Glyph:
        """A glyph that no word had so far."""
        made = Glyph(number, text, advance, self.shaper.get_glyph_h_advance(number), across, up)
        self.shaped.glyphs[number, text, advance, across, up] = made
        return made

    def missing(self, text: str) -> str:
        """The characters of the text, each once and in order, that the font has no glyph for."""
        if self.characters.issuperset(map(ord, text)):
            return ""
        return "".join(dict.fromkeys(character for character in text if ord(character) not in self.characters))


def _parts(word: str, starts: list[int]) -> Sequence[str]:
    """What each glyph of a word stands for: mostly a letter each."""
    if starts == list(range(len(word))):
        return word
    return [_part(word, starts, index) for index in range(len(starts))]


def _part(word: str, starts: list[int], index: int) -> str:
    """What a glyph stands for; of glyphs that only together stand for something, the first for all of it.

    `starts` ascend, since words run from left to right. A letter stands for its accents as well: readers take raised
    glyphs for words or lines of their own.
    """
    start = starts[index]
    if index != bisect_left(starts, start):
        return ""
    behind = bisect_right(starts, start)
    return word[start : starts[behind] if behind < len(starts) else len(word)]


def font(face: Face, way: Way = FROM_LEFT) -> Font:
    """The face, ready to shape; each is parsed once in a process, in which HarfBuzz gets it ready only once as well."""
    return _parsed(face.name, face.data, way)


@lru_cache(maxsize=64)
def _parsed(name: str, data: bytes, way: Way) -> Font:
    if way != FROM_LEFT:
        return replace(_parsed(name, data, FROM_LEFT), way=way, shaped=Shaped())
    face = uharfbuzz.Face(data)
    shaper = uharfbuzz.Font(face)
    shaper.scale = (1000, 1000)
    metrics: Any = uharfbuzz.OTMetricsTag
    capital_height = shaper.get_metric_position_with_fallback(metrics.CAP_HEIGHT)
    extents = shaper.get_font_extents("ltr")
    unique = f"{name}-{blake2b(data, digest_size=6).hexdigest()}"
    height, middle = extents.ascender - extents.descender, extents.ascender + extents.descender
    return Font(unique, shaper, frozenset(face.unicodes), capital_height, height, middle, data)
