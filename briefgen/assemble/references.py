"""The references annex: each figure as printed, what it is, how it was derived, and where it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from briefgen.assemble.resolve_facts import Resolver, on_one_line
from briefgen.assemble.sources import ANCHOR, cite
from briefgen.assemble.typography import bound
from briefgen.ledger import entries_to_tick, valid_sign_off
from briefgen.ledger.table import REFERENCES
from briefgen.model.blocks import Align, Block, Cell, Column, Heading, List, ListItem, Paragraph, Table
from briefgen.model.direction import isolated
from briefgen.model.edition import Edition, ListedReferences, Source
from briefgen.model.fact import Ledger, LedgerEntry, NameValue
from briefgen.model.fact_table import table_of
from briefgen.model.inlines import CrossReference, Inlines, Link, Text, Value
from briefgen.model.labels import Labels, labels_for

SOURCES = "sources-list"
ALIGNMENTS = (Align.RIGHT, Align.LEFT, Align.LEFT, Align.LEFT)


def references(resolver: Resolver, printed: Ledger) -> tuple[Block, ...]:
    """The annex's heading and table, one row for each figure and date that is printed, in the ledger's order.

    Who ticked each stands in a column of its own, where the desk asks for ticks or the edition has any, or in one
    sentence where one person ticked them all on one day.
    """
    labels = labels_for(resolver.edition.desk.language)
    heads = [labels.reference_figure, labels.reference_label, labels.reference_source, labels.reference_ticked]
    everybody = _ticked_by_one(resolver, printed, labels)
    if everybody or not (resolver.edition.sign_offs or resolver.edition.desk.sign_off_required):
        heads.pop()
    listed = list(_listed(resolver.edition, printed))
    rows = tuple(_row(entry, resolver, labels)[: len(heads)] for entry in listed)
    if resolver.edition.desk.references is ListedReferences.FULL:
        rows += tuple(row[: len(heads)] for row in _tables(resolver, printed, labels))
    if not rows:
        return ()
    return (
        Heading(1, (Text(labels.references),), id="references", anchor="section:references"),
        *([Paragraph((Text(everybody),), id="references-ticked")] if everybody else []),
        Table(
            tuple(Column(align) for align in ALIGNMENTS[: len(heads)]),
            tuple(Cell((Text(head),), id=f"references-head-{column}") for column, head in enumerate(heads, 1)),
            rows,
            id=REFERENCES,
            anchor="table:references",
        ),
    )


def _listed(edition: Edition, printed: Ledger) -> Iterator[LedgerEntry]:
    """The entries that the annex lists one by one; names are no figures, and what a table gives stands in one row."""
    desk = edition.desk
    if desk.references in (ListedReferences.FULL, ListedReferences.DERIVED):
        derived = desk.references is ListedReferences.DERIVED
        for entry in printed:
            is_listed = not isinstance(entry.value, NameValue) and not _is_given_by_table(entry, edition)
            if is_listed and (entry.is_derived or not derived):
                yield entry


def _is_given_by_table(entry: LedgerEntry, edition: Edition) -> bool:
    return not entry.is_derived and table_of(entry.fact.id) in edition.tables


def _tables(resolver: Resolver, printed: Ledger, labels: Labels) -> Iterator[tuple[Cell, ...]]:
    """A row for each table of data of which something is printed: how many figures, what they are, and their source."""
    cells: dict[str, list[LedgerEntry]] = {}
    for entry in printed:
        if _is_given_by_table(entry, resolver.edition) and not isinstance(entry.value, NameValue):
            cells.setdefault(table_of(entry.fact.id), []).append(entry)
    for name, entries in cells.items():
        table = resolver.edition.tables[name]
        caption = resolver.inlines(table.caption) or (Text(name, place=table.place),)
        contents: tuple[Inlines, ...] = (
            (Text(labels.counted(labels.figures_of_table, len(entries))),),
            (Text(labels.table_of_data), *caption),
            (cite(table.citation) if table.citation else Text(""),),
            (Text(_tick_of_table(entries, resolver, labels)),),
        )
        yield tuple(Cell(text, id=_cell_id(f"{name}-table", column)) for column, text in enumerate(contents, 1))


def _tick_of_table(entries: list[LedgerEntry], resolver: Resolver, labels: Labels) -> str:
    """Who ticked the figures of a table: all of them, or how many of them at most."""
    ticks = Counter(tick_of(entry, resolver, labels) for entry in entries)
    ticked = len(entries) - ticks.pop("", 0)
    texts = labels.clauses(ticks)
    return texts if ticked in (0, len(entries)) else labels.ticked_in_part.format(ticked=ticked, tick=texts)


def _cell_id(name: str, column: int) -> str:
    return f"reference-{name}-{column}"


def entry_id(fact: str) -> str:
    """The id with which a fact's entry begins."""
    return _cell_id(fact, 1)


