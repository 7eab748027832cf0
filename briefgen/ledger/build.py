"""Building the ledger: the facts and deadlines of an edition, resolved, and compared with what sources state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from briefgen import codes
from briefgen.errors import Diagnostic
from briefgen.ledger import intervals, values
from briefgen.ledger.agreement import conflicts, totals
from briefgen.ledger.cells import expanded, unknown_cell
from briefgen.ledger.evaluation import FormulaFact, FormulaScope, evaluate, ranges_used, working
from briefgen.ledger.formats import FormatError, ValueKind, kind_of, split_rate
from briefgen.ledger.formatting import Printer, stated_value
from briefgen.ledger.formula import FormulaError, Node, parse_formula, references
from briefgen.ledger.intervals import AmountRange, Reckoned
from briefgen.ledger.numerals import money_places
from briefgen.ledger.order import EDITION_DATE, in_order
from briefgen.ledger.periods import distinct
from briefgen.ledger.plausibility import implausible, is_count, keeps_period
from briefgen.ledger.values import MOST_PLACES, Amount, OperandError
from briefgen.model.edition import Deadline, Edition
from briefgen.model.fact import (
    Fact,
    FactValue,
    Interval,
    Ledger,
    LedgerEntry,
    NameValue,
    Period,
    Quantity,
    TimeOrPlace,
    interval_of,
)
from briefgen.model.fact_table import table_of
from briefgen.model.inlines import Inline, Inlines, Value
from briefgen.model.traverse import map_inlines, plain_text
from briefgen.suggest import did_you_mean


def build_ledger(edition: Edition, broken: Iterable[str] = ()) -> tuple[Ledger, list[Diagnostic]]:
    """The facts that could be resolved, in the order of the files with the deadlines behind, and what is wrong.

    The edition's own date can be looked up as `edition_date`, and the days of its header as they are called there; none
    is listed. `broken` are ids that are declared, but whose entries could not be loaded; what depends on them is left
    out without a further word, as is whatever depends on a fact that failed here.

    A derived result is rounded to its fact's `decimals`, halves away from zero. Without them, a sum or difference has
    the decimal places of its most precise part; a product, quotient or daily rate those of the part that gives the
    unit; a share or change none; and a ratio of two figures of one unit has one, or none where it is whole.
    """
    return _Builder(edition, frozenset(broken)).build()


class _Builder:
    """Resolves the facts of one edition."""

    def __init__(self, edition: Edition, broken: frozenset[str]) -> None:
        self._edition = edition
        self._broken = broken
        self._declared = {*broken, *(fact.id for fact in edition.facts), *(each.id for each in edition.deadlines)}
        self._diagnostics: list[Diagnostic] = []
        self._entries: dict[str, LedgerEntry] = {}
        self._known: dict[str, FormulaFact] = {}
        self._named: set[str] = set()
        days = {EDITION_DATE: edition.date, **edition.head.days}
        self._builtins = {name: LedgerEntry(Fact(name, "", day), day) for name, day in days.items()}
        self._printer = Printer(edition, Ledger(self._entries, self._builtins))
        self._scope = FormulaScope(self._known, edition.date, self._printer)

    def build(self) -> tuple[Ledger, list[Diagnostic]]:
        facts = self._collect()
        formulas = self._parse(facts)
        self._named = {reference.fact for formula in formulas.values() for reference in references(formula)}
        for entry in self._builtins.values():
            self._learn(entry, _operand(entry.value))
        for fact in facts.values():
            if fact.value is not None and not fact.formula:
                self._give(fact, fact.value)
        for name in self._order(facts, formulas):
            if all(reference.fact in self._known for reference in references(formulas[name])):
                self._derive(facts[name], formulas[name])
        entries = {name: self._entries[name] for name in facts if name in self._entries}
        ledger = Ledger(self._labelled(entries), self._builtins)
        self._diagnostics += totals(ledger, self._printer, self._declared)
        given = (ledger[fact.id] for fact in self._edition.facts if fact.id in ledger.entries)
        self._diagnostics += conflicts(given, self._printer)
        return ledger, self._diagnostics

    def _collect(self) -> dict[str, Fact]:
        """The facts and deadlines by id; an id's second owner is reported and left out."""
        facts: dict[str, Fact] = {}
        for fact in (*self._edition.facts, *map(_fact_of, self._edition.deadlines)):
            if fact.id in self._builtins:
                message = f'"{fact.id}" is the edition\'s own date, given by edition.yaml'
                self._report(codes.DUPLICATE_ID, fact, "id", message)
            elif fact.id in facts:
                first = facts[fact.id].place
                message = f'"{fact.id}" is already given{f" at {first}" if first else ""}'
                self._report(codes.DUPLICATE_ID, fact, "id", message)
            else:
                facts[fact.id] = fact
        return facts

    def _parse(self, facts: Mapping[str, Fact]) -> dict[str, Node]:
        """The formulas that can be read and name facts only, by the ids of their facts."""
        formulas: dict[str, Node] = {}
        for fact in facts.values():
            if (fact.value is None) is not bool(fact.formula):
                fault = "neither a value nor a formula" if fact.value is None else "both a value and a formula"
                self._report(codes.VALUE_OR_FORMULA, fact, "formula", f'"{fact.id}" has {fault}')
            elif fact.formula:
                try:
                    formula = expanded(parse_formula(fact.formula), self._edition.tables)
                except FormulaError as error:
                    self._report_formula(fact, error)
                else:
                    if self._names_facts(fact, formula, facts):
                        formulas[fact.id] = formula
        return formulas

    def _names_facts(self, fact: Fact, formula: Node, facts: Mapping[str, Fact]) -> bool:
        known = {*facts, *self._builtins}
        unknown = [r for r in references(formula) if r.fact not in known]
        for reference in unknown:
            if not self._is_broken(reference.fact):
                code, message, hint = unknown_cell(reference.fact, self._edition.tables) or (
                    codes.UNKNOWN_FACT,
                    f'fact "{reference.fact}" is not in the ledger',
                    _meant(reference.fact, known),
                )
                self._report_formula(fact, FormulaError(code, reference.span, message, hint))
        return not unknown

    def _is_broken(self, fact: str) -> bool:
        """Whether a fact, or the table of which it is a cell, is declared and could not be loaded."""
        return fact in self._broken or f"table:{table_of(fact)}" in self._broken

    def _order(self, facts: Mapping[str, Fact], formulas: Mapping[str, Node]) -> list[str]:
        needs = {
            name: [reference.fact for reference in references(formula) if reference.fact in formulas]
            for name, formula in formulas.items()
        }
        order, circles = in_order(needs)
        for circle in circles:
            first, *rest = circle
            following = rest[0] if rest else first
            span = next(r.span for r in references(formulas[first]) if r.fact == following)
            message = f"the formula needs its own result: {' → '.join((*circle, first))}"
            self._report_formula(facts[first], FormulaError(codes.CIRCULAR_FORMULA, span, message))
        return order

    def _give(self, fact: Fact, value: FactValue) -> None:
        if isinstance(value, Quantity | Interval):
            interval = interval_of(value)
            if not intervals.are_printable(interval):
                self._report(codes.WRONG_VALUE, fact, "value", values.TOO_LONG)
                return
            if min(interval.ends) < 0 and is_count(value) and not fact.signed:
                message = f"{self._printer.value(value)} {value.unit}: there cannot be fewer than none"
                hint = "correct the value; if it is a change, add `signed: true`"
                self._report(codes.NEGATIVE_COUNT, fact, "value", message, hint)
        elif fact.unit:
            kind = "name" if isinstance(value, NameValue) else "time" if isinstance(value, Period) else "date"
            self._report(codes.UNKNOWN_UNIT, fact, "unit", f"a {kind} has no unit", "remove the unit")
            return
        exact = value.amount if isinstance(value, Quantity) else None
        entry = LedgerEntry(self._comparable(fact, value), value, exact, approx=fact.approx, period=fact.period)
        if fact.id in self._named:
            self._learn(entry, _operand(value), frozenset({fact.id}) if isinstance(value, Interval) else frozenset())
        else:  # no formula calculates with it
            self._entries[fact.id] = entry

    def _derive(self, fact: Fact, formula: Node) -> None:
        try:
            ranges = ranges_used(formula, self._scope)
            operand = evaluate(formula, self._scope)
        except FormulaError as error:
            self._report_formula(fact, error)
            return
        try:
            operand = intervals.collapsed(intervals.with_unit(operand, fact.unit))
        except OperandError as error:
            self._report(error.code, fact, "unit" if fact.unit else "formula", error.message, error.hint)
            return
        value = self._rounded(fact, operand)
        if value is None:
            return
        for fault in implausible(fact, formula, operand, self._scope):
            self._report_formula(fact, fault)
        fact = self._comparable(fact, value)
        inputs = tuple(dict.fromkeys(reference.fact for reference in references(formula)))
        entry = LedgerEntry(
            fact,
            value,
            values.exact(operand.value) if isinstance(operand, Amount) else None,
            working(formula, self._scope),
            inputs,
            fact.approx or any(name in self._entries and self._entries[name].approx for name in inputs),
            fact.period or (self._shared_period(inputs) if keeps_period(formula) else None),
        )
        self._learn(entry, operand, ranges)
        self._compare(entry, operand)
        self._compare_period(entry, formula)

    def _shared_period(self, facts: Iterable[str]) -> Period | None:
        """The one period of all the facts that have any; none where they have several."""
        periods = distinct(self._known[name].period for name in facts)
        return periods[0] if len(periods) == 1 else None

    def _rounded(self, fact: Fact, operand: Reckoned) -> FactValue | None:
        if isinstance(operand, date):
            return operand
        ends = operand.ends if isinstance(operand, AmountRange) else (operand,)
        places = max(map(_places_of_result, ends)) if fact.decimals is None else fact.decimals
        if not 0 <= places <= MOST_PLACES:
            self._report(codes.WRONG_VALUE, fact, "round", f"a result may have 0 to {MOST_PLACES} decimal places")
            return None
        result = _to_places(operand, places, is_asked=fact.decimals is not None)
        if not intervals.are_printable(interval_of(result)):
            self._report(codes.BAD_FORMULA, fact, "formula", f"the result is too large: {values.TOO_LONG}")
            return None
        return result

    def _comparable(self, fact: Fact, value: FactValue) -> Fact:
        """The fact without a stated result that cannot be compared with this one, which is reported."""
        match fact.stated, value:
            case (None, _):
                return fact
            case (Decimal() as amount, Quantity()):
                fault = "" if values.is_printable(amount) else values.TOO_LONG
            case (Interval() as interval, Interval()):
                fault = "" if intervals.are_printable(interval) else values.TOO_LONG
            case (_, Interval()):
                fault = "the result is a range, and the source is to state one as well, such as 10 to 15"
            case (Interval(), Quantity()):
                fault = "the result is one figure, which cannot be compared with a range"
            case _:
                fault = "only a figure can be compared with a stated one"
        if not fault:
            return fact
        self._report(codes.WRONG_VALUE, fact, "stated", fault)
        return replace(fact, stated=None)

    def _compare(self, entry: LedgerEntry, operand: Reckoned) -> None:
        """Report a result that differs from what the source states, at the precision at which it is stated."""
        stated = entry.fact.stated
        value = stated_value(entry)
        if stated is None or value is None or isinstance(operand, date) or _is_stated(operand, stated):
            return
        derivation = self._printer.derivation(replace(entry, value=replace(value, is_rounded=False)))
        message = f"{derivation}, stated {self._printer.stated(entry)}"
        places = {name: self._entries[name].fact.places.get("value") for name in entry.inputs if name in self._entries}
        hint = f"check {', '.join(f'{n} (line {p.line})' if p else n for n, p in places.items())}" if places else ""
        coarser = _coarser(stated, operand) if isinstance(stated, Decimal) and isinstance(operand, Amount) else ""
        if coarser:
            hint = f"if the source rounds, write `stated: {coarser}`; else {hint or 'check the formula'}"
        self._report(codes.STATED_DIFFERS, entry.fact, "stated", message, hint)

    def _compare_period(self, entry: LedgerEntry, formula: Node) -> None:
        """Report a period that is not that of the figures from which the result follows."""
        own, shared = entry.fact.period, self._shared_period(entry.inputs)
        if own and shared and keeps_period(formula) and (own.first, own.last) != (shared.first, shared.last):
            message = f"the result covers {own.text}, but its figures cover {shared.text}"
            self._report(codes.PERIODS_DIFFER, entry.fact, "period", message)

    def _learn(
        self, entry: LedgerEntry, value: Reckoned | TimeOrPlace | NameValue, ranges: frozenset[str] = frozenset()
    ) -> None:
        fact = entry.fact
        if fact.id not in self._builtins:
            self._entries[fact.id] = entry
        text = self._printer.reckoned_with(entry) if fact.id in self._named else ""  # which takes long
        label = fact.label or plain_text(fact.label_text)
        self._known[fact.id] = FormulaFact(value, entry.period, text, label, ranges)

    def _labelled(self, entries: dict[str, LedgerEntry]) -> dict[str, LedgerEntry]:
        """The entries with their labels and caveats as printed, the values in them put in."""
        return {name: self._worded(entry) for name, entry in entries.items()}

    def _worded(self, entry: LedgerEntry) -> LedgerEntry:
        fact = entry.fact
        if not (fact.label_text or fact.caveat_text):
            return entry
        label = self._printed(fact.label_text) if fact.label_text else fact.label
        caveat = self._printed(fact.caveat_text) if fact.caveat_text else fact.caveat
        return replace(entry, fact=replace(fact, label=label, caveat=caveat))

    def _printed(self, text: Inlines) -> str:
        return plain_text(map_inlines(text, self._filled))

    def _filled(self, inline: Inline) -> Inline:
        """A value with its text; one that cannot be printed is reported, and stays without."""
        if not isinstance(inline, Value):
            return inline
        place = inline.place or self._edition.home
        try:
            return replace(inline, text=self._printer.text(inline.fact, inline.formats))
        except FormatError as error:
            self._diagnostics.append(codes.BAD_FORMAT.at(place, error.message, error.hint))
        except KeyError:
            if inline.fact not in self._declared and not self._is_broken(inline.fact):
                code, message, hint = unknown_cell(inline.fact, self._edition.tables) or (
                    codes.UNKNOWN_FACT,
                    f'fact "{inline.fact}" is not in the ledger',
                    did_you_mean(inline.fact, self._declared),
                )
                self._diagnostics.append(code.at(place, message, hint))
        return inline

    def _report_formula(self, fact: Fact, error: FormulaError) -> None:
        place = fact.places.get("formula")
        if place is None:
            self._report(error.code, fact, "formula", error.message, error.hint)
            return
        at = place.part(error.span.offset, error.span.end)
        self._diagnostics.append(error.code.at(at, error.message, error.hint))

    def _report(self, code: codes.Code, fact: Fact, key: str, message: str, hint: str = "") -> None:
        place = fact.places.get(key) or fact.place or self._edition.home
        self._diagnostics.append(code.at(place, message, hint))


