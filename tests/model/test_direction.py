from __future__ import annotations

import pytest

from briefgen.model import direction
from briefgen.model.direction import LRI, PDI, isolated, without_isolates


def test_a_figure_is_isolated_only_where_texts_run_from_the_right(monkeypatch: pytest.MonkeyPatch) -> None:
    assert isolated("63%", "en-GB") == "63%"
    monkeypatch.setattr(direction, "direction_of", lambda _: "rtl")
    assert isolated("63%", "ur") == "\u206663%\u2069"
    assert isolated("", "ur") == ""
    assert without_isolates(f"a {isolated('63%', 'ur')} b") == "a 63% b"


def test_a_language_without_a_file_runs_from_the_left() -> None:
    assert direction.direction_of("xx") == "ltr"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2,546", "<2,546>"),
        ("5–7 مئی 2031", "<5–7> مئی <2031>"),
        ("Rs 1.5 ملین", "<Rs 1.5> ملین"),
        ("بين 10 و15%", "بين <10> و<15%>"),
        ("[3، ص 5]", "[<3>، ص <5>]"),
        ("<−3.5> ملین NATO", "<−3.5> ملین <NATO>"),
        ("٥–٧", "<<٥>–<٧>>"),
        ("وزیر خارجہ", "وزیر خارجہ"),
    ],
)
def test_each_figure_in_words_from_the_right_is_an_isolate_once(text: str, shown: str) -> None:
    signs = str.maketrans("<>", f"{LRI}{PDI}")
    assert isolated(text.translate(signs), "ur") == shown.translate(signs)
    assert isolated(isolated(text.translate(signs), "ur"), "ur") == shown.translate(signs)
