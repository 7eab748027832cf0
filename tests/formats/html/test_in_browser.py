"""Pages in a browser: read without a script, followed from a figure to its evidence, on every screen and on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefgen.formats.html import write
from briefgen.formats.written import Job
from briefgen.model.blocks import Change, ChangeKind, Heading, KeyFigures, Tile
from briefgen.model.inlines import Value
from tests.browser import axe_violations, in_both_schemes
from tests.commands import briefgen
from tests.desk import EDITION, replaced, write_desk
from tests.formats.html.sample import HOME, page_of, sample
from tests.house import house
from tests.proof.documents import PICTURES, documents, table
from tests.proof.html_texts import said
from tests.samples import MEDIA, paragraph, text

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
EDITIONS = {
    "full": {},
    "without references": replaced("desk.yaml", "language: en-GB", "language: en-GB\nreferences: none"),
}
EVIDENCE = "dialog#evidence"


@pytest.fixture(scope="module", params=EDITIONS)
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The small desk's page."""
    folder = tmp_path_factory.mktemp("desk")
    write_desk(folder, EDITIONS[request.param])
    assert briefgen(folder, "build", "--format", "html").returncode == 0
    return (folder / "out" / EDITION / f"{EDITION}.html").as_uri()


def opened(page: Page, data: bytes, folder: Path) -> Page:
    path = folder / "page.html"
    path.write_bytes(data)
    page.goto(path.as_uri())
    return page


def test_nothing_is_at_fault_for_readers_of_all_kinds(page: Page, address: str) -> None:
    page.goto(address)
    for _ in in_both_schemes(page):
        assert axe_violations(page) == []
        page.locator("main a.figure").first.click()
        assert page.locator(EVIDENCE).is_visible()
        assert axe_violations(page) == []
        page.keyboard.press("Escape")


def test_the_call_of_a_footnote_behind_a_figure_in_a_cell_can_be_touched(page: Page, tmp_path: Path) -> None:
    """Both are links, and stand in no sentence."""
    write_desk(tmp_path, replaced("/sections/10-landings.md", "{{ quota }} |", "{{ quota }}[^weighed] |"))
    assert briefgen(tmp_path, "build", "--format", "html").returncode == 0
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto((tmp_path / "out" / EDITION / f"{EDITION}.html").as_uri())
    assert page.locator("td a + sup > a").count() == 1
    assert axe_violations(page) == []


@pytest.mark.parametrize(
    "name", ["", "nested", "moved away and back", *(f"changed {each.value}" for each in ChangeKind)]
)
def test_nothing_is_at_fault_in_redlines_and_in_every_block(page: Page, name: str, tmp_path: Path) -> None:
    made = page_of(dict(documents())[name], PICTURES) if name else sample()
    opened(page, made.data, tmp_path)
    for _ in in_both_schemes(page):
        assert axe_violations(page) == []


def test_every_text_is_seen(page: Page, tmp_path: Path) -> None:
    """What the proof reads in the page is what a browser shows of it, with what stands folded unfolded."""
    opened(page, sample().data, tmp_path)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    shown = page.locator("body").inner_text() + " ".join(page.locator("svg text").all_text_contents())
    for each in said(sample().data):
        assert re.sub(r"\s", "", each).casefold() in re.sub(r"\s", "", shown).casefold(), each


def test_a_figure_opens_its_evidence_and_gives_the_focus_back(page: Page, address: str) -> None:
    page.goto(address)
    figure = page.locator("main a.figure").first
    printed = figure.inner_text()
    figure.focus()
    page.keyboard.press("Enter")
    evidence = page.locator(EVIDENCE)
    assert evidence.is_visible()
    assert printed.split()[0] in evidence.inner_text()
    assert "Coastal survey" in evidence.inner_text()
    page.keyboard.press("Escape")
    assert not evidence.is_visible()
    assert page.evaluate("document.activeElement.className") == "figure"


def test_evidence_that_is_longer_than_the_screen_can_be_closed_at_once(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 320, "height": 240})
    page.goto(address)
    page.locator("main a.figure").first.click()
    assert page.locator(EVIDENCE).evaluate("e => e.scrollHeight > e.clientHeight")
    close = page.get_by_role("button", name="Close").bounding_box()
    assert close is not None
    assert close["y"] + close["height"] <= 240


def test_a_derived_figure_leads_on_to_what_it_was_derived_from(page: Page, address: str) -> None:
    page.goto(address)
    page.locator('main a.figure[data-fact="rise"]').first.click()
    evidence = page.locator(EVIDENCE)
    assert "Formula" in evidence.inner_text()
    assert "Working" in evidence.inner_text()
    before = evidence.locator("h2").inner_text()
    evidence.locator("dd a").first.click()
    assert evidence.locator("h2").inner_text() != before
    evidence.get_by_role("button", name="Back").click()
    assert evidence.locator("h2").inner_text() == before
    evidence.get_by_text("Its entry in this brief").click()
    assert not evidence.is_visible()
    assert page.locator(":target").count() == 1


