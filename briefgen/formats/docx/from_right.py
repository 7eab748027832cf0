"""Documents that run from the right: what Word must be told of paragraphs, runs and tables, beside their language.

Source: ISO/IEC 29500-1, 17.3.1.6 (bidi), 17.3.2.30 (rtl), 17.4.1 (bidiVisual); Unicode Standard Annex 9.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from copy import deepcopy
from enum import Enum
from itertools import groupby
from unicodedata import bidirectional

from briefgen.formats.docx.adopt_styles import own_properties
from briefgen.formats.docx.markup import Element, attribute, qualified, value_of, w
from briefgen.formats.docx.sanitize import place
from briefgen.formats.docx.styles import Style
from briefgen.model.characters import has_words_from_right, runs_from_right
from briefgen.model.direction import FSI, LRI, PDI, RIGHT_TO_LEFT, direction_of_words, without_isolates
from briefgen.patterns import lazy_regex

FIGURES = (Style.TABLE_NUMBER.value, Style.TABLE_NUMBER_HEADER.value)
"""The styles of cells that hold figures."""

COMMENT = "CommentText"
"""The style of a comment's paragraphs."""


class Stretch(Enum):
    """How a stretch of a text from the right is marked, by the run properties that it has."""

    RIGHT = ("rtl",)
    FIGURE = ("cs",)
    LEFT = ()


_ISOLATE = re.compile(f"[{LRI}{FSI}][^\u2066-{PDI}]*{PDI}")
_NUMBER = lazy_regex(r"\d+(?:[.,٫٬]\d+)*")
_SIGNS = {"L": "L", "R": "R", "AL": "R", "AN": "R", "EN": "N", "ET": "T"}


class _Directions(dict[int, str]):
    """The sign of each character's direction, looked up once, for `str.translate`."""

    def __missing__(self, code: int) -> str:
        sign = self[code] = _SIGNS.get(bidirectional(chr(code)), " ")
        return sign


_DIRECTIONS = _Directions()
_LATIN = re.compile("L(?:[^R]*[LN]T*)?")
"""Letters from the left, up to the last of them or the last digit before other letters, as rules W5 and W7 have it."""

_FROM_RIGHT = re.compile("R(?:[^L]*R)?")

TEXTS = (qualified("w:t"), qualified("w:delText"))
"""What holds the characters of a run."""

_MARKED = frozenset((*TEXTS, qualified("w:footnoteReference"), qualified("w:footnoteRef")))
_RUN_PROPERTIES, _LANGUAGE = qualified("w:rPr"), qualified("w:lang")
_FROM_LEFT = qualified("w:bidi")
_TURNED = f"{_RUN_PROPERTIES}/{qualified('w:rtl')}"
_PARAGRAPH_PROPERTIES, _BORDERS = qualified("w:pPr"), qualified("w:pBdr")
_SIDES = {qualified("w:left"): qualified("w:right"), qualified("w:right"): qualified("w:left")}
_SIDE_ORDER = [qualified(f"w:{side}") for side in ("top", "left", "bottom", "right", "between", "bar")]
_NAMES = {
    qualified("wp:docPr"): ("name", "descr"),
    qualified("w:tblCaption"): (qualified("w:val"),),
    qualified("v:textpath"): ("string",),
}
"""What is read out and never set, so that isolates have no business there."""


def stretches(text: str, characters: Set[int]) -> Iterator[tuple[str, Stretch]]:
    """A text in stretches that are marked alike; `characters` are those of the font of its script.

    Marked as from the right, Word turns the signs in a figure round (17.3.2.30), and shows letters from the left as it
    likes. A number alone it leaves as it is.
    """
    at = 0
    for isolate in _ISOLATE.finditer(text):
        if not any(map(runs_from_right, isolate[0])):
            yield from _words(text[at : isolate.start()])
            yield isolate[0], _of_figure(isolate[0][1:-1], characters)
            at = isolate.end()
    yield from _words(text[at:])


def _of_figure(text: str, characters: Set[int]) -> Stretch:
    if _NUMBER.fullmatch(text):
        return Stretch.RIGHT
    has_letters = any(bidirectional(sign) == "L" for sign in text)
    return Stretch.LEFT if has_letters or not set(map(ord, text)) <= characters else Stretch.FIGURE


def _words(text: str) -> Iterator[tuple[str, Stretch]]:
    """A text from the right, with the stretches of letters from the left in it."""
    return _parted(text, _LATIN, Stretch.LEFT, Stretch.RIGHT)


def _words_between(text: str) -> Iterator[tuple[str, Stretch]]:
    """A text from the left, with the stretches of letters from the right in it."""
    return _parted(text, _FROM_RIGHT, Stretch.RIGHT, Stretch.LEFT)


def _parted(text: str, pattern: re.Pattern[str], inside: Stretch, outside: Stretch) -> Iterator[tuple[str, Stretch]]:
    """A text in what a pattern finds in the signs of its directions, and what is between."""
    signs = text.translate(_DIRECTIONS)
    at = 0
    for found in pattern.finditer(signs):
        if found.start() > at:
            yield text[at : found.start()], outside
        at = found.end()
        yield text[found.start() : at], inside
    if at < len(text):
        yield text[at:], outside


def turn(elements: Iterable[Element], characters: Set[int]) -> None:
    """Let what was written as from the left run from the right; `characters` are those of the font of its script."""
    for element in elements:
        for paragraph in list(element.iter(qualified("w:p"))):
            _turn_paragraph(paragraph, characters)
        for properties in element.iter(qualified("w:tblPr")):
            properties.insert(1, w("bidiVisual"))
        _name_without_isolates(element)


