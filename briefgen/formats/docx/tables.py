"""Tables: fixed columns, a header row that repeats, rows that stay whole, three rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from dataclasses import replace
from functools import cached_property

from briefgen.formats.docx.changes import mark_of
from briefgen.formats.docx.context import DocxContext
from briefgen.formats.docx.elements import Markup, OpenElement, finished, markup_of, w
from briefgen.formats.docx.figures import caption
from briefgen.formats.docx.inlines import Voice, write_inlines
from briefgen.formats.docx.markup import attribute, border, qualified, twips
from briefgen.formats.docx.own_language import Lines, on_one_base_line, set_in_language, spoken
from briefgen.formats.docx.paragraphs import (
    first_paragraph,
    keep_rows,
    paragraph,
    set_property,
    set_space,
    style_of,
    tightened,
)
from briefgen.formats.docx.setting import Setting
from briefgen.formats.docx.styles import FINE_RULE, FRAMES, Style, frame, indent_of, role_of, space_before
from briefgen.frozen import frozen
from briefgen.layout.columns import DENSE_PADDING, GAP, column_widths, gap_of, leading_of
from briefgen.model.blocks import Align, Cell, Column, GroupCell, HeaderCell, Table, change_of_row
from briefgen.model.inlines import Foreign
from briefgen.model.traverse import inlines_of, spoken_name
from briefgen.theme import Role, Theme

AFTER = 10.0
Row = tuple[Cell, ...]
FIGURES = {Style.TABLE_TEXT: Style.TABLE_NUMBER, Style.TABLE_HEADER: Style.TABLE_NUMBER_HEADER}
"""The styles of cells whose figures stand with their units below each other."""


def write_table(table: Table, setting: Setting, context: DocxContext) -> list[OpenElement]:
    """The caption above, which keeps with the table, the table, and its source below."""
    if setting.mark:
        setting = replace(setting, mark=setting.mark.for_row())
    above = caption(table, table.caption, (), Style.TABLE_CAPTION, setting, context)
    grid = _grid(table, setting, context)
    below = caption(table, (), table.source, Style.TABLE_SOURCE, setting, context)
    return [*above, grid, *below]


def _kept(table: Table) -> set[int]:
    """The rows that stay with the next: no page ends behind the first or before the last, nor before the source."""
    last = len(table.rows) - 1
    kept = {0, last - 1} if last > 0 else set[int]()
    return kept | {last} if table.source else kept


def cell_widths(columns: Sequence[Column], width: float) -> list[float]:
    """The width of each column's cells: its own, with half a gap on either side where another column stands."""
    gap = gap_of(len(columns))
    widths = [each + gap for each in column_widths(columns, width)]
    widths[0] -= gap / 2
    widths[-1] -= gap / 2
    return widths


@frozen
class Grid:
    """The columns of a table: widths in twips, alignments, and how far the callout around it extends on each side.

    `scale` is the size of its type by that of other tables, whose rows are close where it is `dense`.
    """

    widths: tuple[int, ...]
    alignments: tuple[Align, ...]
    inset: tuple[float, float] = (0, 0)
    tint: str | None = None
    scale: float = 1.0
    dense: bool = False


@frozen
class Look:
    """How the rows of the header or of the body are set: the voice of their texts, and a row of blank cells to copy."""

    voice: Voice
    row: OpenElement
    lines: Lines

    @cached_property
    def blanks(self) -> list[Markup]:
        """The cells of the row, finished."""
        _, *cells = self.row.elements
        return [cell.markup() for cell in cells]

    @cached_property
    def kept(self) -> Look:
        """The look of rows that stay with the next."""
        row = copy(self.row)
        keep_rows([row])
        return replace(self, row=row)


CELL_END = "</w:p></w:tc>"


