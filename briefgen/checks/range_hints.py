"""Ranges, bounds, rates and spans of days that are typed: the fact that prints them, or an entry for the ledger."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import combinations

from briefgen.checks.fact_uses import uses_of
from briefgen.checks.fix_hints import MOST_FACTS
from briefgen.checks.new_facts import DOLLARS, NewFact, Proposed, counted, day_of, given, to_add
from briefgen.checks.subject import Subject
from briefgen.checks.typed_form import TypedForm, is_short
from briefgen.checks.written_text import WrittenText
from briefgen.errors import Fix, TextEdit
from briefgen.ledger import FormatError, Printer, parse_period
from briefgen.ledger.formats import FITTING, kind_of
from briefgen.ledger.rates import rate_of
from briefgen.model.characters import folded
from briefgen.model.fact import FactValue, Interval, Period, Quantity
from briefgen.numbers_in_text import TextDate, find
from briefgen.numbers_in_text.ranges import JointMention, joint_mentions
from briefgen.numbers_in_text.words import SCALES
from briefgen.patterns import lazy_regex
from briefgen.spans import Span

_SCALE_TWICE = lazy_regex(
    rf"(?P<number>\d|[a-z])\s(?P<scale>{'|'.join(SCALES)})(?P<link> (?:to|and) |-)(?=.*\b(?P=scale)\b)"
)
"""The word of size of both ends, which a range prints once."""
_SHORT_MONTH = lazy_regex(r"\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b")
_BETWEEN, _TO = lazy_regex("between ", re.IGNORECASE), lazy_regex(" to ")


def ranges_printed(found: JointMention, subject: Subject) -> Iterator[str]:
    """The facts of the ledger that print what is typed, each with its formats."""
    for entry in subject.ledger:
        if _is_said(entry.value, found):
            formats = formats_of(found.text, entry.value, subject.printer)
            if formats is not None:
                yield " | ".join((entry.fact.id, *formats))


def _is_said(value: FactValue, found: JointMention) -> bool:
    """Whether a value is what figures say together; of a range the text need not give the unit."""
    match value, found.said:
        case Interval(), Interval() as said:
            return replace(value, unit="") == replace(said, unit="") and said.unit in ("", value.unit)
        case Quantity(), Quantity() as said:
            return value.amount == said.amount and rate_of(value.unit) is not None
        case Period(first=first, last=last), (begin, end):
            return begin.fits(first) and end.fits(last)
        case _:
            return False


def formats_of(text: str, value: FactValue, printer: Printer) -> tuple[str, ...] | None:
    """The formats in which a value is printed as it is typed; none where no formats do."""
    wanted = _SCALE_TWICE.sub(r"\g<number>\g<link>", _plain(text))
    for formats, printed in _prints(value, printer):
        if printed == wanted:
            return formats
        if printed.casefold() == wanted.casefold():
            return (*formats, "capital")
    return None


def _prints(value: FactValue, printer: Printer) -> Iterator[tuple[tuple[str, ...], str]]:
    """What the formats of a value print, those of few formats first; none that leaves its unit out."""
    left_out = ("bare",) if isinstance(value, Quantity) or rate_of(getattr(value, "unit", "")) else ("bare", "unit")
    fitting = [form for form in FITTING[kind_of(value)] if form not in left_out]
    for count in range(4):
        for formats in combinations(fitting, count):
            with suppress(FormatError):
                yield formats, _plain(printer.value(value, formats))


def _plain(text: str) -> str:
    return " ".join(folded(text).split())


def is_proposed(found: JointMention, written: WrittenText) -> bool:
    """Whether a range is one figure for the ledger: not when facts print its numbers, or its words are not a fact's."""
    subject = written.subject
    if any(True for _ in ranges_printed(found, subject)):
        return True
    try:
        _value(found, "", subject)
    except ValueError:  # a span of days that the calendar does not have, or that ends before it begins
        return False
    if any(uses_of(figure, written) for figure in found.figures):
        return False
    return found.is_complete or _formats(found, _unit(found, written), subject) is not None


def range_proposal(known: Sequence[str], new: NewFact | None, subject: Subject) -> str:
    """What to write instead of a typed range: one of the facts that print it, or an entry for the ledger."""
    if known or not new:
        return f"write {' or '.join(_shown(use, subject) for use in known[:MOST_FACTS])}"
    return new.hint


def range_fact(found: JointMention, written: WrittenText, proposed: Proposed) -> NewFact:
    """The fact that a range makes."""
    unit = _unit(found, written)
    value = _value(found, unit, written.subject)
    form = _form(found, value, written.subject.printer, written.language)
    whole = replace(found.figures[-1], start=found.start, end=found.end)
    entry = given(f"{value.amount:f}" if isinstance(value, Quantity) else value.text, unit)
    return to_add(whole, written, proposed, _counted_in(unit), entry, form)


