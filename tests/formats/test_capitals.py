"""The capitals of a style: those of the language, in every document, and the proof reads them."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from tests.commands import briefgen
from tests.desk import EDITION, FILES, write_desk


@pytest.mark.slow
def test_a_sharp_s_is_two_letters_in_capitals(tmp_path: Path) -> None:
    desk = FILES["desk.yaml"].replace("en-GB", "de-DE").replace("Fisheries desk", "Straßenmaß")
    write_desk(tmp_path, {"desk.yaml": desk})
    done = briefgen(tmp_path, "build", "--format", "pdf", "--format", "docx", "--format", "html")
    assert done.returncode == 0, done.stderr
    with pypdfium2.PdfDocument(tmp_path / "out" / EDITION / f"{EDITION}.pdf") as pages:
        assert "STRASSENMASS" in pages[0].get_textpage().get_text_range()