def _operand(value: FactValue) -> Reckoned | TimeOrPlace | NameValue:
    """A fact's value as formulas calculate with it."""
    if isinstance(value, Quantity):
        return Amount(Fraction(value.amount), value.unit, _places(value))
    return intervals.operand_of(value, _places) if isinstance(value, Interval) else value


def _places(quantity: Quantity) -> int:
    """The decimal places of a figure; money that has any is told to its smallest coin."""
    if kind_of(quantity) is ValueKind.MONEY:
        return money_places(quantity.amount, split_rate(quantity.unit)[0])
    return values.places_of(quantity.amount)


def _places_of_result(amount: Amount) -> int:
    """The decimal places to which a result is rounded where its fact does not say."""
    shown = values.rounded(amount.value, values.places_shown(amount))
    return _places(Quantity(shown, amount.unit))


def _to_places(operand: Amount | AmountRange, places: int, *, is_asked: bool) -> Quantity | Interval:
    if isinstance(operand, AmountRange):
        return intervals.rounded_outwards(operand, places)
    amount = values.rounded(operand.value, places)
    return Quantity(amount, operand.unit, is_rounded=is_asked or amount != operand.value)


def _fact_of(deadline: Deadline) -> Fact:
    """A deadline's date as a fact; without a label of its own, it is called by what must be done."""
    return Fact(
        deadline.id,
        deadline.label,
        deadline.by,
        citation=deadline.citation,
        quote=deadline.quote,
        terms=_terms(deadline),
        label_text=() if deadline.label else deadline.what,
        place=deadline.place,
        places={**deadline.places, **({"value": deadline.places["by"]} if "by" in deadline.places else {})},
    )


