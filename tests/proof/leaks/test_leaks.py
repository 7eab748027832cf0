"""What a release must not hold is found wherever it stands, and nothing else is."""

from __future__ import annotations

from briefgen.proof.leaks import Leak, Withheld, find_leaks


def test_a_hidden_text_figure_word_and_name_are_found_in_a_file() -> None:
    withheld = Withheld(
        texts=["The border stays closed until May."],
        figures=["1,616", "12"],
        names=["kp_deaths"],
        shown=["The border is open."],
    )
    data = b'[{"id": "kp_deaths", "value": "1,616", "label": "It stays closed until 12 noon"}]'
    assert list(find_leaks({"ledger.json": data}, withheld)) == [
        Leak("ledger.json", "field “id”", "the name “kp_deaths”"),
        Leak("ledger.json", "field “value”", "the figure “1,616”"),
        Leak("ledger.json", "field “label”", "the words “stays closed until”"),
        Leak("ledger.json", "field “label”", "the word “closed”"),
    ]
