from __future__ import annotations

import pytest

from briefgen.charts import CHART_TYPES
from briefgen.charts.canvas import Canvas
from briefgen.charts.lettering import words
from briefgen.charts.paint import Paint
from briefgen.charts.validation import all_points
from briefgen.model.chart import Chart
from tests.charts.drawing import WIDTH, Drawing, astride, crossed, cut_off, drawn, overlapping
from tests.charts.gallery import GALLERY, bars, chart, point, series
from tests.house import house

EACH = pytest.mark.parametrize("chart", GALLERY.values(), ids=GALLERY)
# A line prints its notable figures and as many categories as fit: see test_line.
ALL_FIGURES = {
    name: chart
    for name, chart in GALLERY.items()
    if chart.kind not in ("line", "small-multiples") and not CHART_TYPES[chart.kind].needs_table(chart)
}
ALL_NAMES = {
    name: chart
    for name, chart in GALLERY.items()
    if name not in ("line-long", "scatter-log") and chart.kind != "small-multiples"
}


def test_every_kind_of_chart_is_among_them() -> None:
    assert {chart.kind for chart in GALLERY.values()} == set(CHART_TYPES)


@pytest.mark.sample(10)
@EACH
def test_nothing_reaches_the_edge_and_no_text_lies_on_another(chart: Chart) -> None:
    drawing = drawn(chart)
    assert drawing.texts
    assert cut_off(drawing) == []
    assert overlapping(drawing) == []
    assert crossed(drawing) == []
    assert astride(drawing) == []


def test_lines_through_words_and_words_astride_of_bars_are_found() -> None:
    canvas = Canvas(house(), WIDTH)
    canvas.write(20, 20, "through", canvas.label)
    canvas.line([(0, 18), (99, 18)], house().colours.muted)
    canvas.rectangle(0, 40, 30, 20, Paint(house().colours.data[0]))
    canvas.write(20, 55, "astride", canvas.label)
    canvas.close(70)
    assert (crossed(Drawing(canvas)), astride(Drawing(canvas))) == (["through"], ["astride"])


@EACH
def test_the_picture_has_exactly_the_width_asked_for(chart: Chart) -> None:
    canvas = drawn(chart).canvas
    assert canvas.size == pytest.approx(tuple(canvas.sheet.inches.size * 72))
    assert canvas.size[0] == WIDTH


@pytest.mark.parametrize("chart", ALL_FIGURES.values(), ids=ALL_FIGURES)
def test_every_figure_is_printed_as_its_fact_is(chart: Chart) -> None:
    printed = [text.split(", ")[0] for text in drawn(chart).printed]
    for text in (figure.text for figure in all_points(chart)):
        assert text in printed
        printed.remove(text)


@pytest.mark.parametrize("chart", ALL_NAMES.values(), ids=ALL_NAMES)
def test_every_name_and_the_unit_are_printed_literally(chart: Chart) -> None:
    printed = " ".join(drawn(chart).printed).split(" ")
    whole = chart.arrangement.value == "share" and len(chart.categories) == 1
    names = [series.name for series in chart.series] + [event.label for event in chart.events]
    for name in [*names, chart.unit, chart.today_text, chart.today_label, *(() if whole else chart.categories)]:
        for word in words(name):
            assert word in printed or f"{word}," in printed


@pytest.mark.parametrize(("name", "times"), [("bars", 1), ("line-series", 1), ("grouped", 1), ("share", 0)])
def test_the_unit_is_stated_once(name: str, times: int) -> None:
    chart = GALLERY[name]
    assert drawn(chart).printed.count(chart.unit) == times


def test_a_unit_that_every_figure_prints_is_not_stated_again() -> None:
    drawing = drawn(bars(("2029", "2030"), series("", point(12, "12%"), point(19, "19%")), unit="%"))
    assert sorted(drawing.printed) == ["12%", "19%", "2029", "2030"]


@pytest.mark.parametrize(
    ("kind", "values", "stated"),
    [
        ("line", (12, 19), "%"),
        ("line", (96, 98), "%, scale from 95.5"),
        ("line", (-96, -98), "%, scale from \u221296.0"),
        ("slope", (9, 19), None),
        ("slope", (96, 98), "%, scale from 96.0"),
        ("dot", (12, 19), None),
        ("dot", (96, 98), "%, scale from 96.0"),
        ("bars", (96, 98), None),
    ],
)
def test_a_scale_cut_off_is_stated_with_its_unit_and_that_of_marks_with_theirs(
    kind: str, values: tuple[int, int], stated: str | None
) -> None:
    run = series("", *(point(value, f"{value}%") for value in values))
    texts = [text for text in drawn(chart(kind, ("2029", "2030"), run, unit="%")).printed if "%" in text]
    assert [text for text in texts if text not in {f"{value}%" for value in values}] == ([stated] if stated else [])
