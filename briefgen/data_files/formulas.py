"""Formulas simple enough to be done again: sums, differences and the like of cells of their own sheet.

Whatever else a formula has, nothing is said of its result.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from itertools import islice

from briefgen.data_files.cells import DataCell, DataSheet, read_area

MOST_CELLS = 200_000
FEW_ROWS = 100
"""Up to how many rows are read whole for a sum; of more, only the column that is summed up."""
MOST_TOKENS = 500
MOST_NESTED = 30
_NEAR = Decimal("1e-9")
_CONTEXT = Context(prec=40, traps=[DivisionByZero, InvalidOperation, Overflow])
_TOKEN = re.compile(
    r"\s*(?:(?P<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)|(?P<name>[A-Z]+)(?=\()|(?P<area>\$?[A-Z]{1,3}\$?[0-9]+(?::\$?[A-Z]{1,3}\$?[0-9]+)?)(?![A-Za-z0-9_.!(\[])"
    r"|(?P<sign>[-+*/(),]))",
    re.IGNORECASE,
)


class _UnknownError(Exception):
    """A formula that is not done again."""


def has_old_result(sheet: DataSheet, cell: DataCell) -> bool:
    """Whether the result that is stored for a formula surely does not follow from its inputs."""
    if not cell.formula or not isinstance(cell.value, Decimal):
        return False
    try:
        result = _Reader(sheet, cell.formula).result()
    except (_UnknownError, ArithmeticError):
        return False
    return abs(result - cell.value) > _NEAR * max(abs(result), abs(cell.value), Decimal(1))


def _quoted(name: str) -> str:
    """How formulas write the name of their own sheet, as a pattern."""
    quoted = re.escape("'" + name.replace("'", "''") + "'")
    return rf"{quoted}|(?<![\w.']){re.escape(name)}" if re.fullmatch(r"\w+", name) else quoted


class _Reader:
    """A formula, token by token: sums of products of signed terms."""

    def __init__(self, sheet: DataSheet, formula: str) -> None:
        self._sheet = sheet
        own = re.sub(rf"(?:{_quoted(sheet.name)})!(?=\$?[A-Z])", "", formula.strip().removeprefix("="))
        self._tokens = list(islice(_tokens(own), MOST_TOKENS))
        self._at = 0
        self._depth = 0

    def result(self) -> Decimal:
        value = self._sum()
        if self._at < len(self._tokens) or len(self._tokens) == MOST_TOKENS:
            raise _UnknownError
        return value

    def _take(self, *signs: str) -> str:
        """The next token, if it is one of some signs."""
        if self._at < len(self._tokens) and self._tokens[self._at] in [("sign", sign) for sign in signs]:
            self._at += 1
            return self._tokens[self._at - 1][1]
        return ""

    def _sum(self) -> Decimal:
        self._depth += 1
        if self._depth > MOST_NESTED:
            raise _UnknownError
        value = self._product()
        while sign := self._take("+", "-"):
            other = self._product()
            value = _CONTEXT.add(value, other) if sign == "+" else _CONTEXT.subtract(value, other)
        self._depth -= 1
        return value

    def _product(self) -> Decimal:
        value = self._term()
        while sign := self._take("*", "/"):
            other = self._term()
            value = _CONTEXT.multiply(value, other) if sign == "*" else _CONTEXT.divide(value, other)
        return value

    def _term(self) -> Decimal:
        negative = False
        while sign := self._take("-", "+"):
            negative ^= sign == "-"
        value = self._value()
        return -value if negative else value

    def _value(self) -> Decimal:
        if self._take("("):
            value = self._sum()
            self._expect(")")
            return value
        if self._at >= len(self._tokens):
            raise _UnknownError
        kind, text = self._tokens[self._at]
        self._at += 1
        if kind == "number":
            return Decimal(text)
        if kind == "name" and text.upper() == "SUM":
            return self._arguments()
        if kind == "area":
            (single,) = self._numbers(text, most=1)
            if single is None:
                raise _UnknownError
            return single
        raise _UnknownError

    def _arguments(self) -> Decimal:
        self._expect("(")
        total = Decimal(0)
        while True:
            if self._at < len(self._tokens) and self._tokens[self._at][0] == "area" and self._ends_at(self._at + 1):
                total = _CONTEXT.add(total, self._area(self._tokens[self._at][1]))
                self._at += 1
            else:
                total = _CONTEXT.add(total, self._sum())
            if not self._take(","):
                break
        self._expect(")")
        return total

    def _ends_at(self, at: int) -> bool:
        return at < len(self._tokens) and self._tokens[at] in (("sign", ","), ("sign", ")"))

    def _area(self, text: str) -> Decimal:
        """The sum of the numbers of an area; text in it counts nothing."""
        total = Decimal(0)
        for value in self._numbers(text, most=MOST_CELLS):
            total = _CONTEXT.add(total, value or Decimal(0))
        return total

    def _numbers(self, text: str, most: int) -> list[Decimal | None]:
        area = read_area(text)
        if area is None or area.size > most:
            raise _UnknownError
        columns = range(area.left, area.right + 1)
        return [self._number(cell) for column in columns for cell in self._column(column, area.top, area.bottom)]

    def _column(self, column: int, top: int, bottom: int) -> Iterator[DataCell]:
        if bottom - top < FEW_ROWS:
            return (self._sheet.cell(row, column) for row in range(top, bottom + 1))
        return (cell for row, cell in self._sheet.column(column).items() if top <= row <= bottom)

    def _number(self, cell: DataCell) -> Decimal | None:
        if isinstance(cell.value, Decimal):
            return cell.value
        if cell.value is None and cell.formula is None:
            return Decimal(0)
        if isinstance(cell.value, str) and cell.formula is None:
            return None
        raise _UnknownError

    def _expect(self, sign: str) -> None:
        if not self._take(sign):
            raise _UnknownError


def _tokens(formula: str) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(formula.rstrip()):
        found = _TOKEN.match(formula, at)
        if found is None:
            raise _UnknownError
        at = found.end()
        yield (found.lastgroup or "", found[found.lastgroup or 0])
