"""Printing: facts as text, in the edition's language and the desk's number style."""

from __future__ import annotations

import datetime
import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import assert_never

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, match_skeleton

from briefgen.frozen import frozen
from briefgen.languages import locale_of
from briefgen.ledger.clock import clock_text
from briefgen.ledger.formats import (
    ABOUT,
    CAPITAL,
    DATE_FORMS,
    FormatError,
    ValueKind,
    check_formats,
    kind_of,
    kind_of_unit,
    split_rate,
)
from briefgen.ledger.forms import NONE, DateForms
from briefgen.ledger.interval_text import MINUS, IntervalText
from briefgen.ledger.numerals import Numerals, nearest_fraction, simple_fraction
from briefgen.ledger.positions import position_text
from briefgen.ledger.rates import rate_of
from briefgen.ledger.values import DAYS, places_of, rounded
from briefgen.model.direction import RIGHT_TO_LEFT, direction_of, isolated, isolated_formula, without_isolates
from briefgen.model.edition import Edition
from briefgen.model.fact import (
    ClockTime,
    FactValue,
    FigureValue,
    Interval,
    Ledger,
    LedgerEntry,
    NameValue,
    Period,
    Position,
    Quantity,
)
from briefgen.model.labels import DEFAULT_LANGUAGE, NO_BREAK_SPACE, Labels, labels_for
from briefgen.patterns import lazy_regex

_NAMED = {"long": "long", "short": "medium"}
_PATTERNS = {"month": "LLLL", "year": "y", "weekday": "cccc", "iso": "yyyy-MM-dd"}
_SKELETONS = {"day_month": "MMMMd", "day_month_short": "MMMd", "month_year": "yMMMM"}
_TOKEN = lazy_regex(r"'[^']*'|([A-Za-z])\1*|\s+|[^A-Za-z'\s]+")
_LABELLED = re.compile(r"[0-9]+s|FY.*")
_APART = "',\u060c"
"""Begins what stands between the parts of a date and makes no word of them: a quoted word, commas."""
_NOT_IN_PLACES = frozenset({"compact", "ordinal", "words", *ABOUT})
"""The formats of figures that are not written in ones, tenths and hundredths."""
_WIDE = 10**6
"""From here on the two ends of a range do not stay on one line of a narrow column."""
_DASH, _SPACED_DASH = "–", "\u00a0– "


