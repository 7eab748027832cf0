"""The package: the parts of the document, what they refer to, and an archive that is the same for the same parts."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable
from functools import cached_property, lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.oxml import CT_Types, serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.package import Package

from briefgen.cache import Cache, kept
from briefgen.formats.docx.elements import Markup, w, word_part
from briefgen.formats.docx.markup import Element
from briefgen.frozen import frozen
from briefgen.model.drawing import Picture

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

OBFUSCATED_FONT = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
DEFAULTS = {
    "jpeg": "image/jpeg",
    "odttf": OBFUSCATED_FONT,
    "png": "image/png",
    "rels": CT.OPC_RELATIONSHIPS,
    "svg": "image/svg+xml",
    "xml": CT.XML,
}
COMPRESSED_ALREADY = frozenset({"image/jpeg", "image/png", CT.SML_SHEET})
FONTS, OTHERS = 5, 3
"""How hard parts are packed: at zlib's usual 6 most would be a tenth smaller, and take most of a writer's time."""
EPOCH = (1980, 1, 1, 0, 0, 0)
REGULAR_FILE = 0o100644 << 16


def entry(name: str) -> ZipInfo:
    """An entry with the same date and attributes as all others."""
    made = ZipInfo(name, EPOCH)
    made.create_system = 3
    made.external_attr = REGULAR_FILE
    return made


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


def packed(package: Package, cache: Cache | None = None) -> bytes:
    """The package as bytes: parts in the order of their names, the same date and attributes on each.

    Its fonts are packed once and then kept by the cache.

    It is taken apart then: its parts refer to each other in circles, which would hold them until somebody looks.
    """
    parts = sorted(_parts_of(package), key=lambda part: part.partname)
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        _store(archive, "[Content_Types].xml", _content_types(parts))
        _store(archive, "_rels/.rels", package.rels.xml)
        for part in parts:
            if isinstance(part, WrittenPart):
                _store_packed(archive, file, part.partname.membername, part.finished)
            elif part.content_type == OBFUSCATED_FONT:
                _store_packed(archive, file, part.partname.membername, _packed_font(part.blob, cache))
            else:
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
    archive.writestr(entry(name), data, ZIP_STORED if kind in COMPRESSED_ALREADY else ZIP_DEFLATED, OTHERS)


@frozen
class PackedData:
    """Deflated data, with the check sum and the size that it had."""

    data: bytes
    crc: int
    size: int


class Packer:
    """Packs data stretch by stretch."""

    def __init__(self, level: int) -> None:
        self._deflate = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
        self._packed: list[bytes] = []
        self._crc = self._size = 0

    def add(self, data: bytes) -> None:
        """Pack what comes next."""
        self._packed.append(self._deflate.compress(data))
        self._crc, self._size = zlib.crc32(data, self._crc), self._size + len(data)

    def finished(self) -> PackedData:
        """All of it, to which nothing can be added any more."""
        return PackedData(b"".join((*self._packed, self._deflate.flush())), self._crc, self._size)


def _store_packed(archive: ZipFile, file: BytesIO, name: str, data: PackedData) -> None:
    """Store what zipfile does not take as it is: it stores data, and the entry is told that they are packed."""
    made = entry(name)
    archive.writestr(made, data.data, ZIP_STORED)
    made.compress_type, made.CRC, made.file_size = ZIP_DEFLATED, data.crc, data.size
    file.seek(made.header_offset)
    file.write(made.FileHeader())


@lru_cache(maxsize=16)
def _deflated(data: bytes, cache: Cache | None) -> bytes:
    def make() -> bytes:
        packer = Packer(FONTS)
        packer.add(data)
        return packer.finished().data

    named = f"{hashlib.sha256(data).hexdigest()} {FONTS} {zlib.ZLIB_RUNTIME_VERSION}"
    return kept(cache, "deflated", named, make)


def _packed_font(data: bytes, cache: Cache | None) -> PackedData:
    """A font, of which each takes as long to pack as a page to write, and most documents have the same."""
    return PackedData(_deflated(data, cache), zlib.crc32(data), len(data))


def _content_types(parts: list[Part]) -> bytes:
    types = CT_Types.new()  # type: ignore[no-untyped-call]
    for extension, content_type in DEFAULTS.items():
        types.add_default(extension, content_type)
    for part in parts:
        if DEFAULTS.get(part.partname.ext) != part.content_type:
            types.add_override(part.partname, part.content_type)
    return serialize_part_xml(types)


STRETCH = 200
"""How many elements of the body are held before they are written."""


class WrittenPart(Part):
    """A part of WordprocessingML that is written, and packed, stretch by stretch."""

    def __init__(self, name: str, content_type: str, local: str, package: Package) -> None:
        super().__init__(PackURI(name), content_type, package=package)
        content = w("body", w("p")) if local == "document" else w("p")
        head, _, self._foot = word_part(local, content).partition(b"<w:p/>")
        self._packer = Packer(OTHERS)
        self._packer.add(head)

    def write(self, content: Markup) -> None:
        """Write what comes next."""
        self._packer.add(content.encode())

    @cached_property
    def finished(self) -> PackedData:
        """The part as it is stored, to which nothing is added any more."""
        self._packer.add(self._foot)
        return self._packer.finished()

    @property
    def blob(self) -> bytes:
        """The part as XML."""
        return zlib.decompress(self.finished.data, -zlib.MAX_WBITS)


SVG = "image/svg+xml"
EXTENSIONS = {"image/png": "png", "image/jpeg": "jpeg", SVG: "svg"}


class Relations:
    """The relationships of one part, by what they lead to."""

    def __init__(
        self, part: Part, package: Package, media: dict[bytes, Part] | None = None, charts: list[int] | None = None
    ) -> None:
        self._part = part
        self._charts = [0] if charts is None else charts
        self._package = package
        self._links: dict[str, str] = {}
        self._pictures: dict[bytes, str] = {}
        self._media = {} if media is None else media

    def beside(self, part: Part) -> Relations:
        """The relationships of another part of the same package."""
        return Relations(part, self._package, self._media, self._charts)

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

    def add_own(self, name: str, content_type: str, kind: str, local: str) -> tuple[str, WrittenPart, Relations]:
        """The relationship to a new part that is still to be written, and the relationships of that part."""
        part = WrittenPart(name, content_type, local, self._package)
        return self.relate(kind, part), part, self.beside(part)

    def relate(self, kind: str, part: Part) -> str:
        """The relationship to another part."""
        return relate(self._part, kind, part)

    def chart(self, content: bytes, figures: bytes) -> str:
        """The relationship to a new chart's part, which refers to the workbook of its figures as rId1."""
        number = self._charts[0] = self._charts[0] + 1
        name = PackURI(f"/word/charts/chart{number}.xml")
        chart = Part(name, CT.DML_CHART, content, self._package)
        name = PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{number}.xlsx")
        relate(chart, RT.PACKAGE, Part(name, CT.SML_SHEET, figures, self._package))
        return self.relate(RT.CHART, chart)
