from __future__ import annotations

from dataclasses import replace

from briefgen.assemble.numbering import name_again, number_notes
from briefgen.model.blocks import Callout, CalloutKind, Cell, Column, Heading, Paragraph, Quotation, Table
from briefgen.model.document import Note
from briefgen.model.inlines import NoteReference, Text
from briefgen.model.labels import labels_for
from briefgen.model.traverse import blocks_of


def test_a_table_is_named_where_it_goes_on() -> None:
    """By its label, its caption or the heading above it; not at all where there is none of these."""
    row = (Cell((Text("x"),)),)
    plain = Table((Column(),), row, (row,))
    blocks = (
        plain,
        Heading(1, (Text("References"),)),
        plain,
        replace(plain, label="Table\u00a03", caption=(Text("The toll."),)),
        replace(plain, caption=(Text("Data of Figure\u00a02."),)),
        Callout(CalloutKind.NOTE, "Note", (replace(plain, caption=(Text("word " * 30),)),)),
    )
    found = [block.again for block in blocks_of(name_again(blocks, labels_for("en"))) if isinstance(block, Table)]
    assert found == [
        "",
        "References, continued",
        "Table\u00a03, continued",
        "Data of Figure\u00a02, continued",
        "References, continued",
    ]


def test_notes_are_numbered_as_they_are_read() -> None:
    """Who is quoted stands below the quotation, and a caption above its table."""

    def calling(note: str) -> tuple[Text, NoteReference]:
        return (Text("x"), NoteReference(note))

    read = ["quoted", "who", "caption", "head", "cell", "source"]
    quotation = Quotation((Paragraph(calling("quoted")),), calling("who"))
    rows = ((Cell(calling("cell")),), (Cell(calling("caption")),))
    table = Table((Column(),), (Cell(calling("head")),), rows, calling("caption"), calling("source"))
    notes = {name: Note(name, ()) for name in reversed(read)}
    _, used = number_notes((Callout(CalloutKind.NOTE, "Note", (quotation,)), table), notes)
    assert [(note.name, note.number) for note in used] == [(name, number) for number, name in enumerate(read, 1)]
