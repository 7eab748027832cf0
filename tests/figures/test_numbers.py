from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.figures.numbers import Scale, percentage


@pytest.mark.parametrize(
    ("part", "whole", "language", "text"),
    [
        (934, 2546, "en-GB", "37%"),
        (934, 2546, "fr", "37\u00a0%"),
        (125, 1000, "en-GB", "13%"),
        (1, 1000, "en-GB", "<1%"),
        (0, 1000, "en-GB", "0%"),
        (7, 7, "de", "100\u00a0%"),
    ],
)
def test_percentages_are_written_in_the_language(part: int, whole: int, language: str, text: str) -> None:
    assert percentage(Decimal(part), Decimal(whole), language) == text


@pytest.mark.parametrize(
    ("values", "low", "high"),
    [([3, 40], 0, 40), ([98.1, 98.9], 98, 99), ([-12, 30], -20, 40), ([-8, -3], -8, 0), ([7], 0, 8), ([-7], -8, 0)],
)
def test_a_scale_covers_its_values_in_round_steps(values: list[float], low: float, high: float) -> None:
    scale = Scale.over(values)
    assert (scale.low, scale.high) == pytest.approx((low, high))


@given(st.lists(st.floats(-1e9, 1e9).map(lambda value: round(value, 3)), min_size=1, max_size=5).filter(any))
def test_every_scale_covers_its_values_with_a_few_marks_told_apart(values: list[float]) -> None:
    scale = Scale.over(values)
    slack = scale.step * 1e-6
    assert scale.low - slack <= min(values) <= max(values) <= scale.high + slack
    texts = [scale.text(mark, "en-GB") for mark in scale.marks()]
    assert 2 <= len(texts) <= 7
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize(
    ("values", "language", "texts"),
    [
        ([0, 8000], "en-GB", ["0", "2,000", "4,000", "6,000", "8,000"]),
        ([0, 8000], "de", ["0", "2.000", "4.000", "6.000", "8.000"]),
        ([98.1, 98.9], "fr", ["98,0", "98,2", "98,4", "98,6", "98,8", "99,0"]),
        ([0, 1], "en-GB", ["0.00", "0.25", "0.50", "0.75", "1.00"]),
    ],
)
def test_marks_are_written_in_the_language(values: list[float], language: str, texts: list[str]) -> None:
    scale = Scale.over(values)
    assert [scale.text(mark, language) for mark in scale.marks()] == texts
