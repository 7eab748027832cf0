"""The front: title, subtitle and details, above the first block."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefgen.layout.boxes import Box, Head, Paragraph, Row
from briefgen.layout.inlines import runs_of
from briefgen.layout.structure import Type
from briefgen.layout.style_context import Setting
from briefgen.layout.text import Run, balanced_lines, break_lines, width_of
from briefgen.model.document import Detail, Front
from briefgen.model.inlines import Inlines
from briefgen.theme import Role

DETAIL_GAP = 13.5


def front_boxes(front: Front, width: float, setting: Setting, lowered: float = 0.0) -> list[Box]:
    """The boxes of the front, in reading order, lowered below a high head; the title stands away from its rule."""
    title = _display(front.title, Role.TITLE, width, setting, setting.levels.heading(1))
    subtitle = [_display(front.subtitle, Role.SUBTITLE, width, setting, "P")] if front.subtitle else []
    return [Head(room=lowered, keep=True), title, *subtitle, *_details(front.details, width, setting)]


def _display(content: Inlines, role: Role, width: float, setting: Setting, type_: Type) -> Paragraph:
    style = setting.style(role)
    lines = balanced_lines(runs_of(content, setting.look(role), setting), width)
    return Paragraph(
        lines=lines,
        leading=style.leading,
        before=style.space_before,
        after=style.space_after,
        element=setting.tag(type_),
        bar=setting.bar_beside(content),
    )


def _details(details: Sequence[Detail], width: float, setting: Setting) -> list[Box]:
    """The details side by side, as many as fit whole; one that is wider than the page has its own lines."""
    rows: list[list[tuple[float, Box]]] = []
    x = 0.0
    for detail in details:
        runs = _detail(detail, setting)
        natural = min(width_of(runs), width)
        if not rows or x + natural > width:
            rows.append([])
            x = 0.0
        lines = break_lines(runs, width)
        leading = setting.style(Role.DETAIL).leading
        bar = setting.bar(detail.change) or setting.bar_beside(detail.text)
        rows[-1].append((x, Paragraph(lines=lines, leading=leading, element=setting.tag("P"), bar=bar)))
        x += natural + DETAIL_GAP
    made: list[Box] = [Row(cells=tuple(row)) for row in rows]
    return [*made[:-1], *(replace(row, after=setting.style(Role.DETAIL).space_after) for row in made[-1:])]


def _detail(detail: Detail, setting: Setting) -> tuple[Run, ...]:
    setting = setting.at(detail.change, None)
    look = setting.look(Role.DETAIL)
    label = look.weighted(bold=True, italic=False)
    space = setting.run("\u00a0", look)
    return (setting.run(detail.label, label), space, *runs_of(detail.text, look, setting))
