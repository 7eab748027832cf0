"""The PDF as a reader finds it: text, pictures and outline as PDFium gives them, which is what browsers read with."""

from __future__ import annotations

import re
import struct
import zlib
from bisect import bisect_left
from codecs import utf_16_le_decode
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from ctypes import addressof, byref, c_int, c_uint, create_string_buffer, sizeof, string_at
from dataclasses import field
from functools import cached_property, partial
from hashlib import blake2b
from itertools import repeat
from typing import Any
from xml.etree import ElementTree

import pypdfium2.raw as pdfium
from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

from briefgen.frozen import frozen, mutable
from briefgen.model.drawing import Picture
from briefgen.proof.expected import FormatProfile, LogoPlace
from briefgen.proof.glyph_order import as_lines, as_read_from_right, in_reading_order, labels, placed_texts
from briefgen.proof.reading import Squeezed, alternative_sign, joined, picture_sign, reading, squeezed
from briefgen.proof.stand_ins import with_stand_ins
from briefgen.proof.strokes import Traced, alike, found_in, wanted_of
from briefgen.theme import Theme

PLAIN = {"Caption", "P", "TOC", "Table", *(f"H{level}" for level in range(1, 7))}
"""Elements in which neither figures nor notes belong; one that stands there is not found, which is a fault as well."""
NOTES = {"Note", "FENote"}
"""What a note is in PDF 1.7 and in PDF 2.0."""
PACKET = re.compile(rb"<x:xmpmeta.*?</x:xmpmeta>", re.DOTALL)
TITLE_IN_PACKET = ".//{http://purl.org/dc/elements/1.1/}title//{http://www.w3.org/1999/02/22-rdf-syntax-ns#}li"
USUAL_TEXT = 256
"""The bytes that a text of the structure, or of one object, seldom needs more of."""


def told(ask: Callable[[Any, int], int], room: Any) -> str:
    """A text that PDFium gives when it is asked, in the room or in more where that is too small.

    `ask` takes a room and its size, and gives how many bytes the text has, with a zero at its end.
    """
    length = ask(room, sizeof(room))
    if length > sizeof(room):
        return told(ask, room_for(length))
    return utf_16_le_decode(string_at(room, max(length - 2, 0)), "replace", True)[0]


