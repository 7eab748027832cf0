"""The pages as poppler sees them."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from briefgen.content import Folder
from briefgen.layout.document import lay_out
from briefgen.model.blocks import Figure
from briefgen.model.drawing import Words
from briefgen.model.inlines import Inlines, NoteReference, Text
from briefgen.model.traverse import blocks_of, map_inlines, plain_text, texts_of
from briefgen.pipeline import check
from briefgen.render import draw, paginated, render
from briefgen.theme import Page
from briefgen.workspace import Workspace
from tests.layout.page_measure import measured

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
DESKS = {
    "2025-02-25-afghanistan": ROOT / "content",
    "2031-04-14-punctuality": ROOT / "tests/desks/rail/content",
}
RESOLUTION = 50
MARKS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Pages:
    """An edition's PDF on disk, and the sheet on which it is set."""

    def __init__(self, name: str, content: Path, folder: Path) -> None:
        checked = check(Workspace(Folder(content), Folder(ROOT / "assets"), folder), name)
        assert checked.brief is not None
        # The word across the pages of a draft would stand in the midst of the text.
        front = replace(checked.brief.document.front, draft="")
        brief = replace(checked.brief, document=replace(checked.brief.document, front=front))
        files = render(brief)
        self.name = name
        self.drawings = {name: picture.drawing for name, picture in draw(brief).items() if picture.drawing}
        self.blocks = paginated(brief.job(draw(brief))).document.blocks
        self.measure = measured(lay_out(brief.document, draw(brief), brief.theme))
        self.page: Page = checked.brief.theme.page
        self.pdf = folder / "pdf.pdf"
        self.pdf.write_bytes(files[f"{name}.pdf"])


@pytest.fixture(scope="module", params=DESKS)
def pages(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Pages:
    return Pages(request.param, DESKS[request.param], tmp_path_factory.mktemp("pages"))


def run(*command: str | Path) -> str:
    return subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True).stdout


def pictures(pdf: Path) -> list[Image.Image]:
    """Each page in grey, at RESOLUTION dots to the inch."""
    stem = pdf.with_suffix("")
    run("pdftoppm", "-gray", "-r", str(RESOLUTION), "-png", pdf, stem)
    return [Image.open(path) for path in sorted(pdf.parent.glob(f"{stem.name}-*.png"))]


def number_of_pages(pdf: Path) -> int:
    return int(re.findall(r"^Pages:\s+(\d+)$", run("pdfinfo", pdf), re.MULTILINE)[0])


@pytest.mark.sample(1)
@pytest.mark.poppler
def test_nothing_stands_in_the_margins_and_no_page_is_empty(pages: Pages) -> None:
    sheets = pictures(pages.pdf)
    assert len(sheets) == number_of_pages(pages.pdf) > 3
    scale = RESOLUTION / 72
    for sheet in sheets:
        left, top, right, bottom = sheet.point(lambda grey: 255 if grey < 200 else 0).getbbox() or (0, 0, 0, 0)
        assert left >= (pages.page.left - 3) * scale
        assert right <= (pages.page.width - pages.page.right + 3) * scale
        assert top >= 20 * scale
        assert bottom <= (pages.page.height - 20) * scale
        text = sheet.crop((0, round(pages.page.top * scale), sheet.width, round(pages.page.height * 0.4 * scale)))
        assert sum(text.histogram()[:128]) > 100


@pytest.mark.sample(1)
@pytest.mark.poppler
def test_pages_are_well_filled(pages: Pages) -> None:
    assert pages.measure.is_good, pages.measure


def test_every_font_is_embedded_and_of_the_house(pages: Pages) -> None:
    rows = run("pdffonts", pages.pdf).splitlines()[2:]
    assert rows
    assert all(re.match(r"[A-Z]{6}\+Source(Sans3|Serif4)", row) for row in rows)
    assert {row.split()[-5] for row in rows} == {"yes"}


@pytest.mark.sample(1)
@pytest.mark.poppler
def test_the_first_edition_is_light_and_all_vectors(pages: Pages) -> None:
    """No picture but those that the content brings: the charts are drawn."""
    given = {"2025-02-25-afghanistan": 0, "2031-04-14-punctuality": 1}
    assert len(run("pdfimages", "-list", pages.pdf).splitlines()) - 2 == given[pages.name]
    assert pages.pdf.stat().st_size < 250_000


@pytest.mark.sample(1)
@pytest.mark.poppler
def test_the_text_comes_out_whole_and_in_reading_order(pages: Pages) -> None:
    """Every heading, paragraph, caption, cell and word of a chart, one behind the other, its words parted by spaces."""
    read = " ".join(_joined(run("pdftotext", "-raw", pages.pdf, "-")).split())
    position, count = 0, 0
    for block in blocks_of(pages.blocks):
        texts = [" ".join(_joined(_printed(text)).split()) for text in texts_of(block)]
        if isinstance(block, Figure):
            drawing = pages.drawings.get(block.picture)
            words = [_joined(mark.text) for mark in drawing.marks if isinstance(mark, Words)] if drawing else []
            texts = [texts[0], *words, *texts[1:]]
        for text in filter(None, texts):
            # What stands around the pages may part a paragraph in two.
            pattern = r"\s(?:.{,400}?\s)??".join(map(re.escape, text.split()))
            found = re.compile(pattern).search(read, position)
            assert found, f"{text!r} behind {read[position : position + 200]!r}"
            position, count = found.end(), count + 1
    assert count > 150


def _joined(text: str) -> str:
    """The text without the thin spaces between thousands, which pdftotext takes for gaps within a word."""
    return text.replace("\u202f", "")


def _printed(text: Inlines) -> str:
    return plain_text(
        map_inlines(text, lambda i: Text(str(i.number).translate(MARKS)) if isinstance(i, NoteReference) else i)
    )
