"""Characters that stand for the same, and phrases as whole words."""

from __future__ import annotations

import pytest

from briefgen.model.characters import folded, phrase_pattern, plain

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
