"""Lines of plain text: broken at the width, parted where a line must end, and tables in columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from unicodedata import bidirectional, category

from briefgen.model.blocks import Align
from briefgen.model.direction import FSI, ISOLATED, PDI, isolated_alone
from briefgen.model.labels import NO_BREAK_SPACE

WIDTH = 72
GAP = "  "
INSET = "    "
BREAK = "\n"
"""Where a line must end."""
NOTHING = "-"
"""Stands for an empty heading or cell of a table that stands row by row."""
NO_LINE = " "
"""Stands for a blank line that must stay: behind each row of a table of which one takes several lines."""


NO_COLUMN = frozenset({"Mn", "Me", "Cf"})
"""The categories of what takes no column: marks on a letter, joiners, and what says which way a text runs."""
FROM_RIGHT = "\u200f"


def columns(text: str) -> int:
    """How many columns a text takes."""
    return len(text) if text.isascii() else sum(category(sign) not in NO_COLUMN for sign in text)


def from_right(line: str) -> str:
    """A line that programs show from the right, which look at its first letter for that."""
    depth = 0
    for sign in line:
        kind = bidirectional(sign)
        depth += (kind in ISOLATED) - (kind == "PDI" and depth > 0)
        if not depth and kind in ("R", "AL"):
            return line
        if not depth and kind == "L":
            break
    return f"{FROM_RIGHT}{line}" if line.strip() else line


def wrapped(text: str, first: str = "", width: int = WIDTH) -> list[str]:
    """A text as lines, the first behind a sign and the others as far in; addresses are not broken."""
    inset, lines = " " * columns(first), list[str]()
    for line in text.split(BREAK):
        room = width - columns(first)
        words = (each for word in line.split(" ") for each in _parts(word, room))
        lines += [plain(each) for each in _filled(words, room)] or [""]
    whole = lines if text.isascii() else isolated_alone(lines)
    return [f"{inset if number else first}{line}".rstrip() for number, line in enumerate(whole)]


def _filled(words: Iterable[str], room: int) -> Iterator[str]:
    """Words on lines, as many as there is room for on each."""
    line, taken = list[str](), 0
    for word in words:
        width = columns(word)
        if line and taken + 1 + width > room:
            yield " ".join(line)
            line, taken = [], 0
        if word or line:
            taken += width + bool(line)
            line.append(word)
    if line:
        yield " ".join(line)


def _parts(word: str, room: int) -> list[str]:
    """A word, in parts where it is longer than a line and no address."""
    if columns(word) <= room or "://" in word:
        return [word]
    parts, taken = [""], 0
    for sign in word:
        width = columns(sign)
        if taken + width > room:
            parts.append("")
            taken = 0
        parts[-1] += sign
        taken += width
    return parts


def plain(line: str) -> str:
    """A line with its spaces as such: that none breaks at some of them has been seen to."""
    return "".join(" " if sign.isspace() else sign for sign in line)


def grid(
    header: Sequence[str], rows: Sequence[Sequence[str]], aligns: Sequence[Align | None], width: int
) -> Iterator[str]:
    """A table as lines: in columns under a rule, or row by row where a word would not fit into its column.

    No-break spaces behind a cell's text keep it away from its column's end.
    Columns without an alignment stand where lines begin, and nothing in them moves what stands in others.
    """
    widths = _widths((header, *rows), width)
    yield from records(header, rows, width) if widths is None else _columns(header, rows, aligns, widths)


def _columns(
    header: Sequence[str], rows: Sequence[Sequence[str]], aligns: Sequence[Align | None], widths: Sequence[int]
) -> Iterator[str]:
    rule = GAP.join("-" * each for each in widths)
    yield from _row(header, aligns, widths)
    yield rule
    lines = [list(_row(row, aligns, widths)) for row in rows]
    is_open = any(len(row) != 1 for row in lines)
    for row in lines:
        yield from (*row, *([NO_LINE] if is_open else []))
    yield rule


def _row(cells: Sequence[str], aligns: Sequence[Align | None], widths: Sequence[int]) -> Iterator[str]:
    insets = [len(cell) - len(cell.rstrip(NO_BREAK_SPACE)) for cell in cells]
    lines = [in_cell(cell, width) for cell, width in zip(cells, widths, strict=True)]
    for parts in zip_longest(*lines, fillvalue=""):
        placed = (
            _placed(part, align, width, inset)
            for part, align, width, inset in zip(parts, aligns, widths, insets, strict=True)
        )
        yield GAP.join(placed).rstrip()


def _placed(part: str, align: Align | None, width: int, inset: int) -> str:
    """What stands in a column, with the space that it leaves there, so much of it on the side of figures."""
    before = " " * inset
    room = " " * (width - columns(part) - inset)
    if align is None:
        return f"{before}{FSI}{part}{PDI}{room}" if part else f"{before}{room}"
    return f"{room}{part}{before}" if align is Align.RIGHT else f"{part}{room}{before}"


def records(header: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    """A table row by row: each heading on a line of its own, and below it, further in, what stands in its column."""
    rule = " ".join("-" * (width // 2))  # above and below a table that is too wide for columns
    yield rule
    for number, row in enumerate(rows):
        if number:
            yield NO_LINE
        for head, cell in zip(header, row, strict=True):
            yield from in_cell(head, width) or [NOTHING]
            yield from (f"{INSET}{line}" for line in in_cell(cell, width - len(INSET)) or [NOTHING])
    yield rule


def in_cell(text: str, width: int) -> list[str]:
    """The lines of a cell in which something is seen: a blank line ends a row."""
    return [line.strip() for line in wrapped(text, width=width) if any(map(_is_seen, line))]


def _is_seen(sign: str) -> bool:
    return not sign.isspace() and category(sign) != "Cf"


def _widths(rows: Sequence[Sequence[str]], width: int) -> list[int] | None:
    """The widths of columns: as their texts need, or as near to it as there is room; none if words do not fit."""
    in_columns = list(zip(*rows, strict=True))
    room = width - len(GAP) * (len(in_columns) - 1)
    needed = [max(columns(line) for cell in column for line in cell.split(BREAK)) or 1 for column in in_columns]
    words = [[word for cell in column for word in cell.split(" ")] for column in in_columns]
    least = [max(map(columns, each), default=1) or 1 for each in words]
    if sum(least) > room:
        return None
    widths = [min(each, max(low, room // len(in_columns))) for each, low in zip(needed, least, strict=True)]
    while sum(widths) > room:
        widest = max(range(len(widths)), key=lambda at: widths[at] - least[at])
        widths[widest] -= 1
    for _ in range(room - sum(widths)):
        lacking = max(range(len(widths)), key=lambda at: needed[at] - widths[at])
        if needed[lacking] <= widths[lacking]:
            break
        widths[lacking] += 1
    return widths
