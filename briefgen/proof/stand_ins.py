"""What PDFium is given of a PDF that is read by its glyphs: signs that it would change have others in their place.

Glyphs drawn as paths, each a form of its own, are of no kind that it knows: they say nothing, and PDFium reads a form
as often as it is drawn. Each stream stays as long as it was, so that all others are where they were.
"""

from __future__ import annotations

import re
import zlib
from unicodedata import category, decomposition, mirrored

STREAM = re.compile(rb"\bobj\s*<<([^\r\n]*/Length (\d+)[^\r\n]*)>>\s*stream\r?\n")
FORM, NO_FORM = b"/Subtype/Form", b"/Subtype/None"
TYPED = b"/Type", b"/Subtype", b"/Length1"
PREDICTED = b"/DecodeParms<</Predictor 12/"
PATHS = re.compile(rb"[-0-9. \n]*(?:[mlchf][-0-9. \n]*)*")
"""The content of a form that only fills paths (ISO 32000-1, tables 59 and 60)."""
CODES = re.compile(rb"(<[0-9A-F]{4}> )<([0-9A-F]{4})>")
"""A code of a font, and the one sign that it stands for (9.10.3)."""
CMAP, CODE_SPACE, PEEKED = b"begincmap", b"1 begincodespacerange", 100
FIRST = 0xE100
"""The first stand-in, in an area that no text uses, behind the signs for what is no text."""


def with_stand_ins(data: bytes) -> tuple[bytes, dict[int, str]]:
    """The file as PDFium is to be given it, and what each stand-in in it stands for."""
    given, stand_ins = bytearray(data), dict[str, int]()
    for found in STREAM.finditer(data):
        entries, start, end = found[1], found.end(), found.end() + int(found[2])
        if b"/FlateDecode" not in entries:
            continue
        if FORM in entries:
            if PATHS.fullmatch(_content(data[start:end], entries)[0]):
                given[found.start() : start] = found[0].replace(FORM, NO_FORM)
        elif not any(each in entries for each in TYPED) and CMAP in _beginning(data[start:end]):
            content, lead = _content(data[start:end], entries)
            codes = content[content.find(CODE_SPACE) :]  # what else is in it PDFium does not need
            changed = CODES.sub(lambda each: each[1] + _stand_in(each[2], stand_ins), codes)
            packed = zlib.compress(lead + changed.ljust(len(content)), 9)
            if len(packed) <= end - start:
                given[start:end] = packed.ljust(end - start)
    return bytes(given), {code: sign for sign, code in stand_ins.items()}


def _beginning(packed: bytes) -> bytes:
    return zlib.decompressobj().decompress(packed, PEEKED)


def _content(packed: bytes, entries: bytes) -> tuple[bytes, bytes]:
    """What a stream holds, and the sign before it that says how a row is written, if it is one."""
    content = zlib.decompress(packed)
    lead = 1 if PREDICTED in entries else 0
    return content[lead:], content[:lead]


def _stand_in(digits: bytes, stand_ins: dict[str, int]) -> bytes:
    """What a font's code is to stand for: a sign that PDFium would change becomes another."""
    sign = chr(int(digits, 16))
    if not (_has_mirror_image(sign) or _stands_for_others(sign)):
        return b"<%s>" % digits
    return b"<%04X>" % stand_ins.setdefault(sign, FIRST + len(stand_ins))


def _has_mirror_image(sign: str) -> bool:
    return bool(mirrored(sign)) or category(sign) in ("Pi", "Pf")


def _stands_for_others(sign: str) -> bool:
    """Whether PDFium may give other signs for one that is no letter among words from the right, as "1/2" for "½"."""
    return decomposition(sign).startswith("<") and category(sign)[0] not in "LZ"
