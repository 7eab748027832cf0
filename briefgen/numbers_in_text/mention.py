"""What is found in a text: figures of every kind, and names of days."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import Enum

from briefgen.frozen import frozen


class MentionKind(Enum):
    """What a figure is as it stands; a mark is a sign that holds digits, such as F-16 or S/2024/123."""

    NUMBER = "number"
    PERCENT = "percent"
    MONEY = "money"
    DATE = "date"
    ORDINAL = "ordinal"
    TIME = "time"
    RATIO = "ratio"
    MARK = "mark"


@frozen
class TextDate:
    """A date as far as the text gives it; the weekday counts from Monday, which is 0."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None

    def fits(self, day: date) -> bool:
        """Whether the parts that are given are those of the date; the weekday is not looked at."""
        pairs = ((self.year, day.year), (self.month, day.month), (self.day, day.day))
        return all(given is None or given == part for given, part in pairs)

    @property
    def exists(self) -> bool:
        """Whether the calendar has such a day: 30 February is in no year, 29 February in some."""
        year = 2000 if self.year is None else self.year
        if not 1 <= year <= 9999 or not 1 <= (self.month or 1) <= 12:
            return False
        longest = 31 if self.month is None else calendar.monthrange(year, self.month)[1]
        return 1 <= (self.day or 1) <= longest


@frozen
class Mention:
    """A figure in a text: where it stands, what it is, and all that it can mean.

    `amounts` has percentages in hundredths (63 for 63%), and more than one reading where the text allows it, the
    language's own first. `unit` is "%", an ISO 4217 code, or "" where the text gives neither. `noun` is the word behind
    the figure that it may count. Only dates have `days`.
    """

    start: int
    end: int
    text: str
    kind: MentionKind
    in_words: bool = False
    amounts: tuple[Decimal, ...] = ()
    unit: str = ""
    noun: str = ""
    days: tuple[TextDate, ...] = ()


@frozen
class Weekday:
    """A day's name in a text; Monday is number 0."""

    start: int
    end: int
    number: int


def disjoint(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions in order, without those that overlap one which starts before, or starts there and is longer."""
    found = list(mentions)
    if len(found) < 2:
        return found
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda mention: (mention.start, -mention.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept
