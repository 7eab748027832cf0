"""Font files are read as fontTools reads them, and a damaged one is an error, not a long wait."""

from __future__ import annotations

import struct
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from matplotlib import get_data_path

from briefgen.model import truetype
from briefgen.model.truetype import characters, tables
from tests.samples import ASSETS

FONTS = [*sorted((ASSETS / "fonts").glob("*.ttf")), *sorted(Path(get_data_path(), "fonts", "ttf").glob("DejaVu*.ttf"))]


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.stem)
def test_characters_are_those_that_font_tools_finds(path: Path) -> None:
    with TTFont(BytesIO(path.read_bytes()), lazy=True) as font:
        expected = {code for code, glyph in font.getBestCmap().items() if font.getGlyphID(glyph)}
    assert characters(path.read_bytes()) == expected


def test_faces_that_have_the_same_characters_are_read_once() -> None:
    truetype._mapped.cache_clear()
    ours = [path.read_bytes() for path in (ASSETS / "fonts").glob("*.ttf")]
    assert len({characters(each) for each in ours}) <= truetype._mapped.cache_info().misses <= len(ours) / 2


def test_there_are_fonts_of_both_formats() -> None:
    assert {form for path in FONTS for form in _formats(path.read_bytes())} >= {4, 12}


def _formats(data: bytes) -> list[int]:
    cmap = tables(data)["cmap"]
    (count,) = struct.unpack_from(">H", cmap, 2)
    places = [struct.unpack_from(">4xL", cmap, 4 + 8 * number)[0] for number in range(count)]
    return [struct.unpack_from(">H", cmap, place)[0] for place in places]


def test_a_font_that_is_cut_short_is_an_error() -> None:
    data = (ASSETS / "fonts" / "SourceSans3-It.ttf").read_bytes()
    for length in (0, 4, 11, 60, 400, len(data) - 1):
        with pytest.raises((struct.error, ValueError, KeyError)):
            characters(data[:length])


def test_ranges_that_overlap_are_an_error() -> None:
    groups = struct.pack(">LLL", 0, 0x10FFFF, 1) * 1000
    table = struct.pack(">HHLLL", 12, 0, 16 + len(groups), 0, 1000) + groups
    cmap = struct.pack(">HHHHL", 0, 1, 3, 10, 12) + table
    font = b"\0\1\0\0" + struct.pack(">HHHH", 1, 0, 0, 0) + struct.pack(">4sLLL", b"cmap", 0, 28, len(cmap)) + cmap
    with pytest.raises(ValueError, match="overlap"):
        characters(font)
