"""What goes out: the part of an edition that its documents print, and the facts of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from briefgen.ledger.table import facts_shown
from briefgen.model.authored_texts import authored_texts
from briefgen.model.blocks import Figure
from briefgen.model.edition import Edition
from briefgen.model.fact import Fact, Ledger
from briefgen.model.inlines import Inlines, NoteReference, Value
from briefgen.model.traverse import blocks_of, inlines_of
from briefgen.spans import Span

_last: list[tuple[Edition, Ledger, tuple[Edition, Ledger]]] = []


def printed(edition: Edition, ledger: Ledger) -> tuple[Edition, Ledger]:
    """The edition and its ledger without notes that nothing calls, charts in no place, and facts that nothing prints.

    Printed are facts in texts, charts, key figures and deadlines, with all that they were derived from, and what the
    labels and caveats of any of these print. A build asks for the same several times, which is found once.
    """
    for of_edition, of_ledger, found in _last:
        if of_edition is edition and of_ledger is ledger:
            return found
    found = _printed(edition, ledger)
    _last[:] = [(edition, ledger, found)]
    return found


def _printed(edition: Edition, ledger: Ledger) -> tuple[Edition, Ledger]:
    shown = _shown(edition)
    waiting = list(facts_shown(shown, ledger))
    reached: set[str] = set()
    while waiting:
        fact = waiting.pop()
        if fact not in reached and fact in ledger:
            reached.add(fact)
            entry = ledger[fact]
            waiting += [*entry.inputs, *_facts_in(entry.fact.label_text), *_facts_in(entry.fact.caveat_text)]
    facts = tuple(fact for fact in edition.facts if fact.id in reached)
    entries = {name: entry for name, entry in ledger.entries.items() if name in reached}
    return replace(shown, facts=facts), replace(ledger, entries=entries)


def _shown(edition: Edition) -> Edition:
    """The edition without its facts, and with those charts and notes that its texts show and call."""
    blocks = (*edition.bottom_line, *(block for section in edition.sections for block in section.blocks))
    placed = {block.picture for block in blocks_of(blocks) if isinstance(block, Figure)}
    charts = {name: spec for name, spec in edition.charts.items() if name in placed}
    shown = replace(edition, facts=(), charts=charts, notes={})
    inlines = (inline for text in authored_texts(shown) for inline in inlines_of(text))
    called = {inline.note for inline in inlines if isinstance(inline, NoteReference)}
    return replace(shown, notes={name: note for name, note in edition.notes.items() if name in called})


def _facts_in(text: Inlines) -> list[str]:
    return [inline.fact for inline in inlines_of(text) if isinstance(inline, Value)]


def unprinted(edition: Edition, ledger: Ledger) -> tuple[Fact, ...]:
    """The facts of the edition that nothing prints."""
    _, out = printed(edition, ledger)
    return tuple(fact for fact in edition.facts if fact.id not in out)


def tells_of(facts: Iterable[Fact], text: str, place: Span | None = None) -> bool:
    """Whether a text that is about a place tells of one of the facts: it lies there, or names its id or its place."""
    here = _line(place) if place else ""
    for fact in facts:
        lines = {_line(each) for each in (fact.place, *fact.places.values()) if each}
        if here in lines or f'"{fact.id}"' in text or any(line in text for line in lines):
            return True
    return False


def _line(place: Span) -> str:
    return f"{place.file}:{place.line}:"
