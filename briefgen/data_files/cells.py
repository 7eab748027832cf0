"""What a data file holds: cells with their addresses, in sheets, in a workbook."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import field
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Protocol

from briefgen.codes import Code
from briefgen.errors import Diagnostic
from briefgen.frozen import frozen
from briefgen.spans import SourceFile, whole_file

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")


_UNSEEN = dict.fromkeys([0xAD, 0x200B, 0x2060, 0xFEFF])
"""Soft hyphens, spaces and joiners without width, and byte order marks."""


class Refusal(Exception):  # noqa: N818  # what is refused is no error of the program
    """What stops a reading inside of this package: its one diagnostic, which the package's functions return."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic
        super().__init__(diagnostic.message)


def refusal(code: Code, file: str, message: str, hint: str = "") -> Refusal:
    """A fault of a whole file."""
    return Refusal(code.at(whole_file(file), message, hint))


@frozen
class ErrorValue:
    """An error that stands where a value should, such as #DIV/0!."""

    name: str


DataValue = Decimal | str | bool | date | datetime | time | ErrorValue | None
"""What a cell stores: `datetime` before `date`, whose kind it is too; None where nothing stands."""


@frozen(slots=True)
class DataCell:
    """One cell: where it stands (row and column from 1), what it stores, and what its program shows.

    `shown` is None where that cannot be told. `marks` are the letters in its text that are raised, lowered or struck
    out. A number is `is_percent` where it is shown as hundredths. A formula's result may not be stored (`has_result`)
    or may not hold any more (`is_outdated`). One that is `is_unseen` has the colour of what is behind it, one that
    `is_struck` a stroke through all that it shows. In a text its record begins at `offset`.
    """

    sheet: str
    row: int
    column: int
    value: DataValue = None
    shown: str | None = ""
    marks: str = ""
    is_percent: bool = False
    formula: str | None = None
    has_result: bool = True
    is_outdated: bool = False
    is_unseen: bool = False
    is_struck: bool = False
    offset: int = 0

    @property
    def address(self) -> str:
        return f"{column_name(self.column)}{self.row}"

    @property
    def is_blank(self) -> bool:
        return self.formula is None and (self.value is None or (isinstance(self.value, str) and not clean(self.value)))

    @property
    def text(self) -> str:
        """What stands in the cell as a name, code or heading: texts as they are, whole numbers without a point."""
        if isinstance(self.value, str):
            return clean(self.value)
        return clean(self.shown or "") if self.value is not None else ""


@frozen(slots=True)
class Area:
    """A rectangle of cells, both ends included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def size(self) -> int:
        """How many cells it covers."""
        return (self.bottom - self.top + 1) * (self.right - self.left + 1)

    def __contains__(self, at: tuple[int, int]) -> bool:
        return self.top <= at[0] <= self.bottom and self.left <= at[1] <= self.right

    def __str__(self) -> str:
        first = f"{column_name(self.left)}{self.top}"
        last = f"{column_name(self.right)}{self.bottom}"
        return first if first == last else f"{first}:{last}"


@frozen
class NamedTable:
    """A table that the program knows by name: its area with headings and totals."""

    name: str
    sheet: str
    area: Area
    header_rows: int = 1
    totals_rows: int = 0


class CellSource(Protocol):
    """Where a sheet's cells come from, when they are asked for."""

    @property
    def numbers(self) -> Collection[int]:
        """The rows that have anything, in order."""
        ...

    def read(self, rows: Collection[int], column: int | None = None) -> Iterator[DataCell]:
        """The cells of some rows that have anything, in order; of one column only, if one is named."""
        ...


class NoCells:
    """The source of a sheet that has no cells."""

    numbers: Collection[int] = ()

    def read(self, rows: Collection[int], column: int | None = None) -> Iterator[DataCell]:  # noqa: ARG002
        """Nothing."""
        return iter(())


@frozen(eq=False)
class DataSheet:
    """One sheet: its cells, read when they are asked for, what is merged in it, and what is hidden."""

    file: str
    name: str
    source: CellSource = field(repr=False)
    is_hidden: bool = False
    merged: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    text: SourceFile | None = None
    _rows: dict[int, dict[int, DataCell]] = field(default_factory=dict, repr=False)
    _columns: dict[int, dict[int, DataCell]] = field(default_factory=dict, repr=False)

    @property
    def numbers(self) -> Collection[int]:
        """The rows that have anything, in order."""
        return self.source.numbers

    def rows(self, numbers: Collection[int]) -> dict[int, dict[int, DataCell]]:
        """The cells of some rows by row and column."""
        missing = sorted({number for number in numbers if number not in self._rows})
        for number in missing:
            self._rows[number] = {}
        for cell in self.source.read(missing) if missing else ():
            self._rows[cell.row][cell.column] = cell
        return {number: self._rows[number] for number in numbers}

    def row(self, number: int) -> dict[int, DataCell]:
        """The cells of one row by column."""
        return self.rows((number,))[number]

    def column(self, number: int) -> dict[int, DataCell]:
        """The cells of one column by row."""
        if number not in self._columns:
            self._columns[number] = {cell.row: cell for cell in self.source.read(self.numbers, number)}
        return self._columns[number]

    def cell(self, row: int, column: int) -> DataCell:
        """The cell at a place, blank where nothing stands."""
        return self.row(row).get(column) or DataCell(self.name, row, column)

    def fault(self, code: Code, cell: DataCell, message: str, hint: str = "") -> Refusal:
        """A fault of one cell: texts have it on the line of its record, workbooks name sheet and address."""
        if self.text is not None:
            end = self.text.text.find("\n", cell.offset)
            place = self.text.span(cell.offset, end if end >= 0 else len(self.text.text))
            return Refusal(code.at(place, f"{cell.address}: {message}", hint))
        where = f"{self.name}!{cell.address}" if cell.row else cell.sheet or "/"
        return refusal(code, self.file, f"{where}: {message}", hint)


@frozen(eq=False)
class Workbook:
    """All that was read of a file; `names` lead to sheets and areas, `json` is what a JSON file holds."""

    file: str
    sheets: tuple[DataSheet, ...] = ()
    names: Mapping[str, tuple[tuple[str, Area], ...]] = field(default_factory=dict)
    tables: Mapping[str, NamedTable] = field(default_factory=dict)
    json: object = None


def clean(text: str) -> str:
    """A text with its spaces made plain, one at a time, none at its ends, and its letters written one way.

    Characters that nobody sees, such as spaces without width, are left out.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.translate(_UNSEEN))
    return " ".join(text.split())


@lru_cache
def column_name(number: int) -> str:
    """The letters of a column that is counted from 1: 28 is AB."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """The number of a column from 1: AB is 28."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def read_address(text: str) -> tuple[int, int] | None:
    """Row and column of an address such as C7, or None where it is none."""
    found = _ADDRESS.fullmatch(text)
    if found is None:
        return None
    row, column = int(found[2]), column_number(found[1])
    return (row, column) if row <= MOST_ROWS and column <= MOST_COLUMNS else None


def read_area(text: str) -> Area | None:
    """The rectangle of a text such as B3:C7 or C7, or None where it is none."""
    first, _, last = text.partition(":")
    start, end = read_address(first), read_address(last or first)
    if start is None or end is None:
        return None
    rows, columns = sorted((start[0], end[0])), sorted((start[1], end[1]))
    return Area(rows[0], columns[0], rows[1], columns[1])
