from graphlib import CycleError, TopologicalSorter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.ledger.order import in_order

NEEDS = st.integers(1, 7).flatmap(
    lambda size: st.fixed_dictionaries(
        {str(fact): st.lists(st.integers(0, size - 1).map(str), max_size=3) for fact in range(size)}
    )
)


def test_facts_stand_behind_those_they_need() -> None:
    order, circles = in_order({"c": ["b", "a"], "b": ["a", "a"], "a": []})
    assert order == ["a", "b", "c"]
    assert circles == []


@pytest.mark.parametrize(
    ("needs", "circles"),
    [
        ({"a": ["a"]}, [("a",)]),
        ({"a": ["b"], "b": ["c"], "c": ["a"]}, [("a", "b", "c")]),
        ({"user": ["b"], "a": ["b"], "b": ["a"]}, [("a", "b")]),
        ({"a": ["b"], "b": ["a"], "c": ["d"], "d": ["c"]}, [("a", "b"), ("c", "d")]),
    ],
)
def test_each_circle_once_from_its_first_fact(needs: dict[str, list[str]], circles: list[tuple[str, ...]]) -> None:
    assert in_order(needs) == ([], circles)


def test_a_long_chain_needs_no_deep_stack() -> None:
    needs = {str(fact): [str(fact + 1)] for fact in range(5000)}
    order, circles = in_order({**needs, "5000": []})
    assert (order[0], order[-1], circles) == ("5000", "0", [])


@given(NEEDS)
def test_circles_are_found_where_there_are_any(needs: dict[str, list[str]]) -> None:
    order, circles = in_order(needs)
    for number, fact in enumerate(order):
        assert set(needs[fact]) <= set(order[:number])
    for circle in circles:
        assert all(after in needs[fact] for fact, after in zip(circle, (*circle[1:], circle[0]), strict=True))
    try:
        TopologicalSorter(needs).prepare()
    except CycleError:
        assert circles
    else:
        assert len(order) == len(needs)
