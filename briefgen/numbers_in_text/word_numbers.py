"""Numbers in the words of a language's file, in every form in which they stand there: `number_words`.

What is only one of the words under `number_words_alone` is none, an article or a scale in the plural, but before a
word for per cent, or one under `counted`. Words that are worth less than one are parts of the number before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache

from briefgen.frozen import frozen
from briefgen.numbers_in_text.characters import SEEN, quotient
from briefgen.numbers_in_text.mention import Mention, MentionKind
from briefgen.numbers_in_text.vocabulary import FigureWords, words_of
from briefgen.patterns import compiled

_GAP = r"[\s‑-]{1,2}"
_NOTHING = Fraction(0)
_HALF, _ONE = Fraction(1, 2), Fraction(1)
_LONGEST_BEFORE = 24


@frozen
class _Number:
    """A number as far as its words have been read: what is above its last scale, what is counted in that, and the rest.

    Two thousand million and five has 2,000,000,000 above and 5 as the rest; two thousand and five, 2,000 and 5.
    """

    start: int
    end: int
    above: Fraction = _NOTHING
    counted: Fraction = _NOTHING
    rest: Fraction = _NOTHING
    scale: int = 1

    @property
    def is_empty(self) -> bool:
        return self.start == self.end

    @property
    def worth(self) -> Fraction:
        return self.above + self.counted + self.rest


def word_numbers(text: str, vocabulary: FigureWords) -> Iterator[Mention]:
    """Figures in words, each as far as its words make one number: "deux trois" are two."""
    token, text = _token(vocabulary), _idioms(vocabulary).sub(lambda match: SEEN * len(match[0]), text)
    for run in _run(vocabulary).finditer(text):
        number = _empty(run.start("words"))
        for match in token.finditer(text, *run.span("words")):
            gap, worth = text[number.end : match.start()], vocabulary.number_words[_plain(match[0])]
            is_joined = not number.is_empty and any(map(str.isalpha, gap))
            longer = _longer(number, worth, is_joined=is_joined, units_first=vocabulary.says("units_before_tens"))
            if longer is None:
                yield from _mention(text, number, number.end, vocabulary)
                empty = _empty(match.start())
                longer = _longer(empty, worth, is_joined=False, units_first=False) or empty
            number = replace(longer, end=match.end())
        yield from _mention(text, number, run.end(), vocabulary)


def _empty(start: int) -> _Number:
    return _Number(start, start)


def _plain(words: str) -> str:
    """Words as the vocabulary has them: in small letters, with common spaces."""
    return " ".join(words.casefold().split())


def number_word_spots(text: str, vocabulary: FigureWords) -> list[tuple[int, int]]:
    """Where numbers in words may stand."""
    return [match.span() for match in _run(vocabulary).finditer(text)]


def _longer(number: _Number, worth: Fraction, *, is_joined: bool, units_first: bool) -> _Number | None:
    """The number with one more word; none where that begins another number."""
    if number.is_empty and worth < 1000:
        return replace(number, rest=worth)
    if worth < 1:
        return _with_part(number, worth, is_joined=is_joined)
    if worth >= 1000:
        return _scaled(number, int(worth))
    if number.rest.denominator > 1:
        return None
    if worth == 100:
        return replace(number, rest=100 * (number.rest or _ONE)) if number.rest < 100 else None
    if worth > 100:
        return None if number.rest else replace(number, rest=worth)
    return _with_small(number, worth, is_sum=is_joined or units_first)


def _with_part(number: _Number, part: Fraction, *, is_joined: bool) -> _Number | None:
    """Two thirds, two and a half, or a million and a half."""
    if is_joined:
        counted = number.rest + part if number.rest else part * number.scale
        return replace(number, rest=counted) if part == _HALF else None
    fits = 1 <= number.rest < 20 and not number.counted
    return replace(number, rest=number.rest * part) if fits else None


def _scaled(number: _Number, scale: int) -> _Number | None:
    """The number with a word such as a thousand, which multiplies all that is not above it."""
    if not number.is_empty and number.scale == scale:
        return None
    if number.counted and number.scale < scale:
        return replace(number, counted=(number.counted + number.rest) * scale, rest=_NOTHING, scale=scale)
    if not number.is_empty and not number.rest:
        return None
    above = number.above + number.counted
    return replace(number, above=above, counted=(number.rest or _ONE) * scale, rest=_NOTHING, scale=scale)


def _with_small(number: _Number, worth: Fraction, *, is_sum: bool) -> _Number | None:
    """The number with one below a hundred, behind a ten, or a ten behind a unit where that is a sum, as in German."""
    below = number.rest % 100
    is_round = worth >= 20 and worth % 10 == 0
    fits = not below or (below >= 20 and below % 10 == 0 and worth < 20) or (is_round and below < 10 and is_sum)
    return replace(number, rest=number.rest + worth) if fits else None


def _mention(text: str, number: _Number, end: int, vocabulary: FigureWords) -> Iterator[Mention]:
    start, percent = number.start, _behind(vocabulary, "percent").match(text, end)
    if number.is_empty or (not percent and _is_no_figure(text, number, vocabulary)):
        return
    kind, last = (MentionKind.PERCENT, percent.end()) if percent else (MentionKind.NUMBER, end)
    amount = quotient(number.worth.numerator, number.worth.denominator)
    yield Mention(start, last, text[start:last], kind, True, (amount,), "%" if percent else "")


def _is_no_figure(text: str, number: _Number, vocabulary: FigureWords) -> bool:
    """Whether the words are none by themselves, belong to what has been looked at, or name a part of a time."""
    words = _plain(text[number.start : number.end])
    before = text[max(0, number.start - _LONGEST_BEFORE) : number.start]
    if words in vocabulary.number_words_alone:
        return number.worth <= 1 or not _behind(vocabulary, "counted").match(text, number.end)
    if words in vocabulary.number_words and number.worth >= 100 and before.rstrip().endswith(SEEN):
        return True
    if _in_percent(vocabulary).search(before + words):
        return True
    return number.worth < 1 and _of_a_time(vocabulary).search(before) is not None


@cache
def _token(vocabulary: FigureWords) -> re.Pattern[str]:
    return compiled(words_of(vocabulary.forms), re.IGNORECASE)


@cache
def _run(vocabulary: FigureWords) -> re.Pattern[str]:
    """Words of numbers in a row, with what joins them, which can be written at the next one or between two in one.

    Small words can be written at the first one, as at digits.
    """
    token, joins = words_of(vocabulary.forms), vocabulary.words("number_joins")
    glued = vocabulary.words("number_joins_glued")
    join = rf"(?:{words_of(joins)}{_GAP})?" if joins else ""
    link = rf"{_GAP}{join}" + (rf"(?:{words_of(glued)})?" if glued else "")
    if vocabulary.says("number_compounds"):
        link = rf"(?:{link}|(?:{words_of(joins)})?)"
    clitics = "".join(vocabulary.words("clitics"))
    before = rf"(?<!\w)[{clitics}]{{0,2}}" if clitics else r"(?<!\w)"
    behind = rf"(?:(?:{words_of(vocabulary.words('number_stems'))})\w*)?"
    return compiled(rf"{before}(?P<words>{token}(?:{link}{token})*){behind}(?!\w)", re.IGNORECASE)


@cache
def _behind(vocabulary: FigureWords, key: str) -> re.Pattern[str]:
    """A word behind a number, of those that the language's file has under a key."""
    return compiled(rf"\s(?:{words_of(vocabulary.words(key))})(?!\w)", re.IGNORECASE)


@cache
def _in_percent(vocabulary: FigureWords) -> re.Pattern[str]:
    """A word for per cent as far as a number of its own: "pour cent"."""
    words = [word.split() for word in vocabulary.words("percent")]
    known = [each[:at] for each in words for at in range(2, len(each) + 1) if each[at - 1] in vocabulary.number_words]
    return compiled(rf"(?:{words_of(map(' '.join, known))})\Z", re.IGNORECASE)


@cache
def _idioms(vocabulary: FigureWords) -> re.Pattern[str]:
    return compiled(rf"(?<!\w)(?:{words_of(vocabulary.words('number_idioms'))})(?!\w)", re.IGNORECASE)


@cache
def _of_a_time(vocabulary: FigureWords) -> re.Pattern[str]:
    """Words behind which a half or quarter is one of a year or of a match."""
    return compiled(rf"(?<!\w)(?:{words_of(vocabulary.words('parts_of_times'))})\s\Z", re.IGNORECASE)
