from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.charts.validation import ChartError
from tests.charts.drawing import cut_off, drawn, overlapping
from tests.charts.gallery import GALLERY, YEARS, chart, series
from tests.charts.test_any_chart import quick
from tests.house import house

NAVY = house().colours.data[0]


def test_panels_share_one_scale() -> None:
    drawing = drawn(chart("small-multiples", ("a", "b"), series("Low", 0, 10), series("High", 0, 40)))
    low, high = (line.get_ydata() for line in drawing.strokes if line.get_color() == NAVY)
    assert (high[0] - high[1]) / (low[0] - low[1]) == pytest.approx(4)
    assert low[0] == high[0]


def test_each_panel_has_its_name_its_last_figure_and_the_ends_of_its_time() -> None:
    printed = drawn(GALLERY["small-multiples"]).printed
    assert {"Herring", "303", "Lobster", "23", "199"} <= set(printed)
    assert printed.count("2019") == printed.count("2030") == 7


def test_times_stand_to_scale() -> None:
    places = (0.0, 0.9, 1.0)
    shown = chart(
        "small-multiples", ("2010", "2019", "2020"), series("A", 1, 2, 3), series("B", 2, 2, 1), positions=places
    )
    line = next(line for line in drawn(shown).strokes if line.get_color() == NAVY)
    across = line.get_xdata()
    assert (across[1] - across[0]) / (across[2] - across[0]) == pytest.approx(0.9)


def test_too_many_panels_are_refused() -> None:
    with pytest.raises(ChartError, match="at most 18 series, not 19"):
        drawn(chart("small-multiples", ("a", "b"), *(series(f"S{number}", 1, 2) for number in range(19))))


def test_a_line_of_too_many_series_is_sent_here() -> None:
    with pytest.raises(ChartError, match="7 lines are too many to tell apart: show 6, or take kind: small-multiples"):
        drawn(chart("line", ("a", "b"), *(series(f"S{number}", 1, 2) for number in range(7))))


@pytest.mark.slow
@quick
@given(st.data(), st.integers(2, 9), st.integers(1, 12))
def test_any_small_multiples_are_drawn(data: st.DataObject, count: int, length: int) -> None:
    values = st.lists(st.one_of(st.none(), st.integers(-999, 99999)), min_size=length, max_size=length)
    runs = [series(f"Series {number}", *data.draw(values.filter(any))) for number in range(count)]
    drawing = drawn(chart("small-multiples", YEARS[:length], *runs))
    assert (cut_off(drawing), overlapping(drawing)) == ([], [])
