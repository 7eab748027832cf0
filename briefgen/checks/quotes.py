"""Quotes: a fact's quote stands in its source, and holds the fact's value and unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import assert_never

from briefgen import codes
from briefgen.checks.evidence import (
    Evidence,
    bounds_alike,
    days_of,
    evidence_of,
    gives,
    is_in_unit,
    says_one,
    unchecked_evidence,
)
from briefgen.checks.passages import QuotePosition, SourceParagraphs, paragraphs_named, text_of
from briefgen.checks.subject import Subject
from briefgen.checks.typed_form import said_time
from briefgen.errors import Diagnostic
from briefgen.ledger.formatting import is_of_months, stated_value
from briefgen.ledger.positions import positions_in
from briefgen.model.characters import folded
from briefgen.model.edition import UnitWords
from briefgen.model.fact import (
    Citation,
    ClockTime,
    Fact,
    FactValue,
    Interval,
    LedgerEntry,
    NameValue,
    Period,
    Position,
    Quantity,
)
from briefgen.numbers_in_text import Mention, find
from briefgen.spans import Span

_SHOWN = 80


def quotes(subject: Subject) -> Iterator[Diagnostic]:
    """Quotes that are not in the source's text, not at the place that is named, or without the value."""
    for entry in subject.ledger:
        if entry.fact.quote and entry.fact.citation:
            yield from _quote(entry, entry.fact.citation, subject)


def _quote(entry: LedgerEntry, citation: Citation, subject: Subject) -> Iterator[Diagnostic]:
    sources, language = subject.edition.sources, subject.edition.desk.language
    text = text_of(sources.get(citation.source), sources)
    named = paragraphs_named(citation.at)
    found = text.find(entry.fact.quote, named) if text else None
    evidence = evidence_of(text.parts(found), language) if text and found else None
    if text is None:
        yield from _unchecked(entry.fact, citation, subject)
    else:
        yield from _misplaced(entry.fact, citation, text, found, subject)
    yield from _holds_value(entry, evidence or unchecked_evidence(entry.fact.quote, language), subject)


def _unchecked(fact: Fact, citation: Citation, subject: Subject) -> Iterator[Diagnostic]:
    if citation.source in subject.edition.sources:
        message = f'the desk keeps no text of "{citation.source}" in which to look for the quote'
        hint = f"put it into content/sources/{citation.source}.txt"
        yield codes.QUOTE_UNCHECKED.at(_place(fact, "quote", subject), message, hint)


def _misplaced(
    fact: Fact, citation: Citation, text: SourceParagraphs, found: QuotePosition | None, subject: Subject
) -> Iterator[Diagnostic]:
    named = paragraphs_named(citation.at)
    if found is None:
        message = f'these words do not stand in the text of "{citation.source}"'
        place = _place(fact, "quote", subject)
        yield codes.QUOTE_NOT_FOUND.at(place, message, _closest(text, fact.quote))
    elif named and not found.within(named):
        where = f"¶ {found.first}" if found.first == found.last else f"¶ {found.first} to {found.last}"
        message = f"the quote stands in {where} of the text, not in {citation.at}"
        at = _place(fact, "at", subject)
        yield codes.QUOTE_NOT_FOUND.at(at, message, f"write at: {where}")


def _closest(text: SourceParagraphs, quote: str) -> str:
    closest = text.closest(quote)
    if not closest:
        return "copy them from the source's text; … stands for words that are left out"
    return f"the closest words there are: {closest[:_SHOWN]}{'…' if len(closest) > _SHOWN else ''}"


def _holds_value(entry: LedgerEntry, evidence: Evidence, subject: Subject) -> Iterator[Diagnostic]:
    value = _quoted_value(entry)
    match value:
        case Quantity():
            yield from _holds_quantity(entry, value, evidence, subject)
        case Interval():
            yield from _holds_interval(entry, value, evidence, subject)
        case NameValue():
            yield from _holds_name(entry.fact, value, evidence, subject)
        case date():
            yield from _holds_date(entry.fact, value, evidence, subject)
        case Period():
            yield from _holds_period(entry.fact, value, evidence, subject)
        case ClockTime() | Position():
            yield from _holds_text(entry.fact, value, evidence, subject)
        case None:
            return
        case _:
            assert_never(value)


def _quoted_value(entry: LedgerEntry) -> FactValue | None:
    """What the quote must say: a given fact's value, or what the source states for a derived one."""
    if not entry.is_derived:
        return entry.value
    return stated_value(entry)


def _holds_quantity(entry: LedgerEntry, value: Quantity, evidence: Evidence, subject: Subject) -> Iterator[Diagnostic]:
    fitting = [figure for figure in evidence.figures if gives(figure, value)]
    key = "stated" if entry.is_derived else "value"
    if not fitting and not says_one(evidence, value):
        printed = subject.printer.value(value)
        shown = ", ".join(figure.mention.text for figure in evidence.figures)
        message = f"the source's words do not give {printed}" + (f", but {shown}" if shown else "")
        hint = "correct the value, or quote the words that give it, the whole figure with its sign and scale"
        place = _place(entry.fact, key, subject)
        yield codes.VALUE_NOT_QUOTED.at(place, message, hint)
    elif fitting and not any(is_in_unit(figure, value, subject.edition.desk) for figure in fitting):
        message = f'the source\'s words give {fitting[0].mention.text}, but not in "{value.unit}"'
        hint = _unit_hint(value.unit, fitting[0].mention, subject)
        place = _place(entry.fact, "unit" if "unit" in entry.fact.places else key, subject)
        yield codes.VALUE_NOT_QUOTED.at(place, message, hint)


