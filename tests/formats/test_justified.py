"""Justified text: lines as wide as the text in the PDF, `both` in Word, `justify` on the page, and all of it proven."""

from __future__ import annotations

import shutil
import subprocess
from collections import defaultdict
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest

from briefgen.assemble import with_pages
from briefgen.content import Folder, load_theme
from briefgen.formats.docx.markup import attribute, qualified
from briefgen.formats.docx.settings import settings
from briefgen.formats.docx.stylesheet import stylesheet
from briefgen.formats.html import write as write_html
from briefgen.formats.pdf import write
from briefgen.formats.written import Job
from briefgen.layout.style_context import StyleContext
from briefgen.layout.text import SHRINK, TextLine, TextRun, break_lines
from briefgen.model.document import Document
from briefgen.model.labels import labels_for
from briefgen.proof import prove_pdf
from briefgen.theme import JUSTIFIED, Role, Theme
from tests.commands import briefgen
from tests.formats.pdf.brief import SENTENCE
from tests.formats.pdf.conformance import faults
from tests.from_right import URDU
from tests.house import house
from tests.proof.documents import PICTURES, documents
from tests.proof.proving import HOME
from tests.review.documents import FIRST, ROOT
from tests.samples import DOCUMENT, MEDIA, paragraph

THEME = replace(house(), justified=True)
CONTEXT = StyleContext(house(), labels_for("en"), {})
STYLE = CONTEXT.char_style(Role.BODY)
WIDTH = 210.0
DOCUMENTS = dict(documents())
PROSE = replace(DOCUMENT, blocks=(*DOCUMENT.blocks, paragraph(f"{SENTENCE}. " * 4, "long")))


def justified(text: str) -> tuple[TextLine, ...]:
    return break_lines([TextRun(text, STYLE)], WIDTH, is_justified=True)


def shown(line: TextLine) -> str:
    return "".join(part.text for part in line.fragments)


def test_all_lines_but_the_last_of_a_stretch_are_as_wide_as_the_text() -> None:
    lines = justified(f"{SENTENCE} end.\n{SENTENCE}")
    last = [at for at, line in enumerate(lines) if "end." in shown(line) or at == len(lines) - 1]
    assert len(last) == 2
    for at, line in enumerate(lines):
        (part,) = line.fragments
        if at in last:
            assert (part.style.word_spacing, line.width < WIDTH) == (0, True)
        else:
            assert line.width == pytest.approx(WIDTH)
            spaces = part.text.rstrip().count(" ")
            assert STYLE.width(part.text.rstrip()) + spaces * part.style.word_spacing == pytest.approx(WIDTH)
            assert -SHRINK * STYLE.width(" ") - 0.01 <= part.style.word_spacing <= STYLE.size


def test_spaces_shrink_where_that_saves_a_line() -> None:
    words = "one two three four five six seven"
    width = STYLE.width(words) - 2.0
    ragged = break_lines([TextRun(words, STYLE)], width)
    tight = break_lines([TextRun(words, STYLE)], width, is_justified=True)
    assert (len(ragged), len(tight)) == (2, 1)
    assert tight[0].width == pytest.approx(width)


def test_a_line_that_would_be_full_of_holes_stays_ragged() -> None:
    first, *_ = lines = justified("see it at https://example.org/" + "a" * 30 + " and more")
    assert all(part.style.word_spacing == 0 for part in first.fragments)
    assert len(lines) > 1


@cache
def files() -> tuple[bytes, bytes]:
    """The same document, ragged and justified."""
    return write(PROSE, MEDIA, house()).data, write(PROSE, MEDIA, THEME).data


def test_the_pdf_holds_the_same_words_and_lines_end_at_one_edge() -> None:
    """PDFium finds the words of the ragged document, and no space is lost or doubled."""
    ragged, even = map(texts, files())
    assert ragged == even
    assert at_the_edge(files()[1]) >= at_the_edge(files()[0]) + 5


def texts(data: bytes) -> list[str]:
    with pypdfium2.PdfDocument(BytesIO(data)) as pages:
        return [page.get_textpage().get_text_range().replace(" \r\n", " ").replace("\r\n", " ") for page in pages]


