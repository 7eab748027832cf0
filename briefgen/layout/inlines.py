"""Inlines: each as runs in the look it gives its text. No markup is made on the way, so none can be injected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import assert_never

from briefgen.layout.structure import Element
from briefgen.layout.style_context import Setting
from briefgen.layout.text import Look, Run
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

SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
BETWEEN_NOTES = "\u202f"
REFERENCE = "reference/"


def note_name(note: str) -> str:
    """The destination of a note; the stroke keeps it apart from every id and anchor."""
    return f"note/{note}"


def reference_name(note: str) -> str:
    """The destination of the text's first reference to a note."""
    return f"{REFERENCE}{note}"


def runs_of(inlines: Inlines, look: Look, setting: Setting) -> tuple[Run, ...]:
    """The inlines as runs, in reading order."""
    return tuple(_runs(inlines, look, setting))


def _runs(inlines: Inlines, look: Look, setting: Setting) -> Iterator[Run]:
    for before, inline in pairwise((None, *inlines)):
        if isinstance(before, NoteReference) and isinstance(inline, NoteReference):
            yield Run(BETWEEN_NOTES, look)
        if inline is not None:
            yield from _inline(inline, look, setting)


def _inline(inline: Inline, look: Look, setting: Setting) -> Iterator[Run]:
    match inline:
        case Text() | Value():
            yield setting.run(inline.text, look, inline.place)
        case Strong() | Emphasis() | Link() | Foreign() | Inserted() | Deleted():
            yield from _runs(inline.content, _look_within(inline, look, setting), setting)
        case Reformatted():
            yield from _runs(inline.content, setting.reformatted(look), setting)
        case CrossReference():
            content = inline.content or (Text(inline.text, place=inline.place),)
            yield from _runs(content, referring(look, inline.target), setting)
        case NoteReference():
            setting.calls.call(inline.note)
            marked = replace(referring(look, note_name(inline.note)), name=reference_name(inline.note))
            yield setting.run(str(inline.number).translate(SUPERSCRIPTS), marked, inline.place)
        case LineBreak():
            yield Run("\n", look)
        case Remarked():
            yield from _runs(inline.content, look, setting)
        case _:
            assert_never(inline)


def _look_within(inline: Strong | Emphasis | Link | Foreign | Inserted | Deleted, look: Look, setting: Setting) -> Look:
    """The look of what an inline holds; stress in slanted text stands upright."""
    match inline:
        case Strong():
            return look.weighted(bold=True, italic=look.italic)
        case Emphasis():
            return look.weighted(bold=look.bold, italic=not look.italic)
        case Link():
            colour = setting.colours.link
            link = Element("Link", outer=look.inline)
            return replace(look, url=inline.target, colour=colour, underline=colour, inline=link)
        case Foreign():
            return replace(look, inline=Element("Span", outer=look.inline, language=inline.language))
        case Inserted():
            return setting.inserted(look)
        case Deleted():
            return setting.deleted(look)
        case _:
            assert_never(inline)


def referring(look: Look, target: str) -> Look:
    """The look of what leads to a place in the document."""
    return replace(look, target=target, inline=Element("Link", outer=Element("Reference", outer=look.inline)))
