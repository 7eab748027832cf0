"""Evaluation: a formula's exact result, and its working with the printed values put in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar, assert_never

from briefgen import codes
from briefgen.frozen import frozen
from briefgen.ledger import intervals, values
from briefgen.ledger.formatting import Printer
from briefgen.ledger.formula import Call, Chain, FactReference, FormulaError, Negation, Node, Number, Range, references
from briefgen.ledger.intervals import AmountRange, Reckoned
from briefgen.ledger.periods import distinct
from briefgen.ledger.rates import rate_of
from briefgen.ledger.values import Amount, OperandError
from briefgen.model.fact import PERCENT, NameValue, Period, Position, Quantity, TimeOrPlace

Result = TypeVar("Result")

_RANGE, _SUM, _PRODUCT, _ATOM = 0, 1, 2, 3
_SIGNS = {"+": "+", "-": "−", "*": "×", "/": "/"}


@frozen
class FormulaFact:
    """What a formula may know of a fact: its exact value, its period, its value as printed, and what it is.

    `ranges` are the given ranges and bounds from which its value follows.
    """

    value: Reckoned | TimeOrPlace | NameValue
    period: Period | None
    text: str
    label: str
    ranges: frozenset[str] = frozenset()


@frozen
class FormulaScope:
    """The facts that a formula may name, the edition's date, and what prints the numbers of the formula itself."""

    facts: Mapping[str, FormulaFact]
    today: date
    printer: Printer


def evaluate(node: Node, scope: FormulaScope) -> Reckoned:
    """The exact result; raises FormulaError, with the operand at fault, where the values do not go together."""
    match node:
        case Number():
            return _literal(node)
        case FactReference():
            return _fact(node, scope)
        case Negation():
            operand = evaluate(node.operand, scope)
            return _guarded(node.operand.span, lambda: intervals.negate(operand))
        case Chain():
            return _chain(node, scope)
        case Call():
            return _call(node, scope)
        case _:
            assert_never(node)


def ranges_used(node: Node, scope: FormulaScope) -> frozenset[str]:
    """The ranges from which a formula's result follows; raises FormulaError where one enters twice.

    As if it could be two amounts at once, the result would be wider than it is.
    """
    used: dict[str, str] = {}
    if isinstance(node, Call) and node.function == "count":
        return frozenset()
    for reference in references(node):
        for name in sorted(scope.facts[reference.fact].ranges):
            if name in used:
                ways = f'"{used[name]}" and "{reference.fact}"' if used[name] != reference.fact else "twice"
                message = f'the range "{name}" enters the formula through {ways}, so that the result would be too wide'
                hint = "write the formula so that it enters once, or give the result as a range with its own source"
                raise FormulaError(
                    codes.UNFIT_OPERANDS, reference.span, message.replace("through twice", "twice"), hint
                )
            used[name] = reference.fact
    return frozenset(used)


def _literal(node: Number) -> Amount:
    unit = PERCENT if node.is_percent else ""
    return _guarded(node.span, lambda: Amount(Fraction(node.amount), unit, values.places_of(node.amount)))


def _fact(node: FactReference, scope: FormulaScope) -> Reckoned:
    value = scope.facts[node.fact].value
    if isinstance(value, TimeOrPlace):
        what = "a position" if isinstance(value, Position) else "a time, and no day"
        message = f'"{node.fact}" is {what}; a formula takes figures and dates'
        raise FormulaError(codes.UNFIT_OPERANDS, node.span, message)
    if isinstance(value, NameValue):
        raise FormulaError(
            codes.UNFIT_OPERANDS, node.span, f'"{node.fact}" is a name; a formula takes figures and dates'
        )
    return value


def _chain(node: Chain, scope: FormulaScope) -> Reckoned:
    result = evaluate(node.first, scope)
    for step in node.steps:
        result = _combined(result, step.operator, evaluate(step.operand, scope), step.operand.span)
    return result


def _combined(left: Reckoned, operator: str, right: Reckoned, span: Range) -> Reckoned:
    return _guarded(span, lambda: intervals.combine(operator, left, right))


def _call(node: Call, scope: FormulaScope) -> Reckoned:
    if node.function == "count":
        return _count(node)
    first, *rest = (evaluate(argument, scope) for argument in node.arguments)
    spans = [argument.span for argument in node.arguments]
    match node.function:
        case "sum":
            for span, operand in zip(spans[1:], rest, strict=True):
                first = _combined(first, "+", operand, span)
            return first
        case "share":
            return _guarded(node.span, lambda: intervals.share(first, rest[0]), divisor=spans[1])
        case "change":
            return _guarded(node.span, lambda: intervals.change(first, rest[0]), divisor=spans[0])
        case "per_day":
            days = _period(node, scope).days
            return _guarded(spans[0], lambda: intervals.per_day(first, days))
        case _:
            return _guarded(spans[0], lambda: intervals.days_between(first, scope.today))


