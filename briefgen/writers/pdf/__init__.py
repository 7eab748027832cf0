"""The PDF writer."""

from __future__ import annotations

from briefgen.model.document import Document, Media
from briefgen.theme import Theme
from briefgen.writers import Written


def write(document: Document, media: Media, theme: Theme) -> Written:
    """Write the document as PDF."""
    raise NotImplementedError
