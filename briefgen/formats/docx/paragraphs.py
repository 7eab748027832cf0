"""Paragraphs, plain runs, and fields: what Word computes, with the result that a reader sees before it does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from briefgen.formats.docx.changes import RESTYLED, Mark
from briefgen.formats.docx.complex_script import least_leading
from briefgen.formats.docx.elements import NOTHING, Markup, OpenElement, escaped, markup_of, w
from briefgen.formats.docx.markup import twips
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
    "bidi",
    "spacing",
    "ind",
    "jc",
    "outlineLvl",
    "rPr",
    "sectPr",
    "pPrChange",
)
_RANK = {f"w:{name}": rank for rank, name in enumerate(PROPERTY_ORDER)}


def in_order(properties: Iterable[OpenElement]) -> list[OpenElement]:
    """A paragraph's properties in the order that the schema asks for (ECMA-376 Part 1, 17.3.1.26)."""
    return sorted(properties, key=lambda element: _RANK[element.tag])


def paragraph(
    style: Style, content: Iterable[Markup], properties: Iterable[OpenElement] = (), mark: Mark | None = None
) -> OpenElement:
    """A paragraph in a style, with properties of its own and, in a redline, the mark on its end."""
    end = w.open("rPr", *mark.elements()) if mark else None
    named = w.open("pPr", w.open("pStyle", val=style.value), *in_order(properties), end)
    return w.open("p", named, *content)


def tightened(
    size: float | None, style: TextStyle, writing: Writing | None = None, leading: float = 0.0
) -> Iterator[OpenElement]:
    """The leading of type that is set in another size than its style has, as high as that asks for unless it is given.

    Nothing where the type is of the style's size.
    """
    if size is not None:
        leading = least_leading(leading or style.leading * size / style.size, size, writing)
        yield w.open("spacing", line=twips(leading), lineRule="exact")


def mark_end(element: OpenElement, mark: Mark) -> None:
    """Mark the end alone of a paragraph that is already made."""
    set_property(element, w.open("rPr", *mark.elements()))


def restyled(element: OpenElement, former: Style, mark: Mark) -> None:
    """Say that a paragraph had another style, as a change of its own: who rejects it has that style back."""
    kept = [each for each in element.properties.elements if each.tag not in ("w:pStyle", "w:rPr", "w:ind")]
    before = w("pPr", w("pStyle", val=former.value), markup_of(kept))
    set_property(element, w.open(RESTYLED, before, **mark.attributes()))


def unmark_end(element: OpenElement) -> None:
    """Take the mark from the end of a paragraph that is already made, but not from its text."""
    if (properties := element.find("w:pPr")) is not None:
        properties[:] = [each for each in properties.elements if each.tag != "w:rPr"]


def set_property(element: OpenElement, new: OpenElement) -> None:
    """Set one property of a paragraph that is already made, in its place among the others."""
    kept = [each for each in element.properties.elements if each.tag != new.tag]
    element.properties[:] = in_order([*kept, new])


def set_space(element: OpenElement, *, before: float | None = None, after: float | None = None) -> None:
    """Set the room above or below a paragraph that is already made; the other stays as it is."""
    spaces = {"w:before": before, "w:after": after}
    _set_spacing(element, {name: str(twips(space)) for name, space in spaces.items() if space is not None})


def set_lines(element: OpenElement, leading: float) -> None:
    """Set how high the lines of a paragraph are at least that is already made."""
    _set_spacing(element, {"w:line": str(twips(leading)), "w:lineRule": "atLeast"})


def _set_spacing(element: OpenElement, attributes: Mapping[str, str]) -> None:
    spacing = element.properties.find("w:spacing")
    new = w.open("spacing") if spacing is None else spacing
    new.attributes.update(attributes)
    set_property(element, new)


def style_of(element: OpenElement) -> Style:
    """The style of a paragraph that is already made."""
    return Style(next(element.properties.elements).attributes["w:val"])


def first_paragraph(elements: Iterable[OpenElement]) -> OpenElement | None:
    """The first paragraph among the elements or inside them."""
    for element in elements:
        for found in element.iter("w:p"):
            return found
    return None


def start_page(elements: Iterable[OpenElement]) -> None:
    """Let what was written begin a new page."""
    first = first_paragraph(elements)
    if first is not None:
        set_property(first, w.open("pageBreakBefore"))


def keep_with_next(elements: Sequence[OpenElement]) -> None:
    """Let what was written not end its page, where it ends in a paragraph."""
    if elements and elements[-1].tag == "w:p":
        set_property(elements[-1], w.open("keepNext"))


def keep_rows(rows: Iterable[OpenElement]) -> None:
    """Let no page end behind rows of a table that are already made."""
    for row in rows:
        for written in row.iter("w:p"):
            set_property(written, w.open("keepNext"))


def indent(indents: Indent) -> OpenElement:
    """The indents of a paragraph, all of them said, so that none is left over from its style."""
    return w.open("ind", left=twips(indents.left), right=twips(indents.right), hanging=twips(indents.hanging))


def text(characters: str, properties: Markup = NOTHING, *, deleted: bool = False) -> Markup:
    """A run of plain characters."""
    name = "delText" if deleted else "t"
    return Markup(f'<w:r>{properties}<w:{name} xml:space="preserve">{escaped(characters)}</w:{name}></w:r>')


def opening(instruction: str, properties: Markup = NOTHING) -> list[Markup]:
    """The runs before a field's result."""
    said = escaped(f" {instruction} ")
    return [
        _mark("begin", properties),
        Markup(f'<w:r>{properties}<w:instrText xml:space="preserve">{said}</w:instrText></w:r>'),
        _mark("separate", properties),
    ]


def closing(properties: Markup = NOTHING) -> Markup:
    """The run behind a field's result."""
    return _mark("end", properties)


def field(instruction: str, result: str | Iterable[Markup], properties: Markup = NOTHING) -> list[Markup]:
    """A whole field with its cached result, each run of which has the same properties."""
    runs = [text(result, properties)] if isinstance(result, str) else list(result)
    return [*opening(instruction, properties), *runs, closing(properties)]


def _mark(kind: str, properties: Markup) -> Markup:
    return Markup(f'<w:r>{properties}<w:fldChar w:fldCharType="{kind}"/></w:r>')