def turn_words(elements: Iterable[Element], characters: Set[int], tracked: Set[str], exact: Mapping[str, int]) -> None:
    """Let the words from the right in a document from the left run so.

    `tracked` are the styles whose letters stand apart, which those that join may not, and `exact` the lines of styles
    of one height, in twips, which other letters may need more of.
    """
    for element in elements:
        for run in list(element.iter(qualified("w:r"))):
            if run.find(_TURNED) is not None:
                _turn_run(run, lambda text: stretches(text, characters))
            elif any(has_words_from_right(each.text or "") for each in run.iter(*TEXTS)):
                _turn_run(run, _words_between)
        for paragraph in element.iter(qualified("w:p")):
            _make_room(paragraph, tracked, exact)
        _name_without_isolates(element)


def _make_room(paragraph: Element, tracked: Set[str], exact: Mapping[str, int]) -> None:
    properties = paragraph.find(_PARAGRAPH_PROPERTIES)
    style = "" if properties is None else value_of(properties, "pStyle") or ""
    if properties is None or (style not in tracked and style not in exact):
        return
    turned = [run for run in paragraph.iter(qualified("w:r")) if run.find(_TURNED) is not None]
    for run in turned if style in tracked else ():
        place(run[0], w("spacing", val=0))
    if turned and style in exact and properties.find(qualified("w:spacing")) is None:
        place(properties, w("spacing", line=exact[style], lineRule="atLeast"))


def _name_without_isolates(element: Element) -> None:
    for named in element.iter(*_NAMES):
        for name in _NAMES[str(named.tag)]:
            if value := named.get(name):
                named.set(name, without_isolates(value))


def _turn_paragraph(paragraph: Element, characters: Set[int]) -> None:
    properties = paragraph.find(_PARAGRAPH_PROPERTIES)
    if properties is not None and value_of(properties, "pStyle") == COMMENT and _is_from_left(paragraph):
        place(properties, w("bidi", val=0))
        return
    for run in list(paragraph.iter(qualified("w:r"))):
        _turn_run(run, lambda text: stretches(text, characters))
    if properties is None:
        properties = w("pPr")
        paragraph.insert(0, properties)
    mirror_borders(properties)
    if properties.find(_FROM_LEFT) is not None:
        return
    end = properties.find(_RUN_PROPERTIES)
    if end is None:
        end = w("rPr")
        place(properties, end)
    end.append(w("rtl"))


def _is_from_left(paragraph: Element) -> bool:
    """Whether a remark is in a language of its own: what briefgen itself says of a brief is in English."""
    return direction_of_words("".join(each.text or "" for each in paragraph.iter(*TEXTS))) != RIGHT_TO_LEFT


def _turn_run(run: Element, parted: Callable[[str], Iterable[tuple[str, Stretch]]]) -> None:
    """Mark a run, or its stretches; of one in a language of its own from the left only words from the right."""
    properties = run.find(_RUN_PROPERTIES)
    content = [child for child in run if child is not properties]
    own = None if properties is None else properties.find(_LANGUAGE)
    if not _MARKED.intersection(child.tag for child in content):
        return
    if own is not None and attribute(own, "w:val"):
        if not any(has_words_from_right(each.text or "") for each in run.iter(*TEXTS)):
            return
        parted = _words_between
    if len(content) > 1 or content[0].tag not in TEXTS:
        _mark(run, Stretch.RIGHT)
        return
    alike = groupby(parted(content[0].text or ""), key=lambda part: part[1])
    parts = [("".join(text for text, _ in group), kind) for kind, group in alike]
    for text, kind in parts[:-1]:
        part = deepcopy(run)
        part[-1].text = text
        _mark(part, kind)
        run.addprevious(part)
    for text, kind in parts[-1:]:
        content[0].text = text
        _mark(run, kind)


def _mark(run: Element, kind: Stretch) -> None:
    """Set the properties of a stretch, among those that a redline says the run had, too."""
    if run.find(_RUN_PROPERTIES) is None:
        run.insert(0, w("rPr"))
    for properties in list(run.iter(_RUN_PROPERTIES)):
        for name in ("rtl", "cs"):
            if name in kind.value:
                place(properties, w(name))
            elif (other := properties.find(qualified(f"w:{name}"))) is not None:
                properties.remove(other)


def mirror_borders(properties: Element) -> None:
    """Put the bar of a callout to the other side: a paragraph's borders alone do not turn with it (17.3.1.6)."""
    for borders in properties.iter(_BORDERS):
        for side in borders:
            side.tag = _SIDES.get(str(side.tag), str(side.tag))
        borders[:] = sorted(borders, key=lambda side: _SIDE_ORDER.index(str(side.tag)))


def _start_at_start(style: Element) -> None:
    """Let figures stand with their units below each other, which is where lines from the right start."""
    for alignment in style.findall(f"{_PARAGRAPH_PROPERTIES}/{qualified('w:jc')}"):
        if attribute(alignment, "w:val") in ("right", "end"):
            own_properties(style).remove(alignment)


def turn_styles(styles: Element) -> None:
    """Let all paragraphs run from the right, those that a reviewer adds among them, and mirror the bars of callouts."""
    for style in styles.iterchildren(qualified("w:style")):
        if attribute(style, "w:type") == "paragraph":
            if style.find(qualified("w:basedOn")) is None:
                place(own_properties(style), w("bidi"))
            if attribute(style, "w:styleId") in FIGURES:
                _start_at_start(style)
            mirror_borders(style)
