"""What can be declared as a name, and what is a figure with what it counts."""

from __future__ import annotations

import pytest

from briefgen.numbers_in_text import is_figure

UNITS = frozenset({"boats", "boat", "catches", "week", "weeks"})


@pytest.mark.parametrize(
    "text",
    [
        *("12", "-12", "about 12", "the 12", "12 or so", "12–15", "half", "two dozen"),
        *("12 sailors", "3,210 new licences", "12 licences in Hull", "at least 12 licences", "12 drowned", "12km"),
        *("killed 12 people", "Wounded 12 people", "12%", "0.7% target", "40% share of herring", "£3 million fund"),
        *("3,210 Licences", "3 210 New Licences", "3’210 Sailors Lost"),
        *("12 Boats", "Boats 12", "boats: 12", "1999 catches", "twelve boats", "Hull 12 boats"),
    ],
)
def test_a_figure_is_no_name(text: str) -> None:
    assert is_figure(text, UNITS)


@pytest.mark.parametrize(
    "text",
    [
        *("Resolution 12", "form 12", "week 12", "Week 12", "Quay Road 12, 3210 Hull", "tel. +00 12 345 67", "1200h"),
        *("12 Angry Men", "267th Fishing Council", "type 2 licences", "Channel 4 news", "Article 5", "30% Club"),
        *(
            "12-mile zone",
            "F-16",
            "G20 summit",
            "7/11",
            "978-3-16",
            "7 October talks",
            "1999 treaty",
            "two-state talks",
        ),
        *("Two Rivers", "two sides", "top 10", "top 10 ports", "No. 12", "1 in 100 flood", "12 Hours of Hull"),
    ],
)
def test_a_name_is_no_figure(text: str) -> None:
    assert not is_figure(text, UNITS)
