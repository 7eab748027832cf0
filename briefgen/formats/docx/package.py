"""The package: the parts of the document, and their bytes in an archive that is the same for the same parts."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.oxml import CT_Types, serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.package import Package

from briefgen.formats.docx.markup import Element

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

EPOCH = (1980, 1, 1, 0, 0, 0)
REGULAR_FILE = 0o100644 << 16
OBFUSCATED_FONT = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
DEFAULTS = {
    "jpeg": "image/jpeg",
    "odttf": OBFUSCATED_FONT,
    "png": "image/png",
    "rels": CT.OPC_RELATIONSHIPS,
    "svg": "image/svg+xml",
    "xml": CT.XML,
}
COMPRESSED_ALREADY = frozenset({"image/jpeg", "image/png"})
FONTS, OTHERS = 1, 3
"""How hard parts are packed: at zlib's usual 6 they would be a tenth smaller, and take most of a writer's time."""


def xml_part(name: str, content_type: str, content: Element, package: Package) -> XmlPart:
    """A new part of the package with XML content; the library asks for its own class of elements but needs none."""
    return XmlPart(PackURI(name), content_type, cast("BaseOxmlElement", content), package)


def relate(owner: Package | Part, kind: str, target: Part | str, *, external: bool = False) -> str:
    """A new relationship of a kind to another part, or to an address outside; its id.

    The library would search all relationships that there are, which for many pictures takes quadratic time.
    """
    name = f"rId{len(owner.rels) + 1}"
    owner.rels.add_relationship(kind, target, name, external)
    return name


def packed(package: Package) -> bytes:
    """The package as bytes: parts in the order of their names, the same date and attributes on each.

    It is taken apart then: its parts refer to each other in circles, which would hold them until somebody looks.
    """
    parts = sorted(_parts_of(package), key=lambda part: part.partname)
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        _store(archive, "[Content_Types].xml", _content_types(parts))
        _store(archive, "_rels/.rels", package.rels.xml)
        for part in parts:
            _store(archive, part.partname.membername, part.blob, part.content_type)
            if part.rels:
                _store(archive, part.partname.rels_uri.membername, part.rels.xml)
    _take_apart(package, parts)
    return file.getvalue()


def _parts_of(package: Package) -> set[Part]:
    """All parts; the library's own walk over them keeps what it has found."""
    found: set[Part] = set()
    ahead: list[Package | Part] = [package]
    while ahead:
        relationships = ahead.pop().rels.values()
        targets = {each.target_part for each in relationships if not each.is_external} - found
        ahead += targets
        found |= targets
    return found


def _take_apart(package: Package, parts: Iterable[Part]) -> None:
    owners: list[Package | Part] = [package, *parts]
    for owner in owners:
        owner.rels.related_parts.clear()
        owner.rels.clear()


def _store(archive: ZipFile, name: str, data: bytes | str, kind: str = CT.XML) -> None:
    entry = ZipInfo(name, EPOCH)
    entry.create_system = 3
    entry.external_attr = REGULAR_FILE
    method = ZIP_STORED if kind in COMPRESSED_ALREADY else ZIP_DEFLATED
    archive.writestr(entry, data, method, FONTS if kind == OBFUSCATED_FONT else OTHERS)


def _content_types(parts: list[Part]) -> bytes:
    types = CT_Types.new()  # type: ignore[no-untyped-call]
    for extension, content_type in DEFAULTS.items():
        types.add_default(extension, content_type)
    for part in parts:
        if DEFAULTS.get(part.partname.ext) != part.content_type:
            types.add_override(part.partname, part.content_type)
    return serialize_part_xml(types)
