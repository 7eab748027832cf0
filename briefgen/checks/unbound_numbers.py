"""Binding: every figure that a text prints comes from the ledger, or is part of a declared name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from briefgen import codes
from briefgen.checks.fact_uses import bindings, uses_of
from briefgen.checks.fix_hints import name_of, proposal
from briefgen.checks.names import Names
from briefgen.checks.new_facts import NewFact, Proposed, new_fact
from briefgen.checks.range_hints import is_proposed, range_bindings, range_fact, range_proposal, ranges_printed
from briefgen.checks.subject import Subject
from briefgen.checks.written_text import WrittenText, written_texts
from briefgen.errors import Diagnostic, Fix
from briefgen.frozen import frozen
from briefgen.model.characters import folded
from briefgen.model.fact import PERCENT, FigureValue, Interval, LedgerEntry, Quantity, interval_of
from briefgen.numbers_in_text import Mention, MentionKind, TextDate, find, is_measure
from briefgen.numbers_in_text.identifiers import FIGURES
from briefgen.numbers_in_text.ranges import JointMention, joint_mentions
from briefgen.numbers_in_text.ratios import two_numbers
from briefgen.patterns import lazy_regex
from briefgen.spans import Span

IN_WORDS = "number in words"
_PERIOD = lazy_regex(r"(?:an?\s)?(?:decade|century|fortnight)", re.IGNORECASE)
"""A time by its name, which no fact would print."""


@frozen
class UnboundFigure:
    """A figure that is typed into a text: its place, its text, what it is called, and what would bind it.

    `hint` says what to write, `fixes` print facts that there are, and `uses` are the ids of facts that it may be. `new`
    is the fact that it would make, and `name` what `names` would declare if it is no figure.
    """

    place: Span
    text: str
    kind: str
    hint: str
    fixes: tuple[Fix, ...] = ()
    uses: tuple[str, ...] = ()
    new: NewFact | None = None
    can_print: bool = True
    name: str = ""

    @property
    def diagnostic(self) -> Diagnostic:
        shown = folded(self.text)
        if self.kind == IN_WORDS:
            message = f'the number "{shown}" is typed, and not taken from the ledger'
            return codes.NUMBER_IN_WORDS.at(self.place, message, self.hint, self.fixes)
        return codes.UNBOUND_FIGURE.at(self.place, f'{self.kind} "{shown}" is not in the ledger', self.hint, self.fixes)


def unbound_figures(subject: Subject) -> Iterator[Diagnostic]:
    """Figures that are typed into a text, and numbers in words, which are warnings."""
    return (found.diagnostic for found in typed_figures(subject))


def typed_figures(subject: Subject, *, anew: bool = False, derive: bool = True) -> Iterator[UnboundFigure]:
    """Every figure and number in words that nothing binds.

    If `anew`, a figure gets a new fact even if it may be one that there is, unless it certainly is. One that follows
    from facts beside it gets a guessed formula, if it is to `derive`.
    """
    proposed = Proposed.beside(subject)
    desk = subject.edition.desk
    names = Names((*desk.names, *subject.edition.names), subject.words_of_units, desk.language)
    for written in written_texts(subject):
        run, owner = written.run, written.owner
        mentions = find(run.text, written.language, desk.numbers.currency)
        if not mentions:
            continue
        named, identified = names.within(run.text), names.identify(run.text, run.language)
        typed = [
            mention
            for mention in mentions
            if not _PERIOD.fullmatch(mention.text)
            and not is_measure(mention)
            and not named.hold(mention.start, mention.end)
            and (mention.kind in FIGURES or not identified.hold(mention.start, mention.end))
            and not (owner and _is_own(mention, owner, subject))
        ]
        found = joint_mentions(run.text, typed, written.language)
        together = (each for each in found if is_proposed(each, written))
        spans = {each.figures[0].start: each for each in together}
        within = {figure.start for each in spans.values() for figure in each.figures[1:]}
        for mention in typed:
            if mention.start in spans:
                yield _unbound_range(spans[mention.start], written, proposed, anew=anew)
            elif mention.start not in within:
                whole = _unbound(mention, written, proposed, anew=anew, derive=derive)
                parts = two_numbers(mention) if anew and not whole.new and not whole.fixes else ()
                yield from (
                    [_unbound(part, written, proposed, anew=anew, derive=derive) for part in parts]
                    if parts
                    else [whole]
                )


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
    others = {word for unit in desk.units if unit != value.unit for word in desk.words_of(unit, printed=True)}
    return (mention.unit == PERCENT) == (value.unit == PERCENT) and noun not in others


def _is_month(day: TextDate, end: date) -> bool:
    return day.month == end.month and day.year in (None, end.year)


def _unbound_range(found: JointMention, written: WrittenText, proposed: Proposed, *, anew: bool) -> UnboundFigure:
    """A range or bound, as one figure."""
    subject = written.subject
    place = subject.at(written.run.place(found.start, found.end))
    known = list(ranges_printed(found, subject))
    fixes = range_bindings(found, place, subject) if written.can_print else ()
    is_new = anew or not known
    new = range_fact(found, written, proposed) if is_new else None
    kind = IN_WORDS if found.figures[0].in_words else "figure"
    uses = tuple(use.partition(" | ")[0] for use in known)
    hint = range_proposal(known, new, subject)
    return UnboundFigure(place, found.text, kind, hint, fixes, uses, new, written.can_print)


def _unbound(mention: Mention, written: WrittenText, proposed: Proposed, *, anew: bool, derive: bool) -> UnboundFigure:
    place = written.subject.at(written.run.place(mention.start, mention.start + len(mention.text)))
    uses = uses_of(mention, written)
    fixes = bindings(mention, place, written.owner, uses, written.subject) if written.can_print else ()
    is_new = not uses or (anew and not any(fix.safe for fix in fixes))
    new = new_fact(mention, written, proposed, derive=derive) if is_new else None
    kind = IN_WORDS if mention.in_words else "date" if mention.kind is MentionKind.DATE else "figure"
    ids = tuple(dict.fromkeys(use.entry.fact.id for use in uses if use.entry is not written.owner))
    hint = proposal(mention, written, uses, new)
    name = name_of(mention, written) if anew else ""
    return UnboundFigure(place, mention.text, kind, hint, fixes, ids, new, written.can_print, name)
