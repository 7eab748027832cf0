"""Texts in which something runs from the right: the level, the script and the font of each of their parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain, groupby
from typing import NamedTuple
from unicodedata import category

from briefgen.layout.bidi import REMOVED, embedding_levels
from briefgen.layout.fonts import Way, font
from briefgen.layout.text import CharStyle, TextRun
from briefgen.theme import Writing

ARABIC = "Arab"
CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""What says how a text runs, and is never drawn."""
_ARABIC_BLOCKS = ((0x0600, 0x06FF), (0x0750, 0x077F), (0x0870, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC))


class Placed(NamedTuple):
    """A character that is drawn, its level, and how Arabic script is set where it stands."""

    text: str
    level: int
    writing: Writing | None


def with_levels(runs: Sequence[TextRun]) -> tuple[TextRun, ...]:
    """The runs of one paragraph, parted where the level or the script changes, without what is not drawn."""
    levels = iter(_levels("".join([run.text for run in runs]), runs[0].style.base))
    placed = [[*_drawn(run, levels)] for run in runs]
    kinds = iter(_kinds([*chain.from_iterable(placed)]))
    return tuple(part for run, drawn in zip(runs, placed, strict=True) for part in _parts(run.style, drawn, kinds))


def _drawn(run: TextRun, levels: Iterator[int]) -> Iterator[Placed]:
    theme = run.style.theme
    writing = theme.writing(run.style.language, ARABIC) if theme else None
    for character in run.text:
        level = next(levels)
        if character not in CONTROLS:
            yield Placed(character, level, writing)


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


def _parts(char_style: CharStyle, drawn: Sequence[Placed], kinds: Iterator[bool]) -> Iterator[TextRun]:
    styles: dict[tuple[int, bool], CharStyle] = {}
    in_arabic = [next(kinds) for _ in drawn]
    for key, part in groupby(zip(drawn, in_arabic, strict=True), key=lambda each: (each[0].level, each[1])):
        each = [placed for placed, _ in part]
        if key not in styles:
            styles[key] = _styled(char_style, key[0], each[0].writing if key[1] else None)
        yield TextRun("".join([placed.text for placed in each]), styles[key])


def _kinds(drawn: Sequence[Placed]) -> list[bool]:
    """Whether each character is set in the font of Arabic script: signs are where they run from the right.

    A space beside what is set in another font is of that, since those of Nastaliq are narrow.
    """
    kinds: list[bool] = []
    for character, level, writing in drawn:
        last = bool(kinds) and kinds[-1]
        kind = category(character)[0]
        if is_arabic(character):
            last = True
        elif kind in "LN":
            last = False
        elif kind not in "MC":
            last = level % 2 == 1 and writing is not None and ord(character) in writing.family.regular.characters
        kinds.append(last)
    for at, placed in enumerate(drawn):
        if placed.text == " " and kinds[at] and not all(kinds[max(at - 1, 0) : at + 2]):
            kinds[at] = False
    return kinds


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
