"""Binding: every figure that a text prints comes from the ledger, or is part of a declared name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from briefgen import codes
from briefgen.checks.figure_fixes import bindings
from briefgen.checks.fix_hints import Proposed, proposal
from briefgen.checks.names import Names
from briefgen.checks.subject import Subject
from briefgen.errors import Diagnostic
from briefgen.model.authored_texts import authored_texts
from briefgen.model.characters import folded
from briefgen.model.fact import PERCENT, LedgerEntry, Quantity
from briefgen.model.runs import Run
from briefgen.numbers_in_text import Mention, MentionKind, TextDate, find
from briefgen.numbers_in_text.identifiers import FIGURES

_PERIOD = re.compile(r"(?:an?\s)?(?:decade|century|fortnight)", re.IGNORECASE)
"""A time by its name, which no fact would print."""


def unbound_figures(subject: Subject) -> Iterator[Diagnostic]:
    """Figures that are typed into a text, and numbers in words, which are warnings."""
    proposed = Proposed()
    desk = subject.edition.desk
    names = Names((*desk.names, *subject.edition.names), subject.words_of_units)
    for run, owner, can_print in _runs(subject):
        mentions = find(run.text, run.language or desk.language)
        named = names.within(run.text if mentions else "")
        identified = names.identify(run.text if mentions else "")
        for mention in mentions:
            if _PERIOD.fullmatch(mention.text) or named.hold(mention.start, mention.end):
                continue
            if mention.kind not in FIGURES and identified.hold(mention.start, mention.end):
                continue
            if not (owner and _is_own(mention, owner, subject)):
                found = _unbound(mention, run, subject, proposed)
                yield replace(found, fixes=bindings(mention, found.place, owner, subject)) if can_print else found


def _runs(subject: Subject) -> Iterator[tuple[Run, LedgerEntry | None, bool]]:
    """Every text, the entry of the ledger whose label or caveat it is, and whether facts can be printed in it.

    What stands in the file of a table of figures is its source's: the headings and names of rows there bind nothing.
    """
    files = {table.key_place.source for table in subject.edition.tables.values() if table.key_place}
    owners = {
        id(text): entry for entry in subject.ledger for text in (entry.fact.label_text, entry.fact.caveat_text) if text
    }
    authored = {id(text) for text in authored_texts(subject.edition)}
    for run, text in subject.runs:
        if not (files and run.pieces and run.pieces[0][1].source in files):
            yield run, owners.get(id(text)), id(text) in authored


def _is_own(mention: Mention, entry: LedgerEntry, subject: Subject) -> bool:
    """Whether a fact's own label or caveat says no more than the fact: its value and unit, its period, its day."""
    value, fact = entry.value, entry.fact
    if isinstance(value, Quantity) and value.amount in mention.amounts and _is_in_unit(mention, value, subject):
        return True
    days = [value] if isinstance(value, date) else []
    days += [fact.as_of] if fact.as_of else []
    if any(day.fits(each) for day in mention.days for each in days):
        return True
    if entry.period is None or mention.noun or mention.unit:
        return False
    ends = (entry.period.first, entry.period.last)
    years = any(amount == end.year for amount in mention.amounts for end in ends)
    return years or any(_is_month(day, end) for day in mention.days for end in ends)


def _is_in_unit(mention: Mention, value: Quantity, subject: Subject) -> bool:
    """Whether the figure is in percent as the fact is, and is not called by another unit of the desk."""
    desk, noun = subject.edition.desk, mention.noun.casefold()
    others = {word for unit, one in desk.units.items() if unit != value.unit for word in (unit, one)}
    return (mention.unit == PERCENT) == (value.unit == PERCENT) and noun not in others


def _is_month(day: TextDate, end: date) -> bool:
    return day.month == end.month and day.year in (None, end.year)


def _unbound(mention: Mention, run: Run, subject: Subject, proposed: Proposed) -> Diagnostic:
    place = subject.at(run.place(mention.start, mention.start + len(mention.text)))
    hint = proposal(mention, run, subject, proposed)
    shown = folded(mention.text)
    if mention.in_words:
        message = f'the number "{shown}" is typed, and not taken from the ledger'
        return codes.NUMBER_IN_WORDS.at(place, message, hint)
    kind = "date" if mention.kind is MentionKind.DATE else "figure"
    return codes.UNBOUND_FIGURE.at(place, f'{kind} "{shown}" is not in the ledger', hint)
