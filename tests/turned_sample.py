"""The sample in a language from the right: each text in words of that language, its figures and references isolated."""

from __future__ import annotations

from dataclasses import replace
from zlib import crc32

from briefgen.model.blocks import Block, Callout, Contents, Figure, Heading, KeyFigures, Table
from briefgen.model.direction import isolated
from briefgen.model.document import Detail, Document, Front
from briefgen.model.inlines import CrossReference, Foreign, Inline, Inlines, Text, Value
from briefgen.model.labels import labels_for
from briefgen.model.traverse import map_blocks, map_inlines
from tests.samples import DOCUMENT

WORDS = {
    "ur": "کابل میں حالات بدل رہے ہیں اور ہزاروں خاندان UNHCR کے کیمپوں کو لوٹے؛ اسلام آباد نے (جمعرات کو) سرحد کھولی",
    "ar": "تتغير الأوضاع في كابول وعادت آلاف الأسر إلى مخيمات UNHCR؛ وفتحت إسلام آباد الحدود (يوم الخميس) أمام الأسر",
}


class _Words:
    """Words of a language, one for each word of another."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._words = WORDS[language].split()

    def text(self, text: str) -> str:
        """As many words as a text has, the same for the same, with the spaces at its ends."""
        words = " ".join(self._words[crc32(word.encode()) % len(self._words)] for word in text.split())
        return f"{' ' * text.startswith(' ')}{words}{' ' * (text.endswith(' ') and bool(words))}"

    def inline(self, inline: Inline) -> Inline:
        match inline:
            case Text():
                return replace(inline, text=self.text(inline.text))
            case Foreign():
                return replace(inline, content=(Text("quelques mots"),))
            case Value() | CrossReference():
                return replace(inline, text=isolated(inline.text, self.language))
            case _:
                return inline

    def inlines(self, inlines: Inlines) -> Inlines:
        return map_inlines(inlines, self.inline)

    def block(self, block: Block) -> Block:
        match block:
            case Callout():
                return replace(block, label=self.text(block.label))
            case Heading():
                return replace(block, marking=self.text(block.marking))
            case Figure() | Table():
                return replace(block, label=self._label(block.label))
            case Contents():
                entries = tuple(replace(entry, text=self.text(entry.text), page=1) for entry in block.entries)
                return replace(block, title=self.text(block.title), entries=entries)
            case KeyFigures():
                return replace(
                    block, tiles=tuple(replace(tile, reference=self._reference(tile.reference)) for tile in block.tiles)
                )
            case _:
                return block

    def _reference(self, text: str) -> str:
        return isolated(text, self.language)

    def _label(self, text: str) -> str:
        kind, _, number = text.partition(" ")
        labels = labels_for(self.language)
        return f"{labels.figure if kind == 'Figure' else labels.table}\u00a0{number}" if text else ""

    def front(self, front: Front) -> Front:
        return replace(
            front,
            desk=self.text(front.desk),
            title=self.inlines(front.title),
            subtitle=self.inlines(front.subtitle),
            issue=f"{self.text('Brief')} {isolated('19', self.language)}",
            marking=self.text(front.marking),
            running_title=self.text(front.running_title),
            running_issue=isolated("19 · 05/05/2031", self.language),
            details=tuple(Detail(self.text(each.label), self.inlines(each.text)) for each in front.details),
        )


def from_right(language: str, document: Document = DOCUMENT) -> Document:
    """A document as it would be in a language from the right, "ur" or "ar"."""
    words = _Words(language)
    return replace(
        document,
        front=words.front(document.front),
        properties=replace(document.properties, language=language, title=words.text(document.properties.title)),
        blocks=map_blocks(document.blocks, words.inline, words.block),
        notes=tuple(replace(note, content=map_blocks(note.content, words.inline)) for note in document.notes),
    )
