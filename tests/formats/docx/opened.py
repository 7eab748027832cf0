"""A Word document opened: its parts, their elements and their relationships."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from io import BytesIO
from zipfile import ZipFile

from lxml import etree

from briefgen.formats.docx.markup import NAMESPACES, Element, attribute, qualified
from tests.archives import unzipped

MAIN = "word/document.xml"
STORY = re.compile(r"word/(document|header[-\w]*|footer[-\w]*|footnotes|endnotes|comments)\.xml")
RUN_TEXT = {qualified("w:t"), qualified("w:delText")}


@dataclass(frozen=True)
class Relation:
    """A relationship: its kind, and the part or address outside that it leads to."""

    kind: str
    target: str
    external: bool

    @classmethod
    def read(cls, element: Element, folder: str) -> Relation:
        target, external = element.get("Target", ""), element.get("TargetMode") == "External"
        if not external:
            target = posixpath.normpath(posixpath.join(f"/{folder}", target)).lstrip("/")
        return cls(element.get("Type", "").rpartition("/")[2], target, external)


@dataclass(frozen=True)
class Docx:
    """A Word document's bytes, and its parts by name."""

    data: bytes

    @cached_property
    def parts(self) -> dict[str, bytes]:
        return unzipped(self.data)

    @property
    def names(self) -> list[str]:
        return [*self.parts]

    def xml(self, name: str) -> Element:
        """The root of a part, which nobody may change."""
        if name not in self._roots:
            self._roots[name] = etree.fromstring(self.parts[name])
        return self._roots[name]

    @cached_property
    def _roots(self) -> dict[str, Element]:
        return {}

    @cached_property
    def stories(self) -> dict[str, Element]:
        """The roots of the parts that hold text which is printed, by name: the main part first."""
        return {name: self.xml(name) for name in sorted(self.names, key=_rank) if STORY.fullmatch(name)}

    def relations(self, part: str) -> dict[str, Relation]:
        """What a part refers to, by the ids of its relationships; the package's own for an empty name."""
        folder, _, name = part.rpartition("/")
        file = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
        if file not in self.parts:
            return {}
        return {each.get("Id", ""): Relation.read(each, folder) for each in self.xml(file)}

    @cached_property
    def body(self) -> Element:
        return self.xml("word/document.xml")[0]

    @cached_property
    def footnotes(self) -> dict[str, Element]:
        """The footnotes by their ids, without the rules above them."""
        found = find(self.xml("word/footnotes.xml"), "//w:footnote[not(@w:type)]")
        return {attribute(note, "w:id") or "": note for note in found}

    def all(self, path: str) -> list[Element]:
        """The elements of the main part that an XPath finds."""
        return find(self.body, path)

    def values(self, path: str) -> list[str]:
        """The attributes or texts of the main part that an XPath finds."""
        return [str(value) for value in self.body.xpath(path, namespaces=NAMESPACES)]

    def paragraphs(self, style: str) -> list[Element]:
        return self.all(f"//w:p[w:pPr/w:pStyle/@w:val='{style}']")

    def texts(self, style: str) -> list[str]:
        return [text_of(paragraph) for paragraph in self.paragraphs(style)]


def uncontrolled(data: bytes) -> bytes:
    """A document with the runs of its facts out of their controls, in the same places."""
    docx, changed = Docx(data), BytesIO()
    with ZipFile(changed, "w") as archive:
        for name, part in docx.parts.items():
            archive.writestr(name, _uncontrolled(part) if STORY.fullmatch(name) else part)
    return changed.getvalue()


def _uncontrolled(part: bytes) -> bytes:
    root = etree.fromstring(part)
    for control in find(root, "//w:sdt[starts-with(w:sdtPr/w:tag/@w:val, 'fact:')]"):
        for run in list(control[-1]):
            control.addprevious(run)
        control.getparent().remove(control)
    return etree.tostring(root)


def find(element: Element, path: str) -> list[Element]:
    """The elements that an XPath finds below another."""
    return list(_compiled(path)(element))


@lru_cache(1000)
def _compiled(path: str) -> etree.XPath:
    return etree.XPath(path, namespaces=NAMESPACES)


def _rank(name: str) -> tuple[bool, str]:
    return name != MAIN, name


def text_of(element: Element) -> str:
    """The characters below an element as a reader sees them, deleted ones too; a footnote's call by its id."""
    return "".join(_characters(element))


def _characters(element: Element) -> Iterator[str]:
    for node in element.iter():
        if node.tag in RUN_TEXT:
            yield node.text or ""
        elif node.tag == qualified("w:tab") and node.getparent().tag == qualified("w:r"):
            yield "\t"
        elif node.tag == qualified("w:br"):
            yield "\n"
        elif node.tag == qualified("w:footnoteReference"):
            yield f"[{attribute(node, 'w:id')}]"
