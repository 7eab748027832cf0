"""Numbers in the words of a language's file, in every form in which they stand there: `number_words`.

What is only one of the words under `number_words_alone` is none, an article or a scale in the plural, but before a
word for per cent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from briefgen.numbers_in_text.mention import Mention, MentionKind
from briefgen.numbers_in_text.vocabulary import FigureWords, words_of

_GAP = r"[\s‑-]{1,2}"
_NOTHING = Decimal(0)


def word_numbers(text: str, vocabulary: FigureWords) -> Iterator[Mention]:
    """Figures in words, each as far as its words make one number: "deux trois" are two."""
    token = _token(vocabulary)
    for run in _run(vocabulary).finditer(text):
        start, end, total, current = run.start(), run.start(), _NOTHING, _NOTHING
        for match in token.finditer(text, *run.span()):
            worth = vocabulary.number_words[match[0].casefold()]
            following = _added(current, worth, is_first=end == start)
            if following is None:
                yield from _mention(text, start, end, total + current, vocabulary)
                start, total, current = match.start(), _NOTHING, _NOTHING
                following = _added(_NOTHING, worth, is_first=True) or (_NOTHING, worth)
            total, current, end = total + following[0], following[1], match.end()
        yield from _mention(text, start, end, total + current, vocabulary)


def number_word_spots(text: str, vocabulary: FigureWords) -> list[tuple[int, int]]:
    """Where numbers in words may stand."""
    return [match.span() for match in _run(vocabulary).finditer(text)]


def _added(current: Decimal, worth: Decimal, *, is_first: bool) -> tuple[Decimal, Decimal] | None:
    """What a word adds to the thousands of a number, and what is counted now; none where it begins another number."""
    if worth < 1 and not is_first:
        return None
    if worth >= 1000:
        return ((current or 1) * worth, _NOTHING) if current or is_first else None
    if worth == 100:
        return (_NOTHING, 100 * current if 0 < current < 100 else worth) if current < 100 else None
    below = current % 100
    if worth > 100:
        return (_NOTHING, worth) if not current else None
    is_ten, has_unit = worth >= 20 and worth % 10 == 0, 0 < below < 10
    fits = not below or (below >= 20 and below % 10 == 0 and worth < 20) or (is_ten and has_unit)
    return (_NOTHING, current + worth) if fits else None


def _mention(text: str, start: int, end: int, amount: Decimal, vocabulary: FigureWords) -> Iterator[Mention]:
    percent = _percent(vocabulary).match(text, end)
    if end == start or (not percent and text[start:end].casefold() in vocabulary.number_words_alone):
        return
    kind, last = (MentionKind.PERCENT, percent.end()) if percent else (MentionKind.NUMBER, end)
    yield Mention(start, last, text[start:last], kind, True, (amount,), "%" if percent else "")


@cache
def _token(vocabulary: FigureWords) -> re.Pattern[str]:
    return re.compile(words_of(vocabulary.forms), re.IGNORECASE)


@cache
def _run(vocabulary: FigureWords) -> re.Pattern[str]:
    """Words of numbers in a row, with what joins them, which can be written at the next one or between two in one."""
    token, joins = words_of(vocabulary.forms), vocabulary.words("number_joins")
    glued = vocabulary.words("number_joins_glued")
    join = rf"(?:{words_of(joins)}{_GAP})?" if joins else ""
    link = rf"{_GAP}{join}" + (rf"(?:{words_of(glued)})?" if glued else "")
    if vocabulary.says("number_compounds"):
        link = rf"(?:{link}|(?:{words_of(joins)})?)"
    return re.compile(rf"(?<!\w){token}(?:{link}{token})*(?!\w)", re.IGNORECASE)


@cache
def _percent(vocabulary: FigureWords) -> re.Pattern[str]:
    return re.compile(rf"\s(?:{words_of(vocabulary.words('percent'))})(?!\w)", re.IGNORECASE)
