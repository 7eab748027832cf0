"""What holds for every text: no digit is missed, nothing is found twice, and time grows with length only."""

from __future__ import annotations

import sys
import unicodedata
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.languages import languages
from briefgen.numbers_in_text import find, weekdays
from briefgen.numbers_in_text.identifiers import identifiers
from briefgen.numbers_in_text.vocabulary import vocabulary_of
from tests.work import HANG, seconds

SEEN = "\ufffc"
SHREDS = (
    "1 12 123 1234 0 ½ ² Ⅳ ① ٣ ۴ 〇 . , ’ ' - – − + / : % £ $ € @ # _ ( ) [ “ ” a A ab AB bn m k s th th. st "
    "one two five twenty thirty hundred thousand million third fifth half quarter a an and of in to per cent "
    "point minus dozen decade May March 28 2024 Friday Fri am pm http:// www. USD PKR R Covid - x × 10⁶"
)
PIECES = st.sampled_from([*SHREDS.split(), " ", "  ", "\n", "\u00a0", "\u2009", "\u202f", SEEN, ", ", " - "])
TEXTS = st.text() | st.lists(PIECES, max_size=30).map("".join) | st.lists(PIECES, max_size=20).map(" ".join)
LANGUAGES = st.sampled_from(["en-GB", "en-US", "en-IN", "en-ZA", "de", "fr", "ur", "ps", "ja", "xx", ""])


@cache
def numeric() -> list[str]:
    """Every number character of Unicode."""
    return [chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) in ("Nd", "Nl", "No")]


@given(TEXTS, LANGUAGES)
def test_every_number_character_is_in_one_mention(text: str, language: str) -> None:
    mentions = find(text, language)
    assert all(mention.text == text[mention.start : mention.end] for mention in mentions)
    assert all(mention.text.strip() == mention.text != "" for mention in mentions)
    assert all(first.end <= second.start for first, second in pairwise(mentions))
    covered = {index for mention in mentions for index in range(mention.start, mention.end)}
    assert [index for index, character in enumerate(text) if character in numeric() and index not in covered] == []
    assert not any(SEEN in mention.text for mention in mentions)


@cache
def own_words(language: str) -> list[str]:
    """Words of a language's file that stand in figures or at them, with digits and signs."""
    words = vocabulary_of(language)
    keys = (
        "percent",
        "number_joins",
        "number_idioms",
        "linking",
        "minus",
        "counted",
        "labels",
        "plural_labels",
        "codes",
    )
    listed = [word for key in keys for word in words.words(key)[:20]]
    clock = [word for group in words.clock.values() for word in group]
    return [
        *words.forms,
        *words.scales,
        *words.months,
        *listed,
        *clock,
        *["12", "3,5", "1", "14:30", "30", "%", "€", ",", ".", "-", "x"],
        SEEN,
    ]


@given(st.sampled_from(languages()), st.data())
def test_so_it_is_for_the_words_of_each_language(language: str, data: st.DataObject) -> None:
    pieces, spaces = st.sampled_from(own_words(language)), st.sampled_from([" ", " ", "-", "", "\u00a0", "\u200c"])
    text = "".join(data.draw(st.lists(st.tuples(pieces, spaces).map("".join), max_size=8)))
    mentions = find(text, language)
    assert all(mention.text == text[mention.start : mention.end] for mention in mentions)
    assert all(first.end <= second.start for first, second in pairwise(mentions))
    covered = {index for mention in mentions for index in range(mention.start, mention.end)}
    assert [index for index, sign in enumerate(text) if sign.isdecimal() and index not in covered] == []
    list(identifiers(text, frozenset(), language))


@given(st.deferred(lambda: st.lists(st.sampled_from(numeric()), min_size=1, max_size=5).map("".join)))
def test_every_number_character_by_itself(text: str) -> None:
    assert sum(mention.end - mention.start for mention in find(text)) == len(text)


def test_all_number_characters_are_looked_for() -> None:
    assert len(numeric()) > 1500
    assert [
        character for character in numeric() if [mention.text for mention in find(f"x {character} y")] != [character]
    ] == []


@given(TEXTS, TEXTS)
def test_what_has_been_seen_parts_the_text(before: str, after: str) -> None:
    found = [mention.text for mention in find(f"{before}.{SEEN}.{after}")]
    assert found[: len(find(f"{before}."))] == [mention.text for mention in find(f"{before}.")]


@given(TEXTS)
def test_names_of_days_are_where_they_are_said_to_be(text: str) -> None:
    for day in weekdays(text):
        assert text[day.start : day.end] in "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"


REPEATED = [
    "1", "12,", "1 ", "123,", "1,23,", "123 ", "1.", "123.", "1-", "1/", "1:", "1a", "a1", "a-1", "A/1", "A1-",
    "a", "a ", "A", "A-", "a.", "a@", "-", "–", ",", " ", ".", "½", "²", "a²", "1²", "£", "US$", "$1", "1%",
    "one ", "one hundred and ", "a hundred ", "twenty-", "a third ", "half ", "million, ", "one in ", "1 in 4 ",
    "May ", "1 May ", "28/02/", "Fri ", "10⁶", "2 × ", "10:30 ", "http://", "www.1", "1st ",
    "point one ", SEEN, SEEN + "1",
]  # fmt: skip


@pytest.mark.sample(5)
@pytest.mark.parametrize("piece", REPEATED)
def test_long_texts_take_no_long_time(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    assert seconds(lambda: find(text)) < HANG
