"""Callouts: the bar beside one goes on, though a table or a picture parts its paragraphs.

Word draws a bar beside the space between two paragraphs only where their frames are equal, and none beside the space
around a table. So a paragraph there has the space inside a frame of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from briefgen.formats.docx.markup import Element, attribute, qualified
from briefgen.formats.docx.paragraphs import set_property, set_space, style_of
from briefgen.formats.docx.styles import CALLOUT_PADDING, Style, frame, space_after, space_before
from briefgen.theme import Theme


def join(elements: Sequence[Element], style: Style, theme: Theme) -> None:
    """Let a callout of this style, its label first, go on around the tables and the picture at its start."""
    for position, element in enumerate(elements):
        above = elements[position - 1] if position else None
        is_first_picture = position == 1 and _is_paragraph(element) and style_of(element) is Style.FIGURE
        if above is None or not _is_paragraph(element):
            continue
        if not _is_paragraph(above):
            set_space(element, before=0)
            _frame_alone(elements, position, style, theme, CALLOUT_PADDING)
        elif is_first_picture:
            _frame_alone(elements, position, style, theme, _gap(above, element, theme))
    for above, below in pairwise(elements):
        if _is_paragraph(above) and not _is_paragraph(below):
            set_space(above, after=0)


def _frame_alone(elements: Sequence[Element], position: int, style: Style, theme: Theme, above: float) -> None:
    """Give a paragraph a frame with the room above it inside, and the room below it where the callout goes on."""
    element = elements[position]
    following = [below for below in elements[position + 1 : position + 2] if _is_paragraph(below)]
    room = max((_gap(element, below, theme) for below in following), default=0.0)
    for part in frame(style, theme, above=above, below=room):
        set_property(element, part)


def _gap(above: Element, below: Element, theme: Theme) -> float:
    """The space between two paragraphs, taken from them."""
    gap = max(_space(above, "after", theme), _space(below, "before", theme))
    set_space(above, after=0)
    set_space(below, before=0)
    return gap


def _is_paragraph(element: Element) -> bool:
    return element.tag == qualified("w:p")


def _space(element: Element, side: str, theme: Theme) -> float:
    """The space that a paragraph has on a side: its own, or its style's."""
    own = element[0].find(qualified("w:spacing"))
    if own is not None and (twentieths := attribute(own, f"w:{side}")):
        return int(twentieths) / 20
    style = style_of(element)
    return space_before(style, theme) if side == "before" else space_after(style, theme)
