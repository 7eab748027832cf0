"""Notes: the part of the footnotes that the text has called."""

from __future__ import annotations

from dataclasses import replace

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.package import Package

from briefgen.formats.docx.blocks import write_opened
from briefgen.formats.docx.changes import mark_of
from briefgen.formats.docx.draft import Draft
from briefgen.formats.docx.footnotes import separators
from briefgen.formats.docx.markup import Element, root, w
from briefgen.formats.docx.package import xml_part
from briefgen.formats.docx.paragraphs import unmark_end
from briefgen.formats.docx.setting import Setting
from briefgen.formats.docx.styles import NOTE_INDENT, Style
from briefgen.formats.docx.tables import separated
from briefgen.model.document import Note


def write_notes(draft: Draft, package: Package) -> Element | None:
    """Add the footnotes to the package, and give their part's root; nothing where the text calls none."""
    called = draft.footnotes.called()
    if not called:
        return None
    footnotes = root("footnotes", *separators())
    part = xml_part("/word/footnotes.xml", CT.WML_FOOTNOTES, footnotes, package)
    draft.relations.relate(RT.FOOTNOTES, part)
    notes = {note.name: note for note in draft.document.notes}
    with draft.inside_notes(part):
        footnotes.extend(w("footnote", *_note(notes[name], draft), id=number) for number, name in called)
    return footnotes


def _note(note: Note, draft: Draft) -> list[Element]:
    """The text behind its number, which Word counts; the last end of its paragraphs stays, as notes must have one."""
    mark = mark_of(note.change, draft.annotations) if note.change else None
    following = Setting(style=Style.NOTE, left=NOTE_INDENT, mark=mark)
    elements = write_opened(note.content, replace(following, hanging=NOTE_INDENT), following, draft)
    unmark_end(elements[-1])
    number = w("r", w("rPr", w("rStyle", val=Style.NOTE_REFERENCE.value)), w("footnoteRef"))
    elements[0][1:1] = [number, w("r", w("tab"))]
    return list(separated(elements, draft.theme))
