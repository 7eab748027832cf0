"""A PDF, whoever has made it, as passages and tables: lines joined to paragraphs, and columns of figures found."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field, replace

from briefgen.frozen import frozen, mutable
from briefgen.proof.page_lines import PagePiece, ReadPage, UnreadablePdfError, read_pages
from briefgen.review.audit.page_tables import CellPieces, PageTable, page_tables, rows_of
from briefgen.review.audit.passages import APART, AuditedDocument, DocumentPassage, DocumentTable
from briefgen.review.audit.tables import Grid, document_table

_MARGIN = 0.12
"""The part of a page's height at its top and bottom in which what every page has may stand."""

_DIGITS = re.compile(r"[0-9]+")
_PAGE_NUMBER = re.compile(r"[-–—\s|]*(?:page\s*)?[0-9ivx]{1,4}(?:\s*(?:of|/)\s*[0-9]{1,4})?[-–—\s|]*", re.IGNORECASE)
_ITEM = re.compile(r"[•▪◦●■–—*]\s|[•▪◦●■]|\(?[0-9a-z]{1,2}[.)]\s", re.IGNORECASE)
_SAME_LINE, _NEXT_LINE, _SAME_SIZE, _INDENT, _LARGER = 0.45, 1.9, 0.1, 4.0, 1.12
_LONGEST_HEADING = 150


def read_pdf_text(name: str, data: bytes) -> AuditedDocument:
    """What a PDF says in text. Raises UnreadablePdfError where it cannot be read, or has no text at all."""
    pages = list(read_pages(data))
    silent = [number for number, page in enumerate(pages, 1) if not page.pieces]
    if len(silent) == len(pages):
        hint = "recognise its text first (OCR), or get the file from which it was printed"
        raise UnreadablePdfError("it has no text, as scanned pages have none", hint)
    notices = [f"page {number} has no text and was not read" for number in silent if pages[number - 1].pictures]
    items = tuple(_Pages(pages).items())
    return AuditedDocument(name, items, sum(page.pictures for page in pages), 0, tuple(notices))


@mutable
class _Paragraph:
    """A paragraph in the making: its text, where its lines begin in it, and its last piece.

    One that `is_row` has pieces beside each other.
    """

    last: PagePiece
    left: float
    text: str = ""
    lines: list[tuple[int, str]] = field(default_factory=list)
    is_row: bool = False

    def add(self, piece: PagePiece, place: str, *, on_same_line: bool) -> None:
        """Add a piece; a word that was cut at a line's end goes on."""
        if not self.text or (self.text.endswith("-") and not on_same_line):
            joint = ""
        elif on_same_line or (self.text[-1].isdigit() and piece.text[:1].isdigit()):
            joint = APART
        else:
            joint = " "
        self.is_row |= on_same_line
        self.text += joint
        self.lines.append((len(self.text), place))
        self.text += piece.text
        self.last = piece


