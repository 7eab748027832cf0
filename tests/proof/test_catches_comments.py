"""Comments that are lost, altered, moved, doubled or not asked for are caught, and the block with them is named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from lxml import etree

from briefgen.model.blocks import Block, Cell, Column, Figure, Heading, List, ListItem, Paragraph, Table
from briefgen.model.inlines import Inline, NoteReference, Remarked, Strong, Text, Value
from briefgen.model.remark import Remark
from briefgen.model.traverse import map_blocks
from briefgen.proof.compare import Difference
from briefgen.proof.in_docx import docx_differences
from tests.archives import unzipped, zipped
from tests.formats.docx.reading import document_written
from tests.proof.proving import Files, written
from tests.samples import DOCUMENT, QUESTION, cells, paragraph, text

Element = etree._Element
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAIN, COMMENTS = "word/document.xml", "word/comments.xml"
MARKS = ("commentRangeStart", "commentRangeEnd", "commentReference")

REMARKS = tuple(Remark(f"remark {n}\nwith <more> & more", "Ana Ruiz", date(2031, 5, 1 + n)) for n in range(9))


def on(number: int, content: str = "words", *more: Remark) -> Remarked:
    return Remarked(text(content) if content else (), (REMARKS[number], *more))


BLOCKS: tuple[Block, ...] = (
    Heading(1, (Text("Landings "), on(0)), "1", id="h"),
    Paragraph((Text("See "), on(1, "these"), Text(" and "), on(2, "those", REMARKS[3]), Text(".")), id="p"),
    List((ListItem((Paragraph((Strong((on(4),)),), id="item"),), id="i"),), id="l"),
    Table(
        (Column(), Column()),
        cells("head", "A", "B"),
        ((Cell((on(5, ""),), id="empty"), Cell((Remarked((Value("x", text="17"),), (REMARKS[6],)),), id="value")),),
        caption=(on(7, "Caption"),),
        label="Table 1",
        id="t",
    ),
    Paragraph((Text("Noted"), Remarked((NoteReference("method", 1),), (REMARKS[8],)), Text(" twice.")), id="n"),
    Figure("landings", "Bars.", caption=text("A figure."), label="Figure 1", id="f"),
    paragraph("The end.", "end"),
)
ON = {0: "h", 1: "p", 2: "p", 3: "p", 4: "item", 5: "empty", 6: "value", 7: "t", 8: "n"}
"""The block on which each remark is."""


def without_remarks(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks with what remarks are about, and without the remarks."""

    def bare(inline: Inline) -> Inline:
        if not isinstance(inline, Remarked):
            return inline
        return inline.content[0] if inline.content else Text("")

    return map_blocks(blocks, bare)


@cache
def sample() -> Files:
    return written(replace(DOCUMENT, blocks=BLOCKS))


@cache
def parts() -> dict[str, bytes]:
    return unzipped(sample().docx)


def differences(changed: dict[str, bytes | None], remarks: Sequence[Remark] = REMARKS) -> list[Difference]:
    """What is found when parts of the file are others, or gone."""
    kept = {name: data for name, data in {**parts(), **changed}.items() if data is not None}
    return docx_differences(sample().document, sample().media, zipped(kept), remarks)


def broken(breakage: Callable[[Element], None], part: str = MAIN) -> list[Difference]:
    root = etree.fromstring(parts()[part])
    breakage(root)
    assert etree.tostring(root) != etree.tostring(etree.fromstring(parts()[part]))
    return differences({part: etree.tostring(root)})


def marks(root: Element, kind: str, number: int) -> list[Element]:
    found = list(root.iterfind(f".//{W}{kind}[@{W}id='{number}']"))
    return [mark.getparent() if kind == "commentReference" else mark for mark in found]  # type: ignore[misc]


def number_of(remark: int) -> int:
    """The id of a remark's comment."""
    for comment in etree.fromstring(parts()[COMMENTS]):
        if f"remark {remark}" in "".join(comment.itertext()):
            return int(comment.get(f"{W}id", ""))
    raise AssertionError(remark)


