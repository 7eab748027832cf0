"""What readers of a PDF see: the texts of its pages as PDFium gives them, and the files that it offers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pypdfium2 import PdfDocument, PdfiumError

from briefgen.proof.leaks.found import Found, FoundText, HeldFile, Unread, Zone

_SOFT_BREAK = re.compile("[\ufffe\u0002]|-(?=\r?\n)")


def pages_of(data: bytes, texts: Sequence[str] = ()) -> Iterator[Found]:
    """The texts of the pages, each as one text whose words are whole, and the attached files by their names.

    Where PDFium has been asked for the `texts` of all pages before, it is not asked again.
    """
    try:
        with PdfDocument(data) as document:
            for number, text in enumerate(texts if len(texts) == len(document) else _texts(document), 1):
                yield from _page(text, f"page {number}")
            for index in range(document.count_attachments()):
                attachment = document.get_attachment(index)
                path = attachment.get_name()
                yield HeldFile(f"attached {path}", bytes(attachment.get_data()), path)
    except PdfiumError as error:
        yield Unread("", str(error))


def _texts(document: PdfDocument) -> Iterator[str]:
    for page in document:
        yield page.get_textpage().get_text_range()
        page.close()


def _page(text: str, name: str) -> Iterator[FoundText]:
    """A page's text; where a line ends in a hyphen its word is read as one, and as two for runs of words."""
    whole = _SOFT_BREAK.split(text)
    yield FoundText(name, Zone.TEXT, "".join(part.lstrip() for part in whole) if len(whole) > 1 else text)
    if len(whole) > 1:
        yield FoundText(name, Zone.RAW, "-".join(whole))
