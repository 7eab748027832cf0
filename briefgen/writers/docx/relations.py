"""What the document's main part refers to: addresses of links, and pictures, each once."""

from __future__ import annotations

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.package import Package

from briefgen.model.figure import Picture
from briefgen.writers.docx.markup import Element
from briefgen.writers.docx.package import relate, xml_part

EXTENSIONS = {"image/png": "png", "image/jpeg": "jpeg"}


class Relations:
    """The relationships of the main part, by what they lead to."""

    def __init__(self, part: Part, package: Package) -> None:
        self._part = part
        self._package = package
        self._links: dict[str, str] = {}
        self._pictures: dict[bytes, str] = {}

    def link(self, target: str) -> str:
        """The relationship to an address outside."""
        if target not in self._links:
            self._links[target] = relate(self._part, RT.HYPERLINK, target, external=True)
        return self._links[target]

    def picture(self, picture: Picture) -> str:
        """The relationship to a picture's part; equal pictures share one."""
        if picture.data not in self._pictures:
            name = f"/word/media/image{len(self._pictures) + 1}.{EXTENSIONS[picture.media_type]}"
            part = Part(PackURI(name), picture.media_type, picture.data, self._package)
            self._pictures[picture.data] = relate(self._part, RT.IMAGE, part)
        return self._pictures[picture.data]

    def add_part(self, name: str, content_type: str, kind: str, content: Element) -> str:
        """The relationship to a new XML part."""
        return relate(self._part, kind, xml_part(name, content_type, content, self._package))
