"""A table of an old document: as a table of figures, each a fact, or as one in Markdown."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from io import StringIO
from itertools import zip_longest

from briefgen.content.fact_tables import slug
from briefgen.data_files import MISSING
from briefgen.formats.docx.word_model import WordParagraph, WordRow, WordTable
from briefgen.frozen import frozen
from briefgen.review.importing.old_document import shown_of

_YEAR = re.compile(r"(?:19|20)\d\d")
_DIGIT = re.compile(r"\d")
_TWO_WAYS = re.compile(r"\b[1-9]\d{0,2}\.\d{3}\b")
"""A figure whose point another file might have between thousands."""
FEWEST_COLUMNS, FEWEST_ROWS = 2, 2


@frozen
class FactTableFiles:
    """A table of figures: its id, its CSV, the first lines of its entry in tables.yaml, and its columns of texts."""

    id: str
    csv: str
    entry: tuple[str, ...]
    texts: tuple[str, ...] = ()

    def yaml(self, review: str, without_sums: Mapping[str, str] | None = None) -> str:
        """The entry below a mark for review; `without_sums` are columns whose totals do not hold, with the reason."""
        others = without_sums or {}
        columns = {**dict.fromkeys(self.texts, "as: text"), **dict.fromkeys(others, "adds: false")}
        marks = [f"# REVIEW: {review}", *(f"# REVIEW: {' '.join(message.split())}" for message in others.values())]
        lines = [*marks, f"{self.id}:", *self.entry, *(["  columns:"] if columns else [])]
        lines += (f"    {json.dumps(name, ensure_ascii=False)}: {{{what}}}" for name, what in columns.items())
        return "".join(f"{line}\n" for line in lines)


@cache
def _numbers(decimal: str) -> re.Pattern[str]:
    """A number in a language whose decimals stand behind a sign; the other of comma and point divides thousands."""
    group = "," if decimal == "." else "."
    return re.compile(
        rf"([-−–]?)((?:[1-9]\d{{0,2}}(?:([{group} \u00a0\u2009\u202f'’])\d{{3}})(?:\3\d{{3}})*|0|[1-9]\d*)"
        rf"(?:[{decimal}]\d+)?)\s?(%?)"
    )


def rows_of(table: WordTable) -> list[list[str]]:
    """The words of the cells, each row as long as the longest."""
    rows = [[shown_of(cell) for cell in cells_of(row)] for row in table.rows]
    return [list(row) for row in zip(*zip_longest(*rows, fillvalue=""), strict=True)] if rows else []


def cells_of(row: WordRow) -> Iterator[Sequence[WordParagraph]]:
    """The cells, an empty one for each further column that one takes."""
    spans = row.spans or (1,) * len(row.cells)
    for cell, span in zip(row.cells, spans, strict=True):
        yield cell
        yield from ((),) * (span - 1)


def markdown_table(rows: Sequence[Sequence[str]], shown: Sequence[Sequence[str]]) -> str:
    """The rows in Markdown, the first of them as the header; columns of figures to the right."""
    head, *body = rows
    columns = list(zip(*shown[1:], strict=True)) or [()] * len(head)
    dashes = ["---:" if any(column) and all(map(_is_figure, filter(None, column))) else "---" for column in columns]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, dashes, *body))


def _is_figure(text: str) -> bool:
    return any(_numbers(decimal).fullmatch(text) for decimal in ".,")


def fact_table(table: WordTable, name: str, caption: str, source: str, decimal: str) -> FactTableFiles | None:
    """A table of figures, whose decimals stand behind a sign; none where nobody can tell what a cell, row or column is.

    A cell then holds more than a word or a figure, or a row or column has no name of its own.
    """
    rows = rows_of(table)
    if any(row.is_merged for row in table.rows) or not _is_plain(table) or not _has_names(rows):
        return None
    head, *body = rows
    columns = list(zip(*body, strict=True))
    kinds = [_kind(column, _numbers(decimal)) for column in columns[1:]]
    if "figure" not in kinds or None in kinds:
        return None
    text = StringIO()
    out = csv.writer(text, lineterminator="\n")
    out.writerow(head)
    for first, *cells in body:
        out.writerow([first, *(_plain(cell, kind, decimal) for cell, kind in zip(cells, kinds, strict=True))])
    entry = [f"  source: {{id: {source}}}"]
    if caption:
        entry.append(f"  caption: {json.dumps(caption, ensure_ascii=False)}")
    if _TWO_WAYS.search(text.getvalue()):
        entry.append('  decimal: "."')
    if any(cell.startswith(("-", "−")) and _is_figure(cell) for column in columns[1:] for cell in column):
        entry.append("  signed: true")
    texts = tuple(heading for heading, kind in zip(head[1:], kinds, strict=True) if kind == "text")
    return FactTableFiles(name, text.getvalue(), tuple(entry), texts)


def _is_plain(table: WordTable) -> bool:
    """Whether every cell is at most one line, of plain words."""
    for row in table.rows:
        for cell in row.cells:
            pieces = [piece for line in cell for piece in line.pieces]
            if len([line for line in cell if line.text.strip()]) > 1 or any(line.comments for line in cell):
                return False
            if any(piece.note or piece.things or piece.link or "\n" in piece.text for piece in pieces):
                return False
    return True


def _has_names(rows: Sequence[Sequence[str]]) -> bool:
    """Whether there are rows and columns enough, each under a name of its own."""
    if len(rows) < FEWEST_ROWS or len(rows[0]) < FEWEST_COLUMNS:
        return False
    names = [slug(row[0]) for row in rows[1:]]
    headings = [slug(heading) for heading in rows[0][1:]]
    return all(len(set(each)) == len(each) and all(each) for each in (names, headings))


def _kind(column: Sequence[str], number: re.Pattern[str]) -> str | None:
    """Whether a column has figures or texts; none for years, which are no counts, and texts with figures in them."""
    filled = [cell for cell in column if cell and cell not in MISSING]
    if filled and all(map(number.fullmatch, filled)):
        return None if all(map(_YEAR.fullmatch, filled)) else "figure"
    return None if any(map(_DIGIT.search, column)) else "text"


def _plain(cell: str, kind: str | None, decimal: str) -> str:
    """A cell as a data file has it: a figure without signs between its thousands."""
    found = _numbers(decimal).fullmatch(cell) if kind == "figure" else None
    if found is None:
        return cell
    sign, number, group, percent = found.groups()
    digits = (number.replace(group, "") if group else number).replace(decimal, ".")
    return f"{'-' if sign else ''}{digits}{percent}"
