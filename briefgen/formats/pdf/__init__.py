"""The PDF writer.

Blocks become boxes of the text's width, boxes are laid on pages, and only then is anything drawn: so each page's
number is known wherever it is printed, and figures can still move. Each page is written as soon as it is drawn, and the
structure at the end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from briefgen.formats.pdf.blocks import flow
from briefgen.formats.pdf.boxes import placed, stack_height
from briefgen.formats.pdf.canvas import Canvas, Drawn
from briefgen.formats.pdf.finish import finished
from briefgen.formats.pdf.floats import Floats
from briefgen.formats.pdf.front import front_boxes
from briefgen.formats.pdf.notes import page_notes
from briefgen.formats.pdf.pages import Furniture, Sheet, page_numbers, paginate
from briefgen.formats.pdf.setting import Setting
from briefgen.formats.pdf.structure import Element
from briefgen.formats.written import Written
from briefgen.model.attachment import Attachment
from briefgen.model.blocks import Figure, Heading, Table
from briefgen.model.document import Document, Media
from briefgen.model.labels import labels_for
from briefgen.model.walk import blocks_of
from briefgen.theme import Theme


@dataclass
class Layout:
    """A document on its pages, not yet drawn. It is drawn once: each sheet, the largest thing there is, then goes."""

    document: Document
    root: Element
    setting: Setting
    sheets: list[Sheet]
    numbers: Mapping[str, int]

    def finished(self, attachments: Sequence[Attachment]) -> bytes:
        """The file."""
        return finished(self._drawn(), self.root, self.document.properties, attachments)

    def _drawn(self) -> Drawn:
        canvas, count = Canvas(self.setting.theme.page, self.numbers), len(self.sheets)
        furniture = Furniture(self.document.front, self.setting)
        self.sheets.reverse()
        for number in range(1, count + 1):
            furniture.draw(canvas, number, count)
            self._put(canvas, self.sheets.pop())
            canvas.end_page()
        return canvas.drawn()

    def _put(self, canvas: Canvas, sheet: Sheet) -> None:
        page = self.setting.theme.page
        for box, offset in placed(sheet.body):
            box.put(canvas, page.left, page.height - page.top - offset)
        foot = page.bottom + stack_height(sheet.foot)
        for box, offset in placed(sheet.foot):
            box.put(canvas, page.left, foot - offset)


def write(
    document: Document,
    media: Media,
    theme: Theme,
    attachments: Sequence[Attachment] = (),
) -> Written:
    """The document laid out for a PDF, with the page on which each of its headings, figures and tables starts.

    Figures may move behind text of their section; the blocks are given back in the order in which they stand.

    It conforms to PDF/UA-1 and PDF/A-2a or, with attachments, 3a (ISO 14289-1, ISO 19005-2 and 3).
    Raises ContentError for a character that no font has, a picture that is missing, and a block that fits no page, then
    or when it is drawn.
    """
    floats = Floats()
    root, setting, sheets = _laid_out(document, media, theme)
    while (blocks := floats.settled(document.blocks, sheets, setting.page_height)) != document.blocks:
        document = replace(document, blocks=blocks)
        root, setting, sheets = _laid_out(document, media, theme)
    numbers = page_numbers(sheets)
    pages = {name: numbers[name] for name in _listed(document) if name in numbers}
    finish = partial(Layout(document, root, setting, sheets, numbers).finished, attachments)
    return Written(finish, pages, len(sheets), document.blocks)


def _laid_out(document: Document, media: Media, theme: Theme) -> tuple[Element, Setting, list[Sheet]]:
    """The document on its pages, with the structure that its blocks have made."""
    root = Element("Document")
    furniture = Furniture(document.front, Setting(theme, labels_for(document.properties.language), media, root))
    setting = replace(furniture.setting, theme=replace(theme, page=furniture.page()))
    width = float(theme.page.text_width)
    front = front_boxes(document.front, width, setting, furniture.lowered())
    setting.calls.settle(root)
    boxes = [*front, *flow(document.blocks, width, setting)]
    return root, setting, paginate(boxes, setting.page_height, page_notes(document.notes, width, setting))


def _listed(document: Document) -> list[str]:
    return [
        block.id for block in blocks_of(document.blocks) if isinstance(block, Heading | Figure | Table) and block.id
    ]