def _form(found: JointMention, value: FactValue, printer: Printer, language: str) -> TypedForm:
    """What prints a range as it is typed, or else in house style: 17-20% for 17 per cent - 20 per cent."""
    if (formats := formats_of(found.text, value, printer)) is not None:
        return TypedForm((formats,))
    if isinstance(value, Interval):
        for formats, printed in _prints(value, printer):
            if _is_alike(found, value, printed, language, printer.currency):
                return TypedForm((formats,), printed)
    near, printed = _near(found, value, printer)
    return TypedForm((near,), printed, is_alike=not isinstance(value, Interval))


def _is_alike(found: JointMention, value: Interval, printed: str, language: str, currency: str) -> bool:
    """Whether a printed text says the same by the same words, and as short, whatever its signs for unit and size."""
    read = list(joint_mentions(printed, find(printed, language, currency), language))
    if len(read) != 1 or _words_between(read[0]) != _words_between(found):
        return False
    own, typed = read[0].figures[-1], found.figures[-1]
    is_as_short = (own.in_words, is_short(own)) == (typed.in_words, is_short(typed))
    return is_as_short and isinstance(read[0].said, Interval) and replace(read[0].said, unit=value.unit) == value


def _words_between(found: JointMention) -> str:
    """The text of a range without its figures."""
    text, begin = found.text, found.start
    for figure in reversed(found.figures):
        text = text[: figure.start - begin] + text[figure.end - begin :]
    return _plain(text).replace(" - ", "-")


def _counted_in(unit: str) -> str:
    """What a unit counts: of a rate, that of which there are so many for each of the others."""
    rate = rate_of(unit)
    if rate is None:
        return unit
    return "" if rate.is_exchange else rate.part or rate.whole


def _near(found: JointMention, value: FactValue, printer: Printer) -> tuple[tuple[str, ...], str]:
    """The formats that print all that is said of a value in house style, and what they print."""
    formats: tuple[str, ...] = ("unit",) if rate_of(getattr(value, "unit", "")) else ()
    if isinstance(found.said, tuple):
        joint = ("between",) if _BETWEEN.match(found.text) else ("to",) if _TO.search(found.text) else ()
        short = ("short",) if _SHORT_MONTH.search(found.text) else ()
        formats = (*joint, *short, *(("day_month",) if found.said[1].day and not found.said[1].year else ()))
    try:
        return formats, folded(printer.value(value, formats))
    except FormatError:  # from the first to the last day of a month, which is printed as the month
        return (), folded(printer.value(value))


def _shown(use: str, subject: Subject) -> str:
    label = subject.ledger[use.partition(" | ")[0]].fact.label
    return f"{{{{ {use} }}}}" + (f" ({label})" if label else "")


def _unit(found: JointMention, written: WrittenText) -> str:
    if isinstance(found.said, tuple):
        return ""
    if not found.said.unit and "$" in found.text:
        return DOLLARS
    return found.said.unit or counted(found.figures[-1], written)


def _formats(found: JointMention, unit: str, subject: Subject) -> tuple[str, ...] | None:
    return formats_of(found.text, _value(found, unit, subject), subject.printer)


def _value(found: JointMention, unit: str, subject: Subject) -> Interval | Quantity | Period:
    """What is said as a fact's value; days without a year are those nearest to the edition's date."""
    if not isinstance(found.said, tuple):
        return replace(found.said, unit=unit)
    first, last = found.said
    year = last.year or day_of(last, subject.edition.date).year
    is_before = (first.month or 1, first.day or 1) <= (last.month or 1, last.day or 1)
    begin = replace(first, year=first.year or (year if is_before else year - 1))
    return parse_period(f"{_written(begin)}/{_written(replace(last, year=year))}")


def _written(day: TextDate) -> str:
    return f"{day.year:04}-{day.month:02}" + (f"-{day.day:02}" if day.day else "")


def range_bindings(found: JointMention, place: Span, subject: Subject) -> tuple[Fix, ...]:
    """A fix for each fact that prints the range exactly as it is typed."""
    if place.source.text[place.start : place.end] != found.text:
        return ()
    return tuple(
        Fix(f"print it from the ledger: {{{{ {use} }}}} ({subject.ledger[fact].fact.label})", (_edit(use, place),))
        for use in ranges_printed(found, subject)
        for fact, *formats in [use.split(" | ")]
        if folded(subject.printer.text(fact, tuple(formats))) == folded(found.text)
    )


def _edit(use: str, place: Span) -> TextEdit:
    return TextEdit(place, f"{{{{ {use} }}}}")
