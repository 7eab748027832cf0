"""Reading only where figures can be finds what reading all of a text does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.numbers_in_text import Mention, find, reading
from briefgen.numbers_in_text.mention import MentionKind
from briefgen.numbers_in_text.reading import stretches
from tests.numbers_in_text.test_any_text import LANGUAGES, PIECES

PROSE = "the boats weigh what they land at quays where prices follow and seasons end as the harbour master said before "
WORDS = st.sampled_from(
    [*PROSE.split(), "Wednesday, the", "Freitag, den", "first", "another", "ratio", "minus", "US$", "tenfold", "year"]
)
TEXTS = st.lists(st.lists(PIECES | WORDS, max_size=8).map(" ".join) | st.just(PROSE), max_size=12).map(" ".join)


def found_in_whole(text: str, language: str) -> list[Mention]:
    """The mentions of a text that is read from its beginning to its end."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "stretches", lambda text, _: [(0, len(text))])
        reading._found.cache_clear()
        mentions = find(text, language)
    reading._found.cache_clear()
    return mentions


@given(TEXTS, LANGUAGES)
def test_nothing_else_is_found(text: str, language: str) -> None:
    assert find(text, language) == found_in_whole(text, language)


def test_a_numeral_of_more_digits_than_any_amount_is_a_sign() -> None:
    texts = ("9" * 24, f"1.{'3' * 23}", "9" * 25, f"1.{'3' * 24}", "9" * 300)
    found = [find(f"they had {text} boats")[0] for text in texts]
    assert [mention.kind for mention in found] == [MentionKind.NUMBER] * 2 + [MentionKind.MARK] * 3
    assert not any(mention.amounts for mention in found[2:])


def test_prose_is_not_read() -> None:
    assert list(stretches(PROSE * 10)) == []
    text = f"{PROSE * 10}it was 5 in one port {PROSE * 10}and twelve in another {PROSE * 10}"
    first, second = (text[start:end] for start, end in stretches(text))
    assert "it was 5 in one port" in first
    assert "and twelve in another" in second
    assert len(first) + len(second) < 3 * len(PROSE)


@pytest.mark.parametrize("text", ["ſix", "sİx", "sıx", "5 thouſand", "5 mİllion", "ſecond half"])
def test_letters_that_only_patterns_take_for_others_are_none_of_a_number(text: str) -> None:
    assert not any("s" in mention.text or "i" in mention.text for mention in find(text))
