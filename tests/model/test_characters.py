"""Characters: what is typed alike is found alike, and digits stand in the groups of a language."""

from __future__ import annotations

from decimal import Decimal

import pytest

from briefgen.model.characters import folded, grouped_digits, phrase_pattern, plain

CLASSES = ("'‘’‚‛′ʼ", '"“”„‟″', "-‐‑‒–—―−", " \u00a0\u2007\u2009\u202f")


@pytest.mark.parametrize("alike", CLASSES)
def test_each_is_found_for_each_other(alike: str) -> None:
    assert len({plain(character) for character in alike}) == 1
    for typed in alike:
        for read in alike:
            assert phrase_pattern(f"a{typed}b").fullmatch(f"a{read}b"), (typed, read)
            assert folded(f"a{typed}b") == folded(f"a{read}b")


def test_what_is_not_alike_stays_apart() -> None:
    firsts = [alike[0] for alike in CLASSES]
    assert len({plain(character) for character in firsts}) == len(CLASSES)
    assert plain("Łódź — 1½ «x»") == "Łódź - 1½ «x»"


def test_plain_text_keeps_each_character_in_its_place() -> None:
    text = "“The\u202fcouncil’s” – three\nof them"
    assert len(plain(text)) == len(text)


def test_a_phrase_is_found_as_whole_words_over_a_lines_end() -> None:
    pattern = phrase_pattern("illegal aliens", any_case=True)
    assert pattern.search("the Illegal\naliens of")
    assert not pattern.search("the illegal aliensness")
    assert not pattern.search("paralegal illegal  alien")
    assert not pattern.search("the paraillegal aliens")


@pytest.mark.parametrize(
    ("amount", "places", "mark", "sizes", "text"),
    [
        ("0", 0, ",", (3, 3), "0"),
        ("999", 0, ",", (3, 3), "999"),
        ("1000", 0, ",", (3, 3), "1,000"),
        ("-999", 0, ",", (3, 3), "-999"),
        ("-1000", 0, ",", (3, 3), "-1,000"),
        ("7654321", 0, "’", (3, 3), "7’654’321"),
        ("7654321.5", 2, "'", (3, 3), "7'654'321.50"),
        ("123456789", 0, ",", (3, 2), "12,34,56,789"),
        ("123456789", 0, "", (3, 3), "123456789"),
        ("123456789", 0, ",", (1000, 1000), "123456789"),
        ("999999999999999999.9999999999", 10, " ", (3, 3), "999 999 999 999 999 999.9999999999"),
        ("1E+4", 0, ",", (3, 3), "10,000"),
    ],
)
def test_digits_stand_in_groups(amount: str, places: int, mark: str, sizes: tuple[int, int], text: str) -> None:
    assert grouped_digits(Decimal(amount), places, ".", mark, sizes) == text
