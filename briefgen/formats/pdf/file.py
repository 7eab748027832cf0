"""The file: values and objects as a PDF writes them (ISO 32000-1, 7.3 and 7.5), the small ones together in streams.

What is put into it is written soon, so that no more of a long document is held than its compressed bytes.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Mapping
from hashlib import blake2b
from itertools import accumulate

from briefgen.model.direction import without_isolates

ESCAPED = re.compile(r"[()\\]")
IRREGULAR = re.compile(r"[^!-~]|[#()<>\[\]{}/%]")
RETURN = b"\r"
"""No stream ends in it, since a reader could take it for a part of the line's end behind the stream.

PDF/A wants each stream exactly as long as it says it is, from the line feed that begins it to the line's end before
`endstream` (ISO 19005-2, 6.1.7.1), but validators disagree on where one ends whose last byte is a carriage return. Of
compressed streams one in 256 has that last byte. It is that of a sum over all that is compressed, so that a sign more
or less gives another one. Pictures keep the bytes that they have.
"""
FILTER = "/Filter/FlateDecode"
AS_IT_IS, ADDED = b"\x00", b"\x02"
"""PNG's signs of a row that is as it is, and of one that is what it adds to the row above it (ISO 32000-1, 7.4.4.4)."""
HEADER = b"%%PDF-%s\n%%\xbf\xf7\xa2\xfe\n"
MOST_TOGETHER = 100
"""The objects that stand in one stream."""
FREE, ALONE, TOGETHER = 0, 1, 2
ENTRY = struct.Struct(">BIH")
"""An entry of the table of objects: its kind, and where the object is (ISO 32000-1, 7.5.8.3)."""


def number(value: float) -> str:
    """A number of points, to a thousandth."""
    written = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def numbers(*values: float) -> str:
    """Numbers side by side."""
    return " ".join(map(number, values))


def name(text: str) -> str:
    """A name, in which what has a meaning of its own, or is no ASCII, stands as digits."""
    return "/" + IRREGULAR.sub(lambda found: "".join(f"#{byte:02X}" for byte in found[0].encode()), text)


def encoded(text: str) -> bytes:
    """The bytes of a text string: those of ASCII as they are, all else as UTF-16 (7.9.2.2)."""
    return text.encode() if text.isascii() and text.isprintable() else b"\xfe\xff" + text.encode("utf-16-be")


def string(text: str) -> str:
    """A text string."""
    if text.isascii() and text.isprintable():
        return f"({ESCAPED.sub(_escaped, text)})"
    return f"<{encoded(without_isolates(text)).hex()}>"


def _escaped(found: re.Match[str]) -> str:
    return f"\\{found[0]}"


def reference(number: int) -> str:
    """What stands for an object, by its number."""
    return f"{number} 0 R"


def destination(page: int, top: float) -> str:
    """A place on a page, by the page's number (12.3.2.2)."""
    return f"[{reference(page)}/XYZ 0 {number(top)} 0]"


def name_tree(places: Mapping[str, int]) -> str:
    """Objects by their names, in the order of the names' bytes (7.9.6)."""
    entries = sorted(places.items(), key=lambda place: encoded(place[0]))
    return f"<</Names[{' '.join(f'{string(key)} {reference(place)}' for key, place in entries)}]>>"


def compressed(data: bytes) -> tuple[bytes, str]:
    """What a stream holds of its data, and its entries that say how to undo it; if need be, all data as one row."""
    packed = zlib.compress(data)
    if packed.endswith(RETURN):
        return zlib.compress(ADDED + data), _entries(len(data))
    return packed, FILTER


def compressed_rows(table: bytes, width: int) -> tuple[bytes, str]:
    """The same of a table's rows, of which each is what it adds to the one above it, since most add little."""
    added = bytes((here - above) & 0xFF for here, above in zip(table, bytes(width) + table, strict=False))
    rows = ADDED.join(added[at : at + width] for at in range(0, len(added), width))
    packed = zlib.compress(ADDED + rows)
    if packed.endswith(RETURN):
        packed = zlib.compress(AS_IT_IS + rows)
    return packed, _entries(width)


def _entries(columns: int) -> str:
    return f"{FILTER}/DecodeParms<</Predictor 12/Colors 1/BitsPerComponent 8/Columns {columns}>>"


class File:
    """A PDF that grows object by object; each has a number, by which others refer to it before it is there."""

    def __init__(self, version: bytes = b"1.7") -> None:
        self._data = bytearray(HEADER % version)
        self._entries = {0: ENTRY.pack(FREE, 0, 0xFFFF)}
        self._waiting: list[tuple[int, bytes]] = []
        self._last = 0

    def number(self) -> int:
        """The number of an object that is to come."""
        self._last += 1
        return self._last

    def put(self, number: int, content: str) -> None:
        """Put an object that is no stream in its place."""
        self._waiting.append((number, content.encode("ascii")))
        if len(self._waiting) == MOST_TOGETHER:
            self._put_together()

    def add(self, content: str) -> int:
        """Put an object that is no stream into the file, and give its number."""
        number = self.number()
        self.put(number, content)
        return number

    def stream(self, data: bytes, entries: str = "") -> int:
        """Put a stream into the file, compressed."""
        packed, undone = compressed(data)
        return self.as_it_is(packed, entries + undone)

    def as_it_is(self, data: bytes, entries: str) -> int:
        """Put a stream into the file whose bytes are those of its data."""
        number = self.number()
        self._write(number, data, entries)
        return number

    def closed(self, root: int, information: int | None) -> bytes:
        """The whole file, whose identifier is a digest of what is in it; PDF 2.0 has no information dictionary."""
        self._put_together()
        digest = blake2b(self._data, digest_size=16).hexdigest()
        start, number = len(self._data), self.number()
        self._entries[number] = ENTRY.pack(ALONE, start, 0)
        table, undone = compressed_rows(b"".join(self._entries[n] for n in range(number + 1)), ENTRY.size)
        described = f"/Info {reference(information)}" if information else ""
        trailer = f"/Root {reference(root)}{described}/ID[<{digest}><{digest}>]"
        self._write(number, table, f"/Type/XRef/Size {number + 1}/W[1 4 2]{trailer}{undone}")
        self._data += b"startxref\n%d\n%%%%EOF\n" % start
        return bytes(self._data)

    def _write(self, number: int, data: bytes, entries: str) -> None:
        self._entries[number] = ENTRY.pack(ALONE, len(self._data), 0)
        head = f"{number} 0 obj\n<<{entries}/Length {len(data)}>>\nstream\n"
        self._data += b"".join((head.encode("ascii"), data, b"\nendstream\nendobj\n"))

    def _put_together(self) -> None:
        """Write the objects that wait into a stream of their own (ISO 32000-1, 7.5.7)."""
        if not self._waiting:
            return
        contents = [content for _, content in self._waiting]
        offsets = accumulate((len(content) + 1 for content in contents), initial=0)
        places = " ".join(f"{number} {at}" for (number, _), at in zip(self._waiting, offsets, strict=False))
        head = f"{places}\n".encode("ascii")
        entries = f"/Type/ObjStm/N {len(contents)}/First {len(head)}"
        stream = self.stream(head + b"\n".join(contents), entries)
        self._entries |= {
            number: ENTRY.pack(TOGETHER, stream, index) for index, (number, _) in enumerate(self._waiting)
        }
        self._waiting.clear()
