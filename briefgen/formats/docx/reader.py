"""Reading a reviewer's Word document, whatever Word or LibreOffice have made of its XML."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import field, replace

from docx.opc.constants import RELATIONSHIP_TYPE as RT

from briefgen.codes import REFERENCE_DAMAGED
from briefgen.formats.docx.chart_reader import word_chart
from briefgen.formats.docx.comments import EXTENDED
from briefgen.formats.docx.fact_controls import TAG, tag_of
from briefgen.formats.docx.lists import Lists
from briefgen.formats.docx.markup import Element, attribute, qualified, value_of
from briefgen.formats.docx.safe_open import SAVE_AGAIN, Opened, Relation, UnfitError, opened
from briefgen.formats.docx.styles import NUMBERED_PARAGRAPH
from briefgen.formats.docx.word_model import (
    NOTE,
    PICTURE,
    CommentRange,
    FactControl,
    Item,
    Manifest,
    TrackedChange,
    WordChart,
    WordComment,
    WordDocument,
    WordParagraph,
    WordRow,
    WordRun,
    WordTable,
    WordThing,
    WordTick,
    base_name,
    lines_of,
)
from briefgen.frozen import frozen, mutable
from briefgen.model.blocks import BOX
from briefgen.model.characters import has_words_from_right
from briefgen.model.direction import without_isolates

CONTENTS = ("toc ", "table of figures")
"""How the names of styles begin whose lines the program makes by itself."""

_CALLS = {qualified(f"w:{kind}Reference"): kind for kind in ("footnote", "endnote")}
_MARKS = {
    "w:strike": "struck through",
    "w:dstrike": "struck through",
    "w:vanish": "hidden",
    "w:highlight": "highlighted",
}
_EFFECTS = {"w:u": "underlined", "w:color": "coloured", "w:caps": "in capitals", "w:smallCaps": "in small capitals"}
_OFF = ("0", "false", "off", "none", "auto")
_WRAPPERS = {
    qualified(f"w:{name}") for name in ("smartTag", "sdt", "sdtContent", "customXml", "fldSimple", "bdo", "dir")
}
_CONTROL, _ASKS = qualified("w:sdt"), f"{qualified('w:sdtPr')}/{qualified('w:showingPlcHdr')}"
_CHECKBOX = qualified("w14:checkbox")
_TICKS = ("☑", "☒", "✓", "✔", "✗", "✘", "x", "X")
"""The signs of ticked boxes: Word's own, and what people type over an empty one."""

_ANSWERS = "answers"
"""The name of the style of lines with boxes to tick, as it is looked for."""
_FACT, _FORM = re.compile(r"\[@fact='([^']*)'\]"), re.compile(r"\[@form='([^']*)'\]")
_BOUNDS = {qualified("w:commentRangeStart"): True, qualified("w:commentRangeEnd"): False}
_ADDED = {qualified("w:ins"), qualified("w:moveTo")}
_GONE = {qualified("w:del"), qualified("w:moveFrom")}
_SIGNS = {
    "w:tab": "\t",
    "w:ptab": "\t",
    "w:br": "\n",
    "w:cr": "\n",
    "w:noBreakHyphen": "\u2011",
    "w:softHyphen": "\u00ad",
}
_RAISED = {"superscript": 1, "subscript": -1}
_HYPERLINK = re.compile(r'\s*HYPERLINK\s+(?:\\[a-z]\s+)*"([^"]+)"', re.IGNORECASE)
_NUMBER_FIELD = re.compile(r"\s*REF\s+(\w+)\s+.*\\[nr]\b", re.IGNORECASE)
_HEADING = re.compile(r"heading ([1-9])\b")
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_TEXTS = {qualified("w:t"), qualified("w:delText")}
_THINGS = {qualified(f"w:{name}") for name in ("drawing", "pict", "object", "ruby")}
_EQUATIONS = {f"{_MATHS}oMath", f"{_MATHS}oMathPara"}
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/"
_PICTURE, _GRAPHIC = f"{_DRAWING}picture}}pic", f"{_DRAWING}main}}graphicData"
_WORD_ART = "{urn:schemas-microsoft-com:vml}textpath"
_OLD_PICTURE = "{urn:schemas-microsoft-com:vml}imagedata"
_CHART = re.compile(r"/(?:chart|chartex|diagram)$")
_NEW_CELL, _GONE_CELL = qualified("w:cellIns"), qualified("w:cellDel")
_MERGED = {qualified("w:vMerge"), qualified("w:cellMerge")}
_OTHER_FILES = {qualified("w:altChunk"), qualified("w:subDoc")}
_HOLDERS = {
    qualified("w:txbxContent"): ("box", ""),
    qualified("a:blip"): ("picture", qualified("r:embed")),
    "{urn:schemas-microsoft-com:vml}imagedata": ("picture", qualified("r:id")),
    qualified("c:chart"): ("chart", qualified("r:id")),
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds": ("diagram", qualified("r:dm")),
}
"""What a drawing can hold: its kind, and the attribute that names its part."""

