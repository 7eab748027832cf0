"""Column widths: each column gets the share of the text width that its texts need, the same for every format."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace
from math import ceil, inf

from briefgen.frozen import frozen
from briefgen.layout.text import HAIR, CharStyle, TextRun, char_style, width_of
from briefgen.model.blocks import Block, Cell, Column, GroupCell, Table
from briefgen.model.direction import without_isolates
from briefgen.model.document import Document
from briefgen.model.inlines import Inlines, LineBreak, Strong, Text
from briefgen.model.traverse import inlines_of, map_blocks, map_inlines, plain_text
from briefgen.theme import Role, TextStyle, Theme, Writing

GAP = 12.0
"""The space between two columns, in points."""

SMALL_GAP, MANY_COLUMNS = GAP / 2, 13
"""The space where columns are that many, so that figures find room."""

ROOM = 2.4
"""What other programs take more for a text."""

LEAST, TIGHTEST = 4.0, 3.0
"""A column with its padding has at least this many ems: room for a word, also in a list, or where columns are many."""

ADDRESS = re.compile(r"://|^www\.|@")
JOINT = re.compile(r"(?<=[/?&=#.:_@-])")
"""What tells an address, and behind what it may be broken."""

HYPHEN = re.compile(r"(?<=[^\W\d_][-–—])(?=[^\W\d_])")
"""Behind what every writer ends a line within a compound of words."""

UNBROKEN = 8.0
"""A text or a compound of at most this many ems, such as a date, stays on one line."""

LONGEST_WORD = 12.0
"""The width in ems up to which a word asks for smaller type before it is broken."""

READABLE = 8 / 9
"""The scale below which a table is set on landscape pages, if its type is larger there."""

DENSE = 8 / 9
"""The scale of dense type, 8 points of 9."""

DENSE_LEADING = 1.25
"""The height of its lines, by its size."""

ROW_PADDING, DENSE_PADDING = 2.6, 1.2
"""The room above and below what stands in a row, in points."""

SMALLEST, STEPS = 7 / 9, 18
"""The smallest scale, 7 points of 9, and the steps of a whole one."""

NORM = 6
SPARE_STEPS, STRIDES, MOST_MEASURED = 32, (1, 2, 4, 8, 16, 32), 64
"""The parts in which room is given to columns, how many of them at once, and the rows that are measured for that."""

NARROWEST = 0.5
"""A table is at least this share of the text width, so that it reads as a table and not as a scrap."""

STRETCHED_FROM = 0.7
"""A table that needs this share of the text width or more takes all of it."""


@frozen(slots=True)
class Need:
    """What a cell's text takes in points: on one line, at least, and for its longest word.

    `lines` are the widths of the words of each of its lines, and `space` is that of the space between them. `kept` is
    the longest word that is not longer than any column should be, or that holds figures.
    """

    whole: float
    unbroken: float
    word: float
    lines: tuple[tuple[float, ...], ...] = ()
    space: float = 0.0
    kept: float = inf

    def height(self, width: float) -> int:
        """How many lines the text takes in a column."""
        count = len(self.lines)
        for words in self.lines:
            used = 0.0
            for word in words:
                if used and used + self.space + word > width:
                    count += 1
                    used = 0.0
                used += word + (self.space if used else 0.0)
                if used > width > 0:
                    more = ceil(used / width) - 1
                    count += more
                    used -= more * width
        return count

    def parted(self) -> Need:
        """The need where words are broken that are longer than any column should be."""
        return self if self.kept >= self.word else replace(self, word=self.kept, unbroken=self.kept)


def with_column_widths(document: Document, theme: Theme) -> Document:
    """The document with the widths of all tables' columns set, and the scale of their type."""
    language = document.properties.language
    heads, texts = (char_style(theme, role, language) for role in (Role.TABLE_HEADER, Role.TABLE))
    portrait, landscape = float(theme.page.text_width), float(theme.page.turned.text_width)
    outer = set(map(id, document.blocks))

    def fitted(block: Block) -> Block:
        if not isinstance(block, Table) or block.parallel or block.ruled:
            return block
        is_outer = id(block) in outer
        block = _at_decimal_signs(block, texts)
        needs = [[_need_of_head(cell, heads) for cell in block.header]]
        needs += [[each for cell in row for each in _divided(_need(cell, heads), cell.span)] for row in block.above]
        needs += [[_need(cell, texts) for cell in row] for row in block.rows if not isinstance(row[0], GroupCell)]
        least = max(SMALLEST, theme.smallest / texts.size)
        found = type_scale(needs, portrait, texts.size)
        is_small = found < max(READABLE, least) and type_scale(needs, landscape, texts.size) > found
        turned = is_outer and (is_small if block.turned is None else block.turned)
        width = landscape if turned else portrait
        scale = max(min(type_scale(needs, width, texts.size), DENSE if block.dense else 1.0), min(least, 1.0))
        shares = column_shares(needs, width, texts.size, scale, heads=1 + len(block.above))
        columns = tuple(replace(column, width=share) for column, share in zip(block.columns, shares, strict=True))
        rows = _within(block.rows, column_widths(columns, width), texts, scale)
        return replace(block, columns=columns, rows=rows, scale=scale, turned=turned)

    return replace(document, blocks=map_blocks(document.blocks, change_block=fitted))


