"""Notes of two documents: which are the same, and the numbers of those of both."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeGuard

from briefgen.assemble.numbering import number_notes
from briefgen.model.document import Document, Note
from briefgen.model.inlines import Inline, NoteReference
from briefgen.model.traverse import blocks_of, map_blocks, texts_of
from briefgen.review.diff.align import Fingerprint, Sequences, align, by_words
from briefgen.review.diff.tokens import keys_of

FORMER = "former "
"""What begins the name of a note that is gone, where another one has its name now."""


def match_notes(old: Document, new: Document) -> Document:
    """The old document with its notes, and the references to them, named as those that they are in the new one."""
    olds, news = ([_element(note) for note in document.notes] for document in (old, new))
    alignment = align(Sequences(olds, news, lambda i, j: by_words(olds[i], news[j]), can_move=True))
    pairs = dict(alignment.moves) | {step.old[0]: step.new[0] for step in alignment.steps if step.old and step.new}
    taken = {note.name for note in new.notes}
    names = {
        note.name: new.notes[pairs[index]].name if index in pairs else _former(note.name, taken)
        for index, note in enumerate(old.notes)
    }

    def renamed(inline: Inline) -> Inline:
        return replace(inline, note=names[inline.note]) if _is_known(inline, names) else inline

    notes = tuple(replace(note, name=names[note.name]) for note in old.notes)
    return replace(old, blocks=map_blocks(old.blocks, renamed), notes=notes)


def _is_known(inline: Inline, names: dict[str, str]) -> TypeGuard[NoteReference]:
    return isinstance(inline, NoteReference) and inline.note in names


def _former(name: str, taken: set[str]) -> str:
    while name in taken:
        name = f"{FORMER}{name}"
    return name


def _element(note: Note) -> Fingerprint:
    texts = [text for block in blocks_of(note.content) for text in texts_of(block)]
    words = tuple(key for text in texts for key in keys_of(text))
    return Fingerprint(note.id, words, words)


def number_document_notes(document: Document) -> Document:
    """The document with its notes numbered as its text refers to them, what is struck out as well."""
    blocks, notes = number_notes(document.blocks, {note.name: note for note in document.notes})
    return replace(document, blocks=blocks, notes=notes)
