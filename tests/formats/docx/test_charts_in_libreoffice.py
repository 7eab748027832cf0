"""LibreOffice draws the charts that Word draws: every figure, name and unit is printed, each within its chart."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from lxml import etree

from briefgen.formats.docx import write
from briefgen.model.drawing import Words
from tests.charts.gallery import GALLERY
from tests.formats.docx.native import charts
from tests.formats.docx.said import squeezed
from tests.house import house
from tests.office import converted_together

HTML = "{http://www.w3.org/1999/xhtml}"
LEAST_OVERLAP = 3.5  # points

pytestmark = [pytest.mark.libreoffice, pytest.mark.slow]


@pytest.fixture(scope="module")
def prints(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """What LibreOffice prints of a document with each chart."""
    folder = tmp_path_factory.mktemp("office")
    native = {name: charts(name) for name in GALLERY if charts(name)[1][name].plot}
    assert len(native) > 10
    for name, (document, media) in native.items():
        (folder / f"{name}.docx").write_bytes(write(document, media, house()).data)
    made = converted_together([folder / f"{name}.docx" for name in native])
    return dict(zip(native, made, strict=True))


def _printed(path: Path, *options: str) -> str:
    return subprocess.run(["pdftotext", *options, path, "-"], check=True, capture_output=True, text=True).stdout


def test_every_word_of_a_chart_is_printed(prints: dict[str, Path]) -> None:
    found = {name: squeezed(_printed(path, "-raw")) for name, path in prints.items()}
    assert {(name, text) for name in prints for text in said(name) if text not in found[name]} == set()


def test_no_word_of_a_chart_stands_upon_another(prints: dict[str, Path]) -> None:
    upon = {(name, *pair) for name, path in prints.items() for pair in _overlapping(_printed(path, "-bbox"))}
    assert upon == set()


def _overlapping(boxes: str) -> Iterator[tuple[str, str]]:
    """The words of one page whose boxes, which hold the whole line, lie upon each other by more than lines do."""
    for page in etree.fromstring(boxes.encode()).iter(f"{HTML}page"):
        for one, other in combinations(page.iter(f"{HTML}word"), 2):
            left, top = (max(float(word.get(edge, "")) for word in (one, other)) for edge in ("xMin", "yMin"))
            right, bottom = (min(float(word.get(edge, "")) for word in (one, other)) for edge in ("xMax", "yMax"))
            if right - left > 1 and bottom - top > LEAST_OVERLAP:
                yield one.text or "", other.text or ""


def said(name: str) -> set[str]:
    """What a chart must print: all of what its picture prints."""
    drawing = charts(name)[1][name].drawing
    assert drawing is not None
    drawn = "".join(mark.text for mark in drawing.marks if isinstance(mark, Words))
    chart = GALLERY[name]
    points = [point.text for series in chart.series for point in series.points if point and point.text in drawn]
    names = [series.name for series in chart.series]
    return {squeezed(text) for text in (*points, *names, *chart.categories)}
