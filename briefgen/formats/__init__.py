"""The formats of a brief: how a document is written in each, and how what was written is proven.

One package a format has its writer, which opens no path, prints nothing and reads no clock. The proof of a format is in
`briefgen.proof`, which shares nothing with the writers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from briefgen.frozen import frozen

if TYPE_CHECKING:
    from briefgen.cache import Cache
    from briefgen.errors import Diagnostic
    from briefgen.formats.written import Job, Written
    from briefgen.theme import Theme


@frozen
class Format:
    """What a format is: how its files end, and how a document is written in it and proven.

    `write` gives a job laid out, and `prove` the faults of what was written of it, read back from its bytes. The one
    format that `sets_pages` decides in which order blocks stand and on which page, for all of them. Reviewers work in
    those that are `reviewed`: changes are tracked in them, and comments stand in them. Files can be put into those
    that `attach`.

    Those that have pages are `paged`; others stand in the order of the content. Those that are not made `by_default`
    are made where a desk or somebody asks for them, and those that have a `supplement` show more when they are asked.
    Those that are `carriers` say again, to be sent, what others say: no record keeps them, and no redline is made so.
    What one `encloses` are formats that are made before it, and put into it.
    """

    extension: str
    media_type: str
    write: Callable[[Job], Written]
    prove: Callable[[Job, bytes], list[Diagnostic]]
    sets_pages: bool = False
    is_reviewed: bool = False
    attaches: bool = False
    is_paged: bool = True
    by_default: bool = True
    has_supplement: bool = False
    is_carrier: bool = False
    encloses: tuple[str, ...] = ()


def _write_pdf(job: Job) -> Written:
    from briefgen.formats.pdf import write

    return write(job.document, job.media, job.theme, job.attachments)


def _prove_pdf(job: Job, data: bytes) -> list[Diagnostic]:
    from briefgen.proof import prove_pdf

    return prove_pdf(job.document, job.media, job.theme, data, job.home, job.attachments, job.as_given)


def _write_docx(job: Job) -> Written:
    from briefgen.formats.docx import write

    return write(job.document, job.media, job.theme, job.cache)


def _prove_docx(job: Job, data: bytes) -> list[Diagnostic]:
    from briefgen.proof import prove_docx

    return prove_docx(job.document, job.media, data, job.home, job.remarks)


def _write_html(job: Job) -> Written:
    from briefgen.formats.html import write

    return write(job)


def _prove_html(job: Job, data: bytes) -> list[Diagnostic]:
    from briefgen.proof import prove_html

    return prove_html(job.document, job.media, job.supplement, data, job.home)


def _write_text(job: Job) -> Written:
    from briefgen.formats.text import write

    return write(job)


def _prove_text(job: Job, data: bytes) -> list[Diagnostic]:
    from briefgen.proof import prove_text

    return prove_text(job.document, job.media, data, job.home, is_ascii=job.is_ascii)


def _write_mail(job: Job) -> Written:
    from briefgen.formats.mail import write

    return write(job)


def _prove_mail(job: Job, data: bytes) -> list[Diagnostic]:
    from briefgen.proof import prove_mail

    return prove_mail(job.document, job.media, data, job.home, job.sender.online, job.enclosures)


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMATS = {
    "pdf": Format(".pdf", "application/pdf", _write_pdf, _prove_pdf, sets_pages=True, attaches=True),
    "docx": Format(".docx", WORD, _write_docx, _prove_docx, is_reviewed=True),
    "html": Format(
        ".html", "text/html", _write_html, _prove_html, is_paged=False, by_default=False, has_supplement=True
    ),
    "txt": Format(".txt", "text/plain", _write_text, _prove_text, is_paged=False, by_default=False, is_carrier=True),
    "eml": Format(
        ".eml", "message/rfc822", _write_mail, _prove_mail, by_default=False, is_carrier=True, encloses=("pdf", "docx")
    ),
}


def by_default() -> tuple[str, ...]:
    """What is made unless a desk or somebody asks for others."""
    return tuple(name for name, format_ in FORMATS.items() if format_.by_default)


def house_style_faults(theme: Theme, language: str, cache: Cache | None = None) -> tuple[Diagnostic, ...]:
    """What the house style lacks, for a language, in the formats that take theirs from more than the theme."""
    from briefgen.formats.docx.style_source import house_style_faults as faults_of

    return faults_of(theme, language, cache)


def reference_document(theme: Theme) -> bytes:
    """The Word document in which staff restyle the house style."""
    from briefgen.formats.docx.reference_template import reference_document as written

    return written(theme)