def _terms(deadline: Deadline) -> str:
    """What a deadline says beside its date, each printed fact by its id."""
    texts = (deadline.who, deadline.what, deadline.where, deadline.document, deadline.decision)
    named = (plain_text(map_inlines(text, _named)) for text in texts)
    return " | ".join((*named, deadline.status))


def _named(inline: Inline) -> Inline:
    return replace(inline, text=f"{{{{ {inline.fact} }}}}") if isinstance(inline, Value) else inline


def _meant(unknown: str, known: Iterable[str]) -> str:
    """A hint at a near id, or at the spaces that a minus between two ids needs."""
    candidates = set(known)
    for number, character in enumerate(unknown):
        left, right = unknown[:number], unknown[number + 1 :]
        if character == "-" and left in candidates and right in candidates:
            return f"to subtract, write spaces around the minus: {left} - {right}"
    return did_you_mean(unknown, candidates)


def _is_stated(operand: Amount | AmountRange, stated: Decimal | Interval) -> bool:
    """Whether a result is the stated one at the precision of that; the ends of a range may be rounded outwards."""
    match operand, stated:
        case Amount(), Decimal():
            return values.rounded(operand.value, _precision(stated)) == stated
        case AmountRange(), Interval():
            ends = ((operand.low, stated.low), (operand.high, stated.high))
            return all(_is_end(end, given, outwards) for (end, given), outwards in zip(ends, (-1, 1), strict=True))
        case _:
            return False


def _is_end(end: Amount | None, stated: Decimal | None, outwards: int) -> bool:
    if end is None or stated is None:
        return end is None and stated is None
    places = _precision(stated)
    return stated in (values.rounded(end.value, places), intervals.rounded_to(end.value, places, outwards))


def _precision(stated: Decimal) -> int:
    """The decimal places at which a result is stated; negative where it is stated in tens or hundreds."""
    exponent = stated.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def _coarser(stated: Decimal, exact: Amount) -> str:
    """The stated number in the thousands, millions or billions to which the exact one would round; "" where none."""
    for word, power in (("billion", 9), ("million", 6), ("thousand", 3)):
        short = stated.normalize().scaleb(-power)
        if abs(short) >= 1 and values.rounded(exact.value, _precision(stated.normalize())) == stated:
            return f"{short:f} {word}"
    return ""
