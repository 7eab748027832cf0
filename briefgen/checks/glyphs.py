"""Characters against the house fonts: nothing may print as an empty box."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from briefgen import codes
from briefgen.checks.subject import Subject
from briefgen.errors import Diagnostic, Place
from briefgen.model.blocks import Block, Callout, Contents, Figure, Heading, KeyFigures
from briefgen.model.figure import Chart
from briefgen.model.inlines import CrossReference, Inlines, Text, Value
from briefgen.model.walk import blocks_of, inlines_of, texts_of


def missing_glyphs(subject: Subject) -> Iterator[Diagnostic]:
    """Each character of the document that a house font lacks, once for each text that has it."""
    known = subject.theme.characters
    for text, place in _texts(subject):
        for offset, character in enumerate(text):
            if ord(character) not in known and character not in text[:offset]:
                yield _fault(character, offset, subject.at(place), exact=place is not None)


def _fault(character: str, offset: int, place: Place, *, exact: bool) -> Diagnostic:
    if exact and place.line:
        place = replace(place, column=place.column + offset)
    name = unicodedata.name(character, "a character without a name").lower()
    message = f"no house font has U+{ord(character):04X} ({name})"
    return codes.MISSING_GLYPH.at(place, message, "write it with other characters, or add a font that has it")


def _texts(subject: Subject) -> Iterator[tuple[str, Place | None]]:
    document = subject.document
    front = document.front
    yield from _in(front.title)
    yield from _in(front.subtitle)
    for text in (front.desk, front.issue, front.marking, front.draft, *(f"{d.label}{d.text}" for d in front.details)):
        yield text, None
    for block in blocks_of((*document.blocks, *(block for note in document.notes for block in note.content))):
        for inlines in texts_of(block):
            yield from _in(inlines)
        yield from _own_texts(block)


def _in(inlines: Inlines) -> Iterator[tuple[str, Place | None]]:
    for inline in inlines_of(inlines):
        if isinstance(inline, Text | Value | CrossReference):
            yield inline.text, inline.place


def _own_texts(block: Block) -> Iterator[tuple[str, Place | None]]:
    match block:
        case Heading():
            yield block.marking, block.place
        case Callout():
            yield block.label, block.place
        case KeyFigures():
            yield from ((tile.reference, tile.place) for tile in block.tiles)
        case Contents():
            yield block.title, None
        case Figure() if block.chart:
            yield from ((text, block.place) for text in _chart_texts(block.chart))
        case _:
            pass


def _chart_texts(chart: Chart) -> Iterator[str]:
    yield from (chart.unit, *chart.categories, chart.today_text, chart.today_label)
    for series in chart.series:
        yield series.name
        yield from (point.text for point in series.points if point)
    for event in chart.events:
        yield from (event.text, event.label, event.days_left)
