"""Arithmetic on ranges and bounds: each result holds every amount that its figures allow, and no more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import inf, isnan

from briefgen import codes
from briefgen.frozen import frozen
from briefgen.ledger import values
from briefgen.ledger.values import ARITHMETIC, WHOLE, Amount, Operand, OperandError, is_printable
from briefgen.model.fact import PERCENT, Interval, Quantity


@frozen
class AmountRange:
    """Exact ends of one unit, of which one can be missing; `above` and `below` say that an end itself is not meant."""

    low: Amount | None
    high: Amount | None
    above: bool = False
    below: bool = False

    @property
    def end(self) -> Amount:
        """An end that it has."""
        end = self.low or self.high
        if end is None:
            raise ValueError("a range has an end")
        return end

    @property
    def ends(self) -> tuple[Amount, ...]:
        """The ends that it has, the lower one first."""
        return tuple(end for end in (self.low, self.high) if end is not None)


Reckoned = Operand | AmountRange
"""What formulas calculate with."""


@frozen
class _Limit:
    """An end of a range: its amount, or the sign of infinity where there is none, and whether it is excluded."""

    amount: Amount | None
    infinity: float = 0.0
    is_open: bool = False

    @property
    def sign(self) -> float:
        """Where the end lies, as far as an infinite one beside it matters."""
        return float((self.amount.value > 0) - (self.amount.value < 0)) if self.amount else self.infinity

    @property
    def key(self) -> tuple[float, Fraction]:
        """By which ends are put in order."""
        return (0.0, self.amount.value) if self.amount else (self.infinity, Fraction(0))


_IN_THE_LIMIT: dict[str, Callable[[float, float], float]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right if left and right else 0.0,
    "/": lambda left, right: left / right,
}


def combine(operator: str, left: Reckoned, right: Reckoned) -> Reckoned:
    """The sum, difference, product or quotient of two values, of which any can be a range."""
    if isinstance(left, AmountRange) or isinstance(right, AmountRange):
        return _ranged(operator, ARITHMETIC[operator], _as_range(left), _as_range(right))
    return ARITHMETIC[operator](left, right)


def negate(operand: Reckoned) -> Reckoned:
    """The value with its sign turned, and so the ends of a range changed over."""
    if not isinstance(operand, AmountRange):
        return values.negate(operand)
    low, high = (values.negate(end) if end else None for end in (operand.high, operand.low))
    return AmountRange(low, high, operand.below, operand.above)


def share(part: Reckoned, whole: Reckoned) -> Reckoned:
    """The part in percent of the whole."""
    if isinstance(part, AmountRange) or isinstance(whole, AmountRange):
        return _ranged("/", values.share, _as_range(part), _as_range(whole))
    return values.share(part, whole)


def change(old: Reckoned, new: Reckoned) -> Reckoned:
    """The change from the old amount to the new, in percent of the old."""
    if not isinstance(old, AmountRange) and not isinstance(new, AmountRange):
        return values.change(old, new)
    before = _as_range(old)
    if before.low is None or before.low.value < 0:
        raise OperandError(codes.UNFIT_OPERANDS, "a change from a figure that can be negative has no percentage")
    return _each(share(new, old), lambda end: Amount(_amount(end).value - WHOLE, PERCENT))


def per_day(total: Reckoned, days: int) -> Reckoned:
    """The total spread over a number of days."""
    return _each(total, lambda end: values.per_day(end, days))


def days_between(later: Reckoned, earlier: date) -> Amount:
    """The days from one date to another."""
    return values.days_between(later.end if isinstance(later, AmountRange) else later, earlier)


def with_unit(operand: Reckoned, unit: str) -> Reckoned:
    """The result of a formula in the unit that its fact states."""
    return _each(operand, lambda end: values.with_unit(end, unit))


def collapsed(operand: Reckoned) -> Reckoned:
    """A range of one amount only, such as any number times nothing, as that amount."""
    if isinstance(operand, AmountRange) and operand.low and operand.high and not (operand.above or operand.below):
        return operand.low if operand.low.value == operand.high.value else operand
    return operand


def lowest(operand: Amount | AmountRange) -> Fraction | None:
    """The least that a value can be; none where it can be as little as one likes."""
    if isinstance(operand, AmountRange):
        return operand.low.value if operand.low else None
    return operand.value


def highest(operand: Amount | AmountRange) -> Fraction | None:
    """The most that a value can be; none where it can be as much as one likes."""
    if isinstance(operand, AmountRange):
        return operand.high.value if operand.high else None
    return operand.value


def rounded_outwards(result: AmountRange, places: int) -> Interval:
    """The range to so many decimal places, which holds all of the exact one."""
    low = rounded_to(result.low.value, places, -1) if result.low else None
    high = rounded_to(result.high.value, places, 1) if result.high else None
    is_rounded = [end for end in (low, high) if end is not None] != [end.value for end in result.ends]
    return Interval(low, high, result.end.unit, result.above, result.below, is_rounded)


def operand_of(interval: Interval, places: Callable[[Quantity], int]) -> AmountRange:
    """A fact's range as formulas calculate with it."""
    low, high = (
        Amount(Fraction(end), interval.unit, places(Quantity(end, interval.unit))) if end is not None else None
        for end in (interval.low, interval.high)
    )
    return AmountRange(low, high, interval.above, interval.below)


