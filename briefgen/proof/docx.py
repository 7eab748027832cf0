"""The Word document as a reader finds it: its parts, read by the standard library alone."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from io import BytesIO
from xml.etree.ElementTree import Element, fromstring  # noqa: S405  # what is read was written a moment ago
from zipfile import ZipFile

from briefgen.model.figure import Picture
from briefgen.proof.expected import Form
from briefgen.proof.reading import PAGE_BREAK, Reading, alternative_sign, picture_sign, reading

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
DESCRIPTION = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
IMAGE = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"

PARAGRAPH, TAB, LINE_BREAK = f"{W}p", f"{W}tab", f"{W}br"
TEXTS = (f"{W}t", f"{W}delText")
LABEL, NEW_PAGE, FIELD, INSTRUCTION = f"{W}numPr", f"{W}pageBreakBefore", f"{W}fldChar", f"{W}instrText"
COUNTED = ("PAGE", "NUMPAGES")
"""The fields whose result Word counts for each page anew; they stand in a reading by their names, in braces."""


def picture_key(picture: Picture) -> str:
    """A picture by its bytes, which a Word document holds as they are."""
    return key_of(picture.data)


def key_of(data: bytes) -> str:
    """A digest of an image's bytes."""
    return blake2b(data, digest_size=16).hexdigest()


FORM = Form(picture_key)


class Package:
    """The parts of a file, by name."""

    def __init__(self, data: bytes) -> None:
        self._archive = ZipFile(BytesIO(data))

    def part(self, name: str) -> bytes:
        return self._archive.read(name)

    def xml(self, name: str) -> Element:
        return fromstring(self.part(name))  # noqa: S314  # what is read was written a moment ago

    @cached_property
    def relations(self) -> Mapping[str, str]:
        """What the main part refers to inside the file: the parts' names by the ids of the relationships."""
        relations = self.xml("word/_rels/document.xml.rels").iter(RELATION)
        return {
            relation.get("Id", ""): posixpath.join("/word", relation.get("Target", "")).lstrip("/")
            for relation in relations
            if relation.get("TargetMode") != "External"
        }


@dataclass
class Numbering:
    """The signs and numbers that Word puts before the items of lists."""

    levels: Mapping[tuple[str, str], tuple[str, int]]
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)

    def label(self, properties: Element) -> str:
        """What stands before a paragraph with these numbering properties; counts it."""
        level, number = (_value(properties, name) for name in ("ilvl", "numId"))
        text, start = self.levels.get((number, level), ("", 0))
        count = start + self.counts[number, level]
        self.counts[number, level] += 1
        return text.replace(f"%{int(level or 0) + 1}", str(count))


def _value(element: Element | None, name: str) -> str:
    child = element.find(f"{W}{name}") if element is not None else None
    return child.get(f"{W}val", "") if child is not None else ""


def numbering(part: Element) -> Numbering:
    """The lists of a document: the text of each level and the number at which it starts."""
    definitions = {
        definition.get(f"{W}abstractNumId", ""): list(definition.iter(f"{W}lvl"))
        for definition in part.iter(f"{W}abstractNum")
    }
    levels: dict[tuple[str, str], tuple[str, int]] = {}
    for instance in part.iter(f"{W}num"):
        starts = {o.get(f"{W}ilvl", ""): _value(o, "startOverride") for o in instance.iter(f"{W}lvlOverride")}
        for level in definitions.get(_value(instance, "abstractNumId"), ()):
            index = level.get(f"{W}ilvl", "")
            start = starts.get(index) or _value(level, "start") or "1"
            levels[instance.get(f"{W}numId", ""), index] = (_value(level, "lvlText"), int(start))
    return Numbering(levels)


@dataclass
class Reader:
    """Reads one part after the other; lists and pictures are those of the whole file."""

    package: Package
    numbering: Numbering

    def read(self, part: Element) -> str:
        """The characters of a part in reading order; paragraphs, cells and tabs are parted by white space."""
        return "".join(self._characters(part))

    def _characters(self, part: Element) -> Iterator[str]:
        instruction, counted, alternative = "", False, ""
        for element in part.iter():
            tag = element.tag
            if tag in TEXTS:
                if not counted:
                    yield element.text or ""
            elif tag == PARAGRAPH:
                yield "\n"
            elif tag in (TAB, LINE_BREAK):
                yield " "
            elif tag == LABEL:
                yield f"{self.numbering.label(element)} "
            elif tag == NEW_PAGE:
                yield f" {PAGE_BREAK} "
            elif tag == INSTRUCTION:
                instruction = (element.text or "").strip()
            elif tag == FIELD:
                counted = element.get(f"{W}fldCharType") == "separate" and instruction in COUNTED
                if counted:
                    yield f"{{{instruction}}}"
            elif tag == DESCRIPTION:
                alternative = element.get("descr", "")
            elif tag == IMAGE:
                yield f" {picture_sign(self._picture(element))} {alternative_sign(alternative)} "
                alternative = ""

    def _picture(self, element: Element) -> str:
        name = self.package.relations.get(element.get(f"{R}embed", ""), "")
        try:
            return key_of(self.package.part(name))
        except KeyError:
            return "nothing"


@dataclass(frozen=True)
class WordDocument:
    """What was read: the text, each head and foot by its kind and pages ("header", "first"), title and language."""

    text: Reading
    heads: Mapping[tuple[str, str], Reading]
    title: str
    language: str


def read_docx(data: bytes) -> WordDocument:
    """Read a Word document."""
    package = Package(data)
    main = package.xml("word/document.xml")
    reader = Reader(package, numbering(package.xml("word/numbering.xml")))
    core = package.xml("docProps/core.xml")
    return WordDocument(
        reading(reader.read(main)),
        dict(_heads(main, reader)),
        core.findtext(f"{DUBLIN_CORE}title", ""),
        core.findtext(f"{DUBLIN_CORE}language", ""),
    )


def _heads(main: Element, reader: Reader) -> Iterator[tuple[tuple[str, str], Reading]]:
    """The heads and feet that the last section names; those of the first page only where it asks for them."""
    section = main.find(f"{W}body/{W}sectPr")
    if section is None:
        return
    different = section.find(f"{W}titlePg") is not None
    for kind in ("header", "footer"):
        for reference in section.iter(f"{W}{kind}Reference"):
            pages = reference.get(f"{W}type", "")
            name = reader.package.relations.get(reference.get(f"{R}id", ""), "")
            if name and (different or pages != "first"):
                yield (kind, pages), reading(reader.read(reader.package.xml(name)))
