"""Which figures a person is asked to check, and what binds their answers to what they saw."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import astuple
from fractions import Fraction
from hashlib import sha256
from itertools import pairwise
from math import ceil

from briefgen.errors import ContentError, UsageError
from briefgen.frozen import frozen
from briefgen.ledger import entries_to_tick, is_by_author, tick_seal, valid_sign_off
from briefgen.model.blocks import Block, Figure, Heading, Table
from briefgen.model.edition import Edition
from briefgen.model.evidence import FactEvidence, MarkedText
from briefgen.model.fact import LedgerEntry
from briefgen.model.fact_table import cells_in, groups_of
from briefgen.model.inlines import NoteReference, Value
from briefgen.model.traverse import blocks_of, inlines_of, texts_of
from briefgen.render import Brief
from briefgen.sign_off import own_facts, person, without_author
from briefgen.suggest import did_you_mean, with_guess

DIGITS = 16
_SENTENCE_END = re.compile(r"(?<=[.!?…])[”’\")\]]*\s+(?=\W*[A-Z0-9])")


@frozen
class SheetOptions:
    """Who is to check which figures: those that are named, of some sections, without a tick, or a share by chance.

    The `names` are facts, tables, rows or cells. What the person entered is left out, unless it is named.
    """

    reader: str
    names: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    share: Fraction | None = None
    unticked: bool = False


@frozen
class CheckItem:
    """What gets one answer: a fact, or a row of a table with the evidence of its cells.

    The `digests` are of its figure, source and wording as they are shown, and `seal` is what a tick is bound to.
    """

    name: str
    evidence: tuple[FactEvidence, ...]
    seal: str
    digests: Mapping[str, str]

    @property
    def printed(self) -> str:
        return ", ".join(each.printed for each in self.evidence)

    @property
    def is_row(self) -> bool:
        return self.evidence[0].fact != self.name


@frozen
class Choice:
    """The names of what a sheet asks for, of how many it was drawn, and how many of the person's own were left out."""

    reader: str
    names: tuple[str, ...]
    of: int
    own: int
    seed: str = ""


def choose(brief: Brief, options: SheetOptions) -> Choice:
    """What a sheet asks a person for, in the order of the ledger.

    Raises UsageError for names, sections and people that there are not and where nothing is left, and ContentError
    where the person entered what was named (BG417), or nobody knows who has (BG419).
    """
    edition = brief.edition
    reader = person(options.reader)
    wanted = _named(brief, options.names) if options.names else list(entries_to_tick(brief.ledger))
    if options.sections:
        shown = {fact for name in options.sections for fact in facts_of_section(edition, name)}
        wanted = [entry for entry in wanted if entry.fact.id in shown]
    if options.unticked:
        wanted = [entry for entry in wanted if valid_sign_off(edition, entry) is None]
    others = [entry for entry in wanted if not is_by_author(edition, entry.fact, reader)]
    named = wanted if options.names else others
    if faults := [*own_facts(edition, named, reader), *without_author(edition, named)]:
        raise ContentError(faults)
    names = list(dict.fromkeys(_item_of(entry, options.names) for entry in others))
    seed = f"{edition.id} / {reader}" if options.share is not None else ""
    drawn = set(_drawn(names, seed, options.share)) if options.share is not None else set(names)
    if not drawn:
        own = f"; the {len(wanted)} that there are were entered by {reader}" if wanted else ""
        raise UsageError(f"there is no figure left to check{own}")
    return Choice(reader, tuple(name for name in names if name in drawn), len(names), len(wanted) - len(others), seed)


def _named(brief: Brief, names: Collection[str]) -> list[LedgerEntry]:
    """The facts that are named, or are cells of the tables and rows that are, in the order of the ledger."""
    ledger, tables = brief.ledger, brief.edition.tables
    facts: set[str] = set()
    for name in names:
        cells = cells_in(name, tables)
        if not cells and name not in ledger.entries:
            raise UsageError(with_guess(f'there is no fact "{name}"', name, ledger.entries))
        facts.update(cells or [name])
    return [entry for entry in ledger if entry.fact.id in facts]


