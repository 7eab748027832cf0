"""A page from the right in a browser: mirrored, its figures as they are written, on a desk and on a telephone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefgen.formats.html import write
from briefgen.formats.written import Job
from briefgen.model.document import Document
from tests.browser import axe_violations, in_both_schemes
from tests.formats.html.sample import HOME
from tests.formats.html.test_from_right import CHART, in_urdu
from tests.formats.html.test_in_browser import opened
from tests.from_right import URDU
from tests.house import house
from tests.samples import MEDIA

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
FIGURES = ("2,546", "63.4%", "[1, p. 3]", "5–7", "−3.5%", "2025-02-28", "<5")
LEFTS = """figure => {
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const at = node.data.indexOf(figure);
    if (at < 0) continue;
    return [...figure].map((_, index) => {
      const range = document.createRange();
      range.setStart(node, at + index);
      range.setEnd(node, at + index + 1);
      return range.getBoundingClientRect().left;
    });
  }
  return [];
}"""


def data_of(document: Document) -> bytes:
    from briefgen.charts.render_charts import draw

    media = {**MEDIA, "two": draw(CHART, house(), house().page.text_width)}
    return write(Job(document, media, house(), HOME)).data


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("document", [URDU, in_urdu()], ids=["blocks", "chart"])
def test_nothing_is_at_fault_on_any_screen(page: Page, document: Document, width: int, tmp_path: Path) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    opened(page, data_of(document), tmp_path)
    for scheme in in_both_schemes(page):
        assert axe_violations(page) == [], scheme
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_figures_read_as_they_are_written(page: Page, tmp_path: Path) -> None:
    opened(page, data_of(URDU), tmp_path)
    for figure in FIGURES:
        lefts = page.evaluate(LEFTS, figure)
        assert len(lefts) == len(figure), figure
        assert lefts == sorted(lefts), figure


def test_columns_notes_and_bars_stand_from_the_right(page: Page, tmp_path: Path) -> None:
    opened(page, data_of(URDU), tmp_path)
    left = "each => each.map(one => one.getBoundingClientRect().left)"
    for selector in ("table thead th", ".tile", ".footnote > *"):
        found = page.locator(selector).evaluate_all(left)
        assert len(found) > 1, selector
        assert found[:2] == sorted(found[:2], reverse=True), selector
    widths = page.locator(".callout.bottom-line").evaluate(
        "e => [getComputedStyle(e).borderRightWidth, getComputedStyle(e).borderLeftWidth]"
    )
    assert float(widths[0][:-2]) > float(widths[1][:-2]) == 0


def test_words_of_a_chart_end_where_they_were_drawn(page: Page, tmp_path: Path) -> None:
    opened(page, data_of(in_urdu()), tmp_path)
    box = page.locator("svg").bounding_box()
    name = page.locator("svg text", has_text="شمال").bounding_box()
    value = page.locator("svg text", has_text="60").bounding_box()
    assert box and name and value
    assert value["x"] + value["width"] < name["x"]
    assert name["x"] + name["width"] == pytest.approx(box["x"] + box["width"], abs=6)
