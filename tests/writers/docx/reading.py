"""Reading Word documents back, and the faults that schema validators do not see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from io import BytesIO
from zipfile import ZipFile

from lxml import etree

from briefgen.model.blocks import Block
from briefgen.model.document import Document, Media, Note
from briefgen.writers.docx import write
from briefgen.writers.docx.markup import NAMESPACES, Element, attribute, qualified
from tests.house import house
from tests.samples import DOCUMENT, MEDIA

RUN_TEXT = {qualified("w:t"), qualified("w:delText")}


@dataclass(frozen=True)
class Docx:
    """A Word document's bytes, and its parts by name."""

    data: bytes

    @cached_property
    def names(self) -> list[str]:
        with ZipFile(BytesIO(self.data)) as archive:
            return archive.namelist()

    @cached_property
    def parts(self) -> dict[str, bytes]:
        with ZipFile(BytesIO(self.data)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    def xml(self, name: str) -> Element:
        return etree.fromstring(self.parts[name])

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


def find(element: Element, path: str) -> list[Element]:
    """The elements that an XPath finds below another."""
    return list(element.xpath(path, namespaces=NAMESPACES))


def written(*blocks: Block, notes: Sequence[Note] = (), media: Media = MEDIA, page: str = "A4") -> Docx:
    """The document of the samples with these blocks instead of its own."""
    return document_written(replace(DOCUMENT, blocks=blocks, notes=tuple(notes)), media, page)


def document_written(document: Document, media: Media = MEDIA, page: str = "A4") -> Docx:
    docx = Docx(write(document, media, house(page)).data)
    assert list(faults(docx)) == []
    return docx


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


def faults(docx: Docx) -> Iterator[str]:
    """What is wrong with a document although it satisfies the schema."""
    yield from _duplicates("bookmark", docx.values("//w:bookmarkStart/@w:name"))
    yield from _duplicates("control", docx.values("//w:sdtPr/w:id/@w:val"))
    yield from _duplicates("drawing", docx.values("//wp:docPr/@id"))
    yield from _duplicates(
        "annotation",
        docx.values(
            "//*[not(self::w:bookmarkEnd or self::w:footnoteReference or starts-with(local-name(), 'comment'))]"
            "[not(contains(local-name(), 'RangeEnd'))]/@w:id"
        ),
    )
    starts, ends = docx.values("//w:bookmarkStart/@w:id"), docx.values("//w:bookmarkEnd/@w:id")
    yield from (f"bookmark {number} not closed once" for number in set(starts) if ends.count(number) != 1)
    yield from _missing_targets(docx)
    yield from _missing_definitions(docx)
    yield from _comment_faults(docx)
    yield from (f"text outside a deletion: {text_of(e)}" for e in docx.all("//w:delText[not(ancestor::w:del)]"))
    yield from (f"text inside a deletion: {text_of(e)}" for e in docx.all("//w:t[ancestor::w:del]"))
    yield from ("empty control" for _ in docx.all("//w:sdtContent[not(*)]"))
    yield from ("cell without a paragraph at its end" for _ in docx.all("//w:tc[not(*[last()][self::w:p])]"))
    yield from ("two tables in touch" for _ in docx.all("//w:tbl[following-sibling::*[1][self::w:tbl]]"))
    for name in docx.names:
        if name.endswith(".xml") and name.startswith("word/"):
            yield from (f"{name}: {fault}" for fault in _field_faults(docx.xml(name)))


def _duplicates(kind: str, names: Sequence[str]) -> Iterator[str]:
    yield from (f"{kind} {name} twice" for name, count in Counter(names).items() if count > 1)


def _missing_targets(docx: Docx) -> Iterator[str]:
    bookmarks = set(docx.values("//w:bookmarkStart/@w:name"))
    instructions = (text.split() for text in docx.values("//w:instrText/text()"))
    pages = {words[1] for words in instructions if words[0] in ("REF", "PAGEREF", "NOTEREF")}
    for target in {*docx.values("//w:hyperlink/@w:anchor"), *pages} - bookmarks:
        yield f"no bookmark {target}"
    relations = {e.get("Id") for e in docx.xml("word/_rels/document.xml.rels")}
    for target in set(docx.values("//@r:id | //@r:embed")) - relations:
        yield f"no relationship {target}"


def _missing_definitions(docx: Docx) -> Iterator[str]:
    numbers = docx.xml("word/numbering.xml").xpath("//w:num/@w:numId", namespaces=NAMESPACES)
    for number in set(docx.values("//w:numPr/w:numId/@w:val")) - set(numbers):
        yield f"no list {number}"
    styles = set(docx.xml("word/styles.xml").xpath("//w:style/@w:styleId", namespaces=NAMESPACES))
    for style in set(docx.values("//w:pStyle/@w:val | //w:rStyle/@w:val | //w:tblStyle/@w:val")) - styles:
        yield f"no style {style}"


def _comment_faults(docx: Docx) -> Iterator[str]:
    """Comments whose marks are not one each, in their order, beside the runs of a paragraph of the text."""
    comments = comments_of(docx)
    kinds = {"commentRangeStart": 0, "commentRangeEnd": 1, "commentReference": 2}
    met: dict[str, list[int]] = {attribute(comment, "w:id") or "": [] for comment in comments}
    for mark in docx.all("//w:commentRangeStart | //w:commentRangeEnd | //w:commentReference"):
        met.setdefault(attribute(mark, "w:id") or "", []).append(kinds[etree.QName(mark).localname])
    yield from (f"comment {number} is marked {marks}" for number, marks in met.items() if marks != [0, 1, 2])
    if len(met) != len(comments):
        yield "comments marked that are not there, or two of one id"
    for name in docx.names:
        if name.startswith(("word/header", "word/footer", "word/footnotes", "word/comments")):
            marks = find(docx.xml(name), "//w:commentRangeStart | //w:commentReference")
            yield from (f"comment in {name}" for _ in marks)
    for run in docx.all("//w:r[w:commentReference]"):
        depth = 0
        for mark in run.xpath("preceding::w:fldChar", namespaces=NAMESPACES):
            depth += {"begin": 1, "separate": 0, "end": -1}[attribute(mark, "w:fldCharType") or ""]
        if depth:
            yield "comment inside a field"


def comments_of(docx: Docx) -> list[Element]:
    """The comments of a document; none where it has no part for them."""
    return list(docx.xml("word/comments.xml")) if "word/comments.xml" in docx.parts else []


def _field_faults(part: Element) -> Iterator[str]:
    depth = 0
    for mark in part.iter(qualified("w:fldChar")):
        depth += {"begin": 1, "separate": 0, "end": -1}[attribute(mark, "w:fldCharType") or ""]
        if depth < 0:
            yield "field closed but not opened"
    if depth:
        yield "field not closed"
    if find(part, "//w:fldChar[@w:dirty] | //w:updateFields"):
        yield "fields that make Word ask on opening"
