"""A plain text as a reader finds it: its lines, with the tables cell by cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest
from unicodedata import category

from briefgen.frozen import frozen
from briefgen.proof.reading import (
    PICTURE,
    TABLE,
    UNDERLINE,
    Squeezed,
    alternative_sign,
    picture_sign,
    reading,
    squeezed,
)

RULE = re.compile(r"-+(?:  -+)*")
OPEN_RULE = re.compile(r"(?:- ){8,}-")
DOUBLE_RULE = re.compile(r"={1,72}")
EMPTY = "-"
"""What stands for an empty heading or cell of a table that stands row by row."""
INSET = "    "
MOST_COLUMNS = 72
NOT_SHOWN = re.compile("[\u061c\u200e\u200f\u2066-\u2069]")
NO_COLUMN = ("Mn", "Me", "Cf")


Grid = list[list[str]]
"""The cells of a table, row by row, the headings first."""


@frozen
class TextContent:
    """A plain text as read: its words in reading order, and its tables."""

    text: Squeezed
    tables: list[Grid]


def read_text(text: str, lead: str, wanted: str, grids: Sequence[Grid]) -> TextContent:
    """A text as read; `lead` begins the description of a picture: "Figure: ".

    What must be found, as a text without white space and with the cells of its tables, tells the marks of the layout
    from words that look like them.
    """
    lines, opening = NOT_SHOWN.sub("", text).split("\n"), " ".join(NOT_SHOWN.sub("", lead).split())
    reader = _Reader(lines, f"[{opening}", wanted, grids)
    return TextContent(reading("\n".join(reader.parts())), reader.tables)


def too_wide(text: str) -> list[str]:
    """The lines of more than 72 columns, but for those with an address, which nobody breaks."""
    return [line for line in text.split("\n") if len(_in_columns(line)) > MOST_COLUMNS and "://" not in line]


def _in_columns(line: str) -> Sequence[str]:
    """What stands in each column of a line: a character with the marks on it, and the first with those before it."""
    if line.isascii():
        return line
    found: list[str] = []
    for sign in NOT_SHOWN.sub("", line):
        begins = len(found) == 1 and all(category(each) in NO_COLUMN for each in found[0])
        if found and (begins or category(sign) in NO_COLUMN):
            found[-1] += sign
        else:
            found.append(sign)
    return found


class _Reader:
    """Reads lines in step with what must be found; out of step, where that differs, lines are what they look like."""

    def __init__(self, lines: Sequence[str], opening: str, wanted: str, grids: Sequence[Grid]) -> None:
        self.tables: list[Grid] = []
        self._lines, self._opening = lines, opening
        self._wanted, self._grids = wanted, grids
        self._at = 0
        self._offset = 0
        self._in_step = True

    def parts(self) -> Iterator[str]:
        """The lines, with signs for underlines, pictures and tables; the cells of a table follow one by one."""
        while self._at < len(self._lines):
            parts = self._next_parts()
            self._follow(squeezed("".join(parts)))
            yield from parts

    def _next_parts(self) -> list[str]:
        """The parts of what begins with the next line."""
        line = self._lines[self._at]
        if self._expects(UNDERLINE) and DOUBLE_RULE.fullmatch(line.strip()):
            self._at += 1
            return [UNDERLINE]
        if self._expects(PICTURE) and line.lstrip().startswith(self._opening):
            begin, self._at = self._at, self._next_blank()
            return _picture(" ".join(each.strip() for each in self._lines[begin : self._at]), self._opening)
        if self._expects(TABLE) and line.strip() and (found := self._table()):
            grid, self._at = found
            self.tables.append(grid)
            return [TABLE, *(cell for row in grid for cell in row)]
        self._at += 1
        return [line]

    def _expects(self, sign: str) -> bool:
        return not self._in_step or self._wanted.startswith(sign, self._offset)

    def _follow(self, said: str) -> None:
        """Go on behind what was read, in what must be found, if it is there."""
        if not (self._in_step and self._wanted.startswith(said, self._offset)):
            found = self._wanted.find(said, self._offset)
            self._in_step, self._offset = found >= 0, max(found, self._offset)
        self._offset += len(said) if self._in_step else 0

    def _next_blank(self) -> int:
        return next((at for at in range(self._at, len(self._lines)) if not self._lines[at].strip()), len(self._lines))

    def _table(self) -> tuple[Grid, int] | None:
        """The table that begins with the next line, as it must be if it can be read so, and the line behind it."""
        number, first = len(self.tables), None
        wanted = self._grids[number] if number < len(self._grids) else []
        for grid, behind in self._readings(wanted):
            if said(grid) == said(wanted):
                return grid, behind
            first = first or (grid, behind)
        return first

    def _readings(self, wanted: Grid) -> Iterator[tuple[Grid, int]]:
        """Whatever may be the table that begins with the next line, each with the line behind it."""
        begin = self._at
        line = self._lines[begin]
        if OPEN_RULE.fullmatch(line.strip()):
            indent = len(line) - len(line.lstrip())
            for end in self._ends(begin):
                if grid := _of_records([each[indent:] for each in self._lines[begin + 1 : end]], wanted):
                    yield grid, end + 1
        for rule in range(begin, self._next_blank()):
            if RULE.fullmatch(self._lines[rule].strip()):
                for end in self._ends(rule):
                    if grid := _of_columns(self._lines[begin:end], rule - begin):
                        yield grid, end + 1

    def _ends(self, rule: int) -> Iterator[int]:
        """Where the rule stands again, with a blank line behind it."""
        for at in range(rule + 1, len(self._lines)):
            if self._lines[at] == self._lines[rule] and not "".join(self._lines[at + 1 : at + 2]).strip():
                yield at


def said(grid: Grid) -> Grid:
    """The cells of a table without white space; a row in which nothing stands is not seen."""
    rows = ([squeezed(cell) for cell in row] for row in grid)
    return [row for row in rows if any(row)]


def _of_columns(lines: Sequence[str], rule: int) -> Grid:
    """The cells of a table under a rule, none if one runs out of its column: columns are where the rule has dashes.

    A row is a line, or what stands between blank ones where there are any.
    """
    spans = [match.span() for match in re.finditer("-+", lines[rule])]
    body = lines[rule + 1 :]
    rows = list(_groups(body)) if not all(map(str.strip, body)) else [[line] for line in body]
    shown = [[_in_columns(line) for line in row] for row in (lines[:rule], *rows)]
    gaps = [(end, after) for (_, end), (after, _) in pairwise((*spans, (max(map(len, lines)), 0)))]
    if any(sign[0].strip() for row in shown for line in row for end, after in gaps for sign in line[end:after]):
        return []
    return [["\n".join(_within(line, *span) for line in row) for span in spans] for row in shown]


def _within(line: Sequence[str], start: int, end: int) -> str:
    """What stands in a column, with the marks that follow the space before it."""
    before = (sign[1:] for sign in line[max(start - 1, 0) : start])
    return "".join((*before, *line[start:end])).strip()


def _of_records(lines: Sequence[str], wanted: Grid) -> Grid:
    """The cells of a table that stands row by row, each below its heading; the headings once, before all rows.

    None if the headings are not the same in each row, or nothing stands below one. A sign stands for what is empty.
    """
    rows = [_record(group) for group in _groups(lines)]
    heads = [[head for head, _ in row] for row in rows]
    if not rows or any(each != heads[0] for each in heads) or not all(cell for row in rows for _, cell in row):
        return []
    grid = [heads[0], *([cell for _, cell in row] for row in rows)]
    shape = wanted if len(wanted) == len(grid) else grid
    return [
        ["" if cell == EMPTY and not want else cell for cell, want in zip_longest(row, wants, fillvalue="")][: len(row)]
        for row, wants in zip(grid, shape, strict=True)
    ]


def _record(lines: Sequence[str]) -> list[tuple[str, str]]:
    """The headings and cells of a row: cells stand further in."""
    found: list[tuple[str, str]] = []
    for line in lines:
        if line.startswith(INSET) and found:
            head, cell = found[-1]
            found[-1] = head, f"{cell}\n{line.strip()}".strip()
        elif not found or found[-1][1]:
            found.append((line, ""))
        else:
            found[-1] = f"{found[-1][0]}\n{line}", ""
    return found


def _groups(lines: Sequence[str]) -> Iterator[list[str]]:
    """The lines between blank ones."""
    group: list[str] = []
    for line in (*lines, ""):
        if line.strip():
            group.append(line)
        elif group:
            yield group
            group = []


def _picture(text: str, opening: str) -> list[str]:
    """The signs of a picture and of its description; what is no description stays a text."""
    return [picture_sign(""), alternative_sign(text[len(opening) : -1].lstrip())] if text.endswith("]") else [text]
