"""Numbers as the desk prints them: digits, words, ordinals, percentages, money and units."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from functools import cache, lru_cache
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from math import gcd
from typing import Any

from babel import Locale
from babel.numbers import (
    format_compact_decimal,
    get_currency_precision,
    get_currency_symbol,
    get_decimal_symbol,
    get_group_symbol,
    parse_pattern,
)

from briefgen.frozen import frozen
from briefgen.ledger.formats import FormatError
from briefgen.ledger.forms import LIBRARY, NONE, Digits, NumberForms, NumberWords, without_marks
from briefgen.ledger.rates import Rate
from briefgen.ledger.values import DAYS, POINTS, places_of, rounded
from briefgen.model.characters import grouped_digits
from briefgen.model.currencies import sign_of
from briefgen.model.edition import NumberStyle, Thousands, UnitWords
from briefgen.model.labels import NO_BREAK_SPACE, PLURALS, Labels

SIMPLE = (
    *(Fraction(part, whole) for whole in range(2, 11) for part in range(1, whole) if gcd(part, whole) == 1),
    *(Fraction(1, whole) for whole in (20, 50, 100, 1000)),
)
"""The fractions that are said in words, simpler ones first."""

NARROW_NO_BREAK_SPACE = "\u202f"

# Babel rounds to the current context's precision, which may be less than the figure's.
_AMPLE = Context(prec=60)
_SPELLED_DIGITS = 15
_COUNTED_BY = (Decimal(0), Decimal(10**3), Decimal(10**6))
_COUNT = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_LETTER_BEFORE_DIGIT = re.compile(r"(?<=[^\W\d_])(?=[0-9])")


@frozen
class Grouping:
    """What a language writes between groups of digits, how long those are, and what stands before decimals."""

    mark: str
    point: str
    sizes: tuple[int, int]

    @staticmethod
    @cache
    def of(locale: Locale, own: Digits | None = None) -> Grouping:
        """That of a language, for Latin digits or its own; an apostrophe is set as in any other text."""
        forms, sizes = NumberForms.of(locale), parse_pattern(locale.decimal_formats[None].pattern).grouping
        if own:
            return Grouping(own.group, own.decimal, sizes)
        mark = forms.group or get_group_symbol(locale).replace("'", "’")
        return Grouping(mark, forms.decimal or get_decimal_symbol(locale), sizes)


@cache
def _compact_steps(locale: Locale) -> tuple[tuple[int, int], ...]:
    """The sizes by which a language counts, the largest first, each with a tenth of what it divides by there."""
    forms = locale.compact_decimal_formats["long"]["other"]
    sizes = sorted((int(size) for size, form in forms.items() if form != "0"), reverse=True)
    return tuple((size, size // 10 ** int(parse_pattern(forms[str(size)]).pattern.count("0"))) for size in sizes)


@cache
def _library(language: str) -> Any:
    """What num2words says the numbers of a language by, without the package, which makes all of its sixty languages."""
    if (package := find_spec("num2words")) is None:
        raise ModuleNotFoundError("num2words")
    package.name = f"{__package__}.num2words"  # which is not run, and in which its modules find each other
    sys.modules[package.name] = module_from_spec(package)
    name = (language if find_spec(f"{package.name}.lang_{language.upper()}") else language[:2]).upper()
    return getattr(import_module(f"{package.name}.lang_{name}"), f"Num2Word_{name}")()


@lru_cache(maxsize=1024)
def _said_by_library(number: int | Decimal, language: str, form: str) -> str:
    return str(getattr(_library(language), f"to_{form}")(number))


@frozen
class Numerals:
    """How one desk prints numbers. What is printed in digits is without its sign, which goes before it."""

    locale: Locale
    style: NumberStyle
    labels: Labels
    units: Mapping[str, UnitWords]

    @property
    def own_digits(self) -> Digits | None:
        """The language's own digits, if the desk prints those and the language has any."""
        return NumberForms.of(self.locale).own if self.style.own_digits else None

    @property
    def grouping(self) -> Grouping:
        """The marks in its digits, before the desk's own taste."""
        return Grouping.of(self.locale, self.own_digits)

    def digits(self, amount: Decimal, places: int | None = None) -> str:
        """The number in digits, grouped as the desk does, with the decimal places it is written with."""
        grouping = self.grouping
        shown = places_of(amount) if places is None else places
        return grouped_digits(amount, shown, grouping.point, self._mark, grouping.sizes)

    def behind_whole(self, text: str) -> str | None:
        """What stands behind the whole part of the one number in a text; none where there is not just one."""
        mark, point = re.escape(self._mark), re.escape(self.grouping.point)
        found = re.fullmatch(rf"\D*\d+(?:{mark}\d+)*((?:{point}\d+)?\D*)", text)
        return found and found[1]

    @property
    def _mark(self) -> str:
        """What the desk writes between groups of digits."""
        own = {Thousands.SPACE: NARROW_NO_BREAK_SPACE, Thousands.NONE: ""}
        return own.get(self.style.thousands, self.grouping.mark)

    def compact(self, amount: Decimal) -> str:
        """The number in millions or whatever the language counts by, to at most one decimal place ("3.5 million")."""
        step = self._compact_step(amount)
        if step is None:
            return self.digits(amount)
        short = rounded(Fraction(amount) / step, 0) * step
        if words := self._compact_words:
            size = max(size for size in words if size <= short)
            return f"{self.digits(_AMPLE.divide(short, size).normalize(_AMPLE))}{NO_BREAK_SPACE}{words[size]}"
        with localcontext(_AMPLE):
            text: str = format_compact_decimal(short, format_type="long", locale=self.locale, fraction_digits=1)
        return _COUNT.sub(self._regrouped, without_marks(text), count=1).replace(" ", NO_BREAK_SPACE)

    @property
    def _compact_words(self) -> Mapping[int, str] | None:
        """The language's own words of size, in lakh where the desk counts so; none where Babel has the right ones."""
        forms = NumberForms.of(self.locale)
        return forms.lakh or forms.compact if self.style.lakh else forms.compact

    def _regrouped(self, count: re.Match[str]) -> str:
        """How many millions, in the desk's groups: Babel makes none."""
        return self.digits(Decimal(count[0].replace(get_decimal_symbol(self.locale), ".")))

    def is_compacted(self, amount: Decimal) -> bool:
        """Whether the short form of the number is another than its digits."""
        return self._compact_step(amount) is not None

    def is_whole_in_compact(self, amount: Decimal) -> bool:
        """Whether the short form of the number is another than its digits, and says as much."""
        step = self._compact_step(amount)
        return step is not None and not amount % step

    def _compact_step(self, amount: Decimal) -> int | None:
        """A tenth of what the language divides by at this size, to which Babel itself would round halves to even."""
        if words := self._compact_words:
            return next((size // 10 for size in sorted(words, reverse=True) if amount >= size), None)
        return next((step for size, step in _compact_steps(self.locale) if amount >= size), None)

    def words(self, amount: Decimal) -> str:
        """The number spelled out."""
        if minus := NumberWords.of(self.locale).minus:
            return f"{minus} {self._spelled(-amount, 'cardinal')}" if amount < 0 else self._spelled(amount, "cardinal")
        if -1 < amount < 0:  # num2words loses this sign
            minus = self._spelled(Decimal(-1), "cardinal").removesuffix(self._spelled(Decimal(1), "cardinal"))
            return minus + self._spelled(-amount, "cardinal")
        return self._spelled(amount, "cardinal")

    def year(self, amount: Decimal) -> str:
        """The year in digits, which are never grouped."""
        return f"{amount:f}"

    def year_words(self, amount: Decimal) -> str:
        """The year spelled out as it is spoken."""
        return self._spelled(amount, "year")

    def ordinal(self, amount: Decimal, *, in_words: bool) -> str:
        """The number's rank: "267th", or spelled out."""
        if amount < 0 or amount != amount.to_integral_value():
            raise FormatError("only a whole number that is not negative has an ordinal")
        forms = NumberWords.of(self.locale)
        kind = forms.ordinals if in_words else forms.ranks
        if kind == NONE or forms.agrees(int(amount), is_rank=True):
            raise self._unsayable("this rank", "print the number, and write the word for its rank yourself")
        if in_words:
            return self._spelled(amount, "ordinal")
        if forms.ranks != LIBRARY:
            return forms.ranks.format(self.digits(amount, 0))
        text = self._spelled(amount, "ordinal_num")
        return text.replace(str(int(amount)), self.digits(amount, 0), 1)

    def fraction(self, part: Fraction) -> str:
        """A part of a whole in words: "half", "two fifths", "nine in ten"."""
        labels, count, whole = self.labels, part.numerator, part.denominator
        if whole == 2:
            return labels.half
        if whole >= 10:
            return labels.in_whole.format(count=self.words(Decimal(count)), whole=self.words(Decimal(whole)))
        form = labels.part_names[whole - 3][self.locale.plural_form(count)]
        return form.format(count=self._in_words(count, "cardinal")) if "{" in form else form

    def _spelled(self, amount: Decimal, form: str) -> str:
        """The number in words, behind the point digit by digit: num2words itself goes by a float, and loses some."""
        whole, _, places = f"{amount:f}".partition(".")
        if not places.strip("0"):
            if form == "cardinal" and NumberWords.of(self.locale).agrees(int(amount)):
                raise self._unsayable("this number in words", "print it in digits, or write its word yourself")
            return self._in_words(int(amount), form)
        if len(amount.as_tuple().digits) > _SPELLED_DIGITS:
            raise FormatError("the number has too many digits to be spelled out", "print it in digits")
        point = NumberWords.of(self.locale).point or self._point(form)
        digits = (self._in_words(int(digit), form) for digit in places)
        return " ".join([self._in_words(int(whole), form), point, *digits])

    def _point(self, form: str) -> str:
        """What num2words says between a number and its decimals."""
        half = self._in_words(Decimal("0.5"), form)
        return half.removeprefix(self._in_words(0, form)).removesuffix(self._in_words(5, form)).strip()

    def _in_words(self, number: int | Decimal, form: str) -> str:
        forms = NumberWords.of(self.locale)
        kind = forms.ordinals if form == "ordinal" else forms.cardinals
        if kind == NONE:
            raise self._unsayable("this number in words", "print it in digits, or write its word yourself")
        if kind == LIBRARY:
            return self._by_library(number, form)
        try:
            return forms.ranked(int(number)) if form == "ordinal" else forms.said(int(number))
        except (KeyError, RecursionError) as error:
            raise self._unsayable("a number of this size in words", "print it in digits") from error

    def _unsayable(self, what: str, hint: str) -> FormatError:
        language = self.locale.english_name
        return FormatError(f"in {language} {what} is not printed: it is not known, or depends on its noun", hint)

    def _by_library(self, number: int | Decimal, form: str) -> str:
        try:
            return _said_by_library(number, str(self.locale), form)
        except (ImportError, NotImplementedError, OverflowError, TypeError, ValueError, LookupError) as error:
            message = f"this number cannot be spelled out in {self.locale.english_name}"
            raise FormatError(message, "print it in digits") from error

    def percent(self, text: str) -> str:
        """A number's text with the percent sign where the language and the desk put it."""
        sign = self.own_digits.percent if self.own_digits else "%"
        if self.style.percent_words:
            return f"{text}{NO_BREAK_SPACE}{self.labels.per_cent}"
        if self.style.percent_space:
            return f"{text}{NARROW_NO_BREAK_SPACE}{sign}"
        pattern = self.locale.percent_formats[None]
        return without_marks(f"{pattern.prefix[0]}{text}{pattern.suffix[0]}").replace("%", sign)

    def percent_words(self, amount: Decimal) -> str:
        """The percentage spelled out."""
        return f"{self.words(amount)} {self.labels.per_cent}"

    def money_digits(self, amount: Decimal, currency: str, *, is_rounded: bool = False) -> str:
        """The amount in digits: without decimals where there are none, else with the currency's at least.

        One that was rounded is printed to the place to which it was: more would be false.
        """
        if is_rounded:
            return self.digits(amount)
        whole = amount == amount.to_integral_value()
        return self.digits(amount, 0 if whole else money_places(amount, currency))

    def money(self, text: str, currency: str) -> str:
        """A number's text with the currency's sign where the language puts it; a code stands apart from the digits."""
        pattern = self.locale.currency_formats["standard"]
        framed = without_marks(f"{pattern.prefix[0]}{text}{pattern.suffix[0]}")
        sign = sign_of(currency) if currency == self.style.currency else get_currency_symbol(currency, self.locale)
        signed = framed.replace("¤", sign)
        return _LETTER_BEFORE_DIGIT.sub(NO_BREAK_SPACE, signed, count=1)

    def rated(self, text: str, amount: Decimal, rate: Rate, *, with_units: bool, in_words: bool) -> str:
        """A number's text as a rate: "12.5 per 1,000", with its units "12.5 deaths per 1,000 people"; "AFN 86"."""
        if rate.is_exchange and not in_words:
            text = self.money(text, rate.part)
        elif with_units and rate.part:
            text = self.counted(text, amount, rate.part)
        if rate.base == 1 and not with_units:
            return text
        digits = rate.base_text.replace(",", "")
        if digits.isdecimal():
            base = self.words(Decimal(digits)) if in_words else self.digits(Decimal(digits))
        else:
            base = rate.base_text
        form = self.labels.in_whole if rate.is_ratio else self.labels.per
        whole = " ".join(part for part in (base, rate.whole if with_units else "") if part)
        return form.format(count=text, whole=whole)

    def counted(self, text: str, amount: Decimal, unit: str) -> str:
        """A number's text with what it counts: "1,616 deaths", "1 death"; what ends in words, "3.5 million", breaks."""
        if not unit:
            return text
        _, gap, last = text.rpartition(NO_BREAK_SPACE)
        if any(character.isdigit() for character in last):
            return f"{text}{NO_BREAK_SPACE}{self._noun(amount, unit)}"
        # "3,5 millions de morts": what is counted by the million stands as behind a million.
        return f"{text} {self._noun(max(size for size in _COUNTED_BY if size <= amount) if gap else amount, unit)}"

    def _noun(self, amount: Decimal, unit: str) -> str:
        own = {DAYS: self.labels.days, POINTS: self.labels.points}.get(unit, {})
        forms = {"other": unit, **own, **(self.units[unit].forms if unit in self.units else {})}
        category = self.locale.plural_form(amount)
        if category in forms:
            return forms[category]
        word = "singular" if category == "one" else f'plural "{category}"'
        hint = f"add `{unit}: {self._entry(forms)}` to units in desk.yaml"
        raise FormatError(f'"{unit}" has no {word} to print with {amount}', hint)

    def _entry(self, forms: Mapping[str, str]) -> str:
        """What desk.yaml must say of a unit of which some forms are known."""
        needed = [each for each in PLURALS if each in self.locale.plural_form.tags and each != "other"]
        if needed == ["one"]:
            return "..."
        return "{" + ", ".join(f"{each}: {forms.get(each, '...')}" for each in needed) + "}"


def simple_fraction(percentage: Decimal) -> Fraction | None:
    """The simplest fraction that is a percentage as it is written; none where none is."""
    fitting = (part for part in SIMPLE if percentage and rounded(part * 100, places_of(percentage)) == percentage)
    return next(fitting, None)


def nearest_fraction(value: Fraction) -> Fraction | None:
    """The simple fraction nearest to a part of a whole; none for what is no part."""
    return min(SIMPLE, key=lambda part: abs(part - value)) if 0 < value < 1 else None


def money_places(amount: Decimal, currency: str) -> int:
    """The decimal places of an amount that has any: the currency's at least."""
    places = places_of(amount)
    return max(get_currency_precision(currency), places) if places else 0
