"""Marks: addresses, references and names that hold digits, such as F-16, S/2024/123, COVID-19, 3.2.1."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.numbers_in_text.characters import LETTER, SEEN, has_numeric, is_numeric
from briefgen.numbers_in_text.conventions import Conventions
from briefgen.numbers_in_text.mention import Mention, MentionKind
from briefgen.patterns import lazy_regex

_CHUNK = lazy_regex(rf"[^\s{SEEN}]+")
_ADDRESS = lazy_regex(
    r"[a-z][a-z0-9+.-]{0,20}://|www\.|mailto:|[\w.+-]+@[\w-]+\.\w|(?:[\w-]{1,63}\.){1,5}[a-z]{2,10}/", re.IGNORECASE
)
_IN_ADDRESSES = ("/", "@", "www.", "mailto:")
_OPENING = "(<[{\"'“‘"
_CLOSING = ")>]}\"'”’.,;:!?"

_STROKES = lazy_regex(rf"(?<![\w/])(?P<first>{LETTER}+)(?:/\w+(?:[.-]\w+)*)+")
_MORE = r"(?:[./-]\d\w*|[/-][A-Z]+\d\w*)*"
_GLUED = lazy_regex(rf"(?<!\w)(?P<first>{LETTER}+)\d\w*{_MORE}")
_HYPHENED = lazy_regex(rf"(?<!\w)(?P<first>{LETTER}+)[-‑]\d\w*{_MORE}")
_DIGIT_BEHIND_LETTERS = lazy_regex(rf"\d(?:(?<={LETTER}\d)|(?<={LETTER}[-‑]\d))")
# Behind these the digits are a figure: "mid-2024", "Under-5 mortality".
_BEFORE_FIGURES = "about and around early ex in late near non of or over post pre since sub mid to top under"
_PREFIXES = frozenset(_BEFORE_FIGURES.split())
_SMALL_SIGNS = frozenset({"covid"})

_JOINED_DIGIT = lazy_regex(r"\d[.-]\w")
_LETTER_BEHIND = lazy_regex(r"(?<![\w.,])\d+-[A-Z](?!\w)")
_VERSION = lazy_regex(r"(?<![\w.])\d+(?:\.\d+){2,}(?!\w)")
_GROUPS = lazy_regex(r"\d{1,3}(?:\.\d{3})+")
_HYPHENS = lazy_regex(r"(?<![\w-])\d+(?:-\d+){2,}(?!\w)")
_LEFT_OVER = lazy_regex(r"\w+(?:[.,]\d\w*)*")


def addresses(text: str) -> Iterator[Mention]:
    """Addresses of pages and mail that hold digits."""
    folded = text.lower()
    if not any(sign in folded for sign in _IN_ADDRESSES):
        return
    for chunk in _CHUNK.finditer(text):
        if not any(map(is_numeric, chunk[0])):
            continue
        start = chunk.end() - len(chunk[0].lstrip(_OPENING))
        end = start + len(text[start : chunk.end()].rstrip(_CLOSING))
        if _ADDRESS.match(text, start, end) and any(map(is_numeric, text[start:end])):
            yield _mark(text, start, end)


def marks_with_letters(text: str, conventions: Conventions) -> Iterator[Mention]:
    """Marks that begin with letters: S/2024/123, R1, v2.1.3, F-16. They may overlap."""
    if "/" not in text and not _DIGIT_BEHIND_LETTERS.search(text):
        return
    dated = conventions.months.keys() | conventions.days.keys()
    for match in _STROKES.finditer(text):
        first = match["first"]
        if not first.islower() and first not in dated and any(map(is_numeric, match[0])):
            yield _mark(text, *match.span())
    for match in _GLUED.finditer(text):
        if match["first"] not in conventions.currencies:
            yield _mark(text, *match.span())
    for match in _HYPHENED.finditer(text):
        if _is_name(match["first"]) and match["first"] not in dated:
            yield _mark(text, *match.span())


def _is_name(prefix: str) -> bool:
    folded = prefix.casefold()
    return folded in _SMALL_SIGNS or (not prefix.islower() and folded not in _PREFIXES)


def marks_of_digits(text: str) -> Iterator[Mention]:
    """Marks that begin with digits and are no dates: 10-K, 3.2.1, 978-3-16. They may overlap."""
    if not _JOINED_DIGIT.search(text):
        return
    for pattern in (_LETTER_BEHIND, _VERSION, _HYPHENS):
        for match in pattern.finditer(text):
            if not _GROUPS.fullmatch(match[0]) or _is_address_of_machine(match[0]):
                yield _mark(text, *match.span())


def _is_address_of_machine(text: str) -> bool:
    parts = text.split(".")
    return len(parts) == 4 and all(len(part) <= 3 and int(part) <= 255 for part in parts)


def left_over(text: str) -> Iterator[Mention]:
    """Whatever has digits and was not taken for anything else: 3G, 12a, 1e6."""
    for match in _LEFT_OVER.finditer(text) if has_numeric(text) else ():
        if any(map(is_numeric, match[0])):
            yield _mark(text, *match.span())


def _mark(text: str, start: int, end: int) -> Mention:
    return Mention(start, end, text[start:end], MentionKind.MARK)
