"""Quotes: a fact's quote stands in its source, and holds the fact's value and unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from briefgen import codes
from briefgen.checks.passages import SourceText, paragraphs_named, text_of
from briefgen.checks.subject import Subject
from briefgen.errors import Diagnostic, Place
from briefgen.finder import Mention, find
from briefgen.ledger import Printer
from briefgen.ledger.formats import Kind, kind_of
from briefgen.model.alike import folded, phrase_pattern
from briefgen.model.fact import PERCENT, Citation, Entry, Fact, Name, Quantity

_SHOWN = 80
_YEAR_DIGITS = 4
_ONE = re.compile(r"\b(?:one|once|single|first)\b", re.IGNORECASE)
_WORDS_OF_TIME = {
    "days": r"days?|daily|weeks?|fortnights?",
    "years": r"years?|yearly|decades?|century|centuries",
    "percentage points": r"points?",
}


def quotes(subject: Subject) -> Iterator[Diagnostic]:
    """Quotes that are not in the source's text, not at the place that is named, or without the value."""
    for entry in subject.ledger:
        if entry.fact.quote and entry.fact.citation:
            yield from _stands_in_source(entry.fact, entry.fact.citation, subject)
            yield from _holds_value(entry, subject)


def _stands_in_source(fact: Fact, citation: Citation, subject: Subject) -> Iterator[Diagnostic]:
    sources = subject.edition.sources
    text = text_of(sources.get(citation.source), sources)
    place = _place(fact, "quote", subject)
    if text is None:
        if citation.source in sources:
            message = f'the desk keeps no text of "{citation.source}" in which to look for the quote'
            hint = f"put it into content/sources/{citation.source}.txt"
            yield codes.QUOTE_UNCHECKED.at(place, message, hint, len(fact.quote))
        return
    named = paragraphs_named(citation.at)
    found = text.find(fact.quote, named)
    if found is None:
        message = f'these words do not stand in the text of "{citation.source}"'
        yield codes.QUOTE_NOT_FOUND.at(place, message, _closest(text, fact.quote), len(fact.quote))
    elif named and not found.within(named):
        where = f"¶ {found.first}" if found.first == found.last else f"¶ {found.first} to {found.last}"
        message = f"the quote stands in {where} of the text, not in {citation.at}"
        at = _place(fact, "at", subject)
        yield codes.QUOTE_NOT_FOUND.at(at, message, f"write at: {where}", len(citation.at))


def _closest(text: SourceText, quote: str) -> str:
    closest = text.closest(quote)
    if not closest:
        return "copy them from the source's text; … stands for words that are left out"
    return f"the closest words there are: {closest[:_SHOWN]}{'…' if len(closest) > _SHOWN else ''}"


def _holds_value(entry: Entry, subject: Subject) -> Iterator[Diagnostic]:
    value = _quoted_value(entry)
    match value:
        case Quantity():
            yield from _holds_quantity(entry, value, subject)
        case Name():
            yield from _holds_name(entry.fact, value, subject)
        case date():
            yield from _holds_date(entry.fact, value, subject)
        case None:
            return


def _quoted_value(entry: Entry) -> Quantity | date | Name | None:
    """What the quote must say: a given fact's value, or what the source states for a derived one."""
    if not entry.is_derived:
        return entry.value
    if entry.fact.stated is None or not isinstance(entry.value, Quantity):
        return None
    return Quantity(entry.fact.stated, entry.value.unit)


def _holds_quantity(entry: Entry, value: Quantity, subject: Subject) -> Iterator[Diagnostic]:
    mentions = find(entry.fact.quote, subject.edition.desk.language)
    amounts = {value.amount, abs(value.amount)}
    fitting = [mention for mention in mentions if amounts.intersection(mention.amounts)]
    if value.amount == 1 and _ONE.search(entry.fact.quote):
        return
    printed = Printer(subject.edition, subject.ledger).value(value)
    key = "stated" if entry.is_derived else "value"
    if not fitting:
        shown = ", ".join(mention.text for mention in mentions)
        message = f"the source's words do not give {printed}" + (f", but {shown}" if shown else "")
        yield _not_quoted(entry.fact, key, message, value.amount, subject)
    elif not any(_has_unit(value, mention, entry, subject) for mention in fitting):
        message = f'the source\'s words give {fitting[0].text}, but not in "{value.unit}"'
        hint = _unit_hint(value.unit, fitting[0], subject)
        place = _place(entry.fact, "unit" if "unit" in entry.fact.places else key, subject)
        yield codes.VALUE_NOT_QUOTED.at(place, message, hint, len(value.unit))


