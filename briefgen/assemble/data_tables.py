"""Data tables: what a chart shows, as a table behind it, for those who cannot see it or want the figures themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from briefgen.charts import CHART_TYPES
from briefgen.charts.chart_type import Row
from briefgen.model.blocks import DATA, Block, Cell, Column, Figure, Table
from briefgen.model.chart import Chart
from briefgen.model.edition import Edition
from briefgen.model.inlines import CrossReference, Inlines, Text, Value
from briefgen.model.labels import Labels, labels_for
from briefgen.model.traverse import spread_blocks


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
    return Text(before), CrossReference(figure.anchor, place=figure.place), Text(f"{after}.")


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
