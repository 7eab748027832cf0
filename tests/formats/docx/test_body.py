"""The body is written stretch by stretch, and nothing is held longer than it is needed."""

from __future__ import annotations

import gc
from collections.abc import Sequence

import pytest
from docx.package import Package

from briefgen.formats.docx import write
from briefgen.formats.docx.markup import Element, set_text, w
from briefgen.formats.docx.package import STRETCH, Body
from tests.house import house
from tests.samples import DOCUMENT, MEDIA


def paragraphs(count: int) -> list[Element]:
    made = []
    for number in range(count):
        text = w("t")
        set_text(text, f'"<{number}>" xmlns:w="nothing"</w:p>')
        made.append(w("p", w("r", text)))
    return made


def test_stretches_join_to_what_is_written_at_once() -> None:
    whole, parts = Body(Package()), Body(Package())
    whole.write(paragraphs(7))
    for start, end in ((0, 3), (3, 4), (4, 4), (4, 7)):
        parts.write(paragraphs(7)[start:end])
    assert parts.blob == whole.blob
    assert parts.blob.count(b"xmlns:w=") == 1 + 7


def test_a_document_is_held_by_stretches(monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[int] = []
    sound = Body.write

    def noting(self: Body, elements: Sequence[Element]) -> None:
        held.append(len(elements))
        sound(self, elements)

    monkeypatch.setattr(Body, "write", noting)
    before = write(DOCUMENT, MEDIA, house()).data
    monkeypatch.setattr("briefgen.formats.docx.STRETCH", 3)
    assert write(DOCUMENT, MEDIA, house()).data == before
    assert max(held) <= STRETCH
    assert held.count(3) > 5


@pytest.mark.slow
def test_nothing_of_a_written_document_is_left_in_circles() -> None:
    gc.collect()
    gc.disable()
    try:
        assert write(DOCUMENT, MEDIA, house()).data
        assert not [each for each in gc.get_objects() if isinstance(each, Package)]
    finally:
        gc.enable()
