from __future__ import annotations

from itertools import combinations

import pytest

from briefgen.charts.paint import SAME_GREY, Palette, Texture, contrast, lightness, readable_on
from briefgen.charts.validation import ChartError
from briefgen.model.chart import Series
from tests.charts.gallery import bars, point, series
from tests.house import house

COLOURS = house().colours


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("#000000", "#ffffff", 21), ("#ffffff", "#ffffff", 1), ("#767676", "#ffffff", 4.54)]
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.01)


def test_lightness_is_that_of_cie() -> None:
    assert [round(lightness(colour)) for colour in ("#000000", "#777777", "#ffffff")] == [0, 50, 100]


def test_what_carries_meaning_can_be_seen_on_the_page_and_on_a_tint() -> None:
    """WCAG 2.2, 1.4.11; parts that touch are parted by a seam of the page, and by dots where they print alike."""
    meaning = (*COLOURS.data, COLOURS.derived, COLOURS.structure, COLOURS.muted, COLOURS.ink)
    ratios = {colour: min(contrast(colour, ground) for ground in ("#ffffff", COLOURS.tint)) for colour in meaning}
    assert len(ratios) > 8
    assert {colour: ratio for colour, ratio in ratios.items() if ratio < 3} == {}


def test_letters_on_a_fill_are_white_or_ink_or_none() -> None:
    assert readable_on("#1f3a5f", COLOURS.ink) == "#ffffff"
    assert readable_on("#c9a66b", COLOURS.ink) == COLOURS.ink
    assert readable_on("#7d8aa0", COLOURS.ink) is None


def test_series_that_print_as_the_same_grey_differ_in_texture() -> None:
    paints = Palette.of(COLOURS, len(COLOURS.data)).series
    similar = [
        pair for pair in combinations(paints, 2) if abs(lightness(pair[0].fill) - lightness(pair[1].fill)) < SAME_GREY
    ]
    assert similar
    assert all(one.texture is not other.texture for one, other in similar)


def test_six_series_have_six_markers() -> None:
    palette = Palette.of(COLOURS, 6)
    assert len({palette.marker(number) for number in range(6)}) == 6


GIVEN, DERIVED = point(3), point(1, derived=True)


@pytest.mark.parametrize(
    ("runs", "colour"),
    [
        ([series("", GIVEN, DERIVED)], COLOURS.derived),
        ([series("", DERIVED, None, DERIVED)], COLOURS.data[0]),
        ([series("2029", GIVEN, DERIVED), series("2030", GIVEN, GIVEN)], COLOURS.data[0]),
    ],
    ids=["among given ones", "alone", "in one of two series"],
)
def test_derived_points_are_grey_among_given_ones_of_the_only_series(runs: list[Series], colour: str) -> None:
    palette = Palette.of_chart(COLOURS, bars(("a", "b", "c")[: len(runs[0].points)], *runs))
    assert palette.paint(0, DERIVED).fill == colour
    assert palette.paint(0, GIVEN).fill == COLOURS.data[0]


def test_approximate_points_are_striped_whatever_their_colour() -> None:
    palette = Palette.of(COLOURS, 4, [GIVEN, DERIVED])
    assert palette.paint(3, point(1, approx=True)).texture is Texture.STRIPES
    assert palette.paint(3, point(1, approx=True, derived=True)).texture is Texture.STRIPES


def test_more_series_than_colours_are_refused() -> None:
    with pytest.raises(ChartError, match="7 series are too many"):
        Palette.of(COLOURS, 7)
