"""Key figures: tiles of one size in rows of up to four, a rule above each, values on one baseline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefgen.layout.boxes import LayoutBox, RowBox, RuleBox, StackBox, TextBox, names_of
from briefgen.layout.inlines import runs_of
from briefgen.layout.measures import SMALLEST_VALUE, columns_of
from briefgen.layout.style_context import StyleContext
from briefgen.layout.text import CharStyle, balanced_lines, break_lines, width_of
from briefgen.model.blocks import KeyFigures, Tile
from briefgen.model.inlines import Text
from briefgen.theme import Role

GAP = 14.0
RULE = 1.25


def tile_boxes(block: KeyFigures, width: float, context: StyleContext) -> list[LayoutBox]:
    """The rows of tiles, evenly filled: five are three and two, on the same columns."""
    if not block.tiles:
        return []
    context = context.under(context.tag("L", attributes="/O/List/ListNumbering/None"))
    columns = columns_of(block)
    tile_width = (width - GAP * (columns - 1)) / columns
    char_style = _value_style(block.tiles, tile_width, context)
    starts = range(0, len(block.tiles), columns)
    rows = [block.tiles[start : start + columns] for start in starts]
    return [_row(row, tile_width, char_style, context) for row in rows]


def _value_style(tiles: Sequence[Tile], width: float, context: StyleContext) -> CharStyle:
    """The values' style, smaller for all of them where the widest would not fit on one line."""
    char_style = context.char_style(Role.TILE_VALUE)
    widest = max(width_of(runs_of(tile.printed, char_style, context)) for tile in tiles)
    scale = max(min(1.0, width / widest), SMALLEST_VALUE) if widest else 1.0
    return replace(char_style, size=char_style.size * scale)


def _row(tiles: Sequence[Tile], width: float, char_style: CharStyle, context: StyleContext) -> RowBox:
    cells = tuple((index * (width + GAP), _tile(tile, width, char_style, context)) for index, tile in enumerate(tiles))
    return RowBox(cells=cells, before=12.0, after=12.0)


def _tile(tile: Tile, width: float, char_style: CharStyle, outer: StyleContext) -> LayoutBox:
    context = outer.at(tile.change, tile.place).under(outer.tag("LI").child("LBody"))
    value = TextBox(
        lines=break_lines(runs_of(tile.printed, char_style, context), width),
        leading=context.style(Role.TILE_VALUE).leading * char_style.size / context.style(Role.TILE_VALUE).size,
        before=3.0,
        after=1.0,
        element=context.tag("P"),
    )
    rule = RuleBox(width=width, weight=RULE, colour=context.colours.structure)
    bar = context.bar(tile.change) or context.bar_beside(tile.printed, tile.caption)
    return StackBox(children=(rule, value, _caption(tile, width, context)), names=names_of(tile), bar=bar)


def _caption(tile: Tile, width: float, context: StyleContext) -> TextBox:
    char_style = context.char_style(Role.TILE_CAPTION)
    quiet = char_style if context.change else replace(char_style, colour=context.colours.muted)
    reference = (Text(f"\u00a0{tile.reference}"),) if tile.reference else ()
    runs = (*runs_of(tile.caption, char_style, context), *runs_of(reference, quiet, context))
    lines = balanced_lines(runs, width)
    return TextBox(lines=lines, leading=context.leading(Role.TILE_CAPTION, lines), element=context.tag("P"))
