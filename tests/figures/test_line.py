from __future__ import annotations

import pytest

from briefgen.model.figure import ChartKind
from tests.figures.drawing import Drawing, drawn
from tests.figures.gallery import GALLERY, YEARS, chart, series
from tests.house import house

NAVY = house().colours.data[0]


def test_first_last_highest_and_lowest_figures_are_printed() -> None:
    drawing = drawn(GALLERY["line-cut-off"])
    assert {"98.2", "98.4", "98.1", "98.9"} < set(drawing.printed)


def test_the_scale_starts_at_zero_unless_the_figures_lie_far_from_it() -> None:
    assert "0" in drawn(GALLERY["line-series"]).printed
    assert "0" not in drawn(GALLERY["line-cut-off"]).printed


def test_a_missing_figure_breaks_the_line() -> None:
    whole = drawn(chart(ChartKind.LINE, tuple("abcde"), series("", 1, 2, 3, 4, 5)))
    broken = drawn(chart(ChartKind.LINE, tuple("abcde"), series("", 1, 2, None, 4, 5)))

    def lengths(drawing: Drawing) -> list[int]:
        return [len(line.get_xdata()) for line in drawing.strokes if line.get_color() == NAVY]

    assert lengths(whole) == [5]
    assert lengths(broken) == [2, 2]


def test_points_are_evenly_spaced_and_in_proportion() -> None:
    drawing = drawn(chart(ChartKind.LINE, ("a", "b", "c"), series("", 0, 10, 40)))
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
    drawing = drawn(chart(ChartKind.LINE, YEARS[:count], series("", *range(3, 3 + count))))
    assert set(YEARS[:count]) <= set(drawing.printed)
