"""Elimination: which unknowns a system of linear equations determines, after Gauss and Jordan, in whole numbers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from math import gcd, lcm

from briefgen.ledger.linear_forms import Unknown

MOST_STEPS = 3_000_000
"""So many terms are added up at most, which takes some seconds."""

_Row = dict[Unknown | int, int]
"""The unknowns of a row by their factors, and by number how often each equation entered it."""


class EntangledError(Exception):
    """So many equations hang together that working them out would take too long."""


class Elimination:
    """A system of equations, made rows of which each has an unknown that no other has, its pivot.

    The short ones come first, and pivots are the unknowns of the fewest equations, so that rows stay short. Equations
    of an unknown that is in no other one, and not `wanted`, tell of nothing else and are left out. At most so many
    `steps` are taken, of which some are left in the end. Raises EntangledError.
    """

    def __init__(
        self, equations: Sequence[Mapping[Unknown, Fraction]], wanted: Collection[Unknown], steps: int = MOST_STEPS
    ) -> None:
        self.steps = steps
        self._rows: dict[Unknown, _Row] = {}
        self._having = defaultdict[Unknown | int, dict[Unknown, None]](dict)
        self._uses = Counter(unknown for equation in equations for unknown in equation)
        for number in sorted(_entangled(equations, wanted), key=lambda each: len(equations[each])):
            self._add({**_in_whole_numbers(equations[number]), number: 1})

    def determined(self) -> dict[Unknown, tuple[int, ...]]:
        """The unknowns that stand alone in a row, with the equations that entered it."""
        return {
            pivot: tuple(sorted(each for each in row if isinstance(each, int)))
            for pivot, row in self._rows.items()
            if sum(not isinstance(each, int) for each in row) == 1
        }

    def _add(self, row: _Row) -> None:
        for unknown in [each for each in row if each in self._rows]:
            row = self._without(row, unknown, self._rows[unknown])
        unknowns = (each for each in row if not isinstance(each, int))
        pivot = min(unknowns, key=self._uses.__getitem__, default=None)
        if pivot is not None:
            for other in list(self._having[pivot]):
                self._put(other, self._without(self._rows[other], pivot, row))
            self._put(pivot, row)

    def _put(self, pivot: Unknown, row: _Row) -> None:
        before = self._rows.get(pivot, {})
        self._rows[pivot] = row
        for unknown in before.keys() - row.keys():
            del self._having[unknown][pivot]
        for unknown in row.keys() - before.keys():
            self._having[unknown][pivot] = None

    def _without(self, row: _Row, unknown: Unknown, pivot: _Row) -> _Row:
        """A row with so much of a pivot's row taken from it that it has an unknown no longer."""
        self.steps -= len(row) + len(pivot)
        if self.steps < 0:
            raise EntangledError
        own, other = row[unknown], pivot[unknown]
        made = {each: other * factor for each, factor in row.items()}
        for each, factor in pivot.items():
            made[each] = made.get(each, 0) - own * factor
        divisor = gcd(*made.values())
        return {each: factor // divisor for each, factor in made.items() if factor}


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
