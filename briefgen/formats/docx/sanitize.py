"""Formatting that somebody else has made: what WordprocessingML knows of it, in its order, and no more."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from briefgen.codes import REFERENCE_DAMAGED
from briefgen.formats.docx.markup import NAMESPACES, Element, attribute, qualified
from briefgen.formats.docx.safe_open import SAVE_AGAIN, UnfitError

ORDERS = {
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
    "personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang eastAsianLayout specVanish oMath rPrChange",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
}
"""The children of an element in the order of the schema (ISO/IEC 29500-1, 17.7.4.17, 17.3.1.26, 17.3.2.28, 17.9.6)."""

_RANKS = {
    qualified(f"w:{parent}"): {qualified(f"w:{child}"): rank for rank, child in enumerate(children.split())}
    for parent, children in ORDERS.items()
}
_UNWANTED = {
    *(qualified(f"w:{name}") for name in ("rsid", "divId", "cnfStyle", "sectPr", "framePr", "lvlPicBulletId", "lang")),
    *(qualified(f"w:{name}") for name in ("pPrChange", "rPrChange", "tblPrChange", "trPrChange", "tcPrChange")),
}
"""Marks of editing, what belongs to a text and not to its style, and languages, which are the content's own."""

_W, _W14 = (f"{{{NAMESPACES[prefix]}}}" for prefix in ("w", "w14"))
_COUNTED = frozenset(
    qualified(f"w:{name}") for name in ("sz", "szCs", "kern", "position", "w", "outlineLvl", "ilvl", "numId")
)
_MEASURES = frozenset(
    qualified(f"w:{name}")
    for name in (
        "before",
        "after",
        "line",
        "left",
        "right",
        "start",
        "end",
        "hanging",
        "firstLine",
        "pos",
        "space",
        "w",
    )
)
_HIDING = tuple(qualified(f"w:{name}") for name in ("vanish", "specVanish", "webHidden"))
_SIDES = {"start": "left", "end": "right"}
_VALUE = qualified("w:val")
_SPACING = qualified("w:spacing")
_MEASURE = re.compile(r"-?\d{1,9}(\.\d+)?(mm|cm|in|pt|pc|pi|%)?")


def formatting(element: Element) -> Element:
    """An element with nothing below it but formatting, in the schema's order.

    Raises UnfitError for an element that stands where the format knows none, and for a measure that is no number.
    """
    etree.strip_elements(element, *_UNWANTED, with_tail=False)
    for child in list(element.iter()):
        _clean(child)
    for level in element.iter(qualified("w:lvlJc")):
        # LibreOffice writes the names of the strict schema, which the transitional one does not have here.
        level.set(_VALUE, _SIDES.get(level.get(_VALUE, "left"), level.get(_VALUE, "left")))
    return element


def shown(element: Element) -> bool:
    """Take out all that hides text below an element; whether anything did."""
    found = list(element.iter(*_HIDING))
    for each in found:
        each.getparent().remove(each)  # type: ignore[union-attr]  # it stands below the element
    return any(is_on(each) for each in found)


def is_on(switch: Element) -> bool:
    """Whether a property that can be on or off is on (ISO/IEC 29500-1, 17.17.4)."""
    return attribute(switch, "w:val") not in ("0", "false", "off")


def place(parent: Element, child: Element) -> None:
    """Put a child where the schema wants it, in the stead of one of its kind."""
    for old in parent.findall(str(child.tag)):
        parent.remove(old)
    parent.append(child)
    _sort(parent, list(parent))


def _sort(element: Element, children: list[Element]) -> None:
    ranks = _RANKS[str(element.tag)]
    element[:] = sorted(children, key=lambda child: ranks.get(str(child.tag), len(ranks)))


def _clean(element: Element) -> None:
    for name in [name for name in element.attrib if _is_foreign(str(name))]:
        del element.attrib[name]
    for name, value in _measures(element):
        if not _MEASURE.fullmatch(value):
            message = f'its formatting is damaged: "{value}" is no measure, in {_local(element)} {_local_name(name)}'
            raise UnfitError(REFERENCE_DAMAGED, message, SAVE_AGAIN)
    children = [child for child in element if str(child.tag).startswith((_W, _W14))]
    ranks = _RANKS.get(str(element.tag))
    if ranks is not None:
        for child in children:
            if str(child.tag).startswith(_W) and child.tag not in ranks:
                message = f"its formatting is damaged: {_local(child)} may not stand in {_local(element)}"
                raise UnfitError(REFERENCE_DAMAGED, message, SAVE_AGAIN)
        _sort(element, children)
    elif len(children) != len(element):
        element[:] = children


def _is_foreign(name: str) -> bool:
    return not name.startswith((_W, _W14))


def _measures(element: Element) -> Iterator[tuple[str, str]]:
    for name, value in element.attrib.items():
        is_value = name == _VALUE and (element.tag in _COUNTED or (element.tag == _SPACING))
        if is_value or (name in _MEASURES and str(element.tag).startswith(_W)):
            yield str(name), str(value)


def _local(element: Element) -> str:
    return _local_name(str(element.tag))


def _local_name(name: str) -> str:
    return f"w:{name.rpartition('}')[2]}"
