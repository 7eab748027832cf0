"""Arithmetic on facts' values: exact fractions with units, and dates.

A percentage is held in hundredths and calculates as its fraction; one percentage less another is percentage points,
save what is left of 100%; only to 1 can a percentage be added. `places` follows each result: the decimal places
to which it is rounded where its fact does not say.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Context, Decimal
from fractions import Fraction

from briefgen import codes
from briefgen.frozen import frozen
from briefgen.ledger.rates import rate_of
from briefgen.model.fact import PERCENT
from briefgen.patterns import lazy_regex

DAYS = "days"
YEAR = "year"
YEARS = "years"
ORDINAL = "ordinal"
"""The unit of a place in an order, which is no amount."""
PER_DAY = "/day"
POINTS = "percentage points"

CONVERSIONS = frozenset(map(Decimal, (0, 1, 2, 7, 10, 12, 24, 52, 60, 100, 365, 366, 1000, 10**6, 10**9)))
"""Numbers that turn one unit into another, and say nothing of the world."""

WHOLE_DIGITS = 18
MOST_PLACES = 10
WHOLE = 100
TOO_LONG = f"a figure may have at most {WHOLE_DIGITS} digits before the decimal point and {MOST_PLACES} behind it"

_EACH = lazy_regex(r"(?:per|an?|each|every|for|in)\b|/")
_RELATION = lazy_regex(r"\b(?:times|fold|per|each|every|index|ratio|points)\b|[/‰×]|\Ax\Z")
_MOST_BITS = 2048
_EXACT = Context(prec=50)


class OperandError(Exception):
    """Two values that cannot be combined: the code of the fault, a message and a hint."""

    def __init__(self, code: codes.Code, message: str, hint: str = "") -> None:
        self.code = code
        self.message = message
        self.hint = hint
        super().__init__(message)


@frozen
class Amount:
    """An exact number with its unit; raises OperandError where a chain of formulas lets it grow without bound.

    A bare number `is_ratio` where it comes from figures of one unit, and so counts nothing.
    """

    value: Fraction
    unit: str = ""
    places: int = 0
    is_ratio: bool = False

    def __post_init__(self) -> None:
        if max(self.value.numerator.bit_length(), self.value.denominator.bit_length()) > _MOST_BITS:
            raise OperandError(codes.BAD_FORMULA, "the numbers of this formula grow too large")


Operand = Amount | date


def is_printable(amount: Decimal) -> bool:
    """Whether a number is finite and has no more digits than any brief prints: 18 before the point, 10 after."""
    if not amount.is_finite():
        return False
    return amount.adjusted() < WHOLE_DIGITS and places_of(amount) <= MOST_PLACES


def places_of(amount: Decimal) -> int:
    """The decimal places with which a number is written."""
    exponent = amount.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def rounded(value: Fraction, places: int) -> Decimal:
    """The value to so many decimal places, halves away from zero; negative places round to tens and hundreds."""
    scaled = abs(value) * Fraction(10) ** places
    digits = (scaled.numerator * 2 + scaled.denominator) // (scaled.denominator * 2)
    result = Decimal((int(value < 0 and digits > 0), tuple(map(int, str(digits))), -places))
    return result if places >= 0 else Decimal(int(result))


def places_shown(amount: Amount) -> int:
    """The decimal places to which a result is rounded: its own, or as many more as show that it is not nothing."""
    places = min(amount.places, MOST_PLACES)
    while amount.value and not rounded(amount.value, places) and places < MOST_PLACES:
        places += 1
    return places


def exact(value: Fraction) -> Decimal:
    """The value as a decimal of fifty digits."""
    return _EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))


def negate(operand: Operand) -> Amount:
    """The amount with its sign turned."""
    amount = _amount(operand, "have a sign")
    return Amount(-amount.value, amount.unit, amount.places, amount.is_ratio)


def add(left: Operand, right: Operand) -> Operand:
    """The sum of two amounts of one unit, or the date some days after another."""
    match left, right:
        case Amount(), Amount():
            return _add_amounts(left, right, 1)
        case date(), Amount():
            return _shift(left, right, 1)
        case Amount(), date():
            return _shift(right, left, 1)
        case _:
            raise _unfit("two dates cannot be added")


def subtract(left: Operand, right: Operand) -> Operand:
    """The difference of two amounts of one unit, the days between two dates, or the date some days before another."""
    match left, right:
        case Amount(), Amount():
            return _add_amounts(left, right, -1)
        case date(), Amount():
            return _shift(left, right, -1)
        case date(), date():
            return days_between(left, right)
        case _:
            raise _unfit("a date cannot be taken from a number")


def multiply(left: Operand, right: Operand) -> Amount:
    """The product of two amounts, of which at most one has a unit; a percentage counts as its fraction."""
    left, right = _amount(left, "be multiplied"), _amount(right, "be multiplied")
    for figure, rate in ((left, right), (right, left)):
        if (result := _at_rate(figure, rate)) is not None:
            return result
    if PERCENT in (left.unit, right.unit) and left.unit and right.unit:
        whole, share = (left, right) if right.unit == PERCENT else (right, left)
        return Amount(whole.value * _fraction(share).value, whole.unit, whole.places)
    if left.unit and right.unit:
        raise _unfit(f"{_phrase(left)} cannot be multiplied by {_phrase(right)}")
    places = max(left.places, right.places)
    if left.unit or right.unit:
        places = left.places if left.unit else right.places
    return Amount(left.value * right.value, left.unit or right.unit, places, left.is_ratio or right.is_ratio)


def divide(left: Operand, right: Operand) -> Amount:
    """The quotient of two amounts; of equal units it is a bare number, of unlike ones a rate ("tonnes/boats")."""
    left, right = _amount(left, "be divided"), _amount(right, "be a divisor")
    if not right.value:
        raise OperandError(codes.DIVISION_BY_ZERO, "division by zero")
    if (result := _out_of_rate(left, right)) is not None:
        return result
    if left.unit == right.unit:
        return _ratio(left.value / right.value, is_ratio=bool(left.unit) or left.is_ratio or right.is_ratio)
    if right.unit == PERCENT:
        right = _fraction(right)
    value = left.value / right.value
    if not right.unit:
        return Amount(value, left.unit, left.places) if left.unit else _ratio(value, is_ratio=left.is_ratio)
    if left.unit in ("", PERCENT) or "/" in left.unit + right.unit:
        raise _unfit(f"{_phrase(left)} cannot be divided by {_phrase(right)}")
    return _ratio(value, f"{left.unit}/{right.unit}")


def share(part: Operand, whole: Operand) -> Amount:
    """The part in percent of the whole."""
    part, whole = _of_one_unit(part, whole, "have a share")
    if not whole.value:
        raise OperandError(codes.DIVISION_BY_ZERO, "the whole is zero")
    return Amount(part.value / whole.value * 100, PERCENT)


def change(old: Operand, new: Operand) -> Amount:
    """The change from the old amount to the new, in percent of the old."""
    old, new = _of_one_unit(old, new, "change by percent")
    if not old.value:
        raise OperandError(codes.DIVISION_BY_ZERO, "a change from zero has no percentage")
    if old.value < 0:
        raise _unfit("a change from a negative figure has no percentage", "subtract one from the other")
    return Amount((new.value - old.value) / old.value * 100, PERCENT)


def per_day(total: Operand, days: int) -> Amount:
    """The total spread over a number of days, as a rate ("deaths/day")."""
    amount = _amount(total, "be spread over days")
    if amount.unit in (PERCENT, YEAR) or "/" in amount.unit:
        raise _unfit(f"{_phrase(amount)} cannot be spread over days")
    return Amount(amount.value / days, amount.unit + PER_DAY, amount.places)


def days_between(later: Operand, earlier: date) -> Amount:
    """The days from one date to another."""
    if not isinstance(later, date):
        raise _unfit("days are left to a date only, and this is a number")
    return Amount(Fraction((later - earlier).days), DAYS)


def with_unit(operand: Operand, unit: str) -> Operand:
    """The result of a formula in the unit that its fact states; raises OperandError where that is another's."""
    if isinstance(operand, date):
        if unit:
            raise OperandError(codes.UNKNOWN_UNIT, "the formula gives a date, which has no unit", "remove the unit")
        return operand
    if operand.unit == unit or {operand.unit, unit} == {PERCENT, POINTS}:
        return Amount(operand.value, unit, operand.places)
    if not unit:
        return _with_its_own_unit(operand)
    if not operand.unit and unit == PERCENT:
        return Amount(operand.value * 100, PERCENT)
    if (result := _as_rate(operand, unit)) is not None:
        return result
    if not _can_be_called(operand, unit):
        message = f'the unit is "{unit}", but the formula gives {_phrase(operand)}'
        raise OperandError(codes.UNKNOWN_UNIT, message, _unit_hint(operand))
    return Amount(operand.value, unit, operand.places)


