"""Data tables: what a chart shows, as a table behind it, for those who cannot see it or want the figures themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from briefgen.model.blocks import DATA, Align, Block, Cell, Column, Figure, Table
from briefgen.model.chart import Chart, ChartKind, Point, Series
from briefgen.model.edition import Edition
from briefgen.model.inlines import CrossReference, Inlines, Text, Value
from briefgen.model.labels import Labels, labels_for
from briefgen.model.traverse import spread_blocks

Row = tuple[Text | Value, ...]

EVENT_COLUMNS = (Align.LEFT, Align.LEFT, Align.RIGHT)


def add_data_tables(blocks: Iterable[Block], edition: Edition) -> tuple[Block, ...]:
    """The blocks with a table of its data behind each chart that has one, by its own word or the desk's.

    Such a table has no number of its own: its caption refers to the figure.
    """

    def with_data(block: Block) -> Iterator[Block]:
        yield block
        if isinstance(block, Figure) and block.chart and _is_wanted(block, edition):
            yield _data_table(block, block.chart)

    return spread_blocks(blocks, with_data)


def _is_wanted(figure: Figure, edition: Edition) -> bool:
    wish = edition.charts[figure.picture].data_table
    return edition.desk.data_tables if wish is None else wish


def _data_table(figure: Figure, chart: Chart) -> Table:
    labels = labels_for(chart.language)
    name, is_timeline = f"{figure.id}-data", chart.kind is ChartKind.TIMELINE
    rows = _events(chart, labels) if is_timeline else _categories(chart, labels)
    alignments = EVENT_COLUMNS if is_timeline else (Align.LEFT, *(Align.RIGHT for _ in chart.series))
    return Table(
        tuple(Column(align) for align in alignments),
        _cells(f"{name}-head", tuple(Text(head) for head in _heads(chart, labels)), figure),
        tuple(_cells(f"{name}-{key}", row, figure) for key, row in zip(_keys(rows), rows, strict=True)),
        caption=_caption(figure, labels),
        id=name,
        anchor=DATA + figure.picture,
        place=figure.place,
    )


def _caption(figure: Figure, labels: Labels) -> Inlines:
    before, after = labels.data_of.split("{figure}")
    return Text(before), CrossReference(figure.anchor, place=figure.place), Text(f"{after}.")


def _heads(chart: Chart, labels: Labels) -> tuple[str, ...]:
    """The columns' heads: what each series is, with the unit where its figures do not print it themselves."""
    if chart.kind is ChartKind.TIMELINE:
        return labels.data_date, labels.data_what, labels.days_left
    return labels.data_category, *(_head(series, chart, labels) for series in chart.series)


def _head(series: Series, chart: Chart, labels: Labels) -> str:
    unnamed = labels.chart_share if chart.kind is ChartKind.SHARE else labels.data_value
    name, unit = series.name or unnamed, chart.unit.strip()
    if all(unit in point.text for point in series.points if point):
        return name
    return labels.data_in.format(what=name, unit=unit)


def _categories(chart: Chart, labels: Labels) -> list[Row]:
    """A row for each category, with a figure of each series."""
    columns = zip(*(series.points for series in chart.series), strict=True)
    return [
        (Text(category), *(_value(point, labels) for point in points))
        for category, points in zip(chart.categories, columns, strict=True)
    ]


def _value(point: Point | None, labels: Labels) -> Text | Value:
    return Value(point.fact, text=point.text) if point else Text(labels.nothing)


def _events(chart: Chart, labels: Labels) -> list[Row]:
    """A row for each date of a timeline."""
    return [
        (Value(event.fact, ("long",), event.dated), Text(event.label), Text(event.days_left or labels.nothing))
        for event in chart.events
    ]


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
