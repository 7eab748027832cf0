"""Writers: document -> bytes, one package a format. A writer opens no path, prints nothing and reads no clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from briefgen.model.document import Document, Media
from briefgen.theme import Theme


@dataclass(frozen=True)
class Written:
    """A written document: its bytes and, where the format has pages, the page (from 1) on which each id starts."""

    data: bytes = field(repr=False)
    pages: Mapping[str, int] = field(default_factory=dict)


Writer = Callable[[Document, Media, Theme], Written]


def _pdf(document: Document, media: Media, theme: Theme) -> Written:
    from briefgen.writers.pdf import write

    return write(document, media, theme)


def _docx(document: Document, media: Media, theme: Theme) -> Written:
    from briefgen.writers.docx import write

    return write(document, media, theme)


WRITERS: dict[str, Writer] = {"pdf": _pdf, "docx": _docx}
