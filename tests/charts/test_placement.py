from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.charts.placement import Box, elbow_levels, flag_depths, spread

places = st.lists(st.integers(0, 400), min_size=1, max_size=8).map(sorted)
sizes = st.integers(5, 50)


def test_labels_with_room_stay_where_they_want_to_be() -> None:
    assert spread([10, 50, 90], [10, 10, 10], 0, 100) == [10, 50, 90]


def test_labels_that_meet_share_the_way() -> None:
    assert spread([50, 50], [10, 10], 0, 100) == [45, 55]


def test_what_has_more_weight_gives_way_less() -> None:
    heavy, light = spread([50, 50], [10, 10], 0, 100, [99, 1])
    assert heavy == pytest.approx(49.9)
    assert light == pytest.approx(59.9)


@given(places, st.data())
def test_spread_labels_never_overlap_nor_leave_their_bounds(wanted: list[int], data: st.DataObject) -> None:
    heights = data.draw(st.lists(sizes, min_size=len(wanted), max_size=len(wanted)))
    middles = spread(wanted, heights, 0, 400)
    edges = [(middle - size / 2, middle + size / 2) for middle, size in zip(middles, heights, strict=True)]
    assert edges[0][0] >= -1e-6
    assert edges[-1][1] <= 400 + 1e-6
    assert all(before[1] <= after[0] + 1e-6 for before, after in pairwise(edges))


@given(places, st.data())
def test_flags_never_lie_on_each_other_nor_on_a_leader(anchors: list[int], data: st.DataObject) -> None:
    boxes = data.draw(st.lists(st.tuples(sizes, sizes), min_size=len(anchors), max_size=len(anchors)))
    depths = flag_depths(anchors, boxes)
    labels = [
        Box(anchor + 2, depth, anchor + width, depth + height)
        for anchor, depth, (width, height) in zip(anchors, depths, boxes, strict=True)
    ]
    assert not any(one.meets(other) for one, other in combinations(labels, 2))
    for anchor, depth in zip(anchors, depths, strict=True):
        assert not any(label.crossed_by((anchor, 0), (anchor, depth)) for label in labels)


@given(places, st.data())
def test_leaders_never_cross(anchors: list[int], data: st.DataObject) -> None:
    anchors = sorted(set(anchors))
    feet = sorted(data.draw(st.sets(st.integers(0, 400), min_size=len(anchors), max_size=len(anchors))))
    levels = elbow_levels(feet, anchors)
    for (foot, anchor, level), (other_foot, other_anchor, other_level) in combinations(
        zip(feet, anchors, levels, strict=True), 2
    ):
        low, high = sorted((foot, anchor))
        other_low, other_high = sorted((other_foot, other_anchor))
        if low < other_foot < high:
            assert other_level > level
        if other_low < foot < other_high:
            assert level > other_level
        if level == other_level:
            assert high <= other_low or foot == anchor or other_foot == other_anchor


@pytest.mark.parametrize(
    ("start", "end", "crosses"),
    [
        ((0, 5), (20, 5), True),
        ((0, 0), (20, 20), True),
        ((0, 10), (20, 10), False),
        ((0, 0), (0, 20), False),
        ((6, 6), (7, 7), True),
        ((0, 0), (3, 20), False),
    ],
)
def test_a_line_crosses_a_box_only_through_its_inside(
    start: tuple[float, float], end: tuple[float, float], crosses: bool
) -> None:
    assert Box(4, 4, 10, 10).crossed_by(start, end) is crosses
