"""Acronyms: where a document first uses each, and what it stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile

from briefgen.errors import Place
from briefgen.model.blocks import Block
from briefgen.model.document import Note
from briefgen.model.runs import Run, runs_of
from briefgen.model.walk import blocks_of, texts_of

ANNEXES = ("section:acronyms", "section:references")
"""What stands behind the text itself."""

_ACRONYM = re.compile(r"(?<![\w-])[A-Z](?:[A-Z]|&(?=[A-Z])){1,5}(?=s?(?![\w&]|-[0-9]))")
_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
_WORDS_BEFORE = re.compile(r"((?:(?:[^\W_][\w.’'-]*|&)[\s\u00a0]+)+)\($")
_CLOSED = re.compile(r"s?\)")
_WORDS_BEHIND = re.compile(r"s?[\s\u00a0]\(([^()]+)\)")
_LONGEST = 200
"""The characters before an acronym among which its words stand."""
_SMALL = frozenset(("&", "a", "an", "and", "de", "des", "for", "in", "of", "on", "the", "to"))


@dataclass(frozen=True)
class Acronym:
    """An acronym at its first use: its letters, the words that it stands for as far as known, and its place.

    `is_spelt` says whether the words stand beside it there.
    """

    letters: str
    words: str
    place: Place | None
    is_spelt: bool


def acronyms_in(blocks: Iterable[Block], notes: Iterable[Note], known: Mapping[str, str]) -> list[Acronym]:
    """The acronyms of the text, annexes left out, in the order of their first use; `known` gives words by letters."""
    found: dict[str, Acronym] = {}
    body = takewhile(lambda block: getattr(block, "anchor", "") not in ANNEXES, blocks)
    for run in _runs((*body, *(block for note in notes for block in note.content))):
        for match in _ACRONYM.finditer(run.text):
            letters = match[0]
            if letters not in found and not _ROMAN.fullmatch(letters):
                words = _spelt(match, run.text, known.get(letters, ""))
                place = run.place(match.start())
                found[letters] = Acronym(letters, words or known.get(letters, ""), place, bool(words))
    return list(found.values())


def _runs(blocks: Iterable[Block]) -> Iterator[Run]:
    for block in blocks_of(blocks):
        for text in texts_of(block):
            yield from runs_of(text, with_names=True)


def _spelt(match: re.Match[str], text: str, known: str) -> str:
    """The words beside an acronym, before it with the acronym in brackets, or in brackets behind it; else empty."""
    start = max(0, match.start() - _LONGEST)
    before = _WORDS_BEFORE.search(text, start, match.start()) if _CLOSED.match(text, match.end()) else None
    behind = _WORDS_BEHIND.match(text, match.end())
    if before and (words := _standing_for(match[0], before[1].split(), known)):
        return words
    if behind and (words := _standing_for(match[0], behind[1].split(), known)) and words == " ".join(behind[1].split()):
        return words
    return ""


def _standing_for(letters: str, words: list[str], known: str) -> str:
    """The last of the words, as many as the acronym stands for."""
    if known:
        wanted = known.casefold().split()
        last = words[-len(wanted) :]
        return " ".join(last) if [word.casefold() for word in last] == wanted else ""
    left = [letter for letter in letters if letter != "&"]
    for number in range(len(words) - 1, -1, -1):
        for part in reversed(words[number].split("-")):
            if part[:1].upper() == left[-1]:
                left.pop()
            elif part.casefold() not in _SMALL:
                return ""
            if not left:
                return " ".join(words[number:])
    return ""