@frozen
class _Pages:
    pages: Sequence[ReadPage]

    def items(self) -> Iterator[DocumentPassage | DocumentTable]:
        margins = self._margins()
        body = self._body_size()
        heading = ""
        tables: list[tuple[PageTable, list[str]]] = []
        last: PageTable | None = None
        passages: list[tuple[str, DocumentPassage | DocumentTable]] = []
        for number, page in enumerate(self.pages, 1):
            outer = self._outer(page, margins)
            pieces = [piece for piece in page.pieces if id(piece) not in outer]
            rows = rows_of(pieces)
            places = {id(piece): f"page {number}, line {line}" for line, row in enumerate(rows, 1) for piece in row}
            found = list(page_tables(rows, last))
            taken = {id(piece) for table in found for piece in table.pieces}
            for paragraph in _paragraphs((piece for piece in pieces if id(piece) not in taken), places):
                size = paragraph.last.size
                if size > _LARGER * body and len(paragraph.text) <= _LONGEST_HEADING:
                    heading = paragraph.text
                passage = DocumentPassage(paragraph.text, f"page {number}", heading, lines=tuple(paragraph.lines))
                passages.append((paragraph.lines[0][1], passage))
            for table in found:
                if table.goes_on and tables:
                    tables[-1] = _joined(*tables[-1], table, places)
                elif not table.is_contents:
                    tables.append((table, _lines(table.rows, places)))
            last = found[-1] if found else None
        passages += [
            (lines[0], _table(table, f"table {number}", lines)) for number, (table, lines) in enumerate(tables, 1)
        ]
        yield from (item for _, item in sorted(passages, key=lambda each: _numbers(each[0])))
        for text in dict.fromkeys(text for page in self.pages for text in self._in_margins(page, margins)):
            yield DocumentPassage(text, "header or footer")

    def _body_size(self) -> float:
        """The size in which most is set."""
        sizes = Counter[float]()
        for page in self.pages:
            for piece in page.pieces:
                sizes[round(piece.size, 1)] += len(piece.text)
        return sizes.most_common(1)[0][0] if sizes else 0.0

    def _margins(self) -> set[tuple[bool, str]]:
        """What stands at the top or bottom of several pages, but for its numbers."""
        counts = Counter(
            key for page in self.pages for key in {_key(each, page) for each in page.pieces if _is_outer(each, page)}
        )
        return {key for key, count in counts.items() if count > 1}

    def _outer(self, page: ReadPage, margins: set[tuple[bool, str]]) -> dict[int, str]:
        """The texts of a page's outermost rows that are page numbers, or stand on other pages, too, by identity."""
        rows = rows_of(page.pieces)
        found: dict[int, str] = {}
        for side in (rows, rows[::-1]):
            for row in side:
                if not all(self._is_margin(piece, page, margins) for piece in row):
                    break
                found |= {id(piece): piece.text for piece in row}
        return found

    def _is_margin(self, piece: PagePiece, page: ReadPage, margins: set[tuple[bool, str]]) -> bool:
        is_number = _PAGE_NUMBER.fullmatch(piece.text) is not None
        return _is_outer(piece, page) and (is_number or _key(piece, page) in margins)

    def _in_margins(self, page: ReadPage, margins: set[tuple[bool, str]]) -> Iterator[str]:
        return (text for text in self._outer(page, margins).values() if not _PAGE_NUMBER.fullmatch(text))


def _numbers(place: str) -> list[int]:
    """The page and line of a place."""
    return [int(number) for number in _DIGITS.findall(place)]


def _is_outer(piece: PagePiece, page: ReadPage) -> bool:
    return piece.middle >= 0 and not _MARGIN * page.height < piece.middle < (1 - _MARGIN) * page.height


def _key(piece: PagePiece, page: ReadPage) -> tuple[bool, str]:
    return piece.middle > page.height / 2, _DIGITS.sub("#", piece.text)


def _paragraphs(pieces: Iterable[PagePiece], places: dict[int, str]) -> Iterator[_Paragraph]:
    """The paragraphs of a page, in the order of the file."""
    open_one: _Paragraph | None = None
    for piece in pieces:
        on_same_line = open_one is not None and _is_on_line(open_one.last, piece)
        if open_one is None or not (on_same_line or (not open_one.is_row and _goes_on(open_one, piece))):
            if open_one:
                yield open_one
            open_one = _Paragraph(piece, piece.left)
        open_one.add(piece, places[id(piece)], on_same_line=on_same_line)
    if open_one:
        yield open_one


def _is_on_line(last: PagePiece, piece: PagePiece) -> bool:
    return abs(last.middle - piece.middle) <= _SAME_LINE * max(last.size, piece.size) and piece.left >= last.left


def _goes_on(paragraph: _Paragraph, piece: PagePiece) -> bool:
    """Whether a piece is the next line of a paragraph: right below, as large, and no item of a list."""
    last = paragraph.last
    step = last.middle - piece.middle
    return (
        0 < step <= _NEXT_LINE * max(last.size, piece.size)
        and abs(last.size - piece.size) <= _SAME_SIZE * last.size
        and abs(piece.left - paragraph.left) <= _INDENT * piece.size
        and not _ITEM.match(piece.text)
    )


def _joined(table: PageTable, lines: list[str], rest: PageTable, places: dict[int, str]) -> tuple[PageTable, list[str]]:
    """A table with the rest of it on the next page, where its headings may stand again."""
    rows = rest.rows[rest.head :]
    return replace(table, rows=(*table.rows, *rows)), [*lines, *_lines(rows, places)]


def _lines(rows: Sequence[CellPieces], places: dict[int, str]) -> list[str]:
    """The place of each row."""
    return [next((places[id(piece)] for cell in row for piece in cell), "") for row in rows]


def _table(table: PageTable, where: str, lines: list[str]) -> DocumentTable:
    grid: Grid = []
    for row in table.rows:
        cells: list[DocumentPassage | None] = []
        for pieces in row:
            text = " ".join(piece.text for piece in pieces)
            cells.append(DocumentPassage(text, where, is_cell=True))
        grid.append(cells)
    return document_table(where, table.caption, grid, lines)
