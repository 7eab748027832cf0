"""Acronyms: where a document first uses each, and what it stands for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import takewhile

from briefgen.frozen import frozen
from briefgen.model.blocks import DATA, Block
from briefgen.model.characters import phrase_pattern, plain
from briefgen.model.document import Note
from briefgen.model.inlines import NoteReference
from briefgen.model.runs import Run, runs_of
from briefgen.model.traverse import blocks_of, inlines_of, texts_of
from briefgen.patterns import lazy_regex
from briefgen.spans import Span

ANNEXES = ("section:acronyms", "section:references")
"""What stands behind the text itself."""

_ACRONYM = lazy_regex(r"(?<![\w‐‑-])[A-Z](?:[A-Z]|&(?=[A-Z])){1,5}(?=s?(?![\w&$£€¥]|[‐‑-][0-9]))")
_TWO_CAPITALS = lazy_regex("[A-Z][A-Z&]")
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ&'’‐‑-]*"
_CAPITALS = lazy_regex(rf"(?<![\w‐‑-]){_CAPITAL}+(?:(?:\s+{_CAPITAL})+(?!\w))?")
"""Words in capitals that follow each other, or one alone, so that none is looked at again from each `&` in it."""
_TOKEN = lazy_regex(r"\S+")
_ROMAN = lazy_regex(r"X{0,3}(?:IX|IV|V?I{0,3})")
_QUOTES = "\"'"
_AROUND = _QUOTES + ","
_WORDS_BEFORE = lazy_regex(rf"((?:(?:[{_QUOTES}]?[^\W_][\w.'/-]*[{_QUOTES},]*|[&/])\s+)+)\([{_QUOTES}]?$")
_CLOSED = lazy_regex(rf"s?[{_QUOTES}]?\)")
_WORDS_BEHIND = lazy_regex(r"s?\s\(([^()]+)\)")
_LONGEST = 200
"""The characters before an acronym among which its words stand."""
_SMALL = frozenset(("", "&", "a", "an", "and", "de", "des", "for", "in", "of", "on", "or", "the", "to"))


@frozen
class Acronym:
    """An acronym at its first use: its letters, the words that it stands for as far as known, and its place.

    `is_spelt` says whether the words stand beside it there.
    """

    letters: str
    words: str
    place: Span | None
    is_spelt: bool


def acronyms_in(blocks: Iterable[Block], notes: Iterable[Note], known: Mapping[str, str]) -> list[Acronym]:
    """The acronyms of the text, annexes left out, in the order of their first use; `known` gives words by letters.

    A note is read behind the text that first refers to it.
    """
    found: dict[str, Acronym] = {}
    body = takewhile(lambda block: getattr(block, "anchor", "") not in ANNEXES, blocks)
    for run in _runs(body, {note.name: note for note in notes}):
        matches = list(_acronyms(run.text, known))
        plain_text = plain(run.text) if matches else ""
        for match in matches:
            letters = match[0]
            if letters not in found:
                words = _spelt(match, plain_text, known.get(letters, ""))
                place = run.place(*match.span())
                found[letters] = Acronym(letters, words or known.get(letters, ""), place, bool(words))
    return list(found.values())


def _runs(blocks: Iterable[Block], notes: dict[str, Note]) -> Iterator[Run]:
    """The runs of the blocks, each text's notes behind it; `notes` are those that are still to be read."""
    for block in blocks_of(blocks):
        if block.anchor.startswith(DATA):
            continue
        for text in texts_of(block):
            yield from runs_of(text, with_names=True)
            for inline in inlines_of(text):
                if isinstance(inline, NoteReference) and inline.note in notes:
                    yield from _runs(notes.pop(inline.note).content, notes)


def _acronyms(text: str, known: Mapping[str, str]) -> Iterator[re.Match[str]]:
    """Words that are acronyms: no Roman numerals, and none of several words in capitals that are not all known."""
    if not _TWO_CAPITALS.search(text):
        return
    stretches = [match for match in _CAPITALS.finditer(text) if _is_emphatic(match[0].split(), known)]
    for match in _ACRONYM.finditer(text):
        number = bisect_right(stretches, match.start(), key=lambda stretch: stretch.start()) - 1
        is_emphatic = number >= 0 and match.start() < stretches[number].end()
        if not (is_emphatic or _ROMAN.fullmatch(match[0]) or _is_in_mark(text, match)):
            yield match


def _is_in_mark(text: str, match: re.Match[str]) -> bool:
    """Whether the letters are part of a sign with strokes and digits, such as A/RES/68/262."""
    start = max(text.rfind(" ", 0, match.start()), text.rfind("\n", 0, match.start())) + 1
    word = _TOKEN.match(text, start)
    return word is not None and "/" in word[0] and any(character.isdigit() for character in word[0])


def _is_emphatic(capitals: list[str], known: Mapping[str, str]) -> bool:
    """Whether words in capitals are written so for emphasis, as headings are, and not each an acronym of its own."""
    words = [word for word in capitals if len(word) > 1]
    return len(words) > 1 and not all(word in known for word in words)


def _spelt(match: re.Match[str], text: str, known: str) -> str:
    """The words beside an acronym, before it with the acronym in brackets, or in brackets behind it; else empty.

    `text` is that of the match with plain quotation marks, dashes and spaces.
    """
    is_closed = _CLOSED.match(text, match.end()) is not None
    behind = _WORDS_BEHIND.match(text, match.end())
    if known:
        before = text[max(0, match.start() - _LONGEST - len(known)) : match.start()] if is_closed else ""
        is_spelt = _ends_with(known).search(before) or (behind and _is_phrase(known, behind[1]))
        return known if is_spelt else ""
    beside = _WORDS_BEFORE.search(text, max(0, match.start() - _LONGEST), match.start()) if is_closed else None
    if beside and (words := _standing_for(match[0], match.string[beside.start(1) : beside.end(1)].split())):
        return words
    inside = match.string[behind.start(1) : behind.end(1)].split() if behind else []
    words = _standing_for(match[0], inside)
    return words if words == _trimmed(inside) else ""


@lru_cache(maxsize=1024)
def _ends_with(known: str) -> re.Pattern[str]:
    """A pattern for text that ends with the words and an opening bracket."""
    words = phrase_pattern(known, any_case=True)
    return re.compile(rf"{words.pattern}[{_QUOTES},]*\s+\([{_QUOTES}]?$", words.flags)


def _is_phrase(phrase: str, text: str) -> bool:
    return phrase_pattern(phrase, any_case=True).fullmatch(text.strip(_QUOTES + " ")) is not None


def _standing_for(letters: str, words: list[str]) -> str:
    """The last of the words, as many as the acronym stands for; small words may have a letter in it, or none."""
    initials = letters.replace("&", "")
    left = {len(initials)}
    for number in range(len(words) - 1, -1, -1):
        for part in reversed(re.split("[-/]", plain(words[number]).strip(_AROUND))):
            taken = {count - 1 for count in left if part[:1].upper() == initials[count - 1]}
            left = taken | left if part.casefold() in _SMALL else taken
            if not left:
                return ""
            if 0 in left:
                return _trimmed(words[number:])
    return ""


def _trimmed(words: list[str]) -> str:
    """The words without quotation marks and commas around them."""
    text = " ".join(words)
    start = len(text) - len(plain(text).lstrip(_AROUND))
    return text[start : len(plain(text).rstrip(_AROUND))]
