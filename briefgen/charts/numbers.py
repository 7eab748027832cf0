"""The numbers that a chart adds of its own, in its language: marks of a scale and percentages of a whole."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import get_decimal_symbol, get_group_symbol, parse_pattern

from briefgen.charts.validation import require
from briefgen.frozen import frozen
from briefgen.languages import locale_of
from briefgen.model.characters import grouped_digits
from briefgen.model.chart import AxisScale, Chart
from briefgen.model.direction import isolated

MINUS = "\u2212"
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
LOG_PARTS = (1, 2, 5)
FEW_POWERS = 3  # of ten, with marks between them
FAR = 2 / 3  # of the greatest value: where the least lies beyond, a scale from zero would flatten what there is to see


def percentage(part: Decimal, whole: Decimal, chart: Chart) -> str:
    """A part of a whole in whole percent as the desk prints it; "<1%" where less than half of one, but not nothing."""
    share = (100 * part / whole).quantize(Decimal(1), ROUND_HALF_UP)
    if part and not share:
        return _in_digits(chart.percent.format("<1"), chart)
    return _in_digits(chart.percent.format(share), chart)


def _in_digits(text: str, chart: Chart) -> str:
    """The text with the digits that the desk prints."""
    return text.translate(str.maketrans("0123456789", chart.digits)) if chart.digits else text


def _log_ends(low: float, high: float) -> tuple[float, float]:
    """The next of 1, 2 and 5 times a power of ten below the least value and above the greatest, never the same."""
    powers = [10.0 ** math.floor(math.log10(value) + 1e-9) for value in (low, high)]
    parts = LOG_PARTS if high / low < 10**FEW_POWERS else (1,)
    below = max(part * powers[0] for part in parts if part * powers[0] <= low * 1.001)
    return below, min(part * powers[1] for part in (*parts, 10) if part * powers[1] >= max(high, below * 2) * 0.999)


@frozen
class Scale:
    """A scale from `low` to `high` in round steps, or a logarithmic one, whose step says nothing."""

    low: float
    high: float
    step: float
    is_log: bool = False

    @classmethod
    def over(cls, values: list[float], form: AxisScale | None = None, far: float = FAR, marks: int = 4) -> Scale:
        """A scale for values: from zero, unless the least of them is at least so `far` towards the greatest.

        One that is to be cut off is, where it can be. Raises ChartError where a logarithmic one cannot show a value.
        """
        low, high = min(values), max(values)
        if form is AxisScale.LOG:
            require(low > 0, "a logarithmic scale shows no figure that is zero or negative: delete `scale: log`")
            return cls(*_log_ends(low, high), 0.0, is_log=True)
        if form is AxisScale.ZERO:
            low, high = min(low, 0.0), max(high, 0.0)
        far = 0.0 if form is AxisScale.CUT else far
        if low >= 0 and (low < high * far or low == high):
            low = 0.0
        elif high <= 0 and (high > low * far or low == high):
            high = 0.0
        if low == high:
            high = 1.0
        rough = (high - low) / marks
        power = 10.0 ** math.floor(math.log10(rough))
        step = next(step * power for step in STEPS if step * power >= rough * 0.999)
        return cls(math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step, step)

    @property
    def cut(self) -> float:
        """The end nearest to zero of an even scale that does not reach it, else 0."""
        if self.is_log:
            return 0.0
        return max(self.low, 0.0) + min(self.high, 0.0)

    def marks(self) -> list[float]:
        """The round values along the scale, both ends among them; of a logarithmic one powers of ten, or more."""
        if self.is_log:
            powers = range(math.floor(math.log10(self.low) + 1e-9), math.ceil(math.log10(self.high) - 1e-9) + 1)
            parts = LOG_PARTS if self.high / self.low < 10**FEW_POWERS else (1,)
            found = [part * 10.0**power for power in powers for part in parts]
            return [mark for mark in found if self.low * 0.999 <= mark <= self.high * 1.001]
        count = round((self.high - self.low) / self.step)
        return [self.low + number * self.step for number in range(count + 1)]

    def text(self, mark: float, chart: Chart) -> str:
        """A mark as the desk writes it, with as many decimals as the step needs, its thousands grouped."""
        step = mark if self.is_log else self.step
        decimals = max(0, -math.floor(math.log10(step) + 1e-9))
        decimals += round(step * 10**decimals, 6) % 1 > 0
        locale = locale_of(chart.language)
        sizes = parse_pattern(locale.decimal_formats[None].pattern).grouping
        between = get_group_symbol(locale) if chart.grouping is None else chart.grouping
        point = get_decimal_symbol(locale) if chart.point is None else chart.point
        amount = Decimal(str(round(mark, decimals) + 0.0))
        digits = grouped_digits(amount, decimals, point, between, sizes).replace("-", MINUS)
        return isolated(_in_digits(digits, chart), chart.language)

    def share(self, value: float) -> float:
        """Where a value lies between both ends, 0 to 1."""
        if self.is_log:
            return math.log(value / self.low) / math.log(self.high / self.low)
        return (value - self.low) / (self.high - self.low)
