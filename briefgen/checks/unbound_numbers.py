"""Binding: every figure that a text prints comes from the ledger, or is part of a declared name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from briefgen import codes
from briefgen.checks.figure_fixes import bindings
from briefgen.checks.fix_hints import Proposed, proposal, uses_of
from briefgen.checks.names import Names
from briefgen.checks.range_hints import is_proposed, range_bindings, range_proposal
from briefgen.checks.subject import Subject
from briefgen.checks.words_around import Headings, headings_of_cells
from briefgen.errors import Diagnostic
from briefgen.frozen import frozen
from briefgen.model.authored_texts import authored_texts
from briefgen.model.characters import folded
from briefgen.model.fact import PERCENT, FigureValue, Interval, LedgerEntry, Quantity, interval_of
from briefgen.model.runs import Run
from briefgen.numbers_in_text import Mention, MentionKind, TextDate, find
from briefgen.numbers_in_text.identifiers import FIGURES
from briefgen.numbers_in_text.ranges import RangeMention, ranges

_PERIOD = re.compile(r"(?:an?\s)?(?:decade|century|fortnight)", re.IGNORECASE)
"""A time by its name, which no fact would print."""


def unbound_figures(subject: Subject) -> Iterator[Diagnostic]:
    """Figures that are typed into a text, and numbers in words, which are warnings."""
    proposed = Proposed.beside(subject)
    desk = subject.edition.desk
    names = Names((*desk.names, *subject.edition.names), subject.words_of_units)
    for written in _texts(subject):
        run, owner = written.run, written.owner
        mentions = find(run.text, run.language or desk.language)
        named = names.within(run.text if mentions else "")
        identified = names.identify(run.text if mentions else "")
        typed = [
            mention
            for mention in mentions
            if not _PERIOD.fullmatch(mention.text)
            and not named.hold(mention.start, mention.end)
            and (mention.kind in FIGURES or not identified.hold(mention.start, mention.end))
            and not (owner and _is_own(mention, owner, subject))
        ]
        together = (each for each in ranges(run.text, typed) if is_proposed(each, run, subject, written.headings))
        spans = {each.figures[0].start: each for each in together}
        within = {figure.start for each in spans.values() for figure in each.figures[1:]}
        for mention in typed:
            if mention.start in spans:
                yield _unbound_range(spans[mention.start], written, subject, proposed)
            elif mention.start not in within:
                yield _unbound(mention, written, subject, proposed)


@frozen
class _Written:
    """A text, the entry whose label or caveat it is, whether it can print facts, and its headings in a table."""

    run: Run
    owner: LedgerEntry | None
    can_print: bool
    headings: Headings | None


def _texts(subject: Subject) -> Iterator[_Written]:
    """Every text that was written.

    What stands in the file of a table of figures is its source's: the headings and names of rows there bind nothing.
    """
    files = {table.key_place.source for table in subject.edition.tables.values() if table.key_place}
    owners = {
        id(text): entry for entry in subject.ledger for text in (entry.fact.label_text, entry.fact.caveat_text) if text
    }
    headings = headings_of_cells(subject)
    authored = {id(text) for text in authored_texts(subject.edition)}
    for run, text in subject.runs:
        if not (files and run.pieces and run.pieces[0][1].source in files):
            yield _Written(run, owners.get(id(text)), id(text) in authored, headings.get(id(text)))


def _is_own(mention: Mention, entry: LedgerEntry, subject: Subject) -> bool:
    """Whether a fact's own label or caveat says no more than the fact: its value and unit, its period, its day."""
    value, fact = entry.value, entry.fact
    if isinstance(value, Quantity | Interval):
        is_end = not set(interval_of(value).ends).isdisjoint(mention.amounts)
        if is_end and _is_in_unit(mention, value, subject):
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


def _is_in_unit(mention: Mention, value: FigureValue, subject: Subject) -> bool:
    """Whether the figure is in percent as the fact is, and is not called by another unit of the desk."""
    desk, noun = subject.edition.desk, mention.noun.casefold()
    others = {word for unit, one in desk.units.items() if unit != value.unit for word in (unit, one)}
    return (mention.unit == PERCENT) == (value.unit == PERCENT) and noun not in others


def _is_month(day: TextDate, end: date) -> bool:
    return day.month == end.month and day.year in (None, end.year)


def _unbound_range(found: RangeMention, written: _Written, subject: Subject, proposed: Proposed) -> Diagnostic:
    """A range or bound, as one figure."""
    run, shown = written.run, folded(found.text)
    place = subject.at(run.place(found.start, found.end))
    hint = range_proposal(found, run, subject, proposed, written.headings)
    fixes = range_bindings(found, place, subject) if written.can_print else ()
    if found.figures[0].in_words:
        message = f'the number "{shown}" is typed, and not taken from the ledger'
        return codes.NUMBER_IN_WORDS.at(place, message, hint, fixes)
    return codes.UNBOUND_FIGURE.at(place, f'figure "{shown}" is not in the ledger', hint, fixes)


def _unbound(mention: Mention, written: _Written, subject: Subject, proposed: Proposed) -> Diagnostic:
    run = written.run
    place = subject.at(run.place(mention.start, mention.start + len(mention.text)))
    uses = uses_of(mention, run, subject, written.headings)
    hint = proposal(mention, run, subject, proposed, uses, written.headings)
    fixes = bindings(mention, place, written.owner, uses, subject) if written.can_print else ()
    shown = folded(mention.text)
    if mention.in_words:
        message = f'the number "{shown}" is typed, and not taken from the ledger'
        return codes.NUMBER_IN_WORDS.at(place, message, hint, fixes)
    kind = "date" if mention.kind is MentionKind.DATE else "figure"
    return codes.UNBOUND_FIGURE.at(place, f'{kind} "{shown}" is not in the ledger', hint, fixes)
