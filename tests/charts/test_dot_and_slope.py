from __future__ import annotations

import pytest
from matplotlib.patches import Circle, Polygon

from briefgen.charts import CHART_TYPES
from briefgen.model.labels import labels_for
from tests.charts.drawing import Drawing, drawn
from tests.charts.gallery import GALLERY, chart, series


def centres(drawing: Drawing) -> list[tuple[float, float]]:
    marks = drawing.canvas.sheet.findobj(lambda artist: isinstance(artist, Circle | Polygon))
    return [mark.center if isinstance(mark, Circle) else tuple(mark.get_xy()[:-1].mean(axis=0)) for mark in marks]


def test_dots_lie_in_proportion_on_a_scale_from_zero() -> None:
    drawing = drawn(chart("dot", ("a", "b", "c"), series("", 0, 10, 40)))
    (zero, _), (ten, _), (forty, _) = centres(drawing)
    assert (forty - zero) / (ten - zero) == pytest.approx(4)


def test_a_scale_that_does_not_start_at_zero_is_stated() -> None:
    assert "97.0" in drawn(GALLERY["dot"]).printed
    assert "0" not in drawn(GALLERY["dumbbell"]).printed


@pytest.mark.parametrize(
    "name", ["line", "line-cut-off", "line-log", "dot", "dumbbell", "slope", "slope-near", "range", "small-multiples"]
)
def test_what_is_below_a_chart_says_of_its_scale_what_the_chart_says(name: str) -> None:
    shown, labels = GALLERY[name], labels_for("en-GB")
    words = {"scale from": "the scale does not start at zero", "logarithmic": "logarithmic scale"}
    heading = " ".join(drawn(shown).printed)
    said = [remark for word, remark in words.items() if word in heading]
    assert [remark.lower() for remark in CHART_TYPES[shown.kind].remarks(shown, labels)] == [f"{it}." for it in said]
    assert all(it in CHART_TYPES[shown.kind].describe(shown, labels) for it in said)


def test_two_series_may_have_all_their_dots_at_the_end_of_the_axis() -> None:
    drawing = drawn(chart("dot", ("South",), series("Last year", 1), series("This year", 1)))
    assert drawing.printed.count("1") >= 2


def test_dots_of_moderate_differences_stand_at_their_distance_from_zero() -> None:
    drawing = drawn(chart("dot", ("South", "West"), series("", "5.2", "3.6")))
    zero = min(line.get_xdata()[0] for line in drawing.strokes)
    (south, _), (west, _) = centres(drawing)
    assert (west - zero) / (south - zero) == pytest.approx(3.6 / 5.2)


def test_both_dots_of_equal_figures_can_be_seen() -> None:
    *_, (left, upper), (right, lower) = centres(drawn(GALLERY["dumbbell"]))
    assert left == pytest.approx(right)
    assert lower - upper > 4


def test_a_slope_rises_in_proportion_from_zero() -> None:
    drawing = drawn(chart("slope", ("2029", "2030"), series("a", 0, 10), series("b", 0, 40)))
    (_, zero), (_, ten), _, (_, forty) = centres(drawing)
    assert (zero - forty) / (zero - ten) == pytest.approx(4)


def test_the_lesser_figure_of_a_pair_stands_on_the_left() -> None:
    boxes = {text.text: text.box for text in drawn(GALLERY["dumbbell"]).texts}
    assert boxes["120"].right < boxes["180"].left
    assert boxes["296"].right < boxes["301"].left


def test_slopes_start_and_end_at_the_same_two_edges_with_the_greater_figure_above() -> None:
    drawing = drawn(chart("slope", ("2029", "2030"), series("Cod", 10, 30), series("Eel", 20, 5)))
    (left, cod), (right, more_cod), (same_left, eel), (same_right, less_eel) = centres(drawing)
    assert (left, right) == pytest.approx((same_left, same_right))
    assert more_cod < eel < cod < less_eel


def test_names_of_a_slope_stand_on_both_sides() -> None:
    printed = drawn(GALLERY["slope"]).printed
    assert printed.count("Herring") == 2
    assert printed.count("Eel") == 1
