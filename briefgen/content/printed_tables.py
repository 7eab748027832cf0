"""Tables of data in section text: `![](table:toll)` prints one, or some of its rows and columns in an order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from typing import Any
from urllib.parse import unquote

from markdown_it.token import Token

from briefgen import codes
from briefgen.content.edition_context import EditionContext, EditionPart
from briefgen.content.pictures import image_caption, is_invisible
from briefgen.content.schema_types import is_id
from briefgen.frozen import frozen
from briefgen.model.blocks import Align, Cell, Column, SpanningCell, Table
from briefgen.model.fact import Fact, Quantity
from briefgen.model.fact_table import FactTable, TableLine
from briefgen.model.inlines import Inlines, Strong, Text, Value
from briefgen.patterns import lazy_regex
from briefgen.spans import SourceText, Span
from briefgen.suggest import did_you_mean

KIND = "table:"
_MARK = re.compile(r"\s*\{([^{}]*)\}\s*")
_OPTION = lazy_regex(r'#(?P<id>[^\s{}]+)|(?P<key>[a-z]+)=(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"]+))')
OPTIONS = ("rows", "columns", "order", "format", "page")
OPTIONS_HINT = 'write {#id rows="a, b" columns="c, d" order="-c" format="unit" page="landscape"}'
PAGES = {"landscape": True, "portrait": False}


def is_fact_table(tokens: list[Token]) -> bool:
    """Whether a paragraph is a table of data alone, with or without options behind it."""
    shown = [token for token in tokens if not is_invisible(token)]
    if not shown or shown[0].type != "image" or not str(shown[0].attrs.get("src", "")).startswith(KIND):
        return False
    rest = "".join(token.content for token in shown[1:])
    return all(token.type == "text" for token in shown[1:]) and (not rest.strip() or _MARK.fullmatch(rest) is not None)


def read_fact_table(
    tokens: list[Token], content: SourceText, context: EditionContext, part: EditionPart
) -> Iterator[Table]:
    """The table that such a paragraph prints, or nothing, with the fault noted, where there is none."""
    image = next(token for token in tokens if token.type == "image")
    start, end = int(image.meta["at"]), int(image.meta["end"])
    place = content.place(start, end)
    name = unquote(str(image.attrs.get("src", ""))).removeprefix(KIND)
    table = context.tables.get(name)
    options = _options(content, end, context)
    anchor = context.anchor("table", options.pop("id", name), place) if is_id(name) else ""
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
    rows = printed.ordered(printed.lines("rows", options), options.get("order", ""))
    columns = printed.lines("columns", options)
    formats = tuple(each.strip() for each in options.get("format", "").split("|") if each.strip())
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
        turned=printed.turned(options.get("page", "")),
        place=place,
    )


def _options(content: SourceText, start: int, context: EditionContext) -> dict[str, str]:
    """What stands in braces behind the table, each by its key."""
    mark = _MARK.match(content.text, start)
    if mark is None:
        return {}
    options: dict[str, str] = {}
    for found in _OPTION.finditer(mark[1]):
        key = "id" if found["id"] else found["key"]
        options[key] = found["id"] or (found["quoted"] if found["quoted"] is not None else found["bare"])
        if key not in ("id", *OPTIONS):
            place = content.place(mark.start(1) + found.start(), mark.start(1) + found.end())
            message = f'"{key}" is no option of a table'
            context.reading.report(
                codes.UNSUPPORTED_MARKUP.at(place, message, did_you_mean(key, OPTIONS) or OPTIONS_HINT)
            )
    if _OPTION.sub("", mark[1]).strip():
        place = content.place(mark.start(1), mark.end(1))
        context.reading.report(
            codes.UNSUPPORTED_MARKUP.at(place, f"{{{mark[1]}}} cannot be read as options of a table", OPTIONS_HINT)
        )
    return options


@frozen
class _Printed:
    """A table of data as one place of the text prints it."""

    table: FactTable
    context: EditionContext
    part: EditionPart
    place: Span

    def lines(self, kind: str, options: Mapping[str, str]) -> list[TableLine]:
        """The rows or columns that are asked for, in that order; all where none are."""
        known: Mapping[str, TableLine] = getattr(self.table, kind)
        asked = [each.strip() for each in options.get(kind, "").split(",") if each.strip()]
        for name in asked:
            if name not in known:
                what = kind.removesuffix("s")
                hint = did_you_mean(name, known) or f"its {kind} are {', '.join([*known][:8])}"
                self._report(f'the table "{self.table.id}" has no {what} "{name}"', hint)
        return [known[name] for name in asked if name in known] if asked else [*known.values()]

    def turned(self, page: str) -> bool | None:
        """Whether the table stands on a landscape page; none where it does not say."""
        if page and page not in PAGES:
            hint = did_you_mean(page, PAGES) or "write landscape or portrait"
            fault = codes.UNSUPPORTED_MARKUP.at(self.place, f'"{page}" is no way to turn a page', hint)
            self.context.reading.report(fault)
        return PAGES.get(page)

    def ordered(self, rows: list[TableLine], order: str) -> list[TableLine]:
        """The rows by the figures of a column, falling behind a minus, totals last; as they are without an order."""
        column = order.removeprefix("-")
        if column and column not in self.table.columns:
            hint = did_you_mean(column, self.table.columns) or OPTIONS_HINT
            self._report(f'the table "{self.table.id}" has no column "{column}"', hint)
        if column not in self.table.columns:
            return rows
        derived = [row.id for row in rows if (fact := self._fact(row, column)) and fact.formula and not row.is_total]
        if derived:
            hint = "order the rows by a column whose figures are all given, or name them in their order by `rows`"
            self._report(f"no order of rows can follow from {column}: {derived[0]} is worked out from others", hint)
        sign = -1 if order.startswith("-") else 1

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

    def _report(self, message: str, hint: str) -> None:
        self.context.reading.report(codes.NOT_IN_DATA_FILE.at(self.place, message, hint))


def _last(column: TableLine) -> str:
    """What stands in the last row of headings above a column."""
    return column.levels[-1] if column.levels else column.name


def _sortable(fact: Fact | None, sign: int) -> Any:
    if fact is None:
        return Decimal(0)
    return fact.value.amount * sign if isinstance(fact.value, Quantity) else Decimal(0)
