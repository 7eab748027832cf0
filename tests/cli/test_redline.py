"""`briefgen redline` as a user types it: documents with what has changed, or nothing where nothing has."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from pypdf import PdfReader

from briefgen.scaffold import carry_forward
from tests import commands
from tests.cli.test_diff import CHANGES, SECOND, edit
from tests.desk import EDITION, write_desk
from tests.review.tracked import HEADINGS, opened, paragraphs, settled

pytestmark = pytest.mark.slow

NAME = f"{EDITION}..{SECOND}"
FOLDER = f"out/redlines/{NAME}"

Redline = Callable[..., CompletedProcess[str]]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """The small desk with a second edition, in which words, figures, a row and a note have changed."""
    content = write_desk(tmp_path)
    carry_forward(content, EDITION, date(2031, 5, 12), "herring")
    for name, changes in CHANGES.items():
        path = content / SECOND / name
        text = path.read_text(encoding="utf-8")
        for old, new in changes.items():
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")
    edit(tmp_path)
    return tmp_path


@pytest.fixture
def briefgen(desk: Path) -> Redline:
    """Run a command on the desk."""
    return partial(commands.briefgen, desk)


def test_both_documents_are_written(desk: Path, briefgen: Redline) -> None:
    ended = briefgen("redline", EDITION, SECOND, "--author", "Ana Ruiz", "--date", "2031-05-13")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.splitlines() == [f"{FOLDER}/{NAME}.docx", f"{FOLDER}/{NAME}.pdf"]
    data = (desk / FOLDER / f"{NAME}.docx").read_bytes()
    marks = opened(data).element.xpath("//w:ins | //w:del")
    assert {mark.author for mark in map(Mark, marks)} == {("Ana Ruiz", "2031-05-13T00:00:00Z")}
    briefgen("build", EDITION, SECOND)
    for accepted, name in ((True, SECOND), (False, EDITION)):
        built = (desk / "out" / name / f"{name}.docx").read_bytes()
        assert settled(data, accepted=accepted) == "".join(paragraphs(built, HEADINGS))


@pytest.mark.sample(1)
@pytest.mark.parametrize(("typed", "written"), [("  Ana\tRuiz\n", "Ana Ruiz"), (" \t ", "Fisheries desk")])
def test_an_author_has_one_line(desk: Path, briefgen: Redline, typed: str, written: str) -> None:
    assert briefgen("redline", EDITION, SECOND, "--author", typed).returncode == 0
    marks = opened((desk / FOLDER / f"{NAME}.docx").read_bytes()).element.xpath("//w:ins | //w:del")
    assert {Mark(mark).author[0] for mark in marks} == {written}


@pytest.mark.parametrize("author", ["R" * 256, "𝓡" * 128])
def test_an_author_is_not_longer_than_word_takes(desk: Path, briefgen: Redline, author: str) -> None:
    ended = briefgen("redline", EDITION, SECOND, "--author", author)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "at most 255" in ended.stderr
    assert not (desk / FOLDER).exists()


class Mark:
    """Who has made a mark, and when."""

    def __init__(self, element: object) -> None:
        found = {str(name).rpartition("}")[2]: value for name, value in element.attrib.items()}  # type: ignore[attr-defined]
        self.author = found["author"], found["date"]


@pytest.mark.slow
def test_the_pdf_opens_with_a_summary(desk: Path, briefgen: Redline) -> None:
    briefgen("redline", EDITION, SECOND)
    first = PdfReader(BytesIO((desk / FOLDER / f"{NAME}.pdf").read_bytes())).pages[0].extract_text()
    words = " ".join(first.split())
    assert f"Changes from {EDITION} to {SECOND}" in words
    assert "what was added is underlined; what is gone is struck out" in words
    assert "12,480 tonnes 12,900 tonnes +420 (+3.4%)" in words.replace("\u00a0", " ")


@pytest.mark.slow
def test_the_same_is_written_twice(desk: Path, briefgen: Redline) -> None:
    written = []
    for _ in range(2):
        briefgen("redline", EDITION, SECOND)
        written.append({path.name: path.read_bytes() for path in (desk / FOLDER).iterdir()})
    assert written[0] == written[1]
    assert set(written[0]) == {f"{NAME}.docx", f"{NAME}.pdf", "build.json"}


def test_nothing_is_written_where_nothing_differs(desk: Path, briefgen: Redline) -> None:
    ended = briefgen("redline", EDITION, EDITION)
    assert (ended.returncode, ended.stdout) == (0, "")
    assert ended.stderr == f"{EDITION}..{EDITION}: no differences; nothing was written\n"
    assert not (desk / "out").exists()


def test_nothing_is_written_where_the_content_has_errors(desk: Path, briefgen: Redline) -> None:
    section = desk / "content" / SECOND / "sections" / "20-vote.md"
    section.write_text(section.read_text() + "\n{{ chairs }} chairs it.\n", encoding="utf-8")
    ended = briefgen("redline", EDITION, SECOND)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ": error BG202: " in ended.stderr
    assert ended.stderr.endswith(f"{NAME}: 1 error; nothing was written\n")
    assert not (desk / "out").exists()


@pytest.mark.slow
def test_another_marking_alone_is_a_difference(desk: Path, briefgen: Redline) -> None:
    content = desk / "content"
    copy = "2031-05-05-marked"
    shutil.copytree(content / EDITION, content / copy)
    edition = content / copy / "edition.yaml"
    edition.write_text(edition.read_text().replace("marking: Official", "marking: Official-Sensitive"))
    assert briefgen("redline", EDITION, copy).returncode == 0
    path = desk / f"out/redlines/{EDITION}..{copy}/{EDITION}..{copy}.pdf"
    first = PdfReader(BytesIO(path.read_bytes())).pages[0].extract_text()
    assert "Heads of pages: OfficialOfficial-Sensitive" in " ".join(first.split())
    assert "Heads of pages: [-Official-]{+Official-Sensitive+}" in briefgen("diff", EDITION, copy).stdout
