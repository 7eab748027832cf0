from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from briefgen.charts.colour_vision import SIGHTS, USUAL, contrast_seen, luminance_seen, weak_contrast
from briefgen.formats.html.palette import GROUND, on_dark
from briefgen.theme import PAPER, SEEN, Colours, luminance
from tests.house import house


@pytest.mark.parametrize("sight", SIGHTS)
def test_greys_are_seen_alike_whatever_the_sight(sight: str) -> None:
    """Each row of a matrix adds up to one, as that of a model of sight must."""
    for grey in ("#000000", "#808080", "#ffffff"):
        assert luminance_seen(grey, sight) == pytest.approx(luminance(grey), abs=1e-5)


def test_red_is_darker_to_those_who_lack_the_cones_for_long_waves() -> None:
    assert luminance_seen("#ff0000", "protanopia") < 0.6 * luminance("#ff0000")
    assert luminance_seen("#ff0000", "deuteranopia") > luminance("#ff0000")
    assert luminance_seen("#00ff00", "tritanopia") == pytest.approx(luminance("#00ff00"), rel=0.05)


def weak(colours: Colours, ground: str) -> dict[tuple[str, str], tuple[float, str]]:
    """What stands side by side in a chart, each with its ground and with the next, where somebody sees too little."""
    marks = (colours.derived, *colours.data)
    pairs = [(mark, ground) for mark in marks] + list(pairwise(marks))
    assert len(pairs) == 13
    return {pair: found for pair in pairs if (found := weak_contrast(*pair))}


@pytest.mark.parametrize("is_dark", [False, True], ids=["paper", "dark screen"])
def test_every_mark_is_seen_on_its_ground_and_beside_the_next_by_everybody(is_dark: bool) -> None:
    colours = house().colours
    assert weak(on_dark(colours) if is_dark else colours, GROUND if is_dark else PAPER) == {}


def test_colours_that_only_hue_tells_apart_are_found() -> None:
    alike = replace(house().colours, data=("#c03030", "#3a7a3a"))
    assert weak_contrast(*alike.data) == (contrast_seen(*alike.data, USUAL), USUAL)
    assert weak_contrast("#1f3a5f", PAPER) is None


def test_colours_that_one_sight_alone_takes_for_each_other_are_found() -> None:
    ratio, sight = weak_contrast("#ff4040", "#003c3c") or (0, "")
    assert sight == "protanopia"
    assert 1 < ratio < SEEN < contrast_seen("#ff4040", "#003c3c", USUAL)