MOST_COLUMNS = 63
"""The columns that a table of Word's can have."""

_SPACES = re.compile(r"[\t\n\r]")
_PRIVATE_USE = range(0xE000, 0xF900)
_CHARACTERS = {qualified(name): sign for name, sign in _SIGNS.items()}


def read_reviewed(data: bytes, *, only_text: bool = False) -> WordDocument:
    """The document of a Word file. Raises UnfitError for what is none, damaged, protected by a password or harmful.

    If `only_text` is wanted, a document with macros, embedded objects or links to other files is read, too.
    """
    return read_document(opened(data, only_text=only_text))


def read_document(document: Opened) -> WordDocument:
    """The document of a Word file that has been opened. Raises UnfitError where its parts are damaged."""
    return _Reader(document).reviewed()


@mutable
class _State:
    """What holds for the runs that are being read."""

    link: str = ""
    inserted: TrackedChange | None = None
    deleted: TrackedChange | None = None
    control: FactControl | None = None


@mutable
class _Field:
    """A field that is being read: its instruction as far as it goes, and whether that is still being read."""

    code: str = ""
    in_code: bool = True

    @property
    def repeats_call(self) -> bool:
        """Whether the field's result is the number of a footnote."""
        return self.code.lstrip().upper().startswith("NOTEREF")

    @property
    def repeats(self) -> str:
        """The bookmark whose paragraph's number is the field's result."""
        found = _NUMBER_FIELD.match(self.code)
        return found[1] if found else ""

    @property
    def repeats_style(self) -> bool:
        """Whether the field's result is what stands elsewhere in some style."""
        return self.code.lstrip().upper().startswith("STYLEREF")

    @property
    def link(self) -> str:
        """The address that the field's result leads to."""
        found = _HYPERLINK.match(self.code)
        return found[1] if found else ""


@mutable
class _Making:
    """A line in the making."""

    pieces: list[WordRun] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    comments: list[CommentRange] = field(default_factory=list)
    ticks: list[WordTick] = field(default_factory=list)

    @property
    def length(self) -> int:
        return sum(len(piece.text) for piece in self.pieces)


