"""Charts that Word draws: what their parts and workbooks hold, and which charts stay pictures."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest
from lxml import etree

from briefgen.charts.render_charts import draw, packed, unpacked
from briefgen.formats.docx import write
from briefgen.model.chart import AxisScale, Chart, Side
from briefgen.proof.in_docx import docx_differences
from tests.archives import unzipped
from tests.charts.gallery import GALLERY, STACKED, VERTICAL, bars, point, series
from tests.formats.docx.native import BOOK, CHART, charts, of_charts, parts
from tests.house import house

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


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


@pytest.mark.slow
def test_what_excel_would_read_as_an_escape_stays_as_it_is() -> None:
    assert b"_x005F_x0041_" not in parts("grouped")[BOOK]
    book = openpyxl.load_workbook(BytesIO(parts("bars-literal")[BOOK]))
    assert [cell.value for cell in book.active["A"]] == [None, *GALLERY["bars-literal"].categories]


@pytest.mark.slow
def test_bars_begin_at_zero_and_run_as_in_their_picture() -> None:
    assert values("bars", ".//c:valAx/c:scaling/c:min") == ["0"]
    assert values("bars", ".//c:catAx/c:scaling/c:orientation") == ["maxMin"]
    for name in ("bars-little-negative", "columns-little-negative"):
        (low,), (high,) = (values(name, f".//c:valAx/c:scaling/c:{end}") for end in ("min", "max"))
        assert low and high
        assert float(low) < -1200  # by the room that the figure takes at the end of its bar
        assert float(high) == 12500
    assert values("columns", ".//c:barDir") == ["col"]


NATIVE = {
    *("bars", "bars-approximate", "bars-negative", "bars-long-labels", "bars-forty", "bars-huge-and-small"),
    *("bars-little-negative", "columns-little-negative"),
    *("bars-literal", "grouped", "grouped-key", "grouped-five", "columns", "columns-negative", "columns-grouped"),
    *("columns-grouped-key", "stacked-share", "stacked-share-columns", "whole", "whole-two", "line", "line-cut-off"),
    *("dot", "dumbbell", "slope-near", "share", "with-totals", "with-totals-above"),
}
"""The charts that Word draws; the others have leaders, names that do not all fit, or dates."""
TOTALS = {
    "with-totals": bars(
        ("North", "South"),
        series("Trawl", 420, point(310, approx=True)),
        series("Seine", 180, 220),
        totals=(point(600), None),
        **STACKED,
    ),
    "with-totals-above": bars(
        ("North", "South"),
        series("Trawl", 420, 310),
        series("Seine", 180, 220),
        totals=(point(600), point(530)),
        **STACKED,
        **VERTICAL,
    ),
}


@pytest.mark.slow
def test_what_word_draws_is_proven_and_all_else_is_a_picture() -> None:
    document, media = of_charts({**GALLERY, **TOTALS})
    assert {name for name, picture in media.items() if picture.plot} == NATIVE
    assert docx_differences(document, media, write(document, media, house()).data) == []
    for picture in media.values():
        assert unpacked(packed(picture)) == picture


def test_totals_stand_where_stacks_end_and_nobody_sees_their_bars() -> None:
    document, media = of_charts({"with-totals": TOTALS["with-totals"]})
    data = write(document, media, house()).data
    assert docx_differences(document, media, data) == []
    *_, last = etree.fromstring(unzipped(data)[CHART]).iter(f"{C}ser")
    assert [value.text for value in last.iter(f"{C}v")] == ["Total", "North", "South", "600"]
    assert last.find(f"{C}spPr/{A}noFill") is not None


@pytest.mark.slow
def test_the_parts_of_one_whole_are_series_of_one_bar() -> None:
    book = openpyxl.load_workbook(BytesIO(parts("whole-two")[BOOK]))
    rows = [[cell.value for cell in row] for row in book.active]
    assert rows == [[None, "Inspected", "Not inspected"], [None, 444, 722]]
    assert book.active["B2"].number_format == '[<1000]0", 38%";[<1000000]0","000", 38%";0","000","000", 38%"'


@pytest.mark.slow
@pytest.mark.parametrize(
    "chart",
    [
        replace(GALLERY["bars"], starts=Side.RIGHT),
        bars(("A", "B"), series("", point(12, "twelve"), 3)),
        replace(GALLERY["line-cut-off"], positions=(0.0, 0.1, 0.2, 1.0)),
        replace(GALLERY["line"], scale=AxisScale.LOG),
    ],
)
def test_what_word_would_show_otherwise_is_a_picture(chart: Chart) -> None:
    assert draw(chart, house(), house().page.text_width).plot is None


def test_equal_charts_give_equal_bytes() -> None:
    assert write(*charts("grouped"), house()).data == write(*charts("grouped"), house()).data


@pytest.mark.parametrize("name", ["bars", "timeline"])
def test_what_is_kept_of_a_picture_has_its_plot(name: str) -> None:
    picture = draw(GALLERY[name], house(), house().page.text_width)
    assert unpacked(packed(picture)) == picture
    assert (picture.plot is None) == (name == "timeline")
