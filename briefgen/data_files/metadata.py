"""What stands around a table: dates in the lines above it, and notes in a file of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise

from briefgen.data_files.cells import DataSheet, Refusal, Workbook
from briefgen.data_files.figures import read_day
from briefgen.data_files.selection import Selector, select_table
from briefgen.errors import Diagnostic
from briefgen.frozen import frozen

_DATED = re.compile(r"\b(?:updated?|extracted|as of|date|stand|retrieved|published)\b", re.IGNORECASE)
_SPAN = re.compile(r"([0-9]{4})(?:\s*[-–]\s*([0-9]{4}))?")


@frozen
class OfferedDate:
    """A date that a file gives of itself: under which words, and at which address."""

    label: str
    day: date
    address: str


def offered_dates(workbook: Workbook, selector: Selector) -> tuple[OfferedDate, ...] | Diagnostic:
    """The dates in the lines above a table that can be read in one way only."""
    try:
        table = select_table(workbook, selector)
    except Refusal as error:
        return error.diagnostic
    above = [number for number in table.sheet.numbers if number < table.header[0]]
    return tuple(found for number in above for found in _offered(table.sheet, number))


def _offered(sheet: DataSheet, number: int) -> Iterator[OfferedDate]:
    cells = [cell for _, cell in sorted(sheet.row(number).items()) if not cell.is_blank]
    for label, cell in pairwise(cells):
        day = cell.value if isinstance(cell.value, date) else read_day(cell.text)
        if _DATED.search(label.text) and day is not None:
            yield OfferedDate(label.text.rstrip(": "), date(day.year, day.month, day.day), cell.address)


def caveats(workbook: Workbook, selector: Selector, of: Mapping[str, str]) -> tuple[str, ...] | Diagnostic:
    """The notes in a table of such whose conditions a row meets: each a value, spans of years, or blank for all."""
    try:
        notes = select_table(workbook, selector)
    except Refusal as error:
        return error.diagnostic
    conditions = {column: heading for column, heading in notes.headings.items() if heading in of}
    notes.sheet.rows(notes.rows)
    return tuple(
        notes.sheet.cell(row, notes.key).text
        for row in notes.rows
        if conditions and all(_meets(notes.sheet.cell(row, at).text, of[name]) for at, name in conditions.items())
    )


def _meets(condition: str, value: str) -> bool:
    if not condition or condition == value:
        return True
    parts = [_SPAN.fullmatch(part.strip()) for part in condition.split(",")]
    return value.isdecimal() and any(part and int(part[1]) <= int(value) <= int(part[2] or part[1]) for part in parts)
