"""Plausibility: what a formula's units allow and its meaning does not, such as a part greater than its whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import assert_never

from briefgen import codes
from briefgen.ledger import values
from briefgen.ledger.evaluation import FormulaScope, evaluate, working
from briefgen.ledger.formats import ValueKind, kind_of_unit
from briefgen.ledger.formula import (
    Call,
    Chain,
    FactReference,
    FormulaError,
    Negation,
    Node,
    Number,
    children,
    references,
)
from briefgen.ledger.intervals import AmountRange, Reckoned, highest, lowest, share
from briefgen.ledger.periods import distinct
from briefgen.ledger.rates import rate_of
from briefgen.ledger.values import DAYS, POINTS, WHOLE, YEARS, Amount
from briefgen.model.fact import PERCENT, Fact, FigureValue, Period, Quantity

NOT_COUNTED = frozenset({"", DAYS, YEARS, POINTS})

_CHANGE_HINT = "check the figures; if the result is a change, add `signed: true` to the fact"


def is_count(figure: FigureValue) -> bool:
    """Whether the figure is one of things that are counted, of which there cannot be fewer than none."""
    return kind_of_unit(figure.unit) is ValueKind.COUNT and figure.unit not in NOT_COUNTED


def implausible(fact: Fact, formula: Node, result: Reckoned, scope: FormulaScope) -> Iterator[FormulaError]:
    """What is wrong with a derived fact although its formula can be worked out."""
    yield from _shares(formula, scope)
    yield from _hundredfold(fact, formula, result)
    yield from _ratio(fact, formula, result, scope)
    yield from _remainder(fact, formula, result, scope)
    yield from _mixed_periods(formula, scope)


def _shares(node: Node, scope: FormulaScope) -> Iterator[FormulaError]:
    if isinstance(node, Call) and node.function == "share":
        part, whole = node.arguments
        yield from _share(node, evaluate(part, scope), evaluate(whole, scope), scope)
    for child in children(node):
        yield from _shares(child, scope)


def _share(node: Call, part: Reckoned, whole: Reckoned, scope: FormulaScope) -> Iterator[FormulaError]:
    yield from _beyond(node, share(part, whole), "the part stands first: share(part, whole)", scope)


def _ratio(fact: Fact, formula: Node, result: Reckoned, scope: FormulaScope) -> Iterator[FormulaError]:
    """A division of two figures of one period that is called a percentage, and so is a share."""
    is_division = isinstance(formula, Chain) and [step.operator for step in formula.steps] == ["/"]
    periods = distinct(scope.facts[reference.fact].period for reference in references(formula))
    if fact.unit == PERCENT and is_division and len(periods) <= 1:
        hint = "the part stands first; for a rise write change(old, new), for a ratio leave the unit out"
        yield from _beyond(formula, result, hint, scope)


def _hundredfold(fact: Fact, formula: Node, result: Reckoned) -> Iterator[FormulaError]:
    """A ratio that the formula multiplies by 100, and its unit once more."""
    rate = rate_of(fact.unit)
    base = WHOLE if fact.unit == PERCENT else rate.base if rate else 1
    if base == 1 or not isinstance(result, Amount) or not isinstance(formula, Chain):
        return
    factors = [formula.first, *(step.operand for step in formula.steps if step.operator == "*")]
    hundred = next((node for node in factors if isinstance(node, Number) and node.amount == base), None)
    if hundred and not hundred.is_percent and {step.operator for step in formula.steps} == {"*", "/"}:
        message = f'the unit "{fact.unit}" multiplies by {base:,} already'
        remedy = f"take the {base} out"
        hint = f"write share(part, whole), or {remedy}" if fact.unit == PERCENT else remedy
        yield FormulaError(codes.UNFIT_OPERANDS, hundred.span, message, hint)


def _beyond(node: Node, result: Reckoned, hint: str, scope: FormulaScope) -> Iterator[FormulaError]:
    """A percentage that no share can be, whatever amounts its ranges stand for."""
    if isinstance(result, date):
        return
    least, most = lowest(result), highest(result)
    percentage = least if least is not None and least > WHOLE else most
    if percentage is not None and not 0 <= percentage <= WHOLE:
        printed = scope.printer.value(Quantity(values.rounded(percentage, 1), PERCENT))
        message = f"{working(node, scope)} = {printed}: a share lies between 0 and 100%"
        yield FormulaError(codes.PART_OVER_WHOLE, node.span, message, hint)


def _remainder(fact: Fact, formula: Node, result: Reckoned, scope: FormulaScope) -> Iterator[FormulaError]:
    """A count below nothing, unless it is the change between two periods, or its figures are below nothing already."""
    least = None if isinstance(result, date) else result.low if isinstance(result, AmountRange) else result
    if least is None or least.value >= 0 or fact.signed or _has_negative(formula, scope):
        return
    quantity = Quantity(values.rounded(least.value, values.places_shown(least)), least.unit)
    periods = distinct(scope.facts[reference.fact].period for reference in references(formula))
    if not is_count(quantity) or len(periods) > 1:
        return
    takes = isinstance(formula, Chain) and any(step.operator == "-" for step in formula.steps)
    code = codes.PART_OVER_WHOLE if takes else codes.NEGATIVE_COUNT
    fault = "more is taken than there is" if takes else "there cannot be fewer than none"
    message = f"{working(formula, scope)} = {scope.printer.value(quantity)}: {fault}"
    yield FormulaError(code, formula.span, message, _CHANGE_HINT)


def _has_negative(node: Node, scope: FormulaScope) -> bool:
    known = (scope.facts[reference.fact].value for reference in references(node))
    figures = (value for value in known if isinstance(value, Amount | AmountRange))
    return any((least := lowest(value)) is not None and least < 0 for value in figures)


def _mixed_periods(node: Node, scope: FormulaScope) -> Iterator[FormulaError]:
    """Sums and shares over figures of different periods."""
    yield from _different(_put_together(node), scope)
    for child in children(node):
        yield from _mixed_periods(child, scope)


def _put_together(node: Node) -> tuple[Node, ...]:
    """What a formula adds up, or takes as a part and its whole."""
    match node:
        case Call():
            return node.arguments if node.function in ("sum", "share") else ()
        case Chain():
            return (node.first, *(step.operand for step in node.steps if step.operator == "+"))
        case Number() | FactReference() | Negation():
            return ()
        case _:
            assert_never(node)


def _different(operands: tuple[Node, ...], scope: FormulaScope) -> Iterator[FormulaError]:
    first: tuple[str, Period] | None = None
    for operand in operands:
        if not isinstance(operand, FactReference) or not (period := scope.facts[operand.fact].period):
            continue
        if first is None:
            first = operand.fact, period
        elif (period.first, period.last) != (first[1].first, first[1].last):
            message = f'"{operand.fact}" covers {period.text}, but "{first[0]}" covers {first[1].text}'
            yield FormulaError(codes.PERIODS_DIFFER, operand.span, message, "take figures of one period")


def keeps_period(node: Node) -> bool:
    """Whether the result of a formula covers the time of its figures: it only adds, takes away, shares or averages."""
    match node:
        case Call():
            keeps = node.function not in ("change", "days_left", "count")
        case Chain():
            keeps = not any(step.operator in "*/" for step in node.steps)
        case Number() | FactReference() | Negation():
            keeps = True
        case _:
            assert_never(node)
    return keeps and all(keeps_period(child) for child in children(node))
