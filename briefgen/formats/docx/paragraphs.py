"""Paragraphs, plain runs, and fields: what Word computes, with the result that a reader sees before it does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import copy, deepcopy
from dataclasses import replace

from briefgen.formats.docx.changes import RESTYLED, Mark
from briefgen.formats.docx.complex_script import least_leading
from briefgen.formats.docx.markup import Element, attribute, qualified, set_text, twips, w
from briefgen.formats.docx.styles import Indent, Style
from briefgen.theme import TextStyle, Writing

PROPERTY_ORDER = (
    "pStyle",
    "keepNext",
    "keepLines",
    "pageBreakBefore",
    "widowControl",
    "numPr",
    "pBdr",
    "shd",
    "tabs",
    "spacing",
    "ind",
    "jc",
    "outlineLvl",
    "rPr",
    "sectPr",
    "pPrChange",
)
_RANK = {qualified(f"w:{name}"): rank for rank, name in enumerate(PROPERTY_ORDER)}


def in_order(properties: Iterable[Element]) -> list[Element]:
    """A paragraph's properties in the order that the schema asks for (ECMA-376 Part 1, 17.3.1.26)."""
    return sorted(properties, key=lambda element: _RANK[element.tag])


def paragraph(
    style: Style, content: Iterable[Element], properties: Iterable[Element] = (), mark: Mark | None = None
) -> Element:
    """A paragraph in a style, with properties of its own and, in a redline, the mark on its end."""
    end = w("rPr", *mark.elements()) if mark else None
    return w("p", w("pPr", w("pStyle", val=style.value), *in_order(properties), end), *content)


def tightened(
    size: float | None, style: TextStyle, writing: Writing | None = None, leading: float = 0.0
) -> Iterator[Element]:
    """The leading of type that is set in another size than its style has, as high as that asks for unless it is given.

    Nothing where the type is of the style's size.
    """
    if size is not None:
        leading = least_leading(leading or style.leading * size / style.size, size, writing)
        yield w("spacing", line=twips(leading), lineRule="exact")


def mark_end(element: Element, mark: Mark) -> None:
    """Mark the end alone of a paragraph that is already made."""
    set_property(element, w("rPr", *mark.elements()))


def restyled(element: Element, former: Style, mark: Mark) -> None:
    """Say that a paragraph had another style, as a change of its own: who rejects it has that style back."""
    own = {qualified(f"w:{name}") for name in ("pStyle", "rPr", "ind")}
    kept = (deepcopy(each) for each in element[0] if each.tag not in own)
    before = w("pPr", w("pStyle", val=former.value), *kept)
    set_property(element, replace(mark, kind=RESTYLED, around=None).element(before))


def unmark_end(element: Element) -> None:
    """Take the mark from the end of a paragraph that is already made, but not from its text."""
    for end in element.findall(f"{qualified('w:pPr')}/{qualified('w:rPr')}"):
        element[0].remove(end)


def set_property(element: Element, new: Element) -> None:
    """Set one property of a paragraph that is already made, in its place among the others."""
    properties = element[0]
    kept = [child for child in properties if child.tag != new.tag]
    properties[:] = in_order([*kept, new])


def set_space(element: Element, *, before: float | None = None, after: float | None = None) -> None:
    """Set the room above or below a paragraph that is already made; the other stays as it is."""
    spacing = element[0].find(qualified("w:spacing"))
    new = w("spacing") if spacing is None else spacing
    for name, space in (("before", before), ("after", after)):
        if space is not None:
            new.set(qualified(f"w:{name}"), str(twips(space)))
    set_property(element, new)


def style_of(element: Element) -> Style:
    """The style of a paragraph that is already made."""
    return Style(attribute(element[0][0], "w:val"))


def first_paragraph(elements: Iterable[Element]) -> Element | None:
    """The first paragraph among the elements or inside them."""
    for element in elements:
        for found in element.iter(qualified("w:p")):
            return found
    return None


def start_page(elements: Iterable[Element]) -> None:
    """Let what was written begin a new page."""
    first = first_paragraph(elements)
    if first is not None:
        set_property(first, w("pageBreakBefore"))


def keep_with_next(elements: Sequence[Element]) -> None:
    """Let what was written not end its page, where it ends in a paragraph."""
    if elements and elements[-1].tag == qualified("w:p"):
        set_property(elements[-1], w("keepNext"))


def indent(indents: Indent) -> Element:
    """The indents of a paragraph, all of them said, so that none is left over from its style."""
    return w("ind", left=twips(indents.left), right=twips(indents.right), hanging=twips(indents.hanging))


_TEXT, _DELETED = (w("r", w(name, xml__space="preserve")) for name in ("t", "delText"))


def text(characters: str, properties: Element | None = None, *, deleted: bool = False) -> Element:
    """A run of plain characters."""
    run = copy(_DELETED if deleted else _TEXT)
    set_text(run[0], characters)
    if properties is not None:
        run.insert(0, copy(properties))
    return run


def opening(instruction: str, properties: Element | None = None) -> list[Element]:
    """The runs before a field's result."""
    return [
        _mark("begin", properties),
        w("r", copy(properties), w("instrText", f" {instruction} ", xml__space="preserve")),
        _mark("separate", properties),
    ]


def closing(properties: Element | None = None) -> Element:
    """The run behind a field's result."""
    return _mark("end", properties)


def field(instruction: str, result: str | Iterable[Element], properties: Element | None = None) -> list[Element]:
    """A whole field with its cached result, each run of which has the same properties."""
    runs = [text(result, properties)] if isinstance(result, str) else list(result)
    return [*opening(instruction, properties), *runs, closing(properties)]


def _mark(kind: str, properties: Element | None) -> Element:
    return w("r", copy(properties), w("fldChar", fldCharType=kind))
