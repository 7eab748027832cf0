"""Captions: the label with a number that Word can count, the text, and the source in the quiet colour."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from briefgen.formats.docx.bookmarks import part_of
from briefgen.formats.docx.context import DocxContext
from briefgen.formats.docx.fields import field
from briefgen.formats.docx.inlines import Voice, marked, run_properties, write_inlines, write_text
from briefgen.formats.docx.markup import Element
from briefgen.formats.docx.setting import Setting
from briefgen.formats.docx.styles import Style
from briefgen.model.blocks import Figure, Table
from briefgen.model.inlines import Inlines

COUNTED = re.compile(r"(.+)(\s)([0-9]+)")
"""A label that Word can count: its name, a space, and its number."""


def caption(
    block: Figure | Table, text: Inlines, source: Inlines, style: Style, setting: Setting, context: DocxContext
) -> list[Element]:
    """The caption's paragraph, if there is anything to say: the label of the block, unless this is a table's source."""
    label = "" if style is Style.TABLE_SOURCE else block.label
    if not (label or text or source):
        return []
    voice = setting.voice(style)
    content = list(_label(label, block, replace(voice, style=Style.LABEL), context))
    for words, look in ((text, voice), (source, replace(voice, style=Style.SOURCE))):
        if content and words:
            content.append(write_text(" ", voice, context))
        content.extend(write_inlines(words, look, context))
    paragraph = setting.paragraph(style, content, context)
    part = "source" if style is Style.TABLE_SOURCE else "caption"
    context.bookmarks.identify(paragraph, part_of(block, part), setting.mark)
    return [paragraph]


def _label(label: str, block: Figure | Table, voice: Voice, context: DocxContext) -> Iterator[Element]:
    """The words "Figure 1." with its number as a sequence field; what a redline marks is not counted."""
    if not label:
        return
    parts = COUNTED.fullmatch(label)
    if parts is None or voice.mark:
        yield write_text(f"{label}.", voice, context)
        return
    name, space, number = parts.groups()
    repeated = context.bookmarks.label_of(block.id) or context.bookmarks.label_of(block.anchor)
    counted = field(_instruction(name, int(number), context), number, run_properties(voice, context))
    runs = [write_text(f"{name}{space}", voice, context), *(marked(run, voice.mark) for run in counted)]
    yield from context.bookmarks.around(runs, repeated.bookmark if repeated else None)
    yield write_text(".", voice, context)


def _instruction(name: str, number: int, context: DocxContext) -> str:
    """The field that counts a label; it says its number where what a redline marks, and is not counted, came before."""
    following = context.counted.get(name, 1)
    context.counted[name] = number + 1
    restart = "" if number == following else f" \\r {number}"
    return f"SEQ {sequence(name)} \\* ARABIC{restart}"


def sequence(name: str) -> str:
    """The name by which Word counts what is labelled with a word."""
    return name.replace(" ", "_")