def _item_of(entry: LedgerEntry, names: Collection[str]) -> str:
    """What a fact is asked for as: a cell that was not named itself as its row."""
    row = groups_of(entry.fact.id)[:1]
    return row[0] if row and entry.fact.id not in names else entry.fact.id


def _drawn(names: Collection[str], seed: str, share: Fraction) -> list[str]:
    """A share of some names, at least one, that depends on nothing but the seed and the names."""
    ranked = sorted(names, key=lambda name: sha256(f"{seed}\n{name}".encode()).digest())
    return ranked[: ceil(len(ranked) * share)]


def facts_of_section(edition: Edition, name: str) -> Iterator[str]:
    """The facts that a section prints or draws; raises UsageError where there is none of the name."""
    known = {section.name: section for section in edition.sections}
    if name not in known:
        hint = did_you_mean(name, known) or f"the sections are {', '.join(known)}"
        raise UsageError(f'there is no section "{name}"; {hint}')
    title = Heading(1, known[name].title)
    yield from _facts_in((title, *known[name].blocks), edition)


def _facts_in(blocks: Iterable[Block], edition: Edition) -> Iterator[str]:
    for block in blocks_of(blocks):
        if isinstance(block, Figure) and block.picture in edition.charts:
            drawn = edition.charts[block.picture].series
            yield from (item.fact for series in drawn for item in series.items if item)
        elif isinstance(block, Table) and block.data:
            yield from cells_in(block.data, edition.tables)
        for text in texts_of(block):
            for inline in inlines_of(text):
                if isinstance(inline, Value):
                    yield inline.fact
                elif isinstance(inline, NoteReference) and inline.note in edition.notes:
                    yield from _facts_in(edition.notes[inline.note].content, edition)


def facts_of(name: str, edition: Edition) -> list[str]:
    """The facts for which an item stands: the cells of a row, or one."""
    return cells_in(name, edition.tables) or [name]


def item_of(name: str, brief: Brief, evidence: Mapping[str, FactEvidence]) -> CheckItem:
    """What gets one answer, with the evidence of its facts as it is now."""
    facts = facts_of(name, brief.edition)
    found = tuple(evidence[fact] for fact in facts)
    digests = {kind: _digest([parts(each) for each in found]) for kind, parts in SHOWN.items()}
    return CheckItem(name, found, tick_seal(brief.edition, name, brief.ledger[facts[0]]), digests)


def _figure(evidence: FactEvidence) -> list[object]:
    inputs = [astuple(each) for each in evidence.inputs]
    derived = [evidence.formula, evidence.working, evidence.stated, inputs]
    return [evidence.fact, evidence.printed, evidence.value, evidence.forecast, *derived]


def _source(evidence: FactEvidence) -> list[object]:
    cell = evidence.cell
    at = [cell.file, cell.place, cell.columns[cell.column], cell.names[cell.row]] if cell else []
    paragraphs = [astuple(each) for each in evidence.paragraphs]
    return [
        evidence.source,
        evidence.cited,
        evidence.url,
        evidence.at,
        evidence.quote,
        paragraphs,
        at,
        cell.text if cell else None,
    ]


def _wording(evidence: FactEvidence) -> list[object]:
    said = [evidence.label, evidence.period, evidence.as_of, evidence.caveat, evidence.terms]
    return [*said, [[each.where, *sentences(each.passage)] for each in evidence.passages]]


SHOWN = {"figure": _figure, "source": _source, "wording": _wording}
"""What is shown of a fact, by what is said to have changed when it is no longer the same."""


def sentences(passage: MarkedText) -> list[str]:
    """The sentences of a text in which its marks stand; all of it where it has none."""
    ends = [0, *(match.end() for match in _SENTENCE_END.finditer(passage.text)), len(passage.text)]
    kept = [
        passage.text[first:last].strip()
        for first, last in pairwise(ends)
        if any(first < end and start < last for start, end in passage.marks)
    ]
    return kept or [passage.text]


def _digest(parts: object) -> str:
    return sha256(json.dumps(parts, ensure_ascii=True).encode()).hexdigest()[:DIGITS]
