"""Which changes do not come out is found with few readings of the content."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, cast

import pytest

from briefgen.review.pull.changes import ChangeOutcome, Edit, PulledChange, PulledKind
from briefgen.review.pull.verify import MOST_EFFORT, READING, UNSURE, UNTRIED, Mismatch, Verifier


class Oracle(Verifier):
    """Knows which lines are wrong, and says so without a name."""

    def __init__(self, wrong: set[int]) -> None:
        super().__init__(cast(Any, None), "", cast(Any, None))
        self.wrong = wrong

    def __post_init__(self) -> None: ...

    def _outcome(self, changes: Sequence[PulledChange]) -> Mismatch:
        self.effort += len(changes) + READING
        return Mismatch(Counter("x" for change in changes if change.line in self.wrong))


def changes(count: int) -> list[PulledChange]:
    return [PulledChange(PulledKind.TEXT, "", "", (Edit("a.md", n, n, "b"),), line=n) for n in range(1, count + 1)]


@pytest.mark.parametrize("wrong", [{1}, {700}, {3, 700}, {1000}])
def test_a_few_wrong_changes_are_found_among_many(wrong: set[int]) -> None:
    oracle = Oracle(wrong)
    verified = oracle.verified(changes(1000))
    assert {change.line for change in verified if change.reason == UNSURE} == wrong
    assert all(change.edits for change in verified if change.line not in wrong)
    assert oracle.effort <= MOST_EFFORT


def test_many_wrong_changes_are_left_untried() -> None:
    oracle = Oracle(set(range(1, 1001)))
    verified = oracle.verified(changes(1000))
    assert {change.outcome for change in verified} == {ChangeOutcome.NEEDS_A_HAND}
    assert any(change.reason == UNTRIED for change in verified)
    assert oracle.effort <= MOST_EFFORT + 1000 + READING
