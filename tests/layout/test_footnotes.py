"""Footnotes: on the page of their reference, whole if they are short, and text waits for those that are many."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

import pytest

from briefgen.model.blocks import Block, Heading, Paragraph
from briefgen.model.document import Document, Note
from briefgen.model.inlines import NoteReference, Text
from tests.formats.pdf.brief import document
from tests.formats.pdf.reading import page_texts, read
from tests.samples import paragraph, text


def noted(blocks: Iterable[Block], lengths: Iterable[int]) -> Document:
    """The blocks with notes of so many words, each of which begins with "begin" and ends with "end" and its number."""
    notes = tuple(
        Note(f"n{n}", (paragraph(f"begin{n}. {'word ' * length} end{n}.", f"p-{n}"),), n, id=f"i-{n}")
        for n, length in enumerate(lengths, start=1)
    )
    return replace(document(blocks), notes=notes)


def calling(numbers: Iterable[int], identity: str) -> Paragraph:
    """A paragraph in which each note is called by "call" and its number."""
    inlines = (each for n in numbers for each in (Text(f" and so call{n}."), NoteReference(f"n{n}", n)))
    return Paragraph(tuple(inlines), id=identity)


def places(texts: list[str], what: str) -> dict[int, int]:
    """The page, from 0, on which each number stands behind a word."""
    return {int(n): page for page, text in enumerate(texts) for n in re.findall(rf"\b{what}(\d+)\.", text)}


@pytest.mark.slow
def test_a_hundred_and_thirty_notes_of_one_paragraph_stand_on_their_pages() -> None:
    blocks = [calling(range(1, 131), "p"), *(calling([n], f"q{n}") for n in range(131, 141))]
    texts = page_texts(read(noted(blocks, [12] * 140)))
    called, begun = places(texts, "call"), places(texts, "begin")
    assert len(called) == len(begun) == 140
    assert begun == called


@pytest.mark.parametrize("seed", range(4))
def test_short_notes_are_whole_and_on_the_page_of_their_reference(seed: int) -> None:
    lengths = [(seed * 31 + n * 37) % 70 + 5 for n in range(1, 41)]
    blocks = [
        part for n in range(1, 41) for part in (paragraph("Text. " * (30 + n * 7 % 60), f"t{n}"), calling([n], f"c{n}"))
    ]
    texts = page_texts(read(noted(blocks, lengths)))
    called = places(texts, "call")
    assert len(called) == 40
    assert places(texts, "begin") == places(texts, "end") == called


def test_text_waits_for_notes_that_fill_pages() -> None:
    blocks = [Heading(1, text("Head"), id="h"), calling([1], "p"), calling([2], "q"), paragraph("Last words.", "r")]
    texts = page_texts(read(noted(blocks, [2500, 8])))
    called, begun, ended = (places(texts, what) for what in ("call", "begin", "end"))
    assert called[1] == begun[1] == 0
    assert ended[1] > 1
    assert called[2] == begun[2] >= ended[1]
    assert sum("Last words." in page for page in texts) == 1


def test_more_notes_than_a_page_holds_in_one_line_follow_on_the_next() -> None:
    many = Paragraph(tuple(NoteReference(f"n{n}", n) for n in range(1, 81)), id="p")
    texts = page_texts(read(noted([many, calling([81], "q")], [12] * 81)))
    begun = places(texts, "begin")
    assert list(begun) == list(range(1, 82))
    assert begun[1] == next(page for page, found in enumerate(texts) if "⁸⁰" in found)
    assert begun[81] == places(texts, "call")[81] >= begun[80]
