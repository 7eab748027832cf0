"""Notes: the part of the footnotes that the text has called."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.package import Package

from briefgen.formats.docx.blocks import write_opened
from briefgen.formats.docx.changes import mark_of
from briefgen.formats.docx.context import DocxContext
from briefgen.formats.docx.elements import Markup, OpenElement, markup_of, w
from briefgen.formats.docx.markup import Element
from briefgen.formats.docx.markup import w as w_element
from briefgen.formats.docx.package import WrittenPart
from briefgen.formats.docx.paragraphs import unmark_end
from briefgen.formats.docx.setting import Setting
from briefgen.formats.docx.styles import NOTE_INDENT, Style
from briefgen.formats.docx.tables import separated
from briefgen.model.document import Note

SEPARATORS = {"separator": -1, "continuationSeparator": 0}
"""The two footnotes that every document has, by the rule that each holds (ISO/IEC 29500-1, 17.18.33), and their ids."""


def write_notes(context: DocxContext, package: Package) -> Iterator[Markup]:
    """Add the footnotes that the text has called to the package, and give them."""
    called = context.footnotes.called()
    if not called:
        return
    part = WrittenPart("/word/footnotes.xml", CT.WML_FOOTNOTES, "footnotes", package)
    context.relations.relate(RT.FOOTNOTES, part)
    notes = {note.name: note for note in context.document.notes}
    with context.inside_notes(part):
        written = [w("footnote", markup_of(_note(notes[name], context)), id=number) for number, name in called]
    footnotes = context.turned(markup_of([*separators(), *written]))
    part.write(footnotes)
    yield footnotes


def _note(note: Note, context: DocxContext) -> list[OpenElement]:
    """The text behind its number, which Word counts; the last end of its paragraphs stays, as notes must have one."""
    mark = mark_of(note.change, context.annotations) if note.change else None
    following = Setting(style=Style.NOTE, left=NOTE_INDENT, mark=mark)
    elements = write_opened(note.content, replace(following, hanging=NOTE_INDENT), following, context)
    unmark_end(elements[-1])
    number = w("r", w("rPr", w("rStyle", val=Style.NOTE_REFERENCE.value)), w("footnoteRef"))
    elements[0][1:1] = [number, w("r", w("tab"))]
    return list(separated(elements, context.theme))


def separators() -> list[Markup]:
    """The footnotes that hold the rule above the others, on their first page and where they go on."""
    return [w("footnote", _tight(w(kind)), type=kind, id=number) for kind, number in SEPARATORS.items()]


def _tight(rule: Markup) -> Markup:
    """A paragraph as high as its line."""
    return w("p", w("pPr", w("spacing", before=0, after=0, line=240, lineRule="auto")), w("r", rule))


def announced() -> Element:
    """The setting that says which footnotes are the separators."""
    return w_element("footnotePr", *(w_element("footnote", id=number) for number in SEPARATORS.values()))
