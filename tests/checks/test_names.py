"""Declared names, and phrases as whole words."""

from __future__ import annotations

import pytest

from briefgen.checks.names import Names, phrase_pattern
from briefgen.finder import find


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
    ],
)
def test_a_name_covers_a_figure_only_as_a_whole(name: str, text: str, covered: bool) -> None:
    mentions = find(text)
    assert mentions
    names = Names([name])
    assert all(names.cover(text, mention.start, mention.end) for mention in mentions) == covered


def test_a_phrase_is_found_as_whole_words_over_a_lines_end() -> None:
    pattern = phrase_pattern("illegal aliens", any_case=True)
    assert pattern.search("the Illegal\naliens of")
    assert not pattern.search("the illegal aliensness")
    assert not pattern.search("paralegal illegal  alien")
