"""Definitions that the text relies on: styles, lists and fonts, and numbers that are numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from briefgen.formats.docx.markup import Element, attribute
from tests.formats.docx.opened import Docx, find

STYLES, NUMBERING, FONTS = "word/styles.xml", "word/numbering.xml", "word/fontTable.xml"
KINDS = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}
SCRIPTS = ("ascii", "hAnsi", "cs", "eastAsia")
LINKS = ("basedOn", "next", "link", "styleLink", "numStyleLink")
LENGTHS = ("after", "before", "bottom", "firstLine", "footer", "gutter", "hanging", "header", "left", "right", "top")
COUNTED = frozenset((*LENGTHS, "cx", "cy", "h", "id", "line", "pos", "space", "sz", "w"))
"""Attributes that hold whole numbers, whatever element has them."""

VALUES = frozenset(
    (
        "abstractNumId",
        "gridAfter",
        "gridBefore",
        "gridSpan",
        "ilvl",
        "kern",
        "numId",
        "outlineLvl",
        "start",
        "sz",
        "szCs",
    )
)
"""Elements whose value is a whole number."""

NUMBER = re.compile(r"-?[0-9]+")
NAMESPACED = ("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}", "")


def _parts(docx: Docx) -> dict[str, Element]:
    """The parts that use definitions."""
    return docx.stories | {name: docx.xml(name) for name in (STYLES, NUMBERING) if name in docx.parts}


def styles(docx: Docx) -> Iterator[str]:
    """Styles that are used but not defined, or defined twice, or as another kind."""
    defined: dict[str, str | None] = {}
    for style in find(docx.xml(STYLES), "//w:style"):
        identity = attribute(style, "w:styleId") or ""
        if identity in defined:
            yield f"{identity} twice"
        defined[identity] = attribute(style, "w:type")
    for name, part in _parts(docx).items():
        for element, kind in KINDS.items():
            for used in set(find(part, f"//w:{element}/@w:val")):
                if defined.get(used) != kind:
                    yield f"{name}: there is no style {used} for a {kind}"
    used = {value for link in LINKS for value in find(docx.xml(STYLES), f"//w:{link}/@w:val")}
    yield from (f"a style relies on {name}, which is not there" for name in sorted(used - set(defined)))


def lists(docx: Docx) -> Iterator[str]:
    """Lists, or levels of them, that are used but not defined."""
    levels = _levels(docx)
    yield from (f"the list {number} has no definition" for number, known in levels.items() if not known)
    for name, part in _parts(docx).items():
        for properties in find(part, "//w:numPr[w:numId]"):
            number = find(properties, "w:numId/@w:val")[0]
            level = (find(properties, "w:ilvl/@w:val") or ["0"])[0]
            if number != "0" and level not in levels.get(number, ()):
                yield f"{name}: there is no list {number} with level {level}"


def _levels(docx: Docx) -> dict[str, set[str]]:
    """The levels of each list; none for one whose definition is not there."""
    if NUMBERING not in docx.parts:
        return {}
    root = docx.xml(NUMBERING)
    defined = {
        attribute(each, "w:abstractNumId"): set(map(str, find(each, "w:lvl/@w:ilvl")))
        for each in find(root, "w:abstractNum")
    }
    return {
        attribute(each, "w:numId") or "": defined.get(str(find(each, "w:abstractNumId/@w:val")[0]), set())
        for each in find(root, "w:num")
    }


def fonts(docx: Docx) -> Iterator[str]:
    """Fonts that the font table does not describe."""
    described = set(find(docx.xml(FONTS), "//w:font/@w:name"))
    for name, part in _parts(docx).items():
        used = {str(font) for script in SCRIPTS for font in find(part, f"//w:rFonts/@w:{script}")}
        yield from (f"{name}: {font} is not described" for font in sorted(used - described))


def numbers(docx: Docx) -> Iterator[str]:
    """Sizes, places and ids that are no whole numbers."""
    for name, part in _parts(docx).items():
        for element in part.iter("{*}*"):
            local = element.tag.rpartition("}")[2]
            for key, value in element.attrib.items():
                space, _, attribute_ = str(key).rpartition("}")
                counted = attribute_ in COUNTED or (attribute_ == "val" and local in VALUES)
                if counted and _is_ours(element, space) and not NUMBER.fullmatch(str(value)):
                    yield f"{name}: {local} has {attribute_} {value!r}"


def _is_ours(element: Element, space: str) -> bool:
    """Whether an attribute is one of Word's or of a drawing's: VML writes lengths with their units, ids as names."""
    whose = space or element.tag
    return "wordprocessingml/2006" in whose or "drawingml" in whose


RULES: Mapping[str, Callable[[Docx], Iterator[str]]] = {
    "styles": styles,
    "lists": lists,
    "fonts": fonts,
    "whole numbers": numbers,
}
