"""Edits that bind a typed figure: the facts that print exactly what was typed."""

from __future__ import annotations

from briefgen.checks.fix_hints import FEWEST_DIGITS, uses_of
from briefgen.checks.subject import Subject
from briefgen.errors import Fix, TextEdit
from briefgen.ledger import FormatError
from briefgen.model.characters import folded
from briefgen.model.fact import LedgerEntry, Quantity
from briefgen.numbers_in_text import Mention
from briefgen.spans import Span


def bindings(mention: Mention, place: Span, owner: LedgerEntry | None, subject: Subject) -> tuple[Fix, ...]:
    """A fix for each fact that prints what was typed; none for the fact whose own label has the figure.

    It is safe where the text names the fact's unit, no other fact has this value in it, and the figure is too long to
    be equal by chance.
    """
    if place.source.text[place.start : place.end] != mention.text:
        return ()
    found: dict[str, str] = {}
    for use in uses_of(mention, subject):
        fact, *formats = use.split(" | ")
        entry = subject.ledger[fact]
        for more in ((), ("bare",)) if entry.approx else ((),):
            if entry is not owner and _print(fact, (*formats, *more), subject) == folded(mention.text):
                found.setdefault(fact, " | ".join((use, *more)))
    return tuple(_fix(fact, use, mention, place, subject) for fact, use in found.items())


def _print(fact: str, formats: tuple[str, ...], subject: Subject) -> str:
    try:
        return folded(subject.printer.text(fact, formats))
    except FormatError:
        return ""


def _fix(fact: str, use: str, mention: Mention, place: Span, subject: Subject) -> Fix:
    value = f"{{{{ {use} }}}}"
    entry = subject.ledger[fact]
    title = f"print it from the ledger: {value} ({entry.fact.label})"
    return Fix(title, (TextEdit(place, value),), safe=_is_certain(mention, entry, subject))


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
    desk = subject.edition.desk
    words = (value.unit, desk.units.get(value.unit, ""), *desk.unit_words.get(value.unit, ()))
    return bool(value.unit) and mention.noun.casefold() in {word.casefold() for word in words if word}
