"""A Word document -> an old document: tracked changes accepted, hidden and struck words taken out and listed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from briefgen.formats.docx.embedded import title_in, words_in
from briefgen.formats.docx.reader import read_document
from briefgen.formats.docx.safe_open import UnfitError, opened
from briefgen.formats.docx.word_model import NOTE, Item, WordDocument, WordParagraph, WordRun, WordTable, lines_of
from briefgen.review.importing.old_document import ImportFate, ListedPart, OldDocument, mapped, one_line
from briefgen.review.pull.session import beginning

GONE = ("struck through", "hidden")
"""The marks of words that a reader of the Word document was not to read."""

_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_ORDINAL = re.compile(r"(?:st|nd|rd|th|e|er|o|a|º|ª)\s*", re.IGNORECASE)


def read_word(data: bytes) -> OldDocument:
    """The document of a Word file. Raises UnfitError for what is none, damaged, protected by a password or harmful."""
    parts = opened(data)
    document = read_document(parts)
    accepted = document.accepted
    calls = (piece.note for line in lines_of(accepted.body) for piece in line.pieces if piece.note)
    cleaner = _Cleaner([call for call in dict.fromkeys(calls) if call.isdigit()])
    body = tuple(mapped(accepted.body, cleaner.cleaned))
    notes = {number: tuple(mapped(items, cleaner.cleaned)) for number, items in accepted.notes.items()}

    def part(name: str) -> bytes:
        try:
            return parts.part(name)
        except UnfitError:
            return b""

    return OldDocument(
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


class _Cleaner:
    """Takes out of lines what nobody was to read, sets raised and lowered characters, and lists what it did."""

    def __init__(self, called: Sequence[str]) -> None:
        self._called = called
        self.listed: list[ListedPart] = []

    def cleaned(self, line: WordParagraph) -> WordParagraph:
        """The line, with its boxes, as it is to be read."""
        pieces = [self._piece(piece, line) for piece in line.pieces]
        kept = tuple(piece for piece in pieces if piece is not None)
        if kept == line.pieces:
            return line
        gone = [(start, length) for start, length in _gaps(line.pieces, pieces)]
        ranges = tuple(
            replace(each, at=each.at - sum(min(length, max(0, each.at - start)) for start, length in gone))
            for each in line.comments
        )
        return replace(line, pieces=kept, comments=ranges)

    def _piece(self, piece: WordRun, line: WordParagraph) -> WordRun | None:
        where = f"“{beginning(line.shown)}”"
        hidden = next((mark for mark in piece.marks if mark in GONE), "")
        if hidden:
            self.listed.append(ListedPart(ImportFate.LEFT_OUT, f"{hidden} text", where, piece.text.strip()))
            return None
        if piece.marks:
            what = f"{' and '.join(piece.marks)} text, without its mark"
            self.listed.append(ListedPart(ImportFate.OTHERWISE, what, where, piece.text.strip()))
        if piece.things:
            things = tuple(replace(each, items=tuple(mapped(each.items, self.cleaned))) for each in piece.things)
            return replace(piece, things=things)
        if piece.repeats_call and piece.text.isdigit() and 0 < int(piece.text) <= len(self._called):
            return replace(piece, text=NOTE, note=self._called[int(piece.text) - 1])
        return self._set_off(piece, where) if piece.raised and not piece.note else piece

    def _set_off(self, piece: WordRun, where: str) -> WordRun:
        """Raised or lowered characters as characters that are so by themselves: 10 to the sixth must not become 106."""
        table = _RAISED if piece.raised > 0 else _LOWERED
        if all(ord(character) in table for character in "".join(piece.text.split())):
            return replace(piece, text=piece.text.translate(table))
        if not _ORDINAL.fullmatch(piece.text):
            side = "raised" if piece.raised > 0 else "lowered"
            what = f"{side} characters, on the line"
            self.listed.append(ListedPart(ImportFate.OTHERWISE, what, where, piece.text.strip()))
        return piece


def _gaps(before: Iterable[WordRun], after: Iterable[WordRun | None]) -> Iterator[tuple[int, int]]:
    """Where pieces are gone, by the offset of the first character and the number of them."""
    at = 0
    for old, new in zip(before, after, strict=True):
        if new is None:
            yield at, len(old.text)
        at += len(old.text)
