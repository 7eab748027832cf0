"""Both documents look alike: what a reader sees in one stands at the same place in the other."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from briefgen.formats import FORMATS
from briefgen.formats.written import Job
from tests.house import house
from tests.office import converted
from tests.proof.proving import HOME
from tests.samples import DOCUMENT, MEDIA

WORD = re.compile(r'<page |<word xMin="([\d.]+)" yMin="[\d.]+" xMax="[\d.]+" yMax="([\d.]+)">(.*?)</word>')
TOLERANCE = 3.0


def words(pdf: Path) -> list[tuple[str, float, float]]:
    """The words of the first page, each with its left and lower edge in points."""
    shown = subprocess.run(["pdftotext", "-l", "1", "-bbox", pdf, "-"], check=True, capture_output=True, text=True)
    return [(text, float(left), float(low)) for left, low, text in WORD.findall(shown.stdout) if text]


@pytest.mark.libreoffice
@pytest.mark.poppler
def test_the_first_page_begins_and_ends_at_the_same_heights(tmp_path: Path) -> None:
    for name in ("pdf", "docx"):
        (tmp_path / f"{name}.{name}").write_bytes(FORMATS[name].write(Job(DOCUMENT, MEDIA, house(), HOME)).data)
    converted(tmp_path / "docx.docx")
    pdf, docx = words(tmp_path / "pdf.pdf"), words(tmp_path / "docx.pdf")
    for place in (*range(12), -1, -2):  # marking, head, title; foot and marking
        (word, left, low), (other, other_left, other_low) = pdf[place], docx[place]
        assert word == other
        assert (other_left, other_low) == pytest.approx((left, low), abs=TOLERANCE)
