"""PDFs as they are written: every string and name of every object, and every stream.

The objects are found by patterns, whether anything refers to them or not.
"""

from __future__ import annotations

import re
import zlib
from base64 import a85decode
from binascii import unhexlify
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

from briefgen.proof.leaks.fonts import OPEN_TYPE
from briefgen.proof.leaks.found import FoundText, HeldFile, Zone, letters_in, parted, within
from briefgen.proof.leaks.pictures import JPEG

_STREAM = re.compile(rb"(\d+)\s+\d+\s+obj\b((?:(?!\bendobj\b).){0,4096}?)\bstream\r?\n", re.DOTALL)
_END = re.compile(rb"\r?\n?endstream")
_LENGTH = re.compile(rb"/Length\s+(\d+)(?!\s+\d+\s+R)")
_FILTERS = re.compile(rb"/Filter\s*(\[[^\]]*\]|/\w+)")
_FILTER = re.compile(rb"/(\w+)")
_KIND = re.compile(rb"/(?:Type|Subtype)\s*/(\w+)")
_STRING = re.compile(
    rb"(?:/([^\s/<>\[\]()]++)\s*+)?+(?:\(((?:[^()\\]|\\.|\((?:[^()\\]|\\.|\([^()]*\))*\))*)\)|(?<!<)<([0-9A-Fa-f\s]+)>(?!>))",
    re.DOTALL,
)
_IDENTIFIER = re.compile(rb"/ID\s*\[[^\]]*\]")
"""The digests by which a file is known."""
_NAMES = re.compile(rb"/([^\s/<>\[\]()%]+)")
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r?\n|\r)|(.))", re.DOTALL)
_PLAIN_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_SUBSET = re.compile(rb"^[A-Z]{6}\+")
"""What stands before the name of a font that has some of its letters only: six letters that say nothing."""
_HASH = re.compile(rb"#([0-9A-Fa-f]{2})")
_CONTENTS = re.compile(rb"/Contents\s*\[?((?:\s*\d+\s+\d+\s+R)+)")
_REFERENCE = re.compile(rb"(\d+)\s+\d+\s+R")
_SAID_IN_CONTENT = re.compile(rb"/(?:ActualText|Alt|E|Contents)\b")
_SHOWS = re.compile(rb"(?:^|\s)BT\s.*\bT[jJ]\b", re.DOTALL)
_REMARK = re.compile(rb"%([^\r\n]{4,})")
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_CHARACTERS = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_PDF_ENCODING = str.maketrans("".join(map(chr, range(0x80, 0xA1))), "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž\x9f€")
"""The characters of PDFDocEncoding that Latin-1 has otherwise (ISO 32000-1, D.3)."""
_STRUCTURE = {
    b"Alt": "alternative text in the structure",
    b"ActualText": "actual text in the structure",
    b"E": "expansion in the structure",
    b"T": "title in the structure",
    b"ID": "id in the structure",
    b"Title": "title in the properties or the outline",
    b"Contents": "words of an annotation",
    b"URI": "address of a link",
    b"F": "name of an attached file",
    b"UF": "name of an attached file",
    b"Desc": "description of an attached file",
    b"": "name of a destination",
}
_MOST = 1 << 28
"""The bytes that are unpacked of one stream."""
_PICTURES = {b"DCTDecode", b"JPXDecode", b"CCITTFaxDecode", b"JBIG2Decode"}


def pdf_fragments(data: bytes, around: str) -> Iterator[FoundText | HeldFile]:
    """All that a PDF says, and the files in it, but for the texts of its pages."""
    streams = list(_streams(data))
    bodies = [_outside(data, streams)]
    used = set[int]()
    maps: list[Mapping[bytes, str]] = []
    others: list[PdfStream] = []
    for stream in streams:
        bodies.append(stream.head)
        if stream.is_packed:
            yield letters_in(stream.data, within(around, f"stream of object {stream.number}"))
        elif stream.kind == b"ObjStm":
            bodies.append(stream.data)
        elif stream.kind != b"XRef":
            others.append(stream)
            maps += [character_map(stream.data)] if b"begincmap" in stream.data else []
    for body in bodies:
        used |= {int(number) for found in _CONTENTS.findall(body) for number in _REFERENCE.findall(found)}
    yield from _strings(b"\n".join(bodies), around)
    for stream in others:
        yield from _stream(stream, around, maps, is_used=stream.number in used)


