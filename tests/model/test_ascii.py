"""Texts in ASCII: no figure becomes another one, and nothing is left out that has a letter."""

from __future__ import annotations

import pytest

from briefgen.model.ascii import in_ascii


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2½", "2 1/2"),
        ("10²", "10^2"),
        ("CO₂", "CO_2"),
        ("−5 to −3", "-5 to -3"),
        ("1\u202f204\u00a0t", "1 204 t"),
        ("€5", "EUR 5"),
        ("5‰", "5 per mille"),
        ("±3", "+/-3"),
        ("“Zürich” – ‘Łódź’…", "\"Zurich\" - 'Lodz'..."),
        ("Zu\u0308rich", "Zurich"),
        ("Straße, Ærø", "Strasse, AEro"),
        ("so\u00adft\u200b", "soft"),
        ("ﬁne", "fine"),
        ("漢字", "漢字"),
        ("plain", "plain"),
    ],
)
def test_signs_and_letters(text: str, expected: str) -> None:
    assert in_ascii(text) == expected
