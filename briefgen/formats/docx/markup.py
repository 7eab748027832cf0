"""Making WordprocessingML: elements from names, children and attributes, and units as the format counts them."""

from __future__ import annotations

from copy import copy
from functools import cache

from lxml import etree

from briefgen.errors import BriefgenError

Element = etree._Element

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "asvg": "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    "w16cid": "http://schemas.microsoft.com/office/word/2016/wordml/cid",
    "w16cex": "http://schemas.microsoft.com/office/word/2018/wordml/cex",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "ep": "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
    "op": "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
    "vt": "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes",
    "clbl": "http://schemas.microsoft.com/office/2020/mipLabelMetadata",
    "ds": "http://schemas.openxmlformats.org/officeDocument/2006/customXml",
    "m": "urn:briefgen:manifest",
    "f": "urn:briefgen:figures",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xml": "http://www.w3.org/XML/1998/namespace",
}

ROOT_PREFIXES = ("w", "r", "wp", "a", "pic", "w14", "mc")
"""Those of the namespaces that the roots of WordprocessingML parts declare."""


class IllegalCharacterError(BriefgenError):
    """A text holds a character that XML 1.0 cannot carry (section 2.2), so that no Word document can."""

    def __init__(self, text: str) -> None:
        super().__init__(f"a Word document cannot hold all characters of {text!r}")


@cache
def qualified(name: str) -> str:
    """`w:p` as lxml wants it: with the namespace's address in braces."""
    prefix, local = name.split(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


class Vocabulary:
    """Makes the elements of one namespace: `w("p", w("r"), rsidR="1")`.

    A child that is a string becomes the element's text, one that is `None` is left out, and so is an attribute. An
    attribute of another namespace is named with two underscores: `r__id`.
    """

    def __init__(self, prefix: str, *, qualified_attributes: bool = False) -> None:
        self._prefix = prefix
        self._qualified_attributes = qualified_attributes
        self._blanks: dict[str, Element] = {}
        self._attributes: dict[str, str] = {}

    def __call__(self, local: str, *children: Element | str | None, **attributes: str | int | None) -> Element:
        element = copy(self._blanks[local] if local in self._blanks else self._blank(local))
        for name, value in attributes.items():
            if value is not None:
                _set(element, self._attributes.get(name) or self._attribute(name), str(value))
        for child in children:
            if isinstance(child, str):
                set_text(element, child)
            elif child is not None:
                element.append(child)
        return element

    def _blank(self, local: str) -> Element:
        """An element without attributes and content, which is copied in a fourth of the time that making it takes."""
        blank = etree.Element(qualified(f"{self._prefix}:{local}"), nsmap={self._prefix: NAMESPACES[self._prefix]})
        return self._blanks.setdefault(local, blank)

    def _attribute(self, name: str) -> str:
        """The full name of an attribute."""
        own = qualified(f"{self._prefix}:{name}") if self._qualified_attributes else name
        return self._attributes.setdefault(name, qualified(name.replace("__", ":")) if "__" in name else own)


w = Vocabulary("w", qualified_attributes=True)
a = Vocabulary("a")
w14, w15, w16cid, w16cex = (Vocabulary(each, qualified_attributes=True) for each in ("w14", "w15", "w16cid", "w16cex"))
v = Vocabulary("v")
office = Vocabulary("o")


def _set(element: Element, name: str, value: str) -> None:
    try:
        element.set(name, value)
    except ValueError as error:
        raise IllegalCharacterError(value) from error


def set_text(element: Element, text: str) -> None:
    """Let an element hold a text; raises IllegalCharacterError for one that XML cannot hold."""
    try:
        element.text = text
    except ValueError as error:
        raise IllegalCharacterError(text) from error


def root(local: str, *children: Element | None) -> Element:
    """The root of a WordprocessingML part, which declares every namespace that its content may use."""
    namespaces = {prefix: NAMESPACES[prefix] for prefix in ROOT_PREFIXES}
    element = etree.Element(qualified(f"w:{local}"), nsmap=namespaces)
    element.set(qualified("mc:Ignorable"), "w14")
    element.extend(child for child in children if child is not None)
    return element


def attribute(element: Element, name: str) -> str | None:
    """The value of an attribute named with its prefix."""
    return element.get(qualified(name))


def value_of(element: Element, name: str) -> str:
    """The value of what an element holds by a name; empty where it holds none."""
    found = element.find(qualified(f"w:{name}"))
    return "" if found is None else attribute(found, "w:val") or ""


def twips(length: float) -> int:
    """Points in twentieths, the format's unit of length."""
    return round(length * 20)


def half_points(size: float) -> int:
    """Points in halves, the format's unit of type size."""
    return round(size * 2)


def eighths(width: float) -> int:
    """Points in eighths, the format's unit of line width."""
    return round(width * 8)


def hexadecimal(colour: str) -> str:
    """`#1f3a5f` as the format writes colours."""
    return colour.removeprefix("#").upper()


def border(side: str, width: float, colour: str, space: float = 0) -> Element:
    """One side's rule, `width` and its distance `space` in points."""
    return w(side, val="single", sz=eighths(width), space=round(space), color=hexadecimal(colour))
