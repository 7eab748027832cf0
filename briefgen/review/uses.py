"""Finding facts: every place that prints one, and every formula, total, chart and key figure that needs it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum
from itertools import chain
from pathlib import PurePosixPath

from briefgen.content import BoundCell
from briefgen.errors import UsageError
from briefgen.frozen import frozen
from briefgen.ledger import FormatError, Printer
from briefgen.ledger.formula import FactReference, FormulaError, parse_formula, references
from briefgen.model.authored_texts import authored_blocks, authored_texts
from briefgen.model.blocks import Table
from briefgen.model.edition import Edition
from briefgen.model.fact import Fact, Ledger, LedgerEntry
from briefgen.model.inlines import Value
from briefgen.model.traverse import blocks_of, inlines_of, texts_of
from briefgen.pipeline import Checked
from briefgen.spans import Span
from briefgen.suggest import with_guess


class UseKind(Enum):
    """How a place uses a fact."""

    DECLARED = "declared"
    TEXT = "text"
    TABLE = "table"
    FORMULA = "formula"
    PART = "part"
    CHART = "chart"
    KEY_FIGURE = "key figure"
    SIGN_OFF = "sign-off"
    CONFIRMATION = "confirmation"

    @property
    def is_printed(self) -> bool:
        """Whether a reader of the brief sees the fact there."""
        return self in (UseKind.TEXT, UseKind.TABLE, UseKind.CHART, UseKind.KEY_FIGURE)


@frozen
class FactUse:
    """One use of a fact: the place of its id, what it is there, what needs it, and what is printed.

    `name` is the fact, chart or ticker that needs it; "" for a text. `through` are the derived facts over which one
    that was asked for gets there; none where it stands there itself.
    """

    fact: str
    kind: UseKind
    place: Span
    name: str = ""
    printed: str = ""
    through: tuple[str, ...] = ()


@frozen
class Impact:
    """What would change if a source or data file did: the facts that come from it, those derived, and their uses."""

    name: str
    facts: tuple[str, ...]
    derived: tuple[str, ...]
    uses: tuple[FactUse, ...]


@frozen
class Completion:
    """A fact that can be written at a place: its id, its label, and what it prints without a format."""

    fact: str
    label: str
    printed: str


def completions(checked: Checked, typed: str) -> list[Completion]:
    """The facts whose ids or labels begin as typed; none where the edition cannot be read so far."""
    if checked.draft is None:
        return []
    printer = Printer(checked.draft.edition, checked.draft.ledger)
    return [
        Completion(entry.fact.id, entry.fact.label, _print(printer, entry.fact.id, ()))
        for entry in checked.draft.ledger
        if any(text.casefold().startswith(typed.casefold()) for text in (entry.fact.id, entry.fact.label))
    ]


def use_at(checked: Checked, file: str, line: int, column: int) -> FactUse | None:
    """The use of a fact at a place of a file; none where there is none, or the edition cannot be read so far."""
    if checked.draft is None:
        return None
    uses = uses_in(checked.draft.edition, checked.draft.ledger)
    return next((use for use in uses if use.place.file == file and _covers(use.place, line, column)), None)


def _covers(place: Span, line: int, column: int) -> bool:
    return place.line == line and place.column <= column <= place.column + place.width


def uses_in(edition: Edition, ledger: Ledger) -> Iterator[FactUse]:
    """Every use of every fact, as its id stands in the content."""
    printer = Printer(edition, ledger)
    yield from _in_texts(edition, printer)
    for fact in edition.facts:
        yield from _of_fact(fact)
    for deadline in edition.deadlines:
        yield from _found(deadline.id, UseKind.DECLARED, deadline.place)
    yield from _drawn(edition, printer)
    for kind, ticks in ((UseKind.SIGN_OFF, edition.sign_offs), (UseKind.CONFIRMATION, edition.confirmations)):
        for tick in ticks.values():
            yield from _found(tick.fact, kind, tick.place, tick.by)


def _in_texts(edition: Edition, printer: Printer) -> Iterator[FactUse]:
    tables = {id(text) for block in _blocks(edition, Table) for text in texts_of(block)}
    for text in authored_texts(edition):
        for inline in inlines_of(text):
            if isinstance(inline, Value) and inline.place:
                kind = UseKind.TABLE if id(text) in tables else UseKind.TEXT
                printed = _print(printer, inline.fact, inline.formats)
                yield from _found(inline.fact, kind, inline.place, printed=printed)


def _drawn(edition: Edition, printer: Printer) -> Iterator[FactUse]:
    """The facts of charts, and those of tiles."""
    for spec in edition.charts.values():
        for item in chain.from_iterable(series.items for series in spec.series):
            if item:
                yield from _found(item.fact, UseKind.CHART, item.place, spec.id, _print(printer, item.fact, ()))
    for figure in edition.key_figures:
        printed = _print(printer, figure.fact, figure.formats)
        yield from _found(figure.fact, UseKind.KEY_FIGURE, figure.place, printed=printed)


def _blocks(edition: Edition, kind: type[Table]) -> Iterator[Table]:
    return (block for block in blocks_of(authored_blocks(edition)) if isinstance(block, kind))


def _of_fact(fact: Fact) -> Iterator[FactUse]:
    """Where a fact is declared, and what its formula and its parts name."""
    yield from _found(fact.id, UseKind.DECLARED, fact.place)
    formula = fact.places.get("formula")
    for reference in _references(fact):
        if formula:
            place = formula.part(reference.span.offset, reference.span.end)
            yield FactUse(reference.fact, UseKind.FORMULA, place, fact.id)
    for part in dict.fromkeys(fact.parts):
        yield from _found(part, UseKind.PART, fact.places.get("parts"), fact.id)


def _references(fact: Fact) -> list[FactReference]:
    try:
        return list(references(parse_formula(fact.formula))) if fact.formula else []
    except FormulaError:
        return []


def _found(fact: str, kind: UseKind, place: Span | None, name: str = "", printed: str = "") -> Iterator[FactUse]:
    """The uses of an id in a stretch of the content, each where it stands as a whole word."""
    if place is None or place.start < 0:
        return
    text = place.source.text[place.start : place.end]
    for match in re.finditer(rf"(?<![\w-]){re.escape(fact)}(?![\w-])", text):
        start = place.start + match.start()
        yield FactUse(fact, kind, place.source.span(start, start + len(fact)), name, printed)
        if kind is not UseKind.PART:
            return


def _print(printer: Printer, fact: str, formats: tuple[str, ...]) -> str:
    try:
        return printer.text(fact, formats)
    except (FormatError, KeyError):
        return ""


def uses_of_fact(checked: Checked, fact: str) -> list[FactUse]:
    """Where a fact is used, itself or over facts that need it, by place; raises UsageError for one that is not there.

    Raises ContentError where the edition cannot be read so far.
    """
    brief = checked.require_draft()
    if fact not in brief.edition.declared:
        raise UsageError(with_guess(f'there is no fact "{fact}"', fact, brief.edition.declared))
    return _with_needed(uses_in(brief.edition, brief.ledger), [fact])


def impact_of(checked: Checked, name: str) -> Impact:
    """What would change if a source, named by its id, or a data file, by its path, did.

    Raises UsageError where nothing is called so, and ContentError where the edition cannot be read so far.
    """
    brief = checked.require_draft()
    facts = [entry.fact.id for entry in brief.ledger if _cites(entry, name, brief.edition)]
    facts += [cell.fact for cell in checked.cells if _is_file(cell, name) and cell.fact not in facts]
    if not facts and name not in brief.edition.sources:
        files = {PurePosixPath(cell.file).name for cell in checked.cells}
        known = [*brief.edition.sources, *files]
        raise UsageError(with_guess(f'no source or data file is called "{name}"', name, known))
    uses = _with_needed(uses_in(brief.edition, brief.ledger), facts)
    derived = dict.fromkeys(use.through[-1] for use in uses if use.through)
    return Impact(name, tuple(facts), tuple(each for each in derived if each not in facts), tuple(uses))


def _cites(entry: LedgerEntry, name: str, edition: Edition) -> bool:
    """Whether a fact is cited from a source, or from one that was read in it; a derived one is compared with it."""
    source = entry.fact.citation.source if entry.fact.citation else ""
    return source == name or (source in edition.sources and edition.sources[source].via == name)


def _is_file(cell: BoundCell, name: str) -> bool:
    return PurePosixPath(cell.file).name == PurePosixPath(name).name


def _with_needed(uses: Iterable[FactUse], facts: Iterable[str]) -> list[FactUse]:
    """The uses of facts, and of those that are derived from them or have them in their labels, each with its way."""
    by_fact: dict[str, list[FactUse]] = {}
    for use in uses:
        by_fact.setdefault(use.fact, []).append(use)
    ways: dict[str, tuple[str, ...]] = dict.fromkeys(facts, ())
    waiting, found = list(ways), []
    for fact in waiting:
        own = by_fact.get(fact, [])
        through = ways[fact]
        found += [FactUse(fact, use.kind, use.place, use.name, use.printed, through) for use in own]
        for use in own:
            if use.kind is UseKind.FORMULA and use.name not in ways:
                ways[use.name] = (*through, use.name)
                waiting.append(use.name)
    return [use for use in found if use.kind is not UseKind.DECLARED or not use.through]
