"""A page that runs from the right, read by where its glyphs stand: PDFium turns figures round among such words.

Letters are read in the order of their places, from the right where they lie unseen over joined ones or are such, as in
the word across a page, and from the left elsewhere; parts of a paragraph in the order of their marks, and what has no
mark as it is drawn, which is the order of reading.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from ctypes import CFUNCTYPE, addressof, byref, c_double, c_float, c_int, c_void_p, cast
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any
from unicodedata import bidirectional, normalize

import pypdfium2.raw as pdfium
from pypdfium2 import PdfTextPage

from briefgen.frozen import frozen

UNSEEN_LETTERS = 3
"""The render mode of text that is not seen (ISO 32000-1, table 106)."""
JOINED = {"R", "AL", "NSM", "BN"}
"""The classes of letters from the right, of marks on them, and of what parts or joins them."""
HYPHENS = (0xFFFE, 0x02)
"""What PDFium gives for a hyphen at a line's end."""
OBJECT_AT = CFUNCTYPE(c_void_p, c_void_p, c_int)(cast(pdfium.FPDFText_GetTextObject, c_void_p).value or 0)
"""The address of a character's object, which is all that is asked of it: a pointer of its own for each takes longer."""
GAP, LABEL_GAP, LEVEL = 1.0, 6.5, 2.0
"""How far apart, in points, what stands in a row may be, of a drawing's label its words, and what is another line."""
PRESENTATION_FORMS = re.compile("[\ufb50-\ufd3d\ufd50-\ufdfb\ufe70-\ufefc]+")


def as_read_from_right(text: str) -> str:
    """A text with letters that are one with their marks.

    Joined forms that were typed as such, such as those pasted out of old files, are read as the letters that they are.
    """
    return text if text.isascii() else normalize("NFC", PRESENTATION_FORMS.sub(_letters, text))


def _letters(forms: re.Match[str]) -> str:
    return "".join(normalize("NFKC", forms[0]).split())


@frozen(slots=True)
class PlacedText:
    """A text object: its number on the page, its mark, its text in the order of reading, and where it stands.

    Letters that join lie unseen over outlines, but for those of the word across a page, which are shown.
    """

    number: int
    mark: int
    text: str
    is_joined: bool
    left: float
    right: float
    base: float
    is_shown: bool = False


def placed_texts(text: PdfTextPage, items: Sequence[Any], stand_ins: Mapping[int, str]) -> list[PlacedText]:
    """The text objects of a page, in the order in which they are drawn; `stand_ins` stand for what PDFium mirrors."""
    order = {addressof(item.contents): number for number, item in enumerate(items)}
    found: dict[int, list[tuple[float, float, str]]] = defaultdict(list)
    x, y = c_double(), c_double()
    page, place = text.raw, (byref(x), byref(y))  # wrapped, each call would unwrap it
    for at, sign in enumerate(_signs(text).translate({**dict.fromkeys(HYPHENS, "-"), **stand_ins})):
        if item := OBJECT_AT(page, at):
            pdfium.FPDFText_GetCharOrigin(page, at, *place)
            found[order[item]].append((x.value, y.value, sign))
    return [_placed(number, items[number], found[number]) for number in sorted(found)]


def _signs(text: PdfTextPage) -> str:
    """A sign for each character of a page, whose text at once has others where some are made of two codes."""
    count = text.count_chars()
    signs: str = text.get_text_range()
    if len(signs) == count:
        return signs
    return "".join([chr(pdfium.FPDFText_GetUnicode(text.raw, at)) for at in range(count)])


def _placed(number: int, item: Any, glyphs: list[tuple[float, float, str]]) -> PlacedText:
    left, right, height = c_float(), c_float(), c_float()
    pdfium.FPDFPageObj_GetBounds(item, byref(left), byref(height), byref(right), byref(height))
    is_unseen = pdfium.FPDFTextObj_GetTextRenderMode(item) == UNSEEN_LETTERS
    is_shown = not is_unseen and {bidirectional(sign) for _, _, sign in glyphs} <= JOINED
    is_joined = is_unseen or is_shown
    glyphs.sort(key=itemgetter(0), reverse=is_joined)
    mark = pdfium.FPDFPageObj_GetMarkedContentID(item)
    text = as_read_from_right("".join([sign for _, _, sign in glyphs]))
    return PlacedText(number, mark, text, is_joined, left.value, right.value, glyphs[0][1], is_shown)


def in_reading_order(texts: Sequence[PlacedText], drawings: Iterable[int]) -> list[PlacedText]:
    """The texts as they are read; those with the marks of `drawings` stay as they are drawn, label by label."""
    as_drawn = frozenset(drawings)
    ordered: list[PlacedText] = []
    for is_marked, stretch in groupby(texts, key=lambda each: each.mark >= 0):
        if not is_marked:
            ordered += (word for part in _parts_drawn(stretch) for word in part)
            continue
        for mark, same in groupby(sorted(stretch, key=lambda each: each.mark), key=lambda each: each.mark):
            ordered += (part for label in labels(same) for part in label) if mark in as_drawn else _from_side(same)
    return ordered


def _from_side(texts: Iterable[PlacedText]) -> list[PlacedText]:
    found = list(texts)
    return sorted(found, key=lambda each: -each.left) if found[0].is_joined else found


def _parts_drawn(texts: Iterable[PlacedText]) -> Iterator[list[PlacedText]]:
    """Texts as they are drawn, which is part by part in the order of reading; joined words of a part from the right."""
    part: list[PlacedText] = []
    for each in texts:
        last = part[-1] if part else None
        if last and not _are_one_part(last, each):
            yield part[::-1]
            part = []
        part.append(each)
    yield part[::-1]


def _are_one_part(last: PlacedText, each: PlacedText) -> bool:
    """Whether a text goes on with what stands to the left of it, or up the page with the word across that."""
    is_near = abs(each.left - last.right) <= LABEL_GAP and abs(each.base - last.base) <= LEVEL
    return last.is_joined and each.is_joined and (is_near or (last.is_shown and each.is_shown))


def labels(texts: Iterable[PlacedText]) -> Iterator[list[PlacedText]]:
    """The labels of a drawing: what stands in a row without a gap, from the right where any of it is joined."""
    label: list[PlacedText] = []
    for each in texts:
        if label and (abs(each.base - label[-1].base) > LEVEL or abs(each.left - label[-1].right) > LABEL_GAP):
            yield _turned(label)
            label = []
        label.append(each)
    if label:
        yield _turned(label)


def _turned(label: list[PlacedText]) -> list[PlacedText]:
    """A label as it is read: from the right if letters in it are joined, but for figures whose signs touch."""
    if not any(each.is_joined for each in label):
        return label
    words: list[list[PlacedText]] = []
    for each in label:
        last = words[-1][-1] if words else None
        if last and not (last.is_joined or each.is_joined) and each.left - last.right <= GAP:
            words[-1].append(each)
        else:
            words.append([each])
    return [each for word in reversed(words) for each in word]


def as_lines(texts: Sequence[PlacedText]) -> str:
    """The texts one behind the other, with white space where there is room between them and where a line ends."""
    parts = [each.text for each in texts[:1]]
    for before, each in pairwise(texts):
        if abs(each.base - before.base) > LEVEL:
            parts.append("\n")
        elif min(abs(each.right - before.left), abs(each.left - before.right)) > GAP:
            parts.append(" ")
        parts.append(each.text)
    return "".join(parts)
