"""The references annex: each figure as printed, what it is, how it was derived, and where it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile

from briefgen.assemble.resolve_facts import Resolver, on_one_line
from briefgen.assemble.sources import ANCHOR, cite
from briefgen.frozen import frozen
from briefgen.ledger import entries_to_tick, valid_sign_off
from briefgen.ledger.table import LISTINGS, REFERENCES
from briefgen.model.blocks import Block, Cell, Column, Figure, GroupCell, Heading, Paragraph, Table
from briefgen.model.edition import Edition
from briefgen.model.fact import Citation, Ledger, LedgerEntry, NameValue
from briefgen.model.fact_table import table_of
from briefgen.model.inlines import CrossReference, Inlines, Text, Value
from briefgen.model.kind import ListedReferences
from briefgen.model.labels import Labels, labels_for
from briefgen.model.traverse import blocks_of, inlines_of

ENTRY = "reference-"
"""What begins the ids of the cells of the annex."""
FEWEST_TOGETHER, MOST_TOGETHER = 4, 12
"""So many figures of a chart or table share a row: fewer have one each, and rows of more would leave pages empty."""
FEWEST_BELOW = 3
"""So many rows for each source make groups of them worth their headings."""


def references(
    resolver: Resolver, printed: Ledger, body: Iterable[Block], numbers: Mapping[str, int]
) -> tuple[Block, ...]:
    """The annex's heading and table: each figure and date that is printed, in the ledger's order, or below its source.

    Figures that one chart or table of the `body` shows from one place of a source share rows. Who ticked each stands in
    a column of its own, where the desk asks for ticks or the edition has any, or in one sentence where one person
    ticked them all on one day. Groups of sources stand in the order of their `numbers`.
    """
    labels = labels_for(resolver.edition.desk.language)
    heads = [labels.reference_figure, labels.reference_label, labels.reference_source, labels.reference_ticked]
    everybody = _ticked_by_one(resolver, printed, labels)
    if everybody or not (resolver.edition.sign_offs or resolver.edition.desk.sign_off_required):
        heads.pop()
    listing = _Listing(resolver, labels, _shown_in(body))
    rows = [*listing.rows(_listed(resolver.edition, printed))]
    if resolver.edition.references is ListedReferences.FULL:
        rows += listing.tables(printed)
    if not rows:
        return ()
    return (
        Heading(1, (Text(labels.references),), id="references", anchor="section:references"),
        *([Paragraph((Text(everybody),), id="references-ticked")] if everybody else []),
        Table(
            (Column(),) * len(heads),
            tuple(Cell((Text(head),), id=f"references-head-{column}") for column, head in enumerate(heads, 1)),
            tuple(row[: len(heads)] for row in listing.in_order(rows, numbers)),
            id=REFERENCES,
            anchor="table:references",
            dense=True,
        ),
    )


def _listed(edition: Edition, printed: Ledger) -> Iterator[LedgerEntry]:
    """The entries that the annex lists one by one; names are no figures, and what a table gives stands in one row."""
    if edition.references in (ListedReferences.FULL, ListedReferences.DERIVED):
        derived = edition.references is ListedReferences.DERIVED
        for entry in printed:
            is_listed = not isinstance(entry.value, NameValue) and not _is_given_by_table(entry, edition)
            if is_listed and (entry.is_derived or not derived):
                yield entry


def _is_given_by_table(entry: LedgerEntry, edition: Edition) -> bool:
    return not entry.is_derived and table_of(entry.fact.id) in edition.tables


@frozen
class _Showing:
    """Where a fact is shown: in which chart or table, and in which series or row of it, if that shows several."""

    block: Figure | Table
    part: int | None


def _shown_in(body: Iterable[Block]) -> dict[str, _Showing]:
    """The first chart or table that shows each fact."""
    shown: dict[str, _Showing] = {}
    for block in blocks_of(body):
        if isinstance(block, Figure) and block.chart:
            parts = [[point.fact for point in series.points if point] for series in block.chart.series]
        elif isinstance(block, Table) and block.id not in LISTINGS:
            parts = [[v.fact for c in row for v in inlines_of(c.content) if isinstance(v, Value)] for row in block.rows]
        else:
            continue
        for number, facts in enumerate(parts):
            showing = _Showing(block, number if len(facts) >= FEWEST_TOGETHER else None)
            for fact in facts:
                shown.setdefault(fact, showing)
    return shown


@frozen
class _Reference:
    """A row of the annex: what begins its ids, its figure, what it says of it, where that comes from, and its tick."""

    name: str
    figure: Inlines
    account: Inlines
    citation: Citation | None
    tick: str

    def cells(self, source: Inlines) -> tuple[Cell, ...]:
        """Its cells, the third with where in which source the figure stands."""
        contents = (self.figure, self.account, source, (Text(self.tick),))
        return tuple(Cell(text, id=_cell_id(self.name, column)) for column, text in enumerate(contents, 1))


@frozen
class _Listing:
    """Makes the rows of the annex; `shown` is the chart or table that shows each fact."""

    resolver: Resolver
    labels: Labels
    shown: Mapping[str, _Showing]

    def rows(self, entries: Iterable[LedgerEntry]) -> Iterator[_Reference]:
        """A row for each entry, or for some that belong together, where the first of them stands."""
        listed = list(entries)
        together: dict[object, list[LedgerEntry]] = {}
        for entry in listed:
            together.setdefault(self._belongs(entry), []).append(entry)
        for entry in listed:
            group = together[self._belongs(entry)]
            if len(group) < FEWEST_TOGETHER:
                yield self._row(entry)
            elif entry is group[0]:
                for start in range(0, len(group), MOST_TOGETHER):
                    yield self._group(group[start : start + MOST_TOGETHER])

    def _belongs(self, entry: LedgerEntry) -> object:
        """What entries have in common that share a row: nothing is known of them but their value and their source."""
        fact, shown = entry.fact, self.shown.get(entry.fact.id)
        if shown is None or fact.citation is None or entry.working or fact.stated is not None or fact.caveat:
            return fact.id
        return (
            shown.block.id,
            shown.part,
            fact.citation.source,
            fact.citation.at,
            tick_of(entry, self.resolver, self.labels),
        )

    def _group(self, entries: Sequence[LedgerEntry]) -> _Reference:
        """A row for several figures of one chart or table from one place of a source."""
        first, labels = entries[0], self.labels
        stop, anchor = f"{labels.separators.stop} ", self.shown[first.fact.id].block.anchor
        named = [
            [*label_of(e, self.resolver).split(labels.separators.item), *_dated(e, self.resolver)] for e in entries
        ]
        shared, names = _without_shared(named)
        account: Inlines = (CrossReference(anchor), Text(stop)) if anchor else ()
        account += (Text(f"{labels.listed(shared)}{stop}"),) if shared else ()
        for number, (entry, name) in enumerate(zip(entries, names, strict=True)):
            between = labels.separators.clause if number else ""
            account += (Text(between + labels.lead(labels.listed(name))), self._value(entry))
        count = labels.counted(labels.figures_of_table, len(entries))
        tick = tick_of(first, self.resolver, labels)
        return _Reference(f"{first.fact.id}-and-others", (Text(count),), account, first.fact.citation, tick)

    def _row(self, entry: LedgerEntry) -> _Reference:
        place = entry.fact.places.get("label", entry.fact.place)
        account = Text(_account(entry, self.resolver, self.labels), place=place)
        tick = tick_of(entry, self.resolver, self.labels)
        return _Reference(entry.fact.id, (self._value(entry),), (account,), entry.fact.citation, tick)

    def _value(self, entry: LedgerEntry) -> Value:
        return Value(entry.fact.id, self.resolver.printer.listing_formats(entry.value), place=entry.fact.place)

    def tables(self, printed: Ledger) -> Iterator[_Reference]:
        """A row for each table of data of which something is printed: how many figures, what they are, their source."""
        cells: dict[str, list[LedgerEntry]] = {}
        for entry in printed:
            if _is_given_by_table(entry, self.resolver.edition) and not isinstance(entry.value, NameValue):
                cells.setdefault(table_of(entry.fact.id), []).append(entry)
        for name, entries in cells.items():
            table = self.resolver.edition.tables[name]
            caption = self.resolver.inlines(table.caption) or (Text(name, place=table.place),)
            count = self.labels.counted(self.labels.figures_of_table, len(entries))
            account = (Text(self.labels.table_of_data), *caption)
            tick = _tick_of_table(entries, self.resolver, self.labels)
            yield _Reference(f"{name}-table", (Text(count),), account, table.citation, tick)

    def in_order(self, rows: Sequence[_Reference], numbers: Mapping[str, int]) -> Iterator[tuple[Cell, ...]]:
        """The rows below their sources, where these are few; what was derived stands last."""
        derived, sources = self.labels.derived, {row.citation.source for row in rows if row.citation}
        if len(rows) < FEWEST_BELOW * (len(sources) + 1):
            yield from (row.cells((cite(row.citation) if row.citation else Text(derived),)) for row in rows)
            return
        for source in (*sorted(sources, key=lambda each: numbers.get(each, len(numbers))), ""):
            below = [row for row in rows if (row.citation.source if row.citation else "") == source]
            heading = self._heading(source) if source else (Text(derived[:1].upper() + derived[1:]),)
            if below:
                yield self._headed(source or "derived", heading)
            for row in below:
                yield row.cells((Text(row.citation.at),) if row.citation and row.citation.at else ())

    def _headed(self, name: str, heading: Inlines) -> tuple[Cell, ...]:
        first = GroupCell(heading, id=f"references-{name}")
        return (first, *(Cell((), id=f"references-{name}-{column}") for column in range(2, 5)))

    def _heading(self, name: str) -> Inlines:
        source = self.resolver.edition.sources.get(name)
        called = f"{self.labels.listed(filter(None, (source.publisher, source.title)))} " if source else ""
        return (Text(called), CrossReference(ANCHOR + name))


def _tick_of_table(entries: list[LedgerEntry], resolver: Resolver, labels: Labels) -> str:
    """Who ticked the figures of a table: all of them, or how many of them at most."""
    ticks = Counter(tick_of(entry, resolver, labels) for entry in entries)
    ticked = len(entries) - ticks.pop("", 0)
    texts = labels.clauses(ticks)
    return texts if ticked in (0, len(entries)) else labels.ticked_in_part.format(ticked=ticked, tick=texts)


def _cell_id(name: str, column: int) -> str:
    return f"{ENTRY}{name}-{column}"


def entry_id(fact: str) -> str:
    """The id with which a fact's entry begins."""
    return _cell_id(fact, 1)


