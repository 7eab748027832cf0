from __future__ import annotations

import pytest

from tests.charts.drawing import TOLERANCE, drawn
from tests.charts.gallery import chart, point, series
from tests.house import house


@pytest.mark.parametrize("value", ["0.4", "38", "100"])
def test_the_bar_is_filled_to_the_percentage(value: str) -> None:
    drawing = drawn(chart("share", ("all boats",), series("", point(value, f"{value}%", derived=True))))
    rest, part = drawing.fills
    assert (rest.box.left - drawing.page.left) / drawing.canvas.width == pytest.approx(float(value) / 100)
    assert part.colour == house().colours.data[0]
    assert rest.colour == house().colours.derived


def test_the_percentage_is_large_and_what_the_bar_stands_for_is_at_its_end() -> None:
    drawing = drawn(chart("share", ("all boats",), series("", point(38, "38%"))))
    figure, whole = drawing.texts
    assert figure.box.bottom - figure.box.top > 1.5 * (whole.box.bottom - whole.box.top)
    assert abs(figure.box.bottom - whole.box.bottom) < 1
    assert whole.box.right == pytest.approx(drawing.page.right, abs=TOLERANCE)