@pytest.fixture
def plain(chromium: Browser, address: str) -> Iterator[Page]:
    """The page where no script runs."""
    with chromium.new_context(java_script_enabled=False) as context:
        opened_page = context.new_page()
        opened_page.goto(address)
        yield opened_page


def test_without_a_script_a_figure_leads_to_its_entry(plain: Page) -> None:
    figure = plain.locator("main a.figure").first
    figure.click()
    target = plain.locator(":target")
    assert target.count() == 1
    assert figure.inner_text().split()[0] in target.inner_text()


def test_it_asks_nobody_for_anything(chromium: Browser, address: str) -> None:
    with chromium.new_context() as context:
        asked: list[str] = []
        context.on("request", lambda request: asked.append(request.url))
        refused: list[str] = []
        opened_page = context.new_page()
        opened_page.on("console", lambda message: refused.append(message.text))
        opened_page.goto(address)
        assert opened_page.evaluate("document.fonts.ready.then(fonts => fonts.size)") > 3
    assert [url for url in asked if not url.startswith("data:")] == [address]
    assert refused == []


@pytest.mark.parametrize("width", [320, 768, 1920])
def test_no_screen_scrolls_sideways(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_long_key_figures_and_words_stay_on_the_narrowest_screen(page: Page, tmp_path: Path) -> None:
    long = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"
    values = ("−11.3%", "34\u00a0days", "11\u202f803\u00a0minutes\u00a0a\u00a0day", "£250\u202f000\u202f000")
    tiles = tuple(Tile(Value("x", text=value), text(long), id=value) for value in values)
    blocks = (KeyFigures(tiles, id="k"), Heading(1, text(long), id="h"), paragraph(long, "p"), table((long,), (long,)))
    page.set_viewport_size({"width": 320, "height": 800})
    opened(page, page_of(replace(sample().document, blocks=blocks)).data, tmp_path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


LINES = "e => Math.round(e.getBoundingClientRect().height / parseFloat(getComputedStyle(e).lineHeight))"
SIZE = "e => Math.round(parseFloat(getComputedStyle(e).fontSize))"


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_key_figures_stay_on_one_line_each_and_of_one_size(page: Page, width: int, tmp_path: Path) -> None:
    values = ("£12.4\u00a0million", "86.0%", "34\u00a0days", "−11.3%")
    changes = (None, Change(ChangeKind.INSERTED, "A", datetime(2031, 1, 1, tzinfo=UTC)), None, None)
    tiles = [
        Tile(Value("x", text=value), text("a"), change=change) for value, change in zip(values, changes, strict=True)
    ]
    job = Job(replace(sample().document, blocks=(KeyFigures(tuple(tiles)),)), MEDIA, house(), HOME)
    page.set_viewport_size({"width": width, "height": 800})
    shown = opened(page, write(job).data, tmp_path).locator(".tile .value")
    assert [each.evaluate(LINES) for each in shown.all()] == [1, 1, 1, 1]
    assert len({each.evaluate(SIZE) for each in shown.all()}) == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [320, 519, 521, 1280])
def test_a_chart_that_goes_on_behind_the_edge_says_so(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address)
    chart = page.locator(".chart").first
    hint = chart.evaluate("e => getComputedStyle(e, '::before').content")
    goes_on = chart.evaluate("e => e.scrollWidth > e.clientWidth")
    assert ("Slide sideways" in hint) == goes_on == (width < 520)


def test_it_is_read_by_keyboard_alone(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the text"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "text"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "A"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


@pytest.mark.poppler
def test_a_print_has_the_marking_on_every_sheet(page: Page, address: str, tmp_path: Path) -> None:
    import subprocess

    page.goto(address)
    page.pdf(path=tmp_path / "print.pdf", prefer_css_page_size=True)
    done = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "print.pdf", "-"], capture_output=True, text=True, check=True
    )
    sheets = done.stdout.split("\f")[:-1]
    assert len(sheets) > 1
    for number, sheet in enumerate(sheets, 1):
        assert sheet.count("OFFICIAL") == 2
        assert "DRAFT" in sheet
        assert f"{number} of {len(sheets)}" in sheet


@pytest.mark.poppler
def test_a_print_shows_each_column_of_a_wide_table(page: Page, tmp_path: Path) -> None:
    import subprocess

    heads, row = tuple(f"Measured {n}" for n in range(15)), tuple(f"{n},016" for n in range(15))
    opened(page, page_of(replace(sample().document, blocks=(table(heads, row),))).data, tmp_path)
    page.pdf(path=tmp_path / "print.pdf", prefer_css_page_size=True)
    done = subprocess.run(["pdftotext", tmp_path / "print.pdf", "-"], capture_output=True, text=True, check=True)
    assert [each for each in row if each not in done.stdout.split()] == []
