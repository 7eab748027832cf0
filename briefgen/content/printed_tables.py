"""Tables of data in section text: `![](table:toll)` prints one, or some of its rows and columns in an order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from typing import Any
from urllib.parse import unquote

from markdown_it.token import Token

from briefgen import codes
from briefgen.content.braces import ID, Sayable, braces_at_end, chosen, listed, said_by
from briefgen.content.edition_context import EditionContext, EditionPart
from briefgen.content.pictures import image_caption, is_image_alone, shown_in
from briefgen.content.schema_types import is_id
from briefgen.content.source_reader import SourceReader
from briefgen.frozen import frozen
from briefgen.model.blocks import Align, Cell, Column, SpanningCell, Table
from briefgen.model.fact import Fact, Quantity
from briefgen.model.fact_table import FactTable, TableLine
from briefgen.model.inlines import Inlines, Strong, Text, Value
from briefgen.spans import SourceText, Span
from briefgen.suggest import did_you_mean

KIND = "table:"
_OPTIONS = Sayable(
    "a table of figures",
    (ID, "rows", "columns", "order", "format", "page"),
    'write {#id rows="a, b" columns="c, d" order="-c" format="unit" page="landscape"}',
)
_PAGES = {"landscape": True, "portrait": False}


def is_fact_table(tokens: list[Token]) -> bool:
    """Whether a paragraph is a table of data alone, with or without options behind it."""
    return is_image_alone(tokens) and str(shown_in(tokens)[0].attrs.get("src", "")).startswith(KIND)


def read_fact_table(
    tokens: list[Token], content: SourceText, context: EditionContext, part: EditionPart
) -> Iterator[Table]:
    """The table that such a paragraph prints, or nothing, with the fault noted, where there is none."""
    image = next(token for token in tokens if token.type == "image")
    start = int(image.meta["at"])
    place = content.place(start, int(image.meta["end"]))
    name = unquote(str(image.attrs.get("src", ""))).removeprefix(KIND)
    table = context.tables.get(name)
    braces = braces_at_end(content.text)
    options = said_by(braces, content, _OPTIONS, context.reading) if braces else {}
    own = options.get(ID)
    anchor = context.anchor("table", own.text if own else name, own.whole if own else place) if is_id(name) else ""
    if table is None:
        if KIND + name not in context.reading.broken:
            hint = did_you_mean(name, context.tables) or f"add {name} to tables.yaml, and the file tables/{name}.csv"
            context.reading.report(codes.UNKNOWN_FIGURE.at(place, f'table "{name}" is not in tables.yaml', hint))
        context.reading.broken.add(anchor)
        return
    if image.children:
        message, hint = "a table has no alternative text", 'write its caption in quotes: ![](table:x "Caption")'
        context.reading.report(codes.UNSUPPORTED_MARKUP.at(place, message, hint))
    caption = image_caption(image, content, start, context, part) or table.caption
    printed = _Printed(table, context, part, place)
    rows = printed.ordered(printed.lines("rows", options), options.get("order"))
    columns = printed.lines("columns", options)
    formats = tuple(filter(None, map(str.strip, options["format"].text.split("|")))) if "format" in options else ()
    yield Table(
        (Column(Align.LEFT), *(Column(Align.LEFT if line.is_text else Align.RIGHT) for line in columns)),
        (
            printed.cell("", (Text(table.key, place=table.key_place),), table.key_place),
            *(printed.cell(line.id, (Text(_last(line), place=line.place),), line.place) for line in columns),
        ),
        tuple(printed.row(row, columns, formats) for row in rows),
        caption=caption,
        id=context.identities.give("t", part.name, name),
        anchor=anchor,
        data=name,
        above=printed.above(columns),
        turned=turned_by(options, context.reading),
        place=place,
    )


def turned_by(said: Mapping[str, SourceText], reading: SourceReader) -> bool | None:
    """Whether a table stands on a landscape page, as braces behind it say; none where they do not."""
    return _PAGES.get(chosen("page", said["page"], _PAGES, reading)) if "page" in said else None


@frozen
class _Printed:
    """A table of data as one place of the text prints it."""

    table: FactTable
    context: EditionContext
    part: EditionPart
    place: Span

    def lines(self, kind: str, options: Mapping[str, SourceText]) -> list[TableLine]:
        """The rows or columns that are asked for, in that order; all where none are."""
        known: Mapping[str, TableLine] = getattr(self.table, kind)
        asked = listed(options[kind]) if kind in options else []
        for name in asked:
            if name.text not in known:
                hint = did_you_mean(name.text, known) or f"its {kind} are {', '.join([*known][:8])}"
                message = f'the table "{self.table.id}" has no {kind.removesuffix("s")} "{name.text}"'
                self._report(name.whole, message, hint)
        return [known[name.text] for name in asked if name.text in known] if asked else [*known.values()]

    def ordered(self, rows: list[TableLine], order: SourceText | None) -> list[TableLine]:
        """The rows by the figures of a column, falling behind a minus, totals last; as they are without an order."""
        if order is None:
            return rows
        column = order.text.removeprefix("-")
        if column not in self.table.columns:
            hint = did_you_mean(column, self.table.columns) or _OPTIONS.hint
            self._report(order.whole, f'the table "{self.table.id}" has no column "{column}"', hint)
            return rows
        derived = [row.id for row in rows if (fact := self._fact(row, column)) and fact.formula and not row.is_total]
        if derived:
            hint = "order the rows by a column whose figures are all given, or name them in their order by `rows`"
            self._report(
                order.whole, f"no order of rows can follow from {column}: {derived[0]} is worked out from others", hint
            )
        sign = -1 if order.text.startswith("-") else 1

        def rank(row: TableLine) -> tuple[bool, bool, Any]:
            fact = self._fact(row, column)
            return row.is_total, fact is None, _sortable(fact, sign)

        return sorted(rows, key=rank)

    def above(self, columns: list[TableLine]) -> tuple[tuple[SpanningCell, ...], ...]:
        """The rows of headings over the last one, in which neighbours of one heading share a cell."""
        depth = max((len(line.levels) for line in columns), default=0)
        texts = [("",) * depth, *(line.levels or ("",) * depth for line in columns)]
        rows = [tuple(self._spanning(texts, level)) for level in range(depth - 1)]
        return tuple(row for row in rows if any(cell.content for cell in row))

    def _spanning(self, texts: list[tuple[str, ...]], level: int) -> Iterator[SpanningCell]:
        numbered = groupby(range(len(texts)), key=lambda at: texts[at][: level + 1] if texts[at][level] else at)
        for begins, group in numbered:
            text = texts[at := next(group)][level]
            name = f"{level + 1} above {' '.join(begins) if isinstance(begins, tuple) else at}"
            content: Inlines = (Text(text, place=self.table.key_place),) if text else ()
            cell = self.cell(name, content, self.table.key_place)
            yield SpanningCell(content, id=cell.id, place=cell.place, span=1 + len(list(group)))

    def _fact(self, row: TableLine, column: str) -> Fact | None:
        return self.table.facts.get(f"{self.table.id}.{row.id}.{column}")

    def row(self, row: TableLine, columns: list[TableLine], formats: tuple[str, ...]) -> tuple[Cell, ...]:
        """A row: its name, then its cells; bold where it adds up others."""
        name = self.cell(row.id, (Text(row.name, place=row.place),), row.place)
        cells = (name, *(self._figure(row, column, formats) for column in columns))
        if not row.is_total:
            return cells
        return tuple(replace(cell, content=(Strong(cell.content),) if cell.content else ()) for cell in cells)

    def _figure(self, row: TableLine, column: TableLine, formats: tuple[str, ...]) -> Cell:
        name = f"{self.table.id}.{row.id}.{column.id}"
        missing, fact = self.table.missing.get(name), self.table.facts.get(name)
        if fact is None:
            place = missing.place if missing else None
            text = missing.printed if missing else ""
            return self.cell(name, (Text(text, place=place),) if text else (), place)
        is_figure = bool(fact.formula) or isinstance(fact.value, Quantity)
        if self.table.zero and isinstance(fact.value, Quantity) and not fact.value.amount:
            return self.cell(name, (Text(self.table.zero, place=fact.place),), fact.place)
        return self.cell(name, (Value(name, formats if is_figure else (), place=fact.place),), fact.place)

    def cell(self, name: str, content: Inlines, place: Span | None) -> Cell:
        """A cell with an id that it keeps when others come and go."""
        return Cell(content, id=self.context.identities.give("d", self.part.name, self.table.id, name), place=place)

    def _report(self, place: Span, message: str, hint: str) -> None:
        self.context.reading.report(codes.NOT_IN_DATA_FILE.at(place, message, hint))


def _last(column: TableLine) -> str:
    """What stands in the last row of headings above a column."""
    return column.levels[-1] if column.levels else column.name


def _sortable(fact: Fact | None, sign: int) -> Any:
    if fact is None:
        return Decimal(0)
    return fact.value.amount * sign if isinstance(fact.value, Quantity) else Decimal(0)
