"""Tokens: the pieces in which texts are compared, and the hunks in which they differ."""

from hypothesis import given
from hypothesis import strategies as st

from briefgen.review.diff.tokens import END, Hunk, Token, find_hunks, join_hunks, split_at_ends, split_words


def test_numbers_and_contractions_are_one_piece() -> None:
    assert split_words("They don’t say 1,020.5 (yet).") == [
        *("They", " ", "don’t", " ", "say", " ", "1,020.5", " ", "(", "yet", ")", ".")
    ]


def test_letters_keep_their_marks() -> None:
    assert split_words("cafe\u0301 اُردُو") == ["cafe\u0301", " ", "اُردُو"]


@given(st.text())
def test_pieces_give_the_text(text: str) -> None:
    assert "".join(split_words(text)) == text


def test_hunks_are_where_two_texts_differ() -> None:
    old, new = split_words("one two three four"), split_words("one 2 three four five")
    hunks = find_hunks(old, new)
    assert [(hunk.old(old), hunk.new(new)) for hunk in hunks] == [(["two"], ["2"]), ([], [" ", "five"])]
    assert find_hunks(old, old) == []


def test_hunks_that_are_one_are_joined_with_all_between_them() -> None:
    hunks = [Hunk(0, 1, 0, 1), Hunk(2, 3, 2, 2), Hunk(3, 4, 2, 3), Hunk(9, 9, 8, 9)]
    assert join_hunks(hunks, lambda one, other: other.start - one.end < 2) == [Hunk(0, 4, 0, 3), Hunk(9, 9, 8, 9)]
    assert join_hunks(hunks, lambda _one, _other: False) == hunks


def test_the_end_of_a_paragraph_is_no_white_space() -> None:
    tokens = [Token("one"), Token(END), Token(END), Token(" "), Token("two")]
    assert [token.is_space for token in tokens] == [False, False, False, True, False]
    assert [[token.text for token in own] for own in split_at_ends(tokens)] == [["one"], [], [" ", "two"]]
