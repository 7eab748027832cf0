"""The file: objects as a PDF holds them (ISO 32000-1, 7.5), the small ones together in compressed streams.

What is put into it is written soon, so that no more of a long document is held than its compressed bytes.
"""

from __future__ import annotations

import struct
from hashlib import blake2b
from itertools import accumulate

from briefgen.formats.pdf.objects import reference
from briefgen.formats.pdf.stream_compression import compressed, compressed_rows

HEADER = b"%PDF-1.7\n%\xbf\xf7\xa2\xfe\n"
MOST_TOGETHER = 100
"""The objects that stand in one stream."""
FREE, ALONE, TOGETHER = 0, 1, 2
ENTRY = struct.Struct(">BIH")
"""An entry of the table of objects: its kind, and where the object is (ISO 32000-1, 7.5.8.3)."""


class File:
    """A PDF that grows object by object; each has a number, by which others refer to it before it is there."""

    def __init__(self) -> None:
        self._data = bytearray(HEADER)
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

    def closed(self, root: int, information: int) -> bytes:
        """The whole file, whose identifier is a digest of what is in it."""
        self._put_together()
        digest = blake2b(self._data, digest_size=16).hexdigest()
        start, number = len(self._data), self.number()
        self._entries[number] = ENTRY.pack(ALONE, start, 0)
        table, undone = compressed_rows(b"".join(self._entries[n] for n in range(number + 1)), ENTRY.size)
        trailer = f"/Root {reference(root)}/Info {reference(information)}/ID[<{digest}><{digest}>]"
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
