"""Documents as others make them: one content, written with python-docx and with reportlab."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from docx import Document
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

Rows = Sequence[Sequence[str]]
Part = str | Rows
"""A paragraph, which is a heading where it begins with #, or a table."""


def word(parts: Sequence[Part]) -> bytes:
    """A Word document."""
    document = Document()
    for part in parts:
        if not isinstance(part, str):
            table = document.add_table(0, len(part[0]), style="Table Grid")
            for row in part:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
        elif part.startswith("# "):
            document.add_heading(part[2:], 1)
        else:
            document.add_paragraph(part)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def pdf(parts: Sequence[Part]) -> bytes:
    """A PDF, with page numbers at the foot."""
    styles, stream = getSampleStyleSheet(), BytesIO()
    story: list[Flowable] = []
    numbers = ("ALIGN", (1, 0), (-1, -1), "RIGHT")
    for part in parts:
        if not isinstance(part, str):
            cells = [[Paragraph(row[0], styles["BodyText"]), *row[1:]] for row in part]
            story += [Table(cells, [120, *[80] * (len(part[0]) - 1)], style=TableStyle([numbers])), Spacer(1, 12)]
        elif part.startswith("# "):
            story.append(Paragraph(part[2:], styles["Heading1"]))
        else:
            story.append(Paragraph(part, styles["BodyText"]))
    template = SimpleDocTemplate(stream, pagesize=A4, invariant=1)
    template.build(story, onFirstPage=_numbered, onLaterPages=_numbered)
    return stream.getvalue()


def _numbered(canvas, template) -> None:  # type: ignore[no-untyped-def]
    canvas.drawString(280, 30, f"Page {template.page}")