def table_entry_id(table: str) -> str:
    """The id with which the entry of a table of data begins."""
    return entry_id(f"{table}-table")


def label_of(entry: LedgerEntry, resolver: Resolver) -> str:
    """What a figure is, in the words of its label."""
    is_deadline = any(entry.fact.id == deadline.id for deadline in resolver.edition.deadlines)
    labels = labels_for(resolver.edition.desk.language)
    return labels.deadline.format(what=entry.fact.label) if is_deadline else entry.fact.label


def _account(entry: LedgerEntry, resolver: Resolver, labels: Labels) -> str:
    """What a figure is, of when, how it was derived, whether its source states the same, and what to know of it."""
    account = labels.listed((label_of(entry, resolver), *_dated(entry, resolver)))
    if entry.working:
        account = labels.labelled(account, resolver.working(entry))
    if entry.fact.stated is not None:
        account = labels.listed((account, labels.stated_agrees.format(stated=resolver.printer.stated(entry))))
    return labels.sentences(filter(None, (account, entry.fact.caveat)))


def _dated(entry: LedgerEntry, resolver: Resolver) -> list[str]:
    """Of when a figure is, what its label does not say, and whether it is a forecast."""
    fact, printer, labels = entry.fact, resolver.printer, labels_for(resolver.edition.desk.language)
    period = printer.period(fact.period) if fact.period else ""
    as_of = labels.as_of.format(date=printer.date(fact.as_of, "short")) if fact.as_of else ""
    dated = (period if period not in label_of(entry, resolver) else "", as_of, labels.forecast if fact.forecast else "")
    return [*filter(None, dated)]


def _without_shared(names: Sequence[list[str]]) -> tuple[list[str], list[list[str]]]:
    """What the names of several figures begin and end with, and what of each is its own, which is never nothing."""
    most = min(map(len, names)) - 1
    first, last = (_shared([name[::step] for name in names])[:most] for step in (1, -1))
    last = last[: most - len(first)]
    return [*first, *reversed(last)], [name[len(first) : len(name) - len(last)] for name in names]


def _shared(names: Sequence[list[str]]) -> list[str]:
    """The parts that all begin with."""
    return [parts[0] for parts in takewhile(lambda parts: len({*parts}) == 1, zip(*names, strict=False))]


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
