"""What nobody was to read of an old document is taken out of its lines, and raised characters are set; it is listed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from briefgen.formats.docx.word_model import NOTE, Item, WordParagraph, WordRun, mapped
from briefgen.review.importing.old_document import ImportFate, ListedPart
from briefgen.review.pull.session import beginning

GONE = ("struck through", "hidden")
"""The marks of words that a reader of the Word document was not to read."""

_BULLET = re.compile(r"sign F0B7 of Symbol|sign F0(?:A7|A8|D8|E0|FC|6C|6E|71|76) of Wingdings", re.IGNORECASE)
"""Signs of typefaces that have no letters, with which people begin the items of lists."""
_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")


class LineCleaner:
    """Takes out of lines what nobody was to read, sets raised and lowered characters, and lists what it did."""

    def __init__(self, called: Sequence[str] = ()) -> None:
        self._called = called
        self.listed: list[ListedPart] = []

    def all_cleaned(self, items: Iterable[Item]) -> tuple[Item, ...]:
        """The items with every line as it is to be read."""
        return tuple(mapped(items, self.cleaned))

    def cleaned(self, line: WordParagraph) -> WordParagraph:
        """The line, with its boxes, as it is to be read."""
        pieces = [self._piece(piece, line) for piece in line.pieces]
        if line.pieces and _BULLET.fullmatch(line.pieces[0].shows):
            pieces[0] = replace(line.pieces[0], text="•", shows="")
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
        hidden = next((mark for mark in piece.marks if mark in GONE), "")
        if hidden:
            self._list(ImportFate.LEFT_OUT, f"{hidden} text", piece, line)
            return None
        if piece.marks:
            self._list(ImportFate.OTHERWISE, f"{' and '.join(piece.marks)} text, without its mark", piece, line)
        if piece.things:
            return replace(
                piece, things=tuple(replace(each, items=self.all_cleaned(each.items)) for each in piece.things)
            )
        if piece.repeats_call and piece.text.isdigit() and 0 < int(piece.text) <= len(self._called):
            return replace(piece, text=NOTE, note=self._called[int(piece.text) - 1])
        return self._set_off(piece, line) if piece.side else piece

    def _set_off(self, piece: WordRun, line: WordParagraph) -> WordRun:
        """Raised or lowered characters as characters that are so by themselves: 10 to the sixth must not become 106."""
        table = _RAISED if piece.raised > 0 else _LOWERED
        if all(ord(character) in table for character in "".join(piece.text.split())):
            return replace(piece, text=piece.text.translate(table))
        self._list(ImportFate.OTHERWISE, f"{piece.side} characters, on the line", piece, line)
        return piece

    def _list(self, fate: ImportFate, what: str, piece: WordRun, line: WordParagraph) -> None:
        self.listed.append(ListedPart(fate, what, f"“{beginning(line.shown)}”", piece.text.strip()))


def _gaps(before: Iterable[WordRun], after: Iterable[WordRun | None]) -> Iterator[tuple[int, int]]:
    """Where pieces are gone, by the offset of the first character and the number of them."""
    at = 0
    for old, new in zip(before, after, strict=True):
        if new is None:
            yield at, len(old.text)
        at += len(old.text)