class _Reader:
    """Reads one file, and follows the fields, which may go over several paragraphs."""

    def __init__(self, document: Opened) -> None:
        self._document = document
        self._links: dict[str, str] = {}
        self._parts: dict[str, Relation] = {}
        self._styles = self._character_and_paragraph_styles()
        self._listing = ListFinder(self._related(RT.NUMBERING), self._styles)
        self._fields: list[_Field] = []
        self._contents: list[WordParagraph] = []
        self._bounds: set[tuple[str, bool]] = set()
        self._seen = Counter[str]()
        self._nodes = self._texts_of_nodes()
        self._in_margins = self._in_answers = False
        self._drawn: list[WordChart] = []
        self._breaks: list[str] = []
        self._broken = False

    def reviewed(self) -> WordDocument:
        body = self._part(self._document.main).find(qualified("w:body"))
        if body is None:
            raise UnfitError(REFERENCE_DAMAGED, "it is damaged: its main part has no text", SAVE_AGAIN)
        return WordDocument(
            tuple(self._items(body)),
            {**dict(self._notes(RT.FOOTNOTES, "footnote")), **dict(self._notes(RT.ENDNOTES, "endnote"))},
            tuple(self._margins()),
            tuple(self._comments()),
            self._manifest(),
            tuple(self._contents),
            self._seen["picture"],
            self._seen["chart"],
            tuple(self._drawn),
            tuple(self._breaks),
        )

    def _related(self, kind: str) -> Element | None:
        name = self._document.related(self._document.main, kind)
        return self._part(name) if name and name in self._document else None

    def _part(self, name: str) -> Element:
        """A part that is read next, without the fields in it that begin and never end and would go on to its end."""
        self._links, self._parts = self._external_links(name), self._document.relations(name)
        part = self._document.xml(name)
        _choose_alternatives(part)
        begun: list[Element] = []
        for sign in part.iter(qualified("w:fldChar")):
            kind = attribute(sign, "w:fldCharType")
            if kind == "begin":
                begun.append(sign)
            elif kind == "end" and begun:
                begun.pop()
        for sign in begun:
            if (run := sign.getparent()) is not None:
                run.remove(sign)
        return part

    def _external_links(self, name: str) -> dict[str, str]:
        """The addresses of a part's links, by their ids."""
        folder, _, name = name.rpartition("/")
        part = f"{folder}/_rels/{name}.rels"
        if part not in self._document:
            return {}
        relations = self._document.xml(part)
        return {
            each.get("Id", ""): each.get("Target", "") for each in relations if each.get("TargetMode") == "External"
        }

    def _character_and_paragraph_styles(self) -> dict[str, Element]:
        styles = self._related(RT.STYLES)
        if styles is None:
            return {}
        return {attribute(style, "w:styleId") or "": style for style in styles.iterchildren(qualified("w:style"))}

    def _style_name(self, identity: str) -> str:
        style = self._styles.get(identity)
        name = style.find(qualified("w:name")) if style is not None else None
        return (attribute(name, "w:val") or "" if name is not None else identity).lower()

    def _items(self, elements: Iterable[Element]) -> Iterator[Item]:
        for element in elements:
            if element.tag == qualified("w:p"):
                line = self._line(element)
                if line.style.startswith(CONTENTS):
                    self._contents.append(line)
                else:
                    yield line
            elif element.tag == qualified("w:tbl"):
                yield WordTable(tuple(self._rows(element)))
            elif element.tag in _WRAPPERS or element.tag in _ADDED or element.tag in _GONE:
                yield from self._items(element)
            elif element.tag in _OTHER_FILES:
                yield WordParagraph((self._thing(WordRun(""), element),))

    def _rows(self, elements: Element) -> Iterator[WordRow]:
        for element in elements:
            if element.tag == qualified("w:tr"):
                properties = element.find(qualified("w:trPr"))
                cells = list(_cells_in(element))
                yield WordRow(
                    tuple(tuple(lines_of(self._items(cell))) for cell in cells),
                    _mark_in(properties, "w:ins"),
                    _mark_in(properties, "w:del"),
                    tuple(map(_span, cells)),
                    is_merged=any(map(_is_merged, cells)),
                    came=frozenset(n for n, cell in enumerate(cells) if cell.find(f"*/{_NEW_CELL}") is not None),
                    went=frozenset(n for n, cell in enumerate(cells) if cell.find(f"*/{_GONE_CELL}") is not None),
                )
            elif element.tag in _WRAPPERS:
                yield from self._rows(element)

    def _count(self, thing: Element) -> None:
        """Count the pictures and charts in a thing."""
        self._seen["picture"] += sum(1 for _ in thing.iter(_PICTURE, _OLD_PICTURE))
        self._seen["chart"] += sum(1 for each in thing.iter(_GRAPHIC) if _CHART.search(each.get("uri", "")))

    def _read_charts(self, thing: Element, state: _State) -> None:
        """Read the charts in a thing that was not deleted."""
        named = next(thing.iter(qualified("wp:docPr")), None)
        name, alt = ("", "") if named is None else (named.get("name", ""), named.get("descr", ""))
        for each in () if state.deleted else thing.iter(qualified("c:chart")):
            part = self._parts.get(attribute(each, "r:id") or "")
            if part is not None and part.target in self._document:
                self._drawn.append(word_chart(self._document, part.target, name, alt))

    def _line(self, paragraph: Element) -> WordParagraph:
        making, properties = _Making(), paragraph.find(qualified("w:pPr"))
        style = "" if properties is None else self._style_name(value_of(properties, "pStyle"))
        self._in_answers = style == _ANSWERS
        self._read(paragraph, _State(), making)
        end = properties.find(qualified("w:rPr")) if properties is not None else None
        self._note_breaks(paragraph, properties, "".join(piece.text for piece in making.pieces).strip())
        listed = ListPosition()
        if properties is not None:
            listed = ListPosition() if style.startswith(_COUNTED) else self._listing.of(properties)
        return WordParagraph(
            tuple(making.pieces),
            tuple(making.names),
            style,
            listed.depth,
            listed.list,
            listed.numbered,
            _mark_in(end, "w:ins", "w:moveTo"),
            _mark_in(end, "w:del", "w:moveFrom"),
            tuple(making.comments),
            outline=self._outline(properties),
            first=listed.first,
            ticks=tuple(making.ticks),
            restyled=_mark_in(properties, "w:pPrChange"),
        )

    def _note_breaks(self, paragraph: Element, properties: Element | None, text: str) -> None:
        """Note the text at which a page or a section begins by hand: that of the line, or of the next that has one."""
        breaks = (each for each in paragraph.iter(qualified("w:br")) if attribute(each, "w:type") in ("page", "column"))
        self._broken |= _is_on("w:pageBreakBefore", properties) or any(_is_kept(each) for each in breaks)
        if self._broken and text:
            self._breaks.append(text)
            self._broken = False
        self._broken |= properties is not None and properties.find(qualified("w:sectPr")) is not None

    def _outline(self, properties: Element | None) -> int:
        """The level of a heading, which its style or one on which that is based names; 0 for other lines."""
        style = "" if properties is None else value_of(properties, "pStyle")
        seen: set[str] = set()
        while style not in seen and (found := self._styles.get(style)) is not None:
            if heading := _HEADING.match(self._style_name(style)):
                return int(heading[1])
            seen.add(style)
            style = value_of(found, "basedOn")
        level = "" if properties is None else value_of(properties, "outlineLvl")
        return int(level) + 1 if level.isdigit() and int(level) < BODY_LEVEL else 0

    def _read(self, elements: Iterable[Element], state: _State, making: _Making) -> None:
        for element in elements:
            tag = element.tag
            if tag == qualified("w:r"):
                self._run(element, state, making)
            elif tag in _ADDED:
                self._read(element, replace(state, inserted=_mark(element)), making)
            elif tag in _GONE:
                self._read(element, replace(state, deleted=_mark(element)), making)
            elif tag == qualified("w:hyperlink"):
                address = self._links.get(attribute(element, "r:id") or "", "")
                self._read(element, replace(state, link=address), making)
            elif tag in _WRAPPERS:
                self._wrapped(element, state, making)
            elif tag in _EQUATIONS or tag in _OTHER_FILES:
                _add(making, self._thing(WordRun("", inserted=state.inserted, deleted=state.deleted), element))
            elif tag == qualified("w:bookmarkStart"):
                making.names.append(base_name(attribute(element, "w:name") or ""))
            elif tag in _BOUNDS:
                self._bound(attribute(element, "w:id") or "", making, is_start=_BOUNDS[tag])

    def _wrapped(self, element: Element, state: _State, making: _Making) -> None:
        """Read what stands in an element that has no text of its own; what asks for a figure in a control is none."""
        box = element.find(f"{qualified('w:sdtPr')}/{_CHECKBOX}")
        if box is not None and self._in_answers:
            self._box(element, box, state, making)
            return
        control = self._control(element) if element.tag == _CONTROL else None
        if control is None or element.find(_ASKS) is None:
            self._read(element, replace(state, control=control) if control else state, making)

    def _box(self, control: Element, box: Element, state: _State, making: _Making) -> None:
        """A box that can be ticked, as it went out, with what programs have moved into its control."""
        inner = _Making()
        self._read(control, state, inner)
        making.names += inner.names
        making.comments += [replace(each, at=making.length) for each in inner.comments]
        said = "".join(piece.text for piece in inner.pieces if not piece.deleted).strip()
        if state.deleted is None and (_is_ticked(box) or said in _TICKS):
            mark = next(control.iter(*_ADDED), None)
            making.ticks.append(WordTick(making.length, "" if mark is None else _mark(mark).author))
        making.pieces.append(WordRun(BOX, inserted=state.inserted, deleted=state.deleted))
        if said not in (BOX, "", *_TICKS):
            making.pieces += inner.pieces

    def _control(self, element: Element) -> FactControl | None:
        """A fact's control, with what the node says to which it is bound; none of other controls."""
        properties = element.find(qualified("w:sdtPr"))
        tag = "" if properties is None else value_of(properties, "tag")
        if properties is None or not tag.startswith(TAG):
            return None
        binding = properties.find(qualified("w:dataBinding"))
        path = "" if binding is None else attribute(binding, "w:xpath") or ""
        fact, form = (found[1] if (found := each.search(path)) else "" for each in (_FACT, _FORM))
        fact = fact if tag_of(fact) == tag else tag.removeprefix(TAG)
        self._seen["control"] += 1
        node = self._nodes.get((fact, form), "")
        return FactControl(fact, value_of(properties, "id"), node, self._seen["control"])

    def _run(self, run: Element, state: _State, making: _Making) -> None:
        properties = run.find(qualified("w:rPr"))
        bold, italic = self._look(run, properties)
        restyled = _mark_in(properties, "w:rPrChange")
        link = state.link or next((each.link for each in self._fields if each.link), "")
        look = WordRun(
            "",
            bold,
            italic,
            "",
            link,
            state.inserted,
            state.deleted,
            restyled,
            marks=_marks(properties),
            effects=_effects(properties),
            raised=self._raised(properties),
            repeats_call=any(each.repeats_call for each in self._fields),
            repeats=next((each.repeats for each in self._fields if each.repeats), ""),
            control=state.control,
        )
        for element in run:
            if element.tag == qualified("w:fldChar"):
                self._follow_field(attribute(element, "w:fldCharType") or "")
            elif any(each.in_code for each in self._fields):
                if element.tag == qualified("w:instrText"):
                    self._fields[-1].code += element.text or ""
            elif self._in_margins and any(each.repeats_style for each in self._fields):
                continue
            elif element.tag == qualified("w:commentReference"):
                self._bound(attribute(element, "w:id") or "", making, is_start=False)
            elif element.tag in _THINGS:
                self._count(element)
                self._read_charts(element, state)
                _add(making, self._thing(look, element))
            else:
                _add(making, _piece(element, look))

    def _bound(self, comment: str, making: _Making, *, is_start: bool) -> None:
        """Note where a comment begins, or ends: with its range, or else where it is called."""
        if (comment, is_start) not in self._bounds:
            self._bounds.add((comment, is_start))
            making.comments.append(CommentRange(comment, making.length, is_start))

    def _follow_field(self, kind: str) -> None:
        """A field's instruction stands before its result, and is no text."""
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].in_code = False
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _raised(self, properties: Element | None) -> int:
        """Whether a run is raised or lowered, by its own properties or those of its character style."""
        style = None if properties is None else self._styles.get(value_of(properties, "rStyle"))
        inherited = style.find(qualified("w:rPr")) if style is not None else None
        said = (value_of(each, "vertAlign") for each in (properties, inherited) if each is not None)
        return _RAISED.get(next(filter(None, said), ""), 0)

    def _thing(self, look: WordRun, element: Element) -> WordRun:
        """A thing that is no text, with the words and the parts in it."""
        paragraphs = list(element.iter(qualified("w:p"))) or [element]
        said = qualified("w:t"), f"{_MATHS}t", qualified("a:t")
        texts = ("".join(each.text or "" for each in one.iter(*said)) for one in paragraphs)
        bent = (each.get("string", "") for each in element.iter(_WORD_ART))
        shows = " ".join(" ".join((*texts, *bent)).split())
        if element.tag in _OTHER_FILES:
            shows = "another file"
        return replace(look, text=PICTURE, shows=shows, things=tuple(self._things(element)))

    def _things(self, element: Element) -> Iterator[WordThing]:
        """What a drawing, an object or an equation holds."""
        named = next(element.iter(qualified("wp:docPr")), None)
        alt = "" if named is None else named.get("descr") or named.get("title") or ""
        if element.tag in _EQUATIONS or element.tag == qualified("w:ruby"):
            yield WordThing("equation" if element.tag in _EQUATIONS else "ruby")
            return
        for each in _held(element):
            kind, name = _HOLDERS[each.tag]
            part = self._parts.get(each.get(name, "")) if name else None
            if not name:
                yield WordThing(kind, items=tuple(self._items(each)))
            elif part is not None:
                yield WordThing(kind, part.target, alt or each.get("alt", ""))

    def _look(self, run: Element, properties: Element | None) -> tuple[bool, bool]:
        """Whether a run is bold and italic, by its own properties or those of its character style."""
        if properties is None:
            return False, False
        style = self._styles.get(value_of(properties, "rStyle"))
        inherited = style.find(qualified("w:rPr")) if style is not None else None
        name = self._style_name(value_of(properties, "rStyle"))
        weight, slant = _switches_of(run, properties)
        bold, italic = (
            _switch(properties, *own) if _switch(properties, *own) is not None else _is_on(of_style, inherited)
            for own, of_style in ((weight, "w:b"), (slant, "w:i"))
        )
        is_strong = name.startswith("strong") and _switch(properties, *weight) is not False
        is_stressed = name == "emphasis" and _switch(properties, *slant) is not False
        return bold or is_strong or _has_bold_face(properties), italic or is_stressed

    def _notes(self, part: str, kind: str) -> Iterator[tuple[str, tuple[Item, ...]]]:
        notes = self._related(part)
        for note in notes if notes is not None else ():
            is_text = (attribute(note, "w:type") or "normal") == "normal"
            if note.tag == qualified(f"w:{kind}") and is_text:
                yield _number(note, kind), tuple(self._items(note))

    def _margins(self) -> Iterator[str]:
        """The texts of headers and footers, each once, but for what they repeat of the text while it is edited."""
        found = []
        self._in_margins = True
        for relation in self._document.relations(self._document.main).values():
            if relation.kind in (RT.HEADER, RT.FOOTER) and relation.target in self._document:
                found += [line.shown for line in lines_of(self._items(self._part(relation.target)))]
        self._in_margins = False
        return iter(dict.fromkeys(filter(str.strip, found)))

    def _comments(self) -> Iterator[WordComment]:
        part = self._related(RT.COMMENTS)
        if part is None:
            return
        threads = self._threads()
        owners: dict[str, str] = {}
        for element in part.iterchildren(qualified("w:comment")):
            identity = attribute(element, "w:id") or ""
            paragraphs = list(element.iter(qualified("w:p")))
            lines = [self._line(paragraph) for paragraph in paragraphs]
            text = "\n".join(line.shown for line in lines).strip()
            last = (attribute(paragraphs[-1], "w14:paraId") or "") if paragraphs else ""
            owners[last] = identity
            parent, done = threads.get(last, ("", False))
            author = attribute(element, "w:author") or ""
            yield WordComment(identity, author, attribute(element, "w:date") or "", text, owners.get(parent, ""), done)

    def _threads(self) -> dict[str, tuple[str, bool]]:
        """By the id of a comment's last paragraph: that of the comment which it answers, and whether it is resolved."""
        part = self._related(EXTENDED)
        return {
            attribute(each, "w15:paraId") or "": (
                attribute(each, "w15:paraIdParent") or "",
                (attribute(each, "w15:done") or "0") not in _OFF,
            )
            for each in (part if part is not None else ())
        }

    def _manifest(self) -> Manifest | None:
        for root in self._items_of_data():
            if root.tag == qualified("m:manifest"):
                texts = list(root.iterchildren(qualified("m:text")))
                return Manifest(
                    root.get("edition", ""),
                    root.get("version", ""),
                    {text.get("bookmark", ""): text.get("id", "") for text in texts},
                    {text.get("bookmark", ""): text.get("sha256", "") for text in texts},
                )
        return None

    def _texts_of_nodes(self) -> dict[tuple[str, str], str]:
        """The texts of the nodes to which controls of facts are bound, by the fact and the number of its form."""
        roots = (root for root in self._items_of_data() if root.tag == qualified("f:figures"))
        nodes = (node for root in roots for node in root.iterchildren(qualified("f:figure")))
        return {(n.get("fact", ""), n.get("form", "")): without_isolates(n.text or "") for n in nodes}

    def _items_of_data(self) -> Iterator[Element]:
        """The roots of the custom XML parts."""
        for relation in self._document.relations(self._document.main).values():
            if relation.kind == RT.CUSTOM_XML and relation.target in self._document:
                yield self._document.xml(relation.target)


