from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.charts.numbers import Scale, percentage
from briefgen.charts.validation import ChartError
from briefgen.model.chart import AxisScale, Chart


@pytest.mark.parametrize(
    ("part", "whole", "pattern", "text"),
    [
        (934, 2546, "{}%", "37%"),
        (934, 2546, "{}\u202f%", "37\u202f%"),
        (125, 1000, "{}%", "13%"),
        (1, 1000, "{}%", "<1%"),
        (0, 1000, "{}%", "0%"),
        (7, 7, "{}\u00a0%", "100\u00a0%"),
    ],
)
def test_percentages_are_written_as_the_desk_does(part: int, whole: int, pattern: str, text: str) -> None:
    assert percentage(Decimal(part), Decimal(whole), Chart("", percent=pattern)) == text


@pytest.mark.parametrize(("grouping", "text"), [(None, "8,000"), ("\u2009", "8\u2009000"), ("", "8000")])
def test_marks_are_grouped_as_the_desk_does(grouping: str | None, text: str) -> None:
    assert Scale.over([0, 8000]).text(8000, Chart("", grouping=grouping)) == text


@pytest.mark.parametrize(
    ("language", "grouping", "text"),
    [
        ("en-IN", None, "\u221220,00,00,000"),
        ("en-IN", "\u202f", "\u221220\u202f00\u202f00\u202f000"),
        ("en-CH", "’", "\u2212200’000’000"),
        ("en-CH", "'", "\u2212200'000'000"),
        ("en-AT", None, "\u2212200.000.000"),
    ],
)
def test_marks_are_grouped_as_the_figures_beside_them(language: str, grouping: str | None, text: str) -> None:
    assert Scale.over([0, -(10.0**9)]).text(-2e8, Chart("", language=language, grouping=grouping)) == text


def test_marks_have_the_decimals_of_their_step() -> None:
    assert [Scale.over([0, 1]).text(mark, Chart("")) for mark in (0.0, 0.25, -0.0)] == ["0.00", "0.25", "0.00"]
    assert Scale.over([0, 0.0009]).text(0.0005, Chart("", language="en-AT")) == "0,00050"


@pytest.mark.parametrize(
    ("values", "low", "high"),
    [
        ([3, 40], 0, 40),
        ([98.1, 98.9], 98, 99),
        ([40, 70], 0, 80),
        ([50, 70], 50, 70),
        ([-12, 30], -20, 40),
        ([-8, -3], -8, 0),
        ([7], 0, 8),
        ([-7], -8, 0),
    ],
)
def test_a_scale_covers_its_values_in_round_steps(values: list[float], low: float, high: float) -> None:
    scale = Scale.over(values)
    assert (scale.low, scale.high) == pytest.approx((low, high))


def test_how_far_values_lie_from_zero_for_a_scale_to_be_cut_is_the_charts_choice() -> None:
    assert Scale.over([50, 70]).cut == 50
    assert Scale.over([-70, -50]).cut == -50
    assert Scale.over([50, 70], far=0.8).cut == 0
    assert Scale.over([-50, 70]).cut == 0


@given(st.lists(st.floats(-1e9, 1e9).map(lambda value: round(value, 3)), min_size=1, max_size=5).filter(any))
def test_every_scale_covers_its_values_with_a_few_marks_told_apart(values: list[float]) -> None:
    scale = Scale.over(values)
    slack = scale.step * 1e-6
    assert scale.low - slack <= min(values) <= max(values) <= scale.high + slack
    texts = [scale.text(mark, Chart("")) for mark in scale.marks()]
    assert 2 <= len(texts) <= 7
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize(
    ("values", "language", "texts"),
    [
        ([0, 8000], "en-GB", ["0", "2,000", "4,000", "6,000", "8,000"]),
        ([0, 8000], "de", ["0", "2.000", "4.000", "6.000", "8.000"]),
        ([98.1, 98.9], "fr", ["98,0", "98,2", "98,4", "98,6", "98,8", "99,0"]),
        ([-8, 0], "en-GB", ["\u22128", "\u22126", "\u22124", "\u22122", "0"]),
        ([0, 1], "en-GB", ["0.00", "0.25", "0.50", "0.75", "1.00"]),
    ],
)
def test_marks_are_written_in_the_language(values: list[float], language: str, texts: list[str]) -> None:
    scale = Scale.over(values)
    assert [scale.text(mark, Chart("", language=language)) for mark in scale.marks()] == texts


def test_marks_and_percentages_are_in_the_digits_of_the_desk() -> None:
    chart = Chart("", language="ur", percent="{}٪", grouping="٬", point="٫", digits="۰۱۲۳۴۵۶۷۸۹")
    assert Scale.over([0, -8000]).text(-8000, chart) == "\u2066\u2212۸٬۰۰۰\u2069"
    assert Scale.over([0, 1]).text(0.25, chart) == "\u2066۰٫۲۵\u2069"
    assert percentage(Decimal(934), Decimal(2546), chart) == "۳۷٪"


@pytest.mark.parametrize(
    ("values", "marks"),
    [
        ([3, 9_000_000], ["1", "10", "100", "1,000", "10,000", "100,000", "1,000,000", "10,000,000"]),
        ([30, 480], ["20", "50", "100", "200", "500"]),
        ([0.03, 0.4], ["0.02", "0.05", "0.1", "0.2", "0.5"]),
        ([7, 7], ["5", "10"]),
    ],
)
def test_a_logarithmic_scale_has_its_marks_at_equal_ratios(values: list[float], marks: list[str]) -> None:
    scale = Scale.over(values, AxisScale.LOG)
    assert [scale.text(mark, Chart("")) for mark in scale.marks()] == marks
    assert (scale.share(scale.low), scale.share(scale.high), scale.cut) == (0, pytest.approx(1), 0)
    assert scale.share((scale.low * scale.high) ** 0.5) == pytest.approx(0.5)


def test_a_logarithmic_scale_shows_no_zero() -> None:
    with pytest.raises(ChartError, match="zero or negative"):
        Scale.over([0, 8], AxisScale.LOG)


def test_a_scale_that_is_asked_to_starts_at_zero_however_far_the_values_lie() -> None:
    assert (Scale.over([98, 99], AxisScale.ZERO).low, Scale.over([98, 99]).low) == (0, 98)


def test_a_scale_that_is_asked_to_leaves_zero_out_where_it_can() -> None:
    assert [Scale.over([50, 99]).cut, Scale.over([50, 99], AxisScale.CUT).cut] == [0, 40]
    assert [Scale.over(values, AxisScale.CUT).cut for values in ([-9, 9], [2, 99], [7, 7], [-99, -50])] == [
        0,
        0,
        0,
        -40,
    ]


def test_values_that_are_all_zero_have_a_scale() -> None:
    assert (Scale.over([0, 0]).low, Scale.over([0, 0]).high) == (0, 1)
