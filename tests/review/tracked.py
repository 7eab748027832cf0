"""What a Word document says, paragraph by paragraph, once docx-plus has settled its changes."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from io import BytesIO
from string import ascii_uppercase
from types import SimpleNamespace
from typing import Any

import docx
from docx.document import Document as Opened
from docx.opc.part import XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, nsmap, qn
from docx_plus.revisions import accept_all_revisions, reject_all_revisions
from lxml import etree

HEADINGS = (_, ANNEXES) = ("4", "5")
"""The definitions by which sections and annexes are counted."""

COUNTED = (*HEADINGS, "1", "3", "6", "7", "8")
"""Those, and the definitions by which items and paragraphs are."""


GONE = {True: ("del", "moveFrom"), False: ("ins", "moveTo")}
"""The marks of what goes once all is accepted, or rejected."""


def settled(data: bytes, *, accepted: bool) -> str:
    """What a Word document says once docx-plus has accepted every change, or rejected every one, in text and notes.

    It joins no paragraphs and takes out no rows, so that only the words can be compared, without numbers of items.
    """
    document = opened(data)
    settle = accept_all_revisions if accepted else reject_all_revisions
    settle(document)
    settle(SimpleNamespace(element=SimpleNamespace(body=notes_of(document))))
    return "".join(says(document, HEADINGS))


def as_in_word(data: bytes, *, accepted: bool) -> list[str]:
    """The paragraphs of a Word document once every change is accepted, or rejected, as the standard says of each mark.

    ISO/IEC 29500-1, 17.13.5: a paragraph whose end goes is one with the next, rows and cells go with what they hold.
    """
    document = opened(data)
    for part in (document.element, notes_of(document)):
        _settle(part, GONE[accepted])
    return says(document)


def _settle(part: Any, gone: tuple[str, ...]) -> None:
    def marked(*paths: str) -> list[Any]:
        return [each for name in gone for path in paths for each in found(part, path.format(name))]

    if "ins" in gone:
        for change in found(part, "//w:pPrChange"):
            kept = found(change, "../w:rPr")
            change.getparent()[:] = [*change[0], *kept]
    for cell in found(part, f"//w:tc[w:tcPr/w:cell{'Del' if 'del' in gone else 'Ins'}]"):
        cell.getparent().remove(cell)
    for element in marked("//w:tr[w:trPr/w:{}]", "//w:p//w:{}[ancestor::w:p and not(parent::w:rPr)]"):
        if (parent := element.getparent()) is not None:
            parent.remove(element)
    for paragraph in reversed(marked("//w:p[w:pPr/w:rPr/w:{}]")):
        _join(paragraph)


def _join(paragraph: Any) -> None:
    """Let a paragraph whose end goes be one with the next; one left empty before something else goes as well."""
    following = paragraph.getnext()
    while following is not None and following.tag in RANGES:
        following = following.getnext()
    is_next = following is not None and following.tag == qn("w:p")
    if is_next:
        following[1:1] = paragraph[1:]
    if is_next or not found(paragraph, ".//w:r"):
        paragraph.getparent().remove(paragraph)


RANGES = {qn(f"w:move{which}Range{end}") for which in ("From", "To") for end in ("Start", "End")}


def found(part: Any, path: str) -> list[Any]:
    """The elements at a path."""
    elements: list[Any] = etree._Element.xpath(part, path, namespaces={"w": nsmap["w"]})
    return elements


def notes_of(document: Opened) -> Any:
    """The root of the part of the footnotes, parsed once and put in the place of its bytes."""
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/footnotes"):
            part = relation.target_part
            if not isinstance(part, XmlPart):
                part = relation._target = XmlPart.load(part.partname, part.content_type, part.blob, part.package)
            return part.element
    return parse_xml(f"<w:footnotes {nsdecls('w')}/>")


def opened(data: bytes) -> Opened:
    """A Word document that python-docx has opened."""
    return docx.Document(BytesIO(data))


def paragraphs(data: bytes, counted: Collection[str] = COUNTED) -> list[str]:
    """The paragraphs of a Word document."""
    return says(opened(data), counted)


def says(document: Opened, counted: Collection[str] = COUNTED) -> list[str]:
    """Every paragraph with a text, in cells as well, without white space and contents; notes stand at their calls.

    What is `counted` by one of these definitions has its number.
    """
    notes = {
        int(note.get(qn("w:id"))): "".join(
            "".join(text.text or "" for text in note.iter(qn("w:t"), qn("w:delText"))).split()
        )
        for note in notes_of(document)
    }
    count = Counts(document, counted)
    texts = ("".join(_said(paragraph, notes, count)) for paragraph in _paragraphs(document.element.body))
    return [text for text in ("".join(text.split()) for text in texts) if text]


def _paragraphs(body: Any) -> Iterator[Any]:
    return (each for each in body.iter(qn("w:p")) if not any(a.tag == qn("w:sdt") for a in each.iterancestors()))


def _said(paragraph: Any, notes: dict[int, str], count: Counts) -> Iterator[str]:
    yield count.label(paragraph)
    for element in paragraph.iter():
        if element.tag in (qn("w:t"), qn("w:delText")):
            yield element.text or ""
        elif element.tag == qn("w:footnoteReference"):
            yield f"[{notes[int(element.get(qn('w:id')))]}]"
        elif element.tag == qn("w:drawing"):
            yield "[picture]"


class Counts:
    """The numbers of headings and items, as Word counts them: all of a definition go on, and start over where told."""

    def __init__(self, document: Opened, counted: Collection[str]) -> None:
        self.counted = counted
        part = document.part.numbering_part.element
        self.definitions: dict[str, str] = {}
        self.starts: dict[tuple[str, str], int] = {}
        for instance in part.iter(qn("w:num")):
            name = instance.get(qn("w:numId"))
            self.definitions[name] = instance.find(qn("w:abstractNumId")).get(qn("w:val"))
            for override in instance.iter(qn("w:lvlOverride")):
                start = override.find(qn("w:startOverride"))
                self.starts[name, override.get(qn("w:ilvl"))] = int(start.get(qn("w:val")))
        self.counts: dict[tuple[str, str], int] = {}
        styled = document.styles.element.iter(qn("w:style"))
        found = ((style.get(qn("w:styleId")), style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")) for style in styled)
        self.of_styles = {name: numbered for name, numbered in found if numbered is not None}

    def label(self, paragraph: Any) -> str:
        """The number of what is counted; nothing before any other paragraph."""
        numbered = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if numbered is None:
            style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
            numbered = None if style is None else self.of_styles.get(style.get(qn("w:val")))
        if numbered is None:
            return ""
        said = (numbered.find(qn(f"w:{each}")) for each in ("numId", "ilvl"))
        name, level = ("0" if each is None else each.get(qn("w:val")) for each in said)
        definition = self.definitions.get(name, "")
        if definition not in self.counted:
            return ""
        count = self.starts.pop((name, level), self.counts.get((definition, level), 0) + 1)
        self.counts = {key: n for key, n in self.counts.items() if key[0] != definition or key[1] < level}
        self.counts[definition, level] = count
        return ascii_uppercase[count - 1] if definition == ANNEXES else str(count)
