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
from briefgen.ledger.plausibility import is_count
from briefgen.ledger.values import ARITHMETIC, WHOLE, Amount, Operand
from briefgen.model.fact import PERCENT, Interval, Ledger, LedgerEntry, Quantity, interval_of
from briefgen.model.fact_table import FEW, FactTable

ONE = ""
"""The unknown that everybody knows: a number times it is that number."""

Unknown = str | tuple[object, ...]
"""A fact by its id, or what is worked out on the way to one."""

_READABLE = 100
"""A formula of more characters is too long for a message."""

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
class Consequence:
    """An unknown that follows from others, by what a relation says or by its nature."""

    relation: FactRelation | None
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
        self._consequences += [rule for equation in self._equations for rule in self._nothing_left(equation)]
        self._divide()
        self._multiply()
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
        formula = " ".join(fact.formula.split())
        text = f"{fact.id} = {formula}" if len(formula) <= _READABLE else f"the formula of {fact.id}"
        self._relation = FactRelation(fact.id, text)
        term = self._term(expanded(parse_formula(fact.formula), self._tables))
        self._values[fact.id] = values.with_unit(term.operand, fact.unit)
        factor = _size(values.with_unit(_one(term.operand), fact.unit)) if isinstance(term.operand, Amount) else 1
        if term.is_number:  # a count, or something times nothing
            self._consequences.append(Consequence(self._relation, entry.inputs, fact.id))
        elif list(term.form) == [made := ("made", fact.id, len(self._products) - 1)]:  # the last product is the result
            self._products[-1] = self._products[-1].called(made, fact.id, 1 / (factor * term.form[made]))
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

    def _nothing_left(self, equation: Equation) -> Iterator[Consequence]:
        """Counts that are all 0 because their sum is: there are no fewer than none."""
        none = [unknown for unknown in equation.form if equation.is_exact and self._is_none(unknown)]
        for is_added in (True, False):
            side = [unknown for unknown in none if (equation.form[unknown] > 0) == is_added]
            if len(side) > 1:
                others = tuple(unknown for unknown in equation.form if unknown not in side)
                nothing = ("nothing left", *side)
                yield Consequence(equation.relation, others, nothing)
                yield from (Consequence(None, (nothing,), unknown) for unknown in side)

    def _is_none(self, unknown: Unknown) -> bool:
        """Whether it is a fact that counts something of which there is none."""
        entry = self._ledger.entries.get(unknown) if isinstance(unknown, str) else None
        if entry is None or not isinstance(entry.value, Quantity) or entry.fact.signed:
            return False
        return not _size(self._values[unknown]) and is_count(entry.value)

    def _divide(self) -> None:
        """What holds of the shares of a whole although nobody knows the whole: those of all its parts make 100%.

        Each quotient says what its numerators are to the divisor, and so does each equation that has only these, the
        divisor itself, and at most one more.
        """
        quotients = defaultdict[Unknown, list[Product]](list)
        for product in self._products:
            if _is_plain(product.right) and ONE not in product.result and product.factors[1]:
                quotients[next(iter(product.right))].append(product)
        having = defaultdict[Unknown, list[Equation]](list)
        for equation in self._equations:
            for unknown in equation.form if ONE not in equation.form else ():
                having[unknown].append(equation)
        for whole, shares in quotients.items():
            members = dict.fromkeys((whole, *(unknown for share in shares for unknown in share.result)))
            near = {id(equation): equation for unknown in members for equation in having[unknown]}
            told = [equation for equation in near.values() if len(equation.form.keys() - members) <= 1]
            if told or len(shares) > 1:
                for share in shares:
                    parts = _per(share.result, whole, -1 / share.right[whole])
                    self._equations.append(Equation(share.relation, {**share.left, **parts}))
                for equation in told:
                    self._equations.append(replace(equation, form=_per(equation.form, whole, Fraction(1))))
                relations = {unknown: each.relation for each in told for unknown in each.form}
                relations |= {unknown: share.relation for share in shares for unknown in share.result}
                self._products += self._parts_of(whole, relations)

    def _parts_of(self, whole: Unknown, relations: Mapping[Unknown, FactRelation]) -> Iterator[Product]:
        """What a part of a whole is, once the whole is known: so many times that."""
        for unknown, relation in relations.items():
            if unknown != whole and unknown in self._values:
                size = _size(self._values[whole])
                factors = _size(self._values[unknown]) / size, size
                part: LinearForm = {("part", unknown, whole): Fraction(1)}
                yield Product(relation, part, {whole: Fraction(1)}, {unknown: Fraction(1)}, factors)

    def _multiply(self) -> None:
        """Plain products, and what is so many times something, in logarithms, so that chains of shares add up."""
        logarithms = dict[Unknown, None]()
        for product in self._products:
            sides = (product.left, product.right, product.result)
            if all(map(_is_plain, sides)) and all(product.factors):
                counts = Counter[Unknown]()
                for side, count in zip(sides, (1, 1, -1), strict=True):
                    counts[next(iter(side))] += count
                self._equations.append(_in_logarithms(product.relation, counts))
                logarithms.update(dict.fromkeys(counts))
        for equation in self._equations[:]:
            if len(equation.form) == 2 and ONE not in equation.form and self._are_amounts(equation.form):
                one, other = equation.form
                self._equations.append(_in_logarithms(equation.relation, {one: 1, other: -1}))
                logarithms.update(dict.fromkeys((one, other)))
        for unknown in logarithms:
            self._consequences.append(Consequence(None, (unknown,), _logarithm(unknown)))
            self._consequences.append(Consequence(None, (_logarithm(unknown),), unknown))

    def _are_amounts(self, unknowns: Iterable[Unknown]) -> bool:
        """Whether all have a value that is not 0."""
        found = (self._values.get(unknown) for unknown in unknowns)
        return all(isinstance(value, Amount) and value.value for value in found)

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
        factors = _size(left.operand), _size(right.operand)
        made = ("made", self._relation.fact, len(self._products))
        self._products.append(Product(self._relation, left.form, right.form, {made: 1 / factor}, factors))
        self._values[made] = result
        return _Term({made: Fraction(1)}, result)

    def _quotient(self, left: _Term, right: _Term, factor: Fraction, result: Operand) -> _Term:
        if right.is_number:
            return left.scaled(factor / _size(right.operand), result)
        factors = _size(result), _size(right.operand)
        made = ("made", self._relation.fact, len(self._products))
        form = left.scaled(factor, result).form
        self._products.append(Product(self._relation, {made: Fraction(1)}, right.form, form, factors))
        self._values[made] = result
        return _Term({made: Fraction(1)}, result)

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
                ratio = self._quotient(rest[0], first, Fraction(1), values.divide(rest[0].operand, first.operand))
                risen = ratio.scaled(Fraction(WHOLE), result)
                return _Term(sum_of_forms(risen.form, {ONE: Fraction(1)}, Fraction(-WHOLE)), result)
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


def _one(operand: Operand) -> Operand:
    """One of what is calculated with, by which an operation tells how it turns units into others."""
    return replace(operand, value=Fraction(1)) if isinstance(operand, Amount) else operand


def _is_plain(form: LinearForm) -> bool:
    """Whether it is one unknown, so many times."""
    return len(form) == 1 and ONE not in form


def _logarithm(unknown: Unknown) -> Unknown:
    return ("logarithm", unknown)


def _in_logarithms(relation: FactRelation, counts: Mapping[Unknown, int]) -> Equation:
    return Equation(relation, {_logarithm(each): Fraction(count) for each, count in counts.items() if count})


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


def _per(form: LinearForm, whole: Unknown, factor: Fraction) -> LinearForm:
    """A sum divided by one of its unknowns, which then is known."""
    return {("part", each, whole): found * factor for each, found in form.items() if each != whole}
