"""The evidence of each printed figure, and the data of charts, for documents that show more when they are asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from briefgen.assemble.place_charts import data_table
from briefgen.assemble.references import ENTRY, entry_id, label_of, table_entry_id, tick_of
from briefgen.assemble.resolve_facts import Resolver
from briefgen.assemble.sources import ANCHOR, short_name
from briefgen.ledger import printed
from briefgen.model.blocks import DATA, Block, Cell, Figure, List, Table
from briefgen.model.document import Document
from briefgen.model.edition import Edition
from briefgen.model.fact import Citation, Ledger, LedgerEntry, NameValue
from briefgen.model.fact_table import table_of
from briefgen.model.inlines import Value
from briefgen.model.labels import Labels, labels_for
from briefgen.model.supplement import EvidenceLine, FigureEvidence, Supplement
from briefgen.model.traverse import blocks_of, inlines_of, plain_text


def make_supplement(edition: Edition, ledger: Ledger, document: Document) -> Supplement:
    """What the document's figures come from, and the data of its charts that it does not print itself.

    Names are no figures.
    """
    maker = _Maker(Resolver(edition, ledger), labels_for(edition.desk.language), document)
    figures = (entry for entry in printed(edition, ledger)[1] if not isinstance(entry.value, NameValue))
    evidence = {entry.fact.id: maker.evidence(entry) for entry in figures}
    return Supplement(evidence, dict(_data_tables(document)))


def _data_tables(document: Document) -> Iterator[tuple[str, Table]]:
    blocks = list(blocks_of(document.blocks))
    shown = {block.anchor.removeprefix(DATA) for block in blocks if isinstance(block, Table)}
    for block in blocks:
        if isinstance(block, Figure) and block.chart and block.picture not in shown:
            yield block.picture, replace(data_table(block, block.chart), caption=(), anchor="")


class _Maker:
    """Tells what is known of entries, with the numbers of sources and the entries of the references in a document."""

    def __init__(self, resolver: Resolver, labels: Labels, document: Document) -> None:
        self.resolver = resolver
        self.labels = labels
        rows = [row for block in document.blocks if isinstance(block, Table) for row in block.rows]
        self.listed = {row[0].id: row[0] for row in rows}
        self.together = dict(_together(rows))
        self.sources = {name: (number, id_) for name, number, id_ in _numbered(document.blocks)}

    def evidence(self, entry: LedgerEntry) -> FigureEvidence:
        fact = entry.fact.id
        own, shared = entry_id(fact), self.together.get(fact, table_entry_id(table_of(fact)))
        target = own if own in self.listed else shared if shared in self.listed else ""
        label = label_of(entry, self.resolver)
        return FigureEvidence(fact, self._printed(entry), label, tuple(self._lines(entry)), target)

    def _printed(self, entry: LedgerEntry) -> str:
        """A figure as lists print it; where the references list it, as it stands there."""
        if cell := self.listed.get(entry_id(entry.fact.id)):
            return plain_text(cell.content)
        return self.resolver.text(entry.fact.id, self.resolver.printer.listing_formats(entry.value))

    def _lines(self, entry: LedgerEntry) -> Iterator[EvidenceLine]:
        labels, printer, fact = self.labels, self.resolver.printer, entry.fact
        yield from _said(
            (labels.evidence_period, printer.period(entry.period) if entry.period else ""),
            (labels.evidence_as_of, printer.date(fact.as_of, "long") if fact.as_of else ""),
            (labels.note, labels.forecast if fact.forecast else ""),
            (labels.evidence_formula, fact.formula),
            (labels.evidence_working, printer.derivation(entry) if entry.working else ""),
        )
        yield from (self._input(name) for name in entry.inputs)
        if fact.citation:
            yield self._source(fact.citation)
        yield from _said(
            (labels.evidence_stated, printer.stated(entry) if fact.stated is not None else ""),
            (labels.evidence_quote, fact.quote),
            (labels.note, fact.caveat),
            (labels.reference_ticked, tick_of(entry, self.resolver, labels)),
        )

    def _input(self, name: str) -> EvidenceLine:
        """A figure from which another one was derived."""
        entry = self.resolver.ledger[name]
        text, label = self._printed(entry), label_of(entry, self.resolver)
        return EvidenceLine(self.labels.evidence_from, self.labels.labelled(text, label) if label else text, fact=name)

    def _source(self, citation: Citation) -> EvidenceLine:
        """The source with its number and the place in it, which leads to the list of sources."""
        source = self.resolver.edition.sources.get(citation.source)
        number, target = self.sources.get(citation.source, ("", ""))
        parts = (short_name(source, self.labels) if source else citation.source, citation.at)
        text = self.labels.listed(part for part in parts if part)
        return EvidenceLine(self.labels.reference_source, f"{number} {text}".strip(), target=target)


def _together(rows: Iterable[Sequence[Cell]]) -> Iterator[tuple[str, str]]:
    """The figures that share a row of the references, each with the id of that row."""
    for row in rows:
        if row[0].id.startswith(ENTRY):
            yield from ((v.fact, row[0].id) for v in inlines_of(row[1].content) if isinstance(v, Value))


def _said(*lines: tuple[str, str]) -> Iterator[EvidenceLine]:
    """The lines that say anything."""
    return (EvidenceLine(label, text) for label, text in lines if text)


def _numbered(blocks: tuple[Block, ...]) -> Iterator[tuple[str, str, str]]:
    """Each listed source with its number as cited, and the id of its entry."""
    for block in blocks:
        if isinstance(block, List) and block.numbered:
            for number, item in enumerate(block.items, block.start):
                if item.anchor.startswith(ANCHOR):
                    yield item.anchor.removeprefix(ANCHOR), f"[{number}]", item.id
