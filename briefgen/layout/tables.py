"""Tables: three rules, no verticals, the header again on every page, rows whole unless that leaves much white."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import replace
from itertools import accumulate
from typing import assert_never

from briefgen.codes import DOES_NOT_FIT
from briefgen.errors import ContentError
from briefgen.frozen import but, frozen
from briefgen.layout.boxes import FEWEST_LINES, LayoutBox, RowBox, TextBox, names_of, stack_height
from briefgen.layout.columns import DENSE_PADDING, ROW_PADDING, column_widths, gap_of, leading_of
from briefgen.layout.inlines import runs_of
from briefgen.layout.structure import Artifact, StructureTag, StructureType
from briefgen.layout.style_context import NOWHERE, StyleContext
from briefgen.layout.surface import Surface
from briefgen.layout.text import HAIR, TextLine, break_lines, width_of
from briefgen.model.blocks import Align, Cell, Column, GroupCell, HeaderCell, Table
from briefgen.model.direction import script_of, without_isolates
from briefgen.model.inlines import Inlines, Strong, Text
from briefgen.model.traverse import plain_text
from briefgen.theme import Role

STRONG_RULE = 0.9
THIN_RULE = 0.5
NARROWEST = 1.6
FEWEST_ROWS = 2
ROWS_OF_A_BODY = 100
SIGNS = ".,:/%‰€$£¥+−–-"
FIGURE = re.compile(rf"(?<!\S)[{SIGNS}]*+\d[\d{SIGNS}]*+(?!\S)")
"""A word of digits and signs alone; no part of it is looked at twice."""
WIDE = "make two tables of it, or turn its rows into columns"
LEFT_INSIDE = 0.85
"""The part of a page's height that a block leaves to a table in it."""
LOW = 0.25
"""The part of a page up to which a table is not broken: a gap of that size is better than a table in two pieces."""
WHITE, MUCH = 0.1, 0.12
"""The parts of a page that stay white rather than that a row is cut through, and in which two rows stand together."""
COLUMN_HEADER, ROW_HEADER = "/O/Table/Scope/Column", "/O/Table/Scope/Row"
CENTRED = Column(Align.CENTRE)


@frozen(kw_only=True)
class HeadBox(LayoutBox):
    """Headings in several rows, in the order in which they are read, and the rules below those that span columns.

    Both have their distances from the top and from the left; rules have their length behind these.
    """

    cells: tuple[tuple[float, float, LayoutBox], ...]
    rules: tuple[tuple[float, float, float], ...]
    depth: float
    thin: str

    def measure(self) -> float:
        return self.depth

    @property
    def parts(self) -> Iterable[LayoutBox]:
        return [cell for _, _, cell in self.cells]

    def draw(self, surface: Surface, x: float, top: float) -> None:
        for down, start, cell in self.cells:
            cell.put(surface, x + start, top - down)
        for down, start, width in self.rules:
            surface.area(x + start, top - down + THIN_RULE / 2, width, THIN_RULE, self.thin)


