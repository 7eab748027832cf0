"""The Word document as a reader finds it: its parts, read by the standard library alone."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from io import BytesIO
from xml.etree.ElementTree import Element, fromstring
from zipfile import ZipFile

from briefgen.model.figure import Picture
from briefgen.proof.expected import Form
from briefgen.proof.reading import PAGE_BREAK, Reading, alternative_sign, picture_sign, reading

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELATIONS = "word/_rels/document.xml.rels"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
MAIN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"

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

    def __contains__(self, name: str) -> bool:
        return name in self._archive.namelist()

    def part(self, name: str) -> bytes:
        return self._archive.read(name)

    def xml(self, name: str) -> Element:
        return fromstring(self.part(name))  # noqa: S314  # what is read was written a moment ago

    @cached_property
    def relations(self) -> Mapping[str, str]:
        """What the main part refers to, by the ids of the relationships: names of parts, and addresses outside."""
        return {relation.get("Id", ""): _target(relation) for relation in self.xml(RELATIONS).iter(RELATION)}


def _target(relation: Element) -> str:
    target = relation.get("Target", "")
    outside = relation.get("TargetMode") == "External"
    return target if outside else posixpath.join("/word", target).lstrip("/")


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
    """Reads one part after the other; lists and pictures are those of the whole file.

    `instruction` is that of the field last met, `counted` whether what follows is a result that Word counts anew, and
    `alternative` the alternative text of the picture that follows; `addresses` are those to which links lead.
    """

    package: Package
    numbering: Numbering
    instruction: str = ""
    counted: bool = False
    alternative: str = ""
    addresses: list[str] = field(default_factory=list)

    def read(self, part: Element) -> str:
        """The characters of a part in reading order; paragraphs, cells and tabs are parted by white space."""
        return "".join([READS[element.tag](self, element) for element in part.iter() if element.tag in READS])

    def text(self, element: Element) -> str:
        return "" if self.counted else element.text or ""

    def paragraph(self, _: Element) -> str:
        return "\n"

    def space(self, _: Element) -> str:
        return " "

    def label(self, element: Element) -> str:
        return f"{self.numbering.label(element)} "

    def new_page(self, element: Element) -> str:
        return "" if element.get(f"{W}val") in ("0", "false") else f" {PAGE_BREAK} "

    def field_instruction(self, element: Element) -> str:
        self.instruction = (element.text or "").strip()
        return ""

    def field_mark(self, element: Element) -> str:
        """The start or end of a field's result; one that Word counts anew is given by the field's name."""
        self.counted = element.get(f"{W}fldCharType") == "separate" and self.instruction in COUNTED
        return f"{{{self.instruction}}}" if self.counted else ""

    def link(self, element: Element) -> str:
        """A link, of which only its text is seen; those inside the document have no relationship."""
        if name := element.get(f"{R}id"):
            self.addresses.append(self.package.relations.get(name, ""))
        return ""

    def drawing(self, element: Element) -> str:
        self.alternative = element.get("descr", "")
        return ""

    def picture(self, element: Element) -> str:
        """A picture by its bytes, which must be in the file, with its alternative text."""
        name = self.package.relations.get(element.get(f"{R}embed", ""), "")
        key = key_of(self.package.part(name)) if name in self.package else "nothing"
        return f" {picture_sign(key)} {alternative_sign(self.alternative)} "


READS: Mapping[str, Callable[[Reader, Element], str]] = {
    f"{W}t": Reader.text,
    f"{W}delText": Reader.text,
    f"{W}p": Reader.paragraph,
    f"{W}tab": Reader.space,
    f"{W}br": Reader.space,
    f"{W}numPr": Reader.label,
    f"{W}pageBreakBefore": Reader.new_page,
    f"{W}instrText": Reader.field_instruction,
    f"{W}fldChar": Reader.field_mark,
    f"{W}hyperlink": Reader.link,
    f"{DRAWING}docPr": Reader.drawing,
    f"{MAIN}blip": Reader.picture,
}
"""What each element says to a reader; all others say nothing by themselves."""


@dataclass(frozen=True)
class WordDocument:
    """What was read: text, links, each head and foot by its kind and pages ("header", "first"), title and language."""

    text: Reading
    addresses: Sequence[str]
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
        reader.addresses,
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
