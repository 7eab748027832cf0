"""Words that mix alphabets: what looks like a word that readers know, and that no search finds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from briefgen import codes
from briefgen.checks.subject import Subject
from briefgen.errors import Diagnostic
from briefgen.ledger.persons import ALIKE

WORD = re.compile(r"[^\W\d_]+")
SYMBOLS = frozenset("ΔΩβγδλμπσ")
"""Greek letters that stand in units and formulas and look like no Latin one."""


def mixed_words(subject: Subject) -> Iterator[Diagnostic]:
    """Words of Latin letters with letters of another alphabet among them that can pass for Latin ones."""
    for run, _ in subject.runs:
        for match in WORD.finditer(run.text) if _has_other_letters(run.text) else ():
            if stranger := _stranger(match[0]):
                place = subject.at(run.place(match.start()))
                message = f'the word "{match[0]}" mixes alphabets: {stranger} stands among Latin letters'
                yield codes.MIXED_ALPHABETS.at(place, message, "type the whole word anew", len(match[0]))


def _has_other_letters(text: str) -> bool:
    """Whether a text has letters beyond those of ASCII."""
    return not text.isascii() and any(not each.isascii() and each.isalnum() for each in set(text))


def _stranger(word: str) -> str:
    """The first letter of an alphabet like the Latin one in a word that has Latin letters, too; "" for other words."""
    if word.isascii():
        return ""
    names = {letter: unicodedata.name(letter, "") for letter in word if letter not in SYMBOLS}
    alphabets = {letter: name.partition(" ")[0].capitalize() for letter, name in names.items()}
    if "Latin" not in alphabets.values():
        return ""
    others = (letter for letter in word if alphabets.get(letter, "Latin") in ALIKE[1:])
    other = next(others, "")
    return f"U+{ord(other):04X} ({names[other].lower()})" if other else ""
