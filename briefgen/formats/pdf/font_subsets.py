"""Fonts as a file has them: text as the operators that draw it, and composite fonts of just the glyphs in use.

Each glyph with what it stands for has a code of its own, so that what is copied or read aloud is exactly the text.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from hashlib import blake2b
from itertools import groupby, islice
from operator import attrgetter

import uharfbuzz

from briefgen.formats.pdf.file import File, name, number, numbers, reference
from briefgen.frozen import frozen
from briefgen.layout.fonts import Features, Font, Glyph
from briefgen.layout.text import CharStyle
from briefgen.model.truetype import tables

ESCAPES = str.maketrans({"(": "\\(", ")": "\\)", "\\": "\\\\", "\r": "\\r"})
UNIT = re.compile("[^ ]* |[^ ]+")
WORD_OR_SPACE = re.compile("[\u00a0 ]|[^\u00a0 ]+")
STANDS_IN = "\u0627"
SPACES = "\u00a0 "
WIDE_SPACE = 0.3
"""What becomes glyphs at a time: words up to a space."""

MOST_IN_BLOCK = 100
SYMBOLIC = 4
REPLACEMENT = "\u200b"
"""What a glyph stands for that is only a part of a letter: nothing to be seen or read."""
NO_TABLES = ("BASE", "GDEF", "GPOS", "GSUB", "name", "post", "cmap", "OS/2", "DSIG", "STAT")
UNNAMED = re.compile(r"-[0-9a-f]{12}$")


@frozen(slots=True)
class GlyphRun:
    """Glyphs at one height: their codes with what moves the pen between them, before the first and behind the last."""

    height: int
    before: int
    codes: str
    behind: int

    @property
    def is_plain(self) -> bool:
        """Whether it moves nothing before its first glyph and behind its last."""
        return not (self.height or self.before or self.behind)


class SubsetFont:
    """A font as a file uses it: `codes` are those of its glyphs, from 1, each with what it stands for."""

    def __init__(self, font: Font, name: str) -> None:
        self.font = font
        self.name = name
        self.codes: dict[tuple[int, str], int] = {}
        self.widths: list[int] = []
        self._runs: dict[Features, dict[str, tuple[GlyphRun, ...]]] = {}
        self._plain: dict[Features, dict[str, str]] = {}

    def code(self, glyph: Glyph) -> int:
        """The code of a glyph for what it stands for."""
        key = glyph.number, glyph.text
        code = self.codes.get(key)
        if code is None:
            code = self.codes[key] = len(self.codes) + 1
            self.widths.append(glyph.own_advance)
        return code

    def operators(self, text: str, char_style: CharStyle) -> str:
        """The operators that show a text, kerned, with wider spaces in justified lines (ISO 32000-1, 9.4.3)."""
        units, features = UNIT.findall(text), char_style.features
        known = self._runs.setdefault(features, {})
        plain = self._plain.setdefault(features, {})
        for unit in units:
            if unit not in known:
                found = known[unit] = tuple(self._glyph_runs(unit, features))
                if len(found) == 1 and found[0].is_plain:
                    plain[unit] = found[0].codes
        spacing = round(char_style.word_spacing * 1000 / char_style.size)
        codes = [] if spacing else [*map(plain.get, units)]
        if codes and None not in codes:
            return f"[({''.join(codes)})]TJ"  # type: ignore[arg-type]
        return "\n".join(self._operators(units, spacing, known, char_style.size))

    def _operators(
        self, units: Sequence[str], spacing: int, known: Mapping[str, tuple[GlyphRun, ...]], size: float
    ) -> Iterator[str]:
        """The same for units that move the pen or stand at different heights."""
        glyph_runs: list[GlyphRun] = []
        for unit in units:
            found = known[unit]
            glyph_runs += _spaced(found, spacing) if spacing and unit.endswith(" ") else found
        pending = 0
        for raised, level in groupby(glyph_runs, key=attrgetter("height")):
            if raised:
                yield f"{number(raised * size / 1000)} Ts"
            array, pending = _array(level, pending)
            yield f"[{array}]TJ"
            if raised:
                yield "0 Ts"
        if spacing and units[-1].endswith(" "):
            yield f"[{pending}]TJ"

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


class LetterFont(SubsetFont):
    """A font whose glyphs are not seen and stand for a letter each, as wide as the words that are seen below them.

    Of words that are joined and slanted, as in Nastaliq, readers of a file find neither the letters nor their order.
    """

    def __init__(self, font: Font, name: str) -> None:
        super().__init__(font, name)
        self._known: dict[str, tuple[str, int]] = {}

    def letters(self, text: str, width: Callable[[str], float], size: float) -> Iterator[str]:
        """The operators that lay a text's letters, from its left to its right, over its words.

        Spaces are as wide as readers want them between words, for which the words give way.
        """
        units = WORD_OR_SPACE.findall(text)
        widths = [width(unit) for unit in units]
        spaces = [unit in SPACES for unit in units]
        room = sum(widths)
        wide = [max(each, WIDE_SPACE * size) if space else each for each, space in zip(widths, spaces, strict=True)]
        taken = sum(each for each, space in zip(wide, spaces, strict=True) if space)
        words = sum(wide) - taken
        share = (room - taken) / words if words and taken < room else 1.0
        for unit, each, space in reversed([*zip(units, wide, spaces, strict=True)]):
            glyphs = [self._letter(letter) for letter in reversed(unit)]
            natural = sum([advance for _, advance in glyphs]) * size / 1000
            codes = "".join([code for code, _ in glyphs])
            yield f"{number(each * (1 if space else share) / natural * 100)} Tz ({codes})Tj"

    def _letter(self, letter: str) -> tuple[str, int]:
        """The code and the advance of a glyph that takes room, for a letter or for a mark that takes none."""
        if (known := self._known.get(letter)) is None:
            for each in (letter, STANDS_IN):
                glyph = self.font.shaper.get_nominal_glyph(ord(each))
                if glyph and (advance := self.font.shaper.get_glyph_h_advance(glyph)):
                    break
            code = _two_bytes(self.code(Glyph(glyph, letter, advance, advance)))
            known = self._known[letter] = code, advance
        return known


def _spaced(glyph_runs: tuple[GlyphRun, ...], spacing: int) -> tuple[GlyphRun, ...]:
    """Glyph runs that end with a space, which is wider by so many thousandths of the size."""
    *others, last = glyph_runs
    return (*others, replace(last, behind=last.behind - spacing))


def _array(glyph_runs: Iterable[GlyphRun], pending: int) -> tuple[str, int]:
    """Glyph runs as one array of codes and moves, the first of which is pending, and the move behind the last glyph."""
    parts: list[str] = []
    for run in glyph_runs:
        move = pending + run.before
        if move or not parts:
            parts.append(f"{')' if parts else ''}{move or ''}(")
        parts.append(run.codes)
        pending = run.behind
    return f"{''.join(parts)})", pending


@lru_cache(maxsize=1 << 16)
def _two_bytes(code: int) -> str:
    """A code as it stands in a string of a content stream, of which each character is a byte (ISO 32000-1, 7.3.4.2)."""
    return (chr(code >> 8) + chr(code & 0xFF)).translate(ESCAPES)


def embedded(file: File, subset: SubsetFont) -> int:
    """The font as an object of the file (ISO 32000-1, 9.7), whose codes are those that were drawn."""
    font = subset.font
    program, glyphs = _subset(font, [glyph for glyph, _ in subset.codes])
    base = name(f"{_tag(subset)}+{UNNAMED.sub('', font.name)}")
    places = file.stream(b"\0\0" + b"".join(struct.pack(">H", glyphs[glyph]) for glyph, _ in subset.codes))
    descriptor = file.add(_descriptor(font, base, file.stream(program, f"/Length1 {len(program)}")))
    descendant = file.add(
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont{base}"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        f"/FontDescriptor {reference(descriptor)}/DW 0/W[1[{numbers(*subset.widths)}]]"
        f"/CIDToGIDMap {reference(places)}>>"
    )
    return file.add(
        f"<</Type/Font/Subtype/Type0/BaseFont{base}/Encoding/Identity-H/DescendantFonts[{reference(descendant)}]"
        f"/ToUnicode {reference(file.stream(_to_unicode(subset)))}>>"
    )


def _subset(font: Font, glyphs: list[int]) -> tuple[bytes, dict[int, int]]:
    """The font's program with just these glyphs, and the number of each in it."""
    wanted = uharfbuzz.SubsetInput()
    for glyph in glyphs:
        wanted.glyph_set.add(glyph)
    for table in NO_TABLES:
        wanted.drop_table_tag_set.add(int.from_bytes(table.encode().ljust(4), "big"))
    wanted.flags = uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
    plan = uharfbuzz.SubsetPlan(uharfbuzz.Face(font.data), wanted)
    return plan.execute().blob.data, dict(plan.old_to_new_glyph_mapping)


