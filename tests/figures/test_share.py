from __future__ import annotations

import pytest

from briefgen.model.figure import ChartKind
from tests.figures.drawing import drawn
from tests.figures.gallery import chart, point, series
from tests.house import house


@pytest.mark.parametrize("value", ["0.4", "38", "100"])
def test_the_bar_is_filled_to_the_percentage(value: str) -> None:
    drawing = drawn(chart(ChartKind.SHARE, ("of all boats",), series("", point(value, f"{value}%", derived=True))))
    rest, part = drawing.fills
    assert rest.box.left / drawing.canvas.width == pytest.approx(float(value) / 100)
    assert part.colour == house().colours.data[0]
    assert rest.colour == house().colours.derived


def test_the_percentage_is_the_largest_text_and_stands_on_the_line_of_its_words() -> None:
    drawing = drawn(chart(ChartKind.SHARE, ("of all boats",), series("", point(38, "38%"))))
    figure, words = drawing.texts
    assert figure.box.bottom - figure.box.top > 1.5 * (words.box.bottom - words.box.top)
    assert abs(figure.box.bottom - words.box.bottom) < 1
