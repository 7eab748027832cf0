"""The formats of a brief: how a document is written in each, and how what was written is proven.

One package a format has its writer, which opens no path, prints nothing and reads no clock. The proof of a format is in
`briefgen.proof`, which shares nothing with the writers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from briefgen.frozen import frozen

if TYPE_CHECKING:
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
    """

    extension: str
    media_type: str
    write: Callable[[Job], Written]
    prove: Callable[[Job, bytes], list[Diagnostic]]
    sets_pages: bool = False
    is_reviewed: bool = False
    attaches: bool = False


def _write_pdf(job: Job) -> Written:
    from briefgen.formats.pdf import write

    return write(job.document, job.media, job.theme, job.attachments)


def _prove_pdf(job: Job, data: bytes) -> list[Diagnostic]:
    from briefgen.proof import prove_pdf

    return prove_pdf(job.document, job.media, job.theme, data, job.home, job.attachments)


def _write_docx(job: Job) -> Written:
    from briefgen.formats.docx import write

    return write(job.document, job.media, job.theme)


def _prove_docx(job: Job, data: bytes) -> list[Diagnostic]:
    from briefgen.proof import prove_docx

    return prove_docx(job.document, job.media, data, job.home, job.remarks)


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMATS = {
    "pdf": Format(".pdf", "application/pdf", _write_pdf, _prove_pdf, sets_pages=True, attaches=True),
    "docx": Format(".docx", WORD, _write_docx, _prove_docx, is_reviewed=True),
}


def house_style_faults(theme: Theme, language: str) -> tuple[Diagnostic, ...]:
    """What the house style lacks, for a language, in the formats that take theirs from more than the theme."""
    from briefgen.formats.docx.style_source import house_style_faults as faults_of

    return faults_of(theme, language)


def reference_document(theme: Theme) -> bytes:
    """The Word document in which staff restyle the house style."""
    from briefgen.formats.docx.reference_template import reference_document as written

    return written(theme)
