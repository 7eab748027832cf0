"""The proof: the written files, read back by other eyes and compared with the document that they were written from.

It shares no code with the writers and none of their libraries. Every text must be there, once, in its order, and
nothing else; the same holds for pictures with their alternative texts and for what stands around every page.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from briefgen import codes
from briefgen.codes import Code
from briefgen.errors import Diagnostic
from briefgen.model.document import Attachment, Document, Media
from briefgen.model.remark import Remark
from briefgen.model.supplement import Supplement
from briefgen.proof.compare import Difference
from briefgen.proof.moves import moves
from briefgen.spans import Span
from briefgen.theme import Theme

__all__ = [
    "prove_docx",
    "prove_html",
    "prove_mail",
    "prove_moves",
    "prove_pdf",
    "prove_text",
]

MOST = 10
HINT = (
    "nothing was written; this is a fault of briefgen, not of the content: please report it "
    "(texts are compared and shown without spaces)"
)


def prove_docx(
    document: Document, media: Media, data: bytes, home: Span, remarks: Sequence[Remark] = ()
) -> list[Diagnostic]:
    """What of the document the Word document does not say as it should; `home` is the place of what has none.

    `remarks` are those that must stand in it as comments, and no others.
    """
    from briefgen.proof.in_docx import docx_differences

    with _uncollected():
        differences = docx_differences(document, media, data, remarks)
    return _diagnosed(differences, codes.DOCX_DIFFERS, "Word document", home)


def prove_pdf(
    document: Document,
    media: Media,
    theme: Theme,
    data: bytes,
    home: Span,
    attachments: Sequence[Attachment] = (),
    as_given: list[str] | None = None,
) -> list[Diagnostic]:
    """What of the document the PDF does not say as it should; the contents' pages are those of the headings in it.

    The texts of its pages as they were read are added to those `as_given`.
    """
    from briefgen.proof.in_pdf import pdf_differences  # with PDFium, which the Word document's proof does without

    with _uncollected():
        differences = pdf_differences(document, media, theme, data, attachments, as_given)
    return _diagnosed(differences, codes.PDF_DIFFERS, "PDF", home)


def prove_html(document: Document, media: Media, supplement: Supplement, data: bytes, home: Span) -> list[Diagnostic]:
    """What of the document, and of the evidence of its figures, the page does not say as it should."""
    from briefgen.proof.in_html import html_differences

    with _uncollected():
        differences = html_differences(document, media, supplement, data)
    return _diagnosed(differences, codes.HTML_DIFFERS, "page", home)


def prove_text(document: Document, media: Media, data: bytes, home: Span, *, is_ascii: bool) -> list[Diagnostic]:
    """What of the document the plain text does not say as it should."""
    from briefgen.proof.in_text import text_differences

    with _uncollected():
        differences = text_differences(document, media, data, is_ascii=is_ascii)
    return _diagnosed(differences, codes.TEXT_DIFFERS, "plain text", home)


def prove_mail(
    document: Document, media: Media, data: bytes, home: Span, online: str, enclosures: Sequence[Attachment]
) -> list[Diagnostic]:
    """What of the document and its files the mail does not say or carry as it should."""
    from briefgen.proof.in_mail import mail_differences

    with _uncollected():
        differences = mail_differences(document, media, data, online, enclosures)
    return _diagnosed(differences, codes.MAIL_DIFFERS, "mail", home)


def prove_moves(document: Document, as_set: Document, home: Span) -> list[Diagnostic]:
    """What the PDF has moved that it must not move."""
    return _diagnosed(moves(document.blocks, as_set.blocks), codes.PDF_DIFFERS, "PDF", home)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the collector of cycles, which would look through a whole parsed document again and again for none."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _diagnosed(differences: Iterable[Difference], code: Code, name: str, home: Span) -> list[Diagnostic]:
    """The differences as diagnostics, one for each block."""
    first: dict[tuple[str, Span | None], Difference] = {}
    for difference in differences:
        first.setdefault((difference.piece.block, difference.piece.place), difference)
    return [
        code.at(
            difference.piece.place or home,
            f"the {name} differs from the document: the {difference.piece.what} {difference.how}",
            HINT,
        )
        for difference in list(first.values())[:MOST]
    ]
