"""The names in fonts: records of the table `name`, in a font as it is, obfuscated or packed for the web."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from struct import unpack_from

from briefgen.proof.leaks.found import FoundText, Zone, letters_in, parted, within

OPEN_TYPE = (b"\x00\x01\x00\x00", b"OTTO", b"true")
WOFF2 = b"wOF2"
_MOST_TABLES = 64
_KNOWN_TAGS = 63
_NAME_TAG = 5
"""The number of the table `name` among the tags that WOFF2 has numbers for (WOFF 2.0, 4.1)."""
_TRANSFORMED = (10, 11)
"""The numbers of glyf and loca, which are packed by themselves unless their version is 3."""
_UNICODE = (0, 3)


def font_fragments(data: bytes, part: str) -> Iterator[FoundText]:
    """The names in a font."""
    try:
        table = _of_woff2(data) if data.startswith(WOFF2) else _of_sfnt(data)
        names = parted(_names(table)) if table else ""
    except (struct.error, ValueError, IndexError):
        yield letters_in(data, part)
    else:
        yield FoundText(within(part, "names in the font"), Zone.MARKUP, names)


def _of_sfnt(data: bytes) -> bytes:
    """The table of names. Obfuscation hides the first 32 bytes alone, among which there is no entry of it."""
    for at in range(12, 12 + 16 * _MOST_TABLES, 16):
        if data[at : at + 4] == b"name":
            start, length = unpack_from(">LL", data, at + 8)
            return data[start : start + length]
    return b""


def _of_woff2(data: bytes) -> bytes:
    """The table of names out of a font for the web (WOFF 2.0, 4)."""
    from brotli import decompress, error

    (count,) = unpack_from(">H", data, 12)
    at, offset, found = 48, 0, (0, 0)
    for _ in range(count):
        flags, at = data[at], at + 1
        number, version = flags & _KNOWN_TAGS, flags >> 6
        tag = data[at : at + 4] if number == _KNOWN_TAGS else b""
        length, at = _number(data, at + len(tag))
        is_transformed = (version != 3) if number in _TRANSFORMED else version != 0
        if is_transformed:
            length, at = _number(data, at)
        if number == _NAME_TAG or tag == b"name":
            found = (offset, length)
        offset += length
    (packed,) = unpack_from(">L", data, 20)
    try:
        tables: bytes = decompress(data[at : at + packed])
    except error as fault:
        raise ValueError(str(fault)) from fault
    return tables[found[0] : sum(found)]


def _number(data: bytes, at: int) -> tuple[int, int]:
    """A number of seven bits a byte, and where it ends."""
    value = 0
    while True:
        value = value << 7 | data[at] & 0x7F
        at += 1
        if not data[at - 1] & 0x80:
            return value, at


def _names(table: bytes) -> Iterator[str]:
    """The texts of a table of names (OpenType 1.9.1, name)."""
    count, storage = unpack_from(">HH", table, 2)
    for number in range(count):
        platform, _, _, _, length, offset = unpack_from(">6H", table, 6 + 12 * number)
        text = table[storage + offset : storage + offset + length]
        yield text.decode("utf-16-be" if platform in _UNICODE else "latin-1", "replace")
