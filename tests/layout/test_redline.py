from __future__ import annotations

from dataclasses import replace

import pytest

from briefgen.layout.blocks import boxes_of
from briefgen.layout.boxes import Box, Group, Paragraph, Row
from briefgen.layout.tables import Grid
from briefgen.layout.text import Look
from briefgen.model.blocks import Block, Cell, Change, ChangeKind, Heading, KeyFigures, ListItem
from briefgen.model.inlines import Deleted, Inserted, Text
from briefgen.theme import Role
from tests.formats.pdf.reading import read, whole_text
from tests.layout.test_text import SETTING
from tests.samples import BLOCKS, MEDIA, REVIEWED, paragraph, text

SETTING = replace(SETTING, media=MEDIA)
COLOURS = SETTING.colours
NEW = (ChangeKind.INSERTED, ChangeKind.MOVED_TO)


def looks(box: Box) -> list[Look]:
    """The looks of all text in a box."""
    match box:
        case Paragraph():
            return [fragment.look for line in box.lines for fragment in line.fragments]
        case Group():
            inner = (*([box.marker] if box.marker else ()), *box.children)
        case Row():
            inner = tuple(cell for _, cell in box.cells)
        case Grid():
            inner = (box.header, *box.rows, *([box.foot] if box.foot else ()))
        case _:
            inner = ()
    return [look for child in inner for look in looks(child)]


@pytest.mark.parametrize("kind", ChangeKind)
@pytest.mark.parametrize("block", [block for block in BLOCKS if block.change is None], ids=lambda block: block.id)
def test_a_changed_block_has_a_bar_and_marked_text(block: Block, kind: ChangeKind) -> None:
    changed = replace(block, change=Change(kind, "A. Reviewer", REVIEWED))
    colour = COLOURS.inserted if kind in NEW else COLOURS.deleted
    made = boxes_of(changed, 400, SETTING)
    assert made
    assert {box.bar for box in made} == {colour}
    for look in (look for box in made for look in looks(box)):
        assert (look.underline or look.strike) and (kind not in NEW or look.underline)


def test_an_unchanged_block_has_neither() -> None:
    made = boxes_of(paragraph("Plain.", "p"), 400, SETTING)
    assert [box.bar for box in made] == [""]
    assert [(look.underline, look.strike) for box in made for look in looks(box)] == [("", "")]


def test_inlines_are_marked_alone() -> None:
    content = (
        Text("kept "),
        Inserted(text("new"), "A. Reviewer", REVIEWED),
        Text(" "),
        Deleted(text("old"), "A. Reviewer", REVIEWED),
    )
    (box,) = boxes_of(replace(paragraph("", "p"), content=content), 400, SETTING)
    marks = [(look.underline, look.strike, look.colour) for look in looks(box)]
    ink = SETTING.style(Role.BODY).colour
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
        found = [bool(look.underline) for box in boxes_of(variant, 400, SETTING) for look in looks(box)]
        assert 0 < sum(found) < len(found)


def test_a_heading_that_was_taken_out_and_put_back_has_one_destination() -> None:
    def heading(kind: ChangeKind) -> Heading:
        return Heading(1, text("Twice"), id="h", anchor="section:h", change=Change(kind, "A. Reviewer", REVIEWED))

    from tests.formats.pdf.brief import document

    reader = read(document([heading(ChangeKind.DELETED), heading(ChangeKind.INSERTED), paragraph("Text.", "p")]))
    assert whole_text(reader).count("Twice") == 2