def table_entry_id(table: str) -> str:
    """The id with which the entry of a table of data begins."""
    return entry_id(f"{table}-table")


def _row(entry: LedgerEntry, resolver: Resolver, labels: Labels) -> tuple[Cell, ...]:
    contents: tuple[Inlines, ...] = (
        (Value(entry.fact.id, resolver.printer.listing_formats(entry.value), place=entry.fact.place),),
        (Text(_account(entry, resolver, labels), place=entry.fact.places.get("label", entry.fact.place)),),
        (cite(entry.fact.citation) if entry.fact.citation else Text(labels.derived),),
        (Text(tick_of(entry, resolver, labels)),),
    )
    return tuple(Cell(text, id=_cell_id(entry.fact.id, column)) for column, text in enumerate(contents, 1))


def label_of(entry: LedgerEntry, resolver: Resolver) -> str:
    """What a figure is, in the words of its label."""
    is_deadline = any(entry.fact.id == deadline.id for deadline in resolver.edition.deadlines)
    labels = labels_for(resolver.edition.desk.language)
    return labels.deadline.format(what=entry.fact.label) if is_deadline else entry.fact.label


def _account(entry: LedgerEntry, resolver: Resolver, labels: Labels) -> str:
    """What a figure is, of when, how it was derived, whether its source states the same, and what to know of it."""
    label, printer = label_of(entry, resolver), resolver.printer
    period = printer.period(entry.fact.period) if entry.fact.period else ""
    as_of = labels.as_of.format(date=printer.date(entry.fact.as_of, "short")) if entry.fact.as_of else ""
    dated = (period if period not in label else "", as_of, labels.forecast if entry.fact.forecast else "")
    account = labels.listed(filter(None, (label, *dated)))
    if entry.working:
        account = labels.labelled(account, resolver.working(entry))
    if entry.fact.stated is not None:
        account = labels.listed((account, labels.stated_agrees.format(stated=printer.stated(entry))))
    return labels.sentences(filter(None, (account, entry.fact.caveat)))


def _ticked_by_one(resolver: Resolver, printed: Ledger, labels: Labels) -> str:
    """That one person ticked every figure on one day; empty where it is otherwise."""
    entries = [entry for entry in entries_to_tick(printed) if not isinstance(entry.value, NameValue)]
    ticks = {tick_of(entry, resolver, labels) for entry in entries}
    return labels.all_ticked.format(tick=ticks.pop()) if len(ticks) == 1 and all(ticks) else ""


def tick_of(entry: LedgerEntry, resolver: Resolver, labels: Labels) -> str:
    """Who has ticked the figure against its source, and when; empty where no tick holds."""
    sign_off = valid_sign_off(resolver.edition, entry)
    if sign_off is None:
        return ""
    by, day = (on_one_line(text) for text in (sign_off.by, resolver.printer.date(sign_off.on, "short")))
    return labels.ticked.format(by=by, date=day)


def source_list(resolver: Resolver, numbers: Mapping[str, int]) -> tuple[Block, ...]:
    """The sources as a numbered list under a heading, in the order of their numbers."""
    if not numbers:
        return ()
    sources = resolver.edition.sources
    labels = labels_for(resolver.edition.desk.language)
    items = tuple(
        ListItem(
            (Paragraph(describe(sources[source], resolver, labels), id=f"source-{source}-text"),),
            id=f"source-{source}",
            anchor=ANCHOR + source,
        )
        for source in numbers
    )
    return (
        Heading(1, (Text(labels.sources),), id="sources", anchor="section:sources"),
        List(items, numbered=True, id=SOURCES),
    )


def describe(source: Source, resolver: Resolver, labels: Labels) -> Inlines:
    """A source in full: publisher, title, kind, date or why there is none, where it is, and how far it is trusted."""
    dated = (
        resolver.printer.date(source.date, "long") if source.date else labels.labelled(labels.undated, source.undated)
    )
    details = [source.kind, dated, *([source.location] if source.location else [])]
    text = labels.sentences(labels.placed(part) for part in (source.publisher, source.title) if part)
    described = bound(f"{text}{labels.aside(labels.clauses(details))}", resolver.edition.desk.language)
    content: Inlines = (Text(described, place=source.place),)
    if source.via:
        before, after = labels.via.split("{source}")
        content += (
            Text(f"{labels.separators.item}{before}"),
            CrossReference(ANCHOR + source.via, place=source.place),
            Text(after),
        )
    content += (Text(labels.separators.stop),)
    if source.reliability:
        trust = labels.labelled(labels.reliability, source.reliability)
        content += (Text(f" {trust}{labels.separators.stop}", place=source.place),)
    if source.url:
        content += (
            Text(" "),
            Link((Text(isolated(source.url, resolver.edition.desk.language)),), source.url, place=source.place),
        )
    return content
