"""The proof finds nothing in what the writers write, whatever the document holds."""

from __future__ import annotations

import pytest

from tests.proof.documents import documents
from tests.proof.proving import written

DOCUMENTS = dict(documents())


@pytest.mark.parametrize("name", DOCUMENTS)
def test_written_documents_are_proven(name: str) -> None:
    assert written(DOCUMENTS[name]).faults() == []


@pytest.mark.parametrize("name", ["sample", "brief", "cut two long cells", "long head"])
def test_they_are_on_another_sheet_as_well(name: str) -> None:
    assert written(DOCUMENTS[name], page="Letter").faults() == []
