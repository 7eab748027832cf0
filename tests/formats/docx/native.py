"""Word documents with charts that Word draws, for the tests."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from briefgen.charts.render_charts import draw
from briefgen.formats.docx import write
from briefgen.model.blocks import Figure
from briefgen.model.chart import Chart
from briefgen.model.document import Document, Media
from briefgen.proof.compare import Difference
from briefgen.proof.in_docx import docx_differences
from tests.archives import unzipped, zipped
from tests.charts.gallery import GALLERY
from tests.formats.pdf.brief import document
from tests.house import house
from tests.samples import text

CHART, BOOK = "word/charts/chart1.xml", "word/embeddings/Microsoft_Excel_Sheet1.xlsx"
"""The parts of the first chart and of its workbook."""


@cache
def charts(*names: str) -> tuple[Document, Media]:
    """A document with charts of the gallery, and its pictures."""
    return of_charts({name: GALLERY[name] for name in names})


def of_charts(wanted: Mapping[str, Chart]) -> tuple[Document, Media]:
    """A document with charts, and its pictures."""
    media = {name: draw(chart, house(), house().page.text_width) for name, chart in wanted.items()}
    figures = (
        Figure(name, f"A chart: {name}.", label=f"Figure {number}", caption=text("Caption."), id=name, chart=chart)
        for number, (name, chart) in enumerate(wanted.items(), 1)
    )
    return document(figures), media


@cache
def parts(*names: str) -> dict[str, bytes]:
    """The parts of the Word document with charts of the gallery."""
    return unzipped(write(*charts(*names), house()).data)


def differences(changed: Mapping[str, bytes], *names: str) -> list[Difference]:
    """What the proof finds when parts of the document with these charts are others."""
    return docx_differences(*charts(*names), zipped({**parts(*names), **changed}))
