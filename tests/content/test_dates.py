"""Names of months in texts that may be times."""

from __future__ import annotations

import pytest
from babel import Locale

from briefgen.content import dates
from briefgen.languages import languages


@pytest.mark.parametrize("language", languages())
def test_a_month_is_known_in_each_language_by_its_whole_name(language: str) -> None:
    for number, name in Locale(language).months["format"]["wide"].items():
        assert dates._month(name) == dates._month(name.upper()) == number


def test_no_files_of_languages_are_read_for_what_begins_no_month(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(dates, "_months", lambda language: asked.append(language) or ())
    assert [dates._month(word) for word in ("corps", "deputy", "general", "نائب")] == [0] * 4
    assert asked == []
    assert dates._month("marble") == 0
    assert sorted(asked) == sorted(languages())
