"""A comparison that is broken in any of its parts is caught by the pairs that the others pass."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from briefgen.review.diff import compare, inline_diff, tables
from briefgen.review.diff.compare import mark_changes
from briefgen.review.diff.tokens import text_of
from tests.review.accept_reject import accept_changes, reject_changes
from tests.review.comparable import comparable
from tests.review.pairs import pair
from tests.review.test_compare import WHO

PAIRS = 80

Breakage = tuple[Any, str, Callable[..., Any]]


def without_ends(made: Callable[..., Any]) -> Callable[..., Any]:
    return lambda self, old, new: [replace(block, end=None) for block in made(self, old, new)]


def unmarked(made: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *arguments: replace(made(*arguments), change=None)


BREAKAGES: dict[str, Breakage] = {
    "words are not compared": (inline_diff.Reviser, "text", lambda _self, _old, new: new),
    "deleted words are lost": (inline_diff.Reviser, "deleted", lambda _self, _pieces: ()),
    "added words are not marked": (inline_diff.Reviser, "inserted", lambda _self, pieces: text_of(pieces)),
    "formatting is not compared": (inline_diff, "_how_set", lambda _pair: None),
    "ends are not marked": (compare.Comparison, "_parted", without_ends(compare.Comparison._parted)),
    "what is gone is not marked": (compare.Comparison, "_gone", unmarked(compare.Comparison._gone)),
    "what is new is not marked": (compare.Comparison, "_come", lambda _self, block, _origin: block),
    "items are not compared": (compare.Comparison, "items", lambda _self, _old, new: new),
    "key figures are not compared": (compare.Comparison, "tile", lambda _self, _old, new: new),
    "details are not compared": (compare.Comparison, "details", lambda _self, _old, new: new),
    "notes are taken by their names": (compare, "match_notes", lambda old, _new: replace(old, notes=())),
    "labels are not compared": (compare, "spelled", lambda old, new: (old, new)),
    "tables are not compared": (tables.TableComparison, "table", lambda self: self.new),
    "rows are not compared": (tables.TableComparison, "_rows", lambda self, _columns: self.new.rows),
}


def is_whole(seed: int) -> bool:
    """Whether a pair can be had back from its comparison."""
    made = pair(seed)
    try:
        merged = mark_changes(made.old, made.new, WHO)
        back = comparable(accept_changes(merged)), comparable(reject_changes(merged))
    except (ValueError, IndexError, KeyError):
        return False
    return back == (comparable(made.new), comparable(made.old))


@pytest.mark.slow
def test_nothing_is_caught_of_a_sound_comparison() -> None:
    assert all(map(is_whole, range(PAIRS)))


@pytest.mark.sample(1)
@pytest.mark.parametrize("name", BREAKAGES)
def test_a_broken_comparison_is_caught(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    target, attribute, broken = BREAKAGES[name]
    monkeypatch.setattr(target, attribute, broken)
    assert not all(map(is_whole, range(PAIRS)))
