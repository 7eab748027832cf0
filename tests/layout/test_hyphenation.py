from __future__ import annotations

import pytest

from briefgen.layout.hyphenation import places_to_hyphenate
from briefgen.layout.style_context import StyleContext
from briefgen.layout.text import HYPHENATION_ZONE, CharStyle, break_lines
from briefgen.model.labels import labels_for
from briefgen.theme import Role
from tests.house import house

TEXT = "Les réglementations interministérielles prévoient l’harmonisation des administrations départementales et plus."


def context(language: str, *, hyphenates: bool = True) -> StyleContext:
    return StyleContext(house(), labels_for(language), {}, language, hyphenates)


def lines(text: str, width: float, char_style: CharStyle, own: StyleContext) -> list[str]:
    made = break_lines([own.run(text, char_style)], width)
    assert all(line.width <= width + 0.01 for line in made)
    return ["".join(fragment.text for fragment in line.fragments) for line in made]


def parts(word: str, language: str) -> str:
    marked = word
    for place in reversed(places_to_hyphenate(word, language)):
        marked = f"{marked[:place]}|{marked[place:]}"
    return marked


@pytest.mark.parametrize(
    ("word", "language", "parted"),
    [
        ("réglementation,", "fr-FR", "régle|men|ta|tion,"),
        ("(«\u00a0l’administration\u00a0»)", "fr", "(«\u00a0l’admi|nis|tra|tion\u00a0»)"),
        ("información", "es-MX", "infor|ma|ción"),
        ("министерство.", "ru", "мини|стер|ство."),
        ("wording", "en-GB", "word|ing"),
    ],
)
def test_a_word_is_parted_as_its_language_does(word: str, language: str, parted: str) -> None:
    assert parts(word, language) == parted


@pytest.mark.slow  # the patterns of German take long to read
def test_german_words_are_parted() -> None:
    assert parts("Bundesministerien", "de-DE") == "Bun|des|mi|nis|te|ri|en"[:-3] + "en"
    assert parts("Straßen", "de-CH") == "Stra|ßen"


@pytest.mark.parametrize(
    "word",
    [
        "UNESCO",
        "OCDE/CAD",
        "ONUSIDAens",
        "48\u202f200",
        "covid19variant",
        "a.dupont@exemple.fr",
        "www.exemple.fr",
        "mot",
    ],
)
def test_no_figure_capitals_code_or_address_is_parted(word: str) -> None:
    assert places_to_hyphenate(word, "fr") == ()


def test_a_language_without_patterns_parts_nothing() -> None:
    assert places_to_hyphenate("انتخابات", "ar") == places_to_hyphenate("perkataan", "ms-xx") == ()


def test_lines_end_within_words_where_that_saves_room() -> None:
    own = context("fr-FR")
    style = own.char_style(Role.BODY)
    made = lines(TEXT, 150, style, own)
    whole = lines(TEXT, 150, context("fr-FR", hyphenates=False).char_style(Role.BODY), own)
    assert len(made) < len(whole) and not any(line.endswith("-") for line in whole)
    cut = [line for line in made if line.endswith("-")]
    assert len(cut) > 1
    assert "".join(line.removesuffix("-") for line in made) == TEXT
    assert all(150 - style.width(line) < 150 - HYPHENATION_ZONE for line in cut)


def test_few_lines_in_a_row_end_in_hyphens_and_no_paragraph_in_a_part_of_a_word() -> None:
    own = context("fr")
    style = own.char_style(Role.BODY)
    texts = [lines(TEXT[4:] * 4 + " interministérielles", width, style, own) for width in range(90, 200, 10)]
    ends = ["".join("-" if line.endswith("-") else " " for line in made) for made in texts]
    assert any("---" in each for each in ends) and not any("----" in each for each in ends)
    assert {made[-1].split()[-1] for made in texts} == {"interministérielles"}


def test_a_word_that_is_wider_than_its_line_is_parted_by_syllables() -> None:
    own = context("fr")
    style = own.char_style(Role.TABLE)
    made = lines("interministérielle", style.width("interminis"), style, own)
    assert made[0] == "intermi-"
    assert "".join(line.removesuffix("-") for line in made) == "interministérielle"


def test_titles_and_key_figures_are_not_hyphenated() -> None:
    own = context("fr")
    hyphenated = {role for role in Role if own.char_style(role).hyphenates}
    assert {Role.BODY, Role.NOTE, Role.TABLE} <= hyphenated
    assert not hyphenated & {Role.TITLE, Role.HEADING_1, Role.TILE_VALUE, Role.CONTENTS, Role.MARKING, Role.CHART}


def test_a_word_that_must_be_cut_is_cut_where_its_language_parts_it() -> None:
    own = context("en-GB", hyphenates=False)
    style = own.char_style(Role.TABLE)
    assert lines("Responsibilities", 42, style, own) == ["Responsib-", "ilities"]
    assert lines("Their responsibilities", 65, style, own) == ["Their ", "responsibilities"]
