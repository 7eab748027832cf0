"""Edits that bind a typed figure: the facts that print exactly what was typed."""

from __future__ import annotations

from collections.abc import Iterable

from briefgen.checks.fix_hints import FEWEST_DIGITS, Use
from briefgen.checks.subject import Subject
from briefgen.errors import Fix, TextEdit
from briefgen.model.fact import LedgerEntry, Quantity
from briefgen.numbers_in_text import Mention
from briefgen.spans import Span


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
