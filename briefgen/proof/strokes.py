"""Charts in the PDF: what is drawn of each, shape by shape and word by word, wherever and however large it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from ctypes import byref, c_float, c_int, c_uint
from typing import Any

import pypdfium2.raw as pdfium

from briefgen.frozen import frozen
from briefgen.model.drawing import Drawing, Shape, Words
from briefgen.proof.reading import squeezed

NEAR = 0.15
"""How far, in points, a corner may stand from where it should."""

Corner = tuple[float, float]


@frozen
class Outline:
    """A shape by its colours, empty for none, the width of its line, and the corners of the box around its points."""

    fill: str
    stroke: str
    width: float
    low: Corner
    high: Corner


@frozen
class DrawnText:
    """Characters without white space, and where they begin."""

    text: str
    start: Corner


@frozen
class Traced:
    """What is drawn of a chart, in order."""

    outlines: tuple[Outline, ...]
    words: tuple[DrawnText, ...]

    @property
    def colours(self) -> tuple[str, ...]:
        return tuple(outline.fill + outline.stroke for outline in self.outlines)

    @property
    def text(self) -> str:
        return "".join(word.text for word in self.words)


def wanted_of(drawing: Drawing, read: Callable[[str], str]) -> Traced:
    """A chart as it should be; `read` gives a text as it is read."""
    outlines = tuple(_expected(mark) for mark in drawing.marks if isinstance(mark, Shape))
    words = (mark for mark in drawing.marks if isinstance(mark, Words))
    return Traced(outlines, tuple(DrawnText(read(squeezed(word.text)), (word.x, word.baseline)) for word in words))


def _expected(shape: Shape) -> Outline:
    points = [
        (segment.points[index], segment.points[index + 1])
        for segment in shape.segments
        for index in range(0, len(segment.points), 2)
    ]
    stroke = shape.stroke
    return Outline(shape.fill, stroke.colour if stroke else "", stroke.width if stroke else 0.0, *_box(points))


def found_in(items: Iterable[tuple[Any, str]]) -> Traced:
    """A chart as the objects of a page have it, each with its text."""
    outlines, words = list[Outline](), list[DrawnText]()
    for item, text in items:
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFPageObj_GetMatrix(item, byref(matrix))
        if pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_PATH:
            outlines.append(_read(item, matrix))
        elif squeezed(text):
            words.append(DrawnText(squeezed(text), (matrix.e, matrix.f)))
    return Traced(tuple(outlines), tuple(words))


def _read(item: Any, matrix: Any) -> Outline:
    mode, along, width = c_int(), c_int(), c_float()
    pdfium.FPDFPath_GetDrawMode(item, byref(mode), byref(along))
    pdfium.FPDFPageObj_GetStrokeWidth(item, byref(width))
    return Outline(
        _colour(pdfium.FPDFPageObj_GetFillColor, item) if mode.value else "",
        _colour(pdfium.FPDFPageObj_GetStrokeColor, item) if along.value else "",
        width.value if along.value else 0.0,
        *_box(_points(item, matrix)),
    )


def _points(item: Any, matrix: Any) -> Iterator[Corner]:
    x, y = c_float(), c_float()
    for index in range(pdfium.FPDFPath_CountSegments(item)):
        pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFPath_GetPathSegment(item, index), byref(x), byref(y))
        yield (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )


def _colour(getter: Any, item: Any) -> str:
    parts = [c_uint() for _ in range(4)]
    getter(item, *map(byref, parts))
    return "#" + "".join(f"{part.value:02x}" for part in parts[:3])


def _box(points: Iterable[Corner]) -> tuple[Corner, Corner]:
    across, up = zip(*points, strict=True)
    return (min(across), min(up)), (max(across), max(up))


def alike(wanted: Traced, found: Traced) -> bool:
    """Whether the same shapes and words are drawn, in the same order, in one place and at one scale."""
    if len(wanted.outlines) != len(found.outlines) or wanted.text != found.text:
        return False
    (left, bottom), size = _frame(wanted)
    (found_left, found_bottom), found_size = _frame(found)
    scale = found_size / size if size else 1.0

    def near(one: Corner, other: Corner) -> bool:
        across = (one[0] - left) * scale - (other[0] - found_left)
        up = (one[1] - bottom) * scale - (other[1] - found_bottom)
        return abs(across) <= NEAR and abs(up) <= NEAR

    for one, other in zip(wanted.outlines, found.outlines, strict=True):
        if (one.fill, one.stroke) != (other.fill, other.stroke) or abs(one.width - other.width) > NEAR:
            return False
        if not (near(one.low, other.low) and near(one.high, other.high)):
            return False
    return all(near(start, place) for start, place in _starts(wanted.words, found.words))


def _starts(wanted: Iterable[DrawnText], found: Iterable[DrawnText]) -> Iterator[tuple[Corner, Corner]]:
    """Where each word should begin and where it does, so far as letters drawn at once begin there."""
    places = dict(_offsets(found))
    for offset, start in _offsets(wanted):
        if offset in places:
            yield start, places[offset]


def _offsets(words: Iterable[DrawnText]) -> Iterator[tuple[int, Corner]]:
    offset = 0
    for word in words:
        yield offset, word.start
        offset += len(word.text)


def _frame(traced: Traced) -> tuple[Corner, float]:
    """The lower left corner of all that is drawn, and how wide it is, or high where it is no wider."""
    low, high = _box(
        [
            *(corner for outline in traced.outlines for corner in (outline.low, outline.high)),
            *(word.start for word in traced.words),
        ]
    )
    return low, high[0] - low[0] or high[1] - low[1]
