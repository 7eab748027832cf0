"""Facts and the ledger: every figure, date and name of an edition, given or derived."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal
from typing import assert_never

from briefgen.frozen import frozen
from briefgen.model.inlines import Inlines
from briefgen.spans import Span

PERCENT = "%"


@frozen
class Quantity:
    """An exact amount and its unit: a plural noun ("deaths"), "%", an ISO 4217 currency code, or "" for none.

    One that `is_rounded` holds to its last decimal place only, and is printed with no more.
    """

    amount: Decimal
    unit: str = ""
    is_rounded: bool = field(default=False, compare=False, repr=False)


@frozen
class Interval:
    """Amounts of one unit between two ends; with one end it is a bound ("at least 90"), and the other one is none.

    An end itself belongs to it unless it is `above` its low end ("more than 90") or `below` its high one.
    """

    low: Decimal | None
    high: Decimal | None
    unit: str = ""
    above: bool = False
    below: bool = False
    is_rounded: bool = field(default=False, compare=False, repr=False)

    @property
    def ends(self) -> tuple[Decimal, ...]:
        """The ends that it has, the lower one first."""
        return tuple(end for end in (self.low, self.high) if end is not None)

    @property
    def text(self) -> str:
        """As content files have it: "10 to 15", "more than 90"."""
        low, high = (f"{end:f}" if end is not None else "" for end in (self.low, self.high))
        if low and high:
            return f"{low} to {high}"
        if low:
            return f"{'more than' if self.above else 'at least'} {low}"
        return f"{'fewer than' if self.below else 'up to'} {high}"

    def meets(self, other: Interval) -> bool:
        """Whether any amount can lie in both."""
        return not (self._is_under(other) or other._is_under(self))

    def _is_under(self, other: Interval) -> bool:
        if self.high is None or other.low is None:
            return False
        return self.high < other.low or (self.high == other.low and (self.below or other.above))


@frozen
class Period:
    """The days a figure covers, first and last included, and the text that gave them ("2024", "2024-11")."""

    first: date
    last: date
    text: str

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@frozen
class ClockTime:
    """A time of day, and the zone in which it is told, empty where that is not said."""

    hour: int
    minute: int
    zone: str = ""

    @property
    def text(self) -> str:
        """As content files have it: "14:30", "09:00 UTC"."""
        return f"{self.hour:02}:{self.minute:02}{f' {self.zone}' if self.zone else ''}"


@frozen
class Angle:
    """An angle from the equator or from Greenwich as it was written: degrees, or degrees and minutes (and seconds).

    `side` is N, S, E or W.
    """

    degrees: Decimal
    side: str
    minutes: Decimal | None = None
    seconds: Decimal | None = None

    @property
    def text(self) -> str:
        """As it is written, with the signs of print: "34.5°N", "33°56′11″S"."""
        parts = ((self.degrees, "°"), (self.minutes, "′"), (self.seconds, "″"))
        return "".join(f"{part:f}{sign}" for part, sign in parts if part is not None) + self.side


@frozen
class Position:
    """A place on the globe."""

    latitude: Angle
    longitude: Angle

    @property
    def text(self) -> str:
        """As content files have it: "34.5°N 69.2°E"."""
        return f"{self.latitude.text} {self.longitude.text}"


@frozen
class NameValue:
    """A name as facts print it, with an optional short form."""

    full: str
    short: str = ""


FigureValue = Quantity | Interval
TimeOrPlace = Period | ClockTime | Position
"""Values beside dates that are no figures and no names; formulas take none of them."""

FactValue = FigureValue | date | TimeOrPlace | NameValue


def interval_of(figure: FigureValue) -> Interval:
    """What a figure says, as a range; an exact amount is one whose ends are the same."""
    match figure:
        case Quantity():
            return Interval(figure.amount, figure.amount, figure.unit)
        case Interval():
            return figure
        case _:
            assert_never(figure)


@frozen
class Citation:
    """A source by its id, the place in it ("paragraph 7"), and what the source is, so that another one shows."""

    source: str
    at: str = ""
    document: str = field(default="", compare=False)
    place: Span | None = field(default=None, compare=False)


@frozen
class Fact:
    """An entry of the ledger as written: `value` is given, or `formula` derives it.

    `decimals` is the number of decimal places a derived result is rounded to; `stated` is what the source itself
    states for it, and `quote` are the source's own words. `parts` are facts that must add up to this one. A `forecast`
    may cover a time that is not over; a `signed` count may be negative, as changes are. `terms` are a deadline's other
    words: who must do what, where, and what has become of it. `label_text` and `caveat_text`
    are the label and caveat as authored, which may print other facts; the ledger resolves them into `label` and
    `caveat`. `author` entered it, where that is not the edition's author. Places
    of the single values are in `places`, by key ("value", "formula", ...).
    """

    id: str
    label: str
    value: FactValue | None = None
    formula: str = ""
    unit: str = ""
    decimals: int | None = None
    stated: Decimal | Interval | None = None
    period: Period | None = None
    as_of: date | None = None
    citation: Citation | None = None
    approx: bool = False
    caveat: str = ""
    stale_after: date | None = None
    quote: str = ""
    parts: tuple[str, ...] = ()
    forecast: bool = False
    signed: bool = False
    terms: str = ""
    label_text: Inlines = field(default=(), compare=False)
    caveat_text: Inlines = field(default=(), compare=False)
    author: str = ""
    place: Span | None = field(default=None, compare=False)
    places: Mapping[str, Span] = field(default_factory=dict, compare=False, hash=False)


@frozen
class LedgerEntry:
    """A resolved fact: its value, the exact value before rounding, its working, and the facts it was derived from.

    `working` is the formula with the values put in ("1,612 − 685"), empty for a given fact. `approx` is inherited, and
    so is the `period` that all facts of a formula share, where a derived fact has none of its own.
    """

    fact: Fact
    value: FactValue
    exact: Decimal | None = None
    working: str = ""
    inputs: tuple[str, ...] = ()
    approx: bool = False
    period: Period | None = None

    @property
    def is_derived(self) -> bool:
        return bool(self.fact.formula)


@frozen
class Ledger:
    """All resolved facts of an edition by id, in the order of the file.

    `builtins` are facts that briefgen itself gives, such as the edition's date: they can be looked up, but are not
    listed among the edition's own.
    """

    entries: Mapping[str, LedgerEntry]
    builtins: Mapping[str, LedgerEntry] = field(default_factory=dict)

    def __getitem__(self, fact: str) -> LedgerEntry:
        return self.entries[fact] if fact in self.entries else self.builtins[fact]

    def __contains__(self, fact: object) -> bool:
        return fact in self.entries or fact in self.builtins

    def __iter__(self) -> Iterator[LedgerEntry]:
        return iter(self.entries.values())
