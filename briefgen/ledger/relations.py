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

from briefgen.frozen import frozen
from briefgen.ledger import values
from briefgen.ledger.cells import expanded
from briefgen.ledger.formula import parse_formula
from briefgen.ledger.linear_forms import (
    ONE,
    FactRelation,
    FormulaForms,
    LinearForm,
    Product,
    Unknown,
    one_of,
    size_of,
    sum_of_forms,
)
from briefgen.ledger.order import EDITION_DATE, in_order
from briefgen.ledger.plausibility import is_count
from briefgen.ledger.values import Amount, Operand
from briefgen.model.fact import Interval, Ledger, LedgerEntry, Quantity, interval_of
from briefgen.model.fact_table import FEW, FactTable

_READABLE = 100
"""A formula of more characters is too long for a message."""


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


class _Compiler:
    """Makes the equations of some entries of a ledger."""

    def __init__(self, ledger: Ledger, tables: Mapping[str, FactTable]) -> None:
        self._ledger = ledger
        self._tables = tables
        self._equations: list[Equation] = []
        self._consequences: list[Consequence] = []
        self._forms = FormulaForms(ledger)
        self._values, self._products = self._forms.values, self._forms.products

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
        self._forms.relation = relation = FactRelation(fact.id, text)
        term = self._forms.term(expanded(parse_formula(fact.formula), self._tables))
        self._values[fact.id] = values.with_unit(term.operand, fact.unit)
        factor = size_of(values.with_unit(one_of(term.operand), fact.unit)) if isinstance(term.operand, Amount) else 1
        if term.is_number:  # a count, or something times nothing
            self._consequences.append(Consequence(relation, entry.inputs, fact.id))
        elif list(term.form) == [made := ("made", fact.id, len(self._products) - 1)]:  # the last product is the result
            self._products[-1] = self._products[-1].called(made, fact.id, 1 / (factor * term.form[made]))
        else:
            form = sum_of_forms({fact.id: Fraction(1)}, term.form, Fraction(-factor))
            self._equations.append(Equation(relation, form))

    def _add_up(self, total: str, parts: Sequence[str]) -> None:
        """The equation of a total and its parts, of which some may have no figure."""
        relation = FactRelation(total, f"{total} = {listed(parts, ' + ')}")
        counted: LinearForm = {part: Fraction(count) for part, count in Counter(parts).items()}
        form = sum_of_forms({total: Fraction(1)}, counted, Fraction(-1))
        terms = [size_of(self._values[fact]) * by for fact, by in form.items() if fact in self._values]
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
        return not size_of(self._values[unknown]) and is_count(entry.value)

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
                size = size_of(self._values[whole])
                factors = size_of(self._values[unknown]) / size, size
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


def listed(texts: Sequence[str], between: str) -> str:
    """The first of some texts, and how many more there are."""
    more = f"{between}{len(texts) - FEW} more" if len(texts) > FEW + 1 else ""
    return between.join(texts[:FEW] if more else texts) + more


def _is_plain(form: LinearForm) -> bool:
    """Whether it is one unknown, so many times."""
    return len(form) == 1 and ONE not in form


def _logarithm(unknown: Unknown) -> Unknown:
    return ("logarithm", unknown)


def _in_logarithms(relation: FactRelation, counts: Mapping[Unknown, int]) -> Equation:
    return Equation(relation, {_logarithm(each): Fraction(count) for each, count in counts.items() if count})


def _per(form: LinearForm, whole: Unknown, factor: Fraction) -> LinearForm:
    """A sum divided by one of its unknowns, which then is known."""
    return {("part", each, whole): found * factor for each, found in form.items() if each != whole}
