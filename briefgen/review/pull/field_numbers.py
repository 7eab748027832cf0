"""Numbers of paragraphs in references that Word has counted anew: they follow what was added, and nobody wrote them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from briefgen.formats.docx.styles import NUMBERED_PARAGRAPH
from briefgen.formats.docx.word_model import WordDocument, WordParagraph, lines_of, mapped


def with_numbers_of(ours: WordDocument, theirs: WordDocument) -> WordDocument:
    """A reviewed document with the numbers that references had when it went out, where Word has updated them."""
    sent = {piece.repeats: piece.text for line in lines_of(ours.body) for piece in line.pieces if piece.repeats}
    counted = [dict(_numbers(lines_of(body))) for body in (theirs.body, theirs.accepted.body)]
    if not any(counted) or not sent:
        return theirs

    def line(each: WordParagraph) -> WordParagraph:
        pieces = tuple(
            replace(piece, text=sent[piece.repeats])
            if piece.repeats in sent
            and any(numbers.get(piece.repeats) == piece.text.rstrip(".") for numbers in counted)
            else piece
            for piece in each.pieces
        )
        return each if pieces == each.pieces else replace(each, pieces=pieces)

    notes = {number: tuple(mapped(items, line)) for number, items in theirs.notes.items()}
    return replace(theirs, body=tuple(mapped(theirs.body, line)), notes=notes)


def _numbers(lines: Iterable[WordParagraph]) -> Iterator[tuple[str, str]]:
    """The number that Word gives to each paragraph, by its bookmarks."""
    counted = (line for line in lines if line.style == NUMBERED_PARAGRAPH.lower())
    yield from ((name, str(number)) for number, line in enumerate(counted, 1) for name in line.names)
