"""The front: title, subtitle and details, above the first block."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefgen.layout.boxes import LayoutBox, RowBox, SpaceBox, TextBox
from briefgen.layout.inlines import runs_of
from briefgen.layout.structure import StructureType
from briefgen.layout.style_context import StyleContext
from briefgen.layout.text import TextRun, balanced_lines, break_lines, width_of
from briefgen.model.document import Detail, Front
from briefgen.model.inlines import Inlines
from briefgen.theme import Role

DETAIL_GAP = 13.5


def front_boxes(front: Front, width: float, context: StyleContext, lowered: float = 0.0) -> list[LayoutBox]:
    """The boxes of the front, in reading order, lowered below a high head; the title stands away from its rule."""
    title = _display(front.title, Role.TITLE, width, context, context.levels.heading(1))
    subtitle = [_display(front.subtitle, Role.SUBTITLE, width, context, "P")] if front.subtitle else []
    return [SpaceBox(room=lowered, keep=True), title, *subtitle, *_details(front.details, width, context)]


def _display(content: Inlines, role: Role, width: float, context: StyleContext, type_: StructureType) -> TextBox:
    style = context.style(role)
    lines = balanced_lines(runs_of(content, context.char_style(role), context), width)
    return TextBox(
        lines=lines,
        leading=style.leading,
        before=style.space_before,
        after=style.space_after,
        element=context.tag(type_),
        bar=context.bar_beside(content),
    )


def _details(details: Sequence[Detail], width: float, context: StyleContext) -> list[LayoutBox]:
    """The details side by side, as many as fit whole; one that is wider than the page has its own lines."""
    rows: list[list[tuple[float, LayoutBox]]] = []
    x = 0.0
    for detail in details:
        runs = _detail(detail, context)
        natural = min(width_of(runs), width)
        if not rows or x + natural > width:
            rows.append([])
            x = 0.0
        lines = break_lines(runs, width)
        leading = context.style(Role.DETAIL).leading
        bar = context.bar(detail.change) or context.bar_beside(detail.text)
        rows[-1].append((x, TextBox(lines=lines, leading=leading, element=context.tag("P"), bar=bar)))
        x += natural + DETAIL_GAP
    made: list[LayoutBox] = [RowBox(cells=tuple(row)) for row in rows]
    return [*made[:-1], *(replace(row, after=context.style(Role.DETAIL).space_after) for row in made[-1:])]


def _detail(detail: Detail, context: StyleContext) -> tuple[TextRun, ...]:
    context = context.at(detail.change, None)
    char_style = context.char_style(Role.DETAIL)
    label = char_style.weighted(bold=True, italic=False)
    space = context.run("\u00a0", char_style)
    return (context.run(detail.label, label), space, *runs_of(detail.text, char_style, context))
