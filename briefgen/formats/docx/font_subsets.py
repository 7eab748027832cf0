"""Subsets of fonts for documents that people go on writing in: letters of whole writings, with what sets them.

Western letters are in each subset, so that a reviewer finds what French, German, Polish, Turkish or Welsh are written
with. Those of another writing are all in it where the document has any.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from functools import lru_cache
from itertools import chain
from uuid import UUID

import uharfbuzz

from briefgen.cache import Cache, kept
from briefgen.theme import Face

Ranges = tuple[tuple[int, int], ...]

WESTERN: Ranges = (
    (0x0020, 0x017F),  # Latin-1 and Latin Extended-A
    (0x0218, 0x021B),  # Romanian
    (0x02BB, 0x02BC),  # apostrophes that are letters
    (0x1E80, 0x1E85),  # Welsh
    (0x1E9E, 0x1E9E),  # German
    (0x1EF2, 0x1EF3),  # Welsh
    (0x2000, 0x203A),  # punctuation
    (0x2044, 0x2044),  # the stroke of fractions
    (0x2070, 0x2089),  # superscripts and subscripts
    (0x20A9, 0x20AC),  # won, new shekel, dong, euro
    (0x20B9, 0x20BD),  # rupee, lira, rouble
    (0x2116, 0x2116),  # numero
    (0x2122, 0x2122),  # trade mark
    (0x2153, 0x215E),  # fractions
    (0x2190, 0x2193),  # arrows
    (0x2212, 0x2212),  # minus
    (0x2248, 0x2265),  # about, unequal, at most, at least
    (0xFB01, 0xFB02),  # ligatures
    (0xFFFD, 0xFFFD),
)
"""What western languages are written with, and the signs of a brief."""
WRITINGS: tuple[Ranges, ...] = (
    ((0x0370, 0x03FF), (0x1F00, 0x1FFF)),  # Greek
    ((0x0400, 0x052F), (0x1C80, 0x1C8F), (0x2DE0, 0x2DFF), (0xA640, 0xA69F)),  # Cyrillic
    ((0x0600, 0x06FF), (0x0750, 0x077F), (0x08A0, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF)),  # Arabic
)
"""Other writings of which a document may have letters."""
FEATURES = (
    *("ccmp", "locl", "mark", "mkmk", "kern", "curs"),
    *("liga", "clig", "calt", "rlig", "rclt", "tnum", "lnum", "pnum", "onum"),
    *("init", "medi", "fina", "isol"),
)
"""The OpenType features that Word applies or offers, but for stylistic sets."""
NAMES = (0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17)
"""The entries of a font's table of names that are kept, its copyright and licence among them."""


def letters_for(printed: Collection[str]) -> frozenset[int]:
    """The code points that go with the characters that a document prints: these, western ones, and whole writings."""
    codes = frozenset(map(ord, printed))
    others = (ranges for ranges in WRITINGS if not codes.isdisjoint(_codes(ranges)))
    return codes.union(_codes(WESTERN), *map(_codes, others))


@lru_cache
def _codes(ranges: Ranges) -> frozenset[int]:
    return frozenset(chain.from_iterable(range(first, last + 1) for first, last in ranges))


def kept_subset(face: Face, letters: Collection[int], cache: Cache | None) -> bytes:
    """The same as `subset`, made once and then kept; another release of HarfBuzz may make other bytes."""
    named = f"{font_key(face.data)} {FEATURES} {NAMES} {sorted(letters)} {uharfbuzz.version_string()}"
    return kept(cache, "subset", named, lambda: subset(face, letters))


@lru_cache(maxsize=32)
def font_key(data: bytes) -> str:
    """The key for a font, which is the same for the same bytes."""
    digest = hashlib.sha256(data).digest()
    return f"{{{str(UUID(bytes=digest[:16])).upper()}}}"


def subset(face: Face, letters: Iterable[int]) -> bytes:
    """A font file with those glyphs of another that some code points need."""
    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.update(letters)
    for tags, values in ((wanted.layout_feature_tag_set, map(_tag, FEATURES)), (wanted.name_id_set, NAMES)):
        tags.clear()
        tags.update(values)
    wanted.flags = uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
    return bytes(uharfbuzz.subset(uharfbuzz.Face(face.data), wanted).blob.data)


def _tag(name: str) -> int:
    return int.from_bytes(name.encode())
