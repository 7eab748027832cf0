"""How a language writes numbers and dates where Babel and num2words are wrong or silent, from its file.

Source: keys `numbers`, `number_words` and `dates` of `assets/languages`; a language without a file has none of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from babel import Locale

from briefgen.frozen import frozen
from briefgen.languages import entries_of, languages, locale_of
from briefgen.model.edition import Desk

NONE = "none"
LIBRARY = "num2words"

_DIRECTION_MARKS = dict.fromkeys(map(ord, "\u200e\u200f\u061c"))


def without_marks(text: str) -> str:
    """A pattern of Babel without its marks of direction, for which isolates are printed."""
    return text.translate(_DIRECTION_MARKS)


@frozen
class Digits:
    """A language's own digits from nought, and the signs that fit them."""

    digits: str
    group: str
    decimal: str
    percent: str

    def of(self, text: str) -> str:
        """The text with these digits in place of Latin ones."""
        return text.translate(str.maketrans("0123456789", self.digits))


@frozen
class NumberForms:
    """How a language writes numbers: signs that Babel has wrong, its own digits, words of size in lakh.

    `compact` maps a power of ten to the word that stands behind so many of it.
    """

    group: str = ""
    decimal: str = ""
    own: Digits | None = None
    compact: Mapping[int, str] | None = None
    lakh: Mapping[int, str] | None = None

    @staticmethod
    @cache
    def of(locale: Locale) -> NumberForms:
        """Those of a language."""
        entry = _section(locale, "numbers")
        own = entry.get("own")
        return NumberForms(
            entry.get("group", ""),
            entry.get("decimal", ""),
            Digits(**own) if own else None,
            _by_number(entry.get("compact")),
            _by_number(entry.get("lakh")),
        )


@frozen
class NumberWords:
    """How a language says numbers: by num2words, by words of its own, or not at all.

    `names` are the numbers that have a name, `scales` those of which there can be several. `ranks` is how a rank stands
    in digits. `agreeing` is a pattern for the digits of numbers whose word depends on what is counted, and
    `agreeing_ranks` one for those whose rank does.
    """

    cardinals: str = LIBRARY
    ordinals: str = LIBRARY
    ranks: str = LIBRARY
    agreeing: str = ""
    agreeing_ranks: str = ""
    names: Mapping[int, str] | None = None
    scales: Mapping[int, str] | None = None
    joint: str = " "
    point: str = ""
    minus: str = ""
    ordinal_names: Mapping[int, str] | None = None
    ordinal_ending: str = ""

    @staticmethod
    @cache
    def of(locale: Locale) -> NumberWords:
        """Those of a language."""
        entry = _section(locale, "number_words")
        numbered = ("names", "scales", "ordinal_names")
        known: dict[str, Any] = {key: _by_number(word) if key in numbered else word for key, word in entry.items()}
        return NumberWords(**known)

    def agrees(self, whole: int, *, is_rank: bool = False) -> bool:
        """Whether the number's word, or its rank, depends on the gender or the case of what is counted."""
        pattern = self.agreeing_ranks if is_rank else self.agreeing
        return bool(pattern) and re.search(pattern, str(whole)) is not None

    def said(self, number: int) -> str:
        """A whole number in the language's own words; raises KeyError for one that is too large for them."""
        names, scales = self.names or {}, self.scales or {}
        if number in names:
            return names[number]
        value = max(size for size in (*names, *scales) if size <= number)
        count, rest = divmod(number, value)
        if value in names and count == 1:
            head, rest = names[value], number - value
        elif count < 1000:
            head = f"{self.said(count)} {scales[value]}"
        else:
            raise KeyError(number)
        return f"{head}{self.joint}{self.said(rest)}" if rest else head

    def ranked(self, number: int) -> str:
        """A whole number's rank in the language's own words: its last word has another form or an ending."""
        head, gap, last = self.said(number).rpartition(" ")
        names, ranks = self.names or {}, self.ordinal_names or {}
        known = {names[size]: rank for size, rank in ranks.items()}
        return f"{head}{gap}{known.get(last, last + self.ordinal_ending)}"


@frozen
class DateForms:
    """How a language writes dates and times where that is not as Babel has it.

    `patterns` maps what Babel's patterns have to what the language's documents have; in the others {year}, {number}
    and the like are filled. `first_day` is how the first of a month is written, `to` and `between` join days where they
    do not join numbers, and `months` is "none" where such words would inflect the months. `sides` are the letters of N,
    S, E and W; a language without `morning` counts the hours up to 24.
    """

    patterns: Mapping[str, str] | None = None
    first_day: str = ""
    to: str = ""
    between: str = ""
    months: str = ""
    quarters: tuple[str, ...] = ()
    decade: str = ""
    fiscal_year: str = ""
    time: str = "{hour}:{minute}"
    morning: str = ""
    afternoon: str = ""
    local_time: str = "local time"
    sides: Mapping[str, str] | None = None

    @staticmethod
    @cache
    def of(locale: Locale) -> DateForms:
        """Those of a language."""
        return DateForms(**_section(locale, "dates"))

    def pattern(self, of_babel: str) -> str:
        """A pattern of Babel as the language's documents have it."""
        pattern = without_marks(of_babel)
        for one, other in (self.patterns or {}).items():
            pattern = pattern.replace(one, other)
        return pattern


def in_digits_of(desk: Desk, text: str) -> str:
    """A number that is no fact, in the digits that the desk prints."""
    own = NumberForms.of(locale_of(desk.language)).own if desk.numbers.own_digits else None
    return own.of(text) if own else text


def _section(locale: Locale, key: str) -> dict[str, Any]:
    language = str(locale.language)
    return dict(entries_of(language).get(key, {})) if language in languages() else {}


def _by_number(entry: Mapping[str, str] | None) -> dict[int, str] | None:
    return {int(number): word for number, word in entry.items()} if entry else None
