"""Ranges and bounds as the desk prints them: 35–40 million, 10–15%, between 15 and 71, more than 90%."""

from __future__ import annotations

from decimal import Decimal

from briefgen.frozen import frozen
from briefgen.ledger.formats import FormatError, ValueKind, kind_of_unit, split_rate
from briefgen.ledger.numerals import Numerals
from briefgen.ledger.rates import rate_of
from briefgen.model.fact import Interval
from briefgen.model.labels import NO_BREAK_SPACE
from briefgen.patterns import lazy_regex

MINUS = "−"
_ABOVE_ONE = Decimal("1.5")
_SCALED = lazy_regex(rf"(?P<number>.+?)(?P<scale>{NO_BREAK_SPACE}\D+)")
"""A number with a word of size, and no other of the groups of its digits."""

_SYMBOLS = {("low", True): ">", ("low", False): "≥", ("high", True): "<", ("high", False): "≤"}


@frozen
class IntervalText:
    """Prints one range or bound in the formats asked for, which fit its kind."""

    interval: Interval
    formats: tuple[str, ...]
    numerals: Numerals

    def __str__(self) -> str:
        if "unit" in self.formats and not self.interval.unit:
            raise FormatError("the range has no unit to print", "add `unit: ...` to the fact, or take the format out")
        low, high = self.interval.low, self.interval.high
        if low is not None and high is not None:
            return self._range(low, high)
        return self._bound(*self.interval.ends)

    def _range(self, low: Decimal, high: Decimal) -> str:
        first, last = self._number(low), self._number(high)
        several = max(abs(high), _ABOVE_ONE)  # what is counted stands as behind the last number, and never as behind 1
        if self._kind is ValueKind.MONEY and (self._is_in_words or " " in first):
            return self._counted(self._joined(self._framed(first), self._framed(last)), several)
        first = _without_scale(first, last)
        if self._is_in_words or _SCALED.fullmatch(first) or min(low, high) < 0:
            return self._counted(self._joined(first, self._framed(last)), several)
        return self._counted(self._framed(f"{first}–{last}"), several)

    @property
    def _is_in_words(self) -> bool:
        return not {"words", "to", "between"}.isdisjoint(self.formats)

    def _joined(self, first: str, last: str) -> str:
        labels = self.numerals.labels
        form = labels.range_between if "between" in self.formats else labels.range_to
        return form.format(low=first, high=last)

    def _bound(self, end: Decimal) -> str:
        amount = self._counted(self._framed(self._number(end)), abs(end))
        side = "low" if self.interval.high is None else "high"
        is_open = self.interval.above or self.interval.below
        if "symbol" in self.formats:
            return f"{_SYMBOLS[side, is_open]}{amount}"
        labels = self.numerals.labels
        if "over" in self.formats and not is_open:
            raise FormatError(
                f'"{self.interval.text}" is neither over nor under a figure', 'take the format "over" out'
            )
        if "over" in self.formats:
            return (labels.over if side == "low" else labels.under).format(amount=amount)
        fewer = labels.fewer_than if self._kind is ValueKind.COUNT else labels.less_than
        forms = {"low": (labels.at_least, labels.more_than), "high": (labels.up_to, fewer)}
        return forms[side][is_open].format(amount=amount)

    @property
    def _kind(self) -> ValueKind:
        return kind_of_unit(self.interval.unit)

    def _number(self, amount: Decimal) -> str:
        if "words" in self.formats:
            return self.numerals.year_words(amount) if self._kind is ValueKind.YEAR else self.numerals.words(amount)
        return MINUS * (amount < 0) + self._digits(abs(amount))

    def _digits(self, amount: Decimal) -> str:
        if self._kind is ValueKind.YEAR:
            return self.numerals.year(amount)
        if "compact" in self.formats:
            return self.numerals.compact(amount)
        if self._kind is ValueKind.MONEY:
            currency, _ = split_rate(self.interval.unit)
            return self.numerals.money_digits(amount, currency, is_rounded=self.interval.is_rounded)
        return self.numerals.digits(amount)

    def _framed(self, text: str) -> str:
        """A number's text with the sign of its unit."""
        is_spelled = "words" in self.formats
        match self._kind:
            case ValueKind.PERCENT:
                return f"{text} {self.numerals.labels.per_cent}" if is_spelled else self.numerals.percent(text)
            case ValueKind.MONEY if not is_spelled:
                return self.numerals.money(text, split_rate(self.interval.unit)[0])
            case _:
                return text

    def _counted(self, text: str, amount: Decimal) -> str:
        if rate := rate_of(self.interval.unit):
            with_units, in_words = "unit" in self.formats, "words" in self.formats
            return self.numerals.rated(text, amount, rate, with_units=with_units, in_words=in_words)
        if "unit" not in self.formats:
            return text
        unit, is_rate = split_rate(self.interval.unit)
        counted = self.numerals.counted(text, amount, unit) if self._kind is ValueKind.COUNT else text
        return self.numerals.labels.per_day.format(quantity=counted) if is_rate else counted


def _without_scale(first: str, last: str) -> str:
    """The first of two numbers without the word of size that both have: 35 of "35 million" before "40 million"."""
    found = _SCALED.fullmatch(first)
    return found["number"] if found and last.endswith(found["scale"]) else first
