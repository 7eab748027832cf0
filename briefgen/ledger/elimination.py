"""Elimination: which unknowns a system of linear equations determines, after Gauss and Jordan, in whole numbers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from math import gcd, lcm

from briefgen.ledger.relations import Unknown

_Row = dict[Unknown | int, int]
"""The unknowns of a row by their factors, and by number how often each equation entered it."""


def determined(
    equations: Sequence[Mapping[Unknown, Fraction]], wanted: Collection[Unknown]
) -> dict[Unknown, tuple[int, ...]]:
    """The unknowns that have one solution, each with the numbers of the equations from which it follows.

    Equations of an unknown that is in no other one, and not `wanted`, tell of nothing else and are left out.
    """
    rows: dict[Unknown, _Row] = {}
    having = defaultdict[Unknown | int, dict[Unknown, None]](dict)

    def put(pivot: Unknown, row: _Row) -> None:
        for unknown in rows.get(pivot, ()):
            del having[unknown][pivot]
        rows[pivot] = row
        for unknown in row:
            having[unknown][pivot] = None

    for number in _entangled(equations, wanted):
        row = {**_in_whole_numbers(equations[number]), number: 1}
        for unknown in [each for each in row if each in rows]:
            row = _without(row, unknown, rows[unknown])
        pivot = min(
            (each for each in row if not isinstance(each, int)), key=lambda each: len(having[each]), default=None
        )
        if pivot is None:
            continue
        for other in list(having[pivot]):
            put(other, _without(rows[other], pivot, row))
        put(pivot, row)
    return {
        pivot: tuple(sorted(each for each in row if isinstance(each, int)))
        for pivot, row in rows.items()
        if sum(not isinstance(each, int) for each in row) == 1
    }


def _entangled(equations: Sequence[Mapping[Unknown, Fraction]], wanted: Collection[Unknown]) -> list[int]:
    """The numbers of the equations that can tell of more than an unknown of their own."""
    left = dict.fromkeys(range(len(equations)))
    having = defaultdict[Unknown, dict[int, None]](dict)
    for number, equation in enumerate(equations):
        for unknown in equation:
            having[unknown][number] = None
    waiting = [unknown for unknown, those in having.items() if len(those) == 1 and unknown not in wanted]
    while waiting:
        for number in list(having[waiting.pop()]):
            del left[number]
            for unknown in equations[number]:
                del having[unknown][number]
                if len(having[unknown]) == 1 and unknown not in wanted:
                    waiting.append(unknown)
    return list(left)


def _in_whole_numbers(equation: Mapping[Unknown, Fraction]) -> _Row:
    multiple = lcm(*(factor.denominator for factor in equation.values()))
    return {unknown: int(factor * multiple) for unknown, factor in equation.items()}


def _without(row: _Row, unknown: Unknown, pivot: _Row) -> _Row:
    """A row with so much of a pivot's row taken from it that it has an unknown no longer."""
    own, other = row[unknown], pivot[unknown]
    made = Counter({each: other * factor for each, factor in row.items()})
    for each, factor in pivot.items():
        made[each] -= own * factor
    divisor = gcd(*made.values())
    return {each: factor // divisor for each, factor in made.items() if factor}
