from __future__ import annotations

from dataclasses import replace

import pytest

from briefgen.layout.blocks import boxes_of
from briefgen.layout.boxes import LayoutBox, RowBox, StackBox, TextBox
from briefgen.layout.tables import TableBox
from briefgen.layout.text import CharStyle
from briefgen.model.blocks import Block, Cell, Change, ChangeKind, Heading, KeyFigures, ListItem
from briefgen.model.inlines import Deleted, Inserted, Text
from briefgen.theme import Role
from tests.formats.pdf.reading import read, whole_text
from tests.layout.test_text import CONTEXT
from tests.samples import BLOCKS, MEDIA, REVIEWED, paragraph, text

CONTEXT = replace(CONTEXT, media=MEDIA)
COLOURS = CONTEXT.colours
NEW = (ChangeKind.INSERTED, ChangeKind.MOVED_TO)


def char_styles(box: LayoutBox) -> list[CharStyle]:
    """The styles of all text in a box."""
    match box:
        case TextBox():
            return [fragment.style for line in box.lines for fragment in line.fragments]
        case StackBox():
            inner = (*([box.marker] if box.marker else ()), *box.children)
        case RowBox():
            inner = tuple(cell for _, cell in box.cells)
        case TableBox():
            inner = (box.header, *box.rows, *([box.foot] if box.foot else ()))
        case _:
            inner = ()
    return [char_style for child in inner for char_style in char_styles(child)]


@pytest.mark.parametrize("kind", ChangeKind)
@pytest.mark.parametrize("block", [block for block in BLOCKS if block.change is None], ids=lambda block: block.id)
def test_a_changed_block_has_a_bar_and_marked_text(block: Block, kind: ChangeKind) -> None:
    changed = replace(block, change=Change(kind, "A. Reviewer", REVIEWED))
    colour = COLOURS.inserted if kind in NEW else COLOURS.deleted
    made = boxes_of(changed, 400, CONTEXT)
    assert made
    assert {box.bar for box in made} == {colour}
    for char_style in (char_style for box in made for char_style in char_styles(box)):
        assert (char_style.underline or char_style.strike) and (kind not in NEW or char_style.underline)


def test_an_unchanged_block_has_neither() -> None:
    made = boxes_of(paragraph("Plain.", "p"), 400, CONTEXT)
    assert [box.bar for box in made] == [""]
    assert [(char_style.underline, char_style.strike) for box in made for char_style in char_styles(box)] == [("", "")]


def test_inlines_are_marked_alone() -> None:
    content = (
        Text("kept "),
        Inserted(text("new"), "A. Reviewer", REVIEWED),
        Text(" "),
        Deleted(text("old"), "A. Reviewer", REVIEWED),
    )
    (box,) = boxes_of(replace(paragraph("", "p"), content=content), 400, CONTEXT)
    marks = [(char_style.underline, char_style.strike, char_style.colour) for char_style in char_styles(box)]
    ink = CONTEXT.style(Role.BODY).colour
    assert box.bar == COLOURS.structure
    assert marks == [
        ("", "", ink),
        (COLOURS.inserted, "", COLOURS.inserted),
        ("", "", ink),
        ("", COLOURS.deleted, COLOURS.deleted),
    ]


def test_items_cells_and_tiles_are_marked_on_their_own() -> None:
    change = Change(ChangeKind.INSERTED, "A. Reviewer", REVIEWED)
    by_id = {block.id: block for block in BLOCKS}
    listed, table, tiles = by_id["l-1"], by_id["tb-1"], by_id["k-1"]
    item = ListItem((paragraph("New item.", "n"),), change=change)
    first = replace(table.rows[0][0], change=change)
    assert isinstance(first, Cell)
    assert isinstance(tiles, KeyFigures)
    variants: list[Block] = [
        replace(listed, items=(item, *listed.items)),
        replace(table, rows=((first, *table.rows[0][1:]), *table.rows[1:])),
        replace(tiles, tiles=(replace(tiles.tiles[0], change=change), *tiles.tiles[1:])),
    ]
    for variant in variants:
        found = [
            bool(char_style.underline) for box in boxes_of(variant, 400, CONTEXT) for char_style in char_styles(box)
        ]
        assert 0 < sum(found) < len(found)


def test_a_heading_that_was_taken_out_and_put_back_has_one_destination() -> None:
    def heading(kind: ChangeKind) -> Heading:
        return Heading(1, text("Twice"), id="h", anchor="section:h", change=Change(kind, "A. Reviewer", REVIEWED))

    from tests.formats.pdf.brief import document

    reader = read(document([heading(ChangeKind.DELETED), heading(ChangeKind.INSERTED), paragraph("Text.", "p")]))
    assert whole_text(reader).count("Twice") == 2
