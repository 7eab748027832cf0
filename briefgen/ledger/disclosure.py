"""Disclosure: what a reader of a release can work out of what it shows, although the release withholds it.

A reader is taken to know every relation that the ledger has: formulas, parts of totals, totals of tables. What follows
from one of them is found as soon as all else in it is known; what only several tell together (the complementary cells
of official statistics: a row and a column that both lack a figure), by elimination. No relation is guessed: figures
that happen to add up give nothing away.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from fractions import Fraction
from functools import partial

from briefgen.frozen import frozen
from briefgen.ledger.elimination import MOST_STEPS, Elimination, EntangledError
from briefgen.ledger.linear_forms import ONE, FactRelation, Product, Unknown, sum_of_forms
from briefgen.ledger.relations import Consequence, Equation, FactRelations, listed, relations_around
from briefgen.ledger.values import Amount
from briefgen.model.fact import Ledger, LedgerEntry, Quantity
from briefgen.model.fact_table import FactTable

_MOST_RELATIONS = 8
_ENTANGLED = "too many sums hang together to tell"


@frozen
class Disclosure:
    """A withheld fact, the relations by which it follows, the nearest first, and the known facts that these take.

    `working` says it in the ids of facts ("total - north"). One that `is_about` gives the figure but for rounding.
    `completed_by` is the known fact whose own relation gives it away, or else the last of the known ones. One that is
    not `is_certain` may follow from relations of which too many hang together to tell.
    """

    fact: str
    relations: tuple[FactRelation, ...]
    known: tuple[str, ...]
    working: str
    completed_by: str
    is_about: bool = False
    is_certain: bool = True


def disclosed(
    ledger: Ledger, known: Collection[str], withheld: Collection[str], tables: Mapping[str, FactTable]
) -> Iterator[Disclosure]:
    """The withheld facts of a ledger that follow from the known ones, in its order.

    What is known counts as not withheld. The `tables` are those of the edition, in whose formulas a row or column of
    one may stand as a whole.
    """
    shown, kept_back = frozenset((*known, *ledger.builtins)), frozenset(withheld).difference(known)
    hidden = [entry.fact.id for entry in ledger if entry.fact.id in kept_back]
    if hidden:
        relations = relations_around(ledger, tables, hidden, shown)
        reader = _Reader(ledger, relations, shown, hidden)
        reader.work_out()
        account = _Account(ledger, reader.steps, frozenset(hidden))
        for fact in hidden:
            if fact in reader.steps:
                yield account.of(fact)
            elif fact in reader.undecided:
                yield Disclosure(fact, (), (), _ENTANGLED, fact, is_certain=False)


def are_bound(ledger: Ledger, facts: Collection[str], tables: Mapping[str, FactTable]) -> bool:
    """Whether anything binds one of the facts to others; if not, it follows from none, whatever else is known."""
    found = relations_around(ledger, tables, facts, ledger.entries)
    return bool(found.equations or found.products or found.consequences)


def disclosed_by_difference(
    ledger: Ledger,
    known: tuple[Collection[str], Collection[str]],
    withheld: tuple[Collection[str], Collection[str]],
    tables: Mapping[str, FactTable],
) -> Iterator[Disclosure]:
    """What two releases withhold, neither gives away alone, and a reader of both can work out."""
    hidden = [fact for fact in withheld[0] if fact in withheld[1]]
    if found := list(disclosed(ledger, (*known[0], *known[1]), hidden, tables)):
        told = [each.fact for each in found]
        alone = {each.fact for shown in known for each in disclosed(ledger, shown, told, tables)}
        yield from (each for each in found if each.fact not in alone)


@frozen
class _Step:
    """How an unknown was worked out: by what, and from which known ones; `is_about` where these are rounded."""

    by: tuple[Equation | Consequence, ...]
    known: tuple[Unknown, ...]
    is_about: bool = False


class _Watch:
    """What is done once of some unknowns no more than so many are left."""

    def __init__(self, left: int, then: Callable[[], None]) -> None:
        self.left = left
        self.then = then


class _Reader:
    """Works out what follows from the known facts of a ledger; `steps` has how, in the order in which it is found.

    `undecided` is what may follow or not, since too many relations hang together.
    """

    def __init__(
        self, ledger: Ledger, relations: FactRelations, known: Collection[str], wanted: Collection[str]
    ) -> None:
        self.steps: dict[Unknown, _Step] = {}
        self.undecided = set[Unknown]()
        self._steps_left = MOST_STEPS
        self._known = known
        self._rough = {fact for fact in known if fact in relations.values and _is_rough(ledger[fact], relations)}
        self._found = deque[Unknown]()
        self._watches = defaultdict[Unknown, list[_Watch]](list)
        self._equations: list[Equation] = []
        self._linked: set[Unknown] = set(wanted)
        for equation in relations.equations:
            self._take(equation)
        for product in relations.products:
            self._expect(product)
        for rule in relations.consequences:
            self._linked.update(rule.needed)
            self._watch(rule.needed, 0, partial(self._learn, rule.result, (rule,), rule.needed))

    def work_out(self) -> None:
        """Find all that follows, step by step and then from several equations together."""
        self._follow()
        try:
            while self._eliminate():
                self._follow()
        except EntangledError:
            self.undecided = {unknown for each in self._equations for unknown in each.form} - self.steps.keys()

    def _is_known(self, unknown: Unknown) -> bool:
        return unknown == ONE or unknown in self._known or unknown in self.steps

    def _learn(self, unknown: Unknown, by: tuple[Equation | Consequence, ...], known: Iterable[Unknown]) -> None:
        if not self._is_known(unknown):
            used = tuple(dict.fromkeys(each for each in known if each != ONE))
            is_rough = any(each in self._rough or (each in self.steps and self.steps[each].is_about) for each in used)
            is_exact = all(rule.is_exact for rule in by if isinstance(rule, Equation))
            self.steps[unknown] = _Step(by, used, is_rough or not is_exact)
            self._found.append(unknown)

    def _follow(self) -> None:
        while self._found:
            for watch in self._watches.pop(self._found.popleft(), ()):
                watch.left -= 1
                if watch.left == 0:
                    watch.then()

    def _watch(self, unknowns: Iterable[Unknown], most: int, then: Callable[[], None]) -> None:
        """Do something once no more than so many of some unknowns are left."""
        left = [each for each in dict.fromkeys(unknowns) if not self._is_known(each)]
        if len(left) <= most:
            then()
            return
        watch = _Watch(len(left) - most, then)
        for unknown in left:
            self._watches[unknown].append(watch)

    def _take(self, equation: Equation) -> None:
        self._equations.append(equation)
        self._watch(equation.form, 1, partial(self._solve, equation))

    def _solve(self, equation: Equation) -> None:
        left = [unknown for unknown in equation.form if not self._is_known(unknown)]
        if left:
            known = (each for each in (*equation.form, *equation.given) if each != left[0])
            self._learn(left[0], (equation,), known)

    def _expect(self, product: Product) -> None:
        """Take a product for an equation once one of its sides is known."""
        sides = ((product.left, product.right), (product.right, product.left))
        for (side, other), factor in zip(sides, product.factors, strict=True):
            self._linked.update(side)
            form = sum_of_forms(product.result, other, -factor)
            equation = Equation(product.relation, form, given=tuple(side))
            self._watch(side, 0, partial(self._take, equation))

    def _eliminate(self) -> bool:
        """Whether several equations tell something together that none of them tells alone.

        Totals of rounded parts, which miss by a little, would make a unique solution of equations that have none, if
        their factors come from other figures; so they are never taken together with these.
        """
        before = len(self.steps)
        exact = [equation for equation in self._equations if equation.is_exact and self._is_open(equation)]
        fixed = [equation for equation in self._equations if not equation.given and self._is_open(equation)]
        for system in (exact, fixed) if exact != fixed else (exact,):
            forms = [{each: by for each, by in e.form.items() if not self._is_known(each)} for e in system]
            elimination = Elimination(forms, self._linked, self._steps_left)
            self._steps_left = elimination.steps
            for unknown, numbers in elimination.determined().items():
                by = tuple(system[number] for number in numbers)
                known = (each for e in by for each in (*e.form, *e.given) if self._is_known(each))
                self._learn(unknown, by, list(known))
        return len(self.steps) > before

    def _is_open(self, equation: Equation) -> bool:
        return any(not self._is_known(unknown) for unknown in equation.form)


def _is_rough(entry: LedgerEntry, relations: FactRelations) -> bool:
    """Whether a printed figure is not the exact one: it is rounded, approximate or a range."""
    value, exact = entry.value, relations.values[entry.fact.id]
    if not isinstance(exact, Amount):
        return False
    return entry.approx or not isinstance(value, Quantity) or Fraction(value.amount) != exact.value


class _Account:
    """Tells how withheld facts follow from what a reader knows."""

    def __init__(self, ledger: Ledger, steps: Mapping[Unknown, _Step], hidden: Collection[str]) -> None:
        self._ledger = ledger
        self._steps = steps
        self._hidden = hidden
        self._rank = {entry.fact.id: rank for rank, entry in enumerate(ledger)}

    def of(self, fact: str) -> Disclosure:
        """How a withheld fact follows, with the relations nearest to it first."""
        relations, known = self._traced(fact)
        owners = [relation.fact for relation in relations if relation.fact in known]
        completed_by = owners[0] if owners else known[-1] if known else fact
        step = self._steps[fact]
        working = _as_sum(fact, step) or listed([relation.text for relation in relations], "; ")
        further = [] if len(relations) == 1 or not _as_sum(fact, step) else [each.text for each in relations[1:]]
        working += f", where {listed(further, '; ')}" if further else ""
        return Disclosure(fact, relations, known, working, completed_by, step.is_about)

    def _traced(self, fact: str) -> tuple[tuple[FactRelation, ...], tuple[str, ...]]:
        """The relations by which a fact follows, and the known facts in them; what is far away is left out."""
        relations, known, seen = dict[FactRelation, None](), dict[str, None](), dict[Unknown, None]()
        waiting = deque[Unknown]([fact])
        while waiting and len(relations) < _MOST_RELATIONS:
            unknown = waiting.popleft()
            if unknown in seen:
                continue
            seen[unknown] = None
            if unknown in self._steps and (unknown == fact or unknown not in self._hidden):
                relations.update({rule.relation: None for rule in self._steps[unknown].by if rule.relation})
                waiting += self._steps[unknown].known
            elif isinstance(unknown, str) and unknown in self._rank and unknown not in self._steps:
                known[unknown] = None
        return tuple(relations), tuple(sorted(known, key=self._rank.__getitem__))


def _as_sum(fact: str, step: _Step) -> str:
    """What a fact is as a sum of others ("total - north"); "" where it is none."""
    if len(step.by) != 1 or not isinstance(rule := step.by[0], Equation) or rule.given:
        return ""
    others = {each: -found / rule.form[fact] for each, found in rule.form.items() if each != fact}
    if not all(isinstance(each, str) and each != ONE and abs(found) == 1 for each, found in others.items()):
        return ""
    added, taken = ([str(each) for each, found in others.items() if found == sign] for sign in (1, -1))
    return " - ".join([listed(added, " + "), *([listed(taken, " - ")] if taken else [])]) if added else ""
