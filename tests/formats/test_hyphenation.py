"""What a desk says of hyphenation reaches each document, and what is parted is read back whole."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pypdfium2
import pytest

from tests.commands import briefgen
from tests.desk import EDITION, FILES, write_desk

WORDS = "Internationalization of administrative representation notwithstanding, UNESCO stays. " * 12


@pytest.mark.slow
@pytest.mark.parametrize("wish", [True, False, None])
def test_a_desk_says_whether_words_are_parted(wish: bool | None, tmp_path: Path) -> None:
    said = "" if wish is None else f"hyphenation: {str(wish).lower()}\n"
    section = f"---\ntitle: Vote\n---\n\n{WORDS}\n"
    write_desk(tmp_path, {"desk.yaml": FILES["desk.yaml"] + said, "/sections/20-vote.md": section})
    done = briefgen(tmp_path, "build", "--format", "pdf", "--format", "docx", "--format", "html")
    assert done.returncode == 0, done.stderr
    pack = tmp_path / "out" / EDITION
    settings = ZipFile(pack / f"{EDITION}.docx").read("word/settings.xml").decode()
    page = (pack / f"{EDITION}.html").read_text(encoding="utf-8")
    parted = [part in text for part, text in (("<w:autoHyphenation", settings), ("hyphens:auto", page))]
    assert parted == [bool(wish)] * 2
    with pypdfium2.PdfDocument(pack / f"{EDITION}.pdf") as pages:
        read = "".join(leaf.get_textpage().get_text_range() for leaf in pages)
    assert ("\ufffe" in read or "\x02" in read) is bool(wish)
