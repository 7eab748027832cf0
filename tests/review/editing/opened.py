"""A Word document as an editor of its own has it open: its parts as trees, read by nothing of briefgen's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

Element = etree._Element

W_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14_SPACE = "http://schemas.microsoft.com/office/word/2010/wordml"
W15_SPACE = "http://schemas.microsoft.com/office/word/2012/wordml"
W = f"{{{W_SPACE}}}"
W14 = f"{{{W14_SPACE}}}"
W15 = f"{{{W15_SPACE}}}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
MAIN, NOTES, COMMENTS, EXTENDED, STYLES, SETTINGS = (
    f"word/{name}.xml" for name in ("document", "footnotes", "comments", "commentsExtended", "styles", "settings")
)
CONTENT_TYPES, RELATIONS = "[Content_Types].xml", "word/_rels/document.xml.rels"
FIRST_FREE = 50_000
"""The first id that an editor gives out, above all that the writer did."""


def w(tag: str, *children: Element, **attributes: object) -> Element:
    """An element of Word's namespace with attributes of it; a text's is given with `said`."""
    element = etree.Element(f"{W}{tag}", nsmap={"w": W_SPACE})
    for name, value in attributes.items():
        if value is not None:
            element.set(f"{W}{name}", str(value))
    element.extend(children)
    return element


def said(tag: str, text: str) -> Element:
    """An element that holds characters, whose spaces count."""
    element = w(tag)
    element.text = text
    element.set(SPACE, "preserve")
    return element


@dataclass(eq=False)
class Line:
    """A paragraph that is there once every change is accepted, and its text then: a tab and a break are one sign each.

    `unit` is the bookmark that the writer's manifest has for it, `place` what it is, `notes` are the ids of the
    footnotes that it calls, in order.
    """

    paragraph: Element
    text: str
    unit: str
    place: str
    notes: tuple[str, ...] = ()
    note: str = ""
    """The id of the footnote that it belongs to, if it does."""
    settled: bool = False
    """Whether its edges are taken: it has moved, come, gone or been cut, and is left alone from then on."""

    @property
    def said(self) -> str:
        """Its text, of a footnote without the tab behind its number, which LibreOffice does not always keep."""
        return self.text.removeprefix("\t") if self.note else self.text


PLACES = {
    "Title": "title",
    "Subtitle": "subtitle",
    "BottomLine": "bottom line",
    "Heading1": "heading",
    "Heading1Unnumbered": "heading",
    "Heading1Annex": "heading",
    "Heading2": "heading",
    "Heading3": "heading",
    "Heading4": "heading",
    "BodyText": "body",
    "Quote": "body",
    "ListBullet": "list item",
    "ListBullet2": "list item",
    "ListBullet3": "list item",
    "ListNumber": "list item",
    "ListNumber2": "list item",
    "ListNumber3": "list item",
    "Callout": "callout",
    "Action": "callout",
    "TableText": "cell",
    "TableNumber": "cell",
    "TableHeader": "header cell",
    "TableNumberHeader": "header cell",
    "FigureTitle": "figure title",
    "Caption": "caption",
    "TableCaption": "table caption",
    "TableSource": "table source",
    "FootnoteText": "footnote",
    "KeyFigure": "key figure",
    "KeyFigureCaption": "key figure caption",
}
"""What a paragraph is, by its style; of another style it is made up by the program, as are the tables below."""

MADE_UP = re.compile(r"_bg_(?:references?|sources?|acronyms?|deadlines?|upcoming|contents)_|.*_label_")
"""Bookmarks of what no author types as it stands: the annexes, the table of dates, labels."""


class OpenFile:
    """A document that is open for editing, with the lines that it comes to."""

    def __init__(self, docx: bytes) -> None:
        with ZipFile(BytesIO(docx)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self._trees: dict[str, Element] = {}
        self._last = FIRST_FREE
        self._known = units_of(docx)
        self.lines = list(self._lines())

    def tree(self, part: str) -> Element:
        """The root of a part, which is written back when the document is saved."""
        if part not in self._trees:
            self._trees[part] = etree.fromstring(self.parts[part])
        return self._trees[part]

    def has(self, part: str) -> bool:
        return part in self.parts

    def next(self) -> int:
        """An id that nothing has."""
        self._last += 1
        return self._last

    def add_part(self, name: str, root: Element, kind: str, relation: str) -> None:
        """Take a part into the package: its content type, and how the document leads to it."""
        self.parts[name] = b""
        self._trees[name] = root
        types = self.tree(CONTENT_TYPES)
        namespace = etree.QName(types).namespace
        etree.SubElement(types, f"{{{namespace}}}Override", PartName=f"/{name}", ContentType=kind)
        relations = self.tree(RELATIONS)
        etree.SubElement(
            relations,
            f"{{{etree.QName(relations).namespace}}}Relationship",
            Id=f"rIdEd{self.next()}",
            Type=relation,
            Target=name.removeprefix("word/"),
        )

    def saved(self) -> bytes:
        """The document as a file, in which each tracked change has an id of its own."""
        for part in filter(self.has, (MAIN, NOTES)):
            self._renumber(self.tree(part))
        out = BytesIO()
        with ZipFile(out, "w", ZIP_DEFLATED) as archive:
            for name, content in self.parts.items():
                tree = self._trees.get(name)
                entry = ZipInfo(name)
                entry.compress_type = ZIP_DEFLATED
                archive.writestr(entry, content if tree is None else _serialised(tree))
        return out.getvalue()

    def drop_bookmarks(self) -> None:
        """Take every bookmark out."""
        for part in filter(self.has, (MAIN, NOTES)):
            for mark in list(self.tree(part).iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
                mark.getparent().remove(mark)

    def drop_manifest(self) -> None:
        """Take the custom XML parts out, and what leads to them."""
        for name in [each for each in self.parts if each.startswith("customXml/")]:
            del self.parts[name]
        for part in (CONTENT_TYPES, RELATIONS):
            for entry in list(self.tree(part)):
                if "customXml/" in f"{entry.get('PartName')}{entry.get('Target')}":
                    entry.getparent().remove(entry)

    def _renumber(self, tree: Element) -> None:
        """Give another id to a mark that came to be when a run or a mark was cut in two."""
        given = set()
        for mark in tree.iter(*(f"{W}{tag}" for tag in ("ins", "del", "rPrChange"))):
            if mark.get(f"{W}id") in given:
                mark.set(f"{W}id", str(self.next()))
            given.add(mark.get(f"{W}id"))

    def accepted(self) -> tuple[str, ...]:
        """The texts of all lines that have one: the body's in order, then those of the footnotes as they are called."""
        body = [line for line in self.lines if not line.note]
        called = [note for line in body for note in line.notes]
        notes = [line for note in called for line in self.lines if line.note == note]
        return tuple(line.said for line in (*body, *notes) if line.said)

    def _lines(self) -> Iterator[Line]:
        for part in (MAIN, NOTES):
            if self.has(part):
                for paragraph in self.tree(part).iter(f"{W}p"):
                    if not in_contents(paragraph) and not _is_rule(paragraph):
                        yield line_of(paragraph, self._known)


