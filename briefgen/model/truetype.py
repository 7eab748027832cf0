"""TrueType files: their tables, and the characters that they have glyphs for (OpenType 1.9.1, chapters 4 and 5.2)."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from functools import lru_cache
from struct import iter_unpack, unpack_from

UNICODE = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0))
"""The platforms and encodings of a cmap that are Unicode, the best one first."""


def tables(data: bytes) -> dict[str, bytes]:
    """The tables of a font file by their tags; raises struct.error or ValueError where it is damaged."""
    (count,) = unpack_from(">H", data, 4)
    entries = [unpack_from(">4s4xLL", data, 12 + 16 * number) for number in range(count)]
    if any(start + length > len(data) for _, start, length in entries):
        raise ValueError("a table lies beyond the end of the file")
    return {tag.decode("latin-1"): data[start : start + length] for tag, start, length in entries}


def characters(data: bytes) -> frozenset[int]:
    """The code points that a font has glyphs for; raises struct.error, ValueError or KeyError where it is damaged."""
    return _mapped(tables(data)["cmap"])


@lru_cache(maxsize=32)
def _mapped(cmap: bytes) -> frozenset[int]:
    """The code points of a cmap, which most faces of a family have alike."""
    (count,) = unpack_from(">H", cmap, 2)
    starts = {entry[:2]: entry[2] for entry in (unpack_from(">HHL", cmap, 4 + 8 * number) for number in range(count))}
    best = next((starts[each] for each in UNICODE if each in starts), len(cmap))
    (form,) = unpack_from(">H", cmap, best)
    if form == 4:
        return frozenset(_in_segments(cmap[best:]))
    if form == 12:
        return frozenset(_in_groups(cmap[best:]))
    raise ValueError(f"the font has a cmap of format {form}")


def _in_segments(table: bytes) -> Iterator[int]:
    """The characters of a table of format 4: segments, each with a shift or with a list of glyphs."""
    length, double = unpack_from(">H2xH", table, 2)
    table = table[:length]
    count = double // 2
    ends, starts, shifts, offsets = (
        unpack_from(f">{count}H", table, 14 + number * double + (2 if number else 0)) for number in range(4)
    )
    for number, (start, end, shift, offset) in enumerate(_ascending(zip(starts, ends, shifts, offsets, strict=True))):
        if not offset:
            yield from (code for code in range(start, end + 1) if (code + shift) & 0xFFFF)
            continue
        place = 16 + 3 * double + 2 * number + offset
        for code in range(start, min(end, 0xFFFE) + 1):
            (glyph,) = unpack_from(">H", table, place + 2 * (code - start))
            if glyph and (glyph + shift) & 0xFFFF:
                yield code


def _in_groups(table: bytes) -> Iterator[int]:
    """The characters of a table of format 12: groups, each with its first glyph, most of them of one character."""
    (count,) = unpack_from(">L", table, 12)
    for start, end, glyph in _ascending(iter_unpack(">LLL", table[16 : 16 + 12 * count])):
        if glyph and start <= sys.maxunicode:
            yield start
        if start < end:
            yield from range(start + 1, min(end, sys.maxunicode) + 1)


def _ascending(ranges: Iterable[tuple[int, ...]]) -> Iterator[tuple[int, ...]]:
    """Ranges by their first and last codes; raises ValueError for those that overlap, of which there is no end."""
    before = -1
    for each in ranges:
        first, last = each[:2]
        if not before < first <= last:
            raise ValueError("the ranges of the font's cmap overlap")
        before = last
        yield each
