"""Opening a Word document that somebody else has made: bounded, and refusing what could do harm."""

from __future__ import annotations

import posixpath
import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import field
from functools import cached_property
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from lxml import etree

from briefgen.codes import REFERENCE_DAMAGED, REFERENCE_REFUSED, Code
from briefgen.errors import BriefgenError
from briefgen.formats.docx.markup import Element
from briefgen.frozen import frozen
from briefgen.patterns import lazy_regex

MOST_ENTRIES = 1_000
MOST_BYTES = 1 << 26
MOST_XML = 1 << 23
MOST_EXPANSION = 200
SMALL = 1 << 16
"""What an entry may expand to however small it is packed."""

COMPOUND_FILE = bytes.fromhex("D0CF11E0A1B11AE1")  # [MS-CFB] 2.2: what Word wraps around what it encrypts
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
DOCUMENT_TYPES = (CT.WML_DOCUMENT_MAIN, CT.WML_DOCUMENT_MAIN.replace("document.main", "template.main"))
STRICT = "http://purl.oclc.org/ooxml/"
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
HYPERLINK = re.compile(r"/hyperlink$")
TEMPLATE = re.compile(r"/attachedTemplate$")
PROGRAM = lazy_regex(r"vbaProject|macroEnabled|vbaData|activeX|oleObject|customUI", re.IGNORECASE)
OUTSIDE = lazy_regex(r"[a-z][a-z0-9+.-]*:|\\\\|//", re.IGNORECASE)
DECLARATIONS = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
SAVE_AGAIN = "open it in Word and save it again as a Word document (.docx)"
WITHOUT_PASSWORD = "save it without a password: File > Info > Protect Document"  # noqa: S105  # how to go without one
DETACH = "in Word: Developer > Document Template, and attach Normal.dotm"


