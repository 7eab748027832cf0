"""The PDF writer.

Blocks become boxes of the text's width, boxes are laid on pages, and only then is anything drawn: so each page's
number is known wherever it is printed, and one pass is enough. reportlab writes the file; its own layout is not used,
since tagging, footnotes and redlines need to know of each line where it stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefgen.model.blocks import Figure, Heading, Table
from briefgen.model.document import Document, Media
from briefgen.model.labels import labels_for
from briefgen.model.walk import blocks_of
from briefgen.theme import Role, Theme
from briefgen.writers.pdf.blocks import flow
from briefgen.writers.pdf.boxes import placed
from briefgen.writers.pdf.canvas import Canvas
from briefgen.writers.pdf.fonts import font
from briefgen.writers.pdf.front import front_boxes
from briefgen.writers.pdf.notes import note_boxes
from briefgen.writers.pdf.pages import Furniture, Sheet, page_numbers, paginate
from briefgen.writers.pdf.setting import Setting
from briefgen.writers.written import Written


def write(document: Document, media: Media, theme: Theme) -> Written:
    """The document as a PDF, and the page on which each of its headings, figures and tables starts.

    Raises ContentError for a character that no font has, a picture that is missing, and a block that fits no page.
    """
    setting = Setting(theme, labels_for(document.properties.language), media)
    width = float(theme.page.text_width)
    boxes = [
        *front_boxes(document.front, width, setting),
        *flow(document.blocks, width, setting),
        *note_boxes(document.notes, width, setting),
    ]
    sheets = paginate(boxes, float(theme.page.text_height))
    numbers = page_numbers(sheets)
    data = _draw(document, sheets, numbers, setting)
    return Written(data, {name: numbers[name] for name in _listed(document) if name in numbers})


def _draw(document: Document, sheets: Sequence[Sheet], numbers: Mapping[str, int], setting: Setting) -> bytes:
    page = setting.theme.page
    canvas = Canvas(document.properties, page, font(setting.theme.face(Role.BODY)), numbers)
    furniture = Furniture(document.front, setting)
    for number, sheet in enumerate(sheets, start=1):
        furniture.draw(canvas, number, len(sheets))
        for box, offset in placed(sheet):
            box.put(canvas, page.left, page.height - page.top - offset)
        canvas.showPage()
    return canvas.finish()


def _listed(document: Document) -> list[str]:
    return [
        block.id for block in blocks_of(document.blocks) if isinstance(block, Heading | Figure | Table) and block.id
    ]
