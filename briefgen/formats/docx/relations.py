"""What a part refers to: addresses of links, and pictures, which the parts of a package share."""

from __future__ import annotations

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.package import Package

from briefgen.formats.docx.markup import Element
from briefgen.formats.docx.package import relate, xml_part
from briefgen.model.drawing import Picture

SVG = "image/svg+xml"
EXTENSIONS = {"image/png": "png", "image/jpeg": "jpeg", SVG: "svg"}


class Relations:
    """The relationships of one part, by what they lead to."""

    def __init__(self, part: Part, package: Package, media: dict[bytes, Part] | None = None) -> None:
        self._part = part
        self._package = package
        self._links: dict[str, str] = {}
        self._pictures: dict[bytes, str] = {}
        self._media = {} if media is None else media

    def beside(self, part: Part) -> Relations:
        """The relationships of another part of the same package."""
        return Relations(part, self._package, self._media)

    def link(self, target: str) -> str:
        """The relationship to an address outside."""
        if target not in self._links:
            self._links[target] = relate(self._part, RT.HYPERLINK, target, external=True)
        return self._links[target]

    def picture(self, picture: Picture) -> str:
        """The relationship to a picture's part; equal pictures share one."""
        return self._image(picture.data, picture.media_type)

    def vector(self, picture: Picture) -> str:
        """The relationship to the part of a picture's twin in SVG."""
        return self._image(picture.outlines, SVG)

    def _image(self, data: bytes, media_type: str) -> str:
        if data not in self._media:
            name = PackURI(f"/word/media/image{len(self._media) + 1}.{EXTENSIONS[media_type]}")
            self._media[data] = Part(name, media_type, data, self._package)
        if data not in self._pictures:
            self._pictures[data] = relate(self._part, RT.IMAGE, self._media[data])
        return self._pictures[data]

    def add_part(self, name: str, content_type: str, kind: str, content: Element) -> str:
        """The relationship to a new XML part."""
        return self.relate(kind, xml_part(name, content_type, content, self._package))

    def relate(self, kind: str, part: Part) -> str:
        """The relationship to another part."""
        return relate(self._part, kind, part)
