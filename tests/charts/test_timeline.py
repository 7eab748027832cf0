from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from matplotlib.patches import Circle

from tests.charts.drawing import drawn
from tests.charts.gallery import GALLERY, timeline

TODAY = date(2031, 2, 25)


def test_dates_lie_in_proportion_to_their_days() -> None:
    drawing = drawn(timeline(*((TODAY + timedelta(days=days), "due") for days in (0, 10, 40))))
    first, second, third = (circle.center[0] for circle in drawing.canvas.sheet.findobj(Circle))
    assert (third - first) / (second - first) == pytest.approx(4)


def test_what_falls_on_one_day_shares_one_date() -> None:
    printed = drawn(GALLERY["timeline-crowded"]).printed
    assert printed.count("28 Feb 2031") == printed.count("3 days left") == 1


def test_a_date_without_days_left_leaves_no_empty_line() -> None:
    boxes = {
        text.text: text.box for text in drawn(timeline((date(2031, 2, 20), "due one", ""), (TODAY, "due two"))).texts
    }
    assert boxes["20 Feb 2031"].top == pytest.approx(boxes["0 days left"].top, abs=1)
    assert boxes["due one"].top - boxes["20 Feb 2031"].top == pytest.approx(
        boxes["due two"].top - boxes["25 Feb 2031"].top, abs=1
    )


def test_what_falls_on_one_day_is_told_apart_by_its_status() -> None:
    printed = drawn(GALLERY["timeline-statuses"]).printed
    assert printed.count("met") == 1
    assert printed.count("10 Feb 2031") == 2
    met = printed.index("met")
    assert printed[met : met + 4] == ["met", "10 Feb 2031", "quarterly returns", "returns of the processors"]


def test_the_edition_is_labelled_above_the_axis_and_the_dates_below() -> None:
    drawing = drawn(GALLERY["timeline"])
    axis = drawing.canvas.sheet.findobj(Circle)[0].center[1]
    above = [text.text for text in drawing.texts if text.box.bottom < axis]
    assert above == ["this brief", "25 Feb 2031"]
    assert all(text.box.top > axis for text in drawing.texts if text.text not in above)


def test_days_left_stand_over_their_date_over_what_is_due() -> None:
    boxes = {text.text: text.box for text in drawn(GALLERY["timeline"]).texts}
    assert boxes["3 days left"].bottom < boxes["28 Feb 2031"].top
    assert boxes["28 Feb 2031"].bottom < boxes["leave the North and East harbours"].top


def test_a_timeline_needs_no_edition() -> None:
    drawing = drawn(timeline((TODAY, "vote"), today=None, label=""))
    assert drawing.printed == ["25 Feb 2031", "vote"]


def test_dates_that_are_crowded_run_down_the_page_each_on_its_own_row() -> None:
    drawing = drawn(GALLERY["timeline-ten-days"])
    boxes = {text.text: text.box for text in drawing.texts}
    rows = [boxes[f"{days} days left"] for days in (0, 1, 2, 3, 5, 6, 7, 8, 9)]
    assert all(upper.bottom < lower.top for upper, lower in pairwise(rows))
    assert len({round(box.left) for box in rows}) == 1
    assert drawing.canvas.size[1] < 200
    dots = [circle.center[1] for circle in drawing.canvas.sheet.findobj(Circle)]
    assert (dots[4] - dots[3]) / (dots[1] - dots[0]) == pytest.approx(2)
