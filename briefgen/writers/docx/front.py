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

LONGEST_WHOLE = 80
"""The characters of a detail that surely fit on one line."""


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
    """A label and its text, unbroken where they fit on a line; a widened space before them goes where it breaks."""
    if number:
        yield write_text(" ", Voice(Role.DETAIL, Style.DETAIL_GAP), draft)
    whole = len(detail.label) + len(detail.text) <= LONGEST_WHOLE
    yield write_text(_unbroken(detail.label), Voice(Role.DETAIL, Style.LABEL), draft)
    yield write_text(f"\u00a0{_unbroken(detail.text) if whole else detail.text}", Voice(Role.DETAIL), draft)


def _unbroken(text: str) -> str:
    return text.replace(" ", "\u00a0")
