"""Tables: a caption above, a source below, and between them rows that scroll sideways where a screen is narrow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from briefgen.formats.html.changes import is_gone, mark
from briefgen.formats.html.context import HtmlContext, HtmlVoice
from briefgen.formats.html.inlines import write_inlines, write_text
from briefgen.formats.html.markup import element
from briefgen.model.blocks import Align, Cell, Column, GroupCell, HeaderCell, Table
from briefgen.model.inlines import Inlines
from briefgen.model.traverse import spoken_name
from briefgen.theme import Role

CLASSES = {Align.LEFT: None, Align.RIGHT: "right", Align.CENTRE: "centre"}


def write_table(table: Table, voice: HtmlVoice, context: HtmlContext) -> str:
    """A table with its caption and source."""
    above = caption(table.label, voice, context, table.caption)
    below = caption("", voice, context, table.source)
    parts = [element("p", above, class_="caption")] if above else []
    parts.append(grid(table, voice, context, spoken_name(table)))
    if below:
        parts.append(element("p", below, class_="caption source"))
    return element("div", "\n".join(parts), class_="table", id=context.identity(table))


def caption(label: str, outer: HtmlVoice, context: HtmlContext, *texts: Inlines) -> str:
    """A label and the texts behind it."""
    voice = replace(outer, role=Role.CAPTION)
    strong = replace(voice, strong=True)
    parts = [element("span", write_text(f"{label}.", strong, context), class_="label")] if label else []
    parts += [write_inlines(each, voice, context) for each in texts if each]
    return " ".join(parts)


def grid(table: Table, outer: HtmlVoice, context: HtmlContext, name: str) -> str:
    """The rows of a table, in a stretch of the page that scrolls by itself, by the keyboard as well."""
    head = replace(outer, role=Role.TABLE_HEADER)
    voice = replace(outer, role=Role.TABLE)
    heads = "\n".join(element("tr", _heads(row, table.columns, head, context)) for row in table.heads)
    body = (element("tbody", "\n", "\n".join(rows), "\n") for rows in _bodies(table, voice, context))
    parts = ("\n", element("thead", heads), "\n", "\n".join(body), "\n")
    whole = element("table", *parts, aria_label=name, class_="dense" if table.dense else None)
    return element("div", whole, class_="scroll", role="group", tabindex="0", aria_label=name)


def _bodies(table: Table, voice: HtmlVoice, context: HtmlContext) -> Iterator[list[str]]:
    """The rows of a table, those below each heading of a group by themselves."""
    rows: list[str] = []
    for row in table.rows:
        if isinstance(row[0], GroupCell) and rows:
            yield rows
            rows = []
        rows.append(element("tr", _row(row, table, voice, context)))
    yield rows


def _heads(row: tuple[HeaderCell, ...], columns: tuple[Column, ...], voice: HtmlVoice, context: HtmlContext) -> str:
    """A row of the header; what heads several columns stands in the middle over them."""
    return "".join(
        _cell(
            each.cell,
            columns[each.column].align if each.columns == 1 else Align.CENTRE,
            "th",
            voice,
            context,
            scope="col" if each.columns == 1 else "colgroup",
            colspan=each.columns if each.columns > 1 else None,
            rowspan=each.rows if each.rows > 1 else None,
        )
        for each in row
    )


def _row(row: tuple[Cell, ...], table: Table, voice: HtmlVoice, context: HtmlContext) -> str:
    """A row, or the heading of the group of those below it."""
    kinds = ["th" if table.heads_rows else "td", *["td"] * (len(row) - 1)]
    if isinstance(row[0], GroupCell):
        return _cell(row[0], Align.LEFT, "th", voice, context, scope="rowgroup", colspan=len(row))
    cells = zip(row, table.columns, kinds, strict=True)
    return "".join(
        _cell(cell, column.align, kind, voice, context, scope="row" if kind == "th" else None)
        for cell, column, kind in cells
    )


def _cell(
    cell: Cell, align: Align, kind: str, outer: HtmlVoice, context: HtmlContext, **spans: str | float | None
) -> str:
    own = cell.id in context.targets
    voice = outer
    if own or cell.change:
        voice = replace(outer, gone=outer.gone or is_gone(cell.change), linked=outer.linked or own)
    content = write_inlines(cell.content, voice, context)
    spans = {**spans, **context.own_language(cell.content)}
    if cell.change:
        content = mark(cell.change, content)
    anchored = own or bool(cell.anchor)
    id_ = context.claim(cell.id or cell.anchor) if anchored else ""
    inset = round(cell.inset * 100)
    context.insets |= {inset} if inset else set()
    class_ = f"{CLASSES[align]} in-{inset}" if inset else CLASSES[align]
    return element(kind, content, class_=class_, id=id_, **spans)
