"""The PDF writer: draws the pages of the layout.

Each page is written as soon as it is drawn, and the structure at the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from briefgen.formats.pdf.canvas import PdfCanvas
from briefgen.formats.pdf.catalog import finished
from briefgen.formats.pdf.file import File
from briefgen.formats.written import Written
from briefgen.layout.document import PlacedDocument, lay_out
from briefgen.model.document import Attachment, Document, Media, PdfProfile
from briefgen.theme import Theme

VERSIONS = {PdfProfile.UA_1_A_2A: b"1.7", PdfProfile.UA_2_A_4F: b"2.0"}


def write(document: Document, media: Media, theme: Theme, attachments: Sequence[Attachment] = ()) -> Written:
    """The document laid out for a PDF, with the page on which each of its headings, figures and tables starts.

    Figures may move behind text of their section; the blocks are given back in the order in which they stand.

    It conforms to the profile of its properties.
    Raises ContentError for a character that no font has, a picture that is missing, and a block that fits no page, then
    or when it is drawn.
    """
    placed = lay_out(document, media, theme)
    finish = partial(_file, placed, attachments)
    return Written(finish, placed.starts, len(placed.pages), placed.document.blocks)


def _file(placed: PlacedDocument, attachments: Sequence[Attachment]) -> bytes:
    """The file of a document, each page of which goes once it is drawn."""
    properties = placed.document.properties
    canvas = PdfCanvas(File(VERSIONS[properties.pdf]), placed.page_formats, placed.numbers)
    for _ in placed.draw(canvas):
        canvas.end_page()
    return finished(canvas.drawn(), placed.root, properties, attachments)
