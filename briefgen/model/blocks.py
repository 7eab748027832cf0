"""Blocks: what a document is made of. The set is closed: a type is added only when every writer answers for it."""

from __future__ import annotations

from dataclasses import field, replace
from datetime import datetime
from enum import Enum
from itertools import pairwise

from briefgen.frozen import frozen
from briefgen.model.chart import Chart
from briefgen.model.inlines import Deleted, Inlines, Inserted, Text, Value
from briefgen.model.kind import PointUse
from briefgen.spans import Span


class ChangeKind(Enum):
    """What a redline says of a whole block."""

    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED_FROM = "moved from"
    MOVED_TO = "moved to"


GONE = (ChangeKind.DELETED, ChangeKind.MOVED_FROM)
"""What stands there no longer."""


@frozen
class Change:
    """The mark of a redline on a whole block: what, by whom, when."""

    kind: ChangeKind
    author: str
    date: datetime


@frozen(kw_only=True)
class Identified:
    """A block, cell, item or caption with a stable id.

    `id` is kept over edits that do not touch the text; `anchor` is what cross-references name (`figure:by-province`).
    """

    id: str = ""
    anchor: str = ""
    change: Change | None = None
    place: Span | None = field(default=None, compare=False)


@frozen
class Heading(Identified):
    """A heading; `level` from 1 (a section), `number` as printed once numbered, `marking` if it has its own.

    `use` is what the points below it may be used for, unless they say so themselves.
    """

    level: int
    content: Inlines
    number: str = ""
    marking: str = ""
    use: PointUse | None = None


@frozen
class Paragraph(Identified):
    """Running text, with its `number` as printed where the brief numbers its paragraphs.

    `end` marks its end alone where a redline parts it from what follows, or joins the two. `use` is what a point may be
    used for, and `answers` are the boxes below it; none where it does not say.
    """

    content: Inlines
    end: Change | None = None
    number: str = ""
    use: PointUse | None = None
    answers: tuple[str, ...] | None = None

    @property
    def shown_number(self) -> str:
        """Its number, which what a redline takes out has no longer, so that the others are those of the new text."""
        is_gone = any(change and change.kind in GONE for change in (self.change, self.end))
        return "" if is_gone else self.number


BOX, BETWEEN_ANSWERS = "☐", "\u00a0" * 5 + " "
"""A box to tick, and what stands between an answer and the next box."""


class FormLineKind(Enum):
    """What a line of a form is: what points may be used for, or the boxes of the answers to a recommendation."""

    USE = "use"
    ANSWERS = "answers"


@frozen
class FormLine(Paragraph):
    """A line that a form has and nobody writes: each box in it is a text of its own, its answer the next one."""

    kind: FormLineKind = FormLineKind.USE


@frozen
class ListItem(Identified):
    """One item of a list; `answers` are the boxes below it, none where it does not say."""

    content: tuple[Block, ...]
    answers: tuple[str, ...] | None = None

    @property
    def use(self) -> PointUse | None:
        """What the point may be used for, as its first paragraph says."""
        first = self.content[0] if self.content else None
        return first.use if isinstance(first, Paragraph) else None


@frozen
class List(Identified):
    """A bulleted list, or a numbered one that counts from `start`.

    One that `goes_on` counts on from the last number of the numbered list before it among the blocks beside it. One
    that is `lettered` counts as lists below numbered paragraphs do: (a), (b), and (i), (ii) within.
    """

    items: tuple[ListItem, ...]
    numbered: bool = False
    start: int = 1
    goes_on: bool = False
    lettered: bool = False


class Align(Enum):
    """Where a column's text stands; figures stand right so that their digits align.

    Left is the side at which a text starts: the right one of a text that runs from there.
    """

    LEFT = "left"
    RIGHT = "right"
    CENTRE = "centre"


@frozen
class Column:
    """A table's column: its alignment and its share of the text width (0 to 1; all columns together at most 1)."""

    align: Align = Align.LEFT
    width: float = 0.0


