"""What is typed in sentences of each language, as its newspapers and ministries write them: `typed/LANG.txt`."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.checks.names import Names
from briefgen.languages import languages
from briefgen.numbers_in_text import find
from briefgen.numbers_in_text.identifiers import FIGURES

FOLDER = Path(__file__).parent / "typed"


def cases() -> list[tuple[str, str]]:
    """Each sentence with its language; ⟦⟧ stand around what the ledger must have."""
    return [
        (path.stem, line)
        for path in sorted(FOLDER.glob("*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]


def marked(text: str, language: str) -> str:
    """The text with ⟦⟧ around each figure that the checks want in the ledger."""
    named, shown, end = Names((), language=language).identify(text), "", 0
    for mention in find(text, language):
        if mention.kind in FIGURES or not named.hold(mention.start, mention.end):
            shown += f"{text[end : mention.start]}⟦{text[mention.start : mention.end]}⟧"
            end = mention.end
    return shown + text[end:]


def test_there_are_sentences_of_every_language() -> None:
    known = [language for language, _ in cases()]
    assert {language: known.count(language) >= 25 for language in languages()} == dict.fromkeys(languages(), True)


@pytest.mark.parametrize(("language", "sentence"), cases())
def test_what_is_typed_is_found_and_nothing_else(language: str, sentence: str) -> None:
    assert marked(sentence.replace("⟦", "").replace("⟧", ""), language) == sentence
