"""The PDF writer: draws the pages of the layout.

Each page is written as soon as it is drawn, and the structure at the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from briefgen.formats.pdf.canvas import PdfCanvas
from briefgen.formats.pdf.catalog import finished
from briefgen.formats.written import Written
from briefgen.layout.document import PlacedDocument, lay_out
from briefgen.model.document import Attachment, Document, Media
from briefgen.theme import Theme


def write(document: Document, media: Media, theme: Theme, attachments: Sequence[Attachment] = ()) -> Written:
    """The document laid out for a PDF, with the page on which each of its headings, figures and tables starts.

    Figures may move behind text of their section; the blocks are given back in the order in which they stand.

    It conforms to PDF/UA-1 and PDF/A-2a or, with attachments, 3a (ISO 14289-1, ISO 19005-2 and 3).
    Raises ContentError for a character that no font has, a picture that is missing, and a block that fits no page, then
    or when it is drawn.
    """
    placed = lay_out(document, media, theme)
    finish = partial(_file, placed, attachments)
    return Written(finish, placed.starts, len(placed.pages), placed.document.blocks)


def _file(placed: PlacedDocument, attachments: Sequence[Attachment]) -> bytes:
    """The file of a document, each page of which goes once it is drawn."""
    canvas = PdfCanvas(placed.page_format, placed.numbers)
    for _ in placed.draw(canvas):
        canvas.end_page()
    return finished(canvas.drawn(), placed.root, placed.document.properties, attachments)
