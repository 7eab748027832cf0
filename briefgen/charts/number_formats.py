"""Formats of numbers by which a program that draws charts itself prints a value as the text does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from itertools import product

from babel.numbers import get_decimal_symbol, get_group_symbol, parse_pattern

from briefgen.frozen import frozen
from briefgen.languages import locale_of
from briefgen.model.characters import grouped_digits
from briefgen.model.chart import Chart
from briefgen.model.direction import without_isolates

POWERS = (0, 3, 6, 9, 12)
LONGEST = 255  # the characters that a format may have
MINUS_SIGNS = ("-", "\u2212")


def number_format(value: Decimal, text: str, chart: Chart) -> str:
    """The format that prints the value as the text has it; nothing where there is none, as for words.

    Signs between groups of digits are literal, so that they are those of the brief on every computer; the decimal
    sign cannot be, and digits can only be Latin.
    """
    found = "" if chart.digits else next(_formats(value, without_isolates(text), chart), "")
    return found if len(found) <= LONGEST else ""


def _formats(value: Decimal, text: str, chart: Chart) -> Iterator[str]:
    """The formats for each run of digits that is the value, or a power of a thousand of it, rounded."""
    locale = locale_of(chart.language)
    between = get_group_symbol(locale) if chart.grouping is None else chart.grouping
    point = get_decimal_symbol(locale) if chart.point is None else chart.point
    sizes = parse_pattern(locale.decimal_formats[None].pattern).grouping
    for run in re.finditer(rf"\d+(?:(?:{re.escape(between)}|{re.escape(point)})\d+)*", text, re.ASCII):
        before, behind = text[: run.start()], text[run.end() :]
        if (value < 0) is not (before[-1:] in MINUS_SIGNS):
            continue
        _, sign, decimals = run[0].partition(point)
        for power, mark in product(POWERS, dict.fromkeys((between, ""))):
            amount = abs(value).scaleb(-power).quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
            if grouped_digits(amount, len(decimals), point, mark, sizes) == run[0]:
                tail = f"{'.' if sign else ''}{'0' * len(decimals)}{',' * (power // 3)}"
                written = _WrittenNumber(before, behind, mark, sizes, tail, power)
                yield written.below_zero(amount) if value < 0 else written.from_zero(amount)


@frozen
class _WrittenNumber:
    """How a number is written: what stands around it, between its groups and behind its whole part."""

    before: str
    behind: str
    mark: str
    sizes: tuple[int, int]
    tail: str
    power: int

    def from_zero(self, amount: Decimal) -> str:
        """Sections for numbers with a group of digits less than the amount has, with as many, and with one more."""
        if not self.mark:
            return self._section(self.before, 1)
        first = max(self._groups(amount) - 1, 1)
        limits = (10 ** (self.sizes[0] + (groups - 1) * self.sizes[1] + self.power) for groups in (first, first + 1))
        sections = [self._section(self.before, groups) for groups in range(first, first + 3)]
        return ";".join((*(f"[<{limit}]{each}" for limit, each in zip(limits, sections, strict=False)), sections[-1]))

    def below_zero(self, amount: Decimal) -> str:
        """Sections for numbers from zero and below it, whose minus sign is the one that is written."""
        groups = self._groups(amount) if self.mark else 1
        return f"{self._section(self.before[:-1], groups)};{self._section(self.before, groups)}"

    def _groups(self, amount: Decimal) -> int:
        """The groups that the whole part of an amount makes."""
        digits = len(str(int(amount)))
        return 1 + max(0, -(-(digits - self.sizes[0]) // self.sizes[1]))

    def _section(self, before: str, groups: int) -> str:
        """A section with places for so many groups of digits."""
        sizes = (*(self.sizes[1] for _ in range(groups - 2)), self.sizes[0])[: groups - 1]
        places = _literal(self.mark).join(("0", *("0" * size for size in sizes)))
        return f"{_literal(before)}{places}{self.tail}{_literal(self.behind)}"


def _literal(text: str) -> str:
    """A text as a format has it, whatever its characters mean there."""
    return '\\"'.join(f'"{part}"' if part else "" for part in text.split('"'))
