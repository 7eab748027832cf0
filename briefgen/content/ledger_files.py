"""facts.yaml, deadlines.yaml and figures.yaml -> facts, deadlines and figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from decimal import Decimal

from briefgen import codes
from briefgen.content import yaml
from briefgen.content.edition_context import EditionContext, EditionPart
from briefgen.content.files import Located, read_entries
from briefgen.content.inlines import read_value
from briefgen.content.schema import (
    CitationEntry,
    DeadlineEntry,
    FactEntry,
    FactItemEntry,
    FigureEntry,
    SeriesEntry,
    SourceEntry,
    TableEntry,
)
from briefgen.content.source_reader import SourceReader
from briefgen.frozen import frozen
from briefgen.model.edition import ChartSpec, Deadline, FactItem, SeriesSpec, Source
from briefgen.model.fact import Citation, Fact, FactValue, Interval, NameValue, Quantity
from briefgen.model.fact_table import ANY, TableLine, cell_of, cells_meant, table_of
from briefgen.model.inlines import Inlines, Text
from briefgen.model.traverse import plain_text
from briefgen.spans import Span
from briefgen.suggest import did_you_mean

CHART_KIND = "figure:"
SOURCE_KIND = "source:"


@frozen
class Sources:
    """The sources that a citation may name; of the broken ones only the ids are known.

    Where sources.yaml could not be read, that is the fault, and no source is called unknown.
    """

    known: Mapping[str, Source]
    broken: frozenset[str]
    were_read: bool = True
    data: Mapping[str, Located[SourceEntry]] = field(default_factory=dict)

    def check(self, reading: SourceReader, name: str, place: Span) -> bool:
        """Whether the source is declared; reports one that is not."""
        is_declared = name in self.known or SOURCE_KIND + name in self.broken
        if not is_declared and self.were_read:
            hint = did_you_mean(name, self.known) or f"add it to sources.yaml, under the id {name}"
            reading.report(codes.UNKNOWN_SOURCE.at(place, f'there is no source "{name}"', hint))
        return is_declared


def read_facts(path: str, context: EditionContext, sources: Sources) -> tuple[Fact, ...]:
    """The facts as written."""
    entries = read_entries(context.reading, path, FactEntry)
    places = _places_of_cells(entries, context, sources) if any(each.entry.from_ for each in entries.values()) else {}
    return tuple(_fact(name, located, context, sources, places) for name, located in entries.items())


def _places_of_cells(
    entries: Mapping[str, Located[FactEntry]], context: EditionContext, sources: Sources
) -> Mapping[str, str]:
    """The printed places of the cells that facts are bound to, each held against its cell.

    Readers of files load only here.
    """
    from briefgen.content.data_sources import check_cells

    reading = context.reading
    places = check_cells(reading if reading.holds_cells else replace(reading, diagnostics=[]), sources.data, entries)
    return {name: context.labels.place_in_file(where) for name, where in places.items()}


def _fact(
    name: str, located: Located[FactEntry], context: EditionContext, sources: Sources, places: Mapping[str, str]
) -> Fact:
    entry, markup = located.entry, Markup(located, context, name)
    at = located.place_of("source", "id")
    citation = cited(entry.source, at, context, sources) if entry.source else None
    if citation is not None and name in places and not citation.at:
        citation = replace(citation, at=places[name])
    label, caveat = markup.words("label"), markup.words("caveat")
    return Fact(
        id=name,
        label=plain_text(label),
        value=_value(entry),
        formula=entry.formula,
        unit=entry.unit,
        decimals=entry.round,
        stated=entry.stated,
        period=entry.period,
        as_of=entry.as_of,
        citation=citation,
        approx=entry.approx,
        caveat=plain_text(caveat),
        stale_after=entry.stale_after,
        quote=entry.quote,
        parts=tuple(entry.parts),
        forecast=entry.forecast,
        signed=entry.signed,
        label_text=label,
        caveat_text=caveat,
        author=entry.author,
        place=located.place,
        places=_places(located),
    )


def _places(located: Located[FactEntry] | Located[DeadlineEntry]) -> dict[str, Span]:
    """The place of each value by its key; "at" is that of the place in the source."""
    node = located.node
    places = {key.text: value.place for key, value in node.entries} if isinstance(node, yaml.Mapping) else {}
    if formula := located.passage("formula") if "formula" in places else None:
        places["formula"] = formula.span  # behind a quotation mark, since faults in it are counted from here
    return {**places, "at": located.place_of("source", "at")}


def _value(entry: FactEntry) -> FactValue | None:
    if isinstance(entry.value, Decimal):
        return Quantity(entry.value, entry.unit)
    if isinstance(entry.value, Quantity):
        return entry.value
    if isinstance(entry.value, Interval):
        return replace(entry.value, unit=entry.unit)
    if isinstance(entry.value, str):
        return NameValue(entry.value, entry.short)
    return entry.value  # type: ignore[no-any-return]  # a date or none


def cited(source: CitationEntry, place: Span, context: EditionContext, sources: Sources) -> Citation | None:
    """The citation; none, with the fault noted, where the source is unknown, so that no reference to it is made."""
    if not sources.check(context.reading, source.id, place):
        return None
    document = _document(sources.known[source.id]) if source.id in sources.known else ""
    return Citation(source.id, source.at, document, place=place)


def _document(source: Source) -> str:
    """What tells a source from every other: its publisher, title and date, and in which one it was read."""
    return " | ".join((source.publisher, source.title, str(source.date or source.undated), source.via))


def read_deadlines(path: str, context: EditionContext, sources: Sources) -> tuple[Deadline, ...]:
    """The deadlines as written."""
    entries = read_entries(context.reading, path, DeadlineEntry)
    return tuple(_deadline(name, located, context, sources) for name, located in entries.items())


def _deadline(name: str, located: Located[DeadlineEntry], context: EditionContext, sources: Sources) -> Deadline:
    entry, markup = located.entry, Markup(located, context, name)
    return Deadline(
        id=name,
        by=entry.by,
        who=markup("who"),
        what=markup("what"),
        where=markup("where"),
        document=markup("document"),
        decision=markup("decision"),
        citation=cited(entry.source, located.place_of("source", "id"), context, sources) if entry.source else None,
        status=entry.status.value,
        label=entry.label,
        quote=entry.quote,
        place=located.place,
        places=_places(located),
    )


def read_charts(path: str, context: EditionContext) -> dict[str, ChartSpec]:
    """The figures as declared, by id."""
    entries = read_entries(context.reading, path, FigureEntry, CHART_KIND)
    charts = {name: _figure(name, located, context) for name, located in entries.items()}
    uneven = {name for name, chart in charts.items() if not _check_lengths(chart, entries[name], context)}
    context.reading.broken.update(CHART_KIND + name for name in uneven)
    return {name: chart for name, chart in charts.items() if name not in uneven}


def _figure(name: str, located: Located[FigureEntry], context: EditionContext) -> ChartSpec:
    entry, markup = located.entry, Markup(located, context, name)
    categories = tuple(markup.words("categories", number, "name") for number in range(len(entry.categories)))
    series = _series(located, markup)
    if entry.series:
        categories = categories or tuple(_names_of_cells(entry.series[0], markup))
    return ChartSpec(
        id=name,
        kind=entry.kind,
        series=series,
        categories=(markup.words("of"),) if entry.of else categories,
        direction=entry.direction,
        arrangement=entry.arrangement,
        starts=entry.starts,
        scale=entry.scale,
        title=markup("title"),
        caption=markup("caption"),
        alt=markup.words("alt"),
        notes=markup("notes"),
        data_table=entry.data_table,
        place=located.place,
    )


def _check_lengths(chart: ChartSpec, located: Located[FigureEntry], context: EditionContext) -> bool:
    """Whether each series has a fact for each category, once the cells of tables are counted; reports it where not."""
    count, faults = len(chart.categories), []
    for number, each in enumerate(chart.series if located.entry.series else ()):
        if len(each.items) != count:
            place = located.place_of("series", number, "facts")
            hint = "give one fact for each category, null where there is none"
            message = f"a series has {len(each.items)} facts for {count} categories"
            faults.append(codes.WRONG_VALUE.at(place, message, hint))
    unknown = any(item and ANY in item.fact for series in chart.series for item in series.items)
    context.reading.extend([] if unknown else faults)
    return not faults or unknown


def _series(located: Located[FigureEntry], markup: Markup) -> tuple[SeriesSpec, ...]:
    entry = located.entry
    if entry.facts:
        items = tuple(item for number, fact in enumerate(entry.facts) for item in _items(fact, located, markup, number))
        return (SeriesSpec((), items, place=located.place_of("facts")),)
    return tuple(
        SeriesSpec(
            markup.words("series", number, "name"),
            tuple(
                item
                for at, fact in enumerate(series.facts)
                for item in _spread(_item(fact, located, markup, "series", number, "facts", at), markup)
            ),
            place=located.place_of("series", number),
        )
        for number, series in enumerate(entry.series)
    )


def _items(
    entry: FactItemEntry, located: Located[FigureEntry], markup: Markup, number: int
) -> Iterator[FactItem | None]:
    """The facts of an item: one, or all cells of a row or column of a table, each called by what it is of."""
    item = _item(entry, located, markup, "facts", number)
    tables = markup.context.tables
    parts = cell_of(entry.fact)
    if item is None or parts is None or ANY not in parts:
        yield item
        return
    for fact in cells_meant(entry.fact, tables):
        _, row, column = cell_of(fact) or parts
        table = tables.get(parts[0])
        line = table and (table.rows.get(row) if parts[1] == ANY else table.columns.get(column))
        yield replace(item, fact=fact, label=(Text(line.name, place=line.place),) if line else item.label)


def _cells_of(fact: str, markup: Markup) -> list[tuple[str, TableLine]]:
    """All cells of a row or column of a table, each with the line that tells it from the others; none of one fact."""
    parts = cell_of(fact)
    table = markup.context.tables.get(parts[0]) if parts else None
    if parts is None or table is None or ANY not in parts:
        return []
    cells = [(cell, cell_of(cell) or parts) for cell in table.cells(parts[1], parts[2])]
    return [(cell, table.rows[row] if parts[1] == ANY else table.columns[column]) for cell, (_, row, column) in cells]


def _spread(item: FactItem | None, markup: Markup) -> Iterator[FactItem | None]:
    """The facts of an item of a series: one, or all cells of a row or column, none where the cell has no figure."""
    cells = _cells_of(item.fact, markup) if item else []
    if item is None or not cells:
        yield item
        return
    missing = markup.context.tables[table_of(item.fact)].missing
    yield from (None if cell in missing else replace(item, fact=cell) for cell, _ in cells)


def _names_of_cells(series: SeriesEntry, markup: Markup) -> Iterator[Inlines]:
    """The categories that a series over a row or column of a table has."""
    for item in series.facts:
        yield from ((Text(line.name, place=line.place),) for _, line in _cells_of(item.fact if item else "", markup))


def _item(
    entry: FactItemEntry | None, located: Located[FigureEntry], markup: Markup, *location: str | int
) -> FactItem | None:
    if entry is None:
        return None
    label = markup.words(*location, "label") if entry.label else ()
    return FactItem(entry.fact, label, place=located.place_of(*location, "fact"))


@frozen
class Markup:
    """Reads the texts of one entry, by their location, as inlines; a text that is not there has none."""

    located: Located[FactEntry] | Located[DeadlineEntry] | Located[FigureEntry] | Located[TableEntry]
    context: EditionContext
    name: str

    def __call__(self, *location: str | int) -> Inlines:
        return read_value(self.located.passage(*location), self.context, EditionPart(self.name))

    def words(self, *location: str | int) -> Inlines:
        """A text that is drawn or read out, in which nothing can be followed."""
        return read_value(self.located.passage(*location), self.context, EditionPart(self.name), words=True)
