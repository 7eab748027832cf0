"""Lines whose figures stand in columns by tabs -> tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefgen.data_files import MISSING
from briefgen.formats.docx.word_model import Item, WordParagraph, WordRow, WordTable
from briefgen.review.importing.old_document import (
    ImportFate,
    ListedPart,
    OldDocument,
    first_pieces,
    one_line,
    without_start,
)

_TABS = re.compile(r"\t+")
_FIGURE = re.compile(r"[-−–+(]?\d[\d.,'’ \u00a0\u2009\u202f]*%?\)?")
FEWEST_LINES = 2


def with_tables(document: OldDocument) -> OldDocument:
    """The document with a table for each run of lines that tabs divide alike, figures behind all but the first."""
    listed: list[ListedPart] = []
    return replace(document, items=tuple(_joined(document.items, listed)), listed=(*document.listed, *listed))


def _joined(items: Sequence[Item], listed: list[ListedPart]) -> Iterator[Item]:
    at = 0
    while at < len(items):
        lines = [*_run(items, at)]
        if len(lines) < FEWEST_LINES:
            yield items[at]
            at += 1
            continue
        rows = [WordRow(tuple((cell,) for cell in _cells(line))) for line in lines]
        what = "lines that tabs divide into columns, as a table"
        listed.append(ListedPart(ImportFate.OTHERWISE, what, "", one_line("\n".join(line.shown for line in lines))))
        yield WordTable(tuple(rows))
        at += len(lines)


def _run(items: Sequence[Item], at: int) -> Iterator[WordParagraph]:
    """The lines from one on that make a table: headings or names, and behind each further name a figure for each."""
    width = 0
    for item in items[at:]:
        if not isinstance(item, WordParagraph) or item.outline or item.listed >= 0 or item.comments:
            return
        cells = _TABS.split(item.text.strip("\n "))
        name, *figures = (cell.strip() for cell in cells)
        is_of_figures = bool(name) and all(_FIGURE.fullmatch(each) or each in MISSING for each in figures)
        if len(cells) < 2 or (width and (len(cells) != width or not is_of_figures)):
            return
        width = len(cells)
        yield item


def _cells(line: WordParagraph) -> Iterator[WordParagraph]:
    """The parts of a line between its tabs."""
    begins = [0, *(match.end() for match in _TABS.finditer(line.text))]
    ends = [*(match.start() for match in _TABS.finditer(line.text)), len(line.text)]
    for start, end in zip(begins, ends, strict=True):
        rest = without_start(line, start)
        yield replace(rest, pieces=first_pieces(rest.pieces, end - start))
