"""LibreOffice draws the charts that Word draws: every figure, name and unit is printed, each within its chart."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from briefgen.formats.docx import write
from briefgen.model.drawing import Words
from tests.charts.gallery import GALLERY
from tests.formats.docx.native import charts
from tests.formats.docx.said import squeezed
from tests.house import house
from tests.office import converted_together

pytestmark = [pytest.mark.libreoffice, pytest.mark.slow]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The words that LibreOffice prints of a document with each chart, without white space."""
    folder = tmp_path_factory.mktemp("office")
    native = {name: charts(name) for name in GALLERY if charts(name)[1][name].plot}
    assert len(native) > 10
    for name, (document, media) in native.items():
        (folder / f"{name}.docx").write_bytes(write(document, media, house()).data)
    made = converted_together([folder / f"{name}.docx" for name in native])
    return {name: squeezed(_words(path)) for name, path in zip(native, made, strict=True)}


def _words(path: Path) -> str:
    return subprocess.run(["pdftotext", "-raw", path, "-"], check=True, capture_output=True, text=True).stdout


def test_every_word_of_a_chart_is_printed(printed: dict[str, str]) -> None:
    missing = {(name, text) for name, found in printed.items() for text in said(name) if text not in found}
    assert missing == set()


def said(name: str) -> set[str]:
    """What a chart must print: all of what its picture prints."""
    drawing = charts(name)[1][name].drawing
    assert drawing is not None
    drawn = "".join(mark.text for mark in drawing.marks if isinstance(mark, Words))
    chart = GALLERY[name]
    points = [point.text for series in chart.series for point in series.points if point and point.text in drawn]
    names = [series.name for series in chart.series]
    return {squeezed(text) for text in (*points, *names, *chart.categories)}