@frozen(kw_only=True)
class TableBox(LayoutBox):
    """A table's header and rows; `continued` after a page's end, `closed` unless it goes on over the next.

    `page` is the height of a whole page, by which a row too high for any page is known; `foot` is the source, which
    stays with the last rows; `again` stands above the header on the pages over which the table goes on.
    """

    header: LayoutBox
    rows: tuple[RowBox, ...]
    width: float
    page: float
    strong: str
    thin: str
    again: TextBox | None = None
    foot: TextBox | None = None
    continued: bool = False
    closed: bool = True
    ruled: bool = False

    def measure(self) -> float:
        return self._head_height + sum([row.height for row in self.rows]) + self._foot_height

    @property
    def _again_height(self) -> float:
        return self.again.height + self.again.after if self.again and self.continued else 0.0

    @property
    def _head_height(self) -> float:
        return self._again_height + self.header.height

    @property
    def _foot_height(self) -> float:
        return self.foot.before + self.foot.height if self.foot else 0.0

    @property
    def parts(self) -> Iterable[LayoutBox]:
        return filter(None, (None if self.continued else self.header, *self.rows, self.foot))

    def split(self, room: float) -> tuple[TableBox, TableBox] | None:
        """Whole rows, at least two on either side; a low table stays whole, a row that would leave white is cut."""
        if not self.continued and self.height <= self.page * LOW:
            return None
        room -= self._head_height
        fitting = self._fitting(room)
        if fitting < len(self.rows):
            left = room - sum(row.height for row in self.rows[:fitting])
            is_cut = left > self.page * WHITE or self._is_too_high(self.rows[fitting])
            if is_cut and (halves := cut_row(self.rows[fitting], left)):
                return self._parts((*self.rows[:fitting], halves[0]), (halves[1], *self.rows[fitting + 1 :]))
        count = min(fitting, max(len(self.rows) - self._fewest(self.rows[::-1]), 1))
        while count > 0 and self.rows[count - 1].keep:
            count -= 1
        if 0 < count < len(self.rows) and count >= self._fewest(self.rows):
            return self._parts(self.rows[:count], self.rows[count:])
        return None

    def _is_too_high(self, row: RowBox) -> bool:
        """Whether no page can hold a row below the header, with the source where it is the last one."""
        foot = self._foot_height if row is self.rows[-1] else 0.0
        return self._head_height + row.height + foot > self.page

    def _fitting(self, room: float) -> int:
        count = 0
        for row in self.rows:
            room -= row.height
            if room < -HAIR:
                break
            count += 1
        return count

    def _fewest(self, rows: Sequence[RowBox]) -> int:
        """Two rows, or one where two would take much of a page, of those from one end of the table on."""
        return FEWEST_ROWS if sum(row.height for row in rows[:FEWEST_ROWS]) <= self.page * MUCH else 1

    def _parts(self, first: tuple[RowBox, ...], rest: tuple[RowBox, ...]) -> tuple[TableBox, TableBox]:
        following = but(self.rest(), rows=rest, continued=True)
        return but(self, rows=first, foot=None, closed=False), following

    def draw(self, surface: Surface, x: float, top: float) -> None:
        if self.again and self.continued:
            self.again.put(surface, x, top)
            top -= self._again_height
        self._rule(surface, x, top, STRONG_RULE)
        with surface.artifact(Artifact.REPETITION) if self.continued else nullcontext():
            self.header.put(surface, x, top)
        top -= self.header.height
        self._rule(surface, x, top, THIN_RULE)
        for row in self.rows:
            row.put(surface, x, top)
            top -= row.height
            if self.ruled and row is not self.rows[-1]:
                self._rule(surface, x, top, THIN_RULE)
        self._rule(surface, x, top, STRONG_RULE if self.closed else THIN_RULE)
        if self.foot:
            self.foot.put(surface, x, top - self.foot.before)

    def _rule(self, surface: Surface, x: float, top: float, weight: float) -> None:
        colour = self.strong if weight == STRONG_RULE else self.thin
        surface.area(x, top + weight / 2, self.width, weight, colour)


def table_boxes(table: Table, width: float, context: StyleContext) -> list[LayoutBox]:
    """The caption above the table, which it keeps with, the table, and its source below."""
    context = but(context, scale=table.scale, dense=table.dense)
    widths = column_widths(table.columns, width)
    _check_widths(table, widths, context)
    element = context.tag("Table")
    caption = captioned(table.label, table.caption, (), width, context.under(element))
    source = captioned("", (), table.source, width, context, "P")
    # A table without rows is no more than its header, and has no parts.
    head = element.child("THead") if table.rows else element
    grid = TableBox(
        header=_head(table, widths, context.under(head)),
        rows=tuple(
            _row(row, table.columns, widths, Role.TABLE, context.under(body), heads=table.heads_rows)
            for row, body in _parted(table, element)
        ),
        width=sum(widths) + gap_of(len(widths)) * (len(widths) - 1),
        page=_page(caption, context),
        strong=context.colours.structure,
        thin=context.colours.muted,
        again=_again(table, width, context),
        foot=replace(source[0], before=4.0) if source else None,
        ruled=table.ruled,
        before=4.0,
        after=12.0,
    )
    return [*(_heading(box, context) for box in caption), grid]


def _parted(table: Table, element: StructureTag) -> Iterator[tuple[tuple[Cell, ...], StructureTag]]:
    """Each row with its body: readers go through all rows of a body on each page that has a part of it."""
    for start in range(0, len(table.rows), ROWS_OF_A_BODY):
        body = element.child("TBody")
        yield from ((row, body) for row in table.rows[start : start + ROWS_OF_A_BODY])


def _page(caption: Sequence[TextBox], context: StyleContext) -> float:
    """The height of a page for a table: inside of other blocks what these and the caption above it leave."""
    if context.body is Role.BODY and not context.depth:
        return context.page_height
    return context.page_height * LEFT_INSIDE - stack_height(caption)


def _again(table: Table, width: float, context: StyleContext) -> TextBox | None:
    """The line above a table that goes on over a page's end, which a reader of the structure does not need."""
    if not table.again:
        return None
    char_style = replace(context.char_style(Role.CAPTION), colour=context.colours.muted)
    lines = break_lines([context.run(table.again, char_style)], width)
    return TextBox(lines=lines, leading=context.style(Role.CAPTION).leading, after=4.0)


