"""Charts in a language from the right: they start there, with joined letters, and their figures as they are written."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest

from briefgen.charts.canvas import MARGIN
from briefgen.charts.numbers import percentage
from briefgen.charts.render_charts import key_of, packed, unpacked
from briefgen.model.chart import Chart, Series, Side
from briefgen.model.direction import FSI, LRI, PDI
from briefgen.model.drawing import Drawing as Shapes
from briefgen.model.drawing import Picture, Words
from briefgen.theme import Role
from tests.charts.drawing import Drawing, astride, crossed, cut_off, drawn, overlapping
from tests.charts.gallery import GALLERY, bars, series
from tests.house import house

NAVY = house().colours.data[0]
NORTH, SOUTH = "شمالی علاقہ", "جنوبی علاقہ"
NASTALIQ = "NotoNastaliqUrdu-Regular"


def figure(text: str) -> str:
    return f"{LRI}{text}{PDI}"


def in_urdu(chart: Chart) -> Chart:
    return replace(chart, language="ur", unit="ٹیکے", series=tuple(map(isolated, chart.series)))


def isolated(of: Series) -> Series:
    return replace(of, points=tuple(point and replace(point, text=figure(point.text)) for point in of.points))


@cache
def two_bars(starts: Side | None = None) -> Drawing:
    return drawn(replace(in_urdu(bars((NORTH, SOUTH), series("", 60, 30))), starts=starts))


def words(drawing: Drawing) -> dict[str, Words]:
    return {mark.text: mark for mark in drawing.canvas.drawing().marks if isinstance(mark, Words)}


def test_bars_run_from_the_right_with_their_names_beside_them() -> None:
    drawing = two_bars()
    long, short = drawing.fills_of(NAVY)
    assert long.box.right == pytest.approx(short.box.right)
    assert long.width == pytest.approx(2 * short.width)
    name = next(text for text in drawing.texts if text.text.endswith(NORTH))
    value = next(text for text in drawing.texts if text.text.endswith(figure("60")))
    assert value.box.right < long.box.left < long.box.right < name.box.left
    assert name.box.right == pytest.approx(drawing.page.right, abs=1)


def test_a_chart_can_run_from_the_left_below_a_heading_from_the_right() -> None:
    drawing = two_bars(Side.LEFT)
    long, short = drawing.fills_of(NAVY)
    assert long.box.left == pytest.approx(short.box.left)
    unit = next(text for text in drawing.texts if text.text.endswith("ٹیکے"))
    assert unit.box.right == pytest.approx(drawing.page.right, abs=1)


def test_a_chart_from_the_left_can_run_from_the_right() -> None:
    chart = bars(("North", "South"), series("", 60, 30))
    plain, turned = drawn(chart), drawn(replace(chart, starts=Side.RIGHT))
    for before, after in zip(plain.fills_of(NAVY), turned.fills_of(NAVY), strict=True):
        assert after.box.right == pytest.approx(plain.canvas.size[0] - before.box.left)
    assert plain.canvas.drawing().direction == turned.canvas.drawing().direction == "ltr"


def test_letters_are_joined_in_their_own_face_and_figures_stay_in_that_of_the_style() -> None:
    found = words(two_bars())
    assert found[NORTH].face == NASTALIQ
    assert found[figure("60")].face == house().face(Role.CHART_VALUE).name
    assert two_bars().canvas.drawing().direction == "rtl"


@pytest.mark.parametrize("text", [NORTH, "تقریباً \u206616,900\u2069 ٹیکے", "WHO کے \u20665–7\u2069"])
def test_what_is_measured_is_as_wide_as_what_is_drawn(text: str) -> None:
    drawing = drawn(in_urdu(bars((text, SOUTH), series("", 60, 30))))
    name = next(each for each in drawing.texts if each.text.endswith(text))
    measured = drawing.canvas.label.width(text)
    assert name.box.right - name.box.left == pytest.approx(measured, rel=0.06)


def test_no_isolate_and_no_mark_is_drawn() -> None:
    plain = drawn(replace(bars((NORTH, SOUTH), series("", 60, 30)), language="ur", unit="ٹیکے"))
    assert two_bars().canvas.picture().data == plain.canvas.picture().data
    assert all("\u200f" not in text for text in words(two_bars()))


def test_the_svg_says_which_way_its_words_run() -> None:
    svg = two_bars().canvas.picture().svg.decode()
    assert '<svg direction="rtl"' in svg
    assert "text-anchor: start" in svg.split(NORTH)[0].rsplit("<text", 1)[1]


def test_a_chart_that_was_kept_runs_as_before() -> None:
    picture = Picture(b"1", "image/png", 1, 1, b"2", b"3", Shapes(1, 1, (), "rtl"))
    assert unpacked(packed(picture)) == picture


def test_a_share_of_next_to_nothing_is_one_figure() -> None:
    assert percentage(Decimal(1), Decimal(1000), Chart("", percent=figure("{}%"))) == figure("<1%")


def test_words_from_the_right_in_a_chart_from_the_left() -> None:
    chart = bars(("Kabul (کابل)", "شهر (5 km)"), series("", 60, 30))
    drawing = drawn(chart)
    assert words(drawing)["شهر (5 km)"].face == "NotoNaskhArabic-Regular"
    first, _ = drawing.fills_of(NAVY)
    assert first.box.left > MARGIN


def test_a_chart_is_drawn_anew_where_its_writing_is_another() -> None:
    theme, chart = house(), in_urdu(bars((NORTH, SOUTH), series("", 60, 30)))
    writings = {**theme.writings, "ur": replace(theme.writings["ur"], leading=2.0)}
    other, width = replace(theme, writings=writings), theme.page.text_width
    assert key_of(chart, theme, width) != key_of(chart, other, width)
    plain = bars(("North", "South"), series("", 60, 30))
    assert key_of(plain, theme, width) == key_of(plain, other, width)


def test_a_line_ends_what_it_isolates() -> None:
    label = drawn(in_urdu(bars((NORTH, SOUTH), series("", 60, 30)))).canvas.label
    lines = label.wrap(f"{FSI}شمالی علاقہ اور جنوبی علاقہ {LRI}5–7{PDI}{PDI}", 60)
    assert len(lines) > 1
    assert all(line.count(FSI) + line.count(LRI) == line.count(PDI) for line in lines)


@pytest.mark.parametrize("name", ["stacked-share", "stacked", "scatter", "range-estimates", "small-multiples-two"])
def test_charts_of_latin_words_in_a_brief_from_the_right_are_drawn_whole(name: str) -> None:
    drawing = drawn(replace(GALLERY[name], language="ar"))
    assert (cut_off(drawing), overlapping(drawing), crossed(drawing), astride(drawing)) == ([], [], [], [])
