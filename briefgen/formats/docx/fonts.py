"""Fonts: which family and which switches set a face, and the font table that helps where a font is missing."""

from __future__ import annotations

import struct

from briefgen.formats.docx.markup import Element, root, w
from briefgen.frozen import frozen
from briefgen.theme import Face, Theme

ROMAN, SWISS = "roman", "swiss"
FIRST_SANS_SERIF_STYLE = 11  # OpenType OS/2 panose bSerifStyle: 2 to 10 are cuts with serifs
FS_TYPE_IN_OS2 = 8
PANOSE_IN_OS2 = 32
RANGES_IN_OS2 = 42
CODE_PAGES_IN_OS2 = 78


@frozen
class Typeface:
    """A face as Word names it: a family, and whether it is that family's bold or italic."""

    family: str
    bold: bool = False
    italic: bool = False

    def properties(self) -> list[Element]:
        """The run properties that set it."""
        return [
            fonts(self.family),
            *([w("b"), w("bCs")] if self.bold else []),
            *([w("i"), w("iCs")] if self.italic else []),
        ]


def fonts(family: str) -> Element:
    """The fonts element for one family in every script."""
    return w("rFonts", ascii=family, hAnsi=family, eastAsia=family, cs=family)


def typeface(theme: Theme, family: str, *, bold: bool = False, italic: bool = False) -> Typeface:
    """The face of a theme's family.

    Word knows four faces in a family, so a semibold is a family of its own, set without the bold switch: with it Word
    would smear the semibold into a bolder one.
    """
    face = theme.families[family].face(bold=bold, italic=italic)
    regulars = {other.regular.family for other in theme.families.values()}
    return Typeface(face.family, bold and face.family in regulars, italic)


def font_table(theme: Theme) -> Element:
    """The font table: each family with its classification, from which Word picks a stand-in."""
    families = {face.family: face for face in reversed(theme.faces)}
    return root("fonts", *(_font(families[name]) for name in sorted(families)))


def _font(face: Face) -> Element:
    os2 = _os2(face.data)
    panose = os2[PANOSE_IN_OS2 : PANOSE_IN_OS2 + 10]
    ranges = [f"{value:08X}" for value in struct.unpack_from(">4I", os2, RANGES_IN_OS2)]
    code_pages = [f"{value:08X}" for value in struct.unpack_from(">2I", os2, CODE_PAGES_IN_OS2)]
    usb0, usb1, usb2, usb3 = ranges
    csb0, csb1 = code_pages
    return w(
        "font",
        w("panose1", val=panose.hex().upper()),
        w("charset", val="00"),
        w("family", val=SWISS if panose[1] >= FIRST_SANS_SERIF_STYLE else ROMAN),
        w("pitch", val="variable"),
        w("sig", usb0=usb0, usb1=usb1, usb2=usb2, usb3=usb3, csb0=csb0, csb1=csb1),
        name=face.family,
    )


def rights_of(face: Face) -> int:
    """What its maker allows to do with a font: the bits of fsType."""
    (rights,) = struct.unpack_from(">H", _os2(face.data), FS_TYPE_IN_OS2)
    return int(rights)


def _os2(data: bytes) -> bytes:
    """The OS/2 table of an OpenType file, found in its table directory."""
    (count,) = struct.unpack_from(">H", data, 4)
    for entry in range(count):
        tag, _, offset, length = struct.unpack_from(">4s3I", data, 12 + 16 * entry)
        if tag == b"OS/2":
            return data[offset : offset + length]
    raise ValueError("the font has no OS/2 table")
