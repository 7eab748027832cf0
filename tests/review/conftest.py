"""The small desk that a reviewer's hands work on, and its document, made once for the tests of a file."""

from __future__ import annotations

import pytest

from tests.review.hands import trip_with
from tests.review.trips import Trip


@pytest.fixture(scope="module")
def trip(tmp_path_factory: pytest.TempPathFactory) -> Trip:
    return trip_with(tmp_path_factory.mktemp("desk"))


@pytest.fixture(scope="module")
def document(trip: Trip) -> bytes:
    return trip.document()
