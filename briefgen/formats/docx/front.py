"""The front of the brief: its title, its subtitle, and the details of the edition."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.formats.docx.changes import mark_of
from briefgen.formats.docx.context import DocxContext
from briefgen.formats.docx.elements import Markup, OpenElement, w
from briefgen.formats.docx.inlines import Voice, write_inlines, write_text
from briefgen.formats.docx.paragraphs import set_space
from briefgen.formats.docx.setting import Setting
from briefgen.formats.docx.styles import Style
from briefgen.layout.measures import ABOVE_COVER
from briefgen.layout.text import TextRun, char_style, width_of
from briefgen.model.document import Detail, Front
from briefgen.model.inlines import Inline, Inlines, Text
from briefgen.model.traverse import map_inlines, plain_text
from briefgen.theme import Role

WIDER = 1.02
"""How much wider the same line may run in other programs."""


def write_front(context: DocxContext) -> Iterator[OpenElement]:
    """What stands above the first block."""
    front = context.document.front
    title = write_inlines(front.title, Voice(Role.TITLE, Style.BRIEF_TITLE), context)
    parts = {"title": Setting().paragraph(Style.TITLE, title, context)}
    if front.is_cover:
        above = context.theme.style(Role.TITLE).space_before + context.theme.page.text_height * ABOVE_COVER
        set_space(parts["title"], before=above)
    if front.subtitle:
        parts["subtitle"] = Setting().text(front.subtitle, Style.SUBTITLE, context)
    if front.details:
        parts["details"] = Setting().paragraph(Style.DETAILS, _details(front, context), context)
    for name, paragraph in parts.items():
        context.bookmarks.identify(paragraph, f"front/{name}")
        yield paragraph


def _details(front: Front, context: DocxContext) -> Iterator[Markup]:
    """The details with a widened space between them, which goes where a line breaks.

    Around a long one there is a break, and so there is between all of a cover.
    """
    for before, detail in zip((None, *front.details), front.details, strict=False):
        if before is not None:
            together = not front.is_cover and all(_may_share(each, context) for each in (before, detail))
            gap = write_text(" ", Voice(Role.DETAIL, Style.DETAIL_GAP), context)
            yield gap if together else w("r", w("br"))
        mark = mark_of(detail.change, context.annotations) if detail.change else None
        yield write_text(_unbroken(detail.label), Voice(Role.DETAIL, Style.LABEL, mark=mark), context)
        text = map_inlines(detail.text, _bound) if _is_whole(detail, context) else detail.text
        yield from write_inlines(_after_space(text), Voice(Role.DETAIL, mark=mark), context)


def _may_share(detail: Detail, context: DocxContext) -> bool:
    """Whether a detail may stand on one line with others."""
    return not detail.is_apart and _is_whole(detail, context)


def _is_whole(detail: Detail, context: DocxContext) -> bool:
    """Whether a detail fits on one line; a longer one has lines of its own."""
    look = char_style(context.theme, Role.DETAIL, context.document.properties.language)
    label = look.weighted(bold=True, italic=False)
    runs = (TextRun(f"{detail.label} ", label), TextRun(plain_text(detail.text), look))
    return width_of(runs) * WIDER <= context.theme.page.text_width


def _after_space(text: Inlines) -> Inlines:
    """The text behind a space on which no line breaks, in one run with its first words where these are not marked."""
    if text and isinstance(first := text[0], Text):
        return (Text(f"\u00a0{first.text}"), *text[1:])
    return (Text("\u00a0"), *text)


def _bound(inline: Inline) -> Inline:
    return Text(_unbroken(inline.text)) if isinstance(inline, Text) else inline


def _unbroken(text: str) -> str:
    return text.replace(" ", "\u00a0")
