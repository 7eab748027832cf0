"""Fonts in the file: composite fonts that hold just the glyphs in use, with what each of them stands for."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b
from itertools import islice

import uharfbuzz

from briefgen.formats.pdf.file import File
from briefgen.formats.pdf.glyph_runs import SubsetFont
from briefgen.formats.pdf.objects import name, numbers, reference
from briefgen.layout.fonts import Font
from briefgen.model.truetype import tables

MOST_IN_BLOCK = 100
SYMBOLIC = 4
REPLACEMENT = "\u200b"
"""What a glyph stands for that is only a part of a letter: nothing to be seen or read."""
NO_TABLES = ("BASE", "GDEF", "GPOS", "GSUB", "name", "post", "cmap", "OS/2", "DSIG", "STAT")
UNNAMED = re.compile(r"-[0-9a-f]{12}$")


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
