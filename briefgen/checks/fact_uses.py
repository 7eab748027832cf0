"""Which facts of the ledger a typed figure may be: those that print it as it is typed, and edits that let them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from briefgen.checks.language_words import currencies_called
from briefgen.checks.subject import Subject
from briefgen.checks.typed_form import DECADE, TypedForm, said_ratio, said_share, said_time
from briefgen.checks.written_text import WrittenText
from briefgen.errors import Fix, TextEdit
from briefgen.frozen import frozen
from briefgen.ledger.formats import ValueKind, kind_of
from briefgen.model.fact import (
    PERCENT,
    ClockTime,
    FactValue,
    Interval,
    LedgerEntry,
    NameValue,
    Period,
    Position,
    Quantity,
)
from briefgen.numbers_in_text import Mention, MentionKind
from briefgen.patterns import lazy_regex
from briefgen.spans import Span

FEWEST_DIGITS = 3
"""A figure of fewer digits is too common for an equal fact to be meant, unless a word beside it says so."""
_WORDS = lazy_regex(r"\w+")


@frozen
class Use:
    """A fact of the ledger where a figure is typed, and the formats that print it so."""

    entry: LedgerEntry
    form: TypedForm

    @property
    def braces(self) -> str:
        """The fact with its formats, as it is written in a text."""
        return self.form.braces(self.entry.fact.id)

    @property
    def shown(self) -> str:
        """What to write, with the fact's label."""
        label = f" ({self.entry.fact.label})" if self.entry.fact.label else ""
        return f"{self.braces}{label}{self.form.remark}"


def uses_of(mention: Mention, written: WrittenText) -> list[Use]:
    """The facts that print a figure as it is typed, to the letter or in house style, and are of its unit."""
    uses = []
    if all(day.day is None for day in mention.days):
        timed = (entry for entry in written.subject.ledger if entry.period and _is_time(mention, entry.period))
        uses += [Use(entry, TypedForm((("period",),))) for entry in timed]
    ratio, is_share = said_ratio(mention), said_share(mention) is not None
    for entry in written.subject.ledger:
        form = None
        if _is_fraction(entry.value, ratio, is_share=is_share) or _is_meant(mention, entry, written):
            form = written.form(entry.value, mention)
        if form and entry.approx:  # whose hedge is typed, or is not
            form = replace(form, pieces=tuple((*formats, "bare") for formats in form.pieces))
        if form:
            uses.append(Use(entry, form))
    return uses


def _is_fraction(value: FactValue, ratio: Quantity | None, *, is_share: bool) -> bool:
    """Whether a value can be printed as what is typed: so many in so many, or a part of a whole in words."""
    if not isinstance(value, Quantity):
        return False
    return value == ratio or (is_share and value.unit == PERCENT)


def _is_meant(mention: Mention, entry: LedgerEntry, written: WrittenText) -> bool:
    """Whether an equal fact may be the one that the text has: of its unit, and called by the word behind it."""
    match entry.value:
        case Quantity() as quantity:
            return quantity.amount in mention.amounts and _may_count(mention, entry, quantity, written)
        case NameValue() | Interval() | Position():
            return False
        case ClockTime() as time:
            return said_time(mention) == time
        case Period() as period:
            return any(day.day is None for day in mention.days) and _is_time(mention, period)
        case date() as day:
            return any(each.day is not None and each.fits(day) for each in mention.days)


def _may_count(mention: Mention, entry: LedgerEntry, quantity: Quantity, written: WrittenText) -> bool:
    """Whether a typed number can be in a fact's unit: by its sign, by the word behind it, by a table's headings."""
    subject, headings = written.subject, written.headings
    unit, noun = quantity.unit, mention.noun.casefold()
    if (unit == PERCENT) != (mention.unit == PERCENT):
        return False
    if mention.kind is MentionKind.MONEY:
        return unit == mention.unit or (not mention.unit and kind_of(quantity) is ValueKind.MONEY)
    if kind_of(quantity) is ValueKind.MONEY:
        return unit in currencies_called(noun, subject.edition.desk.language)
    own = subject.words_for(unit)
    beside = {word.casefold() for word in _WORDS.findall(f"{headings.row} {headings.column}")} if headings else set()
    if (beside | {noun}) & (subject.words_of_units - own):
        return False
    if beside & own or noun in own:
        return True
    if noun:
        return unit in ("", PERCENT) and noun in {word.casefold() for word in _WORDS.findall(entry.fact.label)}
    return (not mention.in_words and len(quantity.amount.as_tuple().digits) >= FEWEST_DIGITS) or bool(mention.unit)


def _is_time(mention: Mention, period: Period) -> bool:
    """Whether the figure is the whole of a period: its year, or its month."""
    first, last = period.first, period.last
    if DECADE.fullmatch(mention.text):
        return mention.text == period.text
    if (first.year, first.month) == (last.year, last.month):
        return any((day.year, day.month) == (first.year, first.month) for day in mention.days)
    is_year = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year
    return is_year and not mention.in_words and first.year in mention.amounts


def bindings(
    mention: Mention, place: Span, owner: LedgerEntry | None, uses: Iterable[Use], subject: Subject
) -> tuple[Fix, ...]:
    """A fix for each fact that prints what was typed; none for the fact whose own label has the figure.

    It is safe where the text names the fact's unit, no other fact has this value in it, and the figure is too long to
    be equal by chance.
    """
    if place.source.text[place.start : place.end] != mention.text:
        return ()
    exact = {use.entry.fact.id: use for use in reversed(list(uses)) if use.entry is not owner and not use.form.differs}
    return tuple(_fix(use, mention, place, subject) for use in reversed(exact.values()))


def _fix(use: Use, mention: Mention, place: Span, subject: Subject) -> Fix:
    title = f"print it from the ledger: {use.braces} ({use.entry.fact.label})"
    return Fix(title, (TextEdit(place, use.braces),), safe=_is_certain(mention, use.entry, subject))


def _is_certain(mention: Mention, entry: LedgerEntry, subject: Subject) -> bool:
    """Whether a figure is one fact's and no other's, by its value and its unit."""
    value = entry.value
    if not isinstance(value, Quantity) or mention.in_words or not _names_unit(mention, value, subject):
        return False
    equal = [each for each in subject.ledger if each.value == value]
    return len(equal) == 1 and sum(map(str.isdigit, mention.text)) >= FEWEST_DIGITS


def _names_unit(mention: Mention, value: Quantity, subject: Subject) -> bool:
    """Whether the text has the unit of a value: its sign, or one of its words behind the figure."""
    if mention.unit:
        return mention.unit == value.unit
    words = subject.edition.desk.words_of(value.unit)
    return bool(value.unit) and mention.noun.casefold() in {word.casefold() for word in words}