def _grid(table: Table, setting: Setting, context: DocxContext) -> OpenElement:
    inset, bar, tint = _frame(setting, context)
    across = context.theme.page.turned.text_width if table.turned else setting.width(context)
    widths = cell_widths(table.columns, across)
    widths[0] += inset[0]
    widths[-1] += inset[1]
    if context.from_right:
        # As wide as the text: LibreOffice puts a narrower one to the left, whichever way it runs.
        widths[-1] = max(widths[-1], across + sum(inset) - sum(widths[:-1]))
    grid = Grid(
        tuple(twips(width) for width in widths),
        tuple(column.align for column in table.columns),
        inset,
        tint,
        table.scale,
        table.dense,
    )
    kept = _kept(table)
    body, head = (_look(style, grid, setting, context) for style in (Style.TABLE_TEXT, Style.TABLE_HEADER))
    return w.open(
        "tbl",
        _properties(table, sum(grid.widths), setting.left - inset[0], bar, context.theme.colours.muted),
        w("tblGrid", *(w("gridCol", w=width) for width in grid.widths)),
        *_head(table, head, setting, context),
        *(
            _group(row, table.header, head, setting, context)
            if isinstance(row[0], GroupCell)
            else _row(row, table.header, body.kept if number in kept else body, setting, context)
            for number, row in enumerate(table.rows)
        ),
    )


def _frame(setting: Setting, context: DocxContext) -> tuple[tuple[float, float], Markup | None, str | None]:
    """How a callout goes on around the table: the room on either side, the bar and the tint."""
    if setting.frame is None:
        return (0, 0), None, None
    inset = indent_of(setting.frame)
    borders, *shading = frame(setting.frame, context.theme)
    tint = attribute(shading[0], "w:fill") if shading else None
    bar = borders.find(qualified("w:left"))
    return (inset.left, inset.right), None if bar is None else finished(bar), tint


def _properties(table: Table, width: int, left: float, bar: Markup | None, muted: str) -> Markup:
    rules = [each for each in (bar, finished(border("insideH", FINE_RULE, muted)) if table.ruled else None) if each]
    return w(
        "tblPr",
        w("tblStyle", val=Style.TABLE.value),
        w("tblW", w=width, type="dxa"),
        w("tblInd", w=twips(left), type="dxa") if left else None,
        w("tblBorders", *rules) if rules else None,
        w("tblLayout", type="fixed"),
        _margins_of_cells(table),
        _look_of_table(table),
        w("tblCaption", val=spoken_name(table)),
    )


def _look_of_table(table: Table) -> Markup:
    """Which rows and columns are headings, by which programs read the others."""
    heads, val = int(table.heads_rows), "04A0" if table.heads_rows else "0420"
    return w("tblLook", val=val, firstRow=1, lastRow=0, firstColumn=heads, lastColumn=0, noHBand=0, noVBand=1)


def _margins_of_cells(table: Table) -> Markup | None:
    """The room around what stands in a cell, where that is another one than the style's."""
    gap = gap_of(len(table.columns))
    margins = {"top": DENSE_PADDING, "left": gap / 2, "bottom": DENSE_PADDING, "right": gap / 2}
    own = ((("top", "bottom") if table.dense else ()), (("left", "right") if gap != GAP else ()))
    sides = [side for side in margins if any(side in each for each in own)]
    return w("tblCellMar", *(w(side, w=twips(margins[side]), type="dxa") for side in sides)) if sides else None


def _marks_of_row(cells: Row, heads: Row, setting: Setting, context: DocxContext) -> list[Markup]:
    """The marks of a row: of a table that is changed as a whole, and of the row itself."""
    change = change_of_row(cells, heads)
    mark = mark_of(change, context.annotations).inside(setting.mark) if change else setting.mark
    return mark.elements() if mark else []


def _mark_of_column(head: Cell, context: DocxContext) -> Markup | None:
    """The mark that a cell has in a column that is changed as a whole."""
    if head.change is None:
        return None
    mark = mark_of(head.change, context.annotations)
    return w("cellDel" if mark.deletes else "cellIns", **mark.attributes())


