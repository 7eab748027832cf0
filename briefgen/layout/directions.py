"""Texts in which something runs from the right: the level, the script and the font of each of their parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from unicodedata import category

from briefgen.layout.bidi import REMOVED, embedding_levels
from briefgen.layout.fonts import Way, font
from briefgen.layout.text import CharStyle, TextRun
from briefgen.theme import Writing

ARABIC = "Arab"
CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""What says how a text runs, and is never drawn."""
_ARABIC_BLOCKS = ((0x0600, 0x06FF), (0x0750, 0x077F), (0x0870, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC))


def with_levels(runs: Sequence[TextRun]) -> tuple[TextRun, ...]:
    """The runs of one paragraph, parted where the level or the script changes, without what is not drawn."""
    text = "".join([run.text for run in runs])
    levels = _levels(text, runs[0].style.base)
    made: list[TextRun] = []
    start = 0
    for run in runs:
        end = start + len(run.text)
        made += _parts(run, levels[start:end])
        start = end
    return tuple(made)


@lru_cache(maxsize=512)
def _levels(text: str, base: int) -> tuple[int, ...]:
    """The level of each character; what has none, as a joiner, has that of what stands before it.

    A forced break ends no paragraph.
    """
    levels = embedding_levels(text.replace("\n", "\u2028"), base)
    last = base
    for at, level in enumerate(levels):
        last = levels[at] = last if level == REMOVED else level
    return tuple(levels)


def _parts(run: TextRun, levels: Sequence[int]) -> Iterator[TextRun]:
    styles: dict[tuple[int, bool], CharStyle] = {}
    theme = run.style.theme
    writing = theme.writing(run.style.language, ARABIC) if theme else None
    drawn = [(each, level) for each, level in zip(run.text, levels, strict=True) if each not in CONTROLS]
    kinds = _kinds(drawn, writing)
    for (level, is_arabic), part in groupby(zip(drawn, kinds, strict=True), key=lambda each: (each[0][1], each[1])):
        if (style := styles.get((level, is_arabic))) is None:
            style = styles[level, is_arabic] = _styled(run.style, level, writing if is_arabic else None)
        yield TextRun("".join([character for (character, _), _ in part]), style)


def _kinds(drawn: Sequence[tuple[str, int]], writing: Writing | None) -> Iterator[bool]:
    """Whether each character is set in the font of Arabic script: signs are where they run from the right."""
    last = False
    for character, level in drawn:
        if is_arabic(character):
            last = True
        elif category(character)[0] in "LN":
            last = False
        elif category(character)[0] not in "MC":
            last = level % 2 == 1 and writing is not None and ord(character) in writing.family.regular.characters
        yield last


def is_arabic(character: str) -> bool:
    """Whether a character is of Arabic script, its digits and signs included."""
    code = ord(character)
    return code > 0x5FF and any(first <= code <= last for first, last in _ARABIC_BLOCKS)


def _styled(char_style: CharStyle, level: int, writing: Writing | None) -> CharStyle:
    """The style at a level, in the font of Arabic script if it is for that, whose letters never stand apart."""
    if writing is None:
        return replace(char_style, level=level)
    face = writing.family.face(bold=char_style.bold, italic=char_style.italic)
    way = Way("rtl" if level % 2 else "ltr", ARABIC, char_style.language)
    return replace(
        char_style,
        level=level,
        family=writing.family,
        font=font(face, way),
        size=char_style.size * writing.scale,
        tracking=0.0,
        features=(),
        middle=char_style.capital_height / char_style.size / writing.scale * 1000,
    )
