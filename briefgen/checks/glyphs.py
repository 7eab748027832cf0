"""Characters against the house fonts: nothing may print as an empty box."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import assert_never

from briefgen import codes
from briefgen.checks.subject import Subject
from briefgen.errors import Diagnostic
from briefgen.languages import languages
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
from briefgen.model.direction import ISOLATES, RIGHT_TO_LEFT, direction_of
from briefgen.model.inlines import CrossReference, Foreign, Inlines, Link, Text, Value
from briefgen.model.traverse import blocks_of, inlines_of, texts_of
from briefgen.patterns import lazy_regex
from briefgen.spans import Span

UNKNOWN, QUOTED_UNKNOWN = "\ufffd", "%EF%BF%BD"
"""What an entity of no character stands for (`&#1;`), in a text and in an address."""

_LETTER = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_FROM_RIGHT = lazy_regex(rf"[{_LETTER}](?:[ \u200c{_LETTER}]*[{_LETTER}])?")


def missing_glyphs(subject: Subject) -> Iterator[Diagnostic]:
    """Each character of the document that a house font lacks, once for each text that has it."""
    known = subject.theme.characters.union(ISOLATES)
    texts = list(_texts(subject))
    if known.issuperset(map(ord, set("".join([text for text, _ in texts])))):
        return
    for text, place in texts:
        for offset, character in enumerate(text):
            if ord(character) not in known and character not in text[:offset]:
                yield _fault(character, _at(subject, place, offset))


def unnamed_languages(subject: Subject) -> Iterator[Diagnostic]:
    """Words that run from right to left in a text that does not, where the author did not say what language they are.

    Without it they have the font of their script and not of their language, and are read out as nobody speaks.
    """
    document, known = subject.document, subject.theme.characters
    if direction_of(document.properties.language) == RIGHT_TO_LEFT:
        return
    for block in blocks_of((*document.blocks, *(block for note in document.notes for block in note.content))):
        for inlines in texts_of(block):
            texts = [each for each in inlines_of(inlines) if isinstance(each, Text) and not each.text.isascii()]
            found = [(inline, words) for inline in texts if (words := _FROM_RIGHT.search(inline.text))]
            if not found:
                continue
            foreign = [inline for inline in inlines_of(inlines) if isinstance(inline, Foreign)]
            named = {id(each) for outer in foreign for each in inlines_of(outer.content)}
            for inline, words in found:
                is_open = id(inline) not in named and _is_written(inline.place)
                if is_open and known.issuperset(map(ord, words[0])):
                    yield _unnamed(words, _at(subject, inline.place, words.start()))


def _is_written(place: Span | None) -> bool:
    """Whether a text stands in Markdown, where its language can be said."""
    return place is not None and place.file.endswith(".md")


def _at(subject: Subject, place: Span | None, offset: int) -> Span:
    found = subject.at(place)
    return found.part(offset) if place is not None else found


def _unnamed(words: re.Match[str], place: Span) -> Diagnostic:
    known = ", ".join(each for each in languages() if direction_of(each) == RIGHT_TO_LEFT)
    hint = f"write [{words[0]}]{{lang=...}}, with the code of their language: {known}"
    return codes.RIGHT_TO_LEFT.at(place, "the text does not say in which language these words are", hint)


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
            yield from ((text, block.place) for text in (block.chart.words() if block.chart else ()))
        case Paragraph() | List() | Table() | Quotation() | PageBreak():
            pass
        case _:
            assert_never(block)
