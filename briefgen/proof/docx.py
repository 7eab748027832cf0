"""The Word document as a reader finds it: its parts, read by the standard library alone."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import field, replace
from functools import cached_property
from hashlib import blake2b
from io import BytesIO
from string import ascii_uppercase
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, TreeBuilder, XMLParser, fromstring
from zipfile import ZipFile

from briefgen.frozen import frozen, mutable
from briefgen.model.drawing import Picture
from briefgen.model.remark import Remark
from briefgen.proof.expected import FormatProfile, LogoPlace
from briefgen.proof.reading import (
    COMMENT_ENDS,
    COMMENT_SIGN,
    COMMENT_STARTS,
    CONTROL,
    PAGE_BREAK,
    Squeezed,
    alternative_sign,
    comment_key,
    control_sign,
    joined,
    picture_sign,
    reading,
)

if TYPE_CHECKING:
    from briefgen.proof.charts import ReadNativeChart

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MAIN_PART, NOTES_PART, COMMENTS_PART = "word/document.xml", "word/footnotes.xml", "word/comments.xml"
BODY, SECTION = f"{W}body", f"{W}sectPr"
CALL = f"{W}footnoteReference"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
MAIN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
SVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
VML = "{urn:schemas-microsoft-com:vml}"
DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"

STORE = "{http://schemas.openxmlformats.org/officeDocument/2006/customXml}"
ITEM = re.compile(r"customXml/itemProps(\d+)\.xml")
FIGURES = "{urn:briefgen:figures}"
TAG, LONGEST_TAG, DIGEST = "fact:", 64, 9
"""How the tag of a fact's control begins, the characters that Word takes of one, and those at the end of one cut."""

CHUNK = 1 << 16
"""The bytes of the text's part that are parsed at a time."""

COUNTED = ("PAGE", "NUMPAGES")
"""The fields whose result Word counts for each page anew; they stand in a reading by their names, in braces."""


NATIVE = "chart"
"""The key of a chart that Word draws itself, which is told by what it says."""


def picture_key(picture: Picture) -> str:
    """A picture by its bytes, and those of its twin in SVG, which a Word document holds as they are."""
    if picture.plot:
        return NATIVE
    return "".join(key_of(data) for data in (picture.data, picture.outlines) if data)


def key_of(data: bytes) -> str:
    """A digest of an image's bytes."""
    return blake2b(data, digest_size=16).hexdigest()


def key_of_remark(remark: Remark) -> str:
    """A remark by what its comment must hold."""
    return comment_key(remark.author, remark.date.isoformat() if remark.date else "", remark.text)


FORM = FormatProfile(picture_key, LogoPlace.HEADS, note_number="{}", comment=key_of_remark, control=control_sign)


class Package:
    """The parts of a file, by name."""

    def __init__(self, data: bytes) -> None:
        self._archive = ZipFile(BytesIO(data))

    def __contains__(self, name: str) -> bool:
        return name in self.names

    @cached_property
    def names(self) -> Mapping[str, None]:
        """The names of the parts, in their order."""
        return dict.fromkeys(self._archive.namelist())

    def part(self, name: str) -> bytes:
        return self._archive.read(name)

    def xml(self, name: str) -> Element:
        return fromstring(self.part(name))  # noqa: S314  # what is read was written a moment ago

    def text(self) -> Iterator[Element]:
        """What the body holds, each element until the next is asked for; last the root, with what is beside the body.

        The elements of a long brief take ten times the room of their text, which is why they are never all there.
        Raises KeyError for a part without a body.
        """
        builder = TreeBuilder()
        around = builder.start("around", {})
        parser = XMLParser(target=builder)  # noqa: S314  # what is read was written a moment ago
        body = None
        with self._archive.open(MAIN_PART) as file:
            while chunk := file.read(CHUNK):
                parser.feed(chunk)
                if body is None:
                    body = around.find(f"*/{BODY}")
                if body is not None:
                    yield from _taken(body, len(body) - 1)
        parser.close()
        del parser, builder  # which hold the last elements
        if body is None:
            raise KeyError(BODY)
        yield from _taken(body, len(body))
        yield from around

    def relations(self, part: str) -> Mapping[str, str]:
        """What a part refers to, by the ids of the relationships: names of parts, and addresses outside."""
        folder, name = posixpath.split(part)
        relations = f"{folder}/_rels/{name}.rels"
        if relations not in self:
            return {}
        return {relation.get("Id", ""): _target(relation, folder) for relation in self.xml(relations).iter(RELATION)}


