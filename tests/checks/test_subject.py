"""What all checks share is made once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from briefgen.checks import run_checks, subject
from briefgen.model.authored_texts import authored_texts, plain_texts
from briefgen.model.inlines import Inlines
from briefgen.model.runs import Run, runs_of
from briefgen.numbers_in_text import reading
from tests.checks.test_agreed import subject_of


def test_each_text_is_made_a_run_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Inlines] = []

    def noted(text: Inlines) -> Iterator[Run]:
        made.append(text)
        return runs_of(text)

    monkeypatch.setattr(subject, "runs_of", noted)
    brief = subject_of(tmp_path, "Nothing more.")
    run_checks(brief)
    texts = [text for text in (*authored_texts(brief.edition), *plain_texts(brief.edition)) if text]
    assert len(made) == len(texts) > 30


def test_a_text_without_figures_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    monkeypatch.setattr(reading, "_read", lambda text, _: read.append(text) or [])
    reading._found.cache_clear()
    run_checks(subject_of(tmp_path, "Boats land what they have where buyers wait for it. " * 100))
    assert read
    assert not any("buyers" in text for text in read)
    reading._found.cache_clear()
