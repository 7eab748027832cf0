from __future__ import annotations

from dataclasses import replace

import pytest

from briefgen.layout.boxes import BreakBox, RowBox, RuleBox, StackBox, TextBox, fill, placed, stack_height
from briefgen.layout.text import TextLine


def block(lines: int, *, keep: bool = False, before: float = 0.0, after: float = 0.0, name: str = "") -> TextBox:
    names = (name,) if name else ()
    return TextBox(lines=(TextLine(()),) * lines, leading=10.0, keep=keep, before=before, after=after, names=names)


def lengths(boxes: object) -> list[int]:
    return [len(box.lines) for box in boxes]


@pytest.mark.parametrize(
    ("lines", "room", "parts"),
    [
        (10, 55, (5, 5)),
        (10, 95, (8, 2)),
        (10, 19, None),
        (10, 20, (2, 8)),
        (4, 39, (2, 2)),
        (3, 29, None),
        (2, 19, None),
    ],
)
def test_no_line_of_a_paragraph_stands_alone(lines: int, room: float, parts: tuple[int, int] | None) -> None:
    split = block(lines).split(room)
    assert (lengths(split) if split else None) == (list(parts) if parts else None)


def test_the_greater_space_counts_and_none_at_the_top() -> None:
    boxes = [block(1, before=9, after=3), block(1, before=5, after=8), block(1, before=2)]
    assert [offset for _, offset in placed(boxes)] == [0, 15, 33]
    assert stack_height(boxes) == 43
    assert stack_height([]) == 0


def test_what_fits_is_taken_and_the_next_is_broken() -> None:
    taken, left = fill([block(3), block(10), block(1)], 70)
    assert lengths(taken) == [3, 4]
    assert lengths(left) == [6, 1]


def test_what_keeps_goes_with_what_follows() -> None:
    boxes = [block(3), block(1, keep=True), block(1, keep=True), block(3)]
    taken, left = fill(boxes, 75)
    assert lengths(taken) == [3]
    assert lengths(left) == [1, 1, 3]
    taken, left = fill([*boxes[:3], block(4)], 75)
    assert lengths(taken) == [3, 1, 1, 2]


def test_an_item_that_keeps_is_parted_rather_than_moved_whole() -> None:
    item = StackBox(children=(block(2), block(3)), keep=True)
    taken, left = fill([block(1, keep=True), item, block(3)], 85)
    assert [box.height for box in taken] == [10, 20]
    assert [box.height for box in left] == [30, 30]
    assert fill([block(1, keep=True), replace(item, together=True), block(3)], 85)[0] == []


def test_what_is_together_is_not_broken() -> None:
    assert replace(block(10), together=True).split(55) is None


def test_nothing_is_taken_where_all_must_keep() -> None:
    boxes = [block(1, keep=True), block(3)]
    assert fill(boxes, 35) == ([], boxes)


def test_a_page_break_ends_the_page() -> None:
    taken, left = fill([block(1), BreakBox(), block(2)], 500)
    assert (lengths(taken), lengths(left)) == ([1], [2])


def test_a_group_is_broken_inside_and_starts_once() -> None:
    group = StackBox(
        children=(block(2, name="a"), block(6, name="b")), padding=5, names=("g",), marker=block(1), before=7
    )
    first, rest = group.split(70) or pytest.fail("not broken")
    assert first.height <= 70
    assert lengths(first.children) == [2, 4]
    assert lengths(rest.children) == [2]
    assert list(first.destinations()) == ["g", "a", "b"]
    assert list(rest.destinations()) == []
    assert (first.marker is None, rest.marker is None) == (False, True)
    assert rest.before == 0
    assert replace(group, together=True).split(70) is None


def test_cells_of_a_row_are_as_high_as_the_highest() -> None:
    row = RowBox(cells=((0, block(1, name="a")), (50, block(3, name="b"))), padding=2)
    assert row.height == 34
    assert list(row.destinations()) == ["a", "b"]
    assert row.split(20) is None


def test_first_lines_of_different_heights_stand_on_one_base_line() -> None:
    low, high = block(3), replace(block(1), leading=30.0)
    row = RowBox(cells=((0.0, low), (50.0, high)))
    assert row.drops == (10, 0)
    assert row.height == 40
    assert replace(row, bottom=True).drops == (10, 0)
    assert RowBox(cells=((0.0, low), (50.0, block(1)))).drops == (0, 0)


def test_a_rule_is_as_high_as_it_is_thick() -> None:
    assert RuleBox(width=10, weight=1.5, colour="#000000").height == 1.5
