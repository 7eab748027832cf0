"""The body is written stretch by stretch, and nothing is held longer than it is needed."""

from __future__ import annotations

import gc

import pytest
from docx.opc.constants import CONTENT_TYPE as CT
from docx.package import Package
from lxml import etree

from briefgen.formats.docx import write
from briefgen.formats.docx.elements import Markup, markup_of, w
from briefgen.formats.docx.markup import qualified
from briefgen.formats.docx.package import WrittenPart
from tests.house import house
from tests.samples import DOCUMENT, MEDIA


def paragraphs(count: int) -> list[Markup]:
    return [w("p", w("r", w.holding("t", f'"<{number}>" xmlns:w="nothing"</w:p>'))) for number in range(count)]


def body() -> WrittenPart:
    return WrittenPart("/word/document.xml", CT.WML_DOCUMENT_MAIN, "document", Package())


def test_stretches_join_to_what_is_written_at_once() -> None:
    whole, parts = body(), body()
    whole.write(markup_of(paragraphs(7)))
    for start, end in ((0, 3), (3, 4), (4, 4), (4, 7)):
        parts.write(markup_of(paragraphs(7)[start:end]))
    assert parts.blob == whole.blob
    assert parts.blob.count(b"xmlns:w=") == 1 + 7
    assert [text.text for text in etree.fromstring(parts.blob).iter(qualified("w:t"))] == [
        f'"<{number}>" xmlns:w="nothing"</w:p>' for number in range(7)
    ]


def test_a_document_is_held_by_stretches(monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[int] = []
    sound = WrittenPart.write

    def noting(self: WrittenPart, content: Markup) -> None:
        held.append(content.count("<w:p>"))
        sound(self, content)

    monkeypatch.setattr(WrittenPart, "write", noting)
    before = write(DOCUMENT, MEDIA, house()).data
    whole = max(held)
    monkeypatch.setattr("briefgen.formats.docx.STRETCH", 3)
    held.clear()
    assert write(DOCUMENT, MEDIA, house()).data == before
    assert max(held) < whole / 2
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
