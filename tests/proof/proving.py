"""Writing a document in both formats as a build does, and proving it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from briefgen.assemble import with_pages
from briefgen.errors import Diagnostic
from briefgen.formats.docx import write as write_docx
from briefgen.formats.pdf import write as write_pdf
from briefgen.model.document import Document, Media
from briefgen.proof import prove_docx, prove_pdf
from briefgen.spans import whole_file
from tests.house import house
from tests.proof.documents import PICTURES

HOME = whole_file("content/edition")


@dataclass(frozen=True)
class Files:
    """Both documents, and what they were written from."""

    document: Document
    media: Media
    page: str
    pdf: bytes
    docx: bytes

    def faults(self) -> list[Diagnostic]:
        """What the proof finds in both."""
        return [*self.pdf_faults(), *self.docx_faults()]

    def pdf_faults(self) -> list[Diagnostic]:
        return prove_pdf(self.document, self.media, house(self.page), self.pdf, HOME)

    def docx_faults(self) -> list[Diagnostic]:
        return prove_docx(self.document, self.media, self.docx, HOME)


def written(document: Document, media: Media = PICTURES, page: str = "A4") -> Files:
    """A document in both formats."""
    pdf = write_pdf(document, media, house(page))
    document = with_pages(replace(document, blocks=pdf.blocks), pdf.pages, pdf.page_count)
    return Files(document, media, page, pdf.data, write_docx(document, media, house(page)).data)
