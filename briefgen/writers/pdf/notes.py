"""Notes: a section behind the last block, each note with its number, which leads back to the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefgen.model.blocks import Heading
from briefgen.model.document import Note
from briefgen.model.inlines import Text
from briefgen.theme import Role
from briefgen.writers.pdf.blocks import heading, names_of, nested
from briefgen.writers.pdf.boxes import Box, Group, Paragraph
from briefgen.writers.pdf.inlines import note_name, reference_name
from briefgen.writers.pdf.setting import Setting
from briefgen.writers.pdf.text import break_lines

INDENT = 18.0


def note_boxes(notes: Sequence[Note], width: float, setting: Setting) -> list[Box]:
    """The section of all notes, or nothing."""
    if not notes:
        return []
    title = heading(Heading(1, (Text(setting.labels.notes),)), width, setting)
    return [title, *(_note(note, width, setting) for note in notes)]


def _note(note: Note, width: float, outer: Setting) -> Box:
    setting = outer.inside(Role.NOTE).at(note.change, note.place)
    look = replace(setting.look(Role.NOTE), target=reference_name(note.name))
    style = setting.style(Role.NOTE)
    return Group(
        children=nested(note.content, width - INDENT, setting),
        indent=INDENT,
        marker=Paragraph(lines=break_lines([setting.run(f"{note.number}.", look)], INDENT), leading=style.leading),
        names=(note_name(note.name), *names_of(note)),
        bar=setting.bar(note.change),
        place=note.place,
        after=style.space_after,
    )
