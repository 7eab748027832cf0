"""Derivations: how a typed figure follows from the facts that stand beside it in the text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import permutations

from briefgen.ledger import values
from briefgen.ledger.values import Amount, Operand, OperandError
from briefgen.model.fact import PERCENT, Ledger, NameValue
from briefgen.model.runs import Run
from briefgen.numbers_in_text import Mention

MOST_FACTS = 12
"""The facts of one text that are tried against each other."""

_FORMULAS: dict[str, Callable[[Operand, Operand], Operand]] = {
    "share({}, {})": values.share,
    "change({}, {})": values.change,
    "{} - {}": values.subtract,
    "{} + {}": values.add,
    "{} / {}": values.divide,
}


def derivation(mention: Mention, run: Run, ledger: Ledger) -> str:
    """A formula over two facts of the same text that gives the figure as rounded there; empty if there is none."""
    facts = list(dict.fromkeys(value.fact for _, value in run.values if value.fact in ledger))[:MOST_FACTS]
    known = {fact: operand for fact in facts if (operand := _operand(fact, ledger)) is not None}
    for left, right in permutations(known, 2):
        for formula, result in _results(known[left], known[right]):
            if any(_gives(result, amount, mention) for amount in mention.amounts):
                return formula.format(left, right)
    return ""


def _operand(fact: str, ledger: Ledger) -> Operand | None:
    entry = ledger[fact]
    if isinstance(entry.value, NameValue):
        return None
    if isinstance(entry.value, date):
        return entry.value
    return Amount(Fraction(entry.exact or entry.value.amount), entry.value.unit)


def _results(left: Operand, right: Operand) -> Iterator[tuple[str, Amount]]:
    for formula, operation in _FORMULAS.items():
        try:
            result = operation(left, right)
        except OperandError:
            continue
        if isinstance(result, Amount):
            yield formula, result


def _gives(result: Amount, amount: Decimal, mention: Mention) -> bool:
    """Whether the result is the figure at the figure's own precision, in percent where that is."""
    is_percent = result.unit in (PERCENT, values.POINTS)
    if is_percent != (mention.unit == PERCENT) or not amount:
        return False
    return values.rounded(result.value, values.places_of(amount)) == amount
