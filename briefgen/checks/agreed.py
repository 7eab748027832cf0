"""Agreed language: used to the letter, wherever a text speaks of its matter."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import PurePosixPath

from briefgen import codes
from briefgen.checks.subject import Subject
from briefgen.errors import Diagnostic
from briefgen.frozen import frozen
from briefgen.model.authored_texts import authored_texts
from briefgen.model.characters import phrase_pattern, plain
from briefgen.model.edition import AgreedText
from briefgen.model.runs import Run, runs_of

FEWEST_WORDS = 4
"""An agreed text of fewer words is too short for another to be taken for it."""

LIKENESS = 0.75
"""The share of an agreed text's words from which a passage is taken for it."""

_WORD = re.compile(r"\S+")


class _Passages:
    """A run with its words, and each of them without punctuation and capitals."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.words = list(_WORD.finditer(run.text))
        self.bare = [_bare(word[0]) for word in self.words]

    def without(self, stretches: list[re.Match[str]]) -> list[str]:
        """The bare words, empty where they lie in one of the stretches, which are in their order."""
        bare, left = list(self.bare), iter(stretches)
        stretch = next(left, None)
        for number, word in enumerate(self.words):
            while stretch and stretch.end() <= word.start():
                stretch = next(left, None)
            if stretch and stretch.start() < word.end():
                bare[number] = ""
        return bare


@frozen
class _Change:
    """How a passage differs first from what was agreed: the words there, those that were agreed, and where."""

    found: str
    agreed: str
    word: re.Match[str]

    @property
    def message(self) -> str:
        if not self.found:
            return f'"{self.agreed}" is missing beside "{self.word[0]}" from what was agreed here'
        if not self.agreed:
            return f'"{self.found}" is not in what was agreed here'
        return f'"{self.found}" is not what was agreed here, which is "{self.agreed}"'


def agreed_texts(subject: Subject) -> Iterator[Diagnostic]:
    """Passages that come close to an agreed text and differ, and agreed texts that are missing where they must be."""
    if not subject.edition.desk.agreed:
        return
    texts = authored_texts(subject.edition)
    passages = [_Passages(run) for text in texts for run in runs_of(text, with_names=True) if run.text]
    for agreed in subject.edition.desk.agreed:
        pattern = phrase_pattern(agreed.text)
        exact = [list(pattern.finditer(each.run.text)) for each in passages]
        for each, stretches in zip(passages, exact, strict=True):
            yield from _altered(agreed, each, stretches, subject)
        if not any(exact):
            yield from _missing(agreed, [each.run for each in passages], subject)


def _missing(agreed: AgreedText, runs: list[Run], subject: Subject) -> Iterator[Diagnostic]:
    for about in agreed.about:
        pattern = phrase_pattern(about)
        for run in runs:
            if match := pattern.search(run.text):
                message = f'the edition speaks of "{about}" without the language agreed on it'
                place = subject.at(run.place(*match.span()))
                yield codes.AGREED_TEXT_MISSING.at(place, message, _hint(agreed))
                return


def _hint(agreed: AgreedText) -> str:
    where = f" ({PurePosixPath(agreed.place.file).name}:{agreed.place.line})" if agreed.place else ""
    return f"write: {agreed.text}{where}"


def _altered(
    agreed: AgreedText, passages: _Passages, exact: list[re.Match[str]], subject: Subject
) -> Iterator[Diagnostic]:
    wanted = agreed.text.split()
    if len(wanted) < FEWEST_WORDS:
        return
    for start in _likest([_bare(word) for word in wanted], passages.without(exact)):
        if change := _change(wanted, passages.words[start : start + len(wanted)]):
            place = subject.at(passages.run.place(*change.word.span()))
            yield codes.AGREED_TEXT_CHANGED.at(place, change.message, _hint(agreed))


def _likest(wanted: list[str], words: list[str]) -> list[int]:
    """Where the passages begin that share enough words with the agreed text, in one order; none overlaps another."""
    size, matcher = len(wanted), SequenceMatcher(b=wanted, autojunk=False)
    likeness: dict[int, float] = {}
    for start in _sharing(wanted, words):
        matcher.set_seq1(words[start : start + size])
        likeness[start] = matcher.ratio()
    taken: set[int] = set()
    starts = []
    for start in sorted(likeness, key=lambda start: (-likeness[start], words[start] != wanted[0], start)):
        if likeness[start] >= LIKENESS / 2 and taken.isdisjoint((start, start + size - 1)):
            taken.update(range(start, start + size))
            starts.append(start)
    return starts


def _sharing(wanted: list[str], words: list[str]) -> Iterator[int]:
    """Where the windows begin, as long as the agreed text, that share enough words with it in any order.

    `lacking` counts how often each agreed word is still wanted in the window, below nought where it stands too often.
    """
    lacking, shared = Counter(wanted), 0
    known = frozenset(wanted)
    for end, word in enumerate(words):
        start = end - len(wanted)
        if start >= 0 and words[start] in known:
            lacking[words[start]] += 1
            shared -= lacking[words[start]] > 0
        if word in known:
            shared += lacking[word] > 0
            lacking[word] -= 1
        if shared >= LIKENESS * len(wanted) and (start >= -1 or end == len(words) - 1):
            yield max(0, start + 1)


def _bare(word: str) -> str:
    return plain(word).strip(".,;:!?()\"'").casefold()


def _change(wanted: list[str], found: list[re.Match[str]]) -> _Change | None:
    """The first difference in words, else in capitals and punctuation; what stands before and behind is none."""
    for alike in (_bare, plain):
        sides = [alike(word) for word in wanted], [alike(word[0]) for word in found]
        for tag, first, last, start, end in SequenceMatcher(None, *sides, autojunk=False).get_opcodes():
            beside = tag == "insert" and first in (0, len(wanted))
            if tag != "equal" and not beside:
                words = " ".join(word[0] for word in found[start:end])
                return _Change(words, " ".join(wanted[first:last]), found[min(start, len(found) - 1)])
    return None
