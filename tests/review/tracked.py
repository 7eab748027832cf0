"""What a Word document says, paragraph by paragraph, once docx-plus has settled its changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
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

HEADING_LISTS = ("4", "5")
"""The definitions by which sections and annexes are counted."""


GONE = {True: ("del", "moveFrom"), False: ("ins", "moveTo")}
"""The marks of what goes once all is accepted, or rejected."""


def settled(data: bytes, *, accepted: bool) -> str:
    """What a Word document says once docx-plus has accepted every change, or rejected every one, in text and notes.

    It joins no paragraphs and takes out no rows, so that only the words can be compared.
    """
    document = opened(data)
    settle = accept_all_revisions if accepted else reject_all_revisions
    settle(document)
    settle(SimpleNamespace(element=SimpleNamespace(body=notes_of(document))))
    return "".join(says(document))


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

    for cell in found(part, f"//w:tc[w:tcPr/w:cell{'Del' if 'del' in gone else 'Ins'}]"):
        cell.getparent().remove(cell)
    for element in marked("//w:tr[w:trPr/w:{}]", "//w:p//w:{}[ancestor::w:p and not(parent::w:rPr)]"):
        if (parent := element.getparent()) is not None:
            parent.remove(element)
    for paragraph in reversed(marked("//w:p[w:pPr/w:rPr/w:{}]")):
        following = paragraph.getnext()
        while following is not None and following.tag in RANGES:
            following = following.getnext()
        if following is not None and following.tag == qn("w:p"):
            following[1:1] = paragraph[1:]
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


def paragraphs(data: bytes) -> list[str]:
    """The paragraphs of a Word document."""
    return says(opened(data))


def says(document: Opened) -> list[str]:
    """Every paragraph with a text, in cells as well, without white space and contents; notes stand at their calls."""
    notes = {
        int(note.get(qn("w:id"))): "".join(
            "".join(text.text or "" for text in note.iter(qn("w:t"), qn("w:delText"))).split()
        )
        for note in notes_of(document)
    }
    count = Counts(document)
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
    """The numbers of headings, as Word counts them."""

    def __init__(self, document: Opened) -> None:
        part = document.part.numbering_part.element
        self.lists: dict[str, tuple[str, int]] = {}
        for instance in part.iter(qn("w:num")):
            definition = instance.find(qn("w:abstractNumId")).get(qn("w:val"))
            start = instance.find(f"{qn('w:lvlOverride')}/{qn('w:startOverride')}")
            self.lists[instance.get(qn("w:numId"))] = definition, 1 if start is None else int(start.get(qn("w:val")))
        self.counts = Counter[str]()

    def label(self, paragraph: Any) -> str:
        """The number of a heading that is counted; nothing before any other paragraph."""
        number = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
        name = "" if number is None else number.get(qn("w:val"))
        definition, start = self.lists.get(name, ("", 0))
        if definition not in HEADING_LISTS:
            return ""
        count = start + self.counts[name]
        self.counts[name] += 1
        return str(count) if definition == HEADING_LISTS[0] else ascii_uppercase[count - 1]