def _at_rate(figure: Amount, rated: Amount) -> Amount | None:
    """What a rate makes of a figure: 5,000 people at 2 deaths per 1,000 people give 10 deaths; none for no rate."""
    rate = rate_of(rated.unit)
    if rate is None or rate_of(figure.unit) or figure.unit in ("", PERCENT):
        return None
    if not rate.is_bare and not rate.is_of(figure.unit):
        raise _unfit(f"{_phrase(figure)} cannot be multiplied by {_phrase(rated)}")
    return Amount(figure.value * rated.value / rate.base, rate.part or figure.unit, figure.places)


def _out_of_rate(figure: Amount, rated: Amount) -> Amount | None:
    """What a figure is at a rate: AFN 860 at 86 AFN per USD are 10 USD; none where it is no such rate."""
    rate = rate_of(rated.unit)
    if rate is None or not rate.whole or figure.unit != rate.part:
        return None
    return Amount(figure.value / rated.value * rate.base, rate.whole, figure.places)


def _as_rate(result: Amount, unit: str) -> Amount | None:
    """A quotient or share in the unit of a rate, times the rate's base; none where the unit is no rate's."""
    rate = rate_of(unit)
    if rate is None:
        return None
    part, stroke, whole = result.unit.partition("/")
    if stroke and not result.unit.endswith(PER_DAY):
        if (rate.part and rate.part != part) or (rate.whole and not rate.is_of(whole)):
            message = f'the unit is "{unit}", but the formula gives {part} for {whole}'
            hint = f'write "{part} per {rate.base_text} {whole}"'.replace("  ", " ")
            raise OperandError(codes.UNKNOWN_UNIT, message, hint)
        return Amount(result.value * rate.base, unit, 1)
    if result.unit == PERCENT and rate.is_bare:
        return Amount(result.value / 100 * rate.base, unit, 1)
    if not result.unit and result.is_ratio and (rate.is_bare or rate.base > 1):
        return Amount(result.value * rate.base, unit, 1)
    return None


