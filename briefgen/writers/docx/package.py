"""The package: the parts of the document, and their bytes in an archive that is the same for the same parts."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from lxml import etree

from briefgen.frozen import frozen
from briefgen.writers.docx.kinds import ContentType
from briefgen.writers.docx.markup import Element

EPOCH = (1980, 1, 1, 0, 0, 0)
REGULAR_FILE = 0o100644 << 16
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
DEFAULTS = {
    "jpeg": "image/jpeg",
    "odttf": ContentType.OBFUSCATED_FONT,
    "png": "image/png",
    "rels": ContentType.RELATIONSHIPS,
    "svg": "image/svg+xml",
    "xml": ContentType.XML,
}
COMPRESSED_ALREADY = frozenset({"image/jpeg", "image/png"})
FAST = 1
"""How hard fonts are packed: at zlib's usual 6 they would be a fourteenth smaller, and take most of a writer's time."""


@frozen(eq=False)
class Relationship:
    """What something refers to, a part or an address outside, and what that is to it."""

    kind: str
    target: Part | str


@dataclass(eq=False)
class Part:
    """A part by its name in the package, which begins with a stroke; XML may still grow until the package is packed."""

    name: str
    content_type: str
    content: bytes | Element
    relationships: list[Relationship] = field(default_factory=list)


class Package:
    """The parts of a document, and what the package itself refers to (ISO/IEC 29500-2)."""

    name = "/"

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.relationships: list[Relationship] = []

    def add(self, name: str, content_type: str, content: bytes | Element) -> Part:
        """A new part."""
        part = Part(name, content_type, content)
        self.parts.append(part)
        return part


def relate(owner: Package | Part, kind: str, target: Part | str) -> str:
    """A new relationship of a kind to another part, or to an address outside; its id."""
    owner.relationships.append(Relationship(kind, target))
    return f"rId{len(owner.relationships)}"


def packed(package: Package) -> bytes:
    """The package as bytes: parts in the order of their names, the same date and attributes on each."""
    parts = sorted(package.parts, key=lambda part: part.name)
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        _store(archive, "/[Content_Types].xml", _content_types(parts))
        _store(archive, "/_rels/.rels", _relationships(package))
        for part in parts:
            data = part.content if isinstance(part.content, bytes) else _serialized(part.content)
            _store(archive, part.name, data, part.content_type)
            if part.relationships:
                folder, name = posixpath.split(part.name)
                _store(archive, f"{folder}/_rels/{name}.rels", _relationships(part))
    return file.getvalue()


def _store(archive: ZipFile, name: str, data: bytes, kind: str = ContentType.XML) -> None:
    entry = ZipInfo(name[1:], EPOCH)
    entry.create_system = 3
    entry.external_attr = REGULAR_FILE
    method = ZIP_STORED if kind in COMPRESSED_ALREADY else ZIP_DEFLATED
    archive.writestr(entry, data, method, FAST if kind == ContentType.OBFUSCATED_FONT else None)


def _serialized(element: Element) -> bytes:
    return etree.tostring(element, encoding="UTF-8", standalone=True)


def _root(namespace: str, name: str) -> Element:
    return etree.Element(f"{{{namespace}}}{name}", nsmap={None: namespace})  # type: ignore[dict-item]


def _content_types(parts: list[Part]) -> bytes:
    types = _root(CONTENT_TYPES, "Types")
    for extension, content_type in DEFAULTS.items():
        etree.SubElement(types, f"{{{CONTENT_TYPES}}}Default", Extension=extension, ContentType=content_type)
    for part in parts:
        if DEFAULTS.get(posixpath.splitext(part.name)[1][1:]) != part.content_type:
            etree.SubElement(types, f"{{{CONTENT_TYPES}}}Override", PartName=part.name, ContentType=part.content_type)
    return _serialized(types)


def _relationships(owner: Package | Part) -> bytes:
    """What something refers to, parts by their places as seen from its folder."""
    folder = posixpath.dirname(owner.name)
    listed = _root(RELATIONSHIPS, "Relationships")
    for number, each in enumerate(owner.relationships, start=1):
        if isinstance(each.target, str):
            target, mode = each.target, {"TargetMode": "External"}
        else:
            target, mode = posixpath.relpath(each.target.name, folder), {}
        names = {"Id": f"rId{number}", "Type": each.kind, "Target": target}
        etree.SubElement(listed, f"{{{RELATIONSHIPS}}}Relationship", {**names, **mode})
    return _serialized(listed)
