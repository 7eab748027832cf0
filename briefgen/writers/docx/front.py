"""The front of the brief: its title, its subtitle, and the details of the edition."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.model.document import Detail
from briefgen.theme import Role
from briefgen.writers.docx.draft import Draft
from briefgen.writers.docx.inlines import Voice, write_text
from briefgen.writers.docx.markup import Element
from briefgen.writers.docx.setting import Setting
from briefgen.writers.docx.styles import Style


def write_front(draft: Draft) -> Iterator[Element]:
    """What stands above the first block."""
    front = draft.document.front
    yield Setting().text(front.title, Style.TITLE, draft)
    if front.subtitle:
        yield Setting().text(front.subtitle, Style.SUBTITLE, draft)
    if front.details:
        runs = [run for number, detail in enumerate(front.details) for run in _detail(number, detail, draft)]
        yield Setting().paragraph(Style.DETAILS, runs, draft)


def _detail(number: int, detail: Detail, draft: Draft) -> Iterator[Element]:
    """A label, never broken, and its text; a widened space before it goes where the line breaks."""
    if number:
        yield write_text(" ", Voice(Role.DETAIL, Style.DETAIL_GAP), draft)
    yield write_text(detail.label.replace(" ", "\u00a0"), Voice(Role.DETAIL, Style.LABEL), draft)
    yield write_text(f"\u00a0{detail.text}", Voice(Role.DETAIL), draft)
