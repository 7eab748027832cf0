"""Paragraphs in a language of their own, which run and are set as that is, whatever the document's is."""

from __future__ import annotations

from dataclasses import replace

from briefgen.formats.docx.context import DocxContext
from briefgen.formats.docx.elements import OpenElement, w
from briefgen.formats.docx.inlines import Voice
from briefgen.formats.docx.paragraphs import set_lines, set_property
from briefgen.layout.columns import leading_of
from briefgen.model.direction import RIGHT_TO_LEFT, direction_of, script_of
from briefgen.model.inlines import Foreign, Inlines
from briefgen.model.traverse import inlines_of, language_of_text


def spoken(inlines: Inlines, voice: Voice) -> Voice:
    """The voice of a paragraph's text, which is that of its own language where all of it is in one."""
    language = language_of_text(inlines, "")
    return voice if not language else replace(voice, language=language, direction=direction_of(language))


def set_in_language(
    paragraph: OpenElement,
    inlines: Inlines,
    voice: Voice,
    context: DocxContext,
    scale: float = 1.0,
    *,
    dense: bool = False,
) -> None:
    """Let a paragraph run as its text does, with lines as high as the scripts of its languages need.

    `scale` and `dense` say how a table's type is set.
    """
    others = {inline.language for inline in inlines_of(inlines) if isinstance(inline, Foreign) and inline.language}
    if not others:
        return
    if voice.direction and voice.direction != context.direction:
        set_property(paragraph, w.open("bidi", val=None if voice.direction == RIGHT_TO_LEFT else 0))

    def leading(language: str) -> float:
        script = script_of(language)
        style = context.theme.written_in(language, script).style(voice.role)
        return leading_of(style, scale, dense=dense, writing=context.theme.writing(language, script))

    own = context.document.properties.language
    needed = max(map(leading, {voice.language or own, *others}))
    if needed != leading(own):
        set_lines(paragraph, needed)
