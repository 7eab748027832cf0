"""What a language says of figures: the roles of comma and point, currency signs, names of months and days."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property

from babel import Locale, UnknownLocaleError
from babel.numbers import get_decimal_symbol, get_group_symbol, list_currencies

from briefgen.frozen import frozen
from briefgen.languages import locale_of
from briefgen.model.currencies import sign_of
from briefgen.numbers_in_text.vocabulary import FigureWords, vocabulary_of
from briefgen.patterns import lazy_regex

_LETTERS = lazy_regex(r"[^\W\d_]+")

_BRITISH = Locale("en", "GB")
CURRENCY_SIGNS = "$¢-¥֏؋৲৳૱௹฿៛₠-⃀﷼＄￠￡￥￦"
"""Currency signs as the inside of a character class."""


@frozen(eq=False)
class Conventions:
    """How figures are written in one language; `currency` is the one that a desk means by a sign that several have."""

    locale: Locale
    currency: str = ""

    @cached_property
    def vocabulary(self) -> FigureWords:
        """What the file of the language says of figures."""
        return vocabulary_of(str(self.locale.language))

    @cached_property
    def decimal(self) -> str:
        """The mark before the decimals."""
        return str(self.vocabulary.entries.get("decimal") or get_decimal_symbol(self.locale))

    @cached_property
    def group(self) -> str:
        """The mark between groups of digits."""
        return str(self.vocabulary.entries.get("group") or get_group_symbol(self.locale))

    @cached_property
    def is_month_first(self) -> bool:
        """Whether 3/4 is a day of March."""
        return str(self.locale.date_formats["short"].pattern).startswith("M")

    @cached_property
    def has_points_in_dates(self) -> bool:
        """Whether 3.4.25 is a day of April."""
        return "." in str(self.locale.date_formats["short"].pattern)

    @cached_property
    def currencies(self) -> Mapping[str, str]:
        """The code of each currency sign and code; a sign that several currencies share has none."""
        shared = {"Rs": "", "Rs.": ""}
        worldwide = {sign: code for code, sign in Locale("en", "001").currency_symbols.items()}
        own = {sign: code for code, sign in self.locale.currency_symbols.items()}
        meant = {sign_of(self.currency): self.currency} if self.currency else {}
        return shared | worldwide | own | {code: code for code in list_currencies()} | meant

    @cached_property
    def months(self) -> Mapping[str, int]:
        """The months' names and short names as they are written, with their numbers from 1."""
        words = self.vocabulary
        names = {**self._names("months"), **words.months}
        known = words.words("months_that_are_words")  # of these only the capital tells the month
        small = {name.lower(): number for name, number in self._wide("months").items() if name not in known}
        large = {form: number for name, number in names.items() for form in (name.upper(), name[:1].upper() + name[1:])}
        return names | large | small

    @cached_property
    def _month_words(self) -> frozenset[str]:
        """The first letters in a row of each month's name; "" where one has none."""
        found = map(_LETTERS.search, self.months)
        return frozenset(match[0] if match else "" for match in found)

    def can_name_month(self, text: str) -> bool:
        """Whether a text has the first letters in a row of any month's name, as every date in words has."""
        return "" in self._month_words or not self._month_words.isdisjoint(_LETTERS.findall(text))

    @cached_property
    def days(self) -> Mapping[str, int]:
        """The days' names and short names, with their numbers from 0 for Monday."""
        return {**self._names("days"), **self.vocabulary.days}

    @cached_property
    def day_names(self) -> Mapping[str, int]:
        """The days' names in full, with their numbers from 0 for Monday."""
        return self._wide("days")

    def _wide(self, what: str) -> dict[str, int]:
        return {name: number for number, name in getattr(self.locale, what)["format"]["wide"].items()}

    def _names(self, what: str) -> dict[str, int]:
        locales = dict.fromkeys((self.locale, *map(Locale.parse, self.vocabulary.words("locales"))))
        return {
            name.rstrip("."): number
            for locale in locales
            for context in ("stand-alone", "format")
            for width in ("wide", "abbreviated")
            for number, name in getattr(locale, what)[context][width].items()
        }


@cache
def conventions_of(language: str, currency: str = "") -> Conventions:
    """The conventions of a language tag (BCP 47: "en-GB"); of British English where the tag is not known."""
    try:
        return Conventions(locale_of(language), currency)
    except (UnknownLocaleError, ValueError):
        return Conventions(_BRITISH, currency)
