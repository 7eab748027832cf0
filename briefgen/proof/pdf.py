"""The PDF as a reader finds it: text, pictures and outline as PDFium gives them, which is what browsers read with."""

from __future__ import annotations

import re
import struct
from collections.abc import Container, Iterator, Sequence
from ctypes import byref, c_int, c_ubyte, c_uint, c_ulong, create_string_buffer, sizeof
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import pypdfium2.raw as pdfium
from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

from briefgen.model.figure import Picture
from briefgen.proof.expected import Form
from briefgen.proof.reading import Reading, alternative_sign, picture_sign, reading, squeezed
from briefgen.theme import Theme

SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"})
"""PDFium gives these characters in their parts."""
REPEATED = re.compile("([\u0300-\u036f])\\1+")
"""PDFium gives what is drawn twice in one place once, and so an accent that is written twice."""
HYPHENS = ("\ufffe", "\u0002")
"""PDFium gives one of these for a hyphen that ends a line, and then no end of the line."""
PNG = b"\x89PNG\r\n\x1a\n"
LONGEST_TEXT = 1 << 16
"""The characters for which there is room where PDFium gives a text: more than stand on any line."""
OPAQUE = (0, 2, 3)
JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def pdf_form(theme: Theme) -> Form:
    """How the PDF prints, by its house style."""
    capitals = frozenset(role for role, style in theme.styles.items() if style.capitals)
    return Form(picture_key, capitals, SUPERSCRIPTS, _as_read)


def _as_read(text: str) -> str:
    return REPEATED.sub(r"\1", text.translate(LIGATURES))


def picture_key(picture: Picture) -> str:
    """A picture by its size in pixels and, where a PDF holds its bytes as they are, by these."""
    size, data = _png(picture.data) if picture.data.startswith(PNG) else _jpeg(picture.data)
    return _key(size, data) if data else _key(size)


def _key(size: tuple[int, int], data: bytes = b"") -> str:
    digest = blake2b(data, digest_size=16).hexdigest() if data else "redrawn"
    return f"{size[0]}×{size[1]}:{digest}"


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
        position += 2 + struct.unpack_from(">H", data, position + 2)[0]
    height, width, components = struct.unpack_from(">HHB", data, position + 5)
    return (width, height), data if components in (1, 3) else b""


@dataclass(frozen=True)
class PortableDocument:
    """What was read: each page's text with its pictures, links, the outline with its pages, title and language."""

    pages: Sequence[Reading]
    addresses: Sequence[str]
    outline: Sequence[tuple[str, int]]
    title: str
    language: str


def read_pdf(data: bytes, known: Container[str]) -> PortableDocument:
    """Read a PDF; a picture whose bytes are none of those known is told by its size alone."""
    document = PdfDocument(data)
    texts, addresses = list[Reading](), list[str]()
    try:
        for page in document:
            texts.append(_text(page, known))
            addresses += _addresses(document, page)
            page.close()
        title = document.get_metadata_value("Title")
        return PortableDocument(texts, addresses, list(_outline(document)), title, _language(document))
    finally:
        document.close()


def _text(page: PdfPage, known: Container[str]) -> Reading:
    text = page.get_textpage()
    read = reading(REPEATED.sub(r"\1", _hyphenated(text.get_text_range())))
    for offset, sign in reversed(list(_pictures(page, text, known))):
        read = read.with_sign(sign, offset)
    text.close()
    return read


def _hyphenated(text: str) -> str:
    for hyphen in HYPHENS:
        text = text.replace(hyphen, "-\n")
    return text


def _pictures(page: PdfPage, text: PdfTextPage, known: Container[str]) -> Iterator[tuple[int, str]]:
    """The pictures of a page with their alternative texts, each at its offset in the page's text."""
    objects = [pdfium.FPDFPage_GetObject(page, index) for index in range(pdfium.FPDFPage_CountObjects(page))]
    kinds = [pdfium.FPDFPageObj_GetType(item) for item in objects]
    if pdfium.FPDF_PAGEOBJ_IMAGE not in kinds:
        return
    last = len(kinds) - kinds[::-1].index(pdfium.FPDF_PAGEOBJ_IMAGE)
    room = (pdfium.FPDF_WCHAR * LONGEST_TEXT)()
    offset = 0
    for item, kind in zip(objects[:last], kinds, strict=False):
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            length = pdfium.FPDFTextObj_GetText(item, text, room, sizeof(room))
            offset += len(squeezed(_decoded(room, length)))
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            yield offset, picture_sign(_picture(item, known))
            yield offset, alternative_sign(_alternative(item))


def _picture(item: Any, known: Container[str]) -> str:
    width, height = c_uint(), c_uint()
    pdfium.FPDFImageObj_GetImagePixelSize(item, byref(width), byref(height))
    size = (width.value, height.value)
    length = pdfium.FPDFImageObj_GetImageDataRaw(item, None, 0)
    data = create_string_buffer(length)
    pdfium.FPDFImageObj_GetImageDataRaw(item, data, length)
    key = _key(size, data.raw)
    return key if key in known else _key(size)


def _alternative(item: Any) -> str:
    """The alternative text of the marked content in which something is drawn (ISO 32000-1, 14.9.3)."""
    for index in range(pdfium.FPDFPageObj_CountMarks(item)):
        mark = pdfium.FPDFPageObj_GetMark(item, index)
        length = c_ulong()
        if pdfium.FPDFPageObjMark_GetParamBlobValue(mark, b"Alt", None, 0, byref(length)):
            text = (c_ubyte * length.value)()
            pdfium.FPDFPageObjMark_GetParamBlobValue(mark, b"Alt", text, length, byref(length))
            return bytes(text).decode("utf-16", "replace")
    return ""


def _decoded(text: Any, length: int) -> str:
    """The text that PDFium put into a room for characters; `length` is in bytes and counts a zero at its end."""
    return bytes(memoryview(text).cast("B")[: max(length - 2, 0)]).decode("utf-16-le", "replace")


def _addresses(document: PdfDocument, page: PdfPage) -> Iterator[str]:
    """The addresses outside the document to which the page's links lead."""
    position, link = c_int(), pdfium.FPDF_LINK()
    room = create_string_buffer(LONGEST_TEXT)
    while pdfium.FPDFLink_Enumerate(page, byref(position), byref(link)):
        action = pdfium.FPDFLink_GetAction(link)
        if pdfium.FPDFAction_GetType(action) == pdfium.PDFACTION_URI:
            length = pdfium.FPDFAction_GetURIPath(document, action, room, LONGEST_TEXT)
            yield room.raw[: max(length - 1, 0)].decode("latin-1")


def _outline(document: PdfDocument) -> Iterator[tuple[str, int]]:
    """The titles of the outline, each with the page, from 1, to which it leads; 0 where it leads nowhere."""
    for entry in document.get_toc():
        target = entry.get_dest()
        page = target.get_index() if target else None
        yield entry.get_title(), 0 if page is None else page + 1


def _language(document: PdfDocument) -> str:
    room = (pdfium.FPDF_WCHAR * LONGEST_TEXT)()
    return _decoded(room, pdfium.FPDFCatalog_GetLanguage(document, room, sizeof(room)))
