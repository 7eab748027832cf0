"""A Word document -> an old document: tracked changes accepted, hidden and struck words taken out and listed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from briefgen.formats.docx.embedded import title_in, words_in
from briefgen.formats.docx.reader import read_document
from briefgen.formats.docx.safe_open import UnfitError, opened
from briefgen.formats.docx.word_model import Item, WordDocument, WordTable, lines_of
from briefgen.review.importing.cleaning import LineCleaner
from briefgen.review.importing.old_document import ImportFate, ListedPart, OldDocument, one_line
from briefgen.review.importing.paragraph_numbers import with_plain_paragraphs
from briefgen.review.pull.session import beginning


def read_word(data: bytes, _: Path) -> OldDocument:
    """The document of a Word file. Raises UnfitError for what is none, damaged, protected by a password or harmful."""
    parts = opened(data)
    document = read_document(parts)
    accepted = document.accepted
    calls = (piece.note for line in lines_of(accepted.body) for piece in line.pieces if piece.note)
    cleaner = LineCleaner([call for call in dict.fromkeys(calls) if call.isdigit()])
    body = cleaner.all_cleaned(accepted.body)
    notes = {number: cleaner.all_cleaned(items) for number, items in accepted.notes.items()}

    def part(name: str) -> bytes:
        try:
            return parts.part(name)
        except UnfitError:
            return b""

    found = OldDocument(
        body,
        notes,
        document.comments,
        title_in(parts),
        document.margins,
        document.manifest.ids if document.manifest else {},
        part,
        lambda name: words_in(parts, name),
        (*_beside(document), *_tracked(document), *cleaner.listed),
    )
    return with_plain_paragraphs(found)


def _beside(document: WordDocument) -> Iterator[ListedPart]:
    """What stands beside the text: contents, headers and footers."""
    if document.contents:
        text = " ".join(line.shown for line in document.accepted.contents)
        yield ListedPart(ImportFate.GENERATED, "contents", "", one_line(text))
    for margin in document.margins:
        yield ListedPart(ImportFate.GENERATED, "header or footer", "", one_line(margin))


def _tracked(document: WordDocument) -> Iterator[ListedPart]:
    """The tracked changes, which are taken as accepted: who made them, and each text that they took out."""
    changes = [piece for line in document.all_lines() for piece in line.pieces if piece.inserted or piece.deleted]
    if changes:
        people = {mark.author: None for piece in changes for mark in (piece.inserted, piece.deleted) if mark}
        what = f"tracked changes by {', '.join(people)}, as if they were accepted"
        yield ListedPart(ImportFate.OTHERWISE, what)
    for items in (document.body, *document.notes.values()):
        yield from _deleted(items)


def _deleted(items: Iterable[Item]) -> Iterator[ListedPart]:
    for item in items:
        if isinstance(item, WordTable):
            for row in item.rows:
                if row.deleted:
                    yield ListedPart(ImportFate.LEFT_OUT, "row deleted in a tracked change", "", row.shown)
                else:
                    yield from _deleted(row.lines)
        elif gone := "".join(piece.text for piece in item.pieces if piece.deleted).strip():
            where = f"“{beginning(item.shown)}”"
            yield ListedPart(ImportFate.LEFT_OUT, "text deleted in a tracked change", where, gone)