def _blank_cell(style: Style, align: Align, properties: Iterable[OpenElement]) -> OpenElement:
    """The paragraph of a cell, in the style of figures where these end on one line, or aligned by itself."""
    if align is Align.RIGHT:
        style = FIGURES[style]
    return paragraph(style, (), [*properties, *([w.open("jc", val="center")] if align is Align.CENTRE else ())])


def _look(style: Style, grid: Grid, setting: Setting, context: DocxContext) -> Look:
    in_header = style is Style.TABLE_HEADER
    last = len(grid.widths) - 1
    properties = [
        w.open(
            "tcPr",
            w.open("tcW", w=width, type="dxa"),
            w("shd", val="clear", color="auto", fill=grid.tint) if grid.tint else None,
            _margins(grid.inset[0] if index == 0 else None, grid.inset[1] if index == last else None),
            w("vAlign", val="bottom") if in_header else None,
        )
        for index, width in enumerate(grid.widths)
    ]
    # The end of a cell is its row's: marked as well, LibreOffice takes what follows the table for changed.
    role = role_of(style)
    text_style = context.theme.style(role)
    size = text_style.scaled(grid.scale) if grid.scale < 1 else None
    leading = leading_of(text_style, grid.scale, dense=grid.dense)
    paragraphs = [
        _blank_cell(style, align, tightened(size, text_style, context.writing, leading)) for align in grid.alignments
    ]
    return Look(
        Voice(role, size=size, mark=setting.mark),
        w.open(
            "tr",
            w.open("trPr", w("cantSplit"), w("tblHeader") if in_header else None),
            *(w.open("tc", *each) for each in zip(properties, paragraphs, strict=True)),
        ),
        Lines(role, grid.scale, grid.dense),
    )


def _head(table: Table, look: Look, setting: Setting, context: DocxContext) -> Iterator[OpenElement]:
    """The rows of the header; in several, headings span columns, or rows, and rules stand where the header ends."""
    if not table.above:
        yield _filled(table.header, table.header, look, setting, context)
        return
    reaching: set[int] = set()
    for number, heads in enumerate(table.heads):
        row = copy(look.row)
        properties, *cells = row.elements
        row[:] = [properties]
        properties.extend(setting.mark.elements() if setting.mark else [])
        begun = {head.column: head for head in heads}
        for column in sorted({*begun, *reaching}):
            head = begun.get(column)
            blanks = cells[column : column + (head.columns if head else 1)]
            cell = _spanning(head, blanks, look, context)
            row.append(cell)
            of_cell, content = cell.elements
            if head and head.columns > 1:
                set_property(content, w.open("jc", val="center"))
            has_rule = number == len(table.above) or head is None or head.rows > 1 or head.cell.content
            fine = finished(border("bottom", FINE_RULE, context.theme.colours.muted))
            spans = [each for each in of_cell.elements if each.tag in ("w:gridSpan", "w:vMerge")]
            of_cell.insert(1 + len(spans), w("tcBorders", fine if has_rule else w("bottom", val="nil")))
        reaching |= {head.column for head in heads if head.rows > 1}
        yield row


def _spanning(head: HeaderCell | None, blanks: Sequence[OpenElement], look: Look, context: DocxContext) -> OpenElement:
    """A cell of a header of several rows; none is what goes on below a heading that spans rows."""
    cell, properties = blanks[0], blanks[0].properties
    if head is None:
        properties.insert(1, w.open("vMerge"))
        return cell
    _fill(cell, head.cell, Cell(()), look, context)
    if head.columns > 1:
        width = sum(int(blank.properties.properties.attributes["w:w"]) for blank in blanks)
        properties[0] = w.open("tcW", w=width, type="dxa")
        properties.insert(1, w.open("gridSpan", val=head.columns))
    if head.rows > 1:
        properties.insert(1, w.open("vMerge", val="restart"))
        properties[-1] = w("vAlign", val="top")  # where it is read, as in the PDF
    return cell


