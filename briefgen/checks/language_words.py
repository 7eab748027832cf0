"""What a language's file says of words beside figures, in its section `checks`, and in `finder` of scales."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from babel import Locale

from briefgen import codes
from briefgen.errors import Diagnostic
from briefgen.languages import entries_of, guards, language_of
from briefgen.model.edition import Desk
from briefgen.model.labels import DEFAULT_LANGUAGE
from briefgen.numbers_in_text.vocabulary import FigureWords, vocabulary_of, words_of
from briefgen.patterns import compiled

_NOTHING = r"[\u200b-\u200d\u2060\ufeff]*"
_SPACE = r"(?:[\s\u00a0\u202f]+)"
AS_PERCENT = 'give the fact the unit "%", which prints its sign'
AS_POINTS = "give the fact the unit percentage points"
AS_COMPACT = "give the value in full, and print it with the format compact"


def _section(language: str) -> Mapping[str, Any]:
    found = entries_of(language_of(language)).get("checks", {})
    return {} if isinstance(found, str) else found


@cache
def currency_words(language: str = DEFAULT_LANGUAGE) -> Mapping[str, tuple[str, ...]]:
    """What may be meant by a currency's name; the likeliest comes first."""
    return {name: tuple(codes) for name, codes in _section(language).get("currencies", {}).items()}


def currencies_called(word: str, language: str) -> tuple[str, ...]:
    """What a currency's name may mean in a language, or else in English; the likeliest comes first."""
    small = word.casefold()
    return currency_words(language).get(small) or currency_words().get(small.removesuffix("s"), ())


@cache
def hedge_before(language: str) -> re.Pattern[str]:
    """Words right before a figure that make it approximate, or a bound."""
    return compiled(rf"(?<!\w)({_spaced(_section(language).get('hedges', ()))}){_SPACE}$", re.IGNORECASE)


@cache
def hedge_behind(language: str) -> re.Pattern[str]:
    """Such words right behind a figure."""
    return compiled(rf"{_SPACE}({_spaced(_section(language).get('hedges_behind', ()))})(?!\w)", re.IGNORECASE)


@cache
def called_total(language: str, *, perhaps: bool) -> re.Pattern[str]:
    """The names of totals, in the language and in that of most tables; those that may be one where `perhaps`."""
    sections = [_section(each) for each in dict.fromkeys((language, DEFAULT_LANGUAGE))]
    keys = ("totals", "totals_perhaps") if perhaps else ("totals",)
    names = [name for section in sections for key in keys for name in section.get(key, ())]
    return compiled(rf"(?:{words_of(names)})(?!\w)", re.IGNORECASE)


@cache
def currency_behind(language: str) -> re.Pattern[str]:
    """The name of a currency right behind a figure, or behind a word that links the two ("d’euros")."""
    link, names = vocabulary_of(language).linking.pattern, words_of(currency_words(language))
    return compiled(rf"(?:{link}|{_SPACE})?(?P<code>(?!))?(?:{names})(?!\w)", re.IGNORECASE)


@cache
def words_behind(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """The words right behind a figure that make another one of it, each with what to write instead."""
    words: FigureWords = vocabulary_of(language)
    scales = (*words.scales_in_full, *words.short_scales)
    found = (
        (_section(language).get("points", ()), AS_POINTS),
        (words.words("percent"), AS_PERCENT),
        (scales, AS_COMPACT),
    )
    return tuple(
        (compiled(rf"{_NOTHING}(?:{_SPACE}|-)?(?:{_spaced(each)})(?!\w)", re.IGNORECASE), hint)
        for each, hint in found
        if each
    )


def _spaced(words: tuple[str, ...]) -> str:
    return words_of(words).replace(r"\s", _SPACE)


def guards_off(desk: Desk) -> Iterator[Diagnostic]:
    """A note that names the guards that are off in the language of a desk; none where all are on."""
    language = language_of(desk.language)
    off = [guard for guard, is_on in guards(language).items() if not is_on]
    place = desk.language_place or desk.place
    if off and place:
        name = Locale(language).english_name
        hint = "digits are found all the same; look for these yourself"
        yield codes.GUARDS_OFF.at(place, f"texts in {name} are not read for: {'; '.join(off)}", hint)
