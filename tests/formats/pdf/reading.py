"""What a reader finds in a written PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import IndirectObject

from briefgen.formats.pdf import write
from briefgen.model.document import Document, Media
from briefgen.theme import Theme
from tests.house import house
from tests.samples import MEDIA


def read(document: Document, media: Media = MEDIA, theme: Theme | None = None) -> PdfReader:
    """The document, written and opened again."""
    return PdfReader(BytesIO(write(document, media, theme or house()).data))


def squeezed(text: str) -> str:
    """The text with single spaces, as pages are compared: lines end where they may."""
    return re.sub(r"\s+", " ", text).strip()


def page_texts(reader: PdfReader) -> list[str]:
    return [squeezed(page.extract_text()) for page in reader.pages]


def whole_text(reader: PdfReader) -> str:
    return " ".join(page_texts(reader))


def links(reader: PdfReader) -> Iterator[tuple[int, Any]]:
    """The page, from 1, and the dictionary of every link."""
    for number, page in enumerate(reader.pages, start=1):
        for annotation in page.get("/Annots", ()):
            yield number, annotation.get_object()


def page_of(reader: PdfReader, destination: Any) -> int:
    """The page, from 1, to which a destination's array leads."""
    target = destination.get_object()[0]
    assert isinstance(target, IndirectObject)
    return next(number for number, page in enumerate(reader.pages, start=1) if page.indirect_reference == target)


def fonts(reader: PdfReader) -> dict[str, Any]:
    """Every font of the file by its name, with its descriptor."""
    found: dict[str, Any] = {}
    for page in reader.pages:
        for entry in page["/Resources"]["/Font"].values():
            (descendant,) = entry.get_object()["/DescendantFonts"]
            font = descendant.get_object()
            found[font["/BaseFont"]] = font["/FontDescriptor"]
    return found


def elements(reader: PdfReader) -> Iterator[Any]:
    """Every element of the structure tree, outer before inner, in reading order."""
    waiting = [reader.trailer["/Root"]["/StructTreeRoot"]["/K"]]
    while waiting:
        element = waiting.pop(0).get_object()
        if isinstance(element, dict) and "/S" in element:
            yield element
            kids = element.get("/K", [])
            waiting[:0] = kids if isinstance(kids, list) else [kids]