def _can_be_called(amount: Amount, unit: str) -> bool:
    """Whether a unit can be that of a result: a rate is called by what it divides, or by "per" and what comes then."""
    part, stroke, _ = amount.unit.partition("/")
    if stroke:
        names_part = re.search(rf"(?<!\w){re.escape(part)}(?!\w)", unit)
        return not part or names_part is not None or _EACH.match(unit) is not None
    is_relation = unit != POINTS and _RELATION.search(unit) is not None
    return not amount.unit and (is_relation or not amount.is_ratio)


def _unit_hint(amount: Amount) -> str:
    part, stroke, _ = amount.unit.partition("/")
    if stroke and not amount.unit.endswith(PER_DAY):
        return f'write what is divided as well, such as "{part} for each ..."'
    return f'write "{amount.unit}", or remove the unit' if amount.unit else 'write "%" or "times", or remove the unit'


def _with_its_own_unit(amount: Amount) -> Amount:
    if "/" in amount.unit and not amount.unit.endswith(PER_DAY):
        part, _, whole = amount.unit.partition("/")
        message = f"the formula divides {part} by {whole}, but the fact does not say what the result is called"
        raise OperandError(codes.UNKNOWN_UNIT, message, f"give the fact a unit, such as `unit: {part} for each ...`")
    return amount


