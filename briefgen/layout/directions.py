"""Texts in which something runs from the right: the level, the script and the font of each of their parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from unicodedata import category

from briefgen.layout.bidi import REMOVED, embedding_levels
from briefgen.layout.fonts import Font, Way, font
from briefgen.layout.text import CharStyle, TextRun
from briefgen.model.direction import ARABIC
from briefgen.theme import Face, Writing

CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""What says how a text runs, and is never drawn."""
JOINERS = frozenset("\u200c\u200d")
"""What is drawn only in a font that has it, since it joins letters of Arabic script or parts them."""
_SPACE = re.compile("[ \u00a0]")
_INVISIBLE = CONTROLS | JOINERS | {"\u200b"}
_ARABIC_BLOCKS = ((0x0600, 0x06FF), (0x0750, 0x077F), (0x0870, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC))


def with_levels(runs: Sequence[TextRun]) -> tuple[TextRun, ...]:
    """The runs of one paragraph, parted where the level or the script changes, without what is not drawn."""
    text = "".join([run.text for run in runs])
    levels = levels_of(text, runs[0].style.base)
    kinds = _kinds(text, levels, _traits(_script_face(runs[0].style), runs[0].style.font))
    made: list[TextRun] = []
    start = 0
    for run in runs:
        end = start + len(run.text)
        made += _parts(run, levels[start:end], kinds[start:end])
        start = end
    return tuple(made)


def _script_face(char_style: CharStyle) -> Face | None:
    """The face of Arabic script beside a text's own font."""
    writing = _writing(char_style)
    return writing.family.regular if writing else None


def _writing(char_style: CharStyle) -> Writing | None:
    return char_style.theme.writing(char_style.language, ARABIC) if char_style.theme else None


@lru_cache(maxsize=512)
def levels_of(text: str, base: int) -> tuple[int, ...]:
    """The level of each character; what has none, as a joiner, has that of what stands before it.

    A forced break ends no paragraph.
    """
    levels = embedding_levels(text.replace("\n", "\u2028"), base)
    last = base
    for at, level in enumerate(levels):
        last = levels[at] = last if level == REMOVED else level
    return tuple(_lowered(levels))


def _lowered(levels: Sequence[int]) -> Iterator[int]:
    """The same order with fewer parts: what lies two levels above both its sides is turned twice, and so not at all.

    So are the marks that stand between the groups of a language's own digits (Unicode Standard Annex 9, rule L2).
    """
    runs = [(level, len(list(run))) for level, run in groupby(levels)]
    below = 0
    for at, (level, count) in enumerate(runs):
        sides = [*([below] if at else []), *([runs[at + 1][0]] if at + 1 < len(runs) else [])]
        below = level - 2 if sides and level - max(sides) >= 2 else level
        yield from [below] * count


def _parts(run: TextRun, levels: Sequence[int], kinds: Sequence[bool]) -> Iterator[TextRun]:
    styles, start, text = run.style.levelled, 0, run.text
    for key, part in groupby(zip(levels, kinds, strict=True)):
        end = start + len(list(part))
        if key not in styles:
            styles[key] = _styled(run.style, key[0], _writing(run.style) if key[1] else None)
        if drawn := _drawn(text[start:end], styles[key].font.characters):
            yield TextRun(drawn, styles[key])
        start = end


def _drawn(text: str, characters: frozenset[int]) -> str:
    """The text without what says how it runs, and without the joiners that its font lacks."""
    lacking = {each for each in JOINERS.intersection(text) if ord(each) not in characters}
    undrawn = lacking | CONTROLS.intersection(text)
    return text.translate(dict.fromkeys(map(ord, undrawn))) if undrawn else text


def _kinds(text: str, levels: Sequence[int], traits: _Traits) -> list[bool]:
    """Whether each character is set in the font of Arabic script: signs are where they run from the right.

    A sign or an accent that only one of the fonts has is set in that. A space beside what is set in another font is of
    that, since those of Nastaliq are narrow.
    """
    kinds: list[bool] = []
    last = False
    for character, level in zip(text, levels, strict=True):
        kind, only, is_sign, is_had = traits[character]
        if kind is not None:
            last = kind
        elif is_sign:
            last = level % 2 == 1 and is_had if only is None else only
        kinds.append(last if kind is not None or only is None else only)
    for space in _SPACE.finditer(text):
        at = space.start()
        sides = range(at - 1, -1, -1), range(at + 1, len(text))
        if kinds[at] and not all(_beside(text, kinds, places) for places in sides):
            kinds[at] = False
    return kinds


def _beside(text: str, kinds: Sequence[bool], places: Iterable[int]) -> bool:
    """Whether what is drawn first at some places is in the font of Arabic script; where nothing is, so it is."""
    return next((kinds[place] for place in places if text[place] not in CONTROLS), True)


class _Traits(dict[str, tuple[bool | None, bool | None, bool, bool]]):
    """What a face of Arabic script and a text's own font make of each character, looked up once.

    Whether a letter or digit is of Arabic script, none for signs; whether the face alone has it or the font alone, none
    for both or neither; whether it is a sign that others go by; and whether the face has it.
    """

    def __init__(self, face: Face | None, own: Font) -> None:
        self._signs, self._own = face.characters if face else frozenset(), own.characters

    def __missing__(self, character: str) -> tuple[bool | None, bool | None, bool, bool]:
        code, class_ = ord(character), category(character)[0]
        kind = True if is_arabic(character) else False if class_ in "LN" else None
        is_had = code in self._signs
        only = is_had if is_had != (code in self._own) and character not in _INVISIBLE else None
        traits = self[character] = kind, only, character not in CONTROLS and class_ not in "MC", is_had
        return traits


_traits = lru_cache(maxsize=64)(_Traits)


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