@frozen
class Cell(Identified):
    """A table's cell: one paragraph.

    In a column whose figures stand below each other at their decimal signs, `behind` is what stands behind the whole
    part of the cell's figure, and `inset` how far its line ends before the column does, in ems of the table's type.
    """

    content: Inlines
    behind: str | None = field(default=None, compare=False, kw_only=True)
    inset: float = field(default=0.0, compare=False, kw_only=True)


@frozen
class SpanningCell(Cell):
    """A cell of a row above a table's header, over so many columns; one without content is a part of what is below."""

    span: int = 1


@frozen
class GroupCell(Cell):
    """The first cell of a row that heads the rows below it, over all columns; the others of its row are empty."""


@frozen
class HeaderCell:
    """A cell of a table's header where it stands: its column, and how many columns and rows it spans."""

    cell: Cell
    column: int
    columns: int = 1
    rows: int = 1


@frozen
class Table(Identified):
    """A table with a header and even rows; `label` is "Table 1" once numbered.

    `above` are rows over the header whose cells span some of its columns. `scale` is the size of its type by that of
    other tables: at most 1, less where its columns are many. `again` stands above the header where the table goes on
    over a page's end: "Table 1, continued". `data` is the id of the table of data that it prints. One that is `dense`
    is set in smaller type with less room between its rows, as an annex is. `notes` are the author's, which stand behind
    the `source` once that is known. One that is `turned` stands on landscape pages of its own; none where nobody has
    said so yet. One that is `parallel` has texts that stand beside each other, of which none is the heading of others.
    One that is `ruled` has a line below each row, for what is written by hand, and columns as wide as they say.
    """

    columns: tuple[Column, ...]
    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: Inlines = ()
    source: Inlines = ()
    label: str = ""
    scale: float = 1.0
    again: str = ""
    data: str = ""
    above: tuple[tuple[SpanningCell, ...], ...] = ()
    dense: bool = False
    notes: Inlines = ()
    turned: bool | None = None
    parallel: bool = False
    ruled: bool = False

    @property
    def heads_rows(self) -> bool:
        """Whether the first column heads the rows: it stands where lines start, as words do, beside others."""
        return len(self.columns) > 1 and self.columns[0].align is Align.LEFT and not self.parallel

    @property
    def heads(self) -> tuple[tuple[HeaderCell, ...], ...]:
        """The rows of the header; a cell that spans several stands in the first of them."""
        if not self.above:
            return (tuple(HeaderCell(cell, at) for at, cell in enumerate(self.header)),)
        first = [self._first_row(at) for at in range(len(self.header))]
        rows = []
        for number, row in enumerate((*self.above, self.header)):
            found = [
                HeaderCell(cell, at, rows=len(self.above) + 1 - number)
                for at, cell in enumerate(self.header)
                if first[at] == number
            ]
            found += [each for each in _spread(row) if number < min(first[each.column], len(self.above))]
            rows.append(tuple(sorted(found, key=lambda each: each.column)))
        return tuple(rows)

    @property
    def full_heads(self) -> tuple[Inlines, ...]:
        """The heading of each column with those that span it, from the top."""
        found = []
        for at, cell in enumerate(self.header):
            texts = [*(_over(row, at).content for row in self.above), cell.content]
            given = [text for text in texts if text]
            found.append(
                tuple(
                    inline for number, text in enumerate(given) for inline in (*((Text(" "),) if number else ()), *text)
                )
            )
        return tuple(found)

    @property
    def all_rows(self) -> tuple[tuple[Cell, ...], ...]:
        """The cells of the header's rows and of the others, in the order in which they are read."""
        if not self.above:
            return (self.header, *self.rows)
        return (*(tuple(each.cell for each in row) for row in self.heads), *self.rows)

    @property
    def groups(self) -> tuple[tuple[Cell | None, Table], ...]:
        """The rows below each heading of a group as a table, with that heading; none for those above the first."""
        starts = [at for at, row in enumerate(self.rows) if isinstance(row[0], GroupCell)]
        if not starts:
            return ((None, self),)
        ends = (*starts, len(self.rows))
        below = ((self.rows[a][0], replace(self, rows=self.rows[a + 1 : b])) for a, b in pairwise(ends))
        return (*(((None, replace(self, rows=self.rows[: starts[0]])),) if starts[0] else ()), *below)

    def _first_row(self, column: int) -> int:
        """The row of the header in which the heading of a column begins: below the last that has a cell over it."""
        number = len(self.above)
        while number and not _over(self.above[number - 1], column).content:
            number -= 1
        return number


