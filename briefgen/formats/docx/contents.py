"""Contents: a field that Word can update, with entries that already lead to their headings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from briefgen.formats.docx.context import DocxContext
from briefgen.formats.docx.elements import Markup, OpenElement, w
from briefgen.formats.docx.figures import sequence
from briefgen.formats.docx.markup import hexadecimal
from briefgen.formats.docx.paragraphs import closing, field, opening, paragraph, text
from briefgen.formats.docx.styles import Style, level_style
from briefgen.model.blocks import Contents, ContentsEntry, Listed


def write_contents(contents: Contents, context: DocxContext) -> list[OpenElement]:
    """The title and the entries; those of headings in the control by which Word offers to update them."""
    title = paragraph(Style.CONTENTS_TITLE, [text(contents.title)])
    if contents.of is not Listed.HEADINGS:
        return [title, *_entries(contents, context)]
    gallery = w("docPartObj", w("docPartGallery", val="Table of Contents"), w("docPartUnique"))
    control = w("sdtPr", w("id", val=context.annotations.next()), gallery)
    return [w.open("sdt", control, w.open("sdtContent", title, *_entries(contents, context)))]


def _entries(contents: Contents, context: DocxContext) -> Iterator[OpenElement]:
    """One field over all entries: it opens in the first paragraph and closes in the last."""
    runs = opening(_instruction(contents, context))
    if not contents.entries:
        yield paragraph(Style.CONTENTS_1, [*runs, closing()])
    last = len(contents.entries) - 1
    for index, entry in enumerate(contents.entries):
        runs.extend(_entry(entry, context))
        if index == last:
            runs.append(closing())
        yield paragraph(_style(contents.of, entry), runs)
        runs = []


def _style(listed: Listed, entry: ContentsEntry) -> Style:
    return level_style("CONTENTS", entry.level) if listed is Listed.HEADINGS else Style.LIST_OF_FIGURES


def _instruction(contents: Contents, context: DocxContext) -> str:
    match contents.of:
        case Listed.HEADINGS:
            deepest = max((entry.level for entry in contents.entries), default=1)
            return f'TOC \\o "1-{deepest}" \\h \\z \\u'
        case Listed.FIGURES:
            return f'TOC \\h \\z \\c "{sequence(context.labels.figure)}"'
        case Listed.TABLES:
            return f'TOC \\h \\z \\c "{sequence(context.labels.table)}"'
        case _:
            assert_never(contents.of)


def _entry(entry: ContentsEntry, context: DocxContext) -> list[Markup]:
    """An entry as Word makes it anew: its number and a tab, where it has one, its text, and its page."""
    name = context.bookmarks.leading_to(entry.target)
    title = [*([text(entry.number), _tab()] if entry.number else []), text(entry.text)]
    if name is None:
        return title
    return [w("hyperlink", *title, *_page(entry, name, context), anchor=name, history=1)]


def _page(entry: ContentsEntry, name: str, context: DocxContext) -> list[Markup]:
    """The page as a field; nothing while it is not known, until somebody updates the contents.

    The leader has its colour of its own, since LibreOffice takes no style in a link.
    """
    if not entry.page:
        return []
    leader = w("r", w("rPr", w("color", val=hexadecimal(context.theme.colours.rule))), *_apart(w("tab")))
    return [leader, *field(f"PAGEREF {name} \\h", str(entry.page))]


def _apart(tab: Markup) -> tuple[Markup, Markup, Markup]:
    """The dots with a space at either end, so that they touch neither the text nor the number."""
    before, after = (w.holding("t", " ", xml__space="preserve") for _ in range(2))
    return before, tab, after


def _tab() -> Markup:
    return w("r", w("tab"))
