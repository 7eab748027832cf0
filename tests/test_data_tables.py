"""Data tables in the documents themselves: of every kind of chart, with each value as the chart prints it."""

from __future__ import annotations

import io
import re
import shutil
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.table import _Cell
from pypdf import PdfReader

from briefgen.cache import Cache
from briefgen.charts import CHART_TYPES
from briefgen.content import Folder, house_assets
from briefgen.model.blocks import Figure, Table
from briefgen.model.traverse import blocks_of, plain_text
from briefgen.pipeline import check
from briefgen.render import Brief, render
from briefgen.workspace import Workspace

CONTENT = Path(__file__).parent / "desks/rail/content"
EDITION = "2031-04-14-punctuality"


@pytest.fixture(scope="module")
def brief(tmp_path_factory: pytest.TempPathFactory) -> Brief:
    content = shutil.copytree(CONTENT, tmp_path_factory.mktemp("rail") / "content")
    with (content / "desk.yaml").open("a", encoding="utf-8") as file:
        file.write("data_tables: true\n")
    checked = check(Workspace(Folder(content), house_assets(), Path("out")), EDITION)
    assert checked.diagnostics == ()
    assert checked.brief is not None
    return checked.brief


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Cache:
    return Cache(tmp_path_factory.mktemp("charts"))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def tables(brief: Brief) -> list[tuple[Figure, list[list[str]]]]:
    """Each chart, and the cells of the table behind it."""
    blocks = list(blocks_of(brief.document.blocks))
    found = []
    for number, block in enumerate(blocks):
        if isinstance(block, Figure) and block.chart:
            table = blocks[number + 1]
            assert isinstance(table, Table)
            found.append((block, [[plain_text(c.content) for c in row] for row in (table.header, *table.rows)]))
    return found


def test_every_kind_of_chart_has_its_values_in_its_table(brief: Brief) -> None:
    kinds = set()
    for figure, (_, *rows) in tables(brief):
        chart = figure.chart
        assert chart is not None
        kinds.add(chart.kind)
        columns = [list(column) for column in zip(*rows, strict=True)]
        if chart.kind == "timeline":
            assert columns[0] == [event.dated for event in chart.events]
            assert columns[1] == [event.label for event in chart.events]
        else:
            assert columns[0] == list(chart.categories)
            runs = [series.points for series in chart.series] + [chart.totals] * any(chart.totals)
            values = [[point.text if point else "–" for point in points] for points in runs]
            assert columns[1:] == values
    assert kinds == set(CHART_TYPES)


@pytest.mark.slow
def test_word_has_each_table_behind_its_caption(brief: Brief, cache: Cache) -> None:
    package = docx.Document(io.BytesIO(render(brief, ["docx"], cache=cache)[f"{EDITION}.docx"]))
    found = [[[squeezed(_text(cell)) for cell in row.cells] for row in table.rows] for table in package.tables]
    captions = [squeezed(paragraph.text) for paragraph in package.paragraphs]
    for figure, rows in tables(brief):
        assert [[squeezed(text) for text in row] for row in rows] in found
        assert squeezed(f"Data of {figure.label}.") in captions


def _text(cell: _Cell) -> str:
    """What stands in a cell, in controls too, which `cell.text` leaves out."""
    return "".join(text.text or "" for text in cell._tc.iter(qn("w:t")))


@pytest.mark.slow
def test_the_pdf_has_each_table_behind_its_caption(brief: Brief, cache: Cache) -> None:
    pages = PdfReader(io.BytesIO(render(brief, ["pdf"], cache=cache)[f"{EDITION}.pdf"])).pages
    text = squeezed("".join(page.extract_text() for page in pages))
    for figure, rows in tables(brief):
        assert squeezed(f"Data of {figure.label}.{''.join(rows[0])}") in text
        assert [row for row in rows if squeezed("".join(row)) not in text] == []
