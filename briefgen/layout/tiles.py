"""Key figures: tiles of one size in rows of up to four, a rule above each, values on one baseline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from briefgen.layout.boxes import Box, Group, Paragraph, Row, Rule
from briefgen.layout.inlines import runs_of
from briefgen.layout.style_context import Setting
from briefgen.layout.text import Look, balanced_lines, break_lines, width_of
from briefgen.model.blocks import KeyFigures, Tile
from briefgen.model.inlines import Text
from briefgen.theme import Role

MOST = 4
GAP = 14.0
RULE = 1.25
SMALLEST = 0.6


def tile_boxes(block: KeyFigures, width: float, setting: Setting) -> list[Box]:
    """The rows of tiles, evenly filled: five are three and two, on the same columns."""
    if not block.tiles:
        return []
    setting = setting.under(setting.tag("L", attributes="/O/List/ListNumbering/None"))
    columns = ceil(len(block.tiles) / ceil(len(block.tiles) / MOST))
    tile_width = (width - GAP * (columns - 1)) / columns
    look = _value_look(block.tiles, tile_width, setting)
    starts = range(0, len(block.tiles), columns)
    rows = [block.tiles[start : start + columns] for start in starts]
    return [_row(row, tile_width, look, setting) for row in rows]


def _value_look(tiles: Sequence[Tile], width: float, setting: Setting) -> Look:
    """The values' look, smaller for all of them where the widest would not fit on one line."""
    look = setting.look(Role.TILE_VALUE)
    widest = max(width_of(runs_of(tile.printed, look, setting)) for tile in tiles)
    scale = max(min(1.0, width / widest), SMALLEST) if widest else 1.0
    return replace(look, size=look.size * scale)


def _row(tiles: Sequence[Tile], width: float, look: Look, setting: Setting) -> Row:
    cells = tuple((index * (width + GAP), _tile(tile, width, look, setting)) for index, tile in enumerate(tiles))
    return Row(cells=cells, before=12.0, after=12.0)


def _tile(tile: Tile, width: float, look: Look, outer: Setting) -> Box:
    setting = outer.at(tile.change, tile.place).under(outer.tag("LI").child("LBody"))
    value = Paragraph(
        lines=break_lines(runs_of(tile.printed, look, setting), width),
        leading=setting.style(Role.TILE_VALUE).leading * look.size / setting.style(Role.TILE_VALUE).size,
        before=3.0,
        after=1.0,
        element=setting.tag("P"),
    )
    rule = Rule(width=width, weight=RULE, colour=setting.colours.structure)
    names = tuple(name for name in (tile.id, tile.anchor) if name)
    bar = setting.bar(tile.change) or setting.bar_beside(tile.printed, tile.caption)
    return Group(children=(rule, value, _caption(tile, width, setting)), names=names, bar=bar)


def _caption(tile: Tile, width: float, setting: Setting) -> Paragraph:
    look = setting.look(Role.TILE_CAPTION)
    quiet = look if setting.change else replace(look, colour=setting.colours.muted)
    reference = (Text(f"\u00a0{tile.reference}"),) if tile.reference else ()
    runs = (*runs_of(tile.caption, look, setting), *runs_of(reference, quiet, setting))
    leading = setting.style(Role.TILE_CAPTION).leading
    return Paragraph(lines=balanced_lines(runs, width), leading=leading, element=setting.tag("P"))
