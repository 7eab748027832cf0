"""build -> import of the built Word document -> build: the same words, tables, figures and pictures.

Charts that Word draws are left out and listed, the figures behind them are numbered anew, and a table of a figure's
data, which has no number of its own in a built document, gets one.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from briefgen.api import BuildOptions, Project, open_project
from briefgen.formats.docx.word_model import WordParagraph, WordTable, lines_of
from briefgen.review.importing.front_matter import front_matter
from briefgen.review.importing.importing import ImportOptions
from briefgen.review.importing.old_document import shown_of
from briefgen.review.importing.tables import rows_of
from briefgen.review.importing.word import read_word
from briefgen.scaffold import start_desk
from tests.commands import ROOT
from tests.desk import write_desk
from tests.review.importing.words import lost, plain, words

WISH = ImportOptions(date(2031, 6, 2), "again", bind=True)

_CITATION = re.compile(r"\[\d+(?:,[^\]]*)?\]")
_FIGURE = re.compile(r"(?<=Figure\u00a0)\d+")
_OF_DATA = re.compile(r"Table\u00a0\d+\. (?=Data of Figure)")
_CHART = "chart of Word's"


def desk(name: str, tmp_path: Path) -> Project:
    if name == "small":
        return open_project(write_desk(tmp_path).parent)
    if name == "starter":
        start_desk(tmp_path / "desk", date(2031, 5, 5))
        return open_project(tmp_path / "desk")
    home = ROOT if name == "repository" else ROOT / "tests/desks" / name
    return open_project(home, assets=ROOT / "assets", out=tmp_path / "out")


@pytest.mark.slow
@pytest.mark.parametrize("name", ["small", "starter", "repository", "rail"])
def test_nothing_of_a_built_document_changes(name: str, tmp_path: Path) -> None:
    first = built(desk(name, tmp_path / "first"))
    start_desk(tmp_path / "new", WISH.day, blank=True)
    new = open_project(tmp_path / "new")
    assert not lost(first.read_bytes(), new.import_document(first, replace(WISH, bind=False)))
    imported = new.import_document(first, WISH)
    new.write_imported(imported)
    second = built(new, imported.edition)
    assert len(charts(first)) == sum(part.what == _CHART for part in imported.listed)
    assert not charts(second)
    assert said(second) == said(first)
    assert tables(second) == tables(first)
    assert pictures(second) == pictures(first)


def built(project: Project, edition: str | None = None) -> Path:
    made = project.edition(edition).build(BuildOptions(formats=["docx"]))
    assert made.documents, made.diagnostics
    return made.documents[0]


def said(path: Path) -> Counter[str]:
    """The words and figures that people have written, without the numbers of sources and figures, and charts."""
    document = read_word(path.read_bytes(), path.parent)
    front = front_matter(document)
    notes = " ".join(shown_of(items) for items in document.notes.values())
    title = shown_of([line for line in (front.title, front.subtitle) if line])
    lines = (
        line.shown.partition(" Source: ")[0] if line.style == "caption" else line.shown
        for line in lines_of(front.items)
        if not holds(line, "chart")
    )
    text = f"{title} {shown_of(front.bottom_line)} {' '.join(lines)} {notes}"
    return words(_FIGURE.sub("", _OF_DATA.sub("", _CITATION.sub("", text))))


def holds(line: WordParagraph, kind: str) -> int:
    """How many things of a kind a line holds."""
    return sum(thing.kind == kind for piece in line.pieces for thing in piece.things)


def charts(path: Path) -> list[WordParagraph]:
    """The lines of the charts that Word draws."""
    document = read_word(path.read_bytes(), path.parent)
    return [line for line in lines_of(front_matter(document).items) if holds(line, "chart")]


def tables(path: Path) -> list[list[list[str]]]:
    """The cells of the tables that people have written."""
    return [
        [[plain(cell) for cell in row] for row in rows_of(item)]
        for item in front_matter(read_word(path.read_bytes(), path.parent)).items
        if isinstance(item, WordTable)
    ]


def pictures(path: Path) -> int:
    items = front_matter(read_word(path.read_bytes(), path.parent)).items
    return sum(holds(line, "picture") for line in lines_of(items))