def _is_ticked(box: Element) -> bool:
    checked = box.find(qualified("w14:checked"))
    return checked is not None and (attribute(checked, "w14:val") or "1") not in _OFF


def _piece(element: Element, look: WordRun) -> WordRun:
    """What an element of a run adds to its line, with the look of the run; nothing for a page's end beside a space."""
    if element.tag in _TEXTS:
        return replace(look, text=_SPACES.sub(" ", without_isolates(element.text or "")))
    if element.tag == qualified("w:br") and (attribute(element, "w:type") or "") in ("page", "column"):
        return replace(look, text="\n") if _parts_words(element) else look
    if element.tag in _CHARACTERS:
        return replace(look, text=_CHARACTERS[element.tag])
    if element.tag == qualified("w:sym"):
        return _symbol(look, element)
    if element.tag in _CALLS:
        return replace(look, text=NOTE, note=_number(element, _CALLS[element.tag]))
    return look


def _parts_words(page_end: Element) -> bool:
    """Whether a page's or column's end stands between two words of a paragraph, and no space beside it."""
    before = behind = ""
    paragraph = next(page_end.iterancestors(qualified("w:p")), page_end)
    for each in paragraph.iter(page_end.tag, *_TEXTS):
        if each is page_end:
            behind = " "
        elif not behind.strip():
            before, behind = (before, each.text or behind) if behind else (each.text or before, "")
    return bool(before.strip() and behind.strip()) and not (before[-1].isspace() or behind[0].isspace())


