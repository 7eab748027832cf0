"""Figures where the ledger itself would hide them: in names, in units, in formulas, in places."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen import codes
from briefgen.checks.subject import Subject
from briefgen.errors import Diagnostic
from briefgen.ledger.formula import numbers, parse_formula, references
from briefgen.ledger.rates import rate_of
from briefgen.ledger.values import CONVERSIONS
from briefgen.model.fact import Fact, NameValue
from briefgen.model.fact_table import table_of
from briefgen.model.runs import is_place
from briefgen.numbers_in_text import Mention, MentionKind, find, is_figure, is_measure


def figures_in_facts(subject: Subject) -> Iterator[Diagnostic]:
    """Names that are figures with a word behind them, units with numbers, places that say more than where.

    Of the cells of a table only the units are looked at, each once: names there are codes, and places its own words.
    """
    units: set[str] = set()
    for entry in subject.ledger:
        if table_of(entry.fact.id):
            if entry.fact.unit not in units:
                yield from _in_unit(entry.fact, subject)
            units.add(entry.fact.unit)
            continue
        if isinstance(entry.value, NameValue):
            for key, text in (("value", entry.value.full), ("short", entry.value.short)):
                yield from _in_name(entry.fact, key, text, subject)
        yield from _in_unit(entry.fact, subject)
        yield from _in_place(entry.fact, subject)


def _in_name(fact: Fact, key: str, text: str, subject: Subject) -> Iterator[Diagnostic]:
    for mention in find(text, subject.edition.desk.language):
        if _counts(mention) or _is_count(text, subject):
            message = f'the name "{text}" holds the figure "{mention.text}"'
            hint = "make the figure a fact of its own, with value and unit"
            place = subject.at(fact.places.get(key, fact.place))
            yield codes.UNBOUND_FIGURE.at(place, message, hint)
            return


def _is_count(text: str, subject: Subject) -> bool:
    """Whether a name is a count in one of the units, in capitals or not: 12 Boats, Boats 12; no Seven Boats Inn."""
    last, units = text.split()[-1].casefold(), subject.words_of_units
    return (last in units or last.isdecimal()) and is_figure(text, units, subject.edition.desk.language)


def _counts(mention: Mention) -> bool:
    """Whether a figure in a name counts something: a percentage, money, or a number with a small word behind it."""
    if mention.unit:
        return True
    return mention.kind is MentionKind.NUMBER and mention.noun.islower()


def _in_unit(fact: Fact, subject: Subject) -> Iterator[Diagnostic]:
    if rate_of(fact.unit):
        return
    mentions = [each for each in find(fact.unit, subject.edition.desk.language) if not is_measure(each)]
    if mentions:
        message = f'the unit "{fact.unit}" holds the number "{mentions[0].text}"'
        place = subject.at(fact.places.get("unit", fact.place))
        yield codes.UNKNOWN_UNIT.at(place, message, "give the value in full, and name only what is counted")


def _in_place(fact: Fact, subject: Subject) -> Iterator[Diagnostic]:
    at = fact.citation.at if fact.citation else ""
    counting = [mention for mention in find(at, subject.edition.desk.language) if _counts(mention)]
    if counting and not is_place(at):
        message = f'the place in the source holds the figure "{counting[0].text}"'
        place = subject.at(fact.places.get("at", fact.place))
        yield codes.UNBOUND_FIGURE.at(place, message, "say only where in the source it stands: ¶ 7, page 3")


def numbers_in_formulas(subject: Subject) -> Iterator[Diagnostic]:
    """Formulas without a fact, and numbers in formulas that no source gives."""
    for entry in subject.ledger:
        if not entry.is_derived:
            continue
        formula = parse_formula(entry.fact.formula)
        place = subject.at(entry.fact.places.get("formula", entry.fact.place))
        if not any(True for _ in references(formula)):
            message = f'"{entry.fact.id}" follows from no fact: nothing says where its numbers come from'
            hint = "make it a given fact, with a value and a source"
            yield codes.BAD_FORMULA.at(place, message, hint)
            continue
        for number in numbers(formula):
            if number.is_percent or abs(number.amount) not in CONVERSIONS:
                text = entry.fact.formula[number.span.offset : number.span.end]
                message = f'the number "{text}" in the formula has no source'
                hint = "make it a fact of its own, with a value and a source, and name that here"
                exact = place.part(number.span.offset, number.span.end)
                yield codes.NUMBER_IN_FORMULA.at(exact, message, hint)
