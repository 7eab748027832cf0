"""What makes the proof of a PDF quick, as counts: it looks at nothing again and again, however long the brief."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from briefgen.charts.render_charts import draw as draw_chart
from briefgen.formats.pdf import write
from briefgen.model.blocks import Figure
from briefgen.proof import pdf
from tests.charts.gallery import GALLERY
from tests.formats.pdf.brief import document, timetable
from tests.house import house
from tests.proof.proving import written
from tests.samples import paragraph

ROWS, DEPTH = 500, 6


def counting(monkeypatch: pytest.MonkeyPatch, *functions: tuple[Any, str]) -> Counter[str]:
    """How often functions are called from now on, by their names."""
    calls: Counter[str] = Counter()

    def counted(name: str, sound: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            calls[name] += 1
            return sound(*arguments, **named)

        return call

    for module, name in functions:
        monkeypatch.setattr(module, name, counted(name, getattr(module, name)))
    return calls


def test_a_long_table_is_entered_once_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    files = written(document([timetable(ROWS, "t")]))
    pages = len(pdf.read_pdf(files.pdf, pdf.KnownPictures(())).pages)
    assert pages > 10
    calls = counting(monkeypatch, (pdf, "_read"))
    assert files.pdf_faults() == []
    assert pages <= calls["_read"] < pages * DEPTH


@pytest.mark.slow
def test_a_chart_is_compared_with_those_that_look_like_it(monkeypatch: pytest.MonkeyPatch) -> None:
    width = house().page.text_width
    media = {name: draw_chart(chart, house(), width) for name, chart in GALLERY.items()}
    blocks = [Figure(name, "A chart.", id=f"f-{name}") for name in media]
    files = written(document([*blocks, paragraph("After. " * 200, "p")]), media)
    calls = counting(monkeypatch, (pdf, "alike"), (pdf, "wanted_of"), (pdf.DrawnPage, "item"))
    assert files.pdf_faults() == []
    marks = sum(len(picture.drawing.marks) for picture in media.values() if picture.drawing)
    assert len(media) <= calls["alike"] < 2 * len(media)
    drawings = [each for picture in media.values() for each in (picture.drawing, picture.lower) if each]
    assert calls["wanted_of"] == len(drawings) > len(media)
    assert 0 < calls["item"] < 3 * marks


def test_a_file_is_opened_anew_after_so_many_pages_and_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    data = write(document([timetable(ROWS, "t")]), {}, house()).data
    once = pdf.read_pdf(data, pdf.KnownPictures(()))
    assert len(once.pages) > 2
    calls = counting(monkeypatch, (pdf, "PdfDocument"))
    monkeypatch.setattr(pdf, "STRETCH", 2)
    assert pdf.read_pdf(data, pdf.KnownPictures(())) == once
    assert calls["PdfDocument"] == -(-len(once.pages) // 2) + 1


def test_a_page_is_held_as_few_bytes() -> None:
    """A byte of gaps for each character, and no number for each word."""
    made = write(document([timetable(ROWS, "t")]), {}, house())
    for page in pdf.read_pdf(made.data, pdf.KnownPictures(())).pages:
        assert isinstance(page.gaps, bytes)
        assert len(page.gaps) == len(page.text) + 1
