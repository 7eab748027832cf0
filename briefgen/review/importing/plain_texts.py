"""Markdown and plain text -> an old document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

from briefgen.content.markdown import page_of
from briefgen.formats.docx.word_model import Item, WordParagraph, WordRow, WordRun, WordTable
from briefgen.review.importing.html_pages import page_document
from briefgen.review.importing.old_document import ImportFate, ListedPart, OldDocument, one_line

LONGEST_WRAPPED = 100
LONGEST_HEADING = 80

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_TITLE = re.compile(r"^title:[ \t]*([\"']?)(.+?)\1[ \t]*$", re.MULTILINE)
_UNDERLINE = re.compile(r"(={3,}|-{3,}|~{3,}|\*{3,})\s*")
_ITEM = re.compile(r"(?P<space>\s*)(?:[-*+•–]|(?P<number>\d{1,3})[.)])\s+(?P<text>\S.*)")
_CELLS = re.compile(r"\t+|\s*\|\s*")


UTF_16 = (b"\xff\xfe", b"\xfe\xff")
"""How a file in UTF-16 begins."""


def decoded(data: bytes) -> str:
    """The text of a file in UTF-8 or UTF-16, or as Windows writes it; lines end in line feeds."""
    if data.startswith(UTF_16):
        text = data.decode("utf-16", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_markdown(data: bytes, folder: Path) -> OldDocument:
    """The document of a file in Markdown, whose HTML is read like a page; what stands at its top is listed."""
    text = decoded(data)
    front = _FRONT_MATTER.match(text)
    if front is None:
        return page_document(page_of(text), folder)
    title = _TITLE.search(front[1])
    listed = [ListedPart(ImportFate.LEFT_OUT, "lines at the top of the file", "", one_line(front[1]))]
    return page_document(page_of(text[front.end() :]), folder, listed, title[2] if title else "")


def read_text(data: bytes, _: Path) -> OldDocument:
    """The document of a plain text: paragraphs with empty lines between, underlined headings, lists and tables."""
    text = decoded(data)
    return OldDocument(tuple(_items(text)))


def _items(text: str) -> Iterator[Item]:
    is_wrapped = all(len(line) <= LONGEST_WRAPPED for line in text.split("\n"))
    names = count(1)
    for block in re.split(r"\n(?:[ \t]*\n)+", text):
        lines = [line.rstrip() for line in block.split("\n") if line.strip()]
        yield from _block(lines, f"list {next(names)}", is_wrapped=is_wrapped)


def _block(lines: Sequence[str], name: str, *, is_wrapped: bool) -> Iterator[Item]:
    """The items of lines without an empty one between them."""
    if table := _table(lines):
        yield table
        return
    chunks = _chunks(lines, is_wrapped=is_wrapped)
    for chunk, behind in zip(chunks, [*chunks[1:], [""]], strict=False):
        if item := _ITEM.match(" ".join([chunk[0], *map(str.strip, chunk[1:])])):
            yield _listed(item, name)
        elif not _UNDERLINE.fullmatch(chunk[0]):
            yield from _paragraph(chunk, behind[0], is_alone=len(lines) == 1)


def _paragraph(lines: Sequence[str], behind: str, *, is_alone: bool) -> Iterator[Item]:
    """A paragraph, of which the last line is a heading where it is underlined, or stands alone in capitals."""
    is_underlined = _UNDERLINE.fullmatch(behind) and len(lines[-1]) <= LONGEST_HEADING
    if not is_underlined and not (is_alone and _is_capital(lines[-1])):
        yield _line(" ".join(map(str.strip, lines)))
        return
    if len(lines) > 1:
        yield _line(" ".join(map(str.strip, lines[:-1])))
    yield _line(lines[-1], outline=2 if behind.startswith(("-", "~")) else 1)


def _chunks(lines: Sequence[str], *, is_wrapped: bool) -> list[list[str]]:
    """The lines by the paragraphs and items that they make; a line that underlines stands for itself."""
    chunks: list[list[str]] = []
    for line in lines:
        goes_on = is_wrapped and chunks and not _ITEM.match(line) and not _UNDERLINE.fullmatch(line)
        if goes_on and not _UNDERLINE.fullmatch(chunks[-1][0]):
            chunks[-1].append(line)
        else:
            chunks.append([line])
    return chunks


def _listed(item: re.Match[str], name: str) -> WordParagraph:
    depth = len(item["space"].expandtabs(4)) // 2
    number = item["number"]
    return WordParagraph(
        (WordRun(item["text"]),), listed=depth, list=name, numbered=number is not None, first=int(number or 1)
    )


def _is_capital(line: str) -> bool:
    """Whether a line is short and all in capitals, as headings of plain texts are."""
    return line.upper() == line and len(line) <= LONGEST_HEADING and sum(map(str.isalpha, line)) > 3


def _line(text: str, outline: int = 0) -> WordParagraph:
    return WordParagraph((WordRun(text.strip()),), outline=outline)


def _table(lines: Sequence[str]) -> WordTable | None:
    """The table that lines make which tabs or strokes divide into as many cells each."""
    rows = [_CELLS.split(line.strip().strip("|").strip()) for line in lines]
    rows = [row for row in rows if not all(re.fullmatch(r":?-+:?", cell) for cell in row)]
    if len(rows) < 2 or len(rows[0]) < 2 or len({len(row) for row in rows}) > 1:
        return None
    return WordTable(tuple(WordRow(tuple((_line(cell),) for cell in row)) for row in rows))
