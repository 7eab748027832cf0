"""Regular expressions that are compiled when they are first used behave as any other."""

from __future__ import annotations

import pickle
import re
from copy import copy, deepcopy

import pytest

from briefgen.patterns import lazy_regex


def test_they_find_what_a_pattern_finds() -> None:
    lazy, plain = (make(r"(?P<word>[a-z]+)-(\d+)", re.IGNORECASE) for make in (lazy_regex, re.compile))
    for _ in range(2):  # the second time, the methods are known
        assert [each.span() for each in lazy.finditer("Tier-1, b-22")] == [(0, 6), (8, 12)]
        assert lazy.sub(r"\2", "Tier-1, b-22") == plain.sub(r"\2", "Tier-1, b-22")
        assert (lazy.pattern, lazy.flags, lazy.groups) == (plain.pattern, plain.flags, plain.groups)
    assert lazy_regex(rb"a+").findall(b"aab") == [b"aa"]


def test_a_wrong_one_says_so_when_it_is_used() -> None:
    wrong = lazy_regex("(")
    assert wrong.pattern == "("  # others are made of it
    with pytest.raises(re.error, match="unterminated subpattern"):
        wrong.search("")


def test_they_can_be_copied_and_sent_before_and_after_their_first_use() -> None:
    lazy = lazy_regex("a+")
    for _ in range(2):
        for again in (copy(lazy), deepcopy(lazy), pickle.loads(pickle.dumps(lazy))):  # noqa: S301
            assert again.findall("aab") == ["aa"]
        assert lazy.findall("aab") == ["aa"]
