"""Notes: printed behind the text, each leading back to its first reference."""

from __future__ import annotations

from briefgen.model.document import Note
from briefgen.model.inlines import Text
from briefgen.theme import Role
from briefgen.writers.docx.blocks import write_opened
from briefgen.writers.docx.bookmarks import note_name, reference_name
from briefgen.writers.docx.draft import Draft
from briefgen.writers.docx.inlines import Voice, write_text
from briefgen.writers.docx.markup import Element, w
from briefgen.writers.docx.setting import Setting
from briefgen.writers.docx.styles import NOTE_INDENT, Style


def write_notes(draft: Draft) -> list[Element]:
    """The notes under their heading; nothing where there are none."""
    notes = draft.document.notes
    if not notes:
        return []
    heading = Setting().text((Text(draft.labels.notes),), Style.HEADING_1, draft)
    return [heading, *(element for note in notes for element in _note(note, draft))]


def _note(note: Note, draft: Draft) -> list[Element]:
    following = Setting(style=Style.NOTE, left=NOTE_INDENT)
    elements = write_opened(
        note.content, Setting(style=Style.NOTE, left=NOTE_INDENT, hanging=NOTE_INDENT), following, draft
    )
    number = write_text(f"{note.number}.", Voice(Role.NOTE), draft)
    back = w("hyperlink", number, anchor=reference_name(note.name), history=1)
    elements[0][1:1] = [back, w("r", w("tab"))]
    draft.bookmarks.around_content(elements[0], note_name(note.name))
    return elements
