"""What is compared of a text: its characters, without those that only say which way it runs."""

from __future__ import annotations

from briefgen.model.direction import FSI, LRI, PDI
from briefgen.proof.reading import reading, squeezed


def test_isolates_and_marks_of_direction_are_not_compared() -> None:
    text = f"کل {LRI}2,546{PDI} افراد\u200f \u061c{FSI}(5–7){PDI}\u200e"
    assert squeezed(text) == reading(text).text == "کل2,546افراد(5–7)"


def test_what_joins_letters_or_keeps_them_apart_is_compared() -> None:
    assert squeezed("می\u200cشود") != squeezed("میشود")