def _heading(caption: TextBox, context: StyleContext) -> TextBox:
    """A caption above its table, whole on one page with it."""
    return replace(caption, before=10.0, after=4.0, keep=True, together=caption.height <= context.page_height / 2)


def captioned(
    label: str, caption: Inlines, source: Inlines, width: float, context: StyleContext, type_: StructureType = "Caption"
) -> list[TextBox]:
    """A caption: its label bold, its text, its source in the quiet colour; nothing where all are empty."""
    style = context.style(Role.CAPTION)
    named: Inlines = (Strong((Text(f"{label}."),)), Text(" ")) if label else ()
    own = context.speaking((*named, *caption, *source))
    char_style = own.char_style(Role.CAPTION)
    quiet = char_style if own.change else replace(char_style, colour=own.colours.muted)
    runs = (*runs_of((*named, *caption), char_style, own), *runs_of(_spaced(caption, source), quiet, own))
    if not runs:
        return []
    lines = break_lines(runs, width)
    return [
        TextBox(
            lines=lines,
            leading=own.leading(Role.CAPTION, lines),
            width=width,
            align=context.start(own),
            before=style.space_before,
            after=style.space_after,
            element=context.tag(type_),
            bar=context.bar_beside(caption, source),
        )
    ]


def _spaced(before: Inlines, inlines: Inlines) -> Inlines:
    return (Text(" "), *inlines) if before and inlines else inlines


def _check_widths(table: Table, widths: Sequence[float], context: StyleContext) -> None:
    """Raise ContentError for a table whose columns cannot hold words, or a column that would break a figure."""
    name = table.label or "the table"
    if min(widths) < context.char_style(Role.TABLE).size * NARROWEST:
        message = f"{name} has {len(widths)} columns, which do not fit on the page: one would be too narrow for a word"
        raise ContentError([DOES_NOT_FIT.at(context.place or NOWHERE, message, WIDE)])
    char_style = context.char_style(Role.TABLE)
    for row in table.rows:
        for head, cell, width in zip(table.full_heads, row, widths, strict=True):
            for figure in FIGURE.findall(without_isolates(plain_text(cell.content))):
                if width_of([context.run(figure, char_style)]) > width + HAIR:
                    column = plain_text(head) or "without a head"
                    message = f'{name} has {len(widths)} columns, and "{figure}" does not fit into the column {column}'
                    raise ContentError([DOES_NOT_FIT.at(cell.place or context.place or NOWHERE, message, WIDE)])


def _head(table: Table, widths: Sequence[float], context: StyleContext) -> LayoutBox:
    """The header: one row, or several, in which headings span columns or rows.

    One that spans rows stands at the top of the first, so that its place and its turn in reading agree.
    """
    if not table.above:
        return _row(table.header, table.columns, widths, Role.TABLE_HEADER, context)
    boxes, padding = [*_headings(table, widths, context)], _padding(context)
    heights = [0.0] * len(table.heads)
    for number, each, box in sorted(boxes, key=lambda placed: placed[1].rows):
        last = number + each.rows - 1
        reach = sum(heights[number:last])
        heights[last] = max(heights[last], box.height + 2 * padding - reach)
    feet = [*accumulate(heights)]
    starts = [*accumulate((width + gap_of(len(widths)) for width in widths), initial=0.0)]
    return HeadBox(
        cells=tuple(
            (
                feet[number] - (padding + box.height if each.rows == 1 else heights[number] - padding),
                starts[each.column],
                box,
            )
            for number, each, box in boxes
        ),
        rules=tuple(
            (feet[number], starts[each.column], box.width)
            for number, each, box in boxes
            if each.cell.content and number + each.rows <= len(table.above)
        ),
        depth=feet[-1],
        thin=context.colours.muted,
    )


def _headings(
    table: Table, widths: Sequence[float], context: StyleContext
) -> Iterator[tuple[int, HeaderCell, TextBox]]:
    """The headings, each with its row and its text."""
    for number, row in enumerate(table.heads):
        under = context.under(context.tag("TR"))
        for each in row:
            spanned = widths[each.column : each.column + each.columns]
            width = sum(spanned) + gap_of(len(widths)) * (len(spanned) - 1)
            column = table.columns[each.column] if each.columns == 1 else CENTRED
            yield number, each, _cell(each.cell, column, width, Role.TABLE_HEADER, under, _spans(each))