def _at_decimal_signs(table: Table, style: CharStyle) -> Table:
    """The table with the insets of figures that stand below each other at their decimal signs."""
    columns = [list(column) for column in zip(*table.rows, strict=True)]
    for at, cells in enumerate(columns):
        taken = [0.0 if cell.behind is None else _style_of(cell, style).width(cell.behind) for cell in cells]
        widest = max(taken)
        if widest:
            columns[at] = [
                cell if cell.behind is None else replace(cell, inset=(widest - own) / style.size)
                for cell, own in zip(cells, taken, strict=True)
            ]
    return replace(table, rows=tuple(zip(*columns, strict=True)))


def _within(
    rows: tuple[tuple[Cell, ...], ...], widths: Sequence[float], style: CharStyle, scale: float
) -> tuple[tuple[Cell, ...], ...]:
    """The rows with insets for which there is room in their columns, so that no figure is broken for one."""

    def room(cell: Cell, width: float) -> float:
        taken = _need(replace(cell, inset=0.0), style).whole * scale
        return max((width - taken) / (style.size * scale), 0.0)

    return tuple(
        tuple(
            replace(cell, inset=min(cell.inset, room(cell, width))) if cell.inset else cell
            for cell, width in zip(row, widths, strict=True)
        )
        for row in rows
    )


def column_widths(columns: Sequence[Column], width: float) -> list[float]:
    """Each column's share of a width, gaps taken out; columns without a share divide what the others leave."""
    shares = [column.width for column in columns]
    open_columns = shares.count(0.0)
    if open_columns:
        left = 1 - sum(shares)
        equal = left / open_columns if left > HAIR else 1 / len(columns)
        shares = [share or equal for share in shares]
    whole = max(sum(shares), 1.0)
    gap = gap_of(len(columns))
    return [share / whole * (width + gap) - gap for share in shares]


def leading_of(style: TextStyle, scale: float, *, dense: bool, writing: Writing | None = None) -> float:
    """The height of a table's lines, in points: that of the style at a scale, or of dense lines, as high as must be."""
    size = style.scaled(scale)
    least = size * max(DENSE_LEADING, writing.scale * writing.leading if writing else 0.0)
    leading = style.leading * size / style.size
    return min(leading, least) if dense else leading


def gap_of(columns: int) -> float:
    """The space between two of so many columns."""
    return SMALL_GAP if columns >= MANY_COLUMNS else GAP


def _need(cell: Cell, style: CharStyle) -> Need:
    """What a cell takes; one with bold words as if all were, which is no less."""
    style = _style_of(cell, style)
    text = _lines(cell.content)
    found = need(text.upper() if style.capitals else text, style)
    if not cell.inset:
        return found
    whole, unbroken, word = (each + cell.inset * style.size for each in (found.whole, found.unbroken, found.word))
    return replace(found, whole=whole, unbroken=unbroken, word=word)


