"""Key figures: tiles of one size in rows of up to four, each under its rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefgen.formats.docx.bookmarks import part_of
from briefgen.formats.docx.changes import mark_of
from briefgen.formats.docx.context import DocxContext
from briefgen.formats.docx.elements import Markup, OpenElement, markup_of, w
from briefgen.formats.docx.inlines import Voice, write_inlines, write_text
from briefgen.formats.docx.markup import twips
from briefgen.formats.docx.own_language import set_in_language
from briefgen.formats.docx.paragraphs import keep_rows, paragraph, tightened
from briefgen.formats.docx.setting import Setting
from briefgen.formats.docx.styles import TILE_GAP, Style
from briefgen.layout.measures import SMALLEST_VALUE, columns_of
from briefgen.layout.text import char_style
from briefgen.model.blocks import KeyFigures, Tile
from briefgen.model.traverse import plain_text
from briefgen.patterns import lazy_regex
from briefgen.theme import Role, Theme

BINDING = lazy_regex("(?<![0-9])[\u00a0\u202f]|[\u00a0\u202f](?![0-9])")
"""The spaces of a value that bind words, and do not group digits."""


def write_key_figures(block: KeyFigures, setting: Setting, context: DocxContext) -> list[OpenElement]:
    """A table without rules of its own, its rows evenly filled: five tiles are three and two, on the same columns.

    The table ends in the gap behind its last column, which nobody sees. No row heads another, so that none repeats and
    readers find no head without a body. Word's accessibility checker is content with the table's look, which has one.
    """
    if not block.tiles:
        return []
    if setting.mark:
        setting = replace(setting, mark=setting.mark.for_row())
    columns = columns_of(block)
    width = (setting.width(context) + TILE_GAP) / columns
    size = _value_size(block.tiles, width - TILE_GAP, context.theme)
    style = char_style(context.theme, Role.TILE_VALUE)
    room = (width - TILE_GAP) * style.size / (size or style.size)
    fitting = [tile if style.width(_printed(tile)) <= room else _breakable(tile) for tile in block.tiles]
    tiles = [fitting[start : start + columns] for start in range(0, len(fitting), columns)]
    rows = [_row(row, columns, twips(width), size, setting, context) for row in tiles]
    keep_rows(rows[:-1])
    return [
        w.open(
            "tbl",
            _properties(block, twips(width) * columns, setting),
            w("tblGrid", *(w("gridCol", w=twips(width)) for _ in range(columns))),
            *rows,
        )
    ]


def _properties(block: KeyFigures, width: int, setting: Setting) -> Markup:
    return w(
        "tblPr",
        w("tblStyle", val=Style.KEY_FIGURES.value),
        w("tblW", w=width, type="dxa"),
        w("tblInd", w=twips(setting.left), type="dxa") if setting.left else None,
        w("tblLayout", type="fixed"),
        w("tblLook", val="0420", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=0, noVBand=1),
        w("tblCaption", val="; ".join(f"{tile.value.text} {plain_text(tile.caption)}" for tile in block.tiles)),
    )


def _value_size(tiles: Sequence[Tile], width: float, theme: Theme) -> float | None:
    """The size at which the longest value fits on one line; none where the style's own does."""
    style = char_style(theme, Role.TILE_VALUE)
    widest = max(style.width(_printed(tile)) for tile in tiles)
    return theme.style(Role.TILE_VALUE).scaled(max(width / widest, SMALLEST_VALUE)) if widest > width else None


def _breakable(tile: Tile) -> Tile:
    """The tile, its value with spaces at which Word can end a line."""
    return replace(tile, value=replace(tile.value, text=BINDING.sub(" ", tile.value.text)))


def _printed(tile: Tile) -> str:
    """The value's characters, with those that a redline strikes out before it."""
    former = plain_text(tile.former.content) if tile.former else ""
    return f"{former}{tile.value.text}"


def _row(
    tiles: Sequence[Tile], columns: int, width: int, size: float | None, setting: Setting, context: DocxContext
) -> OpenElement:
    missing = columns - len(tiles)
    marks = setting.mark.elements() if setting.mark else []
    of_cell = w("tcPr", w("tcW", w=width, type="dxa"))
    return w.open(
        "tr",
        w("trPr", w("gridAfter", val=missing) if missing else None, w("cantSplit"), *marks),
        *(w.open("tc", of_cell, *_tile(tile, size, setting, context)) for tile in tiles),
    )


def _tile(tile: Tile, size: float | None, setting: Setting, context: DocxContext) -> list[OpenElement]:
    """The value under its rule, and the caption with the number of its source."""
    mark = mark_of(tile.change, context.annotations).inside(setting.mark) if tile.change else setting.mark
    value = markup_of(write_inlines(tile.printed, Voice(Role.TILE_VALUE, mark=mark, size=size), context))
    value = context.bookmarks.around(value, context.bookmarks.leading_to(tile.anchor))
    voice = Voice(Role.TILE_CAPTION, mark=mark)
    caption = list(write_inlines(tile.caption, voice, context))
    if tile.reference:
        caption.append(write_text(f"\u00a0{tile.reference}", replace(voice, style=Style.SOURCE), context))
    tight = tightened(size, context.theme.style(Role.TILE_VALUE), context.writing)
    above = paragraph(Style.KEY_FIGURE, [value], tight)
    below = paragraph(Style.KEY_FIGURE_CAPTION, caption, ())
    set_in_language(below, tile.caption, voice, context)
    context.bookmarks.identify(above, tile.id, mark)
    context.bookmarks.identify(below, part_of(tile, "caption"), mark)
    return [above, below]
