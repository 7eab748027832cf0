"""Which lists go on, and what they count when the lists before them have grown or shrunk."""

from __future__ import annotations

from dataclasses import replace

from briefgen.model.blocks import Block, Change, ChangeKind, List, ListItem, Paragraph
from briefgen.model.traverse import recounted, with_those_that_go_on

BETWEEN = Paragraph(())


def numbers(count: int, start: int = 1) -> List:
    return List((ListItem((BETWEEN,)),) * count, numbered=True, start=start)


def going(*blocks: Block) -> list[bool]:
    return [block.goes_on for block in with_those_that_go_on(blocks) if isinstance(block, List)]


def test_a_list_goes_on_behind_the_last_number_of_the_one_before() -> None:
    assert going(numbers(2), BETWEEN, numbers(1, 3), BETWEEN, numbers(2, 4)) == [False, True, True]


def test_one_that_begins_anew_or_elsewhere_does_not() -> None:
    assert going(numbers(2), BETWEEN, numbers(2), BETWEEN, numbers(1, 7), numbers(1, 0), numbers(1)) == [False] * 5


def test_bullets_between_count_nothing() -> None:
    assert going(numbers(2), replace(numbers(4), numbered=False), numbers(1, 3)) == [False, False, True]


def test_the_numbers_follow_what_stands_before() -> None:
    first, second, third = with_those_that_go_on((numbers(2), numbers(1, 3), numbers(1, 4)))
    assert isinstance(first, List)
    grown = (replace(first, items=first.items * 2), second, third)
    assert [block.start for block in recounted(grown) if isinstance(block, List)] == [1, 5, 6]


def test_what_has_come_as_a_whole_has_its_own_number() -> None:
    first, second = with_those_that_go_on((numbers(2), numbers(1, 3)))
    whole = replace(second, change=Change(ChangeKind.INSERTED, "Ana", ""))
    assert [block.start for block in recounted((first, first, whole)) if isinstance(block, List)] == [1, 1, 3]