def _style_of(cell: Cell, style: CharStyle) -> CharStyle:
    """The style of a cell's texts: bold where one of them is."""
    if style.bold or not any(isinstance(inline, Strong) for inline in inlines_of(cell.content)):
        return style
    return style.weighted(bold=True, italic=style.italic)


def _need_of_head(cell: Cell, style: CharStyle) -> Need:
    """What a heading takes: its words are parted before those of cells, but for dates and figures."""
    found = _need(cell, style)
    has_figures = any(map(str.isdigit, plain_text(cell.content)))
    return found if has_figures else replace(found, unbroken=found.word)


def _divided(whole: Need, columns: int) -> list[Need]:
    """What a heading over several columns takes of each, with the gaps between them."""
    gaps = GAP * (columns - 1)
    whole_, unbroken, word = (max((each - gaps) / columns, 0.0) for each in (whole.whole, whole.unbroken, whole.word))
    return [Need(whole_, unbroken, word)] * columns


def _lines(content: Inlines) -> str:
    """The text of a cell, line by line."""
    return plain_text(map_inlines(content, lambda inline: Text("\n") if isinstance(inline, LineBreak) else inline))


def need(text: str, style: CharStyle) -> Need:
    """What a text takes; its words are measured one by one, since they come again in other texts and in the pages."""
    text = without_isolates(text)
    space, fits = style.width(" "), UNBROKEN * style.size
    whole = longest = kept = 0.0
    lines: list[tuple[float, ...]] = []
    for line in text.split("\n"):
        words = line.split(" ")
        widths = [width_of((TextRun(word, style),)) for word in words]
        whole = max(whole, sum(widths) + space * (len(words) - 1))
        parts = [_widest_part(word, width, fits, style) for word, width in zip(words, widths, strict=True)]
        longest = max(longest, *parts)
        kept = max([kept, *(part for word, part in zip(words, parts, strict=True) if _is_kept(word, part, style))])
        lines.append(tuple(widths))
    return Need(whole, whole if whole <= fits else longest, longest, tuple(lines), space, kept)


def _is_kept(word: str, width: float, style: CharStyle) -> bool:
    """Whether a word is not broken for its length: it is no longer than any should be, or holds figures."""
    if width <= LONGEST_WORD * style.size:
        return True
    return any(map(str.isdigit, word)) and not ADDRESS.search(word)


def _widest_part(word: str, width: float, fits: float, style: CharStyle) -> float:
    """What of a word stays on one line: what stands between the joints of an address or of a wide compound."""
    joint = JOINT if ADDRESS.search(word) else HYPHEN if width > fits else None
    return width if joint is None else max(width_of((TextRun(part, style),)) for part in joint.split(word))


def type_scale(rows: Sequence[Sequence[Need]], width: float, em: float) -> float:
    """How large a table's type is, by that of other tables, so that its words find room: in steps of half a point of 9.

    A word that is longer than any column should be, such as an address, is broken whatever the type.
    """
    words = sum(max(min(need.word, LONGEST_WORD * em) for need in column) for column in zip(*rows, strict=True))
    room = max(width - (gap_of(len(rows[0])) + ROOM) * len(rows[0]), 0.0)
    return min(max(int(room / words * STEPS) / STEPS, SMALLEST), 1.0) if words else 1.0


