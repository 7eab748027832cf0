"""The body is written a stretch at a time, with the same bytes however long a stretch is."""

from __future__ import annotations

import pytest

from briefgen.writers.docx import body
from briefgen.writers.docx.markup import Element
from tests.proof.proving import written
from tests.samples import DOCUMENT


def test_stretches_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body, "STRETCH", 100_000)
    whole = written(DOCUMENT).docx
    lengths: list[int] = []
    serialized = body.serialize_part_xml

    def noted(root: Element) -> bytes:
        lengths.append(len(root[0]))
        return serialized(root)

    monkeypatch.setattr(body, "STRETCH", 3)
    monkeypatch.setattr(body, "serialize_part_xml", noted)
    assert written(DOCUMENT).docx == whole
    assert len(lengths) > 10
    assert max(lengths) == 3
