"""What a Word document holds beside its text: the words of charts and diagrams, and its title."""

from __future__ import annotations

from docx.opc.constants import RELATIONSHIP_TYPE as RT

from briefgen.formats.docx.markup import qualified
from briefgen.formats.docx.safe_open import Opened, UnfitError

_WORDS = (qualified("a:t"), qualified("c:v"))


def words_in(document: Opened, part: str) -> str:
    """The words and figures of a chart or diagram, as its part has them; nothing of one that cannot be read."""
    try:
        texts = [each.text or "" for each in document.xml(part).iter(*_WORDS)]
    except UnfitError:
        return ""
    return " ".join(" ".join(texts).split())


def title_in(document: Opened) -> str:
    """The title among the document's properties; nothing where there is none."""
    part = document.related("", RT.CORE_PROPERTIES)
    if part is None or part not in document:
        return ""
    title = document.xml(part).find(qualified("dc:title"))
    return " ".join((title.text or "").split()) if title is not None else ""