def room_for(length: int) -> Any:
    """Room for the characters of a text of so many bytes."""
    return (pdfium.FPDF_WCHAR * (length // 2 + 1))()


@mutable
class Tags:
    """The marks of a page that belong to figures, with their number and alternative text, and to notes, by their id."""

    figures: dict[int, tuple[int, str]] = field(default_factory=dict)
    notes: dict[int, str] = field(default_factory=dict)


def tags_of(page: PdfPage) -> Tags:
    """Read the structure of a page (ISO 32000-1, 14.7)."""
    tags, room = Tags(), room_for(USUAL_TEXT)
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    if not tree:
        return tags
    try:
        for index in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            if element := pdfium.FPDF_StructTree_GetChildAtIndex(tree, index):
                _read(element, tags, room)
    finally:
        pdfium.FPDF_StructTree_Close(tree)
    return tags


def _read(element: Any, tags: Tags, room: Any) -> None:
    """Look for figures and notes in an element; `room` is for its texts."""
    kind = told(partial(pdfium.FPDF_StructElement_GetType, element), room)
    if kind == "Figure":
        number = len(tags.figures)
        alternative = told(partial(pdfium.FPDF_StructElement_GetAltText, element), room)
        tags.figures |= dict.fromkeys(_marks(element), (number, alternative))
    elif kind in NOTES:
        tags.notes |= dict.fromkeys(_marks(element), told(partial(pdfium.FPDF_StructElement_GetID, element), room))
    elif kind not in PLAIN:
        for child in _children(element):
            _read(child, tags, room)


def _children(element: Any) -> list[Any]:
    """The elements in an element that have to do with the page; of a long document's most have not."""
    indexes = range(pdfium.FPDF_StructElement_CountChildren(element))
    return list(filter(None, map(pdfium.FPDF_StructElement_GetChildAtIndex, repeat(element), indexes)))


def _marks(element: Any) -> Iterator[int]:
    """The marks of an element and of all below it."""
    for index in range(pdfium.FPDF_StructElement_CountChildren(element)):
        child = pdfium.FPDF_StructElement_GetChildAtIndex(element, index)
        if child:
            yield from _marks(child)
        elif (mark := pdfium.FPDF_StructElement_GetChildMarkedContentID(element, index)) >= 0:
            yield mark


SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"})
"""PDFium gives these characters in their parts."""
HAS_LIGATURE = re.compile("[ﬀ-ﬆ]")
CONTEXT, AROUND = 24, 8
"""The characters looked at on either side of a hyphen at a line's end, and those of them by which a word is told."""
HYPHENS = re.compile("[\ufffe\u0002]|-(?=\\s*\\Z)")
"""PDFium gives one of these for a hyphen that ends a line, and then no end of the line; a page may end in a hyphen."""
PNG = b"\x89PNG\r\n\x1a\n"
OPAQUE = (0, 2, 3)
FILL = 0xFF
PILCROW = "¶"
JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def pdf_form(theme: Theme, known: KnownPictures) -> FormatProfile:
    """How the PDF prints, by its house style, pictures that are known."""
    capitals = frozenset(role for role, style in theme.styles.items() if style.capitals)
    return FormatProfile(
        known.key, LogoPlace.TEXT, capitals, SUPERSCRIPTS, _as_read, charts_are_drawn=True, end=PILCROW
    )


def _as_read(text: str) -> str:
    return text.translate(LIGATURES) if HAS_LIGATURE.search(text) else text


def _image_key(data: bytes) -> str:
    """A picture's size in pixels and, where a PDF holds its bytes as they are, a digest of these."""
    size, held = _png(data) if data.startswith(PNG) else _jpeg(data)
    return _key(size, held) if held else _key(size)


def _key(size: tuple[int, int], data: bytes = b"") -> str:
    digest = blake2b(data, digest_size=16).hexdigest() if data else "redrawn"
    return f"{size[0]}×{size[1]}:{digest}"


def _chart_key(traced: Traced) -> str:
    return f"{len(traced.outlines)} shapes:{blake2b(repr(traced).encode(), digest_size=16).hexdigest()}"


class KnownPictures:
    """The pictures that there should be, by which those that are read are told: charts by their shapes."""

    def __init__(self, pictures: Iterable[Picture], *, by_glyphs: bool = False) -> None:
        self.by_glyphs = by_glyphs
        self._pictures = tuple(pictures)
        self._keys: dict[int, str] = {}
        self._charts: dict[tuple[tuple[str, ...], str], list[tuple[Traced, str]]] = {}
        for picture in self._pictures:
            self._keys[id(picture)] = self._chart_key(picture) if picture.drawing else _image_key(picture.data)
        self.keys = frozenset(self._keys.values())

    def as_read(self, text: str) -> str:
        """A text as it is read in the file."""
        return as_read_from_right(_as_read(text)) if self.by_glyphs else _as_read(text)

    def _chart_key(self, picture: Picture) -> str:
        """The key of a chart, which may be drawn as usual or lower."""
        drawings = filter(None, (picture.drawing, picture.lower))
        all_wanted = [wanted_of(drawing, self.as_read) for drawing in drawings]
        key = _chart_key(all_wanted[0])
        for wanted in all_wanted:
            self._charts.setdefault((wanted.colours, wanted.text), []).append((wanted, key))
        return key

    def key(self, picture: Picture) -> str:
        """The key of one of the pictures."""
        return self._keys[id(picture)]

    def chart(self, found: Traced) -> str:
        """The key of the chart that is drawn so, or one of no chart."""
        charts = self._charts.get((found.colours, found.text), ())
        return next((key for wanted, key in charts if alike(wanted, found)), None) or _chart_key(found)


def _png(data: bytes) -> tuple[tuple[int, int], bytes]:
    """The size of a PNG and, if it is opaque and its rows are in order, its compressed rows."""
    chunks = list(_chunks(data))
    width, height, _, kind, _, _, interlaced = struct.unpack(">IIBBBBB", chunks[0][1])
    if kind not in OPAQUE or interlaced or any(name == b"tRNS" for name, _ in chunks):
        return (width, height), b""
    return (width, height), b"".join(content for name, content in chunks if name == b"IDAT")


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    position = len(PNG)
    while position + 8 <= len(data):
        length, name = struct.unpack_from(">I4s", data, position)
        yield name, data[position + 8 : position + 8 + length]
        position += length + 12


def _jpeg(data: bytes) -> tuple[tuple[int, int], bytes]:
    """The size of a JPEG and, if it is grey or in three colours, its bytes (ITU-T T.81, B.2.2)."""
    position = 2
    while data[position + 1] not in JPEG_FRAMES:
        # Any number of bytes may fill the room before a marker.
        is_fill = data[position + 1] == FILL
        position += 1 if is_fill else 2 + struct.unpack_from(">H", data, position + 2)[0]
    height, width, components = struct.unpack_from(">HHB", data, position + 5)
    return (width, height), data if components in (1, 3) else b""


@frozen
class PdfContent:
    """What was read: each page's text with its pictures, links, the outline with its pages, title and language.

    `leads` are what its links say of where they lead. `notes` are those at the feet of the pages, each by its id; one
    that goes on over a page's end is there twice.
    """

    pages: Sequence[Squeezed]
    notes: Sequence[tuple[str, Squeezed]]
    addresses: Sequence[str]
    leads: Set[str]
    outline: Sequence[tuple[str, int]]
    title: str
    language: str
    attachments: Mapping[str, bytes]


STRETCH = 100
"""The pages after which a file is opened anew, since PDFium keeps what it has read of the structure until it closes."""


def read_pdf(data: bytes, known: KnownPictures, wanted: str = "", as_given: list[str] | None = None) -> PdfContent:
    """Read a PDF; a picture that is none of those known is told by its size, and a chart by the shapes that it has.

    `wanted` is all the text that there should be, by which hyphens of words that had to be cut are told. The texts of
    the pages as PDFium gives them are added to those `as_given`, unless it is not given the file as it is.
    """
    texts, notes, addresses = list[Squeezed](), list[tuple[str, Squeezed]](), list[str]()
    leads = set[str]()
    given, stand_ins = with_stand_ins(data) if known.by_glyphs else (data, {})
    for document, page in _pages(given):
        text, foot = _text(page, known, wanted, stand_ins, None if known.by_glyphs else as_given)
        texts.append(text)
        notes += foot
        for said, address in _links(document, page):
            leads.add(said)
            addresses += [address] if address else []
    with PdfDocument(data) as document:
        title = document.get_metadata_value("Title") or _title_in_packet(data)
        outline, language = list(_outline(document)), _language(document)
        return PdfContent(texts, notes, addresses, leads, outline, title, language, _attachments(document))


def _pages(data: bytes) -> Iterator[tuple[PdfDocument, PdfPage]]:
    """The pages, each until the next is asked for, with the document in which it is open."""
    start, count = 0, 1
    while start < count:
        with PdfDocument(data) as document:
            count = len(document)
            for number in range(start, min(start + STRETCH, count)):
                page = document[number]
                yield document, page
                page.close()
        start += STRETCH


def _title_in_packet(data: bytes) -> str:
    """The title that the metadata say, which PDFium does not read and of PDF 2.0 are all that there is (XMP, 7.3)."""
    packets = PACKET.findall(data)
    with suppress(ElementTree.ParseError):
        return ElementTree.fromstring(packets[-1]).findtext(TITLE_IN_PACKET, "") if packets else ""  # noqa: S314
    return ""


def _text(
    page: PdfPage, known: KnownPictures, wanted: str, stand_ins: Mapping[int, str], as_given: list[str] | None
) -> tuple[Squeezed, list[tuple[str, Squeezed]]]:
    """A page's text with its pictures, and the notes at its foot."""
    text = page.get_textpage()
    if as_given is not None:
        as_given.append(text.get_text_range())
    tags = tags_of(page)
    drawn = PageByGlyphs(page, text, tags, stand_ins) if known.by_glyphs else DrawnPage(page, text, wanted)
    read = drawn.reading()
    foot: list[tuple[str, Squeezed]] = []
    if tags.figures or tags.notes:
        figures, notes = _found(drawn, tags)
        for offset, name in reversed(notes):
            read, note = read.parted(offset)
            foot.insert(0, (name, note))
        for figure in reversed(figures):
            read = _with_figure(read, figure, known)
    text.close()
    return read, foot


def _hyphenated(text: str, wanted: str) -> str:
    """The text with hyphens where lines end, but without those of words that are wanted whole and had to be cut."""
    if not HYPHENS.search(text):
        return text
    parts = HYPHENS.split(text)
    found = parts[0]
    for part in parts[1:]:
        before, behind = squeezed(found[-CONTEXT:])[-AROUND:], squeezed(part[:CONTEXT])[:AROUND]
        is_before_page_end = before in wanted and f"{before}-" not in wanted
        is_cut = f"{before}-{behind}" not in wanted and (f"{before}{behind}" in wanted or is_before_page_end)
        found += f"\n{part}" if is_cut else f"-\n{part}"
    return found


@mutable
class FoundFigure:
    """A figure on a page: where in the page's text it begins, its alternative text, and what is drawn with its text."""

    offset: int
    alternative: str
    items: list[tuple[Any, str]] = field(default_factory=list)


def _with_figure(read: Squeezed, figure: FoundFigure, known: KnownPictures) -> Squeezed:
    """The reading with a figure's signs, and its words as they are drawn, since PDFium sorts those of a line."""
    words = joined(reading(f" {text} ") for _, text in figure.items if squeezed(text))
    before, rest = read.parted(figure.offset)
    _, behind = rest.parted(len(words.text))
    read = joined([before, words, behind])
    for sign in reversed(_signs(figure, known)):
        read = read.with_sign(sign, figure.offset)
    return read


class DrawnPage:
    """What is drawn on a page: its objects in order, each with its mark, and where they stand in the page's text."""

    def __init__(self, page: PdfPage, text: PdfTextPage, wanted: str = "") -> None:
        self._text = text
        self._wanted = wanted
        self._room = room_for(USUAL_TEXT)
        self._page = page

    @cached_property
    def _items(self) -> list[Any]:
        return [pdfium.FPDFPage_GetObject(self._page, at) for at in range(pdfium.FPDFPage_CountObjects(self._page))]

    @cached_property
    def _order(self) -> dict[int, int]:
        return {addressof(item.contents): number for number, item in enumerate(self._items)}

    def reading(self) -> Squeezed:
        """The text of the page."""
        return reading(self._whole(-1))

    def _whole(self, count: int) -> str:
        """The text of the page, or of its first characters as PDFium counts them, without hyphens that cut words."""
        return _hyphenated(self._text.get_text_range(0, count), self._wanted)

    def marked(self) -> Iterator[tuple[int, int]]:
        """The number of each object, and its mark."""
        return enumerate(map(pdfium.FPDFPageObj_GetMarkedContentID, self._items))

    def item(self, number: int) -> tuple[Any, str]:
        """An object with its own text."""
        item = self._items[number]
        if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_TEXT:
            return item, ""
        return item, HYPHENS.sub("-", told(partial(pdfium.FPDFTextObj_GetText, item, self._text), self._room))

    def offset(self, number: int) -> int:
        """How many characters of the page's text are of objects before one.

        Within a line PDFium sorts words by their place; what it is asked for here begins a line.
        """
        characters = range(self._text.count_chars())
        return len(squeezed(self._whole(bisect_left(characters, number, key=self._object_at))))

    def _object_at(self, character: int) -> int:
        """The object that a character is of; of one that PDFium has added, as a line's end, the one behind it."""
        for place in range(character, self._text.count_chars()):
            if item := pdfium.FPDFText_GetTextObject(self._text, place):
                return self._order.get(addressof(item.contents), len(self._items))
        return len(self._items)


class PageByGlyphs(DrawnPage):
    """What is drawn on a page with words from the right, read by the order of its glyphs."""

    def __init__(self, page: PdfPage, text: PdfTextPage, tags: Tags, stand_ins: Mapping[int, str]) -> None:
        super().__init__(page, text)
        self._drawings = tags.figures
        self._texts = placed_texts(text, self._items, stand_ins)
        self._ordered = in_reading_order(self._texts, self._drawings)

    def reading(self) -> Squeezed:
        return reading(as_lines(self._ordered))

    @cached_property
    def _labels(self) -> dict[int, str]:
        """What each label of a drawing says, by the object that it begins with; other objects of it say nothing."""
        drawn = [each for each in self._texts if each.mark in self._drawings]
        found = dict.fromkeys((each.number for each in drawn), "")
        for label in labels(drawn):
            found[min(each.number for each in label)] = "".join(each.text for each in label)
        return found

    def marked(self) -> Iterator[tuple[int, int]]:
        return iter(sorted(super().marked(), key=lambda each: each[1]))

    def item(self, number: int) -> tuple[Any, str]:
        return self._items[number], self._labels.get(number, "")

    def offset(self, number: int) -> int:
        mark = pdfium.FPDFPageObj_GetMarkedContentID(self._items[number])
        index = next((at for at, each in enumerate(self._ordered) if each.mark >= mark), len(self._ordered))
        return len(squeezed(as_lines(self._ordered[:index])))


def _found(drawn: DrawnPage, tags: Tags) -> tuple[list[FoundFigure], list[tuple[int, str]]]:
    """The figures of a page, and where in its text each of its notes begins."""
    figures: dict[int, FoundFigure] = {}
    notes: list[tuple[int, str]] = []
    for item, mark in drawn.marked():
        if mark in tags.figures:
            number, alternative = tags.figures[mark]
            if number not in figures:
                figures[number] = FoundFigure(drawn.offset(item), alternative)
            figures[number].items.append(drawn.item(item))
        elif mark in tags.notes and (not notes or notes[-1][1] != tags.notes[mark]):
            notes.append((drawn.offset(item), tags.notes[mark]))
    return list(figures.values()), notes


def _signs(figure: FoundFigure, known: KnownPictures) -> list[str]:
    """How a figure stands in the text: each picture of it, and then its alternative text."""
    images = [item for item, _ in figure.items if pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_IMAGE]
    keys = [_picture(item, known) for item in images] or [known.chart(found_in(figure.items))]
    alternative = known.as_read(figure.alternative) if known.by_glyphs else figure.alternative
    return [*map(picture_sign, keys), alternative_sign(alternative)]


def _picture(item: Any, known: KnownPictures) -> str:
    width, height = c_uint(), c_uint()
    pdfium.FPDFImageObj_GetImagePixelSize(item, byref(width), byref(height))
    size = (width.value, height.value)
    length = pdfium.FPDFImageObj_GetImageDataRaw(item, None, 0)
    data = create_string_buffer(length)
    pdfium.FPDFImageObj_GetImageDataRaw(item, data, length)
    key = _key(size, data.raw)
    return key if key in known.keys else _key(size)


def _links(document: PdfDocument, page: PdfPage) -> Iterator[tuple[str, str]]:
    """What each link of the page says of where it leads, and its address, if that is outside of the document."""
    position, link, room = c_int(), pdfium.FPDF_LINK(), room_for(USUAL_TEXT)
    while pdfium.FPDFLink_Enumerate(page, byref(position), byref(link)):
        annotation = pdfium.FPDFLink_GetAnnot(page, link)
        said, address = told(partial(pdfium.FPDFAnnot_GetStringValue, annotation, b"Contents"), room), b""
        pdfium.FPDFPage_CloseAnnot(annotation)
        action = pdfium.FPDFLink_GetAction(link)
        if pdfium.FPDFAction_GetType(action) == pdfium.PDFACTION_URI:
            path = create_string_buffer(pdfium.FPDFAction_GetURIPath(document, action, None, 0))
            pdfium.FPDFAction_GetURIPath(document, action, path, len(path))
            address = path.value
        yield said, address.decode("latin-1")


def _outline(document: PdfDocument) -> Iterator[tuple[str, int]]:
    """The titles of the outline, each with the page, from 1, to which it leads; 0 where it leads nowhere."""
    for entry in document.get_toc():
        target = entry.get_dest()
        page = target.get_index() if target else None
        yield entry.get_title(), 0 if page is None else page + 1


def _attachments(document: PdfDocument) -> dict[str, bytes]:
    """What the document carries, by name."""
    found = [document.get_attachment(index) for index in range(document.count_attachments())]
    return {attachment.get_name(): _content(bytes(attachment.get_data())) for attachment in found}


def _content(data: bytes) -> bytes:
    """An attachment's bytes: of an empty one PDFium gives the compressed form."""
    return b"" if data == zlib.compress(b"") else data


def _language(document: PdfDocument) -> str:
    return told(partial(pdfium.FPDFCatalog_GetLanguage, document), room_for(USUAL_TEXT))


def page_texts(data: bytes) -> list[str]:
    """The text of each page, lines and all, in reading order; a line that ends in a hyphen goes on in the next."""
    pdf = PdfDocument(data)
    try:
        return [_legible(page.get_textpage().get_text_range()) for page in pdf]
    finally:
        pdf.close()


def _legible(text: str) -> str:
    return HYPHENS.sub("-", text).replace("\r\n", "\n")
