from __future__ import annotations

from collections.abc import Callable

import pytest

from briefgen.charts import CHART_TYPES
from briefgen.charts.validation import ChartError
from briefgen.errors import BriefgenError
from briefgen.model.chart import Chart
from tests.charts.drawing import drawn
from tests.charts.gallery import PORTS, SHARE, STACKED, VERTICAL, bars, chart, point, series, timeline

MANY = tuple(f"Port {number}" for number in range(60))
LONG = "The harbour masters' association of the northern coast"

REFUSED: dict[str, tuple[Chart, str]] = {
    "nothing": (bars(PORTS), "no figures"),
    "gaps only": (bars(("a", "b"), series("", None, None)), "no figures"),
    "zeros": (bars(("a", "b"), series("", 0, 0)), "all figures of the chart are zero"),
    "uneven": (bars(PORTS, series("2030", 1, 2)), 'the series "2030" has 2 figures for 3 categories'),
    "unnamed": (bars(("a",), series("", 1), series("b", 2)), "needs a name"),
    "too many rows": (bars(MANY, series("", *range(60))), "make two of it"),
    "too many columns": (bars(MANY, series("", *range(60)), **VERTICAL), "use horizontal bars"),
    "long column name": (bars((LONG,) * 9, series("", *range(9)), **VERTICAL), "use horizontal bars"),
    "endless name": (bars(("[a](" * 3000,), series("", 1)), r'"\[a\]\(.{36}…" has 12,000 characters'),
    "endless figure": (bars(PORTS, series("", point(1, "1" * 90), 2, 3)), "leave no room for bars"),
    "negative part": (bars(("a",), series("x", 3), series("y", -4), **STACKED), '"-4" is negative'),
    "negative share": (bars(("a", "b"), series("", 3, -4), **SHARE), '"-4" is negative'),
    "empty share": (
        bars(("a", "b"), series("x", 3, 0), series("y", 1, 0), **SHARE),
        'figures of "b" are all zero',
    ),
    "tiny columns": (
        bars(MANY[:30], *(series(name, *[1] * 29, 900) for name in "xy"), **VERTICAL, **STACKED),
        "use horizontal bars",
    ),
    "three dots": (chart("dot", ("a",), *(series(name, 1) for name in "xyz")), "at most 2 series"),
    "one period": (chart("slope", ("a",), series("x", 1)), "exactly two periods, not 1"),
    "two shares": (chart("share", ("a", "b"), series("", 1, 2)), "one percentage, not 2"),
    "share over 100": (chart("share", ("a",), series("", point(101, "101%"))), '"101%" is no share'),
    "no dates": (timeline(), "no dates"),
    "missing glyph": (bars(("漢",), series("", 1)), r'no glyph for U\+6F22 in SourceSans3-Regular, needed for "漢"'),
    "glyph missing in a figure": (bars(("a",), series("", point(1, "一"))), r"U\+4E00 in SourceSans3-Semibold"),
    "line break in a figure": (bars(("a",), series("", point(1, "1\n2"))), r"U\+000A"),
}


@pytest.mark.parametrize(("chart", "message"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_drawn_sensibly_is_refused(chart: Chart, message: str) -> None:
    with pytest.raises(ChartError, match=message) as caught:
        drawn(chart)
    assert isinstance(caught.value, BriefgenError)
    assert "\n" not in str(caught.value).replace("1\n2", "")


@pytest.mark.parametrize("kind", [kind for kind in CHART_TYPES if kind != "timeline"])
def test_every_kind_refuses_a_character_without_a_glyph(kind: str) -> None:
    name: Callable[[int], str] = lambda number: f"漢 {number}"  # noqa: E731
    categories = ("of 漢",) if kind == "share" else (name(1), name(2))
    with pytest.raises(ChartError, match=r"U\+6F22"):
        runs = [series(name, *range(1, len(categories) + 1)) for name in ("Up", "Down")]
        drawn(chart(kind, categories, *runs[: 1 + (kind == "scatter")]))


def test_a_timeline_refuses_a_character_without_a_glyph() -> None:
    from datetime import date

    with pytest.raises(ChartError, match=r"U\+6F22"):
        drawn(timeline((date(2031, 3, 1), "漢")))
