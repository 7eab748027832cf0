"""What a page's structure says of its content: which marks belong to a figure, and which to a footnote."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import create_string_buffer, string_at
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any

import pypdfium2.raw as pdfium
from pypdfium2 import PdfPage

LONGEST_TEXT = 1 << 16
"""The characters for which there is room where PDFium gives a text."""
PLAIN = {"Caption", "P", "TOC", "Table", *(f"H{level}" for level in range(1, 7))}
"""Elements in which neither figures nor notes belong; one that stands there is not found, which is a fault as well."""
USUAL_TEXT = 256
"""The bytes that a text of the structure seldom needs more of."""


def decoded(text: Any, length: int) -> str:
    """The text that PDFium put into a room for characters; `length` is in bytes and counts a zero at its end."""
    return bytes(memoryview(text).cast("B")[: max(length - 2, 0)]).decode("utf-16-le", "replace")


@dataclass
class Tags:
    """The marks of a page that belong to figures, with their number and alternative text, and to notes, by their id."""

    figures: dict[int, tuple[int, str]] = field(default_factory=dict)
    notes: dict[int, str] = field(default_factory=dict)


def tags_of(page: PdfPage) -> Tags:
    """Read the structure of a page (ISO 32000-1, 14.7)."""
    tags, room = Tags(), create_string_buffer(USUAL_TEXT)
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    if not tree:
        return tags
    try:
        for index in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            if element := pdfium.FPDF_StructTree_GetChildAtIndex(tree, index):
                _read(element, tags, room)
    finally:
        pdfium.FPDF_StructTree_Close(tree)
    return tags


def _read(element: Any, tags: Tags, room: Any) -> None:
    """Look for figures and notes in an element; `room` is for its texts."""
    kind = _text_of(pdfium.FPDF_StructElement_GetType, element, room)
    if kind == "Figure":
        number = len(tags.figures)
        alternative = _text_of(pdfium.FPDF_StructElement_GetAltText, element, room)
        tags.figures |= dict.fromkeys(_marks(element), (number, alternative))
    elif kind == "Note":
        tags.notes |= dict.fromkeys(_marks(element), _text_of(pdfium.FPDF_StructElement_GetID, element, room))
    elif kind not in PLAIN:
        for child in _children(element):
            _read(child, tags, room)


def _children(element: Any) -> list[Any]:
    """The elements in an element that have to do with the page; of a long document's most have not."""
    indexes = range(pdfium.FPDF_StructElement_CountChildren(element))
    return list(filter(None, map(pdfium.FPDF_StructElement_GetChildAtIndex, repeat(element), indexes)))


def _marks(element: Any) -> Iterator[int]:
    """The marks of an element and of all below it."""
    for index in range(pdfium.FPDF_StructElement_CountChildren(element)):
        child = pdfium.FPDF_StructElement_GetChildAtIndex(element, index)
        if child:
            yield from _marks(child)
        elif (mark := pdfium.FPDF_StructElement_GetChildMarkedContentID(element, index)) >= 0:
            yield mark


def _text_of(getter: Any, element: Any, room: Any) -> str:
    """A text of an element, read into the room, or into more where it is longer."""
    length = getter(element, room, len(room))
    if length > len(room):
        return _text_of(getter, element, create_string_buffer(length))
    return string_at(room, max(length - 2, 0)).decode("utf-16-le", "replace")
