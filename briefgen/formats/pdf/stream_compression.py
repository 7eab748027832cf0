r"""Endings: no stream ends in a carriage return, which a reader could take for a part of the line's end behind it.

PDF/A wants each stream exactly as long as it says it is, from the line feed that begins it to the line's end before
`endstream` (ISO 19005-2, 6.1.7.1). A stream whose last byte is a carriage return is as long as it says, but validators
disagree on where it ends. Of compressed streams one in 256 has that last byte, which is that of a sum over all that is
compressed: a sign more or less gives another one. Pictures keep the bytes that they have.
"""

from __future__ import annotations

import zlib

RETURN = b"\r"
FILTER = "/Filter/FlateDecode"
AS_IT_IS, ADDED = b"\x00", b"\x02"
"""PNG's signs of a row that is as it is, and of one that is what it adds to the row above it (ISO 32000-1, 7.4.4.4)."""


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
