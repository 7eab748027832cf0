"""A plain text as a reader finds it: its lines, with the tables cell by cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from unicodedata import category

from briefgen.frozen import frozen
from briefgen.proof.reading import Squeezed, alternative_sign, picture_sign, reading

RULE = re.compile(r"-+(?:  -+)*")
OPEN_RULE = re.compile(r"(?:- ){8,}-")
UNDERLINE = re.compile(r"={1,72}")
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


def read_text(text: str, lead: str) -> TextContent:
    """A text as read; `lead` begins the description of a picture: "Figure: ".

    Raises ValueError for a table that has no end, or is not the same in each row.
    """
    tables: list[Grid] = []
    lines, opening = NOT_SHOWN.sub("", text).split("\n"), " ".join(NOT_SHOWN.sub("", lead).split())
    return TextContent(reading("\n".join(_parts(lines, f"[{opening}", tables))), tables)


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


def _parts(lines: Sequence[str], opening: str, tables: list[Grid]) -> Iterator[str]:
    """The lines but for rules, tables cell by cell, which are added to those found, and the signs of pictures."""
    at = 0
    while at < len(lines):
        line = lines[at]
        end = next((each for each in range(at, len(lines)) if not lines[each].strip()), len(lines))
        indent = len(line) - len(line.lstrip())
        rule = next((each for each in range(at, end) if RULE.fullmatch(lines[each].strip())), -1)
        if OPEN_RULE.fullmatch(line.strip()):
            last = _end(lines, at, line)
            tables.append(_of_records([each[indent:] for each in lines[at + 1 : last]]))
            yield from (cell for row in tables[-1] for cell in row)
            at = last + 1
        elif rule >= 0:
            last = _end(lines, rule, lines[rule])
            tables.append(_of_columns(lines[at:last], rule - at))
            yield from (cell for row in tables[-1] for cell in row)
            at = last + 1
        elif line.lstrip().startswith(opening):
            yield from _picture(" ".join(each.strip() for each in lines[at:end]), opening)
            at = end
        else:
            if not UNDERLINE.fullmatch(line.strip()):
                yield line
            at += 1


def _end(lines: Sequence[str], begin: int, rule: str) -> int:
    """Where the rule stands again."""
    for at in range(begin + 1, len(lines)):
        if lines[at] == rule:
            return at
    raise ValueError("a table has no end")


def _of_columns(lines: Sequence[str], rule: int) -> Grid:
    """The cells of a table under a rule: its columns are where that has dashes.

    A row is a line, or what stands between blank ones where there are any.
    """
    spans = [match.span() for match in re.finditer("-+", lines[rule])]
    body = lines[rule + 1 :]
    rows = list(_groups(body)) if not all(map(str.strip, body)) else [[line] for line in body]
    return [
        [_cell(row, span, after) for span, after in zip(spans, (*spans[1:], None), strict=True)]
        for row in (lines[:rule], *rows)
    ]


def _cell(row: Sequence[str], span: tuple[int, int], after: tuple[int, int] | None) -> str:
    start, end = span
    shown = [_in_columns(line) for line in row]
    if any("".join(line[end : after[0] if after else None]).strip() for line in shown):
        raise ValueError("a cell runs out of its column")
    return "\n".join("".join(line[start:end]).strip() for line in shown)


def _of_records(lines: Sequence[str]) -> Grid:
    """The cells of a table that stands row by row, each below its heading; the headings once, before all rows."""
    rows = [_record(group) for group in _groups(lines)]
    heads = [head for head, _ in rows[0]]
    if any([head for head, _ in row] != heads for row in rows):
        raise ValueError("the headings of a table are not the same in each row")
    return [heads, *([cell for _, cell in row] for row in rows)]


def _record(lines: Sequence[str]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for line in lines:
        if not line.startswith("    "):
            is_new = not found or bool(found[-1][1])
            head = "" if line == "-" else line
            found = [*found, (head, "")] if is_new else [*found[:-1], (f"{found[-1][0]}\n{head}", "")]
        else:
            head, cell = found[-1]
            found[-1] = head, f"{cell}\n{line}"
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


def _picture(text: str, opening: str) -> Iterator[str]:
    """The signs of a picture and of its description, and what stands behind it."""
    if text.endswith("]"):
        yield from (picture_sign(""), alternative_sign(text[len(opening) : -1].lstrip()))
    else:
        yield text
