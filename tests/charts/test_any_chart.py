"""Charts of any names and figures: what can be drawn is drawn with nothing cut off and no text on another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from briefgen.charts.validation import ChartError
from briefgen.model.chart import Arrangement, Chart, Direction, Point, Series
from tests.charts.drawing import astride, crossed, cut_off, drawn, overlapping
from tests.charts.gallery import chart, point, series, timeline

LETTERS = "abcdefgijmopqsyABCGJMQWÅÉñçß0123456789$_^\\{}&<>%'-,.  "
quick = settings(
    max_examples=min(15, settings.default.max_examples // 3),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
names = st.text(LETTERS, min_size=1, max_size=45).filter(str.strip)
any_values = st.one_of(
    st.integers(-5000, 5000), st.integers(0, 10**9), st.decimals(-100, 100, places=1, allow_nan=False)
)
parts = st.one_of(st.integers(0, 5000), st.integers(0, 10**7))


def points(values: st.SearchStrategy[object]) -> st.SearchStrategy[Point]:
    return st.builds(point, values.map(str), derived=st.booleans(), approx=st.booleans())


@st.composite
def runs(
    draw: st.DrawFn, categories: int, most: int, values: st.SearchStrategy[object], *, gaps: bool = True
) -> Sequence[Series]:
    count = draw(st.integers(1, most))
    cells = st.one_of(points(values), points(values), st.none()) if gaps else points(values)
    return [
        series(draw(names) if count > 1 else "", *draw(st.lists(cells, min_size=categories, max_size=categories)))
        for _ in range(count)
    ]


@st.composite
def charts(
    draw: st.DrawFn, kind: str, most: tuple[int, int], values: st.SearchStrategy[object], **options: object
) -> Chart:
    categories = draw(st.lists(names, min_size=2, max_size=2 if kind == "slope" else most[0]))
    found = draw(runs(len(categories), most[1], values))
    return chart(kind, categories, *found, unit=draw(st.sampled_from(("", "tonnes", "$ per kWh"))), **options)


def assert_clean(chart: Chart) -> None:
    try:
        drawing = drawn(chart)
    except ChartError:
        assume(False)
    assert cut_off(drawing) == []
    assert overlapping(drawing) == []
    assert crossed(drawing) == []
    assert astride(drawing) == []


@pytest.mark.sample(1)
@pytest.mark.parametrize("direction", Direction)
@quick
@given(data=st.data())
def test_bars(direction: Direction, data: st.DataObject) -> None:
    most = (12, 4) if direction is Direction.HORIZONTAL else (6, 2)
    assert_clean(data.draw(charts("bars", most, any_values, direction=direction)))


@pytest.mark.sample(1)
@pytest.mark.parametrize("direction", Direction)
@pytest.mark.parametrize("arrangement", [Arrangement.STACKED, Arrangement.SHARE])
@quick
@given(data=st.data())
def test_stacks(direction: Direction, arrangement: Arrangement, data: st.DataObject) -> None:
    options = {"direction": direction, "arrangement": arrangement}
    assert_clean(data.draw(charts("bars", (4, 5), parts, **options)))


@quick
@given(data=st.data(), labels=st.lists(names, min_size=1, max_size=6))
def test_parts_of_a_whole(data: st.DataObject, labels: list[str]) -> None:
    run = data.draw(runs(len(labels), 1, parts, gaps=False))
    assert_clean(chart("bars", labels, *run, arrangement=Arrangement.SHARE))


@pytest.mark.sample(1)
@pytest.mark.parametrize(("kind", "most"), [("line", (15, 6)), ("dot", (8, 2)), ("slope", (2, 6))])
@quick
@given(data=st.data())
def test_lines_dots_and_slopes(kind: str, most: tuple[int, int], data: st.DataObject) -> None:
    assert_clean(data.draw(charts(kind, most, any_values)))


@quick
@given(events=st.lists(st.tuples(st.integers(-30, 120), names), min_size=1, max_size=8), label=names)
def test_timelines(events: list[tuple[int, str]], label: str) -> None:
    today = date(2031, 2, 25)
    days = [(today + timedelta(days=offset), matter) for offset, matter in events]
    assert_clean(timeline(*days, today=today, label=label))
