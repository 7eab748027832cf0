"""Paragraphs in a language of their own, which run and are set as that is, whatever the document's is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from briefgen.formats.docx.context import DocxContext
from briefgen.formats.docx.elements import OpenElement, w
from briefgen.formats.docx.inlines import Voice
from briefgen.formats.docx.paragraphs import set_lines, set_property, set_space
from briefgen.frozen import frozen
from briefgen.layout.columns import leading_of
from briefgen.layout.fonts import font
from briefgen.model.direction import RIGHT_TO_LEFT, direction_of, script_of
from briefgen.model.inlines import Foreign, Inlines
from briefgen.model.traverse import inlines_of, language_of_text
from briefgen.theme import Role, Theme

LEAST_DROP = 0.5
"""In points, how far apart base lines must be before anything is done about it."""


def spoken(inlines: Inlines, voice: Voice) -> Voice:
    """The voice of a paragraph's text, which is that of its own language where all of it is in one."""
    language = language_of_text(inlines, "")
    return voice if not language else replace(voice, language=language, direction=direction_of(language))


@frozen
class Lines:
    """How the lines of paragraphs are set in a role: `scale` and `dense` say so of a table's type."""

    role: Role
    scale: float = 1.0
    dense: bool = False

    def leading(self, language: str, theme: Theme) -> float:
        """How high a line is in a language, in points."""
        script = script_of(language)
        style = theme.written_in(language, script).style(self.role)
        return leading_of(style, self.scale, dense=self.dense, writing=theme.writing(language, script))

    def descent(self, language: str, theme: Theme) -> float:
        """How far the letters of a language reach below the base line, in points, where Word ends a line."""
        writing = theme.writing(language, script_of(language))
        face = font(writing.family.regular if writing else theme.face(self.role))
        size = theme.style(self.role).scaled(self.scale) * (writing.scale if writing else 1.0)
        return (face.line_height - face.middle) / 2000 * size


def _others(inlines: Inlines) -> set[str]:
    """The languages of the words that are set apart in a text."""
    return {inline.language for inline in inlines_of(inlines) if isinstance(inline, Foreign) and inline.language}


def set_in_language(
    paragraph: OpenElement, inlines: Inlines, voice: Voice, context: DocxContext, lines: Lines | None = None
) -> None:
    """Let a paragraph run as its text does, with lines as high as the scripts of its languages need."""
    if not (others := _others(inlines)):
        return
    if voice.direction and voice.direction != context.direction:
        set_property(paragraph, w.open("bidi", val=None if voice.direction == RIGHT_TO_LEFT else 0))
    own = context.document.properties.language
    lines = lines or Lines(voice.role)
    needed, usual = _leading({voice.language or own, *others}, lines, context), _leading({own}, lines, context)
    if needed != usual:
        set_lines(paragraph, needed)


def _leading(languages: Iterable[str], lines: Lines, context: DocxContext) -> float:
    return max(lines.leading(language, context.theme) for language in languages)


def on_one_base_line(
    texts: Sequence[Inlines], paragraphs: Sequence[OpenElement], lines: Lines, context: DocxContext
) -> None:
    """Let the first lines of paragraphs beside each other stand on one base line, where their languages differ."""
    if not any(map(_others, texts)):
        return
    depths = []
    for text in texts:
        first = language_of_text(text, context.document.properties.language)
        depths.append(_leading({first, *_others(text)}, lines, context) - lines.descent(first, context.theme))
    for paragraph, depth in zip(paragraphs, depths, strict=True):
        if max(depths) - depth > LEAST_DROP:
            set_space(paragraph, before=max(depths) - depth)
