"""Characters against the house fonts: nothing may print as an empty box."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import assert_never

from briefgen import codes
from briefgen.checks.subject import Subject
from briefgen.errors import Diagnostic
from briefgen.model.blocks import (
    Block,
    Callout,
    Contents,
    Figure,
    Heading,
    KeyFigures,
    List,
    PageBreak,
    Paragraph,
    Quotation,
    Table,
)
from briefgen.model.characters import runs_from_right
from briefgen.model.chart import Chart
from briefgen.model.inlines import CrossReference, Inlines, Link, Text, Value
from briefgen.model.traverse import blocks_of, inlines_of, texts_of
from briefgen.spans import Span

UNKNOWN, QUOTED_UNKNOWN = "\ufffd", "%EF%BF%BD"
"""What an entity of no character stands for (`&#1;`), in a text and in an address."""


def missing_glyphs(subject: Subject) -> Iterator[Diagnostic]:
    """Each character of the document that a house font lacks, once for each text that has it.

    Of words that run from right to left the first letter is reported, whichever fonts have them.
    """
    known = subject.theme.characters
    fine: set[str] = set()
    for text, place in _texts(subject):
        fine.update(each for each in set(text) - fine if ord(each) in known and not runs_from_right(each))
        if fine.issuperset(text):
            continue
        start = next((offset for offset, character in enumerate(text) if runs_from_right(character)), None)
        if start is not None:
            yield _from_right(text[start], _at(subject, place, start))
        for offset, character in enumerate(text):
            if ord(character) not in known and character not in text[:offset] and not runs_from_right(character):
                yield _fault(character, _at(subject, place, offset))


def _at(subject: Subject, place: Span | None, offset: int) -> Span:
    found = subject.at(place)
    return found.part(offset) if place is not None else found


def _from_right(character: str, place: Span) -> Diagnostic:
    name = unicodedata.name(character, "a character without a name").lower()
    message = f"words that run from right to left cannot be set yet: U+{ord(character):04X} ({name})"
    return codes.RIGHT_TO_LEFT.at(place, message, "write them in Latin letters")


def _fault(character: str, place: Span) -> Diagnostic:
    name = unicodedata.name(character, "a character without a name").lower()
    message = f"no house font has U+{ord(character):04X} ({name})"
    return codes.MISSING_GLYPH.at(place, message, "write it with other characters, or add a font that has it")


def _texts(subject: Subject) -> Iterator[tuple[str, Span | None]]:
    document = subject.document
    front = document.front
    yield from _in(front.title)
    yield from _in(front.subtitle)
    for text in (front.desk, front.issue, front.marking, front.draft, *(detail.label for detail in front.details)):
        yield text, None
    for detail in front.details:
        yield from _in(detail.text)
    for block in blocks_of((*document.blocks, *(block for note in document.notes for block in note.content))):
        for inlines in texts_of(block):
            yield from _in(inlines)
        yield from _own_texts(block)


def _in(inlines: Inlines) -> Iterator[tuple[str, Span | None]]:
    for inline in inlines_of(inlines):
        if isinstance(inline, Text | Value | CrossReference):
            yield inline.text, inline.place
        elif isinstance(inline, Link) and QUOTED_UNKNOWN in inline.target:
            yield UNKNOWN, inline.place


def _own_texts(block: Block) -> Iterator[tuple[str, Span | None]]:
    match block:
        case Heading():
            yield block.marking, block.place
        case Callout():
            yield block.label, block.place
        case KeyFigures():
            yield from ((tile.reference, tile.place) for tile in block.tiles)
        case Contents():
            yield block.title, None
        case Figure():
            yield UNKNOWN if UNKNOWN in block.alt else "", block.place
            yield from ((text, block.place) for text in (_chart_texts(block.chart) if block.chart else ()))
        case Paragraph() | List() | Table() | Quotation() | PageBreak():
            pass
        case _:
            assert_never(block)


def _chart_texts(chart: Chart) -> Iterator[str]:
    yield from (chart.unit, *chart.categories, chart.today_text, chart.today_label)
    for series in chart.series:
        yield series.name
        yield from (point.text for point in series.points if point)
    for event in chart.events:
        yield from (event.text, event.label, event.days_left)