@pytest.mark.poppler
def test_poppler_finds_the_same_words() -> None:
    found = [
        subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True).stdout.split()
        for data in files()
    ]
    assert found[0] == found[1]


def at_the_edge(data: bytes) -> int:
    """How many lines end at the edge of the text."""
    edge = float(THEME.page.width - THEME.page.right)
    ends = defaultdict[tuple[int, int], float](float)
    with pypdfium2.PdfDocument(BytesIO(data)) as pages:
        for number, page in enumerate(pages):
            text = page.get_textpage()
            for at in (at for at in range(text.count_chars()) if text.get_text_range(at, 1).strip()):
                _, bottom, right, _ = text.get_charbox(at, loose=True)
                ends[number, round(bottom)] = max(ends[number, round(bottom)], right)
    return sum(abs(end - edge) < 0.2 for end in ends.values())


@pytest.mark.sample(2)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_document_is_proven(name: str) -> None:
    pdf = write(DOCUMENTS[name], PICTURES, THEME)
    expected = with_pages(replace(DOCUMENTS[name], blocks=pdf.blocks), pdf.pages)
    assert prove_pdf(expected, PICTURES, THEME, pdf.data, HOME) == []


def test_the_pdf_is_sound() -> None:
    assert faults(files()[1]) == []


@pytest.mark.slow
def test_a_document_from_the_right_is_the_same() -> None:
    assert write(URDU, {}, THEME).data == write(URDU, {}, house()).data


def test_no_style_of_a_text_from_the_right_is_justified() -> None:
    assert set(alignments("ur")) == set()


def test_styles_of_running_text_are_justified_in_word() -> None:
    """Lines before a forced break are not, for which Word needs a setting."""
    both = alignments("en")
    assert {"BodyText", "ListBullet", "ListNumber2", "Quote", "BottomLine", "Callout"} <= set(both)
    assert not [style for style in both if "Table" in style or "Heading" in style or "Label" in style]
    assert "caption" not in both
    wanted = settings("en", has_notes=False, has_fonts=False, justified=True)
    assert wanted.find(f".//{qualified('w:doNotExpandShiftReturn')}") is not None


def alignments(language: str) -> list[str]:
    """The styles that are justified in a document of a language."""
    found = stylesheet(THEME, language).iterfind(f"{qualified('w:style')}/{qualified('w:pPr')}/{qualified('w:jc')}")
    both = [each.getparent().getparent() for each in found if attribute(each, "w:val") == "both"]
    return [attribute(style, "w:styleId") or "" for style in both]


def test_the_page_justifies_its_paragraphs() -> None:
    def rules(document: Document, theme: Theme) -> int:
        job = Job(document, MEDIA, replace(theme, system_fonts=True), HOME)
        return write_html(job).data.count(b"text-align:justify")

    assert [rules(DOCUMENT, THEME), rules(DOCUMENT, house()), rules(URDU, THEME)] == [1, 0, 0]


def test_the_key_is_the_themes_and_makes_another_house_style(tmp_path: Path) -> None:
    (tmp_path / "themes").mkdir()
    (tmp_path / "themes" / "even.yaml").write_text("justified: true\n")
    theme = load_theme(Folder(tmp_path), theme="even")
    assert (theme.justified, house().justified) == (True, False)
    assert theme.digest != house().digest
    assert [role for role in Role if theme.justifies(role, "en")] == list(JUSTIFIED)


@pytest.mark.slow
def test_an_edition_is_built_in_a_justified_theme(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    (tmp_path / "assets" / "themes").mkdir(parents=True)
    (tmp_path / "assets" / "themes" / "even.yaml").write_text("justified: true\n")
    header = tmp_path / "content" / FIRST / "edition.yaml"
    header.write_text(f"{header.read_text()}theme: even\n")
    done = briefgen(tmp_path, "build", FIRST, "--format", "pdf", "--format", "docx", "--format", "html")
    assert done.returncode == 0, done.stderr
