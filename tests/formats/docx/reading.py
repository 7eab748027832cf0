"""Writing Word documents and reading them back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefgen.formats.docx import write
from briefgen.model.blocks import Block
from briefgen.model.document import Document, Media, Note
from tests.formats.docx.lint import BY_CONTENT, faults
from tests.formats.docx.opened import Docx, find, text_of
from tests.house import house
from tests.samples import DOCUMENT, MEDIA

__all__ = ["Docx", "document_written", "find", "text_of", "written"]


def written(*blocks: Block, notes: Sequence[Note] = (), media: Media = MEDIA, page: str = "A4") -> Docx:
    """The document of the samples with these blocks instead of its own."""
    return document_written(replace(DOCUMENT, blocks=blocks, notes=tuple(notes)), media, page)


def document_written(document: Document, media: Media = MEDIA, page: str = "A4") -> Docx:
    docx = Docx(write(document, media, house(page)).data)
    assert faults(docx, but=BY_CONTENT) == []
    return docx