def _cells_in(elements: Element) -> Iterator[Element]:
    """The cells of a row, and not those of tables in them."""
    for element in elements:
        if element.tag == qualified("w:tc"):
            yield element
        elif element.tag in _WRAPPERS:
            yield from _cells_in(element)


def _span(cell: Element) -> int:
    """How many columns a cell takes."""
    properties = cell.find(qualified("w:tcPr"))
    span = "" if properties is None else value_of(properties, "gridSpan")
    return int(span) if span.isdigit() and 0 < int(span) <= MOST_COLUMNS else 1


def _is_merged(cell: Element) -> bool:
    """Whether a cell is one with others at its side or below."""
    return _span(cell) > 1 or any(each.tag in _MERGED for each in cell.iterfind("*/*"))


def _held(element: Element) -> Iterator[Element]:
    """What a drawing holds, without what stands in its boxes."""
    for child in element:
        if child.tag in _HOLDERS:
            yield child
        else:
            yield from _held(child)


def _symbol(look: WordRun, element: Element) -> WordRun:
    """A character by its number; a thing where that means something in one typeface alone."""
    number = attribute(element, "w:char") or ""
    with suppress(ValueError, OverflowError):
        if (code := int(number, 16)) not in _PRIVATE_USE:
            return replace(look, text=chr(code))
    return replace(look, text=PICTURE, shows=f"sign {number} of {attribute(element, 'w:font') or 'a typeface'}")


