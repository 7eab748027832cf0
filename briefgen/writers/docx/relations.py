"""What a part refers to: addresses of links, and pictures, which the parts of a package share."""

from __future__ import annotations

from briefgen.model.figure import Picture
from briefgen.writers.docx.kinds import RelationType
from briefgen.writers.docx.markup import Element
from briefgen.writers.docx.package import Package, Part, relate

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
            self._links[target] = relate(self._part, RelationType.HYPERLINK, target)
        return self._links[target]

    def picture(self, picture: Picture) -> str:
        """The relationship to a picture's part; equal pictures share one."""
        return self._image(picture.data, picture.media_type)

    def vector(self, picture: Picture) -> str:
        """The relationship to the part of a picture's twin in SVG."""
        return self._image(picture.outlines, SVG)

    def _image(self, data: bytes, media_type: str) -> str:
        if data not in self._media:
            name = f"/word/media/image{len(self._media) + 1}.{EXTENSIONS[media_type]}"
            self._media[data] = self._package.add(name, media_type, data)
        if data not in self._pictures:
            self._pictures[data] = relate(self._part, RelationType.IMAGE, self._media[data])
        return self._pictures[data]

    def add_part(self, name: str, content_type: str, kind: str, content: Element) -> str:
        """The relationship to a new XML part."""
        return self.relate(kind, self._package.add(name, content_type, content))

    def relate(self, kind: str, part: Part) -> str:
        """The relationship to another part."""
        return relate(self._part, kind, part)
