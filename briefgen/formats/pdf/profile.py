"""The colour profile of all documents: sRGB as a matrix and a curve (IEC 61966-2-1, in the form of ICC.1:2001-04).

It is made here, since the profiles that come with libraries hold the time at which they were made.
"""

from __future__ import annotations

import struct
from functools import lru_cache

NAME = "sRGB IEC61966-2.1"
NO_COPYRIGHT = "No copyright, use freely"
POINTS = 1024
WHITE = (0.9642, 1.0, 0.8249)
PRIMARIES = {
    b"rXYZ": (0.4360747, 0.2225045, 0.0139322),
    b"gXYZ": (0.3850649, 0.7168786, 0.0971045),
    b"bXYZ": (0.1430804, 0.0606169, 0.7141733),
}
"""The three colours, adapted to the white of D50 by Bradford's matrix."""


@lru_cache(maxsize=1)
def srgb() -> bytes:
    """The profile's bytes, the same at all times."""
    tags = {b"desc": _description(NAME), b"cprt": _text(NO_COPYRIGHT), b"wtpt": _xyz(WHITE)}
    tags |= {name: _xyz(colour) for name, colour in PRIMARIES.items()}
    curve = _curve()
    tags |= dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve)
    table, body, places = b"", b"", dict[bytes, int]()
    first = 128 + 4 + 12 * len(tags)
    for name, data in tags.items():
        if data not in places:
            places[data] = first + len(body)
            body += data + bytes(-len(data) % 4)
        table += struct.pack(">4sII", name, places[data], len(data))
    return _header(first + len(body)) + struct.pack(">I", len(tags)) + table + body


def _header(size: int) -> bytes:
    """The header: version 2.1, a display's profile, from RGB to XYZ, of no date."""
    start = struct.pack(">I4sI4s4s4s", size, bytes(4), 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    start += struct.pack(">6H4s4s", 2000, 1, 1, 0, 0, 0, b"acsp", bytes(4))
    return start + bytes(68 - len(start)) + b"".join(map(_fixed, WHITE)) + bytes(48)


def _fixed(value: float) -> bytes:
    return struct.pack(">i", round(value * 65536))


def _xyz(colour: tuple[float, float, float]) -> bytes:
    return b"XYZ " + bytes(4) + b"".join(map(_fixed, colour))


def _text(text: str) -> bytes:
    return b"text" + bytes(4) + text.encode("ascii") + b"\0"


def _description(text: str) -> bytes:
    ascii_ = text.encode("ascii") + b"\0"
    return b"desc" + bytes(4) + struct.pack(">I", len(ascii_)) + ascii_ + bytes(4 + 4 + 2 + 1 + 67)


def _curve() -> bytes:
    values = (_linear(index / (POINTS - 1)) for index in range(POINTS))
    return b"curv" + struct.pack(">II", 0, POINTS) + b"".join(struct.pack(">H", round(v * 65535)) for v in values)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)
