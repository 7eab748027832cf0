"""Writers: document -> bytes, one package a format. A writer opens no path, prints nothing and reads no clock."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from briefgen.errors import Diagnostic
from briefgen.formats.written import Written
from briefgen.model.attachment import Attachment
from briefgen.model.document import Document, Media
from briefgen.theme import Theme


class Writer(Protocol):
    """Writes a document in one format, with the attachments if the format can carry any."""

    def __call__(
        self, document: Document, media: Media, theme: Theme, attachments: Sequence[Attachment] = (), /
    ) -> Written: ...


def _pdf(document: Document, media: Media, theme: Theme, attachments: Sequence[Attachment] = (), /) -> Written:
    from briefgen.formats.pdf import write

    return write(document, media, theme, attachments)


def _docx(document: Document, media: Media, theme: Theme, _attachments: Sequence[Attachment] = (), /) -> Written:
    """The document for Word, which has no place for attachments: only the PDF carries them."""
    from briefgen.formats.docx import write

    return write(document, media, theme)


def house_style_faults(theme: Theme, language: str) -> tuple[Diagnostic, ...]:
    """What the house style lacks, for a language, in the formats that take theirs from more than the theme."""
    from briefgen.formats.docx.house import house_style_faults as faults_of

    return faults_of(theme, language)


def reference_document(theme: Theme) -> bytes:
    """The Word document in which staff restyle the house style."""
    from briefgen.formats.docx.specimen import reference_document as written

    return written(theme)


WRITERS: dict[str, Writer] = {"pdf": _pdf, "docx": _docx}

__all__ = ["WRITERS", "Writer", "Written", "house_style_faults", "reference_document"]
