"""Ranges and bounds that are typed: the fact that prints them, or an entry for the ledger."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from briefgen.checks.fix_hints import MOST_FACTS, NewFact, Proposed, counted, given, to_add, uses_of
from briefgen.checks.subject import Subject
from briefgen.checks.typed_form import TypedForm
from briefgen.checks.words_around import Headings
from briefgen.errors import Fix, TextEdit
from briefgen.ledger import FormatError, Printer
from briefgen.ledger.formats import FITTING, kind_of
from briefgen.model.characters import folded
from briefgen.model.fact import Interval
from briefgen.model.runs import Run
from briefgen.numbers_in_text.ranges import RangeMention
from briefgen.numbers_in_text.words import SCALES
from briefgen.spans import Span

_SCALE_TWICE = re.compile(
    rf"(?P<number>\d|[a-z])\s(?P<scale>{'|'.join(SCALES)})(?P<link> (?:to|and) |-)(?=.*\b(?P=scale)\b)"
)
"""The word of size of both ends, which a range prints once."""


def ranges_printed(found: RangeMention, subject: Subject) -> Iterator[str]:
    """The facts of the ledger that print the range as it is typed, each with its formats."""
    for entry in subject.ledger:
        if isinstance(entry.value, Interval) and replace(entry.value, unit="") == replace(found.interval, unit=""):
            formats = formats_of(found.text, entry.value, subject.printer)
            if formats is not None:
                yield " | ".join((entry.fact.id, *formats))


def formats_of(text: str, interval: Interval, printer: Printer) -> tuple[str, ...] | None:
    """The formats in which a range is printed as it is typed; none where no formats do."""
    wanted = _SCALE_TWICE.sub(r"\g<number>\g<link>", _plain(text))
    fitting = [form for form in FITTING[kind_of(interval)] if form not in ("bare", "unit")]
    for count in range(3):
        for formats in combinations(fitting, count):
            try:
                printed = _plain(printer.value(interval, formats))
            except FormatError:
                continue
            if printed == wanted:
                return formats
            if printed.casefold() == wanted.casefold():
                return (*formats, "capital")
    return None


def _plain(text: str) -> str:
    return " ".join(folded(text).split())


def is_proposed(found: RangeMention, run: Run, subject: Subject, headings: Headings | None) -> bool:
    """Whether a range is one figure for the ledger: not when facts print its numbers, or its words are not a fact's."""
    if any(True for _ in ranges_printed(found, subject)):
        return True
    if any(uses_of(figure, run, subject, headings) for figure in found.figures):
        return False
    return len(found.figures) > 1 or _formats(found, _unit(found, run, subject, headings), subject) is not None


def range_proposal(known: Sequence[str], new: NewFact | None, subject: Subject) -> str:
    """What to write instead of a typed range: one of the facts that print it, or an entry for the ledger."""
    if known or not new:
        return f"write {' or '.join(_shown(use, subject) for use in known[:MOST_FACTS])}"
    return new.hint


def range_fact(
    found: RangeMention, run: Run, subject: Subject, proposed: Proposed, headings: Headings | None
) -> NewFact:
    """The fact that a range makes."""
    unit = _unit(found, run, subject, headings)
    formats = _formats(found, unit, subject)
    form = TypedForm(
        (formats or (),), "" if formats is not None else _printed(found, unit, subject), is_alike=formats is not None
    )
    whole = replace(found.figures[-1], start=found.start, end=found.end)
    return to_add(whole, run, subject, proposed, headings, unit, given(found.interval.text, unit), form)


def _shown(use: str, subject: Subject) -> str:
    label = subject.ledger[use.partition(" | ")[0]].fact.label
    return f"{{{{ {use} }}}}" + (f" ({label})" if label else "")


def _unit(found: RangeMention, run: Run, subject: Subject, headings: Headings | None) -> str:
    return found.interval.unit or counted(found.figures[-1], run, subject, headings)


def _formats(found: RangeMention, unit: str, subject: Subject) -> tuple[str, ...] | None:
    return formats_of(found.text, replace(found.interval, unit=unit), subject.printer)


def _printed(found: RangeMention, unit: str, subject: Subject) -> str:
    return folded(subject.printer.value(replace(found.interval, unit=unit)))


def range_bindings(found: RangeMention, place: Span, subject: Subject) -> tuple[Fix, ...]:
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
