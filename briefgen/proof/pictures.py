"""Pages of a PDF as pictures, as PDFium shows them to those who read it in a browser."""

from __future__ import annotations

from io import BytesIO

from pypdfium2 import PdfDocument

SCALE = 2.0
"""Pixels to a point: sharp on dense screens, and a page of A4 is 1,190 wide."""
QUICK = 1
"""How hard PNG packs: the picture goes no farther than to the same machine."""


def page_sizes(data: bytes) -> list[tuple[float, float]]:
    """Width and height of each page, in points. PDFium must not be called by two threads at once."""
    with PdfDocument(data) as document:
        return [document.get_page_size(number) for number in range(len(document))]


def page_picture(data: bytes, number: int) -> bytes:
    """A page, counted from 1, as PNG; raises IndexError for one that there is not. One thread at a time, too."""
    with PdfDocument(data) as document:
        if not 1 <= number <= len(document):
            raise IndexError(number)
        file = BytesIO()
        document[number - 1].render(scale=SCALE).to_pil().save(file, "PNG", compress_level=QUICK)
        return file.getvalue()