def _tag(subset: SubsetFont) -> str:
    """Six letters that tell this subset from others of the font (ISO 32000-1, 9.6.4)."""
    digest = int.from_bytes(blake2b(repr(list(subset.codes)).encode(), digest_size=8).digest(), "big")
    return "".join(chr(ord("A") + digest // 26**place % 26) for place in range(6))


def _descriptor(font: Font, base: str, program: int) -> str:
    measures = "".join(f"/{measure} {value}" for measure, value in _measures(font.data).items())
    return (
        f"<</Type/FontDescriptor/FontName{base}/Flags {SYMBOLIC}/FontFile2 {reference(program)}"
        f"/FontBBox[{numbers(*_box(font.data))}]{measures}>>"
    )


@lru_cache(maxsize=32)
def _box(data: bytes) -> tuple[int, int, int, int]:
    """The box around all glyphs of a font, in thousandths of its size."""
    head = tables(data)["head"]
    left, bottom, right, top = struct.unpack_from(">4h", head, 36)
    scale = _scale(head)
    return round(left * scale), round(bottom * scale), round(right * scale), round(top * scale)


@lru_cache(maxsize=32)
def _measures(data: bytes) -> dict[str, int]:
    """A font's other measures in thousandths of its size (ISO 32000-1, 9.8)."""
    found = tables(data)
    metrics, scale = found["OS/2"], _scale(found["head"])
    (weight,) = struct.unpack_from(">H", metrics, 4)
    ascender, descender = struct.unpack_from(">2h", metrics, 68)
    (capitals,) = struct.unpack_from(">h", metrics, 88)
    (angle,) = struct.unpack_from(">l", found["post"], 4)
    return {
        "ItalicAngle": round(angle / 65536),
        "Ascent": round(ascender * scale),
        "Descent": round(descender * scale),
        "CapHeight": round(capitals * scale),
        "StemV": 50 + weight // 10,
    }


def _scale(head: bytes) -> float:
    """What makes thousandths of the size of a font's own units."""
    (units,) = struct.unpack_from(">H", head, 18)
    return 1000 / float(units)


def _to_unicode(subset: SubsetFont) -> bytes:
    """What each code stands for (ISO 32000-1, 9.10.3), in blocks of at most a hundred."""
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange",
        *_blocks(subset),
        "endcmap CMapName currentdict /CMap defineresource pop end end",
    ]
    return "\n".join(lines).encode("ascii")


def _blocks(subset: SubsetFont) -> Iterator[str]:
    entries = iter(
        f"<{code:04X}> <{(text or REPLACEMENT).encode('utf-16-be').hex().upper()}>"
        for (_, text), code in subset.codes.items()
    )
    while block := list(islice(entries, MOST_IN_BLOCK)):
        yield f"{len(block)} beginbfchar"
        yield from block
        yield "endbfchar"
