"""The sample of each language, in each format, through the validators and readers."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import briefgen
from briefgen.languages import entries_of, languages
from tests.browser import axe_violations
from tests.desk import EDITION, write_desk
from tests.formats.docx.lint import faults as word_faults
from tests.formats.docx.opened import Docx
from tests.formats.docx.validators import audited, validated
from tests.formats.pdf.conformance import faults as pdf_faults
from tests.languages import PAIRS, PHRASES, documents, pdf_2
from tests.languages import files_of as sample_files
from tests.test_validators import verdicts

if TYPE_CHECKING:
    from playwright.sync_api import Page

WORDS = re.compile(r"[^\W\d_]{4,}")
SAMPLES = list(PHRASES)
BESIDE = [*SAMPLES, *PAIRS]
"""The samples, and originals side by side with their translations."""


def files_of(kind: str, folder: Path) -> list[Path]:
    paths = [folder / f"{language}.{kind}" for language in BESIDE]
    for path in paths:
        path.write_bytes(documents(path.stem)[kind])
    return paths


def test_each_language_has_a_sample() -> None:
    assert PHRASES.keys() == set(languages())


@pytest.mark.slow
@pytest.mark.parametrize("language", BESIDE)
def test_a_sample_is_sound_in_both_documents(language: str, tmp_path: Path) -> None:
    made = documents(language)
    path = tmp_path / "sample.docx"
    path.write_bytes(made["docx"])
    assert pdf_faults(made["pdf"]) == []
    assert word_faults(Docx(made["docx"])) == []
    assert audited(path) == []


DATES = """\
span: {value: 2031-05-03/2031-05-05, label: A, source: {id: survey, at: p. 1}}
day: {value: 2031-05-03, label: B, source: {id: survey, at: p. 1}}
"""
CHARTS = """\
turned:
  kind: slope
  categories: ["{{ span }}", "{{ vote }}"]
  series:
    - {name: A, facts: [landings, quota]}
    - {name: B, facts: [quota, landings]}
  title: A
  caption: A.
both:
  kind: timeline
  facts: [vote, day]
  title: A
  caption: A.
"""


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ar", "fa", "ps", "ur"])
def test_charts_with_the_languages_own_digits_are_proven(language: str, tmp_path: Path) -> None:
    files = sample_files(language)
    name = PHRASES[language].title
    files["desk.yaml"] += "numbers: {digits: own}\n"
    files["/facts.yaml"] += DATES.replace("A", f"{name} ({language})").replace("B", PHRASES[language].who)
    files["/figures.yaml"] += CHARTS.replace("A", name).replace("B", PHRASES[language].who)
    files["/sections/20-vote.md"] += "\n![](figure:turned)\n\n![](figure:both)\n"
    made = briefgen.open(write_desk(tmp_path, files).parent)[EDITION].render(["pdf", "docx", "html"])
    assert {name.rpartition(".")[2] for name in made} >= {"pdf", "docx", "html"}


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ar", "fa"])
def test_joined_forms_that_were_pasted_are_proven_as_letters(language: str, tmp_path: Path) -> None:
    files = sample_files(language)
    files["/sections/20-vote.md"] += "\n\ufee3\ufea4\ufee4\ufeaa \ufefb \ufdf2 \ufdfa\n"
    made = briefgen.open(write_desk(tmp_path, files).parent)[EDITION].render(["pdf"])
    assert f"{EDITION}.pdf" in made


@pytest.mark.slow
@pytest.mark.parametrize("language", [language for language in SAMPLES if language != "en"])
def test_no_english_word_is_left(language: str) -> None:
    """None of those that briefgen prints in English, but for what the language calls so itself."""
    english, own = (set(WORDS.findall(str(entries_of(each)["labels"]))) for each in ("en", language))
    assert len(english & words_of("en")) > 20
    assert words_of(language) & (english - own) == set()


def words_of(language: str) -> set[str]:
    return set(WORDS.findall(documents(language)["txt"].decode()))


@pytest.mark.verapdf
def test_every_sample_passes_verapdf(tmp_path: Path) -> None:
    files = files_of("pdf", tmp_path)
    of_pdf_2 = [tmp_path / f"{language} in PDF 2.0.pdf" for language in SAMPLES]
    for language, path in zip(SAMPLES, of_pdf_2, strict=True):
        path.write_bytes(pdf_2(language))
    for flavour, claiming in (("ua1", files), ("2a", files), ("ua2", of_pdf_2), ("wt1a", of_pdf_2), ("4f", of_pdf_2)):
        found = verdicts(claiming, flavour)
        assert found
        assert {name: verdict.clauses for name, verdict in found.items() if not verdict.compliant} == {}


@pytest.mark.openxml
def test_every_sample_passes_the_open_xml_sdk(tmp_path: Path) -> None:
    found = validated(files_of("docx", tmp_path))
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.browser
@pytest.mark.parametrize("language", BESIDE)
def test_axe_finds_nothing_on_the_page_of_a_sample(page: Page, language: str, tmp_path: Path) -> None:
    path = tmp_path / "sample.html"
    path.write_bytes(documents(language)["html"])
    page.goto(path.as_uri())
    assert page.get_attribute("html", "lang") == language[:2]
    assert axe_violations(page) == []
