"""What a person holds each fact against: how it was derived, where it stands in its source, and what prints it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import assert_never

from briefgen.assemble.deadlines import settled
from briefgen.assemble.resolve_facts import Resolver
from briefgen.assemble.sources import describe
from briefgen.checks.passages import paragraphs_named, text_of
from briefgen.content import Content, load_excerpts
from briefgen.errors import UsageError
from briefgen.ledger import Printer, author_of, ledger_rows, seal
from briefgen.ledger.table import LISTINGS
from briefgen.model.blocks import Block, Callout, Figure, Heading, KeyFigures, Table
from briefgen.model.document import Document
from briefgen.model.edition import OPEN, Deadline, Edition, Source
from briefgen.model.evidence import CellExcerpt, FactEvidence, FactInput, MarkedText, PrintedPassage, neighbours
from briefgen.model.fact import Citation, LedgerEntry
from briefgen.model.fact_table import FactTable, cell_of
from briefgen.model.inlines import (
    CrossReference,
    Deleted,
    Emphasis,
    Foreign,
    Inline,
    Inlines,
    Inserted,
    LineBreak,
    Link,
    NoteReference,
    Reformatted,
    Remarked,
    Strong,
    Text,
    Value,
)
from briefgen.model.labels import Labels, labels_for
from briefgen.model.traverse import blocks_of, inlines_of, plain_text, texts_of
from briefgen.pipeline import Checked
from briefgen.render import Brief
from briefgen.suggest import with_guess

MOST_PARAGRAPHS = 8
"""So many paragraphs of a source are shown that a place names without a quote."""


def gather_evidence(checked: Checked, content: Content, facts: Collection[str] = ()) -> dict[str, FactEvidence]:
    """The evidence of some facts by their ids, or of all, in the order of the ledger.

    Raises UsageError for a fact that the ledger does not have, and ContentError for an edition that cannot be read.
    """
    brief = checked.require_draft()
    if unknown := [name for name in facts if name not in brief.ledger.entries]:
        raise UsageError(with_guess(f'there is no fact "{unknown[0]}"', unknown[0], brief.ledger.entries))
    entries = [entry for entry in brief.ledger if not facts or entry.fact.id in facts]
    bound = {cell.fact for cell in checked.cells}.intersection(entry.fact.id for entry in entries)
    excerpts = load_excerpts(content, brief.edition.id, bound) if bound else {}
    gatherer = _Gatherer(brief, excerpts)
    return {entry.fact.id: gatherer.evidence(entry) for entry in entries}


class _Gatherer:
    """Gathers the evidence of facts of one brief."""

    def __init__(self, brief: Brief, excerpts: Mapping[str, CellExcerpt]) -> None:
        self._edition, self._ledger = brief.edition, brief.ledger
        self._resolver = Resolver(brief.edition, brief.ledger)
        self._printer: Printer = self._resolver.printer
        self._labels = labels_for(brief.edition.desk.language)
        self._rows = {row["id"]: row for row in ledger_rows(brief.edition, brief.ledger)}
        self._deadlines = {deadline.id: deadline for deadline in brief.edition.deadlines}
        self._excerpts = excerpts
        self._passages = passages_by_fact(brief.document, brief.edition, self._labels)

    def evidence(self, entry: LedgerEntry) -> FactEvidence:
        fact, row = entry.fact, self._rows[entry.fact.id]
        source = self._edition.sources.get(fact.citation.source) if fact.citation else None
        deadline = self._deadlines.get(fact.id)
        return FactEvidence(
            fact=fact.id,
            kind=row["kind"],
            printed=self._printer.text(fact.id, self._printer.listing_formats(entry.value)),
            value=row["value"],
            label=fact.label,
            period=self._printer.period(fact.period) if fact.period else "",
            as_of=self._printer.date(fact.as_of) if fact.as_of else "",
            forecast=fact.forecast,
            caveat=fact.caveat,
            terms=tuple(self._terms(deadline)) if deadline else (),
            formula=fact.formula,
            working=row["derivation"],
            stated=self._printer.stated(entry),
            inputs=tuple(map(self._input, entry.inputs)),
            source=source.id if source else "",
            cited=self._cited(source) if source else "",
            url=source.url if source else "",
            at=fact.citation.at if fact.citation else "",
            quote=fact.quote,
            paragraphs=quoted_paragraphs(fact.citation, fact.quote, self._edition) if fact.citation else (),
            cell=self._excerpts.get(fact.id) or _cell_of_table(fact.id, self._edition, self._printer),
            passages=tuple(self._passages.get(fact.id, ())),
            author=author_of(self._edition, fact),
            ticked_by=row["ticked_by"],
            ticked_on=row["ticked_on"],
            tick=row["tick"],
            seal=seal(entry),
        )

    def _input(self, name: str) -> FactInput:
        entry = self._ledger[name]
        return FactInput(name, entry.fact.label, self._printer.text(name, self._printer.listing_formats(entry.value)))

    def _cited(self, source: Source) -> str:
        """The source as the list of sources has it, with those named in words to which that refers by number."""
        sources = self._edition.sources
        described = self._resolver.inlines(describe(source, self._resolver, self._labels))
        named = {each.target: sources[source.via].title for each in described if isinstance(each, CrossReference)}
        return "".join(
            named[each.target] if isinstance(each, CrossReference) else plain_text((each,)) for each in described
        )

    def _terms(self, deadline: Deadline) -> Iterator[tuple[str, str]]:
        labels = self._labels
        yield (
            labels.deadline_task,
            labels.separators.label.join(filter(None, map(self._plain, (deadline.who, deadline.what)))),
        )
        for label, text in (
            (labels.deadline_where, deadline.where),
            (labels.deadline_document, deadline.document),
            (labels.deadline_decision, deadline.decision),
        ):
            if text:
                yield label, self._plain(text)
        if deadline.status != OPEN:
            yield labels.status, settled(deadline, labels)

    def _plain(self, text: Inlines) -> str:
        return plain_text(self._resolver.inlines(text))


def quoted_paragraphs(citation: Citation, quote: str, edition: Edition) -> tuple[MarkedText, ...]:
    """The paragraphs of the source's own text in which a quote stands, with the quote marked in them.

    Without a quote, or where it is not found, those that the place names; none where the desk keeps no text.
    """
    text = text_of(edition.sources.get(citation.source), edition.sources)
    named = paragraphs_named(citation.at)
    if text is None:
        return ()
    found = text.find(quote, named) if quote else None
    if found is None:
        return tuple(map(MarkedText, text.numbered(named or frozenset())[:MOST_PARAGRAPHS]))
    marks: dict[str, list[tuple[int, int]]] = {}
    for paragraph, start, end in text.parts(found):
        marks.setdefault(paragraph, []).append((start, end))
    return tuple(MarkedText(paragraph, tuple(spans)) for paragraph, spans in marks.items())


def _cell_of_table(fact: str, edition: Edition, printer: Printer) -> CellExcerpt | None:
    """A cell of a table of data with its neighbours; none of other facts."""
    parts = cell_of(fact)
    table = edition.tables.get(parts[0]) if parts else None
    if parts is None or table is None:
        return None
    _, row, column = parts
    rows, columns = neighbours(list(table.rows), row), neighbours(list(table.columns), column)
    citation = table.facts[fact].citation
    return CellExcerpt(
        f"tables/{table.id}.csv",
        citation.at if citation else "",
        tuple(table.columns[each].name for each in columns),
        tuple(table.rows[each].name for each in rows),
        tuple(tuple(cell_text(table, each, other, printer) for other in columns) for each in rows),
        rows.index(row),
        columns.index(column),
    )


def cell_text(table: FactTable, row: str, column: str, printer: Printer) -> str:
    """A cell of a table as printed: its figure, or the mark that stands there instead."""
    name = f"{table.id}.{row}.{column}"
    if name in table.facts:
        return printer.text(name)
    return table.missing[name].mark if name in table.missing else ""


def passages_by_fact(document: Document, edition: Edition, labels: Labels) -> dict[str, list[PrintedPassage]]:
    """The texts of the brief that print each fact, in reading order, without the listings made of the ledger."""
    found: dict[str, list[PrintedPassage]] = {}
    for where, text in _texts(document, labels):
        for fact in dict.fromkeys(inline.fact for inline in inlines_of(text) if isinstance(inline, Value)):
            found.setdefault(fact, []).append(PrintedPassage(where, marked(text, fact)))
    for figure in (block for block in blocks_of(document.blocks) if isinstance(block, Figure)):
        spec = edition.charts.get(figure.picture)
        items = [item for series in spec.series for item in series.items if item] if spec else []
        for fact in dict.fromkeys(item.fact for item in items):
            words = plain_text(figure.title) or plain_text(figure.caption)
            found.setdefault(fact, []).append(PrintedPassage(figure.label, MarkedText(words)))
    return found


def marked(text: Inlines, fact: str) -> MarkedText:
    """A text as printed, with a mark on each place where it prints the fact."""
    words, marks = "", []
    for inline in _flat(text):
        printed = plain_text((inline,))
        if isinstance(inline, Value) and inline.fact == fact:
            marks.append((len(words), len(words) + len(printed)))
        words += printed
    return MarkedText(words, tuple(marks))


def _flat(text: Inlines) -> Iterator[Inline]:
    """The inlines that have words of their own, in reading order."""
    for inline in text:
        match inline:
            case Strong() | Emphasis() | Link() | Foreign() | Inserted() | Reformatted() | Remarked():
                yield from _flat(inline.content)
            case Text() | Value() | CrossReference() | NoteReference() | LineBreak() | Deleted():
                yield inline
            case _:
                assert_never(inline)


def _texts(document: Document, labels: Labels) -> Iterator[tuple[str, Inlines]]:
    """Every text that a reader meets, and where: under which heading, in which table, chart or note."""
    headings = [plain_text(document.front.title)]
    yield from ((headings[0], text) for text in (document.front.title, document.front.subtitle))
    for block in document.blocks:
        if isinstance(block, Heading):
            headings[block.level - 1 :] = [f"{block.number} {plain_text(block.content)}".strip()]
        where = block.label if isinstance(block, Callout) else ", ".join(headings)
        for inner in blocks_of([block]):
            yield from _texts_of_block(inner, where, labels)
    for note in document.notes:
        for inner in blocks_of(note.content):
            yield from _texts_of_block(inner, f"{labels.note} {note.number}", labels)


def _texts_of_block(block: Block, where: str, labels: Labels) -> Iterator[tuple[str, Inlines]]:
    if isinstance(block, Table):
        place = f"{where}, {block.label}" if block.label else where
        yield from ((place, text) for text in (block.caption, block.source))
        yield from ((place, text) for text in (() if block.id in LISTINGS else _cells(block)))
    elif isinstance(block, KeyFigures):
        yield from ((labels.key_figures, (tile.value, Text(" "), *tile.caption)) for tile in block.tiles)
    else:
        place = f"{where}, {block.label}" if isinstance(block, Figure) and block.label else where
        yield from ((place, text) for text in texts_of(block))


def _cells(table: Table) -> Iterator[Inlines]:
    """The cells of a table, each behind the names of its row and column."""
    yield from (each.cell.content for row in table.heads for each in row)
    for first, *others in table.rows:
        yield first.content
        for cell, head in zip(others, table.full_heads[1:], strict=True):
            yield (*first.content, Text(", "), *head, Text(": "), *cell.content)
