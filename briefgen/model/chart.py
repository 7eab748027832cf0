"""Charts: what is drawn, with every figure resolved, before any drawing library is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from enum import Enum

from briefgen.frozen import frozen
from briefgen.model.fact import Interval
from briefgen.model.labels import DEFAULT_LANGUAGE


class Direction(Enum):
    """Which way bars run."""

    HORIZONTAL = "horizontal"
    VERTICAL = "vertical"


class Side(Enum):
    """The side from which a chart runs."""

    LEFT = "left"
    RIGHT = "right"


class Arrangement(Enum):
    """How several series of bars stand together; `SHARE` stacks them to 100 %."""

    GROUPED = "grouped"
    STACKED = "stacked"
    SHARE = "share"


class AxisScale(Enum):
    """What a scale is that a chart is asked for: an even one from zero or cut off from it, or a logarithmic one."""

    ZERO = "zero"
    CUT = "cut"
    LOG = "log"


@frozen
class Point:
    """A fact in a chart: its id, value and the value as the text prints it.

    `derived` facts are drawn in grey among given ones of the same series, where it is the only one, and `approx` ones
    hatched, so that a reader sees which figures a source gave. A range has its `interval`, and one of its ends as its
    value. A total that is no fact of the ledger has no id.
    """

    fact: str
    value: Decimal
    text: str
    derived: bool = False
    approx: bool = False
    interval: Interval | None = None


@frozen
class Series:
    """A run of points, one for each category of the chart, in their order; `None` where there is no figure.

    `unit` is its own one, in a chart whose series have several.
    """

    name: str
    points: tuple[Point | None, ...]
    unit: str = ""


@frozen
class TimelineEvent:
    """A date on a timeline: its fact, the date, how it is printed, what falls on it, and the days left as printed.

    `dated` is the date in the form `long`, with its year, for the table of the data.
    """

    fact: str
    date: date
    text: str
    label: str
    days_left: str
    dated: str


@frozen
class Chart:
    """A chart with all facts resolved.

    `kind` names its chart type. `categories` and each series' points are parallel; where they are times that do not
    follow each other evenly, `positions` say where each stands along a line, from 0 to 1. `unit` is the unit to state
    ("deaths"; "%"). A chart of dates has `events` and `today` (the edition's date, with `today_text` and `today_label`
    as printed) instead of series. A share has one series with one point, the percentage, and one category, what it is
    a share of.

    It `starts` on the side where lines of its language begin, unless it says otherwise, and its `scale` is even, from
    zero unless all values lie far from it. Stacks have `totals`, one for each category, `None` where a part is missing.

    A chart adds numbers of its own, marks of a scale and percentages of a whole: `percent` is how the desk prints a
    percentage, `grouping` what stands between thousands and `point` before decimals, the language's own sign where it
    is none, and `digits` are those of the language from nought, if the desk prints them instead of Latin ones.
    """

    kind: str
    unit: str = ""
    categories: tuple[str, ...] = ()
    series: tuple[Series, ...] = ()
    direction: Direction = Direction.HORIZONTAL
    arrangement: Arrangement = Arrangement.GROUPED
    events: tuple[TimelineEvent, ...] = ()
    today: date | None = None
    today_text: str = ""
    today_label: str = ""
    language: str = DEFAULT_LANGUAGE
    percent: str = "{}%"
    grouping: str | None = None
    point: str | None = None
    digits: str = ""
    positions: tuple[float, ...] = ()
    starts: Side | None = None
    scale: AxisScale | None = None
    totals: tuple[Point | None, ...] = ()

    @property
    def plotted(self) -> Chart:
        """The chart with a series for each part of a whole that has only one, as programs that draw charts need it."""
        if self.arrangement is not Arrangement.SHARE or len(self.series) != 1 or len(self.categories) < 2:
            return self
        parts = zip(self.categories, self.series[0].points, strict=True)
        return replace(self, categories=("",), series=tuple(Series(name, (point,)) for name, point in parts))

    def words(self) -> Iterator[str]:
        """All texts that can be drawn in the chart."""
        yield from (self.unit, *self.categories, self.today_text, self.today_label)
        for series in self.series:
            yield from (series.name, series.unit, *(point.text for point in series.points if point))
        yield from (total.text for total in self.totals if total)
        for event in self.events:
            yield from (event.text, event.label, event.days_left)