def _is_kept(element: Element) -> bool:
    """Whether nobody has deleted an element, tracked."""
    return not any(each.tag in _GONE for each in element.iterancestors())


def _number(element: Element, kind: str) -> str:
    """The number of a footnote, or of an endnote, which are counted apart."""
    number = attribute(element, "w:id") or ""
    return number if kind == "footnote" else f"{kind} {number}"


def _add(making: _Making, piece: WordRun) -> None:
    """Add characters, as one piece with those before them where they are of one look."""
    last = making.pieces[-1] if making.pieces else None
    if last and not last.note and not piece.note and replace(last, text="") == replace(piece, text=""):
        making.pieces[-1] = replace(last, text=last.text + piece.text)
    elif piece.text:
        making.pieces.append(piece)


def _choose_alternatives(part: Element) -> None:
    """Let the first choice of each set of alternatives take its place (ISO/IEC 29500-3, 9)."""
    for element in list(part.iter(qualified("mc:AlternateContent"))):
        if (parent := element.getparent()) is not None:
            at = parent.index(element)
            parent[at : at + 1] = list(next(iter(element), ()))


def _mark(element: Element) -> TrackedChange:
    author, date, identity = (attribute(element, f"w:{name}") or "" for name in ("author", "date", "id"))
    return TrackedChange(author, date, identity)


