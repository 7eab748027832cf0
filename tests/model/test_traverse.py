"""Walking meets every block and inline, and changes nothing that it is not asked to; and which lists go on counting."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from briefgen.model.blocks import Block, Change, ChangeKind, Figure, List, ListItem, Paragraph
from briefgen.model.inlines import Deleted, Inline, NoteReference, Text
from briefgen.model.traverse import (
    blocks_of,
    inlines_of,
    map_blocks,
    map_inlines,
    plain_text,
    recounted,
    texts_of,
    with_those_that_go_on,
)
from tests.samples import BLOCKS, DOCUMENT, INLINES


def upper(inline: Inline) -> Inline:
    return replace(inline, text=inline.text.upper()) if isinstance(inline, Text) else inline


def texts(blocks: tuple[Block, ...]) -> list[str]:
    return [plain_text(text) for block in blocks_of(blocks) for text in texts_of(block)]


def test_sample_holds_every_block_and_inline() -> None:
    blocks = {type(block) for block in blocks_of(BLOCKS)}
    assert blocks == set(get_args(Block))
    inlines = {type(inline) for block in blocks_of(BLOCKS) for text in texts_of(block) for inline in inlines_of(text)}
    assert inlines == set(get_args(Inline))


def test_changing_nothing_gives_an_equal_document() -> None:
    assert map_blocks(DOCUMENT.blocks) == DOCUMENT.blocks


def test_mapping_reaches_every_text() -> None:
    assert len(texts(BLOCKS)) > 40
    changed = map_blocks(BLOCKS, upper)
    for before, after in zip(blocks_of(BLOCKS), blocks_of(changed), strict=True):
        for text, mapped in zip(texts_of(before), texts_of(after), strict=True):
            assert map_inlines(text, upper) == mapped
    assert "LANDINGS ROSE" in " ".join(texts(changed))


def test_blocks_are_changed_inside_others_too() -> None:
    marked = map_blocks(BLOCKS, change_block=lambda block: replace(block, anchor="seen"))
    assert {block.anchor for block in blocks_of(marked)} == {"seen"}
    assert sum(isinstance(block, Figure) for block in blocks_of(marked)) == 1


def test_plain_text_reads_as_a_reader_does() -> None:
    text = plain_text(INLINES.content)
    assert "the value 12,480, Figure 1, the section on the quota, a note, quelques mots, a line break" in text
    assert "added words" in text
    assert "dropped words" not in text


def test_plain_text_leaves_out_notes_and_deletions() -> None:
    gone = [inline for inline in INLINES.content if isinstance(inline, NoteReference | Deleted)]
    assert len(gone) == 2
    assert plain_text(tuple(gone)) == ""


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