def _spans(head: HeaderCell) -> str:
    """How a heading that spans columns or rows says so (ISO 32000-1, table 349)."""
    spans = (("ColSpan", head.columns), ("RowSpan", head.rows))
    return COLUMN_HEADER + "".join(f"/{name} {count}" for name, count in spans if count > 1)


def _row(
    cells: Sequence[Cell],
    columns: Sequence[Column],
    widths: Sequence[float],
    role: Role,
    outer: StyleContext,
    *,
    heads: bool = False,
) -> RowBox:
    context = outer.under(outer.tag("TR"))
    if isinstance(cells[0], GroupCell):
        return _group(cells[0], widths, context)
    made: list[tuple[float, LayoutBox]] = []
    x = 0.0
    for cell, column, width in zip(cells, columns, widths, strict=True):
        heading = COLUMN_HEADER if role is Role.TABLE_HEADER else ROW_HEADER if heads and not made else ""
        box = _cell(cell, column, width, role, context, heading)
        made.append((x + (width - box.width if context.from_right else 0.0), box))
        x += width + gap_of(len(widths))
    return RowBox(cells=tuple(made), padding=_padding(context), bottom=role is Role.TABLE_HEADER)


def _group(cell: GroupCell, widths: Sequence[float], context: StyleContext) -> RowBox:
    """A row that heads those below it, over all columns, which stays with the first of them."""
    width = sum(widths) + gap_of(len(widths)) * (len(widths) - 1)
    attributes = f"{ROW_HEADER}/ColSpan {len(widths)}"
    box = _cell(cell, Column(), width, Role.TABLE_HEADER, context, attributes)
    return RowBox(cells=((0.0, box),), padding=_padding(context), keep=True)


def _padding(context: StyleContext) -> float:
    return DENSE_PADDING if context.dense else ROW_PADDING


def _leading(role: Role, lines: Sequence[TextLine], context: StyleContext) -> float:
    found = []
    for language in context.languages(lines):
        writing = context.theme.writing(language, script_of(language))
        style = context.style_in(language, role)
        found.append(leading_of(style, context.scale, dense=context.dense, writing=writing))
    return max(found)


def _cell(cell: Cell, column: Column, width: float, role: Role, outer: StyleContext, heading: str) -> TextBox:
    context = outer.at(cell.change, cell.place)
    element = context.tag("TH", attributes=heading) if heading else context.tag("TD")
    own = context.speaking(cell.content)
    char_style = own.char_style(role)
    lines = break_lines(runs_of(cell.content, char_style, own), width)
    if cell.inset:
        room = width - max((line.width for line in lines), default=0.0)
        width -= max(min(cell.inset * char_style.size, room), 0.0)
    return TextBox(
        lines=lines,
        leading=_leading(role, lines, own),
        width=width,
        align=_position(column.align, own, context),
        names=names_of(cell),
        bar=context.bar(cell.change) or context.bar_beside(cell.content),
        element=element,
    )


def _position(align: Align, own: StyleContext, context: StyleContext) -> float:
    """Where the lines of a cell stand in its column, from the side where the page starts."""
    match align:
        case Align.LEFT:
            return context.start(own)
        case Align.CENTRE:
            return 0.5
        case Align.RIGHT:
            return 0.0 if context.from_right else 1.0
        case _:
            assert_never(align)


def cut_row(row: RowBox, room: float) -> tuple[RowBox, RowBox] | None:
    """A row cut through its lines, of a cell that has four or more never the last alone; none if not two lines fit."""
    room -= 2 * row.padding
    halves = [(x, _cut_cell(cell, room - drop)) for (x, cell), drop in zip(row.cells, row.drops, strict=True)]
    first = tuple((x, half[0]) for x, half in halves)
    rest = tuple((x, half[1]) for x, half in halves)
    lines = [(_lines(cell), _lines(whole)) for (_, cell), (_, whole) in zip(first, row.cells, strict=True)]
    if any(count < min(FEWEST_LINES, whole) for count, whole in lines):
        return None
    return replace(row, cells=first), replace(row, cells=rest)


def _lines(cell: LayoutBox) -> int:
    return len(cell.lines) if isinstance(cell, TextBox) else 0


def _cut_cell(cell: LayoutBox, room: float) -> tuple[LayoutBox, LayoutBox]:
    if not isinstance(cell, TextBox):
        raise TypeError(f"a table's cell is a paragraph, not {type(cell).__name__}")
    count = max(int((room + HAIR) // cell.leading), 0)
    leaves_one = len(cell.lines) == count + 1 and count > FEWEST_LINES
    return cell.cut(count - 1 if leaves_one else count)