def _not_quoted(fact: Fact, key: str, message: str, amount: Decimal, subject: Subject) -> Diagnostic:
    hint = "correct the value, or quote the words that give it"
    return codes.VALUE_NOT_QUOTED.at(_place(fact, key, subject), message, hint, len(str(amount)))


def _has_unit(value: Quantity, mention: Mention, entry: Entry, subject: Subject) -> bool:
    """Whether the quote gives the figure in the fact's unit, by whichever of the words that the desk knows for it."""
    kind = kind_of(value)
    if kind is Kind.PERCENT:
        return mention.unit == PERCENT
    if kind is Kind.MONEY:
        return mention.unit in ("", value.unit.removesuffix("/day"))
    if kind is Kind.YEAR:
        return mention.text.isdecimal() and len(mention.text) == _YEAR_DIGITS
    if kind is Kind.NUMBER:
        return mention.unit == ""
    if entry.is_derived and "/" in value.unit:
        return True
    return mention.unit == "" and bool(_unit_pattern(value.unit, subject).search(folded(entry.fact.quote)))


def _unit_pattern(unit: str, subject: Subject) -> re.Pattern[str]:
    if unit in _WORDS_OF_TIME:
        return re.compile(rf"(?:\b|(?<=[0-9-]))(?:{_WORDS_OF_TIME[unit]})\b", re.IGNORECASE)
    desk = subject.edition.desk
    words = (unit, desk.units.get(unit, ""), *desk.unit_words.get(unit, ()))
    patterns = (phrase_pattern(folded(word), any_case=True).pattern for word in words if word)
    return re.compile("|".join(patterns), re.IGNORECASE)


def _unit_hint(unit: str, mention: Mention, subject: Subject) -> str:
    one = subject.edition.desk.units.get(unit, "...")
    word = mention.noun or "..."
    return (
        f"quote the words that say {unit} as well, or correct the unit; if the source calls them otherwise, say so "
        f"in desk.yaml, under units: {unit}: {{one: {one}, also: [{word}]}}"
    )


def _holds_name(fact: Fact, name: Name, subject: Subject) -> Iterator[Diagnostic]:
    """Each word of a name that is not a small one stands in the quote."""
    quoted = {word.casefold() for word in re.findall(r"\w+", folded(fact.quote))}
    words = [word for word in re.findall(r"\w+", folded(name.full)) if not word.isalpha() or not word.islower()]
    missing = [word for word in words if word.casefold() not in quoted]
    if missing:
        message = f"the source's words do not have {', '.join(missing)}"
        place = _place(fact, "value", subject)
        hint = "correct the name, or quote the words that give it"
        yield codes.VALUE_NOT_QUOTED.at(place, message, hint, len(name.full))


def _holds_date(fact: Fact, day: date, subject: Subject) -> Iterator[Diagnostic]:
    days = [each for mention in find(fact.quote, subject.edition.desk.language) for each in mention.days]
    place = _place(fact, "value", subject)
    fitting = [each for each in days if each.day and each.fits(day)]
    if not fitting:
        message = f"the source's words do not give the date {day.isoformat()}"
        hint = "correct the date, or quote the words that give it"
        yield codes.VALUE_NOT_QUOTED.at(place, message, hint, len(day.isoformat()))
    elif all(each.weekday not in (None, day.weekday()) for each in fitting):
        printer = Printer(subject.edition, subject.ledger)
        message = f"the source names another day of the week: {day.isoformat()} is a {printer.date(day, 'weekday')}"
        yield codes.WEEKDAY_DIFFERS.at(place, message, "ask the source which of the two is meant", len(day.isoformat()))


def _place(fact: Fact, key: str, subject: Subject) -> Place:
    return subject.at(fact.places.get(key, fact.place))
