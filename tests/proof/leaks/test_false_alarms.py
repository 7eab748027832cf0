"""What is withheld is not taken for what files hold anyway: sizes, coordinates, words of formats or those shown."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from itertools import product
from pathlib import Path
from string import ascii_lowercase

import pytest

from briefgen.proof.leaks import Withheld, find_leaks
from briefgen.proof.leaks.found import PARTED, Zone
from tests.benchmarks.desk import write_desk
from tests.proof.leaks.packs import all_packs, built, files_of, fragments_of, starter

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def files() -> Mapping[str, bytes]:
    return starter()


@pytest.fixture(scope="module")
def shown(files: Mapping[str, bytes]) -> list[str]:
    """All that the pack says to people, and the names in it."""
    read = [part.text for part in fragments_of(files) if part.zone is Zone.TEXT]
    return [*read, *(part.text for part in fragments_of(files) if part.zone is Zone.DATA)]


NUMBERS = ("7", "12", "100", "300", "400", "595", "842", "1440", "2016", "240", "0.5", "1.5", "2.0", "11906", "16838")
WORDS = (
    *("table", "font", "colour", "color", "page", "normal", "border", "figure", "ledger", "title", "heading", "width"),
    *("style", "script", "stream", "light", "regular", "adobe", "reserved", "licence", "license", "general", "sheet"),
    *(
        "calibri",
        "relationship",
        "value",
        "label",
        "object",
        "parent",
        "annotation",
        "series",
        "axis",
        "category",
        "body",
    ),
)


def test_numbers_are_not_taken_for_sizes_or_places(files: Mapping[str, bytes], shown: list[str]) -> None:
    forms = [form for number in NUMBERS for form in (number, f"{number}%", f"{number} lorries", f"{number}–{number}")]
    assert list(find_leaks(files, Withheld(figures=forms, shown=shown))) == []


def test_words_of_the_formats_are_none_of_the_brief(files: Mapping[str, bytes], shown: list[str]) -> None:
    names = [*WORDS, "body-text", "font-size"]
    withheld = Withheld(texts=list(WORDS), names=names, shown=[*shown, "body-text", "font-size"])
    assert list(find_leaks(files, withheld)) == []


def test_names_of_a_letter_or_two_are_none_of_the_formats(files: Mapping[str, bytes], shown: list[str]) -> None:
    pairs = ["".join(pair) for pair in product(ascii_lowercase, repeat=2)]
    names = [*ascii_lowercase, *pairs, *(f"{letter}{n}" for letter in "abcqw" for n in range(9))]
    found = {leak.what for leak in find_leaks(files, Withheld(names=names, shown=shown))}
    assert found <= {"the name “by”", "the name “id”"}, "which are keys of content files"


def test_words_of_the_formats_are_found_where_people_read() -> None:
    text = b"<p>The border table shows normal light.</p>"
    withheld = Withheld(texts=["normal table"], figures=["100"], shown=["The border shows light."])
    found = [leak.what for leak in find_leaks({"a.html": text}, withheld)]
    assert found == ["the word “normal”", "the word “table”"]


def test_a_hidden_figure_that_is_shown_elsewhere_is_none() -> None:
    withheld = Withheld(figures=["1,616", "616", "about 1,616"], shown=["There were 1,616 of 21,616."])
    assert list(find_leaks({"a.txt": b"There were 1,616 of 21,616."}, withheld)) == []
    assert [leak.what for leak in find_leaks({"a.txt": b"There were 616."}, withheld)] == ["the figure “616”"]


@pytest.mark.parametrize("text", ["21,616", "616.5", "616,5", "1616", "A616", "616th", "0.616", "6160", "-1,616"])
def test_a_figure_is_not_found_in_a_longer_one(text: str) -> None:
    assert list(find_leaks({"a.txt": f"({text})".encode()}, Withheld(figures=["616"]))) == []


@pytest.mark.parametrize(
    "text", ["616.", "(616)", "616, and", "−616", "+616", "616–700", "€616", "616%", "the 616\u00a0lorries"]
)
def test_a_figure_is_found_between_other_signs(text: str) -> None:
    assert [leak.what for leak in find_leaks({"a.txt": text.encode()}, Withheld(figures=["616"]))]


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        ("1\u202f616", "1\u202f616"),
        ("1’616", "1'616"),
        ("٦٠٫٥٪", "60.5%"),
        ("۱٬۶۱۶", "1,616"),
        ("2031-06-06", "on 2031-06-06."),
        ("6 June 2031", "6\u00a0JUNE 2031"),
        ("10–15", "10-15"),
        ("one thousand, six hundred", "One thousand six hundred"),
        ("between 10 and 15 lorries", "between 10 and 15\nlorries"),
    ],
)
def test_a_figure_is_found_in_another_style_of_the_same_digits(figure: str, text: str) -> None:
    found = [leak.what for leak in find_leaks({"a.txt": text.encode()}, Withheld(figures=[figure]))]
    assert found == [f"the figure “{figure}”"]


def test_a_name_is_found_within_longer_ones_and_not_as_words() -> None:
    withheld = Withheld(names=["kp-deaths", "share"], shown=["The share of KP deaths", "kp_deaths_all"])
    svg = '<svg><g id="{}"/></svg>'
    for name in ("kp_deaths", "_bg_fact_kp_deaths_1a", "figures/kp-deaths.png", "fact:kp.deaths"):
        assert list(find_leaks({"a.svg": svg.format(name).encode()}, Withheld(names=["kp-deaths"]))), name
    assert list(find_leaks({"a.svg": svg.format("kp_deaths_all").encode()}, withheld)) == []
    assert list(find_leaks({"a.txt": b"The share of KP deaths"}, withheld)) == []
    assert [leak.what for leak in find_leaks({"a.json": b'[{"id": "share"}]'}, withheld)] == ["the name “share”"]


@pytest.mark.slow
def test_a_brief_has_nothing_of_what_briefs_on_other_matters_say(tmp_path: Path) -> None:
    write_desk(tmp_path / "landings", 1)
    own, content = built(tmp_path / "landings"), files_of(tmp_path / "landings/content")
    read = [part.text for part in fragments_of(own) if part.zone is Zone.TEXT]
    shown = [*read, *(data.decode() for data in content.values())]
    for files, others in all_packs()[:-1]:  # the last is on fish as well
        rows = json.loads(next(data for path, data in files.items() if path.endswith("ledger.json")))
        figures = [row["printed"] for row in rows] + [row["value"] for row in rows]
        assert len(figures) > 8
        texts = _said_in({path: data for path, data in files.items() if "/source/" not in path})
        withheld = Withheld(texts, figures, [row["id"] for row in rows], others, shown)
        assert list(find_leaks(own, withheld)) == []


def _said_in(files: Mapping[str, bytes]) -> list[str]:
    """What the documents say, text by text."""
    texts = (part.text for part in fragments_of(files) if part.zone is Zone.TEXT and not part.part.startswith("page"))
    return [line for text in texts for line in text.replace(PARTED, "\n").split("\n")]


def test_a_figure_is_found_beside_letters_from_the_right() -> None:
    withheld = Withheld(figures=["1,166", "10–15"])
    found = [leak.what for leak in find_leaks({"a.txt": "\u06601,166واقعات 1,166واقعات 15–10".encode()}, withheld)]
    assert found == ["the figure “1,166”", "the figure “10–15”"]


def test_numbers_of_notes_and_ids_of_the_formats_are_no_words_of_the_brief() -> None:
    withheld = Withheld(
        ["They leave Pakistan [¶ 4]."], names=["deadlines", "title"], shown=["They stay, or leave Pakistan."]
    )
    page = b'<table id="deadlines"><tr><td>leave Pakistan</td><td>4</td></tr></table>'
    assert list(find_leaks({"a.html": page}, withheld)) == []


def test_no_name_or_word_is_found_in_the_number_of_a_font(files: Mapping[str, bytes]) -> None:
    numbers = {
        each for part in fragments_of(files) for each in re.findall(r"\b[0-9A-F]{8}(?:-[0-9A-F]+){4}", part.text)
    }
    parts = [part.lower() for each in numbers for part in each.split("-")]
    assert len(parts) > 10
    assert list(find_leaks(files, Withheld([" ".join(parts)], names=parts))) == []
