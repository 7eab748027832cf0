"""Subsets of fonts for embedding: every Latin letter, and what is set with it, so that reviewers can go on writing."""

from __future__ import annotations

from io import BytesIO

from briefgen.formats.docx.embedding import Embedded, embedded, faces_of, may_be_embedded
from briefgen.theme import Face, Theme

BLOCKS = (
    (0x0020, 0x02FF),  # Latin, with all its extensions that any spelling uses, and modifier letters
    (0x0300, 0x036F),  # accents that combine
    (0x1E00, 0x1EFF),  # Latin, additional: Vietnamese, transliterations
    (0x2000, 0x209F),  # punctuation, superscripts and subscripts
    (0x20A0, 0x20CF),  # currencies
    (0x2100, 0x218F),  # signs like letters, fractions
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # mathematics
    (0x25A0, 0x25FF),  # geometric shapes
    (0x2C60, 0x2C7F),  # Latin of African spellings
    (0xA720, 0xA7FF),  # Latin of scholars
    (0xFB00, 0xFB06),  # ligatures
    (0xFFFD, 0xFFFD),
)
FEATURES = (
    *("ccmp", "locl", "mark", "mkmk", "kern"),
    *("liga", "clig", "calt", "rlig", "tnum", "lnum", "pnum", "onum"),
)
"""The OpenType features that Word applies or offers, but for stylistic sets."""

NAMES = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
"""The entries of the font's table of names that are kept, its copyright and licence among them."""


def subset_fonts(theme: Theme) -> Embedded:
    """Every face of the theme that may be embedded, with its Latin characters alone."""
    faces = {name: face for name, face in faces_of(theme).items() if may_be_embedded(face)}
    return {name: embedded(face, subset(face)) for name, face in faces.items()}


def subset(face: Face) -> bytes:
    """A font file with the Latin characters of another."""
    from fontTools import subset as subsetting

    options = subsetting.Options(
        layout_features=list(FEATURES),
        name_IDs=NAMES,
        notdef_outline=True,
        glyph_names=False,
        recalc_timestamp=False,
        harfbuzz_repacker=False,
        drop_tables=[*subsetting.Options().drop_tables, "meta"],
    )
    font = subsetting.load_font(BytesIO(face.data), options)
    subsetter = subsetting.Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in BLOCKS for code in range(first, last + 1)])
    subsetter.subset(font)
    file = BytesIO()
    subsetting.save_font(font, file, options)
    return file.getvalue()