def are_printable(interval: Interval) -> bool:
    """Whether no end has more digits than a brief prints."""
    return all(map(is_printable, interval.ends))


def rounded_to(value: Fraction, places: int, direction: int) -> Decimal:
    """The value to so many decimal places, never on the other side: up (1) or down (-1)."""
    scaled = value * Fraction(10) ** places * direction
    digits = -(-scaled.numerator // scaled.denominator) * direction
    return values.rounded(Fraction(digits) / Fraction(10) ** places, places)


def _each(operand: Reckoned, made: Callable[[Operand], Operand]) -> Reckoned:
    """A value with each of its ends changed, which keeps their order."""
    if not isinstance(operand, AmountRange):
        return made(operand)
    low, high = (_amount(made(end)) if end else None for end in (operand.low, operand.high))
    return AmountRange(low, high, operand.above, operand.below)


def _as_range(operand: Reckoned) -> AmountRange:
    if isinstance(operand, AmountRange):
        return operand
    amount = _amount(operand)
    return AmountRange(amount, amount)


def _amount(operand: Operand) -> Amount:
    if isinstance(operand, date):
        raise OperandError(codes.UNFIT_OPERANDS, "a range takes figures beside it, and this is a date")
    return operand


def _ranged(
    operator: str, operation: Callable[[Operand, Operand], Operand], left: AmountRange, right: AmountRange
) -> AmountRange:
    """The range of all results: its ends are among those that the ends of both give with each other."""
    if operator == "/" and _can_be_zero(right):
        raise OperandError(codes.DIVISION_BY_ZERO, "the divisor is a range that does not exclude zero")
    sample = _amount(operation(left.end, right.end))
    corners = [_corner(operator, operation, one, other, sample) for one in _limits(left) for other in _limits(right)]
    return _between([corner for corner in corners if corner], sample.unit)


def _can_be_zero(divisor: AmountRange) -> bool:
    is_over = divisor.low is not None and divisor.low.value > 0
    is_under = divisor.high is not None and divisor.high.value < 0
    return not is_over and not is_under


def _limits(operand: AmountRange) -> tuple[_Limit, _Limit]:
    low = _Limit(operand.low, is_open=operand.above) if operand.low else _Limit(None, -inf, is_open=True)
    high = _Limit(operand.high, is_open=operand.below) if operand.high else _Limit(None, inf, is_open=True)
    return low, high


def _corner(
    operator: str, operation: Callable[[Operand, Operand], Operand], left: _Limit, right: _Limit, sample: Amount
) -> _Limit | None:
    """What two ends give; none where they have no limit, as infinity less infinity."""
    is_open = (left.is_open or right.is_open) and not (operator == "*" and (_is_nothing(left) or _is_nothing(right)))
    if left.amount and right.amount:
        return _Limit(_amount(operation(left.amount, right.amount)), is_open=is_open)
    limit = _IN_THE_LIMIT[operator](left.sign, right.sign)
    if isnan(limit):
        return None
    return _Limit(None, limit, is_open=True) if limit else _Limit(_nothing(sample), is_open=is_open)


def _is_nothing(limit: _Limit) -> bool:
    return limit.amount is not None and not limit.amount.value and not limit.is_open


def _nothing(sample: Amount) -> Amount:
    return Amount(Fraction(0), sample.unit, sample.places, sample.is_ratio)


def _between(corners: Sequence[_Limit], unit: str) -> AmountRange:
    """From the lowest to the highest; of equal ones that counts which belongs to the range."""
    low = min(corners, key=lambda corner: (corner.key, corner.is_open))
    high = max(corners, key=lambda corner: (corner.key, not corner.is_open))
    if low.amount is None and high.amount is None:
        message = "the figures have no ends on the sides that would give this result one: it could be any number"
        raise OperandError(codes.UNFIT_OPERANDS, message)
    lowest, highest = (replace(end.amount, unit=unit) if end.amount else None for end in (low, high))
    return AmountRange(lowest, highest, bool(lowest) and low.is_open, bool(highest) and high.is_open)
