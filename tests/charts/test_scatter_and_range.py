from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.patches import Circle, Polygon

from briefgen.charts import CHART_TYPES
from briefgen.charts.validation import ChartError
from briefgen.model.chart import Series
from briefgen.model.labels import labels_for
from tests.charts.drawing import cut_off, drawn, overlapping
from tests.charts.gallery import GALLERY, between, chart, point, series
from tests.charts.test_any_chart import quick
from tests.house import house

NAVY = house().colours.data[0]
ENGLISH = labels_for("en-GB")


def test_points_of_a_scatter_stand_in_proportion_on_both_scales() -> None:
    drawing = drawn(chart("scatter", ("a", "b", "c"), series("Boats", 0, 10, 40), series("Landings", 0, 300, 100)))
    (x0, y0), (x10, y300), (x40, y100) = (circle.center for circle in drawing.canvas.sheet.findobj(Circle))
    assert (x40 - x0) / (x10 - x0) == pytest.approx(4)
    assert (y0 - y300) / (y0 - y100) == pytest.approx(3)


def test_a_scatter_says_both_figures_of_each_point_with_their_units() -> None:
    kind = CHART_TYPES["scatter"]
    said = kind.describe(GALLERY["scatter"], ENGLISH)
    assert said.startswith("Scatter chart. North harbour: Boats 120, Landings 1,616; Eastern roads: Boats 301")
    assert kind.table(GALLERY["scatter"], ENGLISH).heads == ("Category", "Boats", "Landings (tonnes)")
    assert {"Boats", "Landings (tonnes)"} <= set(drawn(GALLERY["scatter"]).printed)
    assert [record["unit"] for record in kind.records(GALLERY["scatter"])][:2] == ["boats", "tonnes"]


def test_a_scatter_says_which_of_its_scales_does_not_start_at_zero() -> None:
    kind, near, far = CHART_TYPES["scatter"], series("Boats", 1, 9), series("Price", 97, 99)
    found = [
        list(kind.remarks(chart("scatter", ("a", "b"), *both), ENGLISH))
        for both in ((near, far), (far, series("Landings", 95, 99)), (near, series("Landings", 0, 0)))
    ]
    assert found == [["Price: the scale does not start at zero."], ["The scale does not start at zero."], []]
    assert drawn(chart("scatter", ("a", "b"), near, series("Landings", 0, 0))).printed


def test_names_without_room_beside_their_points_are_left_to_the_table() -> None:
    crowd = tuple(f"Landing place {number}" for number in range(12))
    drawing = drawn(chart("scatter", crowd, series("Boats", *[5] * 12), series("Landings", *[7] * 12)))
    assert 0 < len(set(crowd) & set(drawing.printed)) < 12
    assert overlapping(drawing) == []


pairs = st.lists(st.tuples(st.integers(-999, 9999), st.integers(0, 10**7)), min_size=2, max_size=12)


@pytest.mark.slow
@quick
@given(pairs.filter(lambda found: any(one for one, _ in found) and any(two for _, two in found)))
def test_any_scatter_is_drawn(points: list[tuple[int, int]]) -> None:
    names = tuple(f"Place {number}" for number in range(len(points)))
    runs = [Series(name, tuple(map(point, found))) for name, found in zip("xy", zip(*points, strict=True), strict=True)]
    drawing = drawn(chart("scatter", names, *runs))
    assert (cut_off(drawing), overlapping(drawing)) == ([], [])


def test_a_range_reaches_from_its_lower_to_its_upper_end() -> None:
    drawing = drawn(chart("range", ("a", "b"), series("", between(10, 20), between(0, 40))))
    short, long = drawing.fills_of(NAVY)
    assert long.width == pytest.approx(4 * short.width, rel=0.01)
    assert short.box.left - long.box.left == pytest.approx(short.width, rel=0.02)


def test_an_end_that_is_not_known_has_an_arrow_and_no_cap() -> None:
    drawing = drawn(chart("range", ("a", "b"), series("", between(10, 20), between(15, None))))
    arrows = drawing.canvas.sheet.findobj(Polygon)
    caps = [line for line in drawing.strokes if line.get_color() == NAVY]
    assert (len(arrows), len(caps)) == (1, 3)
    assert "at least 15" in drawing.printed


def test_an_estimate_stands_upon_its_range_and_is_printed() -> None:
    drawing = drawn(chart("range", ("a",), series("Range", between(10, 30)), series("Best", 20)))
    (bar,) = (fill for fill in drawing.fills_of(NAVY) if fill.width > 20)
    *_, mark = drawing.canvas.sheet.findobj(Polygon)
    assert mark.get_xy()[:-1].mean(axis=0)[0] + 1.5 == pytest.approx((bar.box.left + bar.box.right) / 2, abs=0.5)
    assert {"20", "10 to 30", "Range", "Best"} <= set(drawing.printed)


def test_ranges_are_told_by_both_ends() -> None:
    kind, shown = CHART_TYPES["range"], GALLERY["range"]
    assert kind.describe(shown, ENGLISH).endswith("West at least 150; All other ports up to 30.")
    ends = [(record["low"], record["high"], record["value"]) for record in kind.records(shown)]
    assert ends == [
        ("90", "130", "90 to 130"),
        ("40", "44", "40 to 44"),
        ("150", "", "at least 150"),
        ("", "30", "up to 30"),
    ]


def test_more_series_of_ranges_than_a_row_holds_are_refused() -> None:
    with pytest.raises(ChartError, match="at most 2 series of ranges, not 3"):
        drawn(chart("range", ("a",), *(series(name, between(1, 2)) for name in "xyz")))


ends = st.tuples(st.integers(-500, 9000), st.integers(0, 9000), st.sampled_from(("both", "low", "high")))


@pytest.mark.slow
@quick
@given(st.lists(ends, min_size=1, max_size=6))
def test_any_ranges_are_drawn(found: list[tuple[int, int, str]]) -> None:
    points = [
        between(low if which != "high" else None, low + width if which != "low" else None)
        for low, width, which in found
    ]
    if not any(point.value or (point.interval and any(point.interval.ends)) for point in points):
        points.append(between(Decimal(1), Decimal(3)))
    drawing = drawn(chart("range", tuple(f"Port {number}" for number in range(len(points))), series("", *points)))
    assert (cut_off(drawing), overlapping(drawing)) == ([], [])
