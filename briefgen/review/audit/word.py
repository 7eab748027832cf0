"""A Word document, whoever has made it, as passages and tables with their places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefgen.formats.docx.reader import read_reviewed
from briefgen.formats.docx.word_model import (
    NOTE,
    PICTURE,
    Item,
    WordChart,
    WordDocument,
    WordParagraph,
    WordRow,
    WordTable,
    lines_of,
)
from briefgen.numbers_in_text.characters import is_numeric
from briefgen.review.audit.passages import AuditedDocument, DocumentPassage, DocumentTable
from briefgen.review.audit.tables import Grid, document_table

_UNSEEN = frozenset(["hidden", "struck through"])
_HEADINGS = ("heading", "title", "subtitle")
_CAPTION = "caption"


def read_word(name: str, data: bytes) -> AuditedDocument:
    """What a Word document says, with all tracked changes accepted. Raises UnfitError where it cannot be read."""
    return as_audited(name, read_reviewed(data, only_text=True))


def as_audited(name: str, found: WordDocument, *, with_contents: bool = False) -> AuditedDocument:
    """A Word document as its audit sees it; contents, whose figures are pages, only if they are wanted."""
    notices = ["it has tracked changes; it was read as if all were accepted"] if _is_changed(found) else []
    if _is_unseen(found):
        notices.append("words in it that are hidden or struck through were not read")
    if found.comments:
        notices.append("its comments were not read")
    read = [chart for chart in found.drawn if chart.series]
    items = [*_Reader().items(found.accepted), *(_chart(number, chart) for number, chart in enumerate(read, 1))]
    if with_contents:
        items += [DocumentPassage(_text(line), "contents") for line in found.contents]
    return AuditedDocument(name, tuple(items), found.pictures, max(found.charts - len(read), 0), tuple(notices))


def _is_changed(document: WordDocument) -> bool:
    pieces = (piece for line in document.all_lines() for piece in line.pieces)
    return any(piece.inserted or piece.deleted for piece in pieces)


def _is_unseen(document: WordDocument) -> bool:
    return any(_UNSEEN.intersection(piece.marks) for line in document.all_lines() for piece in line.pieces)


class _Reader:
    """Counts paragraphs and tables, as far as it has come, and knows the heading above."""

    def __init__(self) -> None:
        self._paragraphs = self._tables = 0
        self._heading = self._caption = ""

    def items(self, document: WordDocument) -> Iterator[DocumentPassage | DocumentTable]:
        yield from self._body(document.body)
        for number, note in enumerate(document.notes.values(), 1):
            for line in lines_of(note):
                yield from _passages(line, f"note {number}", "")
        for text in document.margins:
            yield DocumentPassage(text, "header or footer")

    def _body(self, body: Sequence[Item]) -> Iterator[DocumentPassage | DocumentTable]:
        for at, item in enumerate(body):
            if isinstance(item, WordTable):
                self._tables += 1
                yield self._table(item, _caption_below(body[at + 1 : at + 2]) or self._caption)
                self._caption = ""
                continue
            text = _text(item).strip()
            if not text and not item.pieces:
                continue
            self._paragraphs += 1
            where = f"paragraph {self._paragraphs}"
            if item.style.startswith(_HEADINGS):
                self._heading = text
            self._caption = text
            yield from _passages(item, where, self._heading)

    def _table(self, table: WordTable, caption: str) -> DocumentTable:
        where = f"table {self._tables}"
        grid: Grid = [list(_row(row, where, self._heading)) for row in table.rows]
        return document_table(where, caption, grid)


def _chart(number: int, chart: WordChart) -> DocumentTable:
    """A chart that Word draws as the table of its figures, as it shows them."""
    where = f"chart {number}"
    caption = chart.title or chart.alt.partition(".")[0]
    columns = [{point.category: point.shown for point in series.points} for series in chart.series]
    names = dict.fromkeys(name for column in columns for name in column)
    rows = [("", *(series.name or chart.title for series in chart.series))]
    rows += [(name, *(column.get(name, "") for column in columns)) for name in names]
    grid: Grid = [[DocumentPassage(text, where, caption, is_cell=True) for text in row] for row in rows]
    return document_table(where, caption, grid)


def _caption_below(items: Sequence[Item]) -> str:
    return next((_text(each) for each in items if isinstance(each, WordParagraph) and each.style == _CAPTION), "")


def _row(row: WordRow, where: str, heading: str) -> Iterator[DocumentPassage | None]:
    """A row's cells, each in the first of the columns over which it goes."""
    spans = row.spans if len(row.spans) == len(row.cells) else (1,) * len(row.cells)
    for cell, span in zip(row.cells, spans, strict=True):
        text = "\n".join(_text(line) for line in cell).strip()
        yield DocumentPassage(text, where, heading, is_cell=True)
        yield from (None,) * (span - 1)


def _passages(line: WordParagraph, where: str, heading: str) -> Iterator[DocumentPassage]:
    """A paragraph, and the boxes in it with their texts."""
    if text := _text(line):
        yield DocumentPassage(text, where, heading)
    for piece in line.pieces:
        if PICTURE in piece.text and piece.shows:
            yield DocumentPassage(piece.shows, f"text box in {where}", heading)


def _text(line: WordParagraph) -> str:
    """What people read, with a sign for notes and things; numbers that are raised behind a word are marks of notes."""
    text = ""
    for piece in line.pieces:
        is_mark = piece.raised > 0 and text and any(map(is_numeric, piece.text))
        text += (
            NOTE * len(piece.text)
            if is_mark or _UNSEEN.intersection(piece.marks)
            else piece.text.replace(PICTURE, NOTE)
        )
    return text
