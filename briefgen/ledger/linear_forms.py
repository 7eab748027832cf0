"""Formulas as sums of unknowns, and what in them is a product of such sums, so that any fact can be the unknown one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import assert_never

from briefgen.frozen import frozen
from briefgen.ledger import values
from briefgen.ledger.formula import Call, Chain, FactReference, Negation, Node, Number, references
from briefgen.ledger.order import EDITION_DATE
from briefgen.ledger.periods import distinct
from briefgen.ledger.values import ARITHMETIC, WHOLE, Amount, Operand
from briefgen.model.fact import PERCENT, Ledger

ONE = ""
"""The unknown that everybody knows: a number times it is that number."""

Unknown = str | tuple[object, ...]
"""A fact by its id, or what is worked out on the way to one."""

LinearForm = Mapping[Unknown, Fraction]
"""Unknowns, each times a number, added up."""


@frozen
class FactRelation:
    """A relation as it is declared: the fact that has it, and how it is written ("total = north + south")."""

    fact: str
    text: str


@frozen
class Product:
    """Two sums of which the product is a third one; `factors` are what the two make."""

    relation: FactRelation
    left: LinearForm
    right: LinearForm
    result: LinearForm
    factors: tuple[Fraction, Fraction]

    def called(self, unknown: Unknown, fact: str, factor: Fraction) -> Product:
        """The product with so many times a fact for one of its unknowns."""
        left, right, result = (
            sum_of_forms({each: by for each, by in form.items() if each != unknown}, {fact: factor}, form[unknown])
            if unknown in form
            else form
            for form in (self.left, self.right, self.result)
        )
        return Product(self.relation, left, right, result, self.factors)


@frozen
class LinearTerm:
    """A part of a formula: a sum of unknowns, and what it makes."""

    form: LinearForm
    operand: Operand

    def scaled(self, factor: Fraction, operand: Operand) -> LinearTerm:
        """So many times the sum, which makes another operand."""
        return LinearTerm({each: found * factor for each, found in self.form.items() if factor}, operand)

    @property
    def is_number(self) -> bool:
        """Whether it has no unknowns."""
        return not self.form.keys() - {ONE}


class FormulaForms:
    """Makes sums of the formulas of a ledger: `values` has what each unknown is, `products` what is no sum.

    Both grow with each formula. `relation` is that of the formula which is being read.
    """

    def __init__(self, ledger: Ledger) -> None:
        self.values: dict[Unknown, Operand] = {}
        self.products: list[Product] = []
        self.relation = FactRelation("", "")
        self._ledger = ledger

    def term(self, node: Node) -> LinearTerm:
        """A formula, or a part of one."""
        match node:
            case Number():
                operand = Amount(Fraction(node.amount), PERCENT if node.is_percent else "")
                return LinearTerm({ONE: operand.value}, operand)
            case FactReference():
                return self._fact(node.fact)
            case Negation():
                term = self.term(node.operand)
                return term.scaled(Fraction(-1), values.negate(term.operand))
            case Chain():
                term = self.term(node.first)
                for step in node.steps:
                    term = self._combined(term, step.operator, self.term(step.operand))
                return term
            case Call():
                return self._call(node)
            case _:
                assert_never(node)

    def _fact(self, fact: str) -> LinearTerm:
        operand = self.values[fact]
        return LinearTerm({ONE: size_of(operand)} if fact == EDITION_DATE else {fact: Fraction(1)}, operand)

    def _combined(self, left: LinearTerm, operator: str, right: LinearTerm) -> LinearTerm:
        result = ARITHMETIC[operator](left.operand, right.operand)
        if operator in "+-":
            added = left.scaled(_weight(left.operand, result), result).form
            weight = _weight(right.operand, result)
            return LinearTerm(sum_of_forms(added, right.form, weight if operator == "+" else -weight), result)
        factor = size_of(ARITHMETIC[operator](one_of(left.operand), one_of(right.operand)))
        if operator == "*":
            return self._product(left, right, factor, result)
        return self._quotient(left, right, factor, result)

    @property
    def last_made(self) -> Unknown:
        """The unknown that stands for the last product, if that is one of the formula that is being read."""
        return ("made", self.relation.fact, len(self.products))

    def _product(self, left: LinearTerm, right: LinearTerm, factor: Fraction, result: Operand) -> LinearTerm:
        for one, other in ((left, right), (right, left)):
            if one.is_number:
                return other.scaled(factor * size_of(one.operand), result)
        made: Unknown = ("made", self.relation.fact, len(self.products) + 1)
        factors = size_of(left.operand), size_of(right.operand)
        self.products.append(Product(self.relation, left.form, right.form, {made: 1 / factor}, factors))
        return self._made(result)

    def _quotient(self, left: LinearTerm, right: LinearTerm, factor: Fraction, result: Operand) -> LinearTerm:
        if right.is_number:
            return left.scaled(factor / size_of(right.operand), result)
        made: Unknown = ("made", self.relation.fact, len(self.products) + 1)
        factors = size_of(result), size_of(right.operand)
        form = left.scaled(factor, result).form
        self.products.append(Product(self.relation, {made: Fraction(1)}, right.form, form, factors))
        return self._made(result)

    def _made(self, result: Operand) -> LinearTerm:
        """What the last product makes."""
        self.values[self.last_made] = result
        return LinearTerm({self.last_made: Fraction(1)}, result)

    def _call(self, node: Call) -> LinearTerm:
        if node.function == "count":
            operand = Amount(Fraction(len(node.arguments)))
            return LinearTerm({ONE: operand.value}, operand)
        first, *rest = (self.term(argument) for argument in node.arguments)
        match node.function:
            case "sum":
                for term in rest:
                    first = self._combined(first, "+", term)
                return first
            case "share":
                return self._quotient(first, rest[0], Fraction(WHOLE), values.share(first.operand, rest[0].operand))
            case "change":
                result = values.change(first.operand, rest[0].operand)
                ratio = self._quotient(rest[0], first, Fraction(1), values.divide(rest[0].operand, first.operand))
                risen = ratio.scaled(Fraction(WHOLE), result)
                return LinearTerm(sum_of_forms(risen.form, {ONE: Fraction(1)}, Fraction(-WHOLE)), result)
            case "per_day":
                days = self._days(node)
                return first.scaled(Fraction(1, days), values.per_day(first.operand, days))
            case _:
                return self._combined(first, "-", self._fact(EDITION_DATE))

    def _days(self, node: Call) -> int:
        """The days of the period that all facts of a call share."""
        (period,) = distinct(self._ledger[reference.fact].period for reference in references(node))
        return period.days


def size_of(operand: Operand) -> Fraction:
    """The number with which formulas calculate: of a date, its day of the calendar."""
    return operand.value if isinstance(operand, Amount) else Fraction(operand.toordinal())


def one_of(operand: Operand) -> Operand:
    """One of what is calculated with, by which an operation tells how it turns units into others."""
    return replace(operand, value=Fraction(1)) if isinstance(operand, Amount) else operand


def _weight(operand: Operand, result: Operand) -> Fraction:
    """How much of an operand enters a sum: a percentage that is added to a bare number counts as its fraction."""
    match operand, result:
        case Amount(unit="%"), Amount(unit=""):
            return Fraction(1, WHOLE)
        case _:
            return Fraction(1)


def sum_of_forms(form: LinearForm, other: LinearForm, factor: Fraction) -> LinearForm:
    """A sum, with so many times another one added."""
    added = dict(form)
    for unknown, found in other.items():
        added[unknown] = added.get(unknown, Fraction(0)) + factor * found
    return {unknown: found for unknown, found in added.items() if found}
