"""The house's reference document, changed as somebody in Word, or somebody with bad intent, might."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from briefgen.formats.docx.style_source import HouseStyle, house_style, house_style_faults
from briefgen.theme import ReferenceDocument, Theme
from tests.archives import unzipped
from tests.house import house
from tests.samples import ASSETS

PATH = ASSETS / "reference.docx"
STYLES = "word/styles.xml"
NUMBERING = "word/numbering.xml"
SETTINGS_RELATIONS = "word/_rels/settings.xml.rels"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

Parts = dict[str, bytes]
Change = Callable[[Parts], None]


@cache
def _house_parts() -> Parts:
    return unzipped(PATH.read_bytes())


def house_parts() -> Parts:
    """The parts of the house's reference document."""
    return dict(_house_parts())


def packed(parts: Parts) -> bytes:
    """Parts as a document, its fonts not packed, which would take long."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in parts.items():
            archive.writestr(name, data, ZIP_STORED if name.endswith(".odttf") else None)
    return file.getvalue()


def changed(*changes: Change) -> bytes:
    """The house's reference document with changes."""
    parts = house_parts()
    for change in changes:
        change(parts)
    return packed(parts)


def replaced(name: str, old: str, new: str, count: int = 1) -> Change:
    """A change of one passage in a part; it must be there."""

    def change(parts: Parts) -> None:
        text = parts[name].decode()
        if old not in text:
            raise ValueError(f"{old!r} does not stand in {name}")
        parts[name] = text.replace(old, new, count).encode()

    return change


def style(name: str) -> str:
    """A style of the house's reference document, by its name."""
    styles = re.findall(r"<w:style .*?</w:style>", house_parts()[STYLES].decode(), re.DOTALL)
    (found,) = (each for each in styles if f'<w:name w:val="{name}"/>' in each)
    return str(found)


def with_style(name: str, old: str, new: str) -> Change:
    """A change of one passage in a style."""
    before = style(name)
    if before.count(old) != 1:
        raise ValueError(f"{old!r} stands {before.count(old)} times in {name}")
    return replaced(STYLES, before, before.replace(old, new))


def without_style(name: str) -> Change:
    """A document that lacks a style."""
    return replaced(STYLES, style(name), "")


def added(name: str, data: bytes | str) -> Change:
    """A document with one part more."""
    return lambda parts: parts.update({name: data.encode() if isinstance(data, str) else data})


def relation(kind: str, target: str, *, external: bool = True) -> str:
    """A part of relationships with one relationship."""
    mode = ' TargetMode="External"' if external else ""
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{RELATIONSHIPS}/{kind}" Target="{target}"{mode}/></Relationships>'
    )


def themed(data: bytes, theme: Theme | None = None) -> Theme:
    """A house style with another reference document."""
    return replace(theme or house(), reference=ReferenceDocument(PATH, data))


def styled(*changes: Change) -> HouseStyle:
    """The house style with a changed reference document."""
    return house_style(themed(changed(*changes)), "en-GB")


def faults(data: bytes, theme: Theme | None = None) -> list[str]:
    """What is found wrong with a reference document."""
    return [f"{fault.code} {fault.message}" for fault in house_style_faults(themed(data, theme), "en-GB")]
