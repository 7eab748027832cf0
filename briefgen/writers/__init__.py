"""Writers: document -> bytes, one package a format. A writer opens no path, prints nothing and reads no clock."""

from __future__ import annotations

from collections.abc import Callable

from briefgen.model.document import Document, Media
from briefgen.theme import Theme
from briefgen.writers.written import Written

Writer = Callable[[Document, Media, Theme], Written]


def _pdf(document: Document, media: Media, theme: Theme) -> Written:
    from briefgen.writers.pdf import write

    return write(document, media, theme)


def _docx(document: Document, media: Media, theme: Theme) -> Written:
    from briefgen.writers.docx import write

    return write(document, media, theme)


WRITERS: dict[str, Writer] = {"pdf": _pdf, "docx": _docx}

__all__ = ["WRITERS", "Writer", "Written"]
