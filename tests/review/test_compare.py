"""The comparison of two documents: every difference is marked, and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from briefgen.review.compare import redlined
from briefgen.review.settle import accepted, rejected
from briefgen.review.texts import Reviser
from tests.review.comparable import comparable
from tests.review.pairs import pair

WHO = Reviser("A. Reviewer", datetime(2031, 5, 5, 9, 30, tzinfo=UTC))


@pytest.mark.parametrize("seed", range(300))
def test_accepting_gives_the_new_document_and_rejecting_the_old_one(seed: int) -> None:
    made = pair(seed)
    merged = redlined(made.old, made.new, WHO)
    assert comparable(accepted(merged)) == comparable(made.new), made.edits
    assert comparable(rejected(merged)) == comparable(made.old), made.edits


@pytest.mark.parametrize("seed", range(30))
def test_a_document_is_no_other_than_itself(seed: int) -> None:
    made = pair(seed)
    assert redlined(made.new, made.new, WHO) == made.new