def _add_amounts(left: Amount, right: Amount, sign: int) -> Amount:
    if ORDINAL in (left.unit, right.unit):
        raise _unfit("an ordinal cannot be added or subtracted")
    if YEAR in (left.unit, right.unit):
        return _add_years(left, right, sign)
    if {left.unit, right.unit} == {"", PERCENT} and (right if left.unit else left).value == 1:
        left, right = _fraction(left), _fraction(right)
    if (left.unit, right.unit) == (PERCENT, POINTS):
        right = Amount(right.value, PERCENT, right.places)
    elif left.unit == right.unit == PERCENT and sign < 0 and left.value != WHOLE:
        left, right = (Amount(side.value, POINTS, side.places) for side in (left, right))
    if left.unit != right.unit:
        verb = "added to" if sign > 0 else "taken from"
        raise _unfit(f"{_phrase(right)} cannot be {verb} {_phrase(left)}", _remedy(left, right))
    is_ratio = left.is_ratio or right.is_ratio
    return Amount(left.value + sign * right.value, left.unit, max(left.places, right.places), is_ratio)


def _remedy(left: Amount, right: Amount) -> str:
    if PERCENT in (left.unit, right.unit):
        return "to raise a figure by a percentage, multiply it: figure * (1 + 5 %)"
    if not left.unit or not right.unit:
        return "make the bare number a fact of its own, with this unit and its source"
    return ""


def _add_years(left: Amount, right: Amount, sign: int) -> Amount:
    """Calendar years count: one less another is a number of years, and a year shifted by years is a year."""
    value = left.value + sign * right.value
    if left.unit == right.unit and sign < 0:
        return Amount(value, YEARS)
    shifts = {left.unit: right.unit} if sign < 0 else {left.unit: right.unit, right.unit: left.unit}
    if shifts.get(YEAR) in ("", YEARS):
        return Amount(value, YEAR)
    raise _unfit(f"{_phrase(left)} and {_phrase(right)} cannot be {'added' if sign > 0 else 'subtracted'}")


def _of_one_unit(first: Operand, second: Operand, verb: str) -> tuple[Amount, Amount]:
    left, right = _amount(first, verb), _amount(second, verb)
    if left.unit != right.unit:
        raise _unfit(f"{_phrase(left)} cannot be compared with {_phrase(right)}")
    return left, right


def _amount(operand: Operand, verb: str) -> Amount:
    if isinstance(operand, date):
        raise _unfit(f"a date cannot {verb}")
    if operand.unit == YEAR:
        raise _unfit(f"a calendar year cannot {verb}")
    if operand.unit == ORDINAL:
        raise _unfit(f"an ordinal cannot {verb}")
    return operand


def _fraction(amount: Amount) -> Amount:
    if amount.unit != PERCENT:
        return amount
    return Amount(amount.value / 100, "", amount.places + 2)


def _ratio(value: Fraction, unit: str = "", *, is_ratio: bool = False) -> Amount:
    return Amount(value, unit, 0 if value.denominator == 1 else 1, is_ratio)


def _shift(start: date, days: Amount, sign: int) -> date:
    if days.unit not in ("", DAYS):
        raise _unfit(f"a date can be shifted by days only, not by {_phrase(days)}")
    if days.value.denominator != 1:
        raise _unfit("a date can be shifted by whole days only")
    try:
        return start + timedelta(days=sign * int(days.value))
    except OverflowError as error:
        raise _unfit("the date lies outside the years 1 to 9999") from error


def _phrase(amount: Amount) -> str:
    match amount.unit:
        case "":
            return "a ratio of two figures of one unit" if amount.is_ratio else "a bare number"
        case "%":
            return "a percentage"
        case "year":
            return "a calendar year"
        case unit:
            return f'"{unit}"'


def _unfit(message: str, hint: str = "") -> OperandError:
    return OperandError(codes.UNFIT_OPERANDS, message, hint)


ARITHMETIC: dict[str, Callable[[Operand, Operand], Operand]] = {
    "+": add,
    "-": subtract,
    "*": multiply,
    "/": divide,
}
