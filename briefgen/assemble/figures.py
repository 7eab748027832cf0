"""Figures and tables in place: what figures.yaml declares comes to where the text shows it, with its source line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from briefgen import codes
from briefgen.assemble.charts import make_chart
from briefgen.assemble.resolve_facts import Resolver
from briefgen.assemble.sources import ANCHOR as SOURCE
from briefgen.assemble.sources import cite, origins
from briefgen.charts import CHART_TYPES
from briefgen.ledger.table import LISTINGS
from briefgen.model.blocks import Block, Figure, Table
from briefgen.model.chart import Chart
from briefgen.model.edition import ChartSpec, Source
from briefgen.model.inlines import CrossReference, Inlines, Text, Value
from briefgen.model.labels import Labels, labels_for
from briefgen.model.traverse import inlines_of, map_blocks, plain_text
from briefgen.suggest import did_you_mean

MOST_DERIVATIONS = 2


def place_figures(blocks: Iterable[Block], resolver: Resolver) -> tuple[Block, ...]:
    """The blocks with each chart, its texts and its source, and each table with the sources of its figures."""

    def placed(block: Block) -> Block:
        if isinstance(block, Table) and block.id not in LISTINGS and not block.source and not _cites(block):
            return replace(block, source=source_line(_facts_in(block), resolver))
        if isinstance(block, Figure) and block.picture not in resolver.edition.media:
            return _with_chart(block, resolver)
        return block

    return map_blocks(blocks, change_block=placed)


def _with_chart(figure: Figure, resolver: Resolver) -> Figure:
    spec = resolver.edition.charts.get(figure.picture)
    if spec is None and figure.anchor in resolver.known:
        return figure
    if spec is None:
        hint = did_you_mean(figure.picture, resolver.edition.charts)
        resolver.report(codes.UNKNOWN_FIGURE, figure.place, f'figure "{figure.picture}" is not in figures.yaml', hint)
        return figure
    chart = make_chart(spec, resolver)
    if spec.alt and figure.alt:
        message, hint = "the chart has its alternative text in figures.yaml", "delete the words in the brackets"
        resolver.report(codes.UNSUPPORTED_MARKUP, figure.place, message, hint)
    alt = plain_text(resolver.inlines(spec.alt)) or figure.alt
    return replace(
        figure,
        title=resolver.inlines(spec.title),
        caption=resolver.inlines(spec.caption),
        source=_figure_source(spec, resolver),
        alt=alt or (_described(chart) if chart else ""),
        chart=chart,
    )


def _described(chart: Chart) -> str:
    return CHART_TYPES[chart.kind].describe(chart, labels_for(chart.language))


def _figure_source(spec: ChartSpec, resolver: Resolver) -> Inlines:
    line = source_line({item.fact: item.label for series in spec.series for item in series.items if item}, resolver)
    notes = resolver.inlines(spec.notes)
    return (*line, Text(" "), *notes) if line and notes else line or notes


def _cites(table: Table) -> bool:
    """Whether the table's own cells name the sources of its figures."""
    cells = (inline for row in table.rows for cell in row for inline in inlines_of(cell.content))
    return any(isinstance(inline, CrossReference) and inline.target.startswith(SOURCE) for inline in cells)


def _facts_in(table: Table) -> dict[str, Inlines]:
    cells = (cell for row in table.rows for cell in row)
    return {value.fact: () for cell in cells for value in inlines_of(cell.content) if isinstance(value, Value)}


def source_line(facts: dict[str, Inlines], resolver: Resolver) -> Inlines:
    """The sources of some facts, each once, and how the derived ones among them were derived.

    `facts` maps each fact to the label it has there, empty for its own. Empty where no fact has a source.
    """
    labels = labels_for(resolver.edition.desk.language)
    cited = {citation.source: citation for fact in facts for citation in origins(fact, resolver.ledger)}
    line: Inlines = ()
    for number, citation in enumerate(cited.values()):
        name = (
            _short_name(resolver.edition.sources[citation.source])
            if citation.source in resolver.edition.sources
            else ""
        )
        line += (Text("; " if number else f"{labels.source}: "), Text(f"{name} "), cite(replace(citation, at="")))
    if line:
        line += (Text("."),)
    for derivation in _derivations(facts, resolver, labels):
        line += (Text(f" {derivation}" if line else derivation),)
    return line


def _derivations(facts: dict[str, Inlines], resolver: Resolver, labels: Labels) -> list[str]:
    """How the derived ones among some facts were derived, or how many they are where that would be a long list."""
    derived = [fact for fact in facts if fact in resolver.ledger and resolver.ledger[fact].working]
    if len(derived) > MOST_DERIVATIONS:
        return [labels.derived_more.format(count=len(derived))]
    return [
        labels.derived_as.format(
            what=plain_text(resolver.inlines(facts[fact])) or resolver.ledger[fact].fact.label,
            working=resolver.working(resolver.ledger[fact]),
        )
        for fact in derived
    ]


def _short_name(source: Source) -> str:
    return f"{source.publisher}, {source.title}" if source.publisher else source.kind
