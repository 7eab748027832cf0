"""Fonts: which family and which switches set a face, the font table, and font files inside the document.

Files are obfuscated as ISO/IEC 29500-1, 17.8.1 asks. That is no secret, for the key stands beside the file; it only
keeps a font from being taken out by accident.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import field
from uuid import UUID

from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.package import Package

from briefgen.cache import Cache
from briefgen.formats.docx.font_subsets import font_key, kept_subset
from briefgen.formats.docx.markup import Element, attribute, qualified, root, w
from briefgen.formats.docx.package import OBFUSCATED_FONT, relate
from briefgen.frozen import frozen
from briefgen.theme import Face, Theme

ROMAN, SWISS = "roman", "swiss"
INSTEAD, ARABIC_INSTEAD = {ROMAN: "Cambria", SWISS: "Calibri"}, "Times New Roman"
"""What Word takes where it uses no embedded fonts: in Protected View, in browsers, on telephones."""

ALEF = 0x0627
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
    return root("fonts", *(described_font(families[name]) for name in sorted(families)))


def described_font(face: Face) -> Element:
    """The entry of a font table for a face's family."""
    os2 = _os2(face.data)
    panose = os2[PANOSE_IN_OS2 : PANOSE_IN_OS2 + 10]
    ranges = [f"{value:08X}" for value in struct.unpack_from(">4I", os2, RANGES_IN_OS2)]
    code_pages = [f"{value:08X}" for value in struct.unpack_from(">2I", os2, CODE_PAGES_IN_OS2)]
    usb0, usb1, usb2, usb3 = ranges
    csb0, csb1 = code_pages
    is_swiss = panose[1] >= FIRST_SANS_SERIF_STYLE
    instead = ARABIC_INSTEAD if ALEF in face.characters else INSTEAD[SWISS if is_swiss else ROMAN]
    return w(
        "font",
        w("altName", val=instead),
        w("panose1", val=panose.hex().upper()),
        w("charset", val="00"),
        w("family", val=SWISS if is_swiss else ROMAN),
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


FONT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/font"
OBFUSCATED = 32
"""How many bytes at a font's start the key hides."""

SLOTS = {
    (False, False): "embedRegular",
    (True, False): "embedBold",
    (False, True): "embedItalic",
    (True, True): "embedBoldItalic",
}
"""The elements of a family in the font table that name its files, by bold and italic, in the schema's order."""

USES, RESTRICTED, BITMAPS_ONLY = 0x000F, 0x0002, 0x0200
"""The bits of fsType (OpenType OS/2) that say how a font may be used, and those that forbid to embed its outlines."""

SFNT = (b"\x00\x01\x00\x00", b"true", b"OTTO")


@frozen
class EmbeddedFont:
    """One font file as a document holds it: the key that hides its first bytes, and the bytes so hidden."""

    key: str
    data: bytes = field(repr=False)


Embedded = dict[Typeface, EmbeddedFont]


def hidden(data: bytes, key: str) -> bytes:
    """A font's bytes obfuscated with a key, or plain again: the first 32 bytes, each with one of the key's, last first.

    Raises ValueError for what is no key.
    """
    mask = UUID(key).bytes[::-1] * 2
    return bytes(byte ^ other for byte, other in zip(data[:OBFUSCATED], mask, strict=False)) + data[OBFUSCATED:]


def is_font(data: bytes) -> bool:
    """Whether the bytes are a font file whose table directory (OpenType, "Font Tables") lies within them."""
    if not data.startswith(SFNT) or len(data) < OBFUSCATED:
        return False
    (count,) = struct.unpack_from(">H", data, 4)
    if len(data) < 12 + 16 * count:
        return False
    entries = (struct.unpack_from(">2I", data, 12 + 16 * entry + 8) for entry in range(count))
    return count > 0 and all(offset + length <= len(data) for offset, length in entries)


def may_be_embedded(face: Face) -> bool:
    """Whether the font's maker lets documents carry its outlines."""
    rights = rights_of(face)
    return not rights & BITMAPS_ONLY and rights & USES != RESTRICTED


def faces_of(theme: Theme) -> dict[Typeface, Face]:
    """Every face of the theme by what Word calls it."""
    found: dict[Typeface, Face] = {}
    for name, family in theme.families.items():
        for bold, italic in SLOTS:
            face = family.face(bold=bold, italic=italic)
            found.setdefault(typeface(theme, name, bold=bold, italic=italic), face)
    return found


def subset_fonts(faces: Mapping[Typeface, Face], letters: frozenset[int], cache: Cache | None = None) -> Embedded:
    """Fonts with some letters, but for those that must not be embedded, each obfuscated with its whole file's key."""
    made = {face.path: _embedded(face, letters, cache) for face in faces.values() if may_be_embedded(face)}
    return {name: made[face.path] for name, face in faces.items() if face.path in made}


def _embedded(face: Face, letters: frozenset[int], cache: Cache | None) -> EmbeddedFont:
    key = font_key(face.data)
    return EmbeddedFont(key, hidden(kept_subset(face, letters, cache), key))


def add_fonts(table: Element, fonts: Embedded, owner: Part, package: Package) -> None:
    """Put fonts into a part's package, and name them in its font table."""
    entries = {attribute(entry, "w:name"): entry for entry in table}
    parts: dict[EmbeddedFont, str] = {}
    for name in sorted(fonts, key=lambda face: (face.family, face.italic, face.bold)):
        file = fonts[name]
        if file not in parts:
            part = Part(PackURI(f"/word/fonts/font{len(parts) + 1}.odttf"), OBFUSCATED_FONT, file.data, package)
            parts[file] = relate(owner, FONT, part)
        slot = w(SLOTS[name.bold, name.italic], r__id=parts[file], fontKey=file.key)
        entry = entries.get(name.family)
        if entry is not None:
            entry.append(slot)
    for entry in table:
        _sort_slots(entry)


def _sort_slots(entry: Element) -> None:
    order = [qualified(f"w:{slot}") for slot in SLOTS.values()]
    slots = sorted((child for child in entry if child.tag in order), key=lambda child: order.index(child.tag))
    entry.extend(slots)