@frozen
class Dates:
    """How one desk prints dates; `usual` is the form that a date takes where none is asked for."""

    locale: Locale
    usual: str = "long"

    def text(self, day: date, form: str = "") -> str:
        """The date in one of the forms of DATE_FORMS."""
        return _said(day, self._skeleton(_SKELETONS[form]) if form in _SKELETONS else self._pattern(form), self.locale)

    def _pattern(self, form: str = "") -> str:
        """The pattern of a form that has one of its own."""
        chosen = form or (self.usual if self.usual in DATE_FORMS else "long")
        if chosen in _PATTERNS:
            return _PATTERNS[chosen]
        named = "full" if chosen == "weekday_long" else _NAMED[chosen]
        return DateForms.of(self.locale).pattern(str(self.locale.date_formats[named].pattern))

    def _skeleton(self, fields: str) -> str:
        """The pattern of some fields of a date in the language's order."""
        known = self.locale.datetime_skeletons
        found = fields if fields in known else match_skeleton(fields, known)
        return DateForms.of(self.locale).pattern(str(known[found].pattern))

    def period(self, period: Period, formats: tuple[str, ...] = (), joint: str = "") -> str:
        """The period as short as it can be said: a year, a month, a day, a decade, or the first and last of them.

        `joint` joins two times instead of a dash, with {low} and {high} for them. Raises FormatError where a period
        has not what one of the formats is of.
        """
        first, last = period.first, period.last
        months = "MMM" if "short" in formats else "MMMM"
        if not _is_labelled(period) and (pattern := self._pattern_of_days(period, formats)):
            return (
                self.text(first) if first == last and not formats else _span(first, last, pattern, self.locale, joint)
            )
        if "day_month" in formats:
            raise FormatError('only a span of days has the form "day_month"', "take it out")
        if "short" in formats and (_is_of_years(period) or _is_quarter(period)):
            raise FormatError('only months and days have the form "short"', "take it out")
        if (first.year, first.month) == (last.year, last.month):
            return self._once(_said(first, self._skeleton(f"y{months}"), self.locale), joint)
        if _is_labelled(period):
            return self._once(self._labelled(period), joint)
        if (first.month, last.month) == (1, 12):
            is_one = first.year == last.year
            return self._once(f"{first.year:04}", joint) if is_one else _span(first, last, "y", self.locale, joint)
        if _is_quarter(period):
            return self._once(self._quarter(first), joint)
        return _span(first, last, self._skeleton(f"y{months}"), self.locale, joint)

    def _labelled(self, period: Period) -> str:
        """A decade or a fiscal year as the language calls it."""
        forms, name = DateForms.of(self.locale), period.text
        if name.startswith("FY"):
            return forms.fiscal_year.format(year=name.removeprefix("FY")) if forms.fiscal_year else name
        return forms.decade.format(first=period.first.year, last=period.last.year) if forms.decade else name

    def _quarter(self, first: date) -> str:
        quarters = DateForms.of(self.locale).quarters
        if not quarters:
            return _said(first, self._skeleton("yQQQ"), self.locale)
        return quarters[first.month // 3].format(year=first.year)

    def _pattern_of_days(self, period: Period, formats: tuple[str, ...]) -> str:
        """The pattern of a date, if a period does not begin and end with months; else "" for none."""
        if is_of_months(period):
            return ""
        if "day_month" in formats:
            return self._skeleton("MMMd" if "short" in formats else "MMMMd")
        return self._pattern(next((form for form in formats if form in _NAMED), ""))

    def _once(self, text: str, joint: str) -> str:
        if joint:
            raise FormatError(
                f'"{text}" is one time, and has no beginning and end to be joined by a word', "take the format out"
            )
        return text


def is_of_months(period: Period) -> bool:
    """Whether the period begins with the first day of a month and ends with the last day of one."""
    first, last = period.first, period.last
    return first.day == 1 and last.day == monthrange(last.year, last.month)[1]


def _is_labelled(period: Period) -> bool:
    """Whether the period is said by its own text: a decade, or a fiscal year."""
    return _LABELLED.fullmatch(period.text) is not None


def _is_quarter(period: Period) -> bool:
    first, last = period.first, period.last
    return first.year == last.year and first.month % 3 == 1 and last.month == first.month + 2


def _is_of_years(period: Period) -> bool:
    return _is_labelled(period) or (is_of_months(period) and (period.first.month, period.last.month) == (1, 12))


@lru_cache(maxsize=1024)
def _span(first: date, last: date, pattern: str, locale: Locale, joint: str = "") -> str:
    """Two dates with a dash between what differs of them, and once what they share: "3–9 June", "30 May – 3 June".

    Put together here, since what Babel prints for intervals differs from what it prints for dates.
    """
    tokens = [token[0] for token in _TOKEN.finditer(pattern)]
    start, end = _differing(first, last, tokens)
    before, _, rest = joint.partition("{low}")
    between, _, behind = rest.partition("{high}")
    if start and (before or behind):  # "between" goes before all of it
        start, end = 0, len(tokens)
    head, tail = (_said(day, "".join(part), locale) for day, part in ((first, tokens[:start]), (last, tokens[end:])))
    begin, finish = (_said(day, "".join(tokens[start:end]), locale) for day in (first, last))
    if joint:
        if begin.isdecimal():
            before, between = (text.replace(" ", NO_BREAK_SPACE) for text in (before, between))
        return f"{before}{head}{begin}{between}{finish}{tail}{behind}"
    dash = _DASH if f"{begin}{finish}".replace(".", "").isalnum() and begin.rstrip(".").isalnum() else _SPACED_DASH
    return f"{head}{begin}{dash}{finish}{tail}"


def _said(day: date, pattern: str, locale: Locale) -> str:
    """A day in a pattern, which may be of a part of a date; the first of a month as the language writes it."""
    if day.day == 1 and (first := DateForms.of(locale).first_day):
        pattern = "".join(f"'{first}'" if token[0] == "d" else token[0] for token in _TOKEN.finditer(pattern))
    return str(format_date(day, pattern, locale=locale)) if pattern else ""


def _differing(first: date, last: date, tokens: list[str]) -> tuple[int, int]:
    """Where in a date's pattern that lies which is said of both dates: all of it, where more than spaces join it."""
    fields = "dEc" if (first.year, first.month) == (last.year, last.month) else "dEcML"
    if first.year != last.year or any(_joins(tokens, number) for number in range(1, len(tokens) - 1)):
        return 0, len(tokens)
    differing = [number for number, token in enumerate(tokens) if token[0] in fields]
    start, end = differing[0], differing[-1] + 1
    return start, end + (end < len(tokens) and tokens[end] == ".")


def _joins(tokens: Sequence[str], number: int) -> bool:
    """Whether a token of a pattern makes one word of what stands on both of its sides: "03.06.2031", "3/6/2031"."""
    token = tokens[number]
    is_sign = not (token[0].isalpha() or token.isspace() or token[0] in _APART)
    return is_sign and tokens[number - 1][0].isalpha() and tokens[number + 1][0].isalpha()


class Printer:
    """Prints the facts of one edition. A language that is not offered prints as English; load reports it."""

    def __init__(self, edition: Edition, ledger: Ledger) -> None:
        desk = edition.desk
        locale, self._labels = _language(desk.language)
        self._language = desk.language
        self._ledger = ledger
        self._printed: dict[tuple[str, tuple[str, ...]], str] = {}
        self._today = edition.date
        self._dates = Dates(locale, desk.numbers.date)
        self._numerals = Numerals(locale, desk.numbers, self._labels, desk.units)

    @property
    def currency(self) -> str:
        """The currency that is printed with its bare sign; "" for none."""
        return self._numerals.style.currency

    @property
    def own_digits(self) -> str:
        """The digits of the language from nought, if the desk prints those; "" for Latin ones."""
        digits = self._numerals.own_digits
        return digits.digits if digits else ""

    def text(self, fact: str, formats: tuple[str, ...] = ()) -> str:
        """A fact of the ledger as printed; raises FormatError, or KeyError where the ledger does not have it."""
        if (fact, formats) not in self._printed:
            self._printed[fact, formats] = self.entry(self._ledger[fact], formats)
        return self._printed[fact, formats]

    def behind_whole(self, fact: str, formats: tuple[str, ...], text: str) -> str | None:
        """What stands behind the whole part of a figure that is printed in digits, given its text as set.

        None for any other value, and where a sign behind it would stand elsewhere, since the text runs from the right.
        """
        if fact not in self._ledger or not isinstance(self._ledger[fact].value, Quantity):
            return None
        if _NOT_IN_PLACES.intersection(formats):
            return None
        behind = self._numerals.behind_whole(without_isolates(text))
        runs_back = direction_of(self._language) == RIGHT_TO_LEFT
        return None if behind and runs_back and not behind[-1].isdecimal() else behind

    def entry(self, entry: LedgerEntry, formats: tuple[str, ...] = ()) -> str:
        """A fact as printed, be it in the ledger or not; raises FormatError."""
        text = self._text(entry, tuple(form for form in formats if form != CAPITAL))
        begun = text[:1].upper() + text[1:] if CAPITAL in formats else text
        return isolated(begun, self._language)

    def _text(self, entry: LedgerEntry, formats: tuple[str, ...]) -> str:
        if set(formats).intersection(ABOUT):
            return self._time_of(entry, formats)
        text = self.value(entry.value, formats)
        is_qualified = entry.approx and "bare" not in formats and not isinstance(entry.value, NameValue | Interval)
        return f"{self._labels.about} {text}" if is_qualified else text

    def _time_of(self, entry: LedgerEntry, formats: tuple[str, ...]) -> str:
        """The period that a fact covers, or the day for which it holds."""
        form, *more = formats
        if more or form not in ABOUT:
            raise FormatError(f'"{next(f for f in formats if f in ABOUT)}" stands alone', "take the other formats out")
        if form == "period" and entry.period:
            return self._own(self._dates.period(entry.period))
        if form == "as_of" and entry.fact.as_of:
            return self._own(self._dates.text(entry.fact.as_of))
        raise FormatError(f'"{entry.fact.id}" has no {form}', f"add `{form}: ...` to the fact")

    def value(self, value: FactValue, formats: tuple[str, ...] = ()) -> str:
        """A value as printed, not isolated and without a word on whether it is approximate; raises FormatError."""
        check_formats(formats, kind_of(value))
        text = self._value(value, formats)
        return text if isinstance(value, NameValue) else self._own(text)

    def _own(self, text: str) -> str:
        """The text with the digits that the desk prints."""
        digits = self._numerals.own_digits
        return digits.of(text) if digits else text

    def _value(self, value: FactValue, formats: tuple[str, ...]) -> str:
        match value:
            case Quantity():
                return self._quantity(value, formats)
            case Interval():
                return str(IntervalText(value, formats, self._numerals))
            case datetime.date():
                return self._date(value, formats)
            case Period():
                return self._period(value, formats)
            case ClockTime():
                halves, with_zone = "am_pm" in formats, "no_zone" not in formats
                return clock_text(value, self._dates.locale, halves=halves, with_zone=with_zone)
            case Position():
                sides = DateForms.of(self._dates.locale).sides or {}
                return position_text(value, next(iter(formats), ""), self._numerals.grouping.point, sides)
            case NameValue():
                return _name(value, formats)
            case _:
                assert_never(value)

    def can_name_unit(self, figure: FigureValue) -> bool:
        """Whether the figure can be printed with its unit: it has one, and a singular where that is needed."""
        try:
            self.value(figure, ("unit",))
        except FormatError:
            return False
        return kind_of_unit(figure.unit) in (ValueKind.COUNT, ValueKind.RATE)

    def listing_formats(self, value: FactValue) -> tuple[str, ...]:
        """How a list prints a value: a date short, a figure with its unit where it has a name for so many."""
        match value:
            case Quantity():
                return ("unit",) if self.can_name_unit(value) else ()
            case Interval():
                return (*self._room_for(value), *(("unit",) if self.can_name_unit(value) else ()))
            case datetime.date():
                return ("short",)
            case Period() | ClockTime() | Position() | NameValue():
                return ()
            case _:
                assert_never(value)

    def _room_for(self, interval: Interval) -> tuple[str, ...]:
        """The format of a range that a column of a table has room for: in short where that is exact, else in words."""
        ends = [abs(end) for end in interval.ends]
        if max(ends) < _WIDE:
            return ()
        if all(map(self._numerals.is_whole_in_compact, ends)):
            return ("compact",)
        return ("to",) if len(ends) > 1 else ()

    def date(self, day: datetime.date, form: str = "") -> str:
        """A date that is no fact, in one of the forms of dates."""
        return isolated(self._own(self._dates.text(day, form)), self._language)

    def period(self, period: Period) -> str:
        """A period in words: "2024", "February 2025", "1 Jan – 31 Mar 2024"."""
        return isolated(self._own(self._dates.period(period)), self._language)

    def _period(self, period: Period, formats: tuple[str, ...]) -> str:
        forms = DateForms.of(self._dates.locale)
        if is_of_months(period):
            if forms.months == NONE and not _is_of_years(period) and not {"to", "between"}.isdisjoint(formats):
                language = self._dates.locale.english_name
                raise FormatError(f"in {language} such words inflect the months", "take the format out")
            forms = DateForms()
        joints = {
            "to": forms.to or self._labels.range_to,
            "between": forms.between or self._labels.range_between,
        }
        text = self._dates.period(period, formats, next((joints[form] for form in formats if form in joints), ""))
        is_fiscal = period.text.startswith("FY") and "long" in formats
        return self._labels.fiscal_year.format(year=text.removeprefix("FY")) if is_fiscal else text

    def counted(self, labels: Sequence[str]) -> str:
        """The working of a count: what was counted."""
        return self._labels.count_of.format(items=self._labels.listed(labels))

    def stated(self, entry: LedgerEntry) -> str:
        """What the source states for a derived fact, in the fact's unit; empty where it states nothing."""
        value = stated_value(entry)
        return isolated(self.value(value), self._language) if value else ""

    def derivation(self, entry: LedgerEntry) -> str:
        """The working of a derived fact, with its result where that was rounded: "1,612 / 2,546 = 63.3%"."""
        if not entry.working:
            return ""
        result = self.reckoned_with(entry)
        text = entry.working if result == self.value(entry.value) else f"{entry.working} = {result}"
        return isolated_formula(text, self._language)

    def reckoned_with(self, entry: LedgerEntry) -> str:
        """A fact as others are derived from it: if it was rounded, closer to its exact value than it is printed."""
        value = entry.value
        if entry.exact is None or not isinstance(value, Quantity):
            return self.value(value)
        closer = _closer(entry.exact, value.amount)
        is_rounded = value.is_rounded if closer == value.amount else closer != entry.exact
        return self.value(Quantity(closer, value.unit, is_rounded))

    def _date(self, day: datetime.date, formats: tuple[str, ...]) -> str:
        if "days_left" in formats:
            return self._days_left(day, formats)
        return self._dates.text(day, next((form for form in formats if form in DATE_FORMS), ""))

    def _days_left(self, day: datetime.date, formats: tuple[str, ...]) -> str:
        kept = tuple(form for form in formats if form not in ("days_left", "count"))
        unit = () if "count" in formats else ("unit",)
        return self._quantity(Quantity(Decimal((day - self._today).days), DAYS), (*kept, *unit))

    def _quantity(self, quantity: Quantity, formats: tuple[str, ...]) -> str:
        if "fraction" in formats:
            return self._fraction(quantity)
        if "words" in formats:
            return self._in_words(quantity, formats)
        return _sign(quantity, formats) + self._in_digits(quantity, formats)

    def _fraction(self, quantity: Quantity) -> str:
        """A part of a whole as people say it, where one says the same at the figure's own precision: "a third"."""
        part = simple_fraction(quantity.amount)
        if part is not None:
            return self._numerals.fraction(part)
        shown, nearest = self.value(quantity), nearest_fraction(Fraction(quantity.amount) / 100)
        message = f"{shown} is no simple fraction"
        if nearest is None:
            raise FormatError(message, "print it in digits")
        amount = self.value(replace(quantity, amount=rounded(nearest * 100, places_of(quantity.amount))))
        raise FormatError(message, f"print it in digits; the nearest is {self._numerals.fraction(nearest)}, {amount}")

    def _in_words(self, quantity: Quantity, formats: tuple[str, ...]) -> str:
        amount = abs(quantity.amount) if "magnitude" in formats else quantity.amount
        match kind_of(quantity):
            case ValueKind.PERCENT:
                return self._numerals.percent_words(amount)
            case ValueKind.YEAR:
                return self._numerals.year_words(amount)
            case ValueKind.RATE:
                return self._at_rate(self._numerals.words(amount), quantity, formats)
            case ValueKind.ORDINAL:
                return self._numerals.ordinal(amount, in_words=True)
            case _ if "ordinal" in formats:
                return self._numerals.ordinal(amount, in_words=True)
            case _:
                return self._with_unit(self._numerals.words(amount), quantity, formats)

    def _in_digits(self, quantity: Quantity, formats: tuple[str, ...]) -> str:
        amount = abs(quantity.amount)
        match kind_of(quantity):
            case ValueKind.PERCENT:
                return self._numerals.percent(self._numerals.digits(amount))
            case ValueKind.YEAR:
                return self._numerals.year(amount)
            case ValueKind.MONEY:
                return self._money(quantity, formats)
            case ValueKind.ORDINAL:
                return self._numerals.ordinal(amount, in_words=False)
            case ValueKind.RATE:
                text = self._numerals.compact(amount) if "compact" in formats else self._numerals.digits(amount)
                return self._at_rate(text, quantity, formats)
            case _ if "ordinal" in formats:
                return self._numerals.ordinal(quantity.amount, in_words=False)
            case _:
                text = self._numerals.compact(amount) if "compact" in formats else self._numerals.digits(amount)
                return self._with_unit(text, quantity, formats)

    def _at_rate(self, text: str, quantity: Quantity, formats: tuple[str, ...]) -> str:
        rate = rate_of(quantity.unit)
        if rate is None:
            return text
        amount, in_words = abs(quantity.amount), "words" in formats
        return self._numerals.rated(text, amount, rate, with_units="unit" in formats, in_words=in_words)

    def _money(self, quantity: Quantity, formats: tuple[str, ...]) -> str:
        amount = abs(quantity.amount)
        currency, is_rate = split_rate(quantity.unit)
        if "compact" in formats and self._numerals.is_compacted(amount):
            digits = self._numerals.compact(amount)
        else:
            digits = self._numerals.money_digits(amount, currency, is_rounded=quantity.is_rounded)
        text = self._numerals.money(digits, currency)
        return self._rate(text) if is_rate and "unit" in formats else text

    def _with_unit(self, text: str, quantity: Quantity, formats: tuple[str, ...]) -> str:
        if "unit" not in formats:
            return text
        unit, is_rate = split_rate(quantity.unit)
        counted = self._numerals.counted(text, abs(quantity.amount), unit)
        return self._rate(counted) if is_rate else counted

    def _rate(self, text: str) -> str:
        return self._labels.per_day.format(quantity=text)


def stated_value(entry: LedgerEntry) -> FigureValue | None:
    """What the source states for a derived fact, in the fact's unit; none where it states nothing."""
    match entry.fact.stated, entry.value:
        case Decimal() as amount, Quantity(unit=unit):
            return Quantity(amount, unit, is_rounded=True)
        case Interval() as interval, Interval(unit=unit):
            return replace(interval, unit=unit, is_rounded=True)
        case _:
            return None


def _language(tag: str) -> tuple[Locale, Labels]:
    try:
        return locale_of(tag), labels_for(tag)
    except (UnknownLocaleError, ValueError, KeyError):
        return locale_of(DEFAULT_LANGUAGE), labels_for(DEFAULT_LANGUAGE)


def _name(name: NameValue, formats: tuple[str, ...]) -> str:
    if "short" not in formats:
        return name.full
    if not name.short:
        raise FormatError(f'"{name.full}" has no short form', "add `short: ...` to the fact")
    return name.short


def _sign(quantity: Quantity, formats: tuple[str, ...]) -> str:
    if quantity.amount < 0 and "magnitude" not in formats:
        return MINUS
    return "+" if "signed" in formats and quantity.amount > 0 else ""


def _closer(exact: Decimal, value: Decimal) -> Decimal:
    """The exact result as far as it tells more than `value`: in full, or to one or two places more than that has."""
    places = places_of(value)
    for more in (0, 1, 2):
        closer = rounded(Fraction(exact), places + more)
        if closer == exact or (more and closer != value):
            return closer
    return value
