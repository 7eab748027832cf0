"""Where a block stands, and the paragraphs made there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from briefgen.formats.docx.changes import Mark
from briefgen.formats.docx.context import DocxContext
from briefgen.formats.docx.elements import Markup, OpenElement, opened, w
from briefgen.formats.docx.inlines import Voice, write_inlines
from briefgen.formats.docx.numbering import label
from briefgen.formats.docx.own_language import set_in_language, spoken
from briefgen.formats.docx.paragraphs import indent, paragraph
from briefgen.formats.docx.styles import LABELS, Indent, Style, frame, indent_of, role_of
from briefgen.frozen import frozen
from briefgen.model.inlines import Inlines


@frozen
class Setting:
    """The style of running text, the indents in points, the list, what stands around, and the change of a redline.

    `number` is the list and level of which the next paragraph is an item; `edge` is where a callout's text starts.
    """

    style: Style = Style.BODY
    left: float = 0
    right: float = 0
    hanging: float = 0
    depth: int = 0
    number: tuple[int, int] | None = None
    frame: Style | None = None
    edge: float = 0
    mark: Mark | None = None
    quoted: bool = False

    def width(self, context: DocxContext) -> float:
        """How wide a line is."""
        return context.theme.page.text_width - self.left - self.right

    def voice(self, style: Style) -> Voice:
        """The plain voice of a paragraph style."""
        return Voice(role_of(style), mark=self.mark)

    def paragraph(
        self, style: Style, content: Iterable[Markup], context: DocxContext, properties: Iterable[OpenElement] = ()
    ) -> OpenElement:
        """A paragraph in a style, indented and framed as everything here is.

        Word draws a callout's bar where the first or the leftmost line starts, and so every paragraph starts there.
        """
        hanging = self.left - self.edge if self.frame else self.hanging
        lead = [w("r", w("tab"))] if self.frame and hanging and not self.number else []
        placement = self._placement(style, hanging, context)
        return paragraph(style, [*lead, *content], (*properties, *placement), self.mark)

    def text(self, inlines: Inlines, style: Style, context: DocxContext) -> OpenElement:
        """A paragraph of inlines in a style."""
        voice = spoken(inlines, self.voice(style))
        turned = voice.direction not in ("", context.direction) and not self.number and not self.hanging
        setting = replace(self, left=self.right, right=self.left) if turned else self
        made = setting.paragraph(style, write_inlines(inlines, voice, context), context)
        set_in_language(made, inlines, voice, context)
        return made

    def _placement(self, style: Style, hanging: float, context: DocxContext) -> Iterator[OpenElement]:
        """What the style itself does not say of the paragraph's place."""
        if self.number:
            yield opened(label(*self.number))
        own = indent_of(style)
        here = Indent(self.left, self.right, hanging)
        if here != own:
            yield indent(here)
        if self.frame and style not in (self.frame, LABELS[self.frame]):
            yield from map(opened, frame(self.frame, context.theme))
