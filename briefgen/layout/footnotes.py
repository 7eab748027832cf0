"""Notes: each with its number, which leads back to the text, hanging before it."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.layout.blocks import names_of, nested
from briefgen.layout.boxes import Box, Group, Paragraph, Rule, stack_height
from briefgen.layout.footnote_area import Notes
from briefgen.layout.inlines import note_name, reference_name, referring
from briefgen.layout.style_context import Setting
from briefgen.layout.text import break_lines, width_of
from briefgen.model.document import Note
from briefgen.theme import Role

GAP = 6.0
RULE = 60.0
RULE_WEIGHT = 0.5
BELOW_RULE = 4.0
LONG = 8
"""The lines up to which a note is not broken."""


def page_notes(notes: Sequence[Note], width: float, setting: Setting) -> Notes:
    """All notes, ready to be placed on the pages of their references."""
    rule = Rule(width=RULE, weight=RULE_WEIGHT, colour=setting.colours.muted, after=BELOW_RULE)
    look = setting.look(Role.NOTE)
    indent = max((width_of([setting.run(_number(note), look)]) for note in notes), default=0.0) + GAP
    return Notes({note.name: _note(note, width, indent, setting) for note in notes}, rule)


def _number(note: Note) -> str:
    return f"{note.number}."


def _note(note: Note, width: float, indent: float, outer: Setting) -> Box:
    element = outer.calls.elements.get(note.name) or outer.tag("Note")
    element.identifier = note_name(note.name)
    setting = outer.inside(Role.NOTE).at(note.change, note.place).under(element)
    look = referring(setting.look(Role.NOTE), reference_name(note.name))
    style = setting.style(Role.NOTE)
    number = Paragraph(
        lines=break_lines([setting.run(_number(note), look)], indent),
        leading=style.leading,
        element=setting.tag("Lbl"),
    )
    children = nested(note.content, width - indent, setting)
    return Group(
        children=children,
        together=stack_height(children) <= LONG * style.leading,
        indent=indent,
        marker=number,
        names=(note_name(note.name), *names_of(note)),
        bar=setting.bar(note.change),
        place=note.place,
        after=style.space_after,
    )
