"""Complex scripts: the font, size and weight that Word takes for Arabic letters, which every style has beside its own.

Source: ISO/IEC 29500-1, 17.3.2.26 (rFonts), 17.3.2.39 (szCs), 17.3.2.2 (bCs).
"""

from __future__ import annotations

from collections.abc import Set

from briefgen.formats.docx.markup import Element, attribute, half_points, qualified, value_of, w
from briefgen.formats.docx.sanitize import place
from briefgen.model.direction import ARABIC, RIGHT_TO_LEFT, writing_of
from briefgen.theme import Theme, Writing

_RUN, _PARAGRAPH = qualified("w:rPr"), qualified("w:pPr")
_LEAST = ("exact", "atLeast")


def writing_in(theme: Theme, language: str) -> Writing | None:
    """How words from the right are set in a language, which may be none or one that is not offered."""
    direction, script = writing_of(language)
    return theme.writing(language, script if direction == RIGHT_TO_LEFT else ARABIC)


def set_complex_script(element: Element, theme: Theme, writing: Writing) -> None:
    """Set the font and size of a writing wherever a part has those of the styles for it.

    What somebody has chosen for the script itself in a reference document stays.
    """
    bold: set[str | None] = {family.bold.family for family in theme.families.values()}
    bold -= {family.regular.family for family in theme.families.values()}
    for properties in element.iter(_RUN):
        _set_font(properties, bold, writing)
        size = properties.find(qualified("w:szCs"))
        if size is not None and (given := attribute(size, "w:val")) == value_of(properties, "sz") and given:
            size.set(qualified("w:val"), str(scaled(int(given) / 2, writing)))


def characters_of(writing: Writing | None) -> frozenset[int]:
    """The code points that the font of a writing has."""
    return frozenset() if writing is None else writing.family.regular.characters


def scaled(size: float, writing: Writing | None) -> int:
    """The size of a writing where a style has a size, in half points."""
    return half_points(size if writing is None else size * writing.scale)


def least_leading(leading: float, size: float, writing: Writing | None) -> float:
    """The leading that lines of a style need where they are set in a writing, in points."""
    return leading if writing is None else max(leading, scaled(size, writing) / 2 * writing.leading)


def _set_font(properties: Element, bold: Set[str | None], writing: Writing) -> None:
    fonts = properties.find(qualified("w:rFonts"))
    if fonts is None or attribute(fonts, "w:cs") != attribute(fonts, "w:ascii") or not attribute(fonts, "w:cs"):
        return
    is_bold = attribute(fonts, "w:ascii") in bold or properties.find(qualified("w:b")) is not None
    family = writing.family.face(bold=is_bold).family
    fonts.set(qualified("w:cs"), family)
    if (followed := attribute(fonts, "w:asciiTheme")) and family == writing.family.regular.family:
        fonts.set(qualified("w:cstheme"), followed.replace("HAnsi", "Bidi"))
    if is_bold and family == writing.family.regular.family:
        place(properties, w("bCs"))


def set_leading(styles: Element, writing: Writing) -> None:
    """Give every style of lines of a height of its own the height that the writing needs."""
    by_id = {attribute(style, "w:styleId"): style for style in styles.iterchildren(qualified("w:style"))}
    for style in by_id.values():
        spacing = style.find(f"{_PARAGRAPH}/{qualified('w:spacing')}")
        if spacing is not None and attribute(spacing, "w:lineRule") in _LEAST:
            least = round(_size(style, by_id) * writing.leading * 20)
            given = int(float(attribute(spacing, "w:line") or 0))
            spacing.set(qualified("w:line"), str(max(given, least)))


def _size(style: Element, by_id: dict[str | None, Element]) -> float:
    """The size of a style's complex script in points: its own, or that of a style on which it is based."""
    current: Element | None = style
    seen: list[Element] = []
    while current is not None and current not in seen:
        seen.append(current)
        properties = current.find(_RUN)
        if properties is not None and (size := value_of(properties, "szCs")):
            return float(size) / 2
        current = by_id.get(value_of(current, "basedOn"))
    return 0.0


def without_tracking(styles: Element, kept: str) -> None:
    """Take the tracking from all styles but one: letters that join may not be set apart."""
    for style in styles.iterchildren(qualified("w:style")):
        properties = style.find(_RUN)
        tracking = None if properties is None else properties.find(qualified("w:spacing"))
        if properties is not None and tracking is not None and attribute(style, "w:styleId") != kept:
            properties.remove(tracking)


def without_slant(element: Element, writing: Writing) -> None:
    """Leave letters upright in a script that has no italics, instead of letting Word slant them."""
    if writing.family.italic == writing.family.regular:
        for slant in list(element.iter(qualified("w:iCs"))):
            slant.getparent().remove(slant)  # type: ignore[union-attr]  # it stands below the element