class PdfStream:
    """A stream: its object's number, what stands before its bytes, its kinds, and its bytes, unpacked."""

    __slots__ = ("data", "end", "head", "is_packed", "kind", "kinds", "number", "start")

    def __init__(self, found: re.Match[bytes], data: bytes) -> None:
        self.number, self.head, self.start = int(found[1]), found[2], found.end()
        self.kinds = set(_KIND.findall(self.head))
        self.kind = next(
            (kind for kind in (b"ObjStm", b"XRef", b"Metadata", b"EmbeddedFile", b"Image") if kind in self.kinds), b""
        )
        self.end = _end_of(self.head, self.start, data)
        self.data, self.is_packed = _unpacked(self.head, data[self.start : self.end], is_picture=self.kind == b"Image")


def _streams(data: bytes) -> Iterator[PdfStream]:
    at = 0
    while found := _STREAM.search(data, at):
        stream = PdfStream(found, data)
        at = stream.end
        yield stream


def _end_of(head: bytes, start: int, data: bytes) -> int:
    """Where the bytes of a stream end: after as many as it says, if its end stands there."""
    if (length := _LENGTH.search(head)) and _END.match(data, end := start + int(length[1])):
        return end
    found = _END.search(data, start)
    return found.start() if found else len(data)


def _unpacked(head: bytes, data: bytes, *, is_picture: bool) -> tuple[bytes, bool]:
    """The bytes of a stream without what packs them, and whether they still are, as ours never are."""
    found = _FILTERS.search(head)
    for name in _FILTER.findall(found[1]) if found else ():
        if name in _PICTURES:
            return data, False
        if name not in _UNPACK:
            return data, True
        try:
            data = _UNPACK[name](data)
        except (ValueError, zlib.error):
            return data, True
    if b"/Predictor" in head and not is_picture and data[:1] in (b"\x00", b"\x01", b"\x02"):
        data = data[1:]  # one row, of which the first byte says how it was made
    return data, False


def _inflated(data: bytes) -> bytes:
    return zlib.decompressobj().decompress(data, _MOST)


def _from_digits(data: bytes) -> bytes:
    return unhexlify(_even(data.partition(b">")[0]))


def _from_base_85(data: bytes) -> bytes:
    return a85decode(data.strip().removeprefix(b"<~").removesuffix(b"~>"))


_UNPACK: Mapping[bytes, Callable[[bytes], bytes]] = {
    b"FlateDecode": _inflated,
    b"ASCIIHexDecode": _from_digits,
    b"ASCII85Decode": _from_base_85,
}


def _outside(data: bytes, streams: list[PdfStream]) -> bytes:
    """The bytes of a file that are in no stream."""
    starts = [0, *(stream.end for stream in streams)]
    ends = [*(stream.start for stream in streams), len(data)]
    return b"\n".join(data[start:end] for start, end in zip(starts, ends, strict=True))


def _strings(body: bytes, around: str) -> Iterator[FoundText]:
    """The strings of objects by their keys, and all names."""
    texts: dict[bytes, set[str]] = defaultdict(set)
    for key, literal, digits in _STRING.findall(_IDENTIFIER.sub(b"", body)):
        texts[key].add(_text(unhexlify(_even(digits)) if digits else _unescaped(literal)))
    for key, found in texts.items():
        name = _STRUCTURE.get(key) or f"entry {key.decode('latin-1')}"
        zone = Zone.TEXT if key in _STRUCTURE and key not in (b"", b"ID") else Zone.DATA
        yield FoundText(within(around, name), zone, parted(found))
    names = {_HASH.sub(lambda code: unhexlify(code[1]), _SUBSET.sub(b"", name)) for name in set(_NAMES.findall(body))}
    said = parted(name.decode("utf-8", "replace") for name in names)
    yield FoundText(within(around, "names of its objects"), Zone.MARKUP, said)


