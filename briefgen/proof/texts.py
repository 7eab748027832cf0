"""The text of each page of a PDF, for those who search an archive without reading PDF."""

from __future__ import annotations

from pypdfium2 import PdfDocument

from briefgen.proof.pdf import HYPHENS


def page_texts(data: bytes) -> list[str]:
    """The text of each page, lines and all, in reading order; a line that ends in a hyphen goes on in the next."""
    pdf = PdfDocument(data)
    try:
        return [_legible(page.get_textpage().get_text_range()) for page in pdf]
    finally:
        pdf.close()


def _legible(text: str) -> str:
    return HYPHENS.sub("-", text).replace("\r\n", "\n")
