from __future__ import annotations

from itertools import combinations

import pytest

from briefgen.figures import ChartError
from briefgen.figures.colour import contrast, lightness, readable_on
from briefgen.figures.paint import SAME_GREY, Palette, Texture
from tests.figures.gallery import point
from tests.house import house

COLOURS = house().colours


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("#000000", "#ffffff", 21), ("#ffffff", "#ffffff", 1), ("#767676", "#ffffff", 4.54)]
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.01)


def test_lightness_is_that_of_cie() -> None:
    assert [round(lightness(colour)) for colour in ("#000000", "#777777", "#ffffff")] == [0, 50, 100]


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
    assert all(Texture.DOTS in (one.texture, other.texture) for one, other in similar)


def test_derived_points_are_grey_and_framed_where_there_are_several_series() -> None:
    alone, among = Palette.of(COLOURS, 1), Palette.of(COLOURS, 2)
    assert alone.paint(0, point(1, derived=True)).fill == COLOURS.derived
    assert alone.paint(0, point(1, derived=True)).edge == ""
    assert among.paint(1, point(1, derived=True)).edge == COLOURS.data[1]


def test_approximate_points_are_striped_whatever_their_colour() -> None:
    palette = Palette.of(COLOURS, 4)
    assert palette.paint(3, point(1, approx=True)).texture is Texture.STRIPES
    assert palette.paint(3, point(1, approx=True, derived=True)).texture is Texture.STRIPES


def test_more_series_than_colours_are_refused() -> None:
    with pytest.raises(ChartError, match="7 series are too many"):
        Palette.of(COLOURS, 7)
