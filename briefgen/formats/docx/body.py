"""The body: the main part, written stretch by stretch, since elements take many times the room of what they say."""

from __future__ import annotations

from collections.abc import Sequence

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.package import Package

from briefgen.formats.docx.markup import Element, root, w

STRETCH = 200
"""How many elements of the body are held before they are written."""


class Body(Part):
    """The main part: what stands in the body of its document (ISO/IEC 29500-1, 17.2.2)."""

    def __init__(self, package: Package) -> None:
        super().__init__(PackURI("/word/document.xml"), CT.WML_DOCUMENT_MAIN, package=package)
        self._head, _, self._foot = _whole([w("p")]).partition(b"<w:p/>")
        self._stretches: list[bytes] = []

    def write(self, elements: Sequence[Element]) -> None:
        """Write the elements that come next."""
        self._stretches.append(_whole(elements)[len(self._head) : -len(self._foot)])

    @property
    def blob(self) -> bytes:
        """The part as XML."""
        return b"".join((self._head, *self._stretches, self._foot))


def _whole(elements: Sequence[Element]) -> bytes:
    """A document of these elements, which declares its namespaces once, as XML."""
    body = w("body")
    document = root("document", body)
    body.extend(elements)
    return serialize_part_xml(document)
