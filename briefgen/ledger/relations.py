"""What binds facts to each other: formulas, totals and shares as equations, in which any fact can be the unknown one.

Only the coefficients of an equation are kept. Whether a figure follows from others depends on nothing else, and what
it is, the ledger knows.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import assert_never

from briefgen.frozen import frozen
from briefgen.ledger import values
from briefgen.ledger.cells import expanded
from briefgen.ledger.formula import Call, Chain, FactReference, Negation, Node, Number, parse_formula, references
from briefgen.ledger.order import EDITION_DATE, in_order
from briefgen.ledger.periods import distinct
from briefgen.ledger.values import ARITHMETIC, WHOLE, Amount, Operand
from briefgen.model.fact import PERCENT, Interval, Ledger, LedgerEntry, Quantity, interval_of
from briefgen.model.fact_table import FEW, FactTable

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
class Equation:
    """A sum of which every reader knows what it makes, so that one unknown in it follows from the others.

    One that `is_exact` holds to the last digit, which totals of rounded parts do not. Its numbers follow from facts
    that are `given`, if any.
    """

    relation: FactRelation
    form: LinearForm
    is_exact: bool = True
    given: tuple[Unknown, ...] = ()


@frozen
class Product:
    """Two sums of which the product is a third one; `factors` are what the two make."""

    relation: FactRelation
    left: LinearForm
    right: LinearForm
    result: LinearForm
    factors: tuple[Fraction, Fraction]

    @property
    def is_plain(self) -> bool:
        """Whether it is one unknown times another that makes a third one."""
        return all(len(form) == 1 and ONE not in form for form in (self.left, self.right, self.result))


@frozen
class Consequence:
    """An unknown that follows from others, and they not from it."""

    relation: FactRelation
    needed: tuple[Unknown, ...]
    result: Unknown


@frozen
class FactRelations:
    """What binds some facts of a ledger, and the exact values of those that have one."""

    equations: tuple[Equation, ...]
    products: tuple[Product, ...]
    consequences: tuple[Consequence, ...]
    values: Mapping[Unknown, Operand]


def relations_around(
    ledger: Ledger, tables: Mapping[str, FactTable], facts: Iterable[str], known: Collection[str]
) -> FactRelations:
    """What binds the `facts` to others, and those to further ones as far as they are not `known`.

    A cell of a table that has no figure is among them, since it has its part in totals.
    """
    sums = _sums(ledger, tables)
    bound = {fact: _bound(fact, ledger, sums) for fact in dict.fromkeys((*ledger.entries, *sums))}
    owners = defaultdict[str, list[str]](list)
    for owner, those in bound.items():
        for fact in those:
            owners[fact].append(owner)
    reached, binding = set(facts), set[str]()
    waiting = list(reached)
    while waiting:
        for owner in owners[waiting.pop()]:
            if owner not in binding:
                binding.add(owner)
                new = [each for each in bound[owner] if each not in known and each not in reached]
                reached.update(new)
                waiting += new
    return _Compiler(ledger, tables).compiled(
        {owner: those for owner, those in bound.items() if owner in binding}, sums
    )


_Sums = Mapping[str, Sequence[tuple[str, ...]]]
"""The parts of totals, by these; a cell of a table may be the total of its row and of its column."""


def _sums(ledger: Ledger, tables: Mapping[str, FactTable]) -> _Sums:
    sums = {entry.fact.id: [entry.fact.parts] for entry in ledger if entry.fact.parts}
    for table in tables.values():
        for total, parts in table.sums:
            known = sums.setdefault(total, [])
            if parts not in known:
                known.append(parts)
    return sums


def _bound(fact: str, ledger: Ledger, sums: _Sums) -> tuple[str, ...]:
    """The facts that a formula and sums bind to the one that has these, which is the first."""
    inputs = ledger[fact].inputs if fact in ledger else ()
    return tuple(dict.fromkeys((fact, *inputs, *(part for parts in sums.get(fact, ()) for part in parts))))


@frozen
class _Term:
    """A part of a formula: a sum of unknowns, and what it makes."""

    form: LinearForm
    operand: Operand

    def scaled(self, factor: Fraction, operand: Operand) -> _Term:
        return _Term({each: found * factor for each, found in self.form.items() if factor}, operand)

    @property
    def is_number(self) -> bool:
        """Whether it has no unknowns."""
        return not self.form.keys() - {ONE}


class _Compiler:
    """Makes the equations of some entries of a ledger."""

    def __init__(self, ledger: Ledger, tables: Mapping[str, FactTable]) -> None:
        self._ledger = ledger
        self._tables = tables
        self._values: dict[Unknown, Operand] = {}
        self._equations: list[Equation] = []
        self._products: list[Product] = []
        self._consequences: list[Consequence] = []
        self._relation = FactRelation("", "")

    def compiled(self, bound: Mapping[str, Sequence[str]], sums: _Sums) -> FactRelations:
        """The relations of facts, each with those to which it is bound, and what follows from several at once."""
        for fact in self._inputs_first((EDITION_DATE, *(fact for those in bound.values() for fact in those))):
            entry = self._ledger[fact]
            if entry.is_derived:
                self._derive(entry)
            elif isinstance(entry.value, Quantity | Interval):
                self._values[fact] = Amount(Fraction(interval_of(entry.value).ends[0]), entry.value.unit)
            elif isinstance(entry.value, date):
                self._values[fact] = entry.value
        for total in bound:
            for parts in sums.get(total, ()):
                self._add_up(total, parts)
        self._equations += _shares_of_wholes(self._products, self._equations)
        for product in self._products:
            self._multiply(product)
        return FactRelations(tuple(self._equations), tuple(self._products), tuple(self._consequences), self._values)

    def _inputs_first(self, facts: Iterable[str]) -> list[str]:
        """Facts and all that they are derived from, each behind what it needs."""
        needs: dict[str, tuple[str, ...]] = {}
        waiting = [fact for fact in facts if fact in self._ledger]
        while waiting:
            fact = waiting.pop()
            if fact not in needs:
                needs[fact] = self._ledger[fact].inputs
                waiting += needs[fact]
        return in_order(needs)[0]

    def _derive(self, entry: LedgerEntry) -> None:
        fact = entry.fact
        self._relation = FactRelation(fact.id, f"{fact.id} = {' '.join(fact.formula.split())}")
        term = self._term(expanded(parse_formula(fact.formula), self._tables))
        self._values[fact.id] = values.with_unit(term.operand, fact.unit)
        factor = _size(values.with_unit(_one(term.operand), fact.unit)) if isinstance(term.operand, Amount) else 1
        if term.is_number:  # a count, or something times nothing
            self._consequences.append(Consequence(self._relation, entry.inputs, fact.id))
        else:
            form = sum_of_forms({fact.id: Fraction(1)}, term.form, Fraction(-factor))
            self._equations.append(Equation(self._relation, form))

    def _add_up(self, total: str, parts: Sequence[str]) -> None:
        """The equation of a total and its parts, of which some may have no figure."""
        relation = FactRelation(total, f"{total} = {listed(parts, ' + ')}")
        counted: LinearForm = {part: Fraction(count) for part, count in Counter(parts).items()}
        form = sum_of_forms({total: Fraction(1)}, counted, Fraction(-1))
        terms = [_size(self._values[fact]) * by for fact, by in form.items() if fact in self._values]
        self._equations.append(Equation(relation, form, len(terms) < len(form) or not sum(terms)))

    def _multiply(self, product: Product) -> None:
        """A plain product as an equation of logarithms, so that chains of shares can be followed."""
        if not product.is_plain or not all(product.factors):
            return
        logarithms = Counter[Unknown]()
        for form, count in ((product.left, 1), (product.right, 1), (product.result, -1)):
            (unknown,) = form
            logarithm = ("logarithm", unknown)
            logarithms[logarithm] += count
            for needed, result in ((unknown, logarithm), (logarithm, unknown)):
                self._consequences.append(Consequence(product.relation, (needed,), result))
        form = {each: Fraction(count) for each, count in logarithms.items() if count}
        self._equations.append(Equation(product.relation, form))

    def _term(self, node: Node) -> _Term:
        match node:
            case Number():
                operand = Amount(Fraction(node.amount), PERCENT if node.is_percent else "")
                return _Term({ONE: operand.value}, operand)
            case FactReference():
                return self._fact(node.fact)
            case Negation():
                term = self._term(node.operand)
                return term.scaled(Fraction(-1), values.negate(term.operand))
            case Chain():
                term = self._term(node.first)
                for step in node.steps:
                    term = self._combined(term, step.operator, self._term(step.operand))
                return term
            case Call():
                return self._call(node)
            case _:
                assert_never(node)

    def _fact(self, fact: str) -> _Term:
        operand = self._values[fact]
        return _Term({ONE: _size(operand)} if fact == EDITION_DATE else {fact: Fraction(1)}, operand)

    def _combined(self, left: _Term, operator: str, right: _Term) -> _Term:
        result = ARITHMETIC[operator](left.operand, right.operand)
        if operator in "+-":
            added = left.scaled(_weight(left.operand, result), result).form
            weight = _weight(right.operand, result)
            return _Term(sum_of_forms(added, right.form, weight if operator == "+" else -weight), result)
        factor = _size(ARITHMETIC[operator](_one(left.operand), _one(right.operand)))
        if operator == "*":
            return self._product(left, right, factor, result)
        return self._quotient(left, right, factor, result)

    def _product(self, left: _Term, right: _Term, factor: Fraction, result: Operand) -> _Term:
        for one, other in ((left, right), (right, left)):
            if one.is_number:
                return other.scaled(factor * _size(one.operand), result)
        made = self._made
        self._products.append(
            Product(self._relation, left.form, right.form, {made: 1 / factor}, _sizes(left.operand, right.operand))
        )
        return _Term({made: Fraction(1)}, result)

    def _quotient(self, left: _Term, right: _Term, factor: Fraction, result: Operand) -> _Term:
        if right.is_number:
            return left.scaled(factor / _size(right.operand), result)
        made = self._made
        form = left.scaled(factor, result).form
        self._products.append(
            Product(self._relation, {made: Fraction(1)}, right.form, form, _sizes(result, right.operand))
        )
        return _Term({made: Fraction(1)}, result)

    @property
    def _made(self) -> Unknown:
        """An unknown for what a formula works out on its way."""
        return ("made", self._relation.fact, len(self._products))

    def _call(self, node: Call) -> _Term:
        if node.function == "count":
            operand = Amount(Fraction(len(node.arguments)))
            return _Term({ONE: operand.value}, operand)
        first, *rest = (self._term(argument) for argument in node.arguments)
        match node.function:
            case "sum":
                for term in rest:
                    first = self._combined(first, "+", term)
                return first
            case "share":
                return self._quotient(first, rest[0], Fraction(WHOLE), values.share(first.operand, rest[0].operand))
            case "change":
                result = values.change(first.operand, rest[0].operand)
                rise = _Term(sum_of_forms(rest[0].form, first.form, Fraction(-1)), rest[0].operand)
                return self._quotient(rise, first, Fraction(WHOLE), result)
            case "per_day":
                days = self._days(node)
                return first.scaled(Fraction(1, days), values.per_day(first.operand, days))
            case _:
                return self._combined(first, "-", self._fact(EDITION_DATE))

    def _days(self, node: Call) -> int:
        """The days of the period that all facts of a call share."""
        (period,) = distinct(self._ledger[reference.fact].period for reference in references(node))
        return period.days


def listed(texts: Sequence[str], between: str) -> str:
    """The first of some texts, and how many more there are."""
    more = f"{between}{len(texts) - FEW} more" if len(texts) > FEW + 1 else ""
    return between.join(texts[:FEW] if more else texts) + more


def _size(operand: Operand) -> Fraction:
    """The number with which formulas calculate: of a date, its day of the calendar."""
    return operand.value if isinstance(operand, Amount) else Fraction(operand.toordinal())


def _sizes(left: Operand, right: Operand) -> tuple[Fraction, Fraction]:
    return _size(left), _size(right)


def _one(operand: Operand) -> Operand:
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


def _shares_of_wholes(products: Sequence[Product], equations: Sequence[Equation]) -> Iterator[Equation]:
    """What holds of the shares of a whole although nobody knows the whole: those of all its parts make 100%.

    Each quotient says what its numerators are to the divisor, and so does each equation that has only these and the
    divisor itself.
    """
    quotients = defaultdict[Unknown, list[Product]](list)
    for product in products:
        if len(product.right) == 1 and ONE not in product.right and ONE not in product.result:
            quotients[next(iter(product.right))].append(product)
    having = defaultdict[Unknown, list[Equation]](list)
    for equation in equations:
        for unknown in equation.form:
            having[unknown].append(equation)
    for whole, shares in quotients.items():
        members = dict.fromkeys((whole, *(unknown for share in shares for unknown in share.result)))
        met = Counter(id(equation) for unknown in members for equation in having[unknown])
        told = {id(e): e for unknown in members for e in having[unknown] if met[id(e)] == len(e.form)}
        if len(shares) > 1:
            for share in shares:
                yield Equation(share.relation, {**share.left, **_per(share.result, whole, -1 / share.right[whole])})
            for equation in told.values():
                yield replace(equation, form=_per(equation.form, whole, Fraction(1)))


def _per(form: LinearForm, whole: Unknown, factor: Fraction) -> LinearForm:
    """A sum divided by one of its unknowns, which then is known."""
    return {("part", each, whole): found * factor for each, found in form.items() if each != whole}
