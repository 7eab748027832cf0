"""Lines of plain text: broken at the width, parted where a line must end, and tables in columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from textwrap import TextWrapper

from briefgen.model.blocks import Align

WIDTH = 72
GAP = "  "
INSET = "    "
BREAK = "\n"
"""Where a line must end."""
NO_LINE = " "
"""Stands for a blank line that must stay: behind each row of a table of which one takes several lines."""


def wrapped(text: str, first: str = "", width: int = WIDTH) -> list[str]:
    """A text as lines, the first behind a sign and the others as far in; addresses are not broken."""
    inset, lines = " " * len(first), list[str]()
    for line in text.split(BREAK):
        room = width - len(first)
        words = (each for word in line.split(" ") for each in _parts(word, room))
        breaks = TextWrapper(room, break_long_words=False, break_on_hyphens=False)
        lines += [plain(each) for each in breaks.wrap(" ".join(words))] or [""]
    return [f"{inset if number else first}{line}".rstrip() for number, line in enumerate(lines)]


def _parts(word: str, room: int) -> list[str]:
    """A word, in parts where it is longer than a line and no address."""
    if len(word) <= room or "://" in word:
        return [word]
    return [word[at : at + room] for at in range(0, len(word), room)]


def plain(line: str) -> str:
    """A line with its spaces as such: that none breaks at some of them has been seen to."""
    return "".join(" " if sign.isspace() else sign for sign in line)


def grid(header: Sequence[str], rows: Sequence[Sequence[str]], aligns: Sequence[Align], width: int) -> Iterator[str]:
    """A table as lines: in columns under a rule, or row by row where a word would not fit into its column."""
    widths = _widths((header, *rows), width)
    yield from _records(header, rows, width) if widths is None else _columns(header, rows, aligns, widths)


def _columns(
    header: Sequence[str], rows: Sequence[Sequence[str]], aligns: Sequence[Align], widths: Sequence[int]
) -> Iterator[str]:
    rule = GAP.join("-" * each for each in widths)
    yield from _row(header, aligns, widths)
    yield rule
    lines = [list(_row(row, aligns, widths)) for row in rows]
    is_open = any(len(row) > 1 for row in lines)
    for row in lines:
        yield from (*row, *([NO_LINE] if is_open else []))
    yield rule


def _row(cells: Sequence[str], aligns: Sequence[Align], widths: Sequence[int]) -> Iterator[str]:
    columns = [wrapped(cell, width=width) for cell, width in zip(cells, widths, strict=True)]
    for parts in zip_longest(*columns, fillvalue=""):
        placed = (
            f"{part:>{width}}" if align is Align.RIGHT else f"{part:<{width}}"
            for part, align, width in zip(parts, aligns, widths, strict=True)
        )
        yield GAP.join(placed).rstrip()


def _records(header: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    """A table row by row: each heading on a line of its own, and below it, further in, what stands in its column."""
    rule = " ".join("-" * (width // 2))  # above and below a table that is too wide for columns
    yield rule
    for number, row in enumerate(rows):
        if number:
            yield NO_LINE
        for head, cell in zip(header, row, strict=True):
            yield from wrapped(head or "-", width=width)
            yield from (f"{INSET}{line}".rstrip() for line in wrapped(cell, width=width - len(INSET)))
    yield rule


def _widths(rows: Sequence[Sequence[str]], width: int) -> list[int] | None:
    """The widths of columns: as their texts need, or as near to it as there is room; none if words do not fit."""
    columns = list(zip(*rows, strict=True))
    room = width - len(GAP) * (len(columns) - 1)
    needed = [max(len(line) for cell in column for line in cell.split(BREAK)) or 1 for column in columns]
    least = [max((len(word) for cell in column for word in cell.split(" ")), default=1) or 1 for column in columns]
    if sum(least) > room:
        return None
    widths = [min(each, max(low, room // len(columns))) for each, low in zip(needed, least, strict=True)]
    while sum(widths) > room:
        widest = max(range(len(widths)), key=lambda at: widths[at] - least[at])
        widths[widest] -= 1
    for _ in range(room - sum(widths)):
        lacking = max(range(len(widths)), key=lambda at: needed[at] - widths[at])
        if needed[lacking] <= widths[lacking]:
            break
        widths[lacking] += 1
    return widths
