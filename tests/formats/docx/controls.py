"""A good Word document made bad in one way each, to see that it is caught: the proof that the gates look."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from briefgen.formats.docx.markup import Element, Vocabulary, qualified, w
from tests.archives import zipped
from tests.formats.docx.opened import MAIN, Docx, find

STYLES, NUMBERING, SETTINGS = "word/styles.xml", "word/numbering.xml", "word/settings.xml"
NOTES, FOOTER, HEADER = "word/footnotes.xml", "word/footer-first.xml", "word/header-first.xml"
TYPES, RELATIONS, CORE = "[Content_Types].xml", "word/_rels/document.xml.rels", "docProps/core.xml"
MANIFEST, FACTS = "customXml/item1.xml", "customXml/item2.xml"
CUSTOM, SHOWN = "docProps/custom.xml", "//op:property[@name='Desk']"
COMMENTS = "word/comments.xml"
NODE = Vocabulary("f")("figure", "999")
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


@dataclass
class Parts:
    """The parts of a document that is about to be damaged."""

    data: dict[str, bytes]
    roots: dict[str, Element] = field(default_factory=dict)

    def root(self, part: str = MAIN) -> Element:
        """The root of a part; what is done to it is done to the document."""
        return self.roots.setdefault(part, etree.fromstring(self.data[part]))

    def first(self, path: str, part: str = MAIN) -> Element:
        """The first element that an XPath finds."""
        return self.all(path, part)[0]

    def all(self, path: str, part: str = MAIN) -> list[Element]:
        """The elements that an XPath finds, of which there must be one."""
        found = find(self.root(part), path)
        assert found, f"there is no {path} in {part} to damage"
        return found

    def packed(self) -> bytes:
        """The document as it is now."""
        for name, root in self.roots.items():
            if name in self.data:
                self.data[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return zipped(self.data)


Damage = Callable[[Parts], None]


def damaged(data: bytes, damage: Damage | None = None) -> bytes:
    """A document with the damage done to it, or with none if it is only packed anew."""
    parts = Parts(dict(Docx(data).parts))
    if damage:
        damage(parts)
    return parts.packed()


def _remove(element: Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def drop(path: str, part: str = MAIN) -> Damage:
    """Takes the first element out that an XPath finds."""
    return lambda parts: _remove(parts.first(path, part))


def put(path: str, name: str, value: str, part: str = MAIN) -> Damage:
    """Gives the first element that an XPath finds another value of an attribute."""

    def damage(parts: Parts) -> None:
        element = parts.first(path, part)
        assert element.get(_key(name)) != value
        element.set(_key(name), value)

    return damage


def unset(path: str, name: str, part: str = MAIN) -> Damage:
    """Takes an attribute off the first element that an XPath finds."""

    def damage(parts: Parts) -> None:
        del parts.first(path, part).attrib[_key(name)]

    return damage


def same(path: str, name: str, part: str = MAIN, other: str = "") -> Damage:
    """Gives the second element that an XPath finds, or the first one in another part, an attribute of the first."""

    def damage(parts: Parts) -> None:
        first = parts.first(path, part)
        second = parts.first(path, other) if other else parts.all(path, part)[1]
        second.set(_key(name), first.get(_key(name)) or "")

    return damage


def twice(path: str, part: str = MAIN) -> Damage:
    """Writes the first element that an XPath finds twice."""

    def damage(parts: Parts) -> None:
        element = parts.first(path, part)
        element.addnext(deepcopy(element))

    return damage


def insert(path: str, *elements: Element, part: str = MAIN) -> Damage:
    """Puts elements behind the first that an XPath finds."""

    def damage(parts: Parts) -> None:
        place = parts.first(path, part)
        for element in reversed(elements):
            place.addnext(deepcopy(element))

    return damage


def write(path: str, text: str, part: str = MAIN) -> Damage:
    """Gives the first element that an XPath finds another text."""

    def damage(parts: Parts) -> None:
        parts.first(path, part).text = text

    return damage


def _key(name: str) -> str:
    return qualified(name) if ":" in name else name


def reword(pattern: str, text: str) -> Damage:
    """Changes the first instruction that a pattern finds."""

    def damage(parts: Parts) -> None:
        for element in parts.all("//w:instrText"):
            if re.search(pattern, element.text or ""):
                element.text = re.sub(pattern, text, element.text or "")
                return
        raise AssertionError(f"there is no {pattern} to damage")

    return damage


def renamed(old: str, new: str, path: str) -> Damage:
    """Makes the first element that an XPath finds another, such as a text a deleted one."""

    def damage(parts: Parts) -> None:
        element = parts.first(path)
        assert element.tag == qualified(old)
        element.tag = qualified(new)

    return damage


def _both(*damages: Damage) -> Damage:
    def damage(parts: Parts) -> None:
        for each in damages:
            each(parts)

    return damage


def _without_part(name: str) -> Damage:
    def damage(parts: Parts) -> None:
        del parts.data[name]

    return damage


def _with_part(name: str, data: bytes = b"<a/>") -> Damage:
    def damage(parts: Parts) -> None:
        parts.data[name] = data

    return damage


def _emptied(path: str, part: str = MAIN) -> Damage:
    """Takes out what the first element that an XPath finds holds."""

    def damage(parts: Parts) -> None:
        element = parts.first(path, part)
        for child in list(element):
            element.remove(child)

    return damage


def _related(kind: str, target: str, *, external: bool = False, part: str = RELATIONS) -> Damage:
    """Adds a relationship that nothing uses."""

    def damage(parts: Parts) -> None:
        mode = {"TargetMode": "External"} if external else {}
        entry = etree.SubElement(parts.root(part), "Relationship", Id="rId999", Type=f"{OFFICE}/{kind}")
        entry.set("Target", target)
        entry.attrib.update(mode)
        entry.tag = f"{{{etree.QName(parts.root(part)).namespace}}}Relationship"

    return damage


def _with_end_first(parts: Parts) -> None:
    """A bookmark closes before it opens."""
    start = parts.first("//w:bookmarkStart")
    (end,) = find(start, f"//w:bookmarkEnd[@w:id='{start.get(qualified('w:id'))}']")
    start.addprevious(end)


def _ending_in_another_part(parts: Parts) -> None:
    """A bookmark that the text opens closes in a footnote."""
    start = parts.first("//w:bookmarkStart")
    (end,) = find(start, f"//w:bookmarkEnd[@w:id='{start.get(qualified('w:id'))}']")
    parts.first("//w:footnote[not(@w:type)]/w:p", NOTES).append(end)


def _with_two_tables_in_touch(parts: Parts) -> None:
    table = parts.first("//w:body/w:tbl")
    other = deepcopy(table)
    for mark in find(other, ".//w:bookmarkStart | .//w:bookmarkEnd"):
        _remove(mark)
    table.addnext(other)


def _skipping_a_level(parts: Parts) -> None:
    for style in parts.all("//w:pStyle[@w:val='Heading2']"):
        style.set(qualified("w:val"), "Heading3")


def _pale(parts: Parts) -> None:
    parts.first("//w:style[@w:styleId='BodyText']/w:rPr/w:color", STYLES).set(qualified("w:val"), "999999")


def _shaded(parts: Parts) -> None:
    for width in parts.all("//w:tc/w:tcPr/w:tcW"):
        width.addnext(w("shd", val="clear", color="auto", fill="334455"))


def _field(instruction: str, result: str | None) -> tuple[Element, ...]:
    shown = [] if result is None else [w("r", w("t", result))]
    marks = {kind: w("r", w("fldChar", fldCharType=kind)) for kind in ("begin", "separate", "end")}
    return marks["begin"], w("r", w("instrText", instruction)), marks["separate"], *shown, marks["end"]


RUN = "//w:body/w:p/w:r[w:t]"
TABLE = "//w:tbl[w:tblPr/w:tblStyle/@w:val='BriefTable']"
PICTURE = "//wp:docPr"

CONTROLS: dict[str, tuple[str, Damage]] = {
    "a part twice but for its case": ("names of parts", _with_part("word/Document.xml")),
    "a part without a type": ("content types", drop("//*[@PartName='/word/footnotes.xml']", TYPES)),
    "a type without a part": ("content types", put("//*[@PartName='/word/styles.xml']", "PartName", "/x.xml", TYPES)),
    "a part that is mere XML": ("content types", drop("//*[@PartName='/word/styles.xml']", TYPES)),
    "a file of an unknown kind": ("content types", _with_part("word/media/image.tiff")),
    "a part of nobody's": ("owners of parts", _with_part("word/media/image99.png")),
    "a part gone": ("owners of parts", _without_part("word/theme/theme1.xml")),
    "a picture without relationship": ("relationships", put("//a:blip", "r:embed", "rId998")),
    "a relationship that is not used": ("relationships", _related("image", "media/image1.png")),
    "a link's relationship that is not used": (
        "relationships",
        _related("hyperlink", "https://example.org", external=True),
    ),
    "a template outside": ("addresses outside", _related("attachedTemplate", "file:///C:/a.dotx", external=True)),
    "a link to a file": ("addresses outside", put("//*[@TargetMode]", "Target", "file:///etc/passwd", RELATIONS)),
    "the library's name": ("leftovers", write("//dc:creator", "python-docx", CORE)),
    "the template's font": ("leftovers", put("//w:rFonts", "w:ascii", "Calibri", STYLES)),
    "no title": ("properties", drop("//dc:title", CORE)),
    "an empty title": ("properties", write("//dc:title", " ", CORE)),
    "no language": ("properties", drop("//w:docDefaults//w:lang", STYLES)),
    "another language": ("properties", write("//dc:language", "fr-FR", CORE)),
    "fields to be updated on opening": ("opening", insert("//w:zoom", w("updateFields", val="true"), part=SETTINGS)),
    "an older Word": ("opening", put("//w:compatSetting", "w:val", "12", SETTINGS)),
    "a dirty field": ("opening", put("//w:fldChar", "w:dirty", "true")),
    "a dirty field in a footer": ("opening", put("//w:fldChar", "w:dirty", "1", FOOTER)),
    "spaces that may be lost": ("white space", unset("//w:t[starts-with(., ' ')]", "xml:space")),
    "an extension that is not to be ignored": (
        "extensions",
        _both(unset("/w:document", "mc:Ignorable"), put("//w:p", "w14:paraId", "1A2B3C4D")),
    ),
    "a bookmark's name twice": ("names of bookmarks", same("//w:bookmarkStart", "w:name")),
    "a bookmark's name twice in two parts": ("names of bookmarks", same("//w:bookmarkStart", "w:name", MAIN, NOTES)),
    "a bookmark's name too long": ("names of bookmarks", put("//w:bookmarkStart", "w:name", "a" * 41)),
    "a bookmark's name with a space": ("names of bookmarks", put("//w:bookmarkStart", "w:name", "a b")),
    "a bookmark not closed": ("ends of bookmarks", drop("//w:bookmarkEnd")),
    "a bookmark not closed in a footnote": ("ends of bookmarks", drop("//w:bookmarkEnd", NOTES)),
    "a bookmark closed twice": ("ends of bookmarks", twice("//w:bookmarkEnd")),
    "a bookmark closed before it opens": ("ends of bookmarks", _with_end_first),
    "a bookmark over two parts": ("ends of bookmarks", _ending_in_another_part),
    "a bookmark's id twice": ("ids of marks", same("//w:bookmarkStart", "w:id")),
    "a change's id twice": ("ids of marks", same("//w:ins", "w:id")),
    "a control's id twice": ("controls", twice("//w:sdt")),
    "an empty control": ("controls", _emptied("//w:sdtContent")),
    "another text in a control": ("bindings", write("//w:sdt[w:sdtPr/w:dataBinding]//w:t", "999")),
    "another text in a node": ("bindings", write("/f:figures/f:figure", "999", FACTS)),
    "a node that binds nothing": ("bindings", insert("/f:figures/f:figure", NODE, part=FACTS)),
    "a node that is gone": ("bindings", drop("/f:figures/f:figure", FACTS)),
    "a control bound to another part": ("bindings", put("//w:dataBinding", "w:storeItemID", "{0}")),
    "a long tag": ("tags", put("//w:sdtPr/w:tag", "w:val", "a" * 65)),
    "a long title": ("tags", put("//w:sdtPr/w:alias", "w:val", "a" * 65)),
    "a paragraph's id twice": (
        "ids of paragraphs",
        _both(
            put("//w:p", "w14:paraId", "00000001"),
            put("//w:footnote[not(@w:type)]/w:p", "w14:paraId", "00000001", NOTES),
        ),
    ),
    "a paragraph's id too high": ("ids of paragraphs", put("//w:p", "w14:paraId", "80000000")),
    "a footnote that is not there": ("footnotes", put("//w:footnoteReference", "w:id", "77")),
    "a footnote that nothing calls": ("footnotes", drop("//w:r[w:footnoteReference]")),
    "a footnote called twice": ("footnotes", twice("//w:r[w:footnoteReference]")),
    "a footnote's id twice": ("footnotes", twice("//w:footnote[not(@w:type)]", NOTES)),
    "a footnote without its number": ("footnotes", drop("//w:r[w:footnoteRef]", NOTES)),
    "no rule above footnotes": ("footnotes", drop("//w:footnote[@w:type='separator']", NOTES)),
    "a rule that is not announced": ("footnotes", drop("//w:footnotePr", SETTINGS)),
    "a footnote called in a footer": ("footnotes", insert("//w:r", w("r", w("footnoteReference", id=1)), part=FOOTER)),
    "a comment's range not closed": ("comments", drop("//w:commentRangeEnd")),
    "a comment's range not opened": ("comments", drop("//w:commentRangeStart")),
    "a comment that is not there": ("comments", put("//w:comment", "w:id", "5", COMMENTS)),
    "a comment without reference": ("comments", drop("//w:r[w:commentReference]")),
    "deleted text that is not in a deletion": ("deletions", renamed("w:t", "w:delText", RUN + "/w:t")),
    "text that stays in a deletion": ("deletions", renamed("w:delText", "w:t", "//w:del/w:r/w:delText")),
    "a change by nobody": ("changes", unset("//w:ins[w:r]", "w:author")),
    "a change at no time": ("changes", unset("//w:del[w:r]", "w:date")),
    "a move without its end": ("moves", drop("//w:moveToRangeStart")),
    "a move not closed": ("moves", drop("//w:moveFromRangeEnd")),
    "a move of another name": ("moves", put("//w:moveToRangeStart", "w:name", "elsewhere")),
    "a text of the manifest gone": ("manifest", put("//*[@bookmark]", "bookmark", "_bg_gone", MANIFEST)),
    "a text of the manifest twice": ("manifest", twice("//*[@bookmark]", MANIFEST)),
    "a field not closed": ("marks of fields", drop("//w:r[w:fldChar/@w:fldCharType='end']")),
    "a field not closed in a footer": ("marks of fields", drop("//w:r[w:fldChar/@w:fldCharType='end']", FOOTER)),
    "a field not opened": ("marks of fields", drop("//w:r[w:fldChar/@w:fldCharType='begin']")),
    "a field not separated": ("marks of fields", drop("//w:r[w:fldChar/@w:fldCharType='separate']")),
    "a field separated twice": ("marks of fields", twice("//w:r[w:fldChar/@w:fldCharType='separate']")),
    "an instruction outside": ("marks of fields", insert(RUN, w("r", w("instrText", "PAGE")))),
    "a field that Word does not know": ("instructions of fields", reword("SEQ", "SEQUENCE")),
    "a field that shows nothing": ("results of fields", insert(RUN, *_field("PAGE", None))),
    "a field that shows a space": ("results of fields", insert(RUN, *_field("NUMPAGES", " "))),
    "a reference to nothing": ("targets", reword(r"REF _Ref\w+", "REF _Ref_gone")),
    "a page of nothing": ("targets", reword(r"PAGEREF \w+", "PAGEREF _bg_gone")),
    "a note's number of nothing": ("targets", insert(RUN, *_field("NOTEREF _bg_gone \\h", "1"))),
    "a link to nothing": ("targets", put("//w:hyperlink[@w:anchor]", "w:anchor", "_bg_gone")),
    "a link without target": ("targets", unset("//w:hyperlink[@w:anchor]", "w:anchor")),
    "a property that has changed": ("repetitions", write(f"{SHOWN}/vt:lpwstr", "Another", CUSTOM)),
    "a property of another name": ("repetitions", put(SHOWN, "name", "Another", CUSTOM)),
    "a title that has changed": ("repetitions", write("//w:r[w:rPr/w:rStyle/@w:val='BriefTitle']/w:t", "Another")),
    "a note's number of a text": ("numbers of notes", reword(r"REF (_Ref\w+)", r"NOTEREF \1")),
    "a paragraph's style gone": ("styles", put("//w:pStyle", "w:val", "Gone")),
    "a footnote's style gone": ("styles", put("//w:pStyle", "w:val", "Gone", NOTES)),
    "a style of another kind": ("styles", put("//w:rStyle", "w:val", "BodyText")),
    "a style twice": ("styles", twice("//w:style", STYLES)),
    "a style on none": ("styles", put("//w:basedOn", "w:val", "Gone", STYLES)),
    "a list gone": ("lists", put("//w:numId", "w:val", "9999")),
    "a list's definition gone": ("lists", put("//w:num/w:abstractNumId", "w:val", "9999", NUMBERING)),
    "a list's level gone": ("lists", put("//w:numPr/w:ilvl", "w:val", "9")),
    "a font that nobody describes": ("fonts", put("//w:rFonts", "w:ascii", "Arial", STYLES)),
    "a width that is no number": ("whole numbers", put("//w:tcW", "w:w", "12.5")),
    "a size that is no number": ("whole numbers", put("//w:sz", "w:val", "21.5", STYLES)),
    "a picture's size that is no number": ("whole numbers", put("//wp:extent", "cx", "1.5")),
    "no header row": ("header rows", drop(f"{TABLE}//w:tblHeader")),
    "tiles with a header row": ("header rows", insert("//w:tbl[1]/w:tr[1]/w:trPr/w:cantSplit", w("tblHeader"))),
    "a header row without its looks": ("header rows", put(f"{TABLE}//w:tblLook", "w:firstRow", "0")),
    "a header cell without words": ("header cells", _emptied(f"{TABLE}/w:tr[1]/w:tc[1]/w:p")),
    "a table without a title": ("titles of tables", drop("//w:tblCaption")),
    "a cell too few": ("rows and grids", drop(f"{TABLE}/w:tr[2]/w:tc[2]")),
    "a cell too many": ("rows and grids", twice(f"{TABLE}/w:tr[2]/w:tc[2]")),
    "a cell over two columns": (
        "rows and grids",
        insert(f"{TABLE}/w:tr[2]/w:tc[1]/w:tcPr/w:tcW", w("gridSpan", val=2)),
    ),
    "a table too wide": (
        "widths of tables",
        _both(
            put(f"{TABLE}/w:tblPr/w:tblW", "w:w", "14000"),
            put(f"{TABLE}/w:tblGrid/w:gridCol", "w:w", "9000"),
        ),
    ),
    "a table in the margin": ("widths of tables", insert("//w:tblPr/w:tblW", w("tblInd", w=-400, type="dxa"))),
    "two tables in touch": ("around tables", _with_two_tables_in_touch),
    "a cell without a paragraph": ("ends of cells", drop(f"{TABLE}/w:tr[2]/w:tc[2]/w:p")),
    "a level of headings skipped": ("heading levels", _skipping_a_level),
    "a first heading of the second level": (
        "heading levels",
        put("//w:pStyle[@w:val='Heading1']", "w:val", "Heading2"),
    ),
    "a heading without words": (
        "words of headings",
        drop("//w:p[w:pPr/w:pStyle/@w:val='Heading1']/w:r[w:t]"),
    ),
    "a picture of another size inside": ("sizes of pictures", put("//wp:extent", "cx", "12345")),
    "a picture wider than the text": (
        "sizes of pictures",
        _both(put("//wp:extent", "cx", "9000000"), put("//a:xfrm/a:ext", "cx", "9000000")),
    ),
    "a picture without words": ("texts of pictures", put(PICTURE, "descr", "")),
    "a picture without a text at all": ("texts of pictures", unset(PICTURE, "descr")),
    "a picture's id twice": ("texts of pictures", twice("//w:r[w:drawing]")),
    "a blank line": ("blank lines", insert("//w:body/w:p[2]", w("p", w("pPr", w("pStyle", val="BodyText"))))),
    "a line of a space": ("blank lines", insert("//w:body/w:p[2]", w("p", w("r", w("t", "\u00a0"))))),
    "a line's end in a paragraph alone": ("blank lines", insert("//w:body/w:p[2]", w("p", w("r", w("br"))))),
    "a table's end without a table": (
        "blank lines",
        insert("//w:body/w:p[2]", w("p", w("pPr", w("pStyle", val="TableEnd")))),
    ),
    "words from the right in a run from the left": ("direction of letters", write("//w:t", "لفظ")),
    "words from the left in a run from the right": (
        "direction of letters",
        insert(RUN, w("r", w("rPr", w("rtl")), w("t", "word"))),
    ),
    "words from the left in a run and an isolate from the right": (
        "direction of letters",
        insert(RUN, w("r", w("rPr", w("rtl")), w("t", "\u2067لفظ word\u2069"))),
    ),
    "words from the left behind an isolate in a run from the right": (
        "direction of letters",
        insert(RUN, w("r", w("rPr", w("rtl")), w("t", "\u2067word\u2069 word"))),
    ),
    "an isolate without an end": ("isolates", insert(RUN, w("r", w("t", "\u20665–7")))),
    "the end of no isolate": ("isolates", insert(RUN, w("r", w("t", "5–7\u2069")))),
    "an isolate in a picture's name": ("isolates", put("//wp:docPr", "name", "\u2066Figure 1\u2069")),
    "a table that runs the other way": ("direction of tables", insert("//w:tbl/w:tblPr/w:tblStyle", w("bidiVisual"))),
    "styles that turn alone": (
        "direction of tables",
        insert("//w:style[@w:default='1'][@w:type='paragraph']/w:pPr/w:spacing", w("bidi"), part=STYLES),
    ),
    "a size of Latin letters alone": ("complex scripts", drop("//w:style/w:rPr/w:szCs", STYLES)),
    "a weight of Latin letters alone": ("complex scripts", drop("//w:style/w:rPr/w:bCs", STYLES)),
    "a pale style": ("contrast", _pale),
    "pale words": (
        "contrast",
        insert(RUN, w("r", w("rPr", w("color", val="AAAAAA")), w("t", "pale"))),
    ),
    "a dark cell": ("contrast", _shaded),
    "a colour by hand": ("direct looks", insert(RUN, w("r", w("rPr", w("color", val="CC0000")), w("t", "red")))),
    "a font by hand": (
        "direct looks",
        insert(RUN, w("r", w("rPr", w("rFonts", ascii="Source Sans 3")), w("t", "sans"))),
    ),
    "a link without words": ("words of links", _emptied("//w:hyperlink[@r:id]/w:r")),
    "words set apart by tabs": ("text set apart", insert(RUN, w("r", w("tab"), w("tab"), w("t", "far")))),
    "words set apart by spaces": ("text set apart", insert(RUN, w("r", w("t", "near    far")))),
    "a page's end as a character": ("text set apart", insert(RUN, w("r", w("br", type="page")))),
}
"""What is done to a good document, by name, and the rule that must catch it."""

UNSEEN_BY_BOTH = frozenset(
    {
        "a blank line",
        "a bookmark closed before it opens",
        "a bookmark not closed",
        "a bookmark not closed in a footnote",
        "a bookmark over two parts",
        "a bookmark's name twice",
        "a bookmark's name twice in two parts",
        "a bookmark's name with a space",
        "a cell over two columns",
        "a cell too few",
        "a change at no time",
        "a colour by hand",
        "a comment without reference",
        "a comment's range not closed",
        "a comment's range not opened",
        "a control's id twice",
        "a dark cell",
        "a dirty field",
        "a dirty field in a footer",
        "a field not closed",
        "a field not closed in a footer",
        "a field not opened",
        "a field not separated",
        "a field separated twice",
        "a field that Word does not know",
        "a field that shows a space",
        "a field that shows nothing",
        "a first heading of the second level",
        "a font by hand",
        "a font that nobody describes",
        "a footnote called twice",
        "a footnote that nothing calls",
        "a footnote without its number",
        "a footnote's style gone",
        "a header cell without words",
        "a header row without its looks",
        "a heading without words",
        "a level of headings skipped",
        "a line of a space",
        "a line's end in a paragraph alone",
        "a link to a file",
        "a link to nothing",
        "a link without target",
        "a link without words",
        "a link's relationship that is not used",
        "a list's level gone",
        "a move not closed",
        "a move of another name",
        "a move without its end",
        "a note's number of a text",
        "a note's number of nothing",
        "a page of nothing",
        "a page's end as a character",
        "a pale style",
        "a paragraph's id twice",
        "a picture of another size inside",
        "a picture wider than the text",
        "a picture without a text at all",
        "a picture without words",
        "a property of another name",
        "a property that has changed",
        "a reference to nothing",
        "a relationship that is not used",
        "a rule that is not announced",
        "a size of Latin letters alone",
        "a style of another kind",
        "a table in the margin",
        "a table that runs the other way",
        "a table too wide",
        "a table without a title",
        "a table's end without a table",
        "a template outside",
        "a text of the manifest gone",
        "a text of the manifest twice",
        "a title that has changed",
        "a weight of Latin letters alone",
        "a control bound to another part",
        "a long tag",
        "a long title",
        "a node that binds nothing",
        "a node that is gone",
        "an empty control",
        "an empty title",
        "another text in a control",
        "another text in a node",
        "an extension that is not to be ignored",
        "an instruction outside",
        "an isolate in a picture's name",
        "an isolate without an end",
        "an older Word",
        "another language",
        "deleted text that is not in a deletion",
        "no header row",
        "no language",
        "no title",
        "pale words",
        "spaces that may be lost",
        "text that stays in a deletion",
        "the end of no isolate",
        "the library's name",
        "the template's font",
        "tiles with a header row",
        "two tables in touch",
        "words from the left behind an isolate in a run from the right",
        "words from the left in a run and an isolate from the right",
        "words from the left in a run from the right",
        "words from the right in a run from the left",
        "words set apart by spaces",
        "words set apart by tabs",
    }
)
"""What only our own lint sees."""

UNSEEN_BY_AUDIT = UNSEEN_BY_BOTH | {
    "a footnote called in a footer",
    "a part twice but for its case",
    "a picture's id twice",
    "a size that is no number",
    "a width that is no number",
}
"""What openxml-audit does not see, and of that the Open XML SDK only the five that stand here."""

UNSEEN_BY_SDK = UNSEEN_BY_BOTH | {
    "a cell without a paragraph",
    "a change's id twice",
    "a file of an unknown kind",
    "a list gone",
    "a list's definition gone",
    "a paragraph's style gone",
    "a part of nobody's",
    "a style on none",
}
"""What the Open XML SDK does not see, and of that openxml-audit all that stands here."""
