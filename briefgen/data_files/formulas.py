"""Formulas simple enough to be done again: sums, shares, roundings and choices among cells of their own sheet.

Whatever else a formula has, nothing is said of its result; nor where the last digits of a program's own binary numbers
would decide, as they do of what lies halfway between two roundings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from itertools import islice
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from briefgen.data_files.cells import DataCell, DataSheet, read_area
from briefgen.frozen import frozen

MOST_CELLS = 200_000
FEW_ROWS = 100
"""Up to how many rows are read whole for a sum; of more, only the column that is summed up."""
MOST_TOKENS = 500
MOST_NESTED = 30
_TEXT_NUMBER = re.compile(r"(?!0[0-9]|(?:19|20)[0-9]{2}$)(?=.*[1-9])[-−+]?[0-9][0-9.,'’ ]*%? ?[*†‡§]*")
"""A number that is stored as text, which sums leave out in silence; years and codes are headings and names."""
_NEAR = Decimal("1e-9")
_CONTEXT = Context(prec=40, traps=[DivisionByZero, InvalidOperation, Overflow])
_TOKEN = re.compile(
    r"\s*(?:(?P<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)|(?P<name>[A-Z]+)(?=\()|(?P<area>\$?[A-Z]{1,3}\$?[0-9]+(?::\$?[A-Z]{1,3}\$?[0-9]+)?)(?![A-Za-z0-9_.!(\[])"
    r"|(?P<text>\"[^\"]*\")|(?P<sign><=|>=|<>|[-+*/(),=<>%]))",
    re.IGNORECASE,
)
_COMPARED: Mapping[str, Callable[[Any, Any], bool]] = {"=": eq, "<>": ne, "<": lt, ">": gt, "<=": le, ">=": ge}
_ROUNDED = {"ROUND": ROUND_HALF_UP, "ROUNDUP": ROUND_UP, "ROUNDDOWN": ROUND_DOWN}
_MOST_PLACES = 20


class _UnknownError(Exception):
    """A formula that is not done again."""


@frozen
class DoneAgain:
    """What a formula gives once more: whether the result that is stored is another, and a number it leaves out."""

    is_other: bool
    left_out: DataCell | None


def done_again(sheet: DataSheet, cell: DataCell) -> DoneAgain | None:
    """A formula calculated once more from its inputs; None where that is not known surely."""
    if not cell.formula or not isinstance(cell.value, Decimal):
        return None
    try:
        reader = _Reader(sheet, cell.formula)
        result = reader.result()
    except (_UnknownError, ArithmeticError):
        return None
    is_other = abs(result - cell.value) > _NEAR * max(abs(result), abs(cell.value), Decimal(1))
    return DoneAgain(is_other, next(iter(reader.left_out), None))


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
        self.left_out: list[DataCell] = []

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
            return self._in_percent(value)
        kind, text = self._next()
        match kind:
            case "number":
                return self._in_percent(Decimal(text))
            case "name":
                return self._in_percent(self._called(text.upper()))
            case "area":
                (single,) = self._numbers(text, most=1)
                if single is not None:
                    return self._in_percent(single)
        raise _UnknownError

    def _next(self) -> tuple[str, str]:
        if self._at >= len(self._tokens):
            raise _UnknownError
        self._at += 1
        return self._tokens[self._at - 1]

    def _in_percent(self, value: Decimal) -> Decimal:
        while self._take("%"):
            value = _CONTEXT.divide(value, Decimal(100))
        return value

    def _called(self, name: str) -> Decimal:
        """What a function gives."""
        self._expect("(")
        match name:
            case "IF":
                value = self._chosen()
            case "ROUND" | "ROUNDUP" | "ROUNDDOWN":
                value = self._rounded(_ROUNDED[name])
            case "ABS":
                value = abs(self._sum())
            case "SUM" | "AVERAGE" | "MIN" | "MAX":
                value = _summary(name, self._arguments())
            case _:
                raise _UnknownError
        self._expect(")")
        return value

    def _rounded(self, rounding: str) -> Decimal:
        value = self._sum()
        places = self._sum() if self._take(",") else Decimal(0)
        if abs(places) > _MOST_PLACES or places != places.to_integral_value():
            raise _UnknownError
        scaled = value.scaleb(int(places), _CONTEXT)
        middle = Decimal("0.5") if rounding == ROUND_HALF_UP else Decimal(0)
        from_edge = abs(scaled) % 1 - middle
        if min(abs(from_edge), abs(from_edge - 1)) <= _NEAR * max(abs(scaled), Decimal(1)):
            raise _UnknownError
        return scaled.to_integral_value(rounding).scaleb(-int(places), _CONTEXT)

    def _chosen(self) -> Decimal:
        """One of two values by a comparison; the other one is not looked at, since it may divide by nought."""
        holds = self._holds()
        self._expect(",")
        if not holds:
            self._pass_over()
            self._expect(",")
        value = self._sum()
        if holds and self._take(","):
            self._pass_over()
        return value

    def _holds(self) -> bool:
        first, compare, second = self._compared(), _COMPARED.get(self._next()[1]), self._compared()
        if compare is None:
            raise _UnknownError
        if isinstance(first, Decimal) and isinstance(second, Decimal):
            if first != second and abs(first - second) <= _NEAR * max(abs(first), abs(second), Decimal(1)):
                raise _UnknownError
            return compare(first, second)
        if "" not in (first, second) or compare not in (eq, ne):
            raise _UnknownError
        return compare(first, second)

    def _compared(self) -> Decimal | str:
        """What is compared: a number, a text, or a cell, which is "" where nothing stands in it."""
        kind, text = self._next()
        area = read_area(text) if kind == "area" and self._at < len(self._tokens) else None
        if kind == "text":
            return text.strip('"')
        if area is not None and area.size == 1 and self._tokens[self._at][1] in (*_COMPARED, ","):
            cell = self._sheet.cell(area.top, area.left)
            if cell.formula is None and isinstance(cell.value, str | None) and self._is_beside_nothing(self._at):
                return cell.value or ""
        self._at -= 1
        return self._sum()

    def _is_beside_nothing(self, at: int) -> bool:
        """Whether what stands at one side of a comparison is held against "", behind it or before it."""
        nothing = ("text", '""')
        return nothing in (*self._tokens[at + 1 : at + 2], *self._tokens[max(0, at - 3) : max(0, at - 2)])

    def _pass_over(self) -> None:
        """Leave out a value, as far as the comma or bracket behind it."""
        depth = 0
        while self._at < len(self._tokens):
            kind, text = self._tokens[self._at]
            if kind == "sign" and depth == 0 and text in (",", ")"):
                return
            depth += {"(": 1, ")": -1}.get(text, 0) if kind == "sign" else 0
            self._at += 1

    def _arguments(self) -> list[Decimal]:
        """The numbers of a function's arguments; blank cells and text in an area are none."""
        found: list[Decimal] = []
        while True:
            if self._at < len(self._tokens) and self._tokens[self._at][0] == "area" and self._ends_at(self._at + 1):
                found += self._area(self._tokens[self._at][1])
                self._at += 1
            else:
                found.append(self._sum())
            if not self._take(","):
                return found

    def _ends_at(self, at: int) -> bool:
        return at < len(self._tokens) and self._tokens[at] in (("sign", ","), ("sign", ")"))

    def _area(self, text: str) -> list[Decimal]:
        return [value for value in self._numbers(text, most=MOST_CELLS, with_blank=False) if value is not None]

    def _numbers(self, text: str, most: int, *, with_blank: bool = True) -> list[Decimal | None]:
        """The numbers of cells, none for text; a blank cell is 0 by itself, and none in an area."""
        area = read_area(text)
        if area is None or area.size > most:
            raise _UnknownError
        blank = Decimal(0) if with_blank else None
        columns = range(area.left, area.right + 1)
        return [self._number(cell, blank) for column in columns for cell in self._column(column, area.top, area.bottom)]

    def _column(self, column: int, top: int, bottom: int) -> Iterator[DataCell]:
        if bottom - top < FEW_ROWS:
            return (self._sheet.cell(row, column) for row in range(top, bottom + 1))
        return (cell for row, cell in self._sheet.column(column).items() if top <= row <= bottom)

    def _number(self, cell: DataCell, blank: Decimal | None) -> Decimal | None:
        if isinstance(cell.value, Decimal):
            return cell.value
        if cell.value is None and cell.formula is None:
            return blank
        if isinstance(cell.value, str) and cell.formula is None:
            self.left_out += [cell] if _TEXT_NUMBER.fullmatch(cell.text) else []
            return None
        raise _UnknownError

    def _expect(self, sign: str) -> None:
        if not self._take(sign):
            raise _UnknownError


def _summary(name: str, numbers: list[Decimal]) -> Decimal:
    total = Decimal(0)
    for number in numbers:
        total = _CONTEXT.add(total, number)
    match name:
        case "SUM":
            return total
        case "AVERAGE" if numbers:
            return _CONTEXT.divide(total, Decimal(len(numbers)))
        case _ if numbers:
            return min(numbers) if name == "MIN" else max(numbers)
    raise _UnknownError


def _tokens(formula: str) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(formula.rstrip()):
        found = _TOKEN.match(formula, at)
        if found is None:
            raise _UnknownError
        at = found.end()
        yield (found.lastgroup or "", found[found.lastgroup or 0])
