"""Declared names: what they cover, however they are typed."""

from __future__ import annotations

import pytest

from briefgen.checks.names import Names
from briefgen.numbers_in_text import find


@pytest.mark.parametrize(
    ("name", "text", "covered"),
    [
        ("Resolution 47", "as Resolution 47 says", True),
        ("Resolution 47", "as Resolution\u00a047 says", True),
        ("Resolution 47", "as Resolution 47,000 says", False),
        ("Resolution 47", "as Resolution 47.5 says", False),
        ("Resolution 47", "as Resolution 472 says", False),
        ("Resolution 47", "as resolution 47 says", False),
        ("267th Corps Commanders' Conference", "the 267th Corps Commanders’ Conference", True),
        ("COVID-19", "the COVID‑19 years", True),
        ("form R1", "form R1, and R2", False),
        ("F\u201116", "the F-16 jets", True),
        ("F-16", "the F\u201116 jets", True),
        ("F\u201316", "the F\u201216 jets", True),
        ("Resolution\u00a047", "as Resolution 47 says", True),
        ("Resolution 47", "as Resolution\u202f47 says", True),
        ("267th Corps Commanders’ Conference", "the 267th Corps Commanders' Conference", True),
        ("Form 12", "on Form 12 boats are listed", True),
        ("Form 12", "on Form 12%", False),
        ("Form 12", "on Form 12 million", False),
        ("Form 12", "on Form 12–15", False),
        ("landed 12", "they landed 12, then left", True),
        ("landed 12", "they landed 12 new boats", False),
        ("Resolution 47", "as Resolution\u200b 4\u20607 says", True),
        ("Resolution 47", "as Reso\u00adlution 47\ufeff says", True),
        ("Reso\u00adlution 47", "as Resolution 47 says", True),
        ("Resolution 47", "as Resolution 47\u200b2 says", False),
        ("item 4", "see item 4 and others", True),
    ],
)
def test_a_name_covers_a_figure_only_as_a_whole(name: str, text: str, covered: bool) -> None:
    mentions = find(text)
    assert mentions
    named = Names([name]).within(text)
    assert all(named.hold(mention.start, mention.end) for mention in mentions) == covered


def test_a_name_within_another_hides_nothing_of_it() -> None:
    named = Names(["Resolution 47 of 12 May", "12 May", "47"]).within("as Resolution 47 of 12 May, or 12")
    assert named.hold(3, 26)
    assert named.hold(21, 23)
    assert named.hold(14, 23)
    assert not named.hold(2, 26)
    assert not named.hold(31, 33)


@pytest.mark.parametrize("name", ["12 Boats", "Boats 12", "twelve boats", "12 Boats of Hull"])
def test_a_name_that_counts_in_a_unit_covers_nothing(name: str) -> None:
    text = f"There were {name}."
    (mention,) = find(text)
    assert Names([name]).within(text).hold(mention.start, mention.end)
    assert not Names([name], frozenset({"boats"})).within(text).hold(mention.start, mention.end)
