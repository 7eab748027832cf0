"""Charts that Word draws: what their parts and workbooks hold, and which charts stay pictures."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest
from lxml import etree

from briefgen.charts.render_charts import draw, packed, unpacked
from briefgen.formats.docx import write
from tests.charts.gallery import GALLERY
from tests.formats.docx.native import charts, parts
from tests.house import house

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
CHART, BOOK = "word/charts/chart1.xml", "word/embeddings/Microsoft_Excel_Sheet1.xlsx"


def values(name: str, path: str) -> list[str | None]:
    return [each.get("val") for each in etree.fromstring(parts(name)[CHART]).iterfind(path, {"c": C[1:-1]})]


def test_a_chart_is_a_part_with_its_workbook() -> None:
    names = parts("grouped")
    assert CHART in names and BOOK in names
    assert not any(name.startswith("word/media") for name in names)
    assert b'descr="A chart: grouped."' in names["word/document.xml"]


def test_the_workbook_has_the_figures_as_they_are_and_as_they_are_printed() -> None:
    book = openpyxl.load_workbook(BytesIO(parts("grouped")[BOOK]))
    rows = [[cell.value for cell in row] for row in book.active]
    assert rows == [
        [None, "2029", "2030"],
        ["North harbour", 1204, 1616],
        ["Eastern roads", 640, None],
        ["All other ports (derived)", 201, 148],
    ]
    assert book.active["B2"].number_format == '[<1000]0;[<1000000]0","000;0","000","000'


def test_what_excel_would_read_as_an_escape_stays_as_it_is() -> None:
    assert b"_x005F_x0041_" not in parts("grouped")[BOOK]
    book = openpyxl.load_workbook(BytesIO(parts("bars-literal")[BOOK]))
    assert [cell.value for cell in book.active["A"]] == [None, *GALLERY["bars-literal"].categories]


def test_bars_begin_at_zero_and_run_as_in_their_picture() -> None:
    assert values("bars", ".//c:valAx/c:scaling/c:min") == ["0"]
    assert values("bars", ".//c:catAx/c:scaling/c:orientation") == ["maxMin"]
    assert values("bars-negative", ".//c:valAx/c:scaling/c:min") == []
    assert values("columns", ".//c:barDir") == ["col"]


def test_equal_charts_give_equal_bytes() -> None:
    assert write(*charts("grouped"), house()).data == write(*charts("grouped"), house()).data


@pytest.mark.parametrize("name", ["bars", "timeline"])
def test_what_is_kept_of_a_picture_has_its_plot(name: str) -> None:
    picture = draw(GALLERY[name], house(), house().page.text_width)
    assert unpacked(packed(picture)) == picture
    assert (picture.plot is None) == (name == "timeline")