def _group(cells: Row, heads: Row, look: Look, setting: Setting, context: DocxContext) -> OpenElement:
    """A row that heads those below it, over all columns, which stays with the first of them."""
    _, *blanks = copy(look.row).elements
    cell = _spanning(HeaderCell(cells[0], 0, len(cells)), blanks, look, context)
    keep_rows([cell])
    return w.open("tr", w("trPr", w("cantSplit"), *_marks_of_row(cells, heads, setting, context)), cell)


def _row(cells: Row, heads: Row, look: Look, setting: Setting, context: DocxContext) -> Markup:
    """A row of the body, finished; one with a cell that is set otherwise than others is made of a blank one."""
    if any(head.change or _is_set_otherwise(cell) for cell, head in zip(cells, heads, strict=True)):
        return _filled(cells, heads, look, setting, context).markup()
    properties = w("trPr", w("cantSplit"), *_marks_of_row(cells, heads, setting, context))
    written = (
        Markup(f"{blank[: -len(CELL_END)]}{_content(cell, look.voice, context)}{CELL_END}")
        for blank, cell in zip(look.blanks, cells, strict=True)
    )
    return w("tr", properties, *written)


def _is_set_otherwise(cell: Cell) -> bool:
    return bool(cell.inset) or any(isinstance(inline, Foreign) for inline in inlines_of(cell.content))


def _filled(cells: Row, heads: Row, look: Look, setting: Setting, context: DocxContext) -> OpenElement:
    row = copy(look.row)
    properties, *blanks = row.elements
    properties.extend(_marks_of_row(cells, heads, setting, context))
    for blank, cell, head in zip(blanks, cells, heads, strict=True):
        _fill(blank, cell, head, look, context)
    if look.lines.role is not Role.TABLE_HEADER:  # whose cells stand at its foot
        written = [paragraph for blank in blanks for paragraph in blank.iter("w:p")]
        on_one_base_line([cell.content for cell in cells], written, look.lines, context)
    return row


def _margins(left: float | None, right: float | None) -> Markup | None:
    """The outer margins of the outer cells, so that the text stands flush with the rules."""
    sides = [(side, width) for side, width in (("left", left), ("right", right)) if width is not None]
    return w("tcMar", *(w(side, w=twips(width), type="dxa") for side, width in sides)) if sides else None


def _fill(blank: OpenElement, cell: Cell, head: Cell, look: Look, context: DocxContext) -> None:
    properties, written = blank.elements
    voice = spoken(cell.content, look.voice)
    mark = _mark_of_column(head, context)
    properties.extend([] if mark is None else [mark])
    if cell.inset:
        size = voice.size or context.theme.style(voice.role).size
        set_property(written, w.open("ind", **{"left" if context.from_right else "right": twips(cell.inset * size)}))
    written.append(_content(cell, voice, context))
    set_in_language(written, cell.content, voice, context, look.lines)


def _content(cell: Cell, voice: Voice, context: DocxContext) -> Markup:
    if cell.change:
        voice = replace(voice, mark=mark_of(cell.change, context.annotations).inside(voice.mark))
    content = markup_of(write_inlines(cell.content, voice, context))
    content = context.bookmarks.around(content, context.bookmarks.leading_to(cell.anchor))
    return context.bookmarks.identified(content, cell.id, voice.mark)


def separated(elements: Iterable[OpenElement], theme: Theme) -> Iterator[OpenElement]:
    """The body's elements with room below every table.

    What follows a table gets the room above it; where no paragraph follows, Word needs one, lest it join two tables
    or mend the file.
    """
    after_table = False
    for element in elements:
        is_table = element.tag == "w:tbl"
        after_table = after_table and element.tag != "w:sectPr"
        if after_table and is_table:
            yield paragraph(Style.TABLE_END, ())
        elif after_table and (first := first_paragraph([element])) is not None:
            _make_room(first, theme)
            after_table = False
        after_table = after_table or is_table
        yield element
    if after_table:
        yield paragraph(Style.TABLE_END, ())


def _make_room(following: OpenElement, theme: Theme) -> None:
    style = style_of(following)
    if style is not Style.TABLE_SOURCE and style not in FRAMES and space_before(style, theme) < AFTER:
        set_space(following, before=AFTER)
