"""The words of the formats that the scanner knows are those that packs and records have."""

from __future__ import annotations

import pytest

from briefgen.proof.leaks.needles import VOCABULARY, vocabulary
from tests.proof.leaks.packs import RENEW, vocabulary_text


@pytest.mark.slow
def test_the_file_has_the_words_of_all_formats() -> None:
    assert vocabulary_text() == VOCABULARY.read_text(encoding="utf-8"), f"renew it: {RENEW}"


def test_the_file_has_words_and_texts_of_fonts() -> None:
    words = vocabulary()
    assert {"relationships", "calibri", "stylesheet", "xobject", "sha"} < {*words}
    assert {"unused", "patch"} < {*words}, (
        "parts of names such as unused_facts_left_out in a record, patch_2 in a drawing"
    )
    assert "sil open font" in " ".join(words)