def column_shares(
    rows: Sequence[Sequence[Need]], width: float, em: float, scale: float = 1.0, heads: int = 1
) -> list[float]:
    """The shares of the text width (0 to 1) for the columns of a table, given the needs of its rows.

    `em` is the size of the table's type, before it is scaled. A table that fits is as wide as it needs; one that does
    not gives each column its longest word and its short texts whole, a longer text some room, and the rest where that
    makes the table lowest. Where even the longest words do not fit, those of the rows behind the heads have room
    before those of the headings, and columns that need more than their part share what the others leave.
    """
    columns: list[Sequence[Need]] = list(zip(*rows, strict=True))
    padding = gap_of(len(columns)) + ROOM
    floor = em * scale * LEAST
    if floor * len(columns) > width:
        floor = min(em * scale * TIGHTEST, width / len(columns))
    natural = [max(floor, padding + scale * max(need.whole for need in column)) for column in columns]
    if sum(natural) <= width:
        return _stretched([needed / width for needed in natural])
    least = [max(floor, padding + scale * max(need.unbroken for need in column)) for column in columns]
    if sum(least) >= width:
        columns = [[need.parted() for need in column] for column in columns]
        least = [max(floor, padding + scale * max(need.unbroken for need in column)) for column in columns]
    if sum(least) >= width:
        tight = em * scale * TIGHTEST
        words = [
            max(tight, padding + scale * max((each.word for each in column[heads:]), default=0.0)) for column in columns
        ]
        left = width - sum(words)
        if left <= 0:
            return [given / width for given in _rationed(least, width)]
        wishes = [max(must - word, 0.0) for must, word in zip(least, words, strict=True)]
        given = [word + more for word, more in zip(words, _rationed(wishes, left), strict=True)]
        return [each / width for each in given]
    texts = [max(need.whole for need in column[heads:] or column) for column in columns]
    wide = [max(must, padding + scale * min(text, em * UNBROKEN)) for must, text in zip(least, texts, strict=True)]
    begun = wide if sum(wide) < width else least
    given = _lowest(_sampled(columns), begun, width - sum(begun), lambda each: (each - padding) / scale)
    return [each / width for each in _capped(given, natural, width - sum(given))]


def _sampled(columns: Sequence[Sequence[Need]]) -> list[Sequence[Need]]:
    """So many rows of a table as tell how high it is."""
    step = -(-len(columns[0]) // MOST_MEASURED)
    return [column[::step] for column in columns]


def _lowest(
    columns: Sequence[Sequence[Need]], least: Sequence[float], spare: float, room: Callable[[float], float]
) -> list[float]:
    """The widths with which a table becomes lowest: in steps, what is spare goes where each point saves most.

    `room` gives what a column of a width leaves to its texts, before they are scaled. How high a row is tells its
    highest cell, and a little those that are nearly as high (a norm of the sixth order), so that two of one height
    become lower together. Nothing more is given where it saves nothing.
    """
    step, left, given = spare / SPARE_STEPS, SPARE_STEPS, [*least]

    def raised(column: Sequence[Need], width: float) -> list[int]:
        return [need.height(room(width)) ** NORM for need in column]

    heights = list(map(raised, columns, given))
    while left:
        best: tuple[float, int, int, list[int]] | None = None
        rows = [sum(row) for row in zip(*heights, strict=True)]
        before = sum(row ** (1 / NORM) for row in rows)
        for at, column in enumerate(columns):
            for steps in STRIDES[: bisect_right(STRIDES, left)]:
                lower = raised(column, given[at] + steps * step)
                after = sum((r - old + new) ** (1 / NORM) for r, old, new in zip(rows, heights[at], lower, strict=True))
                saved = (before - after) / steps
                if saved > HAIR and (best is None or saved > best[0]):
                    best = saved, at, steps, lower
        if best is None:
            break
        _, at, steps, heights[at] = best
        given[at] += steps * step
        left -= steps
    return given


def _rationed(needs: list[float], across: float) -> list[float]:
    """The text width dealt out to more needs than it can meet: the small ones are met, the others get equal parts."""
    given = [0.0] * len(needs)
    left = across
    for dealt, column in enumerate(sorted(range(len(needs)), key=needs.__getitem__)):
        given[column] = min(needs[column], left / (len(needs) - dealt))
        left -= given[column]
    return given


def _stretched(shares: list[float]) -> list[float]:
    """Every column wider by the same factor, so that none stands far from the others."""
    total = sum(shares)
    wanted = 1.0 if total >= STRETCHED_FROM else max(total, NARROWEST)
    return [share * wanted / total for share in shares]


def _capped(given: list[float], natural: list[float], spare: float) -> list[float]:
    """No column gets more than it needs; what is spare goes to those that need most."""
    capped = [min(width, wish) for width, wish in zip(given, natural, strict=True)]
    spare += sum(given) - sum(capped)
    for column in sorted(range(len(natural)), key=lambda column: capped[column] - natural[column]):
        more = min(spare, natural[column] - capped[column])
        capped[column] += more
        spare -= more
    return capped
