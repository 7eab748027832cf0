"""The comparison of two documents: every difference is marked, and nothing else."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from typing import get_args

import pytest

from briefgen.model.blocks import Block, Column, Contents, PageBreak, Paragraph, Table
from briefgen.model.document import Document
from briefgen.model.inlines import Deleted, Inlines, Inserted, Reformatted, Strong, Text
from briefgen.model.traverse import blocks_of, plain_text, texts_of
from briefgen.review.diff.change_list import EntryKind, list_changes
from briefgen.review.diff.compare import mark_changes
from briefgen.review.diff.inline_diff import Reviser
from tests.review.accept_reject import accept_changes, reject_changes
from tests.review.comparable import comparable
from tests.review.pairs import pair
from tests.samples import DOCUMENT, cells, paragraph, text

WHO = Reviser("A. Reviewer", datetime(2031, 5, 5, 9, 30, tzinfo=UTC))


@pytest.mark.sample(12)
@pytest.mark.parametrize("seed", range(300))
def test_accepting_gives_the_new_document_and_rejecting_the_old_one(seed: int) -> None:
    made = pair(seed)
    merged = mark_changes(made.old, made.new, WHO)
    assert comparable(accept_changes(merged)) == comparable(made.new), made.edits
    assert comparable(reject_changes(merged)) == comparable(made.old), made.edits


@pytest.mark.sample(8)
@pytest.mark.parametrize("seed", range(30))
def test_a_document_is_no_other_than_itself(seed: int) -> None:
    made = pair(seed)
    assert mark_changes(made.new, made.new, WHO) == made.new


LONG = "The council agreed in spring that all coastal states report each week what their fleets bring ashore."


def told(old: tuple[Block, ...], new: tuple[Block, ...]) -> list[str]:
    """The passages that differ, with the words that are marked in them."""
    merged = mark_changes(replace(DOCUMENT, blocks=old, notes=()), replace(DOCUMENT, blocks=new, notes=()), WHO)
    return [f"{passage.kind.value}: {shown(passage.text)}" for passage in list_changes(merged)]


def shown(inlines: Inlines) -> str:
    signs = {Inserted: "+", Deleted: "-", Reformatted: "~"}
    return "".join(
        f"[{signs[type(inline)]}{shown(inline.content)}]"
        if isinstance(inline, Inserted | Deleted | Reformatted)
        else plain_text((inline,))
        for inline in inlines
    )


def grid(*rows: tuple[str, ...]) -> Table:
    header, *body = (cells("", *row) for row in rows)
    return Table((Column(),) * len(header), header, tuple(body), text("A table."))


@pytest.mark.parametrize("number", range(17))
def test_one_word_that_differs_is_one_word_that_is_marked(number: int) -> None:
    words = LONG.removesuffix(".").split()
    edited = " ".join([*words[:number], "herring", *words[number + 1 :]])
    (passage,) = told((paragraph(LONG, "a"),), (paragraph(f"{edited}.", "b"),))
    marked = " ".join([*words[:number], f"[-{words[number]}][+herring]", *words[number + 1 :]])
    assert passage == f"changed: {marked}."


SAID = "Something else stands here, of which nothing is said again."
ELSE = paragraph(SAID, "else")
CASES: dict[str, tuple[tuple[Block, ...], tuple[Block, ...], list[str]]] = {
    "nothing": ((paragraph(LONG, "a"),), (paragraph(LONG, "b"),), []),
    "a paragraph added": ((ELSE,), (ELSE, paragraph(LONG, "a")), [f"added: {LONG}"]),
    "a paragraph gone": ((paragraph(LONG, "a"), ELSE), (ELSE,), [f"deleted: {LONG}"]),
    "a paragraph moved": (
        (paragraph(LONG, "a"), ELSE),
        (ELSE, paragraph(LONG, "a")),
        [f"moved: {SAID}"],
    ),
    "a paragraph moved and edited": (
        (paragraph(LONG, "a"), ELSE, paragraph("A third one is the last.", "c")),
        (ELSE, paragraph("A third one is the last.", "c"), paragraph(LONG.replace("week", "month"), "b")),
        [f"moved: {LONG.replace('week', '[-week][+month]')}"],
    ),
    "a paragraph parted": (
        (paragraph(f"{LONG} Nobody objected to it.", "a"),),
        (paragraph(LONG, "b"), paragraph("Nobody objected to it.", "c")),
        [f"changed: {LONG}[- ][+¶]"],
    ),
    "paragraphs joined": (
        (paragraph(LONG, "b"), paragraph("Nobody objected to it.", "c")),
        (paragraph(f"{LONG} Nobody objected to it.", "a"),),
        [f"changed: {LONG}[-¶]", "changed: [+ ]Nobody objected to it."],
    ),
    "words set bold": (
        (paragraph(LONG, "a"),),
        (Paragraph((Text("The "), Strong(text("council agreed")), Text(LONG[18:])), id="b"),),
        [f"reformatted: {LONG.replace('council agreed', '[~council agreed]')}"],
    ),
    "a number": (
        (paragraph("They landed 1,020 tonnes in March.", "a"),),
        (paragraph("They landed 1,120 tonnes in March.", "b"),),
        ["changed: They landed [-1,020][+1,120] tonnes in March."],
    ),
    "a row added": (
        (grid(("State", "Vote"), ("North", "for")),),
        (grid(("State", "Vote"), ("East", "against"), ("North", "for")),),
        ["added: East | against"],
    ),
    "a column gone": (
        (grid(("State", "Vote", "Year"), ("North", "for", "2030")),),
        (grid(("State", "Vote"), ("North", "for")),),
        ["changed: State | Vote | [-Year]", "changed: North | for | [-2030]"],
    ),
    "a row added and a column gone": (
        (grid(("State", "Vote", "Year"), ("North", "for", "2030")),),
        (grid(("State", "Vote"), ("North", "for"), ("East", "against")),),
        ["changed: State | Vote | [-Year]", "changed: North | for | [-2030]", "added: East | against | "],
    ),
    "a cell": (
        (grid(("State", "Vote"), ("North", "for")),),
        (grid(("State", "Vote"), ("North", "against")),),
        ["changed: North | [-for][+against]"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_differs_is_told_as_people_would(name: str) -> None:
    old, new, expected = CASES[name]
    assert told(old, new) == expected


BLOCKS_TOLD = {type(block): block for block in DOCUMENT.blocks if not isinstance(block, Contents | PageBreak)}


@pytest.mark.parametrize("kind", BLOCKS_TOLD, ids=lambda kind: kind.__name__)
def test_whatever_block_is_gone_is_told_of(kind: type[Block]) -> None:
    block = replace(BLOCKS_TOLD[kind], change=None)
    found = "".join(told((block,), ()))
    texts = [plain_text(text) for each in blocks_of((block,)) for text in texts_of(each)]
    assert any(text and text in found for text in texts)


def test_a_whole_table_is_another_where_it_has_no_column_in_common() -> None:
    old, new = grid(("State", "Vote"), ("North", "for")), grid(("Year",), ("2030",))
    assert [passage.split(":")[0] for passage in told((old,), (new,))] == ["deleted"] * 3 + ["added"] * 3


def test_pairs_have_every_block_whose_changes_are_marked() -> None:
    kinds = {type(block) for seed in range(8) for block in blocks_of(pair(seed).old.blocks)}
    assert kinds == set(get_args(Block)) - {PageBreak}


@pytest.mark.slow
def test_three_hundred_pairs_have_all_kinds_of_changes() -> None:
    """The pairs are worth something: most edits are shown as what they were, few as whole paragraphs gone and come."""
    kinds = Counter(passage.kind for seed in range(300) for passage in list_changes(mark_changes(*sides_of(seed), WHO)))
    assert set(kinds) == set(EntryKind)
    assert min(kinds.values()) >= 30


def sides_of(seed: int) -> tuple[Document, Document]:
    made = pair(seed)
    return made.old, made.new
