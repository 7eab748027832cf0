"""Fonts: a face of the theme as reportlab knows it, with the widths that lines are broken by."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from io import BytesIO
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from briefgen.theme import Face

BEYOND = re.compile(r"<([0-9A-F]{5,6})>")


@dataclass(frozen=True)
class Font:
    """A face under the name it is registered by; widths by code point and the capitals' height, in thousandths."""

    name: str
    widths: Mapping[int, float] = field(repr=False, compare=False)
    capital_height: float = field(repr=False, compare=False)

    def width(self, text: str) -> float:
        """How wide the text runs, in thousandths of the size; every character must be one the font has."""
        widths = self.widths
        return sum(widths[ord(character)] for character in text)

    def missing(self, text: str) -> str:
        """The characters of the text, each once and in order, that the font has no glyph for."""
        return "".join(dict.fromkeys(character for character in text if ord(character) not in self.widths))


class Embedded(TTFont):
    """A font in the file. Characters beyond U+FFFF can be copied and searched, which with reportlab's they cannot."""

    def addObjects(self, doc: Any) -> None:  # noqa: N802  # reportlab's name
        super().addObjects(doc)
        for name, stream in doc.idToObject.items():
            if name.startswith("toUnicodeCMap:"):
                stream.content = BEYOND.sub(_in_two, stream.content)


def _in_two(code: re.Match[str]) -> str:
    """A character in hexadecimal digits as UTF-16 has it, which is how such a map is written (ISO 32000-1, 9.10.3)."""
    return f"<{chr(int(code[1], 16)).encode('utf-16-be').hex().upper()}>"


def font(face: Face) -> Font:
    """The face, registered with reportlab.

    The registry is reportlab's own and spans the process, so the name holds a digest of the bytes: two themes can
    never take each other's font.
    """
    return _registered(face.name, face.data)


@lru_cache(maxsize=32)
def _registered(name: str, data: bytes) -> Font:
    unique = f"{name}-{blake2b(data, digest_size=6).hexdigest()}"
    ttf = Embedded(unique, BytesIO(data))
    pdfmetrics.registerFont(ttf)
    return Font(unique, ttf.face.charWidths, ttf.face.capHeight)