def _mark_in(parent: Element | None, *names: str) -> TrackedChange | None:
    """The first of some marks that an element holds."""
    found = (parent.find(qualified(name)) for name in names) if parent is not None else ()
    return next((_mark(element) for element in found if element is not None), None)


def _switch(properties: Element, *names: str) -> bool | None:
    """Whether the first of some properties that is there is on or off; none, "1" and "true" all say that it is on."""
    found = (element for name in names if (element := properties.find(qualified(name))) is not None)
    element = next(found, None)
    return None if element is None else (attribute(element, "w:val") or "1") not in _OFF


def _switches_of(run: Element, properties: Element) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What says whether a run is bold, and whether italic; for complex scripts that is their own, where it is said."""
    is_complex = _is_on("w:rtl", properties) or _is_on("w:cs", properties)
    if is_complex or any(has_words_from_right(each.text or "") for each in run.iter(*_TEXTS)):
        return ("w:bCs", "w:b"), ("w:iCs", "w:i")
    return ("w:b",), ("w:i",)


def _is_on(name: str, *holders: Element | None) -> bool:
    """Whether the first of some properties that says so has something on."""
    said = (_switch(holder, name) for holder in holders if holder is not None)
    return next((is_on for is_on in said if is_on is not None), False)


def _marks(properties: Element | None) -> tuple[str, ...]:
    """What a reviewer has made of characters by hand that the content has no way to say."""
    if properties is None:
        return ()
    return tuple(dict.fromkeys(mark for name, mark in _MARKS.items() if _is_on(name, properties)))


def _effects(properties: Element | None) -> tuple[str, ...]:
    """What else characters have by hand that the house has a way of its own for, or none."""
    if properties is None:
        return ()
    found = [effect for name, effect in _EFFECTS.items() if _is_on(name, properties)]
    shading = properties.find(qualified("w:shd"))
    fill = attribute(shading, "w:fill") if shading is not None else None
    return (*found, *(["shaded"] if (fill or "auto") not in _OFF else []))


def _has_bold_face(properties: Element) -> bool:
    """Whether the run is set in a bold face of its own, as the house's families may have one."""
    fonts = properties.find(qualified("w:rFonts"))
    face = (attribute(fonts, "w:ascii") or "") if fonts is not None else ""
    return face.lower().endswith(("bold", "demi"))


