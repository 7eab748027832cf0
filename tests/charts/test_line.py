from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from briefgen.charts.canvas import MARGIN
from tests.charts.drawing import Drawing, drawn, overlapping
from tests.charts.gallery import GALLERY, YEARS, chart, point, series
from tests.charts.test_any_chart import quick
from tests.house import house

NAVY = house().colours.data[0]


def test_the_lowest_figure_is_printed_though_it_lies_just_above_the_start_of_the_scale() -> None:
    quarters = tuple(f"Q{number}" for number in range(1, 6))
    drawing = drawn(chart("line", quarters, series("", "81.9", "84.6", "85.2", "80.3", "85.1"), unit="%"))
    lowest = next(text for text in drawing.texts if text.text == "80.3")
    start = max(line.get_ydata()[0] for line in drawing.strokes)
    assert lowest.box.bottom < start + MARGIN


@quick
@given(st.data(), st.integers(2, 8))
def test_each_figure_of_a_short_line_is_printed(data: st.DataObject, count: int) -> None:
    values = data.draw(st.lists(st.one_of(st.integers(-99, 99), st.integers(0, 99999)), min_size=count, max_size=count))
    assume(any(values))
    drawing = drawn(chart("line", YEARS[:count], series("", *(point(value, f"{value},") for value in values))))
    assert sorted(text for text in drawing.printed if text[-1] == ",") == sorted(f"{value}," for value in values)
    assert overlapping(drawing) == []


@quick
@given(st.lists(st.integers(0, 999), min_size=9, max_size=40).filter(any))
def test_the_first_last_highest_and_lowest_figures_of_a_long_line_are_printed(values: list[int]) -> None:
    years = tuple(str(2000 + number) for number in range(len(values)))
    drawing = drawn(chart("line", years, series("", *(point(value, f"{value},") for value in values))))
    notable = {values[0], values[-1], max(values), min(values)}
    assert {f"{value}," for value in notable} <= set(drawing.printed)
    assert overlapping(drawing) == []


@pytest.mark.parametrize(
    "values", [[0, 9, 0, 8, 3, 9, 1, 2], [7, 7, 7, 7, 0, 7, 7, 7], [5] * 8], ids=["peaks", "valley", "level"]
)
def test_wide_figures_of_a_short_line_stand_apart(values: list[int]) -> None:
    drawing = drawn(chart("line", YEARS[:8], series("", *(point(value, "1,234,567") for value in values))))
    boxes = [text.box for text in drawing.texts if text.text == "1,234,567"]
    assert len(boxes) == 8
    assert not any(one.grown(1).meets(other.grown(1)) for one, other in combinations(boxes, 2))


def test_the_scale_starts_at_zero_unless_the_figures_lie_far_from_it() -> None:
    assert "0" in drawn(GALLERY["line-series"]).printed
    assert "0" not in drawn(GALLERY["line-cut-off"]).printed


def test_a_missing_figure_breaks_the_line() -> None:
    whole = drawn(chart("line", tuple("abcde"), series("", 1, 2, 3, 4, 5)))
    broken = drawn(chart("line", tuple("abcde"), series("", 1, 2, None, 4, 5)))

    def lengths(drawing: Drawing) -> list[int]:
        return [len(line.get_xdata()) for line in drawing.strokes if line.get_color() == NAVY]

    assert lengths(whole) == [5]
    assert lengths(broken) == [2, 2]


def test_points_are_evenly_spaced_and_in_proportion() -> None:
    drawing = drawn(chart("line", ("a", "b", "c"), series("", 0, 10, 40)))
    line = next(line for line in drawing.strokes if line.get_color() == NAVY)
    across, down = line.get_xdata(), line.get_ydata()
    assert across[1] - across[0] == pytest.approx(across[2] - across[1])
    assert (down[0] - down[2]) / (down[0] - down[1]) == pytest.approx(4)


def test_categories_too_many_to_print_are_thinned_out_between_the_first_and_the_last() -> None:
    weeks = [text for text in drawn(GALLERY["line-long"]).printed if text.startswith("Week")]
    assert (weeks[0], weeks[-1]) == ("Week 1", "Week 52")
    assert 5 < len(weeks) < 52


def test_each_series_is_named_beside_its_end() -> None:
    drawing = drawn(GALLERY["line-series"])
    ends = {text.text: text.box for text in drawing.texts}
    for figure, name in (("303", "Herring"), ("283", "Cod"), ("43", "Eel"), ("38", "Crab")):
        assert ends[figure].right < ends[name].left
        assert abs(ends[figure].bottom - ends[name].bottom) < 3


@pytest.mark.parametrize("count", [1, 2])
def test_very_short_lines_are_drawn(count: int) -> None:
    drawing = drawn(chart("line", YEARS[:count], series("", *range(3, 3 + count))))
    assert set(YEARS[:count]) <= set(drawing.printed)


def middles(drawing: Drawing, names: tuple[str, ...]) -> list[float]:
    boxes = {text.text: text.box for text in drawing.texts}
    return [(boxes[name].left + boxes[name].right) / 2 for name in names]


def test_times_stand_as_far_apart_as_they_are() -> None:
    names = ("1998", "2004", "2019", "2028")
    places = (0.0, 0.2, 0.7, 1.0)
    run = series("", 31, 40, 22, 35)
    first, *others = middles(drawn(chart("line", names, run, positions=places)), names)
    assert [(x - first) / (others[-1] - first) for x in others] == pytest.approx(places[1:], abs=0.02)
    assert middles(drawn(chart("line", names, run)), names)[1] > others[0]


def test_names_of_times_that_stand_close_give_way_to_the_later_ones() -> None:
    names = ("1990", "2027", "2028", "2029", "2030")
    places = (0.0, 0.925, 0.95, 0.975, 1.0)
    drawing = drawn(chart("line", names, series("", 31, 40, 22, 35, 28), positions=places))
    assert overlapping(drawing) == []
    assert [name for name in names if name in drawing.printed] == ["1990", "2027", "2030"]


@quick
@given(st.lists(st.integers(1, 60), min_size=2, max_size=12), st.data())
def test_lines_over_any_times_are_drawn(gaps: list[int], data: st.DataObject) -> None:
    moments = [sum(gaps[:number]) for number in range(len(gaps) + 1)]
    values = data.draw(st.lists(st.integers(0, 999), min_size=len(moments), max_size=len(moments)).filter(any))
    places = tuple(moment / moments[-1] for moment in moments)
    names = tuple(str(1300 + moment) for moment in moments)
    assert overlapping(drawn(chart("line", names, series("", *values), positions=places))) == []
