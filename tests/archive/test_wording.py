"""Wording: words and figures are found in records however they were typed, set or broken over lines."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from briefgen.archive.catalogue import history, search
from briefgen.archive.publication import publication
from tests.archive.store import EDITION, INFO, PUBLISHED, payload

PAGES = (
    "Boats landed 12,480\u00a0tonnes, of which most were the council\ufffeowned fleet’s.\nThe well\x02being of "
    "all of the\ncrews is at stake, say the Herringsnetz\nverordnungen.",
    "In all 3.5\u00a0million\u00a0fish, or 12,34,567 crates; 320 boats in 2030.",
)
LEDGER = [{"id": "fish", "label": "Fish", "printed": "3.5 million", "value": "3500000", "source": "survey"}]


def archived(folder: Path, pages: Sequence[str] = PAGES) -> Path:
    """An archive with one record whose pages say this, as records did whose hyphens PDFium had replaced."""
    with publication(folder, EDITION) as slot:
        text = {"text.json": json.dumps(pages).encode(), "ledger.json": json.dumps(LEDGER).encode()}
        slot.store({**payload(1), **text}, INFO, PUBLISHED)
    return folder


FOUND = {
    "a hyphen at a line's end": ("council-owned", 1),
    "the other hyphen": ("well-being", 1),
    "words of two lines": ("all of the crews", 1),
    "a word that a line's end cuts": ("herringsnetzverordnungen", 1),
    "a figure as it is printed": ("12,480", 1),
    "without its comma": ("12480", 1),
    "with an apostrophe": ("12’480", 1),
    "with a straight one": ("12'480", 1),
    "with a space": ("12 480", 1),
    "with its unit behind it": ("12480 tonnes", 1),
    "with a point": ("12.480", 1),
    "with points between millions": ("1.234.567", 2),
    "lakhs": ("1234567", 2),
    "lakhs by thousands": ("1,234,567", 2),
    "a rounded figure": ("3.5 million", 2),
    "a year": ("2030", 2),
}


@pytest.mark.parametrize("case", FOUND)
def test_search_and_history_find_it_on_its_page(tmp_path: Path, case: str) -> None:
    phrase, page = FOUND[case]
    archive = archived(tmp_path)
    hits = search(archive, f'"{phrase}"', limit=5).hits
    assert [hit.page for hit in hits if hit.kind == "page"] == [page]
    assert [(step.page, step.printed) for step in history(archive, phrase).steps] == [(page, "1")]


@pytest.mark.parametrize("phrase", ["480", "12", "2,480", "5 million", "124 80"])
def test_history_counts_no_part_of_a_figure(tmp_path: Path, phrase: str) -> None:
    assert history(archived(tmp_path), phrase).steps == ()


def test_a_figure_is_found_by_its_whole_value(tmp_path: Path) -> None:
    (hit,) = search(archived(tmp_path), "3500000", limit=5).hits
    assert hit.kind == "figure"


@pytest.mark.parametrize("phrase", ["12480", "12.480", "12,480 t"])
def test_history_finds_a_figure_that_is_printed_with_a_point(tmp_path: Path, phrase: str) -> None:
    archive = archived(tmp_path, ("Angelandet wurden 12.480 t, davon 1.312.480 kg im Mai.",))
    assert [step.printed for step in history(archive, phrase).steps] == ["1"]


def test_nothing_to_look_for_is_found_nowhere(tmp_path: Path) -> None:
    archive = archived(tmp_path)
    assert [search(archive, words, limit=5).hits for words in ("", "…", '"“ ”"')] == [(), (), ()]
    assert history(archive, "  ").steps == ()
    assert len(search(archive, "boats …", limit=5).hits) == 2


HEADS = "OFFICIAL\nOFFICIAL\n{top}\nFisheries desk {number} of 4\n{body}"
BODIES = (
    "Edition 5\u00a0May 2031\nAll of the crews are\u00a0to",
    "be paid by the netz",
    "verordnung of the council-\n4. Of the coast.\n5. Of the sea.",
    "owned fleet.",
)
LONG = tuple(
    HEADS.format(top="Herring: a brief" if number > 1 else "BRIEF NO.\u00a019", number=number, body=body)
    for number, body in enumerate(BODIES, 1)
)


@pytest.mark.parametrize(
    ("phrase", "page"),
    [
        ("crews are to be paid", 1),
        ("netzverordnung", 2),
        ("council-owned fleet", 3),
        ("crews are", 1),
        ("owned fleet", 4),
        ("of the sea", 3),
        ("be paid", 2),
    ],
)
def test_what_goes_on_over_a_pages_end_is_found_on_the_page_where_it_begins(
    tmp_path: Path, phrase: str, page: int
) -> None:
    archive = archived(tmp_path, LONG)
    assert [(hit.kind, hit.page) for hit in search(archive, f'"{phrase}"', limit=5).hits] == [("page", page)]
    assert [(step.page, step.printed) for step in history(archive, phrase).steps] == [(page, "1")]


def test_what_stands_around_pages_is_no_part_of_their_text(tmp_path: Path) -> None:
    assert history(archived(tmp_path, LONG), "to OFFICIAL").steps == ()


@pytest.mark.parametrize("phrase", ["councilowned", "wellbeing"])
def test_a_hyphen_at_a_lines_end_may_be_one_of_a_word_that_was_cut(tmp_path: Path, phrase: str) -> None:
    archive = archived(tmp_path)
    assert [hit.page for hit in search(archive, phrase, limit=5).hits] == [1]
    assert [step.page for step in history(archive, phrase).steps] == [1]
