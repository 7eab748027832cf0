"""The text of each page of a PDF, for those who search an archive without reading PDF."""

from __future__ import annotations

from pypdfium2 import PdfDocument


def page_texts(data: bytes) -> list[str]:
    """The text of each page, lines and all, in reading order."""
    pdf = PdfDocument(data)
    try:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in pdf]
    finally:
        pdf.close()
