from hypothesis import given
from hypothesis import strategies as st

from briefgen.review.diff.tokens import split_words


def test_numbers_and_contractions_are_one_piece() -> None:
    assert split_words("They don’t say 1,020.5 (yet).") == [
        *("They", " ", "don’t", " ", "say", " ", "1,020.5", " ", "(", "yet", ")", ".")
    ]


def test_letters_keep_their_marks() -> None:
    assert split_words("cafe\u0301 اُردُو") == ["cafe\u0301", " ", "اُردُو"]


@given(st.text())
def test_pieces_give_the_text(text: str) -> None:
    assert "".join(split_words(text)) == text
