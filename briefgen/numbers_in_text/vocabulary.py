"""What a language's file says of figures in texts, in its section `finder`; without one digits and signs are read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cache, cached_property
from typing import Any

from briefgen.frozen import frozen
from briefgen.languages import entries_of, language_of, languages
from briefgen.model.labels import DEFAULT_LANGUAGE
from briefgen.numbers_in_text.characters import one_of
from briefgen.patterns import compiled, lazy_regex

_NONE = "none"
_ARABIC = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٪", "01234567890123456789%")
"""The digits and the percent sign of Arabic script, of either kind, as those of ASCII."""
_ELIDED = lazy_regex(r"([^\W\d_]+)['’]")
_HAS_ARABIC = lazy_regex("[٠-٩۰-۹٪]")


@frozen(eq=False)
class FigureWords:
    """The words of one language that stand at figures; `entries` is the section of its file, or empty.

    `printed` has the words of the numbers that the language prints by a table, by their figures.
    """

    entries: Mapping[str, Any]
    printed: Mapping[str, Any]

    @cached_property
    def has_grammar(self) -> bool:
        """Whether the rules of `phrases`, of ratios and of identifiers with labels are those of the language."""
        return bool(self.entries.get("grammar") == "phrases")

    @cached_property
    def scales(self) -> Mapping[str, int]:
        """By what the words behind a number multiply it, those in full and short ones: "millions", "bn", "млн"."""
        every = {**self.initials, **self._numbers("short_scales"), **self.scales_in_full}
        return {word.casefold(): worth for word, worth in every.items()}

    @cached_property
    def scales_in_full(self) -> Mapping[str, int]:
        """Those that can stand behind each other, as "lakh crore", and behind a hyphen."""
        return self._numbers("scales")

    @cached_property
    def initials(self) -> Mapping[str, int]:
        """Single letters for scales, which stand at the digits in English, and elsewhere at the sign of a currency."""
        return self._numbers("initials")

    @cached_property
    def short_scales(self) -> tuple[str, ...]:
        """Short forms, which can touch the digits."""
        return tuple(self._numbers("short_scales"))

    @cached_property
    def number_words(self) -> Mapping[str, Fraction]:
        """What each word of a number is worth, in all its forms; empty where no words are read, or by `phrases`."""
        return {word.casefold(): worth for word, worth in self._written.items()}

    @cached_property
    def _written(self) -> dict[str, Fraction]:
        named = {word: Fraction(worth) for worth, word in self.printed.items()} if self.can_see("number_words") else {}
        return {**named, **{word: Fraction(worth) for worth, word in self._pairs("number_words")}}

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """The words of numbers as they are written, in small letters."""
        return tuple(dict.fromkeys(word.lower() for word in self._written))

    @cached_property
    def number_words_alone(self) -> frozenset[str]:
        """Words of numbers that are no figure by themselves."""
        return frozenset(word.casefold() for word in self.words("number_words_alone"))

    @cached_property
    def months(self) -> Mapping[str, int]:
        """Months' names beside Babel's, as numbers from 1."""
        return self._numbers("months")

    @cached_property
    def days(self) -> Mapping[str, int]:
        """Days' names beside Babel's, as numbers from 0 for Monday."""
        return self._numbers("days")

    @property
    def clock(self) -> Mapping[str, tuple[str, ...]]:
        """The words of times: for hours, for hours that are no length of time, for minutes, and before a time."""
        found: Mapping[str, tuple[str, ...]] = self.entries.get("clock", {})
        return found

    @cached_property
    def breaks(self) -> frozenset[str]:
        """The words behind which a figure counts nothing."""
        return frozenset(self.words("breaking"))

    def breaks_off(self, word: str) -> bool:
        """Whether a word is one of these, or begins with one whose end is left out (qu’il)."""
        small = word.casefold()
        return small in self.breaks or ((found := _ELIDED.match(small)) is not None and f"{found[1]}’" in self.breaks)

    @cached_property
    def linking(self) -> re.Pattern[str]:
        """A word between a figure and what it counts, with its spaces: "millions de dollars", "millions d’euros"."""
        whole, elided = (
            [word for word in self.words("linking") if word.endswith("’") == is_elided] for is_elided in (False, True)
        )
        starts = words_of(word.removesuffix("’") for word in elided)
        return compiled(rf"\s{{1,2}}(?:(?:{words_of(whole)})\s{{1,2}}|{starts}['’])", re.IGNORECASE)

    @cached_property
    def passed_over(self) -> frozenset[str]:
        """The words before what a figure counts."""
        return frozenset(self.words("passed_over"))

    @cached_property
    def plurals(self) -> frozenset[str]:
        """Plurals that do not look like one."""
        return frozenset(self.words("plurals"))

    @cached_property
    def labels(self) -> frozenset[str]:
        """What is numbered: behind one of these a number is part of a name."""
        return frozenset(word.casefold() for key in ("labels", "plural_labels") for word in self.words(key))

    @cached_property
    def number_sign(self) -> str:
        """A pattern for what stands between the name of a law and its number."""
        return rf"(?i:№|{words_of(self.words('number_signs'))})"

    def words(self, key: str) -> tuple[str, ...]:
        """The words that the file has under a key, which are parted by spaces where they are one text."""
        found = self.entries.get(key, ())
        return () if found == _NONE else tuple(found.split()) if isinstance(found, str) else tuple(found)

    def says(self, key: str) -> bool:
        """Whether the file says "yes" to a key."""
        return str(self.entries.get(key)) == "yes"

    def can_see(self, key: str) -> bool:
        """Whether the file has anything under a key, or grammar that stands for it."""
        return bool(self.entries.get(key, _NONE) != _NONE)

    @cached_property
    def _clitics(self) -> re.Pattern[str] | None:
        letters = "".join(self.words("clitics"))
        return compiled(rf"(?<!\w)[{letters}]{{1,2}}ـ?(?=[%٪]?\d)") if letters else None

    def plain(self, text: str) -> str:
        """A text of the same length with ASCII digits, and without the small words that are written at them (و63)."""
        if text.isascii():
            return text
        text = with_plain_digits(text)
        return self._clitics.sub(lambda match: " " * len(match[0]), text) if self._clitics else text

    def _numbers(self, key: str) -> dict[str, int]:
        return {word: int(worth) for worth, word in self._pairs(key)}

    def _pairs(self, key: str) -> list[tuple[str, str]]:
        found = self.entries.get(key, _NONE)
        return [] if isinstance(found, str) else [(worth, word) for worth, words in found.items() for word in words]


def words_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, in which any space fits a space; one that fits nothing where there are none."""
    return one_of(words).replace(r"\ ", r"\s") if (words := tuple(words)) else "(?!)"


def with_plain_digits(text: str) -> str:
    """The text with the digits and the percent sign of Arabic script as those of ASCII."""
    return text.translate(_ARABIC) if _HAS_ARABIC.search(text) else text


@cache
def vocabulary_of(tag: str = DEFAULT_LANGUAGE) -> FigureWords:
    """The vocabulary of a language tag; that of digits and signs only where its language has no file."""
    language = language_of(tag)
    entries = entries_of(language) if language in languages() else {}
    section, printed = entries.get("finder", _NONE), entries.get("number_words", _NONE)
    names = {} if isinstance(printed, str) else {**printed.get("names", {}), **printed.get("scales", {})}
    return FigureWords({} if isinstance(section, str) else section, names)