def drop(element: Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def test_the_sample_is_proven() -> None:
    assert differences({}) == []
    assert sample().faults() == []


def test_the_pdf_is_the_same_with_and_without() -> None:
    bare = without_remarks(BLOCKS)
    assert bare != BLOCKS
    assert written(replace(DOCUMENT, blocks=bare)).pdf == sample().pdf


@pytest.mark.parametrize("remark", range(9))
@pytest.mark.parametrize("kind", MARKS)
def test_every_mark_is_missed(kind: str, remark: int) -> None:
    number = number_of(remark)
    found = broken(lambda root: drop(*marks(root, kind, number)))
    assert ON[remark] in {difference.piece.block for difference in found}


@pytest.mark.parametrize("remark", range(9))
@pytest.mark.parametrize("kind", MARKS)
def test_every_mark_is_read_once(kind: str, remark: int) -> None:
    number = number_of(remark)

    def double(root: Element) -> None:
        (mark,) = marks(root, kind, number)
        mark.addnext(deepcopy(mark))

    assert ON[remark] in {difference.piece.block for difference in broken(double)}


@pytest.mark.parametrize("remark", range(9))
def test_a_comment_on_other_words_is_caught(remark: int) -> None:
    number = number_of(remark)

    def move(root: Element) -> None:
        last = list(root.iter(f"{W}p"))[-1]
        for kind in MARKS:
            (mark,) = marks(root, kind, number)
            last.append(mark)

    named = {difference.piece.block for difference in broken(move)}
    assert ON[remark] in named


def test_a_range_that_is_too_long_is_caught() -> None:
    number = number_of(1)

    def lengthen(root: Element) -> None:
        (end,) = marks(root, "commentRangeEnd", number)
        following = end.getnext().getnext()  # type: ignore[union-attr]
        assert following is not None
        following.addnext(end)

    assert {difference.piece.block for difference in broken(lengthen)} == {"p"}


@pytest.mark.sample(12)
@pytest.mark.parametrize("remark", range(9))
@pytest.mark.parametrize("what", ["text", "author", "date", "line"])
def test_a_comment_that_says_something_else_is_caught(what: str, remark: int) -> None:
    number = number_of(remark)

    def alter(root: Element) -> None:
        (comment,) = root.iterfind(f"{W}comment[@{W}id='{number}']")
        if what == "text":
            next(comment.iter(f"{W}t")).text = "remark 99"
        elif what == "line":
            drop(comment[-1])
        else:
            comment.set(f"{W}{what}", {"author": "Nobody", "date": "2031-01-01T00:00:00Z"}[what])

    found = broken(alter, COMMENTS)
    assert ON[remark] in {difference.piece.block for difference in found}
    assert any(f"remark {remark}" in difference.piece.what for difference in found)


def test_lost_comments_are_missed() -> None:
    assert broken(lambda root: drop(root[3]), COMMENTS)
    found = differences({COMMENTS: None})
    assert sum(difference.piece.what.startswith("comment “remark") for difference in found) == 9


def test_a_comment_that_stands_nowhere_is_caught() -> None:
    def add(root: Element) -> None:
        stray = deepcopy(root[0])
        stray.set(f"{W}id", "77")
        root.append(stray)

    (found,) = broken(add, COMMENTS)
    assert (found.piece.what, found.how) == ("comments", "hold one that stands nowhere in the text")


def test_a_remark_that_came_to_no_block_is_missed() -> None:
    """What the document itself has lost is still asked for."""
    lost = Remark("lost on the way", "A", date(2031, 5, 5))
    (found,) = differences({}, (*REMARKS, lost))
    assert found.piece.what == "comment “lost on the way”"
    twice = differences({}, (*REMARKS, REMARKS[0]))
    assert len(twice) == 1


def test_a_comment_that_nobody_asked_for_is_caught() -> None:
    """The file of a document with a comment, against the same document without."""
    document = replace(DOCUMENT, blocks=without_remarks(DOCUMENT.blocks))
    assert document != DOCUMENT
    found = docx_differences(document, sample().media, document_written(DOCUMENT).data)
    assert [difference.piece.block for difference in found] == ["p-inlines"]
    assert QUESTION.text not in str(found)
