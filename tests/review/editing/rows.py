"""Rows of tables, added and deleted as Word writes it."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from tests.review.editing import strokes
from tests.review.editing.opened import Element, Hand, W, runs_of, w
from tests.review.editing.paragraphs import mark_end

FEWEST = 3
"""The rows that a table has at least before one is deleted: its header and two more."""


def row_of(paragraph: Element) -> Element | None:
    """The row that a paragraph stands in."""
    return next(paragraph.iterancestors(f"{W}tr"), None)


def rows_beside(row: Element) -> list[Element]:
    """The rows of a row's table, itself among them, that are not deleted."""
    return [each for each in row.getparent().findall(f"{W}tr") if each.find(f"{W}trPr/{W}del") is None]


def cells_of(row: Element) -> list[Element]:
    """The cells of a row."""
    return row.findall(f"{W}tc")


def add_below(row: Element, texts: Sequence[str], hand: Hand) -> list[Element]:
    """Add a row like another below it, one text a cell, and give the paragraphs of its cells."""
    new = w("tr", *map(deepcopy, row.findall(f"{W}trPr")))
    paragraphs = []
    for cell, text in zip(cells_of(row), texts, strict=True):
        pattern = cell.find(f"{W}p")
        run = strokes.typed(text, None)
        paragraph = w("p", *map(deepcopy, pattern.findall(f"{W}pPr")), hand.mark("ins", run) if hand.tracked else run)
        new.append(w("tc", *map(deepcopy, cell.findall(f"{W}tcPr")), paragraph))
        paragraphs.append(paragraph)
    row.addnext(new)
    if hand.tracked:
        _mark(new, paragraphs, "ins", hand)
    return paragraphs


def delete(row: Element, hand: Hand) -> None:
    """Delete a row."""
    if not hand.tracked:
        row.getparent().remove(row)
        return
    paragraphs = list(row.iter(f"{W}p"))
    for paragraph in paragraphs:
        strokes.take_out(runs_of(paragraph), hand)
    _mark(row, paragraphs, "del", hand)


def _mark(row: Element, paragraphs: Sequence[Element], kind: str, hand: Hand) -> None:
    """Mark a row and the ends of its paragraphs, as Word does, besides the text."""
    properties = row.find(f"{W}trPr")
    if properties is None:
        properties = w("trPr")
        row.insert(0, properties)
    properties.append(hand.mark(kind))
    for paragraph in paragraphs:
        mark_end(paragraph, hand.mark(kind))