def units_of(docx: bytes) -> frozenset[str]:
    """The bookmarks of the writer's manifest, which is the custom XML part that lists any."""
    listed: set[str] = set()
    with ZipFile(BytesIO(docx)) as archive:
        for name in archive.namelist():
            if re.fullmatch(r"customXml/item\d+\.xml", name):
                listed.update(entry.get("bookmark", "") for entry in etree.fromstring(archive.read(name)))
    return frozenset(listed)


def line_of(paragraph: Element, known: frozenset[str]) -> Line:
    """What a paragraph is and says."""
    named = [start.get(f"{W}name", "") for start in paragraph.iter(f"{W}bookmarkStart")]
    unit = next((name for name in named if name in known), "")
    note = next(paragraph.iterancestors(f"{W}footnote"), None)
    return Line(
        paragraph,
        text_of(paragraph),
        unit,
        "made up" if MADE_UP.match(unit) else PLACES.get(style_of(paragraph), "made up"),
        notes_in(paragraph),
        note.get(f"{W}id", "") if note is not None else "",
    )


def notes_in(paragraph: Element) -> tuple[str, ...]:
    """The ids of the footnotes that a paragraph calls."""
    return tuple(each.get(f"{W}id", "") for each in paragraph.iter(f"{W}footnoteReference") if not is_gone(each))


def style_of(paragraph: Element) -> str:
    """The id of a paragraph's style."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return style.get(f"{W}val", "") if style is not None else ""


def in_contents(paragraph: Element) -> bool:
    """Whether a paragraph belongs to the table of contents, which Word makes anew."""
    return any(
        sdt.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery") is not None for sdt in paragraph.iterancestors(f"{W}sdt")
    )


def _is_rule(paragraph: Element) -> bool:
    """Whether a paragraph is the line between text and footnotes."""
    note = next(paragraph.iterancestors(f"{W}footnote"), None)
    return note is not None and note.get(f"{W}type") is not None


def runs_of(paragraph: Element) -> list[Element]:
    """The runs of a paragraph that stay once every change is accepted."""
    return [run for run in paragraph.iter(f"{W}r") if not is_gone(run)]


def is_gone(run: Element) -> bool:
    """Whether accepting all changes takes a run away."""
    return next(run.iterancestors(f"{W}del", f"{W}moveFrom"), None) is not None


SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011"}


def sign_of(piece: Element) -> str:
    """The characters that a piece of a run stands for."""
    return (piece.text or "") if piece.tag == f"{W}t" else SIGNS.get(str(piece.tag), "")


def run_text(run: Element) -> str:
    """The characters of a run."""
    return "".join(map(sign_of, run))


def text_of(paragraph: Element) -> str:
    """The characters of a paragraph once every change is accepted."""
    return "".join(map(run_text, runs_of(paragraph)))


@dataclass(frozen=True)
class Hand:
    """Whose edits these are: a name, the moment as Word writes it, and whether Word records them."""

    author: str
    date: str
    tracked: bool
    file: OpenFile = field(repr=False, compare=False)

    def mark(self, tag: str, *children: Element, **attributes: object) -> Element:
        """The mark of a tracked change."""
        return w(tag, *children, id=self.file.next(), author=self.author, date=self.date, **attributes)


def _serialised(tree: Element) -> bytes:
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
