"""Inlines: each as runs in the style it gives its text. No markup is made on the way, so none can be injected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import assert_never

from briefgen.frozen import but
from briefgen.layout.structure import StructureTag
from briefgen.layout.style_context import StyleContext
from briefgen.layout.text import DIRECTED, CharStyle, TextRun
from briefgen.model.direction import FSI, LEFT_TO_RIGHT, LRI, PDI, RIGHT_TO_LEFT, RLI, direction_of_words
from briefgen.model.inlines import (
    CrossReference,
    Deleted,
    Emphasis,
    Foreign,
    Inline,
    Inlines,
    Inserted,
    LineBreak,
    Link,
    NoteReference,
    Reformatted,
    Remarked,
    Strong,
    Text,
    Value,
)
from briefgen.model.traverse import language_of_text

SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
BETWEEN_NOTES = "\u202f"
REFERENCE = "reference/"


def note_name(note: str) -> str:
    """The destination of a note; the stroke keeps it apart from every id and anchor."""
    return f"note/{note}"


def reference_name(note: str) -> str:
    """The destination of the text's first reference to a note."""
    return f"{REFERENCE}{note}"


def runs_of(inlines: Inlines, char_style: CharStyle, context: StyleContext) -> tuple[TextRun, ...]:
    """The inlines as runs, in reading order."""
    return tuple(_runs(inlines, char_style, context))


def _runs(inlines: Inlines, char_style: CharStyle, context: StyleContext) -> Iterator[TextRun]:
    for before, inline in pairwise((None, *inlines)):
        if isinstance(before, NoteReference) and isinstance(inline, NoteReference):
            yield TextRun(BETWEEN_NOTES, char_style)
        if inline is not None:
            yield from _inline(inline, char_style, context)


def _inline(inline: Inline, char_style: CharStyle, context: StyleContext) -> Iterator[TextRun]:
    match inline:
        case Text() | Value():
            yield context.run(inline.text, char_style, inline.place)
        case Strong() | Emphasis() | Link() | Inserted() | Deleted():
            yield from _runs(inline.content, _style_within(inline, char_style, context), context)
        case Foreign():
            yield from _foreign(inline, char_style, context)
        case Reformatted():
            yield from _runs(inline.content, context.reformatted(char_style), context)
        case CrossReference():
            content = inline.content or (Text(inline.text, place=inline.place),)
            yield from _runs(content, referring(char_style, inline.target, inline.leads), context)
        case NoteReference():
            context.calls.call(inline.note)
            leads = context.labels.footnote_named(inline.number)
            marked = but(referring(char_style, note_name(inline.note), leads), name=reference_name(inline.note))
            yield context.run(str(inline.number).translate(SUPERSCRIPTS), marked, inline.place)
        case LineBreak():
            yield TextRun("\n", char_style)
        case Remarked():
            yield from _runs(inline.content, char_style, context)
        case _:
            assert_never(inline)


def _foreign(inline: Foreign, char_style: CharStyle, context: StyleContext) -> Iterator[TextRun]:
    """Words of another language, as an isolate where these or the text's own run from the right."""
    context.others.add(inline.language)
    runs = tuple(_runs(inline.content, _style_within(inline, char_style, context), context))
    if inline.language and language_of_text((inline,), "") == char_style.language:
        return iter(runs)
    if not char_style.base and inline.direction != RIGHT_TO_LEFT and not any(DIRECTED.search(run.text) for run in runs):
        return iter(runs)
    words = "".join(run.text for run in runs)
    direction = direction_of_words(words, inline.language, inline.direction)
    opening = {LEFT_TO_RIGHT: LRI, RIGHT_TO_LEFT: RLI}.get(direction, FSI)
    return iter((TextRun(opening, char_style), *runs, TextRun(PDI, char_style)))


def _style_within(
    inline: Strong | Emphasis | Link | Foreign | Inserted | Deleted, char_style: CharStyle, context: StyleContext
) -> CharStyle:
    """The style of what an inline holds; stress in slanted text stands upright."""
    match inline:
        case Strong():
            return char_style.weighted(bold=True, italic=char_style.italic)
        case Emphasis():
            return char_style.weighted(bold=char_style.bold, italic=not char_style.italic)
        case Link():
            colour = context.colours.link
            link = StructureTag("Link", outer=char_style.inline)
            return replace(char_style, url=inline.target, colour=colour, underline=colour, inline=link)
        case Foreign():
            span = StructureTag("Span", outer=char_style.inline, language=inline.language)
            return replace(char_style, inline=span, language=inline.language or char_style.language)
        case Inserted():
            return context.inserted(char_style)
        case Deleted():
            return context.deleted(char_style)
        case _:
            assert_never(inline)


def referring(char_style: CharStyle, target: str, leads: str) -> CharStyle:
    """The style of what leads to a place in the document, which words name."""
    link = StructureTag("Link", outer=StructureTag("Reference", outer=char_style.inline))
    return but(char_style, target=target, leads=leads, inline=link)
