"""Captions: the label with a number that Word can count, the text, and the source in the quiet colour."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from briefgen.model.inlines import Inlines
from briefgen.writers.docx.draft import Draft
from briefgen.writers.docx.fields import field
from briefgen.writers.docx.inlines import Voice, marked, run_properties, write_inlines, write_text
from briefgen.writers.docx.markup import Element
from briefgen.writers.docx.setting import Setting
from briefgen.writers.docx.styles import Style


def caption(
    label: str, text: Inlines, source: Inlines, style: Style, setting: Setting, draft: Draft
) -> Iterator[Element]:
    """The caption's paragraph, if there is anything to say."""
    if not (label or text or source):
        return
    voice = setting.voice(style)
    content = list(_label(label, replace(voice, style=Style.LABEL), draft))
    for part, look in ((text, voice), (source, replace(voice, style=Style.SOURCE))):
        if content and part:
            content.append(write_text(" ", voice, draft))
        content.extend(write_inlines(part, look, draft))
    yield setting.paragraph(style, content, draft)


def _label(label: str, voice: Voice, draft: Draft) -> Iterator[Element]:
    """The words "Figure 1." with its number as a sequence field; what a redline takes out no longer counts."""
    if not label:
        return
    name, _, number = label.rpartition(" ")
    if not (name and number.isdigit()) or (voice.mark and voice.mark.deletes):
        yield write_text(f"{label}.", voice, draft)
        return
    yield write_text(f"{name} ", voice, draft)
    for run in field(f"SEQ {name.replace(' ', '_')} \\* ARABIC", number, run_properties(voice, draft)):
        yield marked(run, voice.mark)
    yield write_text(".", voice, draft)
