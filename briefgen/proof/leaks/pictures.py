"""What pictures say beside what they show: the texts and metadata in PNG and JPEG files."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from struct import unpack_from

from briefgen.proof.leaks.found import FoundText, HeldFile, Zone, letters_in, within

PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_TEXTS = (b"tEXt", b"zTXt", b"iTXt", b"eXIf")
_SCAN, _COMMENT = 0xDA, 0xFE
_APPLICATION = range(0xE0, 0xF0)


def picture_fragments(data: bytes, part: str) -> Iterator[FoundText | HeldFile]:
    """The texts in a picture, and its rows as they were before they were packed."""
    try:
        yield from _png(data, part) if data.startswith(PNG) else _jpeg(data, part)
    except (struct.error, zlib.error, IndexError):
        yield letters_in(data, part)


def png_rows(data: bytes) -> bytes:
    """The rows of a PNG as they were before they were packed, which is how a PDF can hold them."""
    return zlib.decompressobj().decompress(b"".join(content for name, content in _chunks(data) if name == b"IDAT"))


def _png(data: bytes, part: str) -> Iterator[FoundText | HeldFile]:
    end = len(PNG)
    for name, content in _chunks(data):
        end += len(content) + 12
        if name in _TEXTS:
            yield FoundText(within(part, "text in the picture"), Zone.DATA, _text_of(name, content))
        if name == b"IEND":
            break
    if rest := data[end:]:
        yield HeldFile(within(part, "behind the end of the picture"), rest)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(PNG)
    while at + 8 <= len(data):
        length, name = unpack_from(">I4s", data, at)
        yield name, data[at + 8 : at + 8 + length]
        at += length + 12


def _text_of(name: bytes, content: bytes) -> str:
    """The key and the text of a chunk (PNG, 11.3.3)."""
    key, _, rest = content.partition(b"\0")
    if name == b"zTXt":
        rest = zlib.decompress(rest[1:])
    elif name == b"iTXt":
        is_packed, rest = rest[:1] == b"\1", rest[2:]
        language, _, rest = rest.partition(b"\0")
        translated, _, rest = rest.partition(b"\0")
        key = b"\n".join((key, language, translated))
        rest = zlib.decompress(rest) if is_packed else rest
    return b"\n".join((key, rest)).decode("utf-8", "replace")


def _jpeg(data: bytes, part: str) -> Iterator[FoundText | HeldFile]:
    """Comments and the segments of applications, with what stands behind the picture (ITU-T T.81, B.1)."""
    at = 2
    while at + 4 <= len(data) and data[at + 1] != _SCAN:
        if data[at + 1] == 0xFF:
            at += 1
            continue
        (length,) = unpack_from(">H", data, at + 2)
        content = data[at + 4 : at + 2 + length]
        if data[at + 1] == _COMMENT:
            yield FoundText(within(part, "comment in the picture"), Zone.DATA, content.decode("utf-8", "replace"))
        elif data[at + 1] in _APPLICATION:
            yield HeldFile(within(part, "metadata of the picture"), content)
        at += 2 + length
    _, _, rest = data.rpartition(b"\xff\xd9")
    if rest:
        yield HeldFile(within(part, "behind the end of the picture"), rest)