def _even(digits: bytes) -> bytes:
    digits = b"".join(digits.split())
    return digits + b"0" * (len(digits) % 2)


def _unescaped(literal: bytes) -> bytes:
    return _ESCAPE.sub(_escaped, literal) if b"\\" in literal else literal


def _escaped(found: re.Match[bytes]) -> bytes:
    if found[1]:
        return bytes([int(found[1], 8) & 0xFF])
    return b"" if found[2] else _PLAIN_ESCAPES.get(found[3], found[3])


def _text(data: bytes) -> str:
    """A text string (ISO 32000-2, 7.9.2.2)."""
    if data.startswith(b"\xfe\xff"):
        return data[2:].decode("utf-16-be", "replace")
    if data.startswith(b"\xef\xbb\xbf"):
        return data[3:].decode("utf-8", "replace")
    return data.decode("latin-1").translate(_PDF_ENCODING)


def _stream(
    stream: PdfStream, around: str, maps: list[Mapping[bytes, str]], *, is_used: bool
) -> Iterator[FoundText | HeldFile]:
    name = within(around, f"stream of object {stream.number}")
    if stream.kind in (b"Metadata", b"EmbeddedFile"):
        yield HeldFile(within(around, "XMP metadata") if stream.kind == b"Metadata" else name, stream.data)
    elif stream.kind == b"Image":
        yield HeldFile(name, stream.data, is_read=stream.data.startswith(JPEG))
    elif _SHOWS.search(stream.data) or b"/BBox" in stream.head or is_used:
        yield HeldFile(name, stream.data, is_read=False)
        yield from _content(stream.data, name, maps, is_used=is_used)
    elif b"begincmap" in stream.data:
        yield HeldFile(name, stream.data, is_read=False)
        yield FoundText(name, Zone.RAW, stream.data.decode("latin-1"))
    else:
        kind = "font" if stream.data.startswith(OPEN_TYPE) else "stream"
        yield HeldFile(within(around, f"{kind} of object {stream.number}"), stream.data)


def _content(data: bytes, name: str, maps: list[Mapping[bytes, str]], *, is_used: bool) -> Iterator[FoundText]:
    """What a stream says that draws something: beside what PDFium gives of a page, or all of it."""
    if _SAID_IN_CONTENT.search(data):
        yield from _strings(data, name)
    if remarks := _REMARK.findall(data):
        yield FoundText(name, Zone.RAW, b"\n".join(remarks).decode("latin-1"))
    if not is_used:
        yield FoundText(f"{name}, which no page uses", Zone.DATA, parted(_drawn(data, maps)))


def _drawn(content: bytes, maps: list[Mapping[bytes, str]]) -> Iterator[str]:
    """The texts that a stream would draw, by the letters of each font of the file, and as they are."""
    pieces = [
        unhexlify(_even(digits)) if digits else _unescaped(literal) for _, literal, digits in _STRING.findall(content)
    ]
    yield "".join(_text(piece) for piece in pieces)
    for letters in maps:
        yield "".join(
            "".join(letters.get(piece[at : at + 2], "") for at in range(0, len(piece), 2)) for piece in pieces
        )


def character_map(data: bytes) -> dict[bytes, str]:
    """The characters of a font by the codes of its glyphs (ISO 32000-1, 9.10.3)."""
    letters: dict[bytes, str] = {}
    for block in _CHARACTERS.findall(data):
        codes = [unhexlify(_even(code)) for code in _HEX.findall(block)]
        letters |= {
            code: text.decode("utf-16-be", "replace") for code, text in zip(codes[::2], codes[1::2], strict=False)
        }
    for block in _RANGES.findall(data):
        codes = [unhexlify(_even(code)) for code in _HEX.findall(block)]
        for first, last, text in zip(codes[::3], codes[1::3], codes[2::3], strict=False):
            start = int.from_bytes(first)
            base = text.decode("utf-16-be", "replace")
            for code in range(start, min(int.from_bytes(last), start + 0xFFFF) + 1):
                letters[code.to_bytes(len(first))] = base[:-1] + chr(ord(base[-1]) + code - start) if base else ""
    return letters
