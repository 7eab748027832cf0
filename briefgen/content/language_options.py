"""Options of a desk that need something of a language: its own digits, words for lakh, patterns of hyphens."""

from __future__ import annotations

from collections.abc import Callable

from babel import Locale

from briefgen import codes
from briefgen.content.editions import find_editions, language_named
from briefgen.content.files import Located
from briefgen.content.schema import DeskFile, DigitSet
from briefgen.content.source_reader import SourceReader
from briefgen.languages import language_of, languages, locale_of
from briefgen.layout.hyphenation import can_hyphenate
from briefgen.ledger.forms import NumberForms


def report_idle_options(reading: SourceReader, located: Located[DeskFile], language: str) -> None:
    """Report what is asked for and can be had in none of the languages of a desk and its editions."""
    entry = located.entry
    asked: tuple[tuple[bool, tuple[str, ...], str, Callable[[str], bool]], ...] = (
        (entry.numbers.digits is DigitSet.OWN, ("numbers", "digits"), "has no digits of its own", _has_digits),
        (entry.numbers.lakh, ("numbers", "lakh"), "has no short forms in lakh and crore", _has_lakh),
        (entry.hyphenation is True, ("hyphenation",), "parts no words at the ends of lines", can_hyphenate),
    )
    for is_asked, keys, lacks, can in asked:
        if is_asked and not can(language) and not any(map(can, _languages_of_editions(reading))):
            message = f"{Locale(language_of(language)).english_name} {lacks}, so that this line changes nothing"
            able = [each for each in languages() if can(each)]
            hint = f"delete the line; it is for desks with editions in {', '.join(able)}"
            reading.report(codes.IDLE_OPTION.at(located.place_of(*keys), message, hint))


def _languages_of_editions(reading: SourceReader) -> set[str]:
    named = (language_named(reading.content, name) for name in find_editions(reading.content))
    return {tag for tag in named if language_of(tag) in languages()}


def _has_digits(language: str) -> bool:
    return NumberForms.of(locale_of(language)).own is not None


def _has_lakh(language: str) -> bool:
    return NumberForms.of(locale_of(language)).lakh is not None
