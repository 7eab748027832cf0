"""All charts of a brief: each drawn once, by however many processes, and not at all where it was kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from briefgen.cache import Cache
from briefgen.charts.render_charts import draw, drawing, key_of, packed, unpacked
from briefgen.charts.validation import ChartError
from briefgen.model.chart import Chart
from briefgen.model.drawing import Picture
from briefgen.model.labels import labels_for
from briefgen.model.length import Length
from briefgen.theme import Theme
from tests.charts.drawing import WIDTH
from tests.charts.gallery import GALLERY, YEARS, bars, point
from tests.charts.gallery import series as run
from tests.house import house

FEW = {name: GALLERY[name] for name in list(GALLERY)[:3]}
UNFIT = bars(("A port",), run("Landings"))


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Chart]:
    """The charts that were drawn, one after the other."""
    charts: list[Chart] = []

    def note(chart: Chart, theme: Theme, width: Length) -> Picture:
        charts.append(chart)
        return draw(chart, theme, width)

    monkeypatch.setattr("briefgen.charts.render_charts.draw", note)
    return charts


def draw_all(charts: Mapping[str, Chart], cache: Cache | None = None) -> Mapping[str, Picture | ChartError]:
    with drawing(charts, house(), WIDTH, cache) as pending:
        return pending.pictures()


def test_a_packed_picture_comes_back_as_it_was() -> None:
    for chart in FEW.values():
        picture = draw(chart, house(), WIDTH)
        assert unpacked(packed(picture)) == picture


def test_each_chart_is_drawn_once(tmp_path: Path, drawn: list[Chart]) -> None:
    cache = Cache(tmp_path)
    first = draw_all({**FEW, "again": next(iter(FEW.values()))}, cache)
    assert drawn == list(FEW.values())
    assert draw_all(FEW, cache) == {name: first[name] for name in FEW}
    assert len(drawn) == len(FEW)


def test_only_the_chart_that_changed_is_drawn_again(tmp_path: Path, drawn: list[Chart]) -> None:
    cache = Cache(tmp_path)
    draw_all(FEW, cache)
    drawn.clear()
    changed = bars(YEARS[:2], run("Landings", 3, 4))
    draw_all({**FEW, next(iter(FEW)): changed}, cache)
    assert drawn == [changed]


@pytest.mark.slow
def test_several_processes_draw_what_one_draws() -> None:
    many = {f"{name}-{number}": chart for number in range(2) for name, chart in FEW.items()}
    many |= {name: GALLERY[name] for name in list(GALLERY)[3:9]}
    drawn = draw_all(many)
    assert drawn == {name: draw(chart, house(), WIDTH) for name, chart in many.items()}


def test_a_chart_that_cannot_be_drawn_is_said_each_time(tmp_path: Path) -> None:
    for _ in range(2):
        found = draw_all({"unfit": UNFIT, **FEW}, Cache(tmp_path))
        assert isinstance(found["unfit"], ChartError)
        assert all(isinstance(found[name], Picture) for name in FEW)


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    "damage", [lambda _: b"", lambda data: data[:-1], lambda data: b"{}" + data, lambda _: b'{"lengths":[0,0,0]}\n']
)
def test_a_damaged_entry_is_drawn_anew(tmp_path: Path, damage: Callable[[bytes], bytes], drawn: list[Chart]) -> None:
    cache = Cache(tmp_path)
    good = draw_all(FEW, cache)
    for path in tmp_path.iterdir():
        head, _, data = path.read_bytes().partition(b"\n")
        path.write_bytes(head + b"\n" + damage(data))
    assert draw_all(FEW, cache) == good
    for name, chart in FEW.items():
        cache.put({key_of(chart, house(), WIDTH): damage(packed(good[name]))})
    assert draw_all(FEW, cache) == good
    assert len(drawn) == 3 * len(FEW)


def test_the_key_depends_on_the_words_of_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    chart = bars(YEARS[:2], run("Landings", 3, 4))
    before = key_of(chart, house(), WIDTH)
    monkeypatch.setattr(labels_for(chart.language), "scale_from", "the scale starts at {value}")
    assert key_of(chart, house(), WIDTH) != before


def test_the_key_depends_on_all_that_a_picture_shows() -> None:
    chart, theme = bars(YEARS[:2], run("Landings", 3, 4)), house()
    colours = replace(theme, colours=replace(theme.colours, structure="#123456"))
    others = [
        (replace(chart, unit="boats"), theme, WIDTH),
        (replace(chart, series=(run("Landings", 3, point(4, derived=True)),)), theme, WIDTH),
        (replace(chart, language="en-US"), theme, WIDTH),
        (chart, colours, WIDTH),
        (chart, theme, Length(WIDTH - 1)),
        (chart, house("Letter"), WIDTH),
    ]
    keys = {key_of(chart, theme, WIDTH), *(key_of(*other) for other in others)}
    assert len(keys) == 1 + len(others)
