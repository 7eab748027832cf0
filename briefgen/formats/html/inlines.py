"""Inlines: the text within a paragraph, with its links."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from typing import assert_never

from briefgen.formats.html.context import CALL, NOTE, HtmlContext, HtmlVoice
from briefgen.formats.html.markup import element, tag, text, to
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

SCHEMES = ("https://", "http://", "mailto:", "tel:")
BETWEEN_NOTES = "\u202f"


def write_inlines(inlines: Inlines, voice: HtmlVoice, context: HtmlContext) -> str:
    """The markup of inlines."""
    if len(inlines) == 1:
        return _inline(inlines[0], voice, context)
    parts = []
    for before, inline in pairwise((None, *inlines)):
        if isinstance(before, NoteReference) and isinstance(inline, NoteReference):
            parts.append(BETWEEN_NOTES)
        if inline is not None:
            parts.append(_inline(inline, voice, context))
    return "".join(parts)


def write_text(characters: str, voice: HtmlVoice, context: HtmlContext) -> str:
    """Plain characters."""
    context.set_in(voice, characters)
    return text(characters)


def _inline(inline: Inline, voice: HtmlVoice, context: HtmlContext) -> str:
    match inline:
        case Text():
            return write_text(inline.text, voice, context)
        case Value():
            return _value(inline, voice, context)
        case Strong() | Emphasis() | Foreign() | Remarked():
            return _set_apart(inline, voice, context)
        case Inserted() | Deleted() | Reformatted():
            return _changed(inline, voice, context)
        case Link() | CrossReference() | NoteReference():
            return _leading(inline, voice, context)
        case LineBreak():
            return tag("br")
        case _:
            assert_never(inline)


def _value(value: Value, voice: HtmlVoice, context: HtmlContext) -> str:
    """A printed figure, which leads to its evidence."""
    written = write_text(value.text, voice, context)
    if voice.linked or voice.gone or value.fact not in context.supplement.evidence:
        return written
    return f"{context.link_of(value.fact)}{written}</a>"


def _set_apart(inline: Strong | Emphasis | Foreign | Remarked, voice: HtmlVoice, context: HtmlContext) -> str:
    match inline:
        case Strong():
            return element("strong", write_inlines(inline.content, replace(voice, strong=True), context))
        case Emphasis():
            return element("em", write_inlines(inline.content, replace(voice, stressed=not voice.stressed), context))
        case Foreign():
            content = write_inlines(inline.content, replace(voice, language=inline.language), context)
            return element("span", content, lang=inline.language, dir=inline.direction)
        case Remarked():
            return write_inlines(inline.content, voice, context)
        case _:
            assert_never(inline)


def _changed(inline: Inserted | Deleted | Reformatted, voice: HtmlVoice, context: HtmlContext) -> str:
    match inline:
        case Inserted():
            return marked("ins", write_inlines(inline.content, voice, context), inline.author, inline.date)
        case Deleted():
            content = write_inlines(inline.content, replace(voice, gone=True), context)
            return marked("del", content, inline.author, inline.date)
        case Reformatted():
            content = write_inlines(inline.content, voice, context)
            return element("span", content, class_="reformatted", title=inline.author)
        case _:
            assert_never(inline)


def marked(name: str, content: str, author: str, date: datetime, class_: str = "") -> str:
    """Content inside the mark of a change, with who has made it, and when."""
    return element(name, content, class_=class_, title=author, datetime=date.isoformat())


def _leading(inline: Link | CrossReference | NoteReference, voice: HtmlVoice, context: HtmlContext) -> str:
    match inline:
        case Link():
            content = write_inlines(inline.content, replace(voice, linked=True), context)
            leads = not voice.linked and inline.target.lower().startswith(SCHEMES)
            return element("a", content, href=inline.target, rel="external noreferrer") if leads else content
        case CrossReference():
            target = "" if voice.linked or voice.gone else context.anchors.get(inline.target, "")
            inner = replace(voice, linked=True) if target else voice
            content = write_inlines(inline.content or (Text(inline.text),), inner, context)
            return element("a", content, href=to(target), title=inline.leads or None) if target else content
        case NoteReference():
            return _call(inline, voice, context)
        case _:
            assert_never(inline)


def _call(reference: NoteReference, voice: HtmlVoice, context: HtmlContext) -> str:
    """The raised number of a note, which leads to it; the first one is where the note leads back to."""
    number = write_text(str(reference.number), voice, context)
    if voice.linked or voice.gone or reference.note not in context.notes:
        return element("sup", number)
    name = context.labels.footnote_named(reference.number)
    first = "" if reference.note in context.called else CALL.format(reference.note)
    context.called.add(reference.note)
    href = to(NOTE.format(reference.note))
    return element("sup", element("a", number, id=context.claim(first), href=href, role="doc-noteref", aria_label=name))