def _count(node: Call) -> Amount:
    """How many facts are named, whatever they are, each once."""
    named: set[str] = set()
    for argument in node.arguments:
        if not isinstance(argument, FactReference) or argument.fact in named:
            fault = "named twice" if isinstance(argument, FactReference) else "no single fact"
            message = f"count takes the ids of facts, each once; this is {fault}"
            raise FormulaError(codes.UNFIT_OPERANDS, argument.span, message)
        named.add(argument.fact)
    return Amount(Fraction(len(named)))


def _period(node: Call, scope: FormulaScope) -> Period:
    """The period that all facts of the call share."""
    (argument,) = node.arguments
    for reference in references(argument):
        if scope.facts[reference.fact].period is None:
            message = f'"{reference.fact}" has no period, so that its days cannot be counted'
            raise FormulaError(codes.UNFIT_OPERANDS, reference.span, message, "add `period: ...` to that fact")
    periods = distinct(scope.facts[reference.fact].period for reference in references(argument))
    if len(periods) != 1:
        raise FormulaError(codes.UNFIT_OPERANDS, argument.span, "per_day needs facts that all have the same period")
    return periods[0]


def _guarded(span: Range, operation: Callable[[], Result], divisor: Range | None = None) -> Result:
    try:
        return operation()
    except OperandError as error:
        at = divisor if divisor and error.code is codes.DIVISION_BY_ZERO else span
        raise FormulaError(error.code, at, error.message, error.hint) from error


def working(node: Node, scope: FormulaScope) -> str:
    """The formula as a reader would check it: printed values, typographic signs, and functions written out."""
    return _written(node, scope)[0]


def _written(node: Node, scope: FormulaScope) -> tuple[str, int]:
    """The text of a node, and how tightly it binds."""
    match node:
        case Number():
            return scope.printer.value(Quantity(node.amount, PERCENT if node.is_percent else "")), _ATOM
        case FactReference():
            known = scope.facts[node.fact]
            is_rate = isinstance(known.value, Amount) and rate_of(known.value.unit) is not None
            return known.text, _RANGE if isinstance(known.value, AmountRange) or is_rate else _ATOM
        case Negation():
            return f"−{_inner(node.operand, scope, _ATOM)}", _PRODUCT
        case Chain():
            return _written_chain(node, scope)
        case Call():
            return _written_call(node, scope)
        case _:
            assert_never(node)


def _written_chain(node: Chain, scope: FormulaScope) -> tuple[str, int]:
    rank = _SUM if node.steps[0].operator in "+-" else _PRODUCT
    text = _first(node.first, scope, rank)
    for step in node.steps:
        text += f" {_SIGNS[step.operator]} {_inner(step.operand, scope, rank + 1)}"
    return text, rank


def _written_call(node: Call, scope: FormulaScope) -> tuple[str, int]:
    first, *rest = node.arguments
    match node.function:
        case "sum":
            texts = [_first(first, scope, _SUM), *(_inner(argument, scope, _PRODUCT) for argument in rest)]
            return " + ".join(texts), _SUM if rest else _ATOM
        case "count":
            return scope.printer.counted([scope.facts[each.fact].label for each in references(node)]), _ATOM
        case "share":
            return f"{_first(first, scope, _PRODUCT)} / {_inner(rest[0], scope, _ATOM)}", _PRODUCT
        case "change":
            old = _inner(first, scope, _PRODUCT)
            return f"({_first(rest[0], scope, _SUM)} − {old}) / {_inner(first, scope, _ATOM)}", _PRODUCT
        case "per_day":
            days = scope.printer.value(Quantity(Decimal(_period(node, scope).days), values.DAYS), ("unit",))
            return f"{_first(first, scope, _PRODUCT)} / {days}", _PRODUCT
        case _:
            return f"{_first(first, scope, _SUM)} − {scope.printer.value(scope.today)}", _SUM


def _first(node: Node, scope: FormulaScope, rank: int) -> str:
    """An operand that stands first, where a minus sign of its own is no danger."""
    text, own = _written(node, scope)
    return text if own >= rank else f"({text})"


def _inner(node: Node, scope: FormulaScope, rank: int) -> str:
    text, own = _written(node, scope)
    return text if own >= rank and not text.startswith("−") else f"({text})"
