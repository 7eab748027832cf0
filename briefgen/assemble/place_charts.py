"""Charts and tables in place: each with its texts, its source line and the table of its data, where the text has it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from briefgen import codes
from briefgen.assemble.charts import make_chart
from briefgen.assemble.resolve_facts import Resolver
from briefgen.assemble.sources import ANCHOR as SOURCE
from briefgen.assemble.sources import source_line
from briefgen.charts import CHART_TYPES
from briefgen.charts.chart_type import Row
from briefgen.ledger.table import LISTINGS
from briefgen.model.blocks import DATA, Block, Cell, Column, Figure, Table
from briefgen.model.chart import Chart
from briefgen.model.edition import ChartSpec, Edition
from briefgen.model.inlines import CrossReference, Inlines, Text, Value
from briefgen.model.labels import Labels, labels_for
from briefgen.model.traverse import inlines_of, map_blocks, plain_text, spread_blocks
from briefgen.suggest import did_you_mean

LONGEST_ALT = 1200
"""The characters of an alternative text that somebody listens to: more than a minute's."""
ENDS = (0, -1)
T = TypeVar("T")


def place_charts(blocks: Iterable[Block], resolver: Resolver) -> tuple[Block, ...]:
    """The blocks with each chart, its texts and its source, and each table with the sources of its figures."""

    def placed(block: Block) -> Block:
        if isinstance(block, Table) and block.id not in LISTINGS:
            is_said = bool(block.source) or _cites(block)
            line = block.source if is_said else source_line(_facts_in(block), resolver)
            notes = _with_notes(() if is_said else _notes(block, resolver), block.notes)
            return replace(block, source=_with_notes(line, notes), notes=())
        if not isinstance(block, Figure):
            return block
        figure = replace(block, alt=plain_text(resolver.inlines(block.spoken))) if block.spoken else block
        return figure if figure.picture in resolver.edition.media else _with_chart(figure, resolver)

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
        source=_figure_source(spec, chart, resolver),
        alt=alt or (_described(chart) if chart else ""),
        chart=chart,
    )


def _described(chart: Chart) -> str:
    return CHART_TYPES[chart.kind].describe(chart, labels_for(chart.language))


def _figure_source(spec: ChartSpec, chart: Chart | None, resolver: Resolver) -> Inlines:
    line = source_line({item.fact: item.label for series in spec.series for item in series.items if item}, resolver)
    labels = labels_for(resolver.edition.desk.language)
    remarks = " ".join(CHART_TYPES[chart.kind].remarks(chart, labels)) if chart else ""
    return _with_notes(_with_notes(line, (Text(remarks),) if remarks else ()), resolver.inlines(spec.notes))


def _with_notes(line: Inlines, notes: Inlines) -> Inlines:
    return (*line, Text(" "), *notes) if line and notes else line or notes


def _notes(block: Table, resolver: Resolver) -> Inlines:
    """What stands below a table of data behind its source: what marks in it mean, and its own notes."""
    table = resolver.edition.tables.get(block.data)
    if table is None:
        return ()
    shown = {cell.place for row in block.rows for cell in row}
    marks = {cell.printed: cell.meaning for cell in table.missing.values() if cell.printed and cell.place in shown}
    labels = labels_for(resolver.edition.desk.language)
    legend = labels.clauses(f"{mark} {meaning}" for mark, meaning in marks.items())
    return _with_notes((Text(f"{legend}{labels.separators.stop}"),) if legend else (), resolver.inlines(table.notes))


def _cites(table: Table) -> bool:
    """Whether the table's own cells name the sources of its figures."""
    cells = (inline for row in table.rows for cell in row for inline in inlines_of(cell.content))
    return any(isinstance(inline, CrossReference) and inline.target.startswith(SOURCE) for inline in cells)


def _facts_in(table: Table) -> dict[str, Inlines]:
    cells = (cell for row in table.rows for cell in row)
    return {value.fact: () for cell in cells for value in inlines_of(cell.content) if isinstance(value, Value)}


def add_data_tables(blocks: Iterable[Block], edition: Edition) -> tuple[Block, ...]:
    """The blocks with a table of its data behind each chart that has one, by its own word or the desk's.

    Such a table has no number of its own: its caption refers to the figure.
    """

    def with_data(block: Block) -> Iterator[Block]:
        if not (isinstance(block, Figure) and block.chart):
            yield block
            return
        is_long = _is_long(block, block.chart, edition)
        yield replace(block, alt=_summed_up(block.chart)) if is_long else block
        if is_long or _is_wanted(block, block.chart, edition):
            yield data_table(block, block.chart)

    return spread_blocks(blocks, with_data)


def _is_long(figure: Figure, chart: Chart, edition: Edition) -> bool:
    """Whether a chart's values take too long to be heard, so that a table has them, unless figures.yaml wants none."""
    is_own = len(figure.alt) <= LONGEST_ALT or figure.alt != _described(chart)
    return not is_own and len(chart.categories) > len(ENDS) and edition.charts[figure.picture].data_table is not False


def _summed_up(chart: Chart) -> str:
    """The chart in words with its first and last values alone, and where the others are."""

    def ends(each: tuple[T, ...]) -> tuple[T, ...]:
        return tuple(each[place] for place in ENDS) if each else ()

    series = tuple(replace(each, points=ends(each.points)) for each in chart.series)
    shown = replace(chart, categories=ends(chart.categories), series=series, totals=ends(chart.totals))
    return f"{_described(shown)} {labels_for(chart.language).values_below}"


def _is_wanted(figure: Figure, chart: Chart, edition: Edition) -> bool:
    wish = edition.charts[figure.picture].data_table
    return edition.desk.data_tables or CHART_TYPES[chart.kind].needs_table(chart) if wish is None else wish


def data_table(figure: Figure, chart: Chart) -> Table:
    """The data of a chart as a table."""
    labels = labels_for(chart.language)
    name, data = f"{figure.id}-data", CHART_TYPES[chart.kind].table(chart, labels)
    return Table(
        tuple(Column(align) for align in data.columns),
        _cells(f"{name}-head", tuple(Text(head) for head in data.heads), figure),
        tuple(_cells(f"{name}-{key}", row, figure) for key, row in zip(_keys(data.rows), data.rows, strict=True)),
        caption=_caption(figure, labels),
        id=name,
        anchor=DATA + figure.picture,
        place=figure.place,
    )


def _caption(figure: Figure, labels: Labels) -> Inlines:
    before, after = labels.data_of.split("{figure}")
    return Text(before), CrossReference(figure.anchor, place=figure.place), Text(f"{after}{labels.separators.stop}")


def _keys(rows: Sequence[Row]) -> Iterator[str]:
    """A key for each row that it keeps when others come and go: its first fact, counted where several share it."""
    seen: Counter[str] = Counter()
    for row in rows:
        fact = next((inline.fact for inline in row if isinstance(inline, Value)), "")
        seen[fact] += 1
        yield fact if fact and seen[fact] == 1 else f"{fact}:{seen[fact]}"


def _cells(name: str, row: Row, figure: Figure) -> tuple[Cell, ...]:
    placed = (replace(inline, place=figure.place) for inline in row)
    return tuple(Cell((inline,), id=f"{name}-{column}") for column, inline in enumerate(placed, 1))