_COUNTED = ("heading", "question", NUMBERED_PARAGRAPH.casefold())
"""How the names of styles begin that count what is no item of a list."""

BODY_LEVEL = 9
"""The outline level of what is no heading (ISO/IEC 29500-1, 17.3.1.20)."""

UNCOUNTED = ("bullet", "none", "")
"""The forms of signs that are no numbers."""


@frozen
class ListPosition:
    """How deep an item stands from 0, -1 for what is none; the id of its list, whether that has numbers, from where."""

    depth: int = -1
    list: str = ""
    numbered: bool = False
    first: int = 1


@frozen
class ListFinder:
    """The lists of a document, and its styles by their ids."""

    numbering: Element | None
    styles: Mapping[str, Element]

    def of(self, properties: Element) -> ListPosition:
        """What a paragraph with these properties is in a list."""
        found = list(self._numberings(properties))
        number = next((name for each in found if (name := value_of(each, "numId"))), "0")
        if number == "0":
            return ListPosition()
        depth = next((own for each in found if (own := value_of(each, "ilvl")).isdigit()), "0")
        level = Lists(self.numbering, {}).named(number, depth)
        form = "" if level is None else value_of(level, "numFmt")
        first = "" if level is None else value_of(level, "start")
        return ListPosition(int(depth), number, form not in UNCOUNTED, int(first) if first.isdecimal() else 1)

    def _numberings(self, properties: Element) -> Iterator[Element]:
        """What the paragraph says of its list, then its style, then that on which this is based."""
        seen: set[str] = set()
        holder: Element | None = properties
        style = value_of(properties, "pStyle")
        while holder is not None:
            numbering = holder.find(qualified("w:numPr"))
            if numbering is not None:
                yield numbering
            if style in seen or style not in self.styles:
                return
            seen.add(style)
            holder = self.styles[style].find(qualified("w:pPr"))
            holder = self.styles[style] if holder is None else holder
            style = value_of(self.styles[style], "basedOn")
