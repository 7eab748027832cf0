"""Pages: the sheet, and what stands at the top and bottom of each."""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT

from briefgen.formats.docx.context import DocxContext
from briefgen.formats.docx.fields import field, text
from briefgen.formats.docx.markup import Element, root, twips, w
from briefgen.formats.docx.paragraphs import paragraph
from briefgen.formats.docx.styles import Style
from briefgen.formats.docx.watermark import watermark
from briefgen.theme import Page

KINDS = {"header": ("hdr", CT.WML_HEADER, RT.HEADER), "footer": ("ftr", CT.WML_FOOTER, RT.FOOTER)}


def section(context: DocxContext) -> Element:
    """The properties of the document's only section; its first page has a head of its own."""
    front = context.document.front
    first = _line(Style.MASTHEAD, front.desk, front.issue)
    running = _line(Style.HEADER, front.running_title, front.running_issue)
    return w(
        "sectPr",
        _reference("header", "first", _head([*_marking(front.marking), first], 1, context), context),
        _reference("header", "default", _head([*_marking(front.marking), running], 2, context), context),
        _reference("footer", "first", [_footer(1, context), *_marking(front.marking)], context),
        _reference("footer", "default", [_footer(2, context), *_marking(front.marking)], context),
        *sheet(context.theme.page),
        w("titlePg"),
    )


def sheet(page: Page) -> tuple[Element, Element]:
    """The size of the sheet and its margins."""
    margins = w(
        "pgMar",
        top=twips(page.top),
        right=twips(page.right),
        bottom=twips(page.bottom),
        left=twips(page.left),
        header=twips(page.header),
        footer=twips(page.footer),
        gutter=0,
    )
    return w("pgSz", w=twips(page.width), h=twips(page.height)), margins


def _reference(kind: str, pages: str, content: list[Element], context: DocxContext) -> Element:
    local, content_type, relation = KINDS[kind]
    part = context.relations.add_part(f"/word/{kind}-{pages}.xml", content_type, relation, root(local, *content))
    return w(f"{kind}Reference", type=pages, r__id=part)


def _head(content: list[Element], number: int, context: DocxContext) -> list[Element]:
    """A header, with the word across the page at its start until the brief is cleared."""
    if word := context.document.front.draft:
        content[0].insert(1, watermark(word, number, context.theme))
    return content


def _marking(marking: str) -> list[Element]:
    return [paragraph(Style.MARKING, [text(marking)])] if marking else []


def _line(style: Style, left: str, right: str) -> Element:
    """Two texts on one line; where both do not fit, the one on the right goes whole below the other."""
    return paragraph(style, [text(left), w("r", w("tab")), text(right.replace(" ", "\u00a0"))])


def _footer(page: int, context: DocxContext) -> Element:
    """The desk, and the page of all pages, which Word counts; shown before that are the pages of the PDF."""
    pages = max(page, context.document.pages)
    numbers = {"page": ("PAGE", page), "pages": ("NUMPAGES", pages)}
    return paragraph(Style.FOOTER, [text(context.document.front.desk), w("r", w("tab")), *_numbers(context, numbers)])


def _numbers(context: DocxContext, numbers: dict[str, tuple[str, int]]) -> Iterator[Element]:
    for words, name, _, _ in Formatter().parse(context.labels.page_of):
        if words:
            yield text(words)
        if name:
            instruction, result = numbers[name]
            yield from field(instruction, str(result))
