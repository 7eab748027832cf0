"""The text of a Word document is read element by element, none of which stays, and nothing is passed over."""

from __future__ import annotations

from weakref import ref

import pytest

from briefgen.proof import docx
from briefgen.proof.compare import Script, compared
from briefgen.proof.docx import MAIN_PART, Package, read_docx
from briefgen.proof.expected import Expected
from briefgen.proof.reading import reading
from tests.archives import unzipped, zipped
from tests.proof.proving import written
from tests.samples import DOCUMENT


@pytest.mark.parametrize("chunk", [1 << 12, 1 << 16])
def test_no_element_stays(monkeypatch: pytest.MonkeyPatch, chunk: int) -> None:
    monkeypatch.setattr(docx, "CHUNK", chunk)
    seen = []
    for element in Package(written(DOCUMENT).docx).text():
        assert not any(earlier() for earlier in seen)
        seen.append(ref(element))
        del element
    assert len(seen) > 40


def test_chunks_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    data = written(DOCUMENT).docx
    whole = read_docx(data)
    monkeypatch.setattr(docx, "CHUNK", 1 << 12)
    assert read_docx(data) == whole


def test_what_stands_beside_the_body_is_read() -> None:
    parts = unzipped(written(DOCUMENT).docx)
    parts[MAIN_PART] = parts[MAIN_PART].replace(b"</w:body>", b"</w:body><w:p><w:r><w:t>beside</w:t></w:r></w:p>")
    assert "beside" in read_docx(zipped(parts)).text.text


def test_a_line_that_is_to_end_and_runs_on_is_found() -> None:
    piece = Expected("firstsecond", "paragraph", breaks=(5,))
    assert compared(Script([piece]), reading("first\nsecond")) == []
    (found,) = compared(Script([piece]), reading("first second"))
    assert (found.piece, found.how) == (piece, "runs on where a line is to end")