def _spread(row: tuple[SpanningCell, ...] | tuple[Cell, ...]) -> list[HeaderCell]:
    """The cells of a row, each with its column."""
    found, at = [], 0
    for cell in row:
        columns = cell.span if isinstance(cell, SpanningCell) else 1
        found.append(HeaderCell(cell, at, columns))
        at += columns
    return found


def _over(row: tuple[SpanningCell, ...], column: int) -> Cell:
    """The cell of a row that stands over a column."""
    return next(each.cell for each in reversed(_spread(row)) if each.column <= column)


def change_of_row(row: tuple[Cell, ...], header: tuple[Cell, ...]) -> Change | None:
    """The change of a whole row, if all its cells have one, but for those of columns that are changed as a whole.

    A column is changed as a whole where the cell of its header is.
    """
    changes = {cell.change for cell, head in zip(row, header, strict=True) if head.change is None}
    return changes.pop() if len(changes) == 1 else None


DATA = "data:"
"""What begins the anchor of a table with a chart's data, which says again what the chart says."""


@frozen
class Figure(Identified):
    """A chart or picture: `picture` names its image in the media; `chart` is what to draw, none for a given image.

    `title` says the finding and stands above; `label` ("Figure 1" once numbered), `caption` and `source` stand below.
    `alt` is what is read out, as text, once the facts in `spoken` are resolved.
    """

    picture: str
    alt: str
    title: Inlines = ()
    caption: Inlines = ()
    source: Inlines = ()
    label: str = ""
    chart: Chart | None = None
    spoken: Inlines = ()


class CalloutKind(Enum):
    """What a callout is for; `BOTTOM_LINE` opens the brief."""

    BOTTOM_LINE = "bottom-line"
    KEY = "key"
    NOTE = "note"
    ACTION = "action"
    WARNING = "warning"


@frozen
class Callout(Identified):
    """A block set apart, with a label in the document's language."""

    kind: CalloutKind
    label: str
    content: tuple[Block, ...]


@frozen
class Quotation(Identified):
    """Words of somebody else, and who said them."""

    content: tuple[Block, ...]
    attribution: Inlines = ()


@frozen
class Tile(Identified):
    """One key figure: its value large, what it is small, and the number of its source (`[1]`).

    `former` is the value that a redline strikes out before it.
    """

    value: Value
    caption: Inlines
    reference: str = ""
    former: Deleted | None = None

    @property
    def printed(self) -> Inlines:
        """The value, which is new where a redline strikes out another one."""
        if self.former is None:
            return (self.value,)
        return (self.former, Inserted((self.value,), self.former.author, self.former.date))


@frozen
class KeyFigures(Identified):
    """A row of up to four tiles of one size."""

    tiles: tuple[Tile, ...]


class Listed(Enum):
    """What a table of contents lists."""

    HEADINGS = "headings"
    FIGURES = "figures"
    TABLES = "tables"


@frozen
class ContentsEntry:
    """A line of the contents: what it leads to, by level, number, text and id, and its page once known (0 before)."""

    level: int
    number: str
    text: str
    target: str
    page: int = 0


@frozen
class Contents(Identified):
    """The table of contents under its title, or a list of figures or tables; each entry shows its page.

    What is `optional` is left out of a document of few pages.
    """

    title: str
    entries: tuple[ContentsEntry, ...] = ()
    of: Listed = Listed.HEADINGS
    optional: bool = False


@frozen
class PageBreak(Identified):
    """What follows starts on a new page."""


Block = Heading | Paragraph | List | Table | Figure | Callout | Quotation | KeyFigures | Contents | PageBreak


def is_optional(block: Block) -> bool:
    """Whether a block is left out of a document of few pages."""
    return isinstance(block, Contents) and block.optional
