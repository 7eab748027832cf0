"""Agreed language: used to the letter, wherever a text speaks of its matter."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher

from briefgen import codes
from briefgen.checks.subject import Subject
from briefgen.errors import Diagnostic
from briefgen.model.alike import phrase_pattern
from briefgen.model.authored import authored_texts
from briefgen.model.edition import AgreedText
from briefgen.model.runs import Run, runs_of

FEWEST_WORDS = 4
"""An agreed text of fewer words is too short for another to be taken for it."""

LIKENESS = 0.75
"""The share of an agreed text's words from which a passage is taken for it."""

_WORD = re.compile(r"\S+")


def agreed_texts(subject: Subject) -> Iterator[Diagnostic]:
    """Passages that come close to an agreed text and differ, and agreed texts that are missing where they must be."""
    if not subject.edition.desk.agreed:
        return
    runs = [run for text in authored_texts(subject.edition) for run in runs_of(text, with_names=True) if run.text]
    for agreed in subject.edition.desk.agreed:
        exact = phrase_pattern(agreed.text)
        yield from _altered(agreed, exact, runs, subject)
        if not any(exact.search(run.text) for run in runs):
            yield from _missing(agreed, runs, subject)


def _missing(agreed: AgreedText, runs: list[Run], subject: Subject) -> Iterator[Diagnostic]:
    for about in agreed.about:
        pattern = phrase_pattern(about)
        for run in runs:
            if match := pattern.search(run.text):
                message = f'the edition speaks of "{about}" without the language agreed on it'
                hint = f"write: {agreed.text}"
                yield codes.AGREED_TEXT_MISSING.at(subject.at(run.place(match.start())), message, hint, len(match[0]))
                return


def _altered(agreed: AgreedText, exact: re.Pattern[str], runs: list[Run], subject: Subject) -> Iterator[Diagnostic]:
    wanted = agreed.text.split()
    if len(wanted) < FEWEST_WORDS:
        return
    for run in runs:
        text = exact.sub(lambda match: "\ufffc" * len(match[0]), run.text)
        words = list(_WORD.finditer(text))
        start = _likest(wanted, [word[0] for word in words])
        if start is not None:
            yield _change(agreed, wanted, words[start : start + len(wanted)], run, subject)


def _likest(wanted: list[str], words: list[str]) -> int | None:
    """Where the passage begins that shares most words with the agreed text, if they are enough and in one order."""
    size = len(wanted)
    need, best, place = Counter(map(_plain, wanted)), 0.0, None
    plain = [_plain(word) for word in words]
    for start in range(max(1, len(plain) - size + 1)):
        window = plain[start : start + size]
        shared = (need & Counter(window)).total() / size
        if shared > max(best, LIKENESS - 1e-9) and SequenceMatcher(None, wanted, window).ratio() >= LIKENESS / 2:
            best, place = shared, start
    return place


def _alike(word: str) -> str:
    return word.replace("’", "'")


def _plain(word: str) -> str:
    return word.strip(".,;:!?()“”\"'’").casefold()


def _change(
    agreed: AgreedText, wanted: list[str], found: list[re.Match[str]], run: Run, subject: Subject
) -> Diagnostic:
    """The fault at the first word that differs."""
    first = next(
        (i for i, (want, word) in enumerate(zip(wanted, found, strict=False)) if _alike(want) != _alike(word[0])), 0
    )
    word = found[min(first, len(found) - 1)]
    message = f'"{word[0]}" is not what was agreed here, which is "{wanted[min(first, len(wanted) - 1)]}"'
    place = subject.at(run.place(word.start()))
    return codes.AGREED_TEXT_CHANGED.at(place, message, f"write: {agreed.text}", len(word[0]))