def _holds_interval(entry: LedgerEntry, value: Interval, evidence: Evidence, subject: Subject) -> Iterator[Diagnostic]:
    """Both ends of a range stand in the quote; so does a bound's one, with words that say on which side it bounds."""
    key = "stated" if entry.is_derived else "value"
    ends = [Quantity(end, value.unit) for end in value.ends]
    missing = [end for end in ends if not says_one(evidence, end) and not any(gives(f, end) for f in evidence.figures)]
    if missing:
        yield from _holds_quantity(entry, missing[0], evidence, subject)
        return
    yield from _holds_quantity(entry, ends[-1], evidence, subject)
    if len(ends) == 1 and not any(bounds_alike(figure, value) for figure in evidence.figures if gives(figure, ends[0])):
        printer = subject.printer
        message = f"the source's words give {printer.value(ends[0])}, and do not say {printer.value(value)}"
        hint = "correct the value, or quote the words that say on which side the true figure lies"
        yield codes.VALUE_NOT_QUOTED.at(_place(entry.fact, key, subject), message, hint)


def _unit_hint(unit: str, mention: Mention, subject: Subject) -> str:
    one = subject.edition.desk.units.get(unit, UnitWords()).forms.get("one", "...")
    word = mention.noun or "..."
    return (
        f"quote the words that say {unit} as well, or correct the unit; if the source calls them otherwise, say so "
        f"in desk.yaml, under units: {unit}: {{one: {one}, also: [{word}]}}"
    )


def _holds_name(fact: Fact, name: NameValue, evidence: Evidence, subject: Subject) -> Iterator[Diagnostic]:
    """Each figure of a name stands whole in the quote, and so does each word that is not a small one."""
    language = subject.edition.desk.language
    for key, text in (("value", name.full), ("short", name.short)):
        figures = [mention.text for mention in find(folded(text), language)]
        quoted_figures = {figure.mention.text for figure in evidence.figures}
        quoted_words = {word.casefold() for word in re.findall(r"\w+", evidence.words)}
        words = [word for word in re.findall(r"\w+", folded(text)) if not word.isalpha() or not word.islower()]
        missing = [figure for figure in figures if figure not in quoted_figures]
        missing += [word for word in words if word.casefold() not in quoted_words] if key == "value" else []
        if missing:
            message = f"the source's words do not have {', '.join(dict.fromkeys(missing))}"
            hint = "correct the name, or quote the words that give it"
            yield codes.VALUE_NOT_QUOTED.at(_place(fact, key, subject), message, hint)


def _holds_date(fact: Fact, day: date, evidence: Evidence, subject: Subject) -> Iterator[Diagnostic]:
    days = [each for figure in evidence.figures for each in days_of(figure)]
    place = _place(fact, "value", subject)
    fitting = [each for each in days if each.day and each.fits(day)]
    if not fitting:
        message = f"the source's words do not give the date {day.isoformat()}"
        hint = "correct the date, or quote the words that give it, with the year if the source has it"
        yield codes.VALUE_NOT_QUOTED.at(place, message, hint)
    elif all(each.weekday not in (None, day.weekday()) for each in fitting):
        printer = subject.printer
        message = f"the source names another day of the week: {day.isoformat()} is a {printer.date(day, 'weekday')}"
        yield codes.WEEKDAY_DIFFERS.at(place, message, "ask the source which of the two is meant")


def _holds_period(fact: Fact, period: Period, evidence: Evidence, subject: Subject) -> Iterator[Diagnostic]:
    """A time as it is printed, or its days, or a month by any of its names, or the years of its beginning and end."""
    printed = folded(subject.printer.period(period)).casefold()
    first, last = period.first, period.last
    days = [day for figure in evidence.figures for day in days_of(figure)]
    if is_of_months(period):
        is_month = (first.year, first.month) == (last.year, last.month)
        years = {amount for figure in evidence.figures for amount in figure.mention.amounts}
        months = {(day.year, day.month) for day in days}
        is_given = (first.year, first.month) in months if is_month else {first.year, last.year} <= years
    else:
        is_given = all(any(day.day and day.fits(end) for day in days) for end in (first, last))
    if not is_given and printed not in folded(evidence.words).casefold():
        message = f"the source's words do not give the time {period.text}"
        hint = "correct the value, or quote the words that give it"
        yield codes.VALUE_NOT_QUOTED.at(_place(fact, "value", subject), message, hint)


def _holds_text(fact: Fact, value: ClockTime | Position, evidence: Evidence, subject: Subject) -> Iterator[Diagnostic]:
    """A time of day or a position, however the source writes it: its zone can stand elsewhere."""
    times = [said_time(figure.mention) for figure in evidence.figures]
    is_told = (
        any(time and (time.hour, time.minute) == (value.hour, value.minute) for time in times)
        if isinstance(value, ClockTime)
        else any(part == value for part in positions_in(evidence.words))
    )
    if not is_told:
        message = f"the source's words do not give {value.text}"
        hint = "correct the value, or quote the words that give it"
        yield codes.VALUE_NOT_QUOTED.at(_place(fact, "value", subject), message, hint)


def _place(fact: Fact, key: str, subject: Subject) -> Span:
    return subject.at(fact.places.get(key, fact.place))