class UnfitError(BriefgenError):
    """A document that cannot be used: the code for it, what is wrong, and what to do."""

    def __init__(self, code: Code, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


@frozen
class Relation:
    """One relationship of a part: its kind's address, and the name of the part that it leads to."""

    kind: str
    target: str


@frozen
class Opened:
    """A Word document's parts, read when they are asked for."""

    archive: ZipFile = field(repr=False)
    entries: dict[str, ZipInfo] = field(repr=False)

    def __contains__(self, name: str) -> bool:
        return name.lower() in self.entries

    def part(self, name: str) -> bytes:
        """The bytes of a part. Raises UnfitError where it is missing, damaged or protected."""
        entry = self.entries.get(name.lower())
        if entry is None:
            raise _damaged(f'its part "{name}" is missing')
        try:
            return self.archive.read(entry)
        except (BadZipFile, RuntimeError, NotImplementedError, EOFError, zlib.error, OSError, ValueError) as error:
            raise _damaged(f'its part "{name}" cannot be unpacked') from error

    def xml(self, name: str) -> Element:
        """The root of a part, with no entity expanded and nothing fetched. Raises UnfitError where it is none."""
        data = self.part(name)
        if len(data) > MOST_XML:
            raise _damaged(f'its part "{name}" has {len(data):,} bytes; at most {MOST_XML:,} are read')
        if any(declaration in data for declaration in DECLARATIONS):
            raise _declaring(name)
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            element = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise _damaged(f'its part "{name}" is not well-formed XML, line {error.lineno}') from error
        if element.getroottree().docinfo.internalDTD is not None:
            raise _declaring(name)
        return element

    def relations(self, part: str) -> dict[str, Relation]:
        """What a part refers to inside the document, by id; the package's own relationships for no part."""
        folder, name = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        found = {}
        for relation in self.xml(relations).iter(RELATIONS) if relations in self else ():
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
                found[relation.get("Id", "")] = Relation(relation.get("Type", ""), target)
        return found

    def related(self, part: str, kind: str) -> str | None:
        """The part that another refers to by a relationship of a kind."""
        found = (relation.target for relation in self.relations(part).values() if relation.kind == kind)
        return next(found, None)

    @cached_property
    def main(self) -> str:
        """The name of the main part."""
        main = self.related("", RT.OFFICE_DOCUMENT)
        if main is None or main not in self:
            raise _damaged("it has no main part", "it is not a Word document")
        return main


def opened(data: bytes, *, only_text: bool = False) -> Opened:
    """A Word document's parts. Raises UnfitError for what is no Word document, damaged, protected or harmful.

    If `only_text` is read of it, macros and what it loads from outside do no harm.
    """
    if data.startswith(COMPOUND_FILE):
        if ENCRYPTED in data:
            raise UnfitError(REFERENCE_DAMAGED, "it is protected by a password", WITHOUT_PASSWORD)
        raise UnfitError(REFERENCE_DAMAGED, "it is in the format of Word 97 to 2003 (.doc)", SAVE_AGAIN)
    try:
        archive = ZipFile(BytesIO(data))
    except (BadZipFile, NotImplementedError, EOFError, ValueError, OSError, struct.error) as error:
        raise UnfitError(REFERENCE_DAMAGED, "it is not a Word document, or damaged", SAVE_AGAIN) from error
    document = Opened(archive, _entries(archive))
    _refuse_strict(document)
    if not only_text:
        _refuse_programs(document)
        _refuse_outside(document)
    _require_word(document)
    return document


def _damaged(what: str, general: str = "it is damaged") -> UnfitError:
    return UnfitError(REFERENCE_DAMAGED, f"{general}: {what}", SAVE_AGAIN)


def _declaring(name: str) -> UnfitError:
    return UnfitError(REFERENCE_REFUSED, f'its part "{name}" declares a document type, as no Word document does')


def _entries(archive: ZipFile) -> dict[str, ZipInfo]:
    """The entries by their names in small letters, in which no two parts may agree (ISO/IEC 29500-2, 6.2.2.3)."""
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MOST_ENTRIES:
        raise _damaged(f"it has {len(entries):,} parts; at most {MOST_ENTRIES:,} are read")
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise _damaged(f"it unpacks to more than {MOST_BYTES:,} bytes")
    found: dict[str, ZipInfo] = {}
    for entry in entries:
        name = entry.filename.lower()
        if entry.flag_bits & 1:
            raise UnfitError(REFERENCE_DAMAGED, "it is protected by a password", WITHOUT_PASSWORD)
        if name in found or name.startswith("/") or "\\" in name or ".." in name.split("/"):
            message = f"the name of its part {entry.filename!r} is not allowed, or not unique"
            raise UnfitError(REFERENCE_REFUSED, message)
        if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise _damaged(f'its part "{entry.filename}" is packed as no Word document is')
        if entry.file_size > max(SMALL, entry.compress_size * MOST_EXPANSION):
            message = f'its part "{entry.filename}" unpacks to {entry.file_size:,} bytes from {entry.compress_size:,}'
            raise UnfitError(REFERENCE_REFUSED, message)
        found[name] = entry
    return found


def _refuse_programs(document: Opened) -> None:
    names = (entry.filename for entry in document.entries.values())
    types = (element.get("ContentType", "") for element in document.xml("[Content_Types].xml"))
    if any(PROGRAM.search(name) for name in (*names, *types)):
        hint = "save it as a Word document without macros (.docx), and take out controls and embedded objects"
        raise UnfitError(REFERENCE_REFUSED, "it holds macros or other programs", hint)


def _refuse_strict(document: Opened) -> None:
    if any(relation.kind.startswith(STRICT) for relation in document.relations("").values()):
        hint = "save it as a Word document (.docx), not as a Strict Open XML Document"
        raise UnfitError(REFERENCE_DAMAGED, "it is a Strict Open XML Document", hint)


def _refuse_outside(document: Opened) -> None:
    for part, relation in _all_relations(document):
        kind, target = relation.get("Type", ""), relation.get("Target", "")
        is_outside = relation.get("TargetMode") == "External" or bool(OUTSIDE.match(target))
        if not is_outside or HYPERLINK.search(kind):
            continue
        if TEMPLATE.search(kind):
            raise UnfitError(REFERENCE_REFUSED, f"it loads a template from {target!r}", DETACH)
        name = kind.rpartition("/")[2]
        message = f'its part "{part}" loads something from outside: {name} at {target!r}'
        raise UnfitError(REFERENCE_REFUSED, message, "put it into the document, or take it out")


def _all_relations(document: Opened) -> Iterator[tuple[str, Element]]:
    for name, entry in document.entries.items():
        if name.endswith(".rels"):
            yield from ((entry.filename, relation) for relation in document.xml(name).iter(RELATIONS))


def _require_word(document: Opened) -> None:
    types = {
        element.get("PartName", "").lstrip("/").lower(): element.get("ContentType", "")
        for element in document.xml("[Content_Types].xml")
    }
    if types.get(document.main.lower(), "") not in DOCUMENT_TYPES:
        raise UnfitError(REFERENCE_DAMAGED, "it is not a Word document, but one of another program", SAVE_AGAIN)
