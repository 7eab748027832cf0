"""Notes: each with its number, which leads back to the text, hanging before it."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.layout.blocks import names_of, nested
from briefgen.layout.boxes import LayoutBox, RuleBox, StackBox, TextBox, stack_height
from briefgen.layout.footnote_area import Notes
from briefgen.layout.inlines import note_name, reference_name, referring
from briefgen.layout.style_context import StyleContext
from briefgen.layout.text import break_lines, width_of
from briefgen.model.document import Note
from briefgen.theme import Role

GAP = 6.0
RULE = 60.0
RULE_WEIGHT = 0.5
BELOW_RULE = 4.0
LONG = 8
"""The lines up to which a note is not broken."""


def page_notes(notes: Sequence[Note], width: float, context: StyleContext) -> Notes:
    """All notes, ready to be placed on the pages of their references."""
    rule = RuleBox(width=RULE, weight=RULE_WEIGHT, colour=context.colours.muted, after=BELOW_RULE)
    char_style = context.char_style(Role.NOTE)
    indent = max((width_of([context.run(_number(note), char_style)]) for note in notes), default=0.0) + GAP
    return Notes({note.name: _note(note, width, indent, context) for note in notes}, rule)


def _number(note: Note) -> str:
    return f"{note.number}."


def _note(note: Note, width: float, indent: float, outer: StyleContext) -> LayoutBox:
    element = outer.calls.elements.get(note.name) or outer.tag("Note")
    element.identifier = note_name(note.name)
    context = outer.inside(Role.NOTE).at(note.change, note.place).under(element)
    char_style = referring(context.char_style(Role.NOTE), reference_name(note.name))
    style = context.style(Role.NOTE)
    number = TextBox(
        lines=break_lines([context.run(_number(note), char_style)], indent),
        leading=style.leading,
        element=context.tag("Lbl"),
    )
    children = nested(note.content, width - indent, context)
    return StackBox(
        children=children,
        together=stack_height(children) <= LONG * style.leading,
        indent=indent,
        marker=number,
        names=(note_name(note.name), *names_of(note)),
        bar=context.bar(note.change),
        place=note.place,
        after=style.space_after,
    )