def _taken(element: Element, count: int) -> Iterator[Element]:
    """The first children of an element, which are taken out of it."""
    taken = element[: max(count, 0)]
    del element[: len(taken)]
    while taken:
        yield taken.pop(0)


def _target(relation: Element, folder: str) -> str:
    target = relation.get("Target", "")
    outside = relation.get("TargetMode") == "External"
    return target if outside else posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


@frozen
class Level:
    """A level of a list: the definition by which it counts, its text and form, and where it starts.

    `restarts` says that the list itself starts there, wherever others of its definition have come to.
    """

    definition: str
    text: str
    form: str
    start: int
    restarts: bool


@mutable
class ReadNumbering:
    """The signs and numbers that Word puts before the items of lists.

    Lists of one definition count together (ISO/IEC 29500-1, 17.9), each level anew behind an item of a higher one.
    `by_style` has the numbering properties of the styles that count by themselves.
    """

    levels: Mapping[tuple[str, int], Level]
    by_style: Mapping[str, Element] = field(default_factory=dict)
    counts: dict[tuple[str, int], int] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def label(self, properties: Element) -> str:
        """What stands before a paragraph with these numbering properties; counts it."""
        index, number = int(_value(properties, "ilvl") or 0), _value(properties, "numId")
        level = self.levels.get((number, index))
        if level is None:
            return ""
        before = self.counts.get((level.definition, index))
        is_first = level.restarts and (number, index) not in self.begun
        count = level.start if is_first or before is None else before + 1
        self.begun.add((number, index))
        self.counts = {key: n for key, n in self.counts.items() if key[0] != level.definition or key[1] < index}
        self.counts[level.definition, index] = count
        return level.text.replace(f"%{index + 1}", _shown(count, level.form))


