"""The reference document: what is taken from the Word document in which staff restyle the house style.

Nothing but formatting is: styles, the lists of the list styles, colours and fonts. Its text, headers, settings and
relationships stay where they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from functools import lru_cache

from docx.opc.constants import RELATIONSHIP_TYPE as RT

from briefgen.codes import REFERENCE_DAMAGED
from briefgen.formats.docx.fonts import FONT, SLOTS, Embedded, EmbeddedFont, Typeface, hidden, is_font
from briefgen.formats.docx.markup import Element, attribute, qualified
from briefgen.formats.docx.safe_open import SAVE_AGAIN, Opened, UnfitError, opened
from briefgen.formats.docx.sanitize import formatting, only_known
from briefgen.frozen import frozen

PROPERTY_OF_THEME = "House style SHA-256"
PROPERTY_OF_WIDTH = "Text width"
KEPT = 4
"""How many documents that were read are remembered."""


@frozen
class Reference:
    """What a reference document gives: the roots of its parts, its fonts, and the properties that it says of itself.

    `partial` are the families of which it has only the characters that its own text uses, and `unknown` the values that
    the schema does not know, which are left out.
    """

    styles: Element = field(repr=False)
    numbering: Element | None = field(default=None, repr=False)
    theme: Element | None = field(default=None, repr=False)
    font_table: Element | None = field(default=None, repr=False)
    fonts: Embedded = field(default_factory=dict, repr=False)
    partial: frozenset[str] = frozenset()
    named: dict[str, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()


@lru_cache(maxsize=KEPT)
def read_reference(data: bytes) -> Reference:
    """Read a reference document; who takes elements from it copies them. Raises UnfitError where it cannot be used."""
    document = opened(data)
    styles = document.related(document.main, RT.STYLES)
    if styles is None:
        raise UnfitError(REFERENCE_DAMAGED, "it has no styles", SAVE_AGAIN)
    table = _part(document, RT.FONT_TABLE, "fonts")
    fonts = dict(_fonts(document, table))
    root, numbering = _root(document, styles, "styles"), _part(document, RT.NUMBERING, "numbering")
    return Reference(
        root,
        numbering,
        _theme(document),
        table,
        {name: font for name, (font, is_whole) in fonts.items() if is_whole},
        frozenset(name.family for name, (_, is_whole) in fonts.items() if not is_whole),
        dict(_named(document)),
        tuple(
            dict.fromkeys(what for part in (root, numbering, table) if part is not None for what in only_known(part))
        ),
    )


def _root(document: Opened, name: str, local: str) -> Element:
    """The root of a part, with nothing in it but formatting."""
    element = document.xml(name)
    if element.tag != qualified(f"w:{local}"):
        raise UnfitError(REFERENCE_DAMAGED, f'its part "{name}" does not hold {local}', SAVE_AGAIN)
    return element if local == "fonts" else formatting(element)


def _part(document: Opened, kind: str, local: str) -> Element | None:
    name = document.related(document.main, kind)
    return None if name is None else _root(document, name, local)


def _theme(document: Opened) -> Element | None:
    name = document.related(document.main, RT.THEME)
    return None if name is None else document.xml(name)


def _fonts(document: Opened, table: Element | None) -> Iterator[tuple[Typeface, tuple[EmbeddedFont, bool]]]:
    """The embedded fonts, each with whether it has all of its characters."""
    part = document.related(document.main, RT.FONT_TABLE)
    if table is None or part is None:
        return
    files = {name: relation.target for name, relation in document.relations(part).items() if relation.kind == FONT}
    for entry in table.iterchildren(qualified("w:font")):
        family = attribute(entry, "w:name") or ""
        for (bold, italic), slot in SLOTS.items():
            embedded = entry.find(qualified(f"w:{slot}"))
            if embedded is not None:
                file = files.get(attribute(embedded, "r:id") or "", "")
                is_whole = attribute(embedded, "w:subsetted") in (None, "0", "false", "off")
                font = _font(document, file, attribute(embedded, "w:fontKey") or "", family)
                yield Typeface(family, bold, italic), (font, is_whole)


def _font(document: Opened, name: str, key: str, family: str) -> EmbeddedFont:
    data = document.part(name)
    try:
        is_sound = is_font(hidden(data, key))
    except ValueError:
        is_sound = False
    if not is_sound:
        raise UnfitError(REFERENCE_DAMAGED, f'the embedded font "{family}" is damaged', SAVE_AGAIN)
    return EmbeddedFont(key, data)


def _named(document: Opened) -> Iterator[tuple[str, str]]:
    """The properties that the document has by names of its own."""
    part = document.related("", RT.CUSTOM_PROPERTIES)
    if part is not None and part in document:
        for entry in document.xml(part):
            yield entry.get("name", ""), "".join(str(text) for text in entry.itertext()).strip()
