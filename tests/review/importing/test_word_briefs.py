"""Two hundred Word briefs, some of them saved by LibreOffice, are imported without a traceback or a lost word."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from briefgen.api import Folder, open_project
from briefgen.content import Overlay, load_edition
from briefgen.review.importing.importing import ImportOptions
from tests.desk import write_desk
from tests.office import converted_together
from tests.review.importing.word_briefs import word_brief
from tests.review.importing.words import lost

WISH = ImportOptions(date(2031, 5, 12), "old")
COUNT, SAVED_AGAIN = 200, 40

MARKUP = re.compile(r"BG(?:006|10[0-9]|11[0-9]|12[0-9]|13[0-9]|14[0-9]|15[0-13-9]|16[0-79])")
"""The codes of faults in markup: what was imported has none, whatever it says."""


def imported(content: Path, path: Path) -> None:
    found = open_project(Folder(content)).import_document(path, WISH)
    gone = lost(path.read_bytes(), found)
    assert not gone, f"{path.name}: {gone}"
    faults = load_edition(Overlay(Folder(content), found.change.after), found.edition).diagnostics
    wrong = [
        str(fault.place) + fault.code + fault.message
        for fault in faults
        if fault.is_error and MARKUP.fullmatch(fault.code)
    ]
    assert not wrong, f"{path.name}: {wrong}"


def test_a_brief(tmp_path: Path) -> None:
    path = tmp_path / "old.docx"
    path.write_bytes(word_brief(1))
    imported(write_desk(tmp_path), path)


@pytest.mark.slow
def test_briefs_of_python_docx(tmp_path: Path) -> None:
    content = write_desk(tmp_path)
    for seed in range(COUNT - SAVED_AGAIN):
        path = tmp_path / f"{seed}.docx"
        path.write_bytes(word_brief(seed))
        imported(content, path)


@pytest.mark.slow
@pytest.mark.libreoffice
def test_briefs_that_libreoffice_has_saved(tmp_path: Path) -> None:
    content = write_desk(tmp_path / "desk")
    (tmp_path / "made").mkdir()
    sources = [tmp_path / "made" / f"{seed}.docx" for seed in range(COUNT - SAVED_AGAIN, COUNT)]
    for seed, path in enumerate(sources, COUNT - SAVED_AGAIN):
        path.write_bytes(word_brief(seed))
    for path in converted_together(sources, "docx:MS Word 2007 XML"):
        imported(content, path)
