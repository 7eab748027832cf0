"""A desk on another subject, written from the documents alone, builds as well: the package knows no subject."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from pypdf import PdfReader

import briefgen
from briefgen.charts import CHART_TYPES
from briefgen.content import Folder, house_assets
from briefgen.pipeline import check
from briefgen.render import Brief, render
from briefgen.workspace import Workspace

CONTENT = Path(__file__).parent / "desks/rail/content"
EDITION = "2031-04-14-punctuality"
SUBJECTS = re.compile(r"afghan|pakistan|refugee|kashmir|taliban|kabul|islamabad|punctuality", re.IGNORECASE)


@pytest.fixture(scope="module")
def brief() -> Brief:
    checked = check(Workspace(Folder(CONTENT), house_assets(), Path("out")), EDITION)
    assert checked.diagnostics == ()
    assert checked.brief is not None
    return checked.brief


def test_it_uses_every_kind_of_chart(brief: Brief) -> None:
    assert {figure.kind for figure in brief.edition.charts.values()} == set(CHART_TYPES)


@pytest.mark.slow
def test_it_builds_in_both_formats(brief: Brief) -> None:
    files = render(brief)
    pages = PdfReader(io.BytesIO(files[f"{EDITION}.pdf"])).pages
    assert len(pages) > 5
    assert (round(pages[0].mediabox.width), round(pages[0].mediabox.height)) == (612, 792)
    assert files[f"{EDITION}.docx"].startswith(b"PK")
    assert sum(name.endswith(".svg") for name in files) == len(brief.edition.charts)


def test_the_package_knows_no_subject() -> None:
    paths = [path for path in Path(briefgen.__file__).parent.rglob("*.py") if path.is_file()]
    assert len(paths) > 80
    assert [path.name for path in paths if SUBJECTS.search(path.read_text(encoding="utf-8"))] == []
