from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from briefgen.charts.canvas import Canvas, house_settings
from briefgen.charts.lettering import LONGEST, Lettering
from briefgen.charts.validation import ChartError
from briefgen.theme import Role
from tests.charts.drawing import WIDTH
from tests.house import house

LETTERING = Canvas(house(), WIDTH).label
WORDS = ("[a](" * 60, "AVAToTyTe." * 20, "ilmw" * 50, "9" * 200, "a" * 15, "a", "Wa")


class Counting:
    """A font that counts the texts that it measures, and their characters."""

    def __init__(self) -> None:
        self.texts = self.characters = 0

    def width(self, text: str) -> float:
        self.texts += 1
        self.characters += len(text)
        return LETTERING.measure.width(text)


def counting() -> tuple[Lettering, Counting]:
    measure: Any = Counting()
    return replace(LETTERING, measure=measure), measure


@pytest.mark.parametrize("text", ["Khyber Pakhtunkhwa", "AVAToTyTe.", "1,166 incidents", "office fjord", "12–14 May"])
@pytest.mark.parametrize("role", [Role.CHART, Role.CHART_VALUE, Role.TILE_VALUE])
def test_what_is_drawn_is_as_wide_as_what_is_measured(text: str, role: Role) -> None:
    lettering = Lettering.of(house(), role)
    with house_settings():
        renderer = Canvas(house(), WIDTH).sheet.rasteriser()
        drawn, _, _ = renderer.get_text_width_height_descent(text, lettering.font, ismath=False)
    assert drawn * 72 / renderer.dpi == pytest.approx(lettering.width(text), abs=0.1)


def filled(word: str, width: float) -> tuple[str, ...]:
    """A word in pieces, each as long as fits, found by one character after the other; a hyphen parts letters."""
    pieces = []
    while word:
        end = longest(word, width)
        shorter = longest(word, width, "-")
        if end < len(word) and shorter > 1 and word[shorter - 1 : shorter + 1].isalpha():
            pieces.append(f"{word[:shorter]}-")
            end = shorter
        else:
            pieces.append(word[:end])
        word = word[end:]
    return tuple(pieces)


def longest(word: str, width: float, behind: str = "") -> int:
    """How many characters of a word fit with what stands behind them, at least one."""
    end = 1
    while end < len(word) and LETTERING.width(word[: end + 1] + behind) <= width:
        end += 1
    return end


def test_words_that_are_bound_part_at_their_space_before_one_is_cut() -> None:
    with house_settings():
        bound = "four\u00a0hundred\u00a0consultations"
        assert LETTERING.wrap(bound, LETTERING.width("consultations") + 1) == (
            "four\u00a0hundred",
            "consultations",
        )


@pytest.mark.parametrize(
    ("compound", "lines"),
    [
        ("Cross-departmental", ("Cross-", "departmental")),
        ("agricultural/forestry", ("agricultural/", "forestry")),
        ("Water–sanitation–hygiene", ("Water–", "sanitation–", "hygiene")),
        ("joint\u00a0inter-agency\u00a0groups", ("joint", "inter-agency", "groups")),
        ("non-administrative", ("non-", "administra-", "tive")),
    ],
)
def test_a_compound_is_parted_behind_its_joint_before_a_word_of_it_is_cut(
    compound: str, lines: tuple[str, ...]
) -> None:
    with house_settings():
        assert LETTERING.wrap(compound, max(LETTERING.width(line) for line in lines) + 1) == lines


@pytest.mark.parametrize("kept", ["2030/31", "10-12", "a/b", "T-72"])
def test_what_is_no_compound_of_words_has_no_joint(kept: str) -> None:
    with house_settings():
        assert LETTERING.wrap(f"the {kept}", LETTERING.width(kept)) == ("the", kept)
        assert LETTERING.wrap(kept, LETTERING.width(kept[:-1])) == (kept[:-1], kept[-1])


@pytest.mark.sample(1)
@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("width", [0.1, 7.0, 40.0, 120.0, 400.0])
def test_a_word_wider_than_a_line_is_broken_where_the_line_is_full(word: str, width: float) -> None:
    with house_settings():
        assert LETTERING.wrap(word, width) == filled(word, width)


@pytest.mark.sample(1)
@pytest.mark.parametrize("text", ["[a](" * (LONGEST // 4), "word " * (LONGEST // 5), "a" * LONGEST])
def test_a_long_text_is_measured_few_times(text: str) -> None:
    lettering, counted = counting()
    lines = lettering.wrap(text, 150)
    assert len(lines) > 30
    assert counted.texts < len(lines) * 16
    assert counted.characters < len(text) * 16


def test_a_text_that_no_chart_has_room_for_is_refused_before_it_is_measured() -> None:
    lettering, counted = counting()
    for text in ("[a](" * 3000, "word " * 4000):
        with pytest.raises(ChartError, match=f"{len(text):,} characters, which no chart has room for"):
            lettering.wrap(text, 150)
        with pytest.raises(ChartError, match="shorten it"):
            lettering.width(text)
    assert counted.texts == 0