def _shown(count: int, form: str) -> str:
    """A count in a form of numbers (ISO/IEC 29500-1, 17.18.59)."""
    if form in ("upperLetter", "lowerLetter"):
        letters = ascii_uppercase[(count - 1) % 26] * ((count - 1) // 26 + 1)
        return letters if form == "upperLetter" else letters.lower()
    return _roman(count) if form == "lowerRoman" else f"{count}"


def _roman(count: int) -> str:
    """A count in small Roman numerals: hundreds and tens as the ones, with other letters."""
    ones = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
    tens, hundreds = str.maketrans("ivx", "xlc"), str.maketrans("ivx", "cdm")
    return f"{ones[count // 100 % 10].translate(hundreds)}{ones[count // 10 % 10].translate(tens)}{ones[count % 10]}"


def _value(element: Element | None, name: str) -> str:
    child = element.find(f"{W}{name}") if element is not None else None
    return child.get(f"{W}val", "") if child is not None else ""


def _is_on(switch: Element | None) -> bool:
    return switch is not None and switch.get(f"{W}val") not in ("0", "false")


def numbering(part: Element, styles: Element) -> ReadNumbering:
    """The lists of a document: the text of each level and the number at which it starts, and the styles that count."""
    definitions = {
        definition.get(f"{W}abstractNumId", ""): list(definition.iter(f"{W}lvl"))
        for definition in part.iter(f"{W}abstractNum")
    }
    levels: dict[tuple[str, int], Level] = {}
    for instance in part.iter(f"{W}num"):
        starts = {o.get(f"{W}ilvl", ""): _value(o, "startOverride") for o in instance.iter(f"{W}lvlOverride")}
        name = _value(instance, "abstractNumId")
        for level in definitions.get(name, ()):
            index = level.get(f"{W}ilvl", "")
            start = int(starts.get(index) or _value(level, "start") or "1")
            text, form = _value(level, "lvlText"), _value(level, "numFmt")
            levels[instance.get(f"{W}numId", ""), int(index)] = Level(name, text, form, start, bool(starts.get(index)))
    return ReadNumbering(levels, dict(_counting(styles)))


def _counting(styles: Element) -> Iterator[tuple[str, Element]]:
    """The styles that count, each with its numbering properties, or those of the style on which it is based."""
    known = {style.get(f"{W}styleId", ""): style for style in styles.iter(f"{W}style")}
    for name in known:
        style, seen = known.get(name), {""}
        while style is not None and (numbered := style.find(f"{W}pPr/{W}numPr")) is None:
            seen.add(style.get(f"{W}styleId", ""))
            base = _value(style, "basedOn")
            style = None if base in seen else known.get(base)
        if style is not None and numbered is not None:
            yield name, numbered


BINDING = ("storeItemID", "prefixMappings", "xpath")
Node = tuple[str, ...]
"""A node to which controls can be bound: the id of its part, what its path's prefix stands for, and the path."""


@mutable
class Reader:
    """Reads one part after the other; lists and notes are those of the whole file.

    `relations` are those of the part that is read, `notes` the numbers of the footnotes by their ids, and `note` the
    number of the one that is read. `instruction` is that of the field last met, `counted` whether what follows is a
    result that Word counts anew, and `alternative` the alternative text of the picture that follows; `addresses` are
    those to which links lead, `leads` what these say of it, `comments` the keys of the comments by their ids, and
    `commented` the ids of those met; `charts` are those that Word draws. `nodes` are the facts and texts of the nodes
    of the part for figures, and `bound` are those of the controls met; `former` are a paragraph's properties before.
    `sections` are those met, and `removed` the ids of the footnotes whose calls a redline takes out.
    """

    package: Package
    numbering: ReadNumbering
    notes: Mapping[str, int] = field(default_factory=dict)
    relations: Mapping[str, str] = field(default_factory=dict)
    note: int = 0
    instruction: str = ""
    counted: bool = False
    alternative: str = ""
    addresses: list[str] = field(default_factory=list)
    leads: set[str] = field(default_factory=set)
    comments: Mapping[str, str] = field(default_factory=dict)
    commented: list[str] = field(default_factory=list)
    charts: list[ReadNativeChart] = field(default_factory=list)
    nodes: Mapping[Node, tuple[str, str]] = field(default_factory=dict)
    bound: set[Node] = field(default_factory=set)
    former: Element | None = None
    sections: list[Element] = field(default_factory=list)
    removed: set[str] = field(default_factory=set)

    def read(self, part: Element) -> str:
        """The characters of a part in reading order; paragraphs, cells and tabs are parted by white space."""
        return "".join([READS[element.tag](self, element) for element in part.iter() if element.tag in READS])

    def text(self, element: Element) -> str:
        return "" if self.counted else element.text or ""

    def line(self, _: Element) -> str:
        return "\n"

    def space(self, _: Element) -> str:
        return " "

    def former_properties(self, element: Element) -> str:
        """A change of a paragraph's properties, whose former ones follow and say nothing."""
        self.former = element.find(f"{W}pPr")
        return ""

    def before(self, element: Element) -> str:
        """What these properties put before a paragraph: a new page, and the sign or number of its list or style."""
        if element is self.former:
            return ""
        numbered = element.find(f"{W}numPr")
        if numbered is None:
            numbered = self.numbering.by_style.get(_value(element, "pStyle"))
        label = "" if numbered is None else f"{self.numbering.label(numbered)} "
        return f" {PAGE_BREAK} {label}" if _is_on(element.find(f"{W}pageBreakBefore")) else label

    def field_instruction(self, element: Element) -> str:
        self.instruction = (element.text or "").strip()
        return ""

    def field_mark(self, element: Element) -> str:
        """The start or end of a field's result; one that Word counts anew is given by the field's name."""
        self.counted = element.get(f"{W}fldCharType") == "separate" and self.instruction in COUNTED
        return f"{{{self.instruction}}}" if self.counted else ""

    def link(self, element: Element) -> str:
        """A link, of which only its text is seen; those inside the document have no relationship."""
        if leads := element.get(f"{W}tooltip"):
            self.leads.add(leads)
        if name := element.get(f"{R}id"):
            self.addresses.append(self.relations.get(name, ""))
        return ""

    def control(self, element: Element) -> str:
        """A fact's control, by the node to which it is bound: its tag must name that fact, its text be the node's."""
        properties = element.find(f"{W}sdtPr")
        tag = _value(properties, "tag")
        if properties is None or not tag.startswith(TAG):
            return ""
        binding = properties.find(f"{W}dataBinding")
        node = ("", "", "") if binding is None else tuple(binding.get(f"{W}{name}", "") for name in BINDING)
        fact, text = self.nodes.get(node, ("", ""))
        self.bound.add(node)
        is_named = tag == f"{TAG}{fact}" or (len(tag) == LONGEST_TAG and fact.startswith(tag[len(TAG) : -DIGEST]))
        said = "".join(each.text or "" for each in element.iter(f"{W}t"))
        return control_sign(fact, text) if is_named and said == text else f"{CONTROL}?"

    def section(self, element: Element) -> str:
        self.sections.append(element)
        return ""

    def removal(self, element: Element) -> str:
        self.removed.update(call.get(f"{W}id", "") for call in element.iter(CALL))
        return ""

    def note_call(self, _: Element) -> str:
        """The number of a note, of which nothing is known until all of the text has been read."""
        return "?"

    def note_number(self, _: Element) -> str:
        return str(self.note)

    def comment_start(self, element: Element) -> str:
        return f"{COMMENT_STARTS}{self._comment(element)}"

    def comment_end(self, element: Element) -> str:
        return f"{COMMENT_ENDS}{self._comment(element)}"

    def comment_sign(self, element: Element) -> str:
        self.commented.append(element.get(f"{W}id", ""))
        return f"{COMMENT_SIGN}{self._comment(element)}"

    def _comment(self, element: Element) -> str:
        return self.comments.get(element.get(f"{W}id", ""), "?")

    def across(self, element: Element) -> str:
        """The word across a page; the kind of its shape has none."""
        return f"{element.get('string', '')} "

    def drawing(self, element: Element) -> str:
        self.alternative = element.get("descr", "")
        return ""

    def picture(self, element: Element) -> str:
        """A picture and its twin by their bytes, which must be in the file, with the alternative text."""
        names = (self.relations.get(each.get(f"{R}embed", ""), "") for each in (element, *element.iter(SVG)))
        key = "".join(key_of(self.package.part(name)) if name in self.package else "nothing" for name in names)
        return f" {picture_sign(key)} {alternative_sign(self.alternative)} "

    def chart(self, element: Element) -> str:
        """A chart that Word draws, whose part and workbook are read."""
        from briefgen.proof.charts import read_chart  # only documents with charts need what reads workbooks

        name = self.relations.get(element.get(f"{R}id", ""), "")
        within = self.package.relations(name)
        part = self.package.xml(name)
        data = part.find(f"{CHART}externalData")
        book = within.get(data.get(f"{R}id", ""), "") if data is not None else ""
        self.charts.append(read_chart(part, self.package.part(book)))
        return f" {picture_sign(NATIVE)} {alternative_sign(self.alternative)} "


READS: Mapping[str, Callable[[Reader, Element], str]] = {
    f"{W}t": Reader.text,
    f"{W}delText": Reader.text,
    f"{W}p": Reader.line,
    f"{W}tab": Reader.space,
    f"{W}br": Reader.line,
    f"{W}pPr": Reader.before,
    f"{W}pPrChange": Reader.former_properties,
    f"{W}instrText": Reader.field_instruction,
    f"{W}fldChar": Reader.field_mark,
    f"{W}hyperlink": Reader.link,
    f"{W}sdt": Reader.control,
    CALL: Reader.note_call,
    SECTION: Reader.section,
    f"{W}del": Reader.removal,
    f"{W}moveFrom": Reader.removal,
    f"{W}footnoteRef": Reader.note_number,
    f"{W}commentRangeStart": Reader.comment_start,
    f"{W}commentRangeEnd": Reader.comment_end,
    f"{W}commentReference": Reader.comment_sign,
    f"{VML}textpath": Reader.across,
    f"{DRAWING}docPr": Reader.drawing,
    f"{MAIN}blip": Reader.picture,
    f"{CHART}chart": Reader.chart,
}
"""What each element says to a reader; all others say nothing by themselves."""


@frozen
class DocxContent:
    """What was read: text, links, each head and foot by its kind and pages ("header", "first"), title and language.

    `comments` are the keys of the comments that stand in the text, and `stray` those of comments that stand nowhere;
    `charts` are those that Word draws, and `unbound` the texts of nodes to which no control is bound.
    """

    text: Squeezed
    addresses: Sequence[str]
    leads: Set[str]
    heads: Mapping[tuple[str, str], Squeezed]
    title: str
    language: str
    comments: Sequence[str] = ()
    stray: Sequence[str] = ()
    charts: Sequence[ReadNativeChart] = ()
    unbound: Sequence[str] = ()


def read_docx(data: bytes) -> DocxContent:
    """Read a Word document."""
    package = Package(data)
    notes = footnotes(package)
    reader = Reader(
        package,
        numbering(package.xml("word/numbering.xml"), package.xml("word/styles.xml")),
        relations=package.relations(MAIN_PART),
    )
    reader.comments = comments(package)
    reader.nodes = nodes(package)
    core = package.xml("docProps/core.xml")
    text = _read_text(notes, reader) + _read_notes(notes, reader)
    return DocxContent(
        reading(text),
        reader.addresses,
        reader.leads,
        dict(_heads(reader.sections, reader)),
        core.findtext(f"{DUBLIN_CORE}title", ""),
        core.findtext(f"{DUBLIN_CORE}language", ""),
        [reader.comments.get(name, "?") for name in reader.commented],
        [key for name, key in reader.comments.items() if name not in reader.commented],
        reader.charts,
        [text for node, (_, text) in reader.nodes.items() if node not in reader.bound],
    )


def nodes(package: Package) -> dict[Node, tuple[str, str]]:
    """The facts and texts of the nodes to which the controls of facts can be bound."""
    found: dict[Node, tuple[str, str]] = {}
    for number in (match[1] for name in package.names if (match := ITEM.fullmatch(name))):
        item, root = package.xml(f"customXml/itemProps{number}.xml"), package.xml(f"customXml/item{number}.xml")
        start = f"/f:figures[@edition='{root.get('edition')}']"
        for node in root.iter(f"{FIGURES}figure"):
            fact, form = node.get("fact", ""), node.get("form", "")
            path = f"{start}/f:figure[@fact='{fact}'][@form='{form}']"
            found[item.get(f"{STORE}itemID", ""), "xmlns:f='urn:briefgen:figures'", path] = fact, node.text or ""
    return found


def comments(package: Package) -> dict[str, str]:
    """The keys of a file's comments by their ids."""
    if COMMENTS_PART not in package:
        return {}
    return {comment.get(f"{W}id", ""): _comment_key(comment) for comment in package.xml(COMMENTS_PART)}


def _comment_key(comment: Element) -> str:
    paragraphs = ("".join(text.text or "" for text in each.iter(f"{W}t")) for each in comment.iter(f"{W}p"))
    day = comment.get(f"{W}date", "").removesuffix("T00:00:00Z")
    return comment_key(comment.get(f"{W}author", ""), day, "\n".join(paragraphs))


def footnotes(package: Package) -> dict[str, Element]:
    """The footnotes of a file by their ids, without the rules above them."""
    if NOTES_PART not in package:
        return {}
    found = package.xml(NOTES_PART).iter(f"{W}footnote")
    return {note.get(f"{W}id", ""): note for note in found if note.get(f"{W}type", "normal") == "normal"}


def _read_text(notes: Mapping[str, Element], reader: Reader) -> str:
    """The characters of the text; the reader knows then its sections, and the numbers of the notes."""
    said: list[str] = []
    calls: dict[int, str] = {}
    for part in reader.package.text():
        for element in part.iter():
            if read := READS.get(element.tag):
                if element.tag == CALL:
                    calls[len(said)] = element.get(f"{W}id", "")
                said.append(read(reader, element))
    reader.notes = note_numbers(list(calls.values()), reader.removed, notes)
    for at, name in calls.items():
        said[at] = str(reader.notes[name])
    return "".join(said)


def note_numbers(called: Sequence[str], removed: Set[str], notes: Mapping[str, Element]) -> dict[str, int]:
    """The number of each footnote by its id, given those that the text calls: Word counts them in that order.

    One that a redline takes out and calls again elsewhere is one note.
    """
    kept = {_plain(notes[name]): name for name in called if name in notes and name not in removed}
    same = {name: kept.get(_plain(notes[name]), name) for name in called if name in notes and name in removed}
    numbers = {name: number for number, name in enumerate(dict.fromkeys(same.get(n, n) for n in called), 1)}
    return {name: numbers[same.get(name, name)] for name in called}


def _plain(note: Element) -> str:
    return "".join(note.itertext())


def _read_notes(notes: Mapping[str, Element], reader: Reader) -> str:
    """The footnotes behind the text in the order of their numbers, each once; those that nothing calls come last."""
    texts: dict[int, str] = {}
    outside, reader.relations = reader.relations, reader.package.relations(NOTES_PART)
    last = len(reader.notes)
    for name in sorted(notes, key=lambda name: reader.notes.get(name, last + 1)):
        reader.note = reader.notes.get(name, last + 1 + len(texts))
        if reader.note not in texts:
            texts[reader.note] = reader.read(notes[name])
    reader.relations = outside
    return "".join(texts.values())


def _heads(sections: Sequence[Element], reader: Reader) -> Iterator[tuple[tuple[str, str], Squeezed]]:
    """The heads and feet that the sections name, once where they are the same.

    Those of the first page are there only where a section asks for them, and no other than the first may.
    """
    found: dict[tuple[str, str], list[Squeezed]] = {}
    for number, section in enumerate(sections):
        different = section.find(f"{W}titlePg") is not None
        for kind in ("header", "footer"):
            for reference in section.iter(f"{W}{kind}Reference"):
                pages = reference.get(f"{W}type", "")
                name = reader.relations.get(reference.get(f"{R}id", ""), "")
                if name and (different or pages != "first"):
                    own = replace(reader, relations=reader.package.relations(name))
                    read, known = reading(own.read(reader.package.xml(name))), found.setdefault((kind, pages), [])
                    if read.text not in {each.text for each in known} or (number and pages == "first"):
                        known.append(read)
    yield from ((key, joined(texts)) for key, texts in found.items())
