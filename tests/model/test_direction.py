from __future__ import annotations

import pytest

from briefgen.model import direction
from briefgen.model.direction import isolated, without_isolates


def test_a_figure_is_isolated_only_where_texts_run_from_the_right(monkeypatch: pytest.MonkeyPatch) -> None:
    assert isolated("63%", "en-GB") == "63%"
    monkeypatch.setattr(direction, "direction_of", lambda _: "rtl")
    assert isolated("63%", "ur") == "\u206663%\u2069"
    assert isolated("", "ur") == ""
    assert without_isolates(f"a {isolated('63%', 'ur')} b") == "a 63% b"


def test_a_language_without_a_file_runs_from_the_left() -> None:
    assert direction.direction_of("xx") == "ltr"
