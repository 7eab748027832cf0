"""The formats that may follow a fact in a text ("{{ deaths | words | unit }}"), and which kind of fact takes which."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import assert_never

from babel.numbers import is_currency

from briefgen.ledger.rates import rate_of
from briefgen.ledger.values import ORDINAL, PER_DAY, YEAR
from briefgen.model.fact import PERCENT, ClockTime, FactValue, Interval, NameValue, Period, Position, Quantity
from briefgen.suggest import did_you_mean


class FormatError(Exception):
    """A fact cannot be printed as asked for; `hint` says what to write instead."""

    def __init__(self, message: str, hint: str = "") -> None:
        self.message = message
        self.hint = hint
        super().__init__(message)


class ValueKind(Enum):
    """What a fact is, as far as its formats go; the value names it in messages."""

    NUMBER = "a number without a unit"
    COUNT = "a figure with a unit"
    PERCENT = "a percentage"
    MONEY = "an amount of money"
    RATE = "a rate"
    RANGE = "a range"
    BOUND = "a bound"
    YEAR = "a year"
    DATE = "a date"
    PERIOD = "a time"
    CLOCK_TIME = "a time of day"
    POSITION = "a position"
    ORDINAL = "an ordinal"
    NAME = "a name"


DATE_FORMS = (
    "long",
    "short",
    "day_month",
    "day_month_short",
    "month_year",
    "month",
    "year",
    "weekday",
    "weekday_long",
    "iso",
)
ABOUT = ("period", "as_of")
"""Forms that print not a fact's value but the time for which it holds."""

CAPITAL = "capital"
"""The form with which any text begins a sentence."""

DAYS_LEFT_FORMS = ("words", "count", "signed", "magnitude")

_NUMBER = ("words", "compact", "ordinal", "signed", "magnitude", "bare")

FITTING: Mapping[ValueKind, tuple[str, ...]] = {
    ValueKind.NUMBER: _NUMBER,
    ValueKind.COUNT: ("unit", *_NUMBER),
    ValueKind.PERCENT: ("unit", "words", "fraction", "signed", "magnitude", "bare"),
    ValueKind.MONEY: ("unit", "compact", "signed", "magnitude", "bare"),
    ValueKind.RATE: ("unit", "words", "compact", "signed", "magnitude", "bare"),
    ValueKind.RANGE: ("unit", "words", "compact", "to", "between", "bare"),
    ValueKind.BOUND: ("unit", "words", "compact", "over", "symbol", "bare"),
    ValueKind.YEAR: ("words", "bare"),
    ValueKind.DATE: (*DATE_FORMS, "days_left", *DAYS_LEFT_FORMS, "bare"),
    ValueKind.PERIOD: ("long", "short", "day_month", "to", "between"),
    ValueKind.CLOCK_TIME: ("am_pm", "no_zone"),
    ValueKind.POSITION: ("decimal", "minutes"),
    ValueKind.ORDINAL: ("words", "bare"),
    ValueKind.NAME: ("short",),
}

_QUARRELS = (
    ("fraction", "words"),
    ("fraction", "signed"),
    ("fraction", "magnitude"),
    ("fraction", "compact"),
    ("fraction", "ordinal"),
    ("words", "compact"),
    ("words", "signed"),
    ("compact", "ordinal"),
    ("ordinal", "signed"),
    ("ordinal", "unit"),
    ("signed", "magnitude"),
    ("words", "count"),
    ("words", "symbol"),
    ("over", "symbol"),
    ("to", "between"),
    ("long", "short"),
    ("long", "day_month"),
    ("long", "to"),
    ("decimal", "minutes"),
)


def split_rate(unit: str) -> tuple[str, bool]:
    """A unit without its "/day", and whether it had one."""
    return unit.removesuffix(PER_DAY), unit.endswith(PER_DAY)


def kind_of(value: FactValue) -> ValueKind:
    """What a value is, as far as its formats go."""
    match value:
        case NameValue():
            return ValueKind.NAME
        case Period():
            return ValueKind.PERIOD
        case ClockTime():
            return ValueKind.CLOCK_TIME
        case Position():
            return ValueKind.POSITION
        case date():
            return ValueKind.DATE
        case Quantity():
            return kind_of_unit(value.unit)
        case Interval():
            return ValueKind.RANGE if len(value.ends) > 1 else ValueKind.BOUND
        case _:
            assert_never(value)


@lru_cache(maxsize=1024)
def kind_of_unit(unit: str) -> ValueKind:
    """What a figure in a unit is."""
    base, _ = split_rate(unit)
    if not unit:
        return ValueKind.NUMBER
    if unit == PERCENT:
        return ValueKind.PERCENT
    if unit == YEAR:
        return ValueKind.YEAR
    if unit == ORDINAL:
        return ValueKind.ORDINAL
    if rate_of(unit):
        return ValueKind.RATE
    return ValueKind.MONEY if is_currency(base) else ValueKind.COUNT


def check_formats(formats: tuple[str, ...], kind: ValueKind) -> None:
    """Raise FormatError where one of the formats is unknown, unfit for this kind of fact, or at odds with another."""
    for form in formats:
        if form not in FITTING[kind]:
            raise _unfit(form, kind)
    if kind is ValueKind.DATE:
        _check_date_formats(formats)
    for first, second in _QUARRELS:
        if first in formats and second in formats:
            raise _at_odds(first, second)


def _check_date_formats(formats: tuple[str, ...]) -> None:
    forms = [form for form in formats if form in DATE_FORMS or form == "days_left"]
    if len(set(forms)) > 1:
        raise _at_odds(forms[0], next(form for form in forms if form != forms[0]))
    loose = [form for form in formats if form in DAYS_LEFT_FORMS]
    if loose and "days_left" not in formats:
        raise FormatError(
            f'a date takes the format "{loose[0]}" only with "days_left"', f"write `days_left | {loose[0]}`"
        )


def _unfit(form: str, kind: ValueKind) -> FormatError:
    fitting = FITTING[kind]
    is_known = any(form in forms for forms in FITTING.values())
    fault = f'the format "{form}" does not fit {kind.value}' if is_known else f'unknown format "{form}"'
    hint = "" if is_known else did_you_mean(form, fitting)
    return FormatError(f"{fault}; {kind.value} takes {', '.join(fitting)}", hint)


def _at_odds(first: str, second: str) -> FormatError:
    return FormatError(f'the formats "{first}" and "{second}" exclude each other', "keep one of them")
