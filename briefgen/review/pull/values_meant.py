"""What a reviewer means by another text for a printed fact: values as content files write them, to be tried."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from briefgen.checks.typed_form import said_time
from briefgen.content.dates import period_text
from briefgen.content.numerals import POWERS, ordinal
from briefgen.ledger import parse_period
from briefgen.ledger.clock import parse_clock_time
from briefgen.ledger.positions import parse_position
from briefgen.ledger.values import ORDINAL, places_of, rounded
from briefgen.model.edition import Desk
from briefgen.model.fact import (
    PERCENT,
    ClockTime,
    FactValue,
    Interval,
    NameValue,
    Period,
    Position,
    Quantity,
    TimeOrPlace,
)
from briefgen.numbers_in_text import Mention, MentionKind, find
from briefgen.numbers_in_text.ranges import joint_mentions
from briefgen.numbers_in_text.ratios import so_many
from briefgen.review.pull.tokens import loose


def values_meant(old: str, new: str, value: FactValue, written: str, desk: Desk) -> Iterator[str]:
    """What a fact's value may be for a new text; none where the old one did not show the value as a whole.

    A year, a zone, a sign and a word of size that are not shown stay. Each is to be tried: the fact may print
    otherwise.
    """
    match value:
        case date():
            if old == written:
                yield new
            yield from (day.isoformat() for day in _days(new, value, desk) if value in _days(old, value, desk))
        case NameValue(full=full):
            if loose(old) == loose(full):
                yield from (new, json.dumps(new, ensure_ascii=False))
        case Quantity():
            yield from _quantities(old, new, value, written, desk)
        case Interval():
            if replace(value, unit="") in _intervals(old, desk):
                yield from (text for each in _intervals(new, desk) for text in _interval_texts(each, written))
        case _:
            if value in _times_and_places(old, value, desk):
                yield from (each.text for each in _times_and_places(new, value, desk))


def _times_and_places(text: str, value: TimeOrPlace, desk: Desk) -> list[TimeOrPlace]:
    """What a text can say of the kind of a value; the value itself where it says the same days."""
    match value:
        case Period():
            found = list(_periods(text, value, desk))
            return [value if (each.first, each.last) == (value.first, value.last) else each for each in found]
        case ClockTime():
            return list(_times(text, value, desk))
        case Position():
            with suppress(ValueError):
                return [position] if (position := parse_position(_spaced(text))) else []
    return []


def _spaced(text: str) -> str:
    """A text in which every space is a plain one."""
    return " ".join(text.split())


def _found(text: str, desk: Desk) -> list[Mention]:
    """The figures of a text; some words, as "a quarter", are one only before what they are a part of."""
    plain = _spaced(text)
    return find(plain, desk.language) or find(f"{plain} of it", desk.language)


def _days(text: str, value: date, desk: Desk) -> list[date]:
    """The days that a text names, of the value's year where it names none."""
    found = []
    for each in (day for mention in _found(text, desk) for day in mention.days if day.day and day.month):
        with suppress(ValueError):
            found.append(date(each.year or value.year, each.month or 1, each.day or 1))
    return found


def _quantities(old: str, new: str, value: Quantity, written: str, desk: Desk) -> Iterator[str]:
    before, after = _found(old, desk)[:1], _found(new, desk)[:1]
    if not before or not after:
        return
    if value.unit == PERCENT and all(each.in_words or each.kind is MentionKind.RATIO for each in (*before, *after)):
        places = places_of(value.amount)
        shares = [[rounded(Fraction(part) * 100, places) for part in each.amounts] for each in (before[0], after[0])]
        if value.amount in shares[0]:
            yield from (f"{share:f}" for share in shares[1])
    if (ratio := so_many(_spaced(old))) and value == Quantity(Decimal(ratio[0]), f"in {ratio[1]}"):
        if meant := so_many(_spaced(new)):
            yield f"{meant[0]} in {meant[1]}" if " in " in written else f"{meant[0]}"
        return
    shifts = [shift for shown in before[0].amounts if (shift := _shift(shown, value.amount)) is not None]
    for sign, power in shifts[:1]:
        for now in after[0].amounts:
            amount = (sign * now).scaleb(power)
            is_ordinal = value.unit == ORDINAL and not written.isdecimal()
            if amount == amount.to_integral_value() and not places_of(value.amount):
                amount = amount.to_integral_value()
            yield ordinal(int(amount)) if is_ordinal and not places_of(amount) else f"{amount:f}"


def _shift(shown: Decimal, amount: Decimal) -> tuple[int, int] | None:
    """The sign and the power of ten by which a value is what is shown of it; none where more than these is hidden."""
    if not shown or not amount:
        return (1, 0) if shown == amount else None
    sign, digits, power = (amount / shown).normalize().as_tuple()
    places, behind = amount.as_tuple().exponent, shown.as_tuple().exponent
    if digits != (1,) or not all(isinstance(each, int) for each in (power, places, behind)):
        return None
    is_rounded = int(places) < 0 and int(behind) + int(power) > int(places)
    return None if is_rounded else (-1 if sign else 1, int(power))


def _intervals(text: str, desk: Desk) -> list[Interval]:
    """The range or bound that a text says, without its unit."""
    plain = _spaced(text)
    joint = joint_mentions(plain, find(plain, desk.language), desk.language)
    return [replace(each.said, unit="") for each in joint if isinstance(each.said, Interval)]


def _interval_texts(interval: Interval, written: str) -> Iterator[str]:
    """A range as content files write it, with the word of size that is written there, if it has one."""
    word = written.rpartition(" ")[2]
    if power := POWERS.get(word):
        low, high = (None if end is None else end.scaleb(-power).normalize() for end in (interval.low, interval.high))
        yield f"{replace(interval, low=low, high=high).text} {word}"
    yield interval.text


def _periods(text: str, value: Period, desk: Desk) -> Iterator[Period]:
    """The times that a text can say, with the value's year where it has none."""
    plain = _spaced(text).removeprefix("fiscal year ")
    labels = (plain, f"FY{plain}", period_text(plain), period_text(f"{plain} {value.last.year}"))
    for label in labels if plain else ():
        with suppress(ValueError):
            yield parse_period(label, desk.fiscal_year)


def _times(text: str, value: ClockTime, desk: Desk) -> list[ClockTime]:
    """The time that a text says, and that in the value's zone where it has none."""
    plain = _spaced(text)
    said = (said_time(each) for each in find(plain, desk.language) if each.text == plain)
    time = parse_clock_time(plain) or next(said, None)
    if time is None:
        return []
    return [time] if time.zone else [replace(time, zone=value.zone), time]
