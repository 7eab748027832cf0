"""Facts as readers see them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from babel import Locale
from babel.numbers import parse_decimal
from hypothesis import given as example
from hypothesis import strategies as st

from briefgen.ledger import FormatError, Printer, parse_period
from briefgen.ledger.formats import DAYS_LEFT_FORMS, FITTING, ValueKind, kind_of
from briefgen.ledger.formatting import MINUS
from briefgen.ledger.numerals import Numerals
from briefgen.model.edition import Desk, NumberStyle, Thousands
from briefgen.model.fact import Angle, ClockTime, FactValue, Interval, NameValue, Position, Quantity
from briefgen.model.labels import labels_for
from tests.ledger.editions import DESK, derived, edition, given, printed, quantity, resolve

ADA = NameValue("Minister for Fisheries Ada Moor", "Ms Moor")
VOTE = date(2031, 6, 6)


@pytest.mark.parametrize(
    ("amount", "unit", "formats", "text"),
    [
        ("1612", "tonnes", "", "1,612"),
        ("1612", "tonnes", "unit", "1,612\u00a0tonnes"),
        ("1", "tonnes", "unit", "1\u00a0tonne"),
        ("1.0", "tonnes", "unit", "1.0\u00a0tonnes"),
        ("-1", "tonnes", "unit", "−1\u00a0tonne"),
        ("0", "tonnes", "unit", "0\u00a0tonnes"),
        ("1", "days", "unit", "1\u00a0day"),
        ("7", "boats", "words", "seven"),
        ("7", "boats", "words unit", "seven boats"),
        ("1", "boats", "unit words", "one boat"),
        ("-3", "boats", "words", "minus three"),
        ("-3", "boats", "words magnitude", "three"),
        ("2546", "boats", "words", "two thousand, five hundred and forty-six"),
        ("7", "boats/day", "unit", "7\u00a0boats a day"),
        ("7", "boats/day", "", "7"),
        ("1", "boats/day", "words unit", "one boat a day"),
        ("7", "/day", "unit", "7 a day"),
        ("3.50", "", "", "3.50"),
        ("3.5", "", "words", "three point five"),
        ("-1.5", "", "words", "minus one point five"),
        ("-0.04", "", "words", "minus zero point zero four"),
        ("-0.5", "%", "words", "minus zero point five per cent"),
        ("-0.5", "%", "words magnitude", "zero point five per cent"),
        ("1234567.25", "", "", "1,234,567.25"),
        ("-1612", "", "", "−1,612"),
        ("-1612", "", "magnitude", "1,612"),
        ("3", "", "signed", "+3"),
        ("-3", "", "signed", "−3"),
        ("0", "", "signed", "0"),
        ("-0", "", "", "0"),
        ("63", "%", "", "63%"),
        ("63", "%", "unit", "63%"),
        ("66", "%", "signed", "+66%"),
        ("-2.5", "%", "", "−2.5%"),
        ("66", "%", "words", "sixty-six per cent"),
        ("5000000", "GBP", "", "£5,000,000"),
        ("5000000.00", "GBP", "", "£5,000,000"),
        ("3.5", "GBP", "", "£3.50"),
        ("3.125", "GBP", "", "£3.125"),
        ("-3", "GBP", "", "−£3"),
        ("3", "GBP", "signed", "+£3"),
        ("3500000", "GBP", "compact", "£3.5\u00a0million"),
        ("250", "PKR", "", "PKR\u00a0250"),
        ("250", "GBP/day", "unit", "£250 a day"),
        ("250", "JPY", "", "JP¥250"),
        ("3500000", "tonnes", "compact", "3.5\u00a0million"),
        ("3500000", "tonnes", "compact unit", "3.5\u00a0million tonnes"),
        ("5000000", "", "compact", "5\u00a0million"),
        ("2450000", "", "compact", "2.5\u00a0million"),
        ("999950", "", "compact", "1\u00a0million"),
        ("999949", "", "compact", "999.9\u00a0thousand"),
        ("685", "", "compact", "685"),
        ("7.06", "USD", "compact", "US$7.06"),
        ("0.5", "USD", "compact", "US$0.50"),
        ("-7.5", "GBP/day", "compact unit signed", "−£7.50 a day"),
        ("250.5", "JPY", "compact", "JP¥250.5"),
        ("7.5", "BHD", "compact", "BHD\u00a07.500"),
        ("7.5", "KWD", "", "KWD\u00a07.500"),
        ("123456789000000000", "GBP", "compact", "£123,456.8\u00a0trillion"),
        ("-1500000000", "", "compact", "−1.5\u00a0billion"),
        ("267", "", "ordinal", "267th"),
        ("1001", "", "ordinal", "1,001st"),
        ("22", "boats", "ordinal words", "twenty-second"),
        ("2031", "year", "", "2031"),
        ("2031", "year", "words", "twenty thirty-one"),
        ("999999999999999999.9999999999", "", "", "999,999,999,999,999,999.9999999999"),
    ],
)
def test_number(amount: str, unit: str, formats: str, text: str) -> None:
    assert printed(quantity(amount, unit), *formats.split()) == text


@pytest.mark.parametrize(
    ("formats", "text"),
    [
        ("", "6 June 2031"),
        ("long", "6 June 2031"),
        ("short", "6 Jun 2031"),
        ("day_month", "6 June"),
        ("day_month_short", "6 Jun"),
        ("month_year", "June 2031"),
        ("month", "June"),
        ("year", "2031"),
        ("weekday", "Friday"),
        ("weekday_long", "Friday 6 June 2031"),
        ("iso", "2031-06-06"),
        ("days_left", "32\u00a0days"),
        ("days_left words", "thirty-two days"),
        ("words days_left", "thirty-two days"),
        ("days_left count", "32"),
    ],
)
def test_date(formats: str, text: str) -> None:
    assert printed(VOTE, *formats.split()) == text


@pytest.mark.parametrize(
    ("day", "formats", "text"),
    [
        (date(2031, 6, 5), "days_left", "1\u00a0day"),
        (date(2031, 6, 5), "days_left words", "one day"),
        (date(2031, 6, 6), "days_left", "0\u00a0days"),
        (date(2031, 6, 8), "days_left", "−2\u00a0days"),
        (date(2031, 6, 8), "days_left magnitude", "2\u00a0days"),
    ],
)
def test_days_left_are_counted_from_the_edition(day: date, formats: str, text: str) -> None:
    assert printed(VOTE, *formats.split(), day=day) == text


def test_name() -> None:
    assert printed(ADA) == "Minister for Fisheries Ada Moor"
    assert printed(ADA, "short") == "Ms Moor"


@pytest.mark.parametrize(
    ("value", "formats", "text"),
    [
        (quantity("1534", "tonnes"), "", "about 1,534"),
        (quantity("1534", "tonnes"), "unit", "about 1,534\u00a0tonnes"),
        (quantity("1534", "tonnes"), "bare", "1,534"),
        (quantity("7", "tonnes"), "words bare", "seven"),
        (VOTE, "day_month", "about 6 June"),
        (VOTE, "bare", "6 June 2031"),
        (ADA, "short", "Ms Moor"),
    ],
)
def test_approximate_fact(value: FactValue, formats: str, text: str) -> None:
    assert printed(value, *formats.split(), approx=True) == text


@pytest.mark.parametrize(
    ("style", "value", "text"),
    [
        (NumberStyle(Thousands.SPACE), quantity("1234567.5"), "1\u202f234\u202f567.5"),
        (NumberStyle(Thousands.NONE), quantity("1234567.5"), "1234567.5"),
        (NumberStyle(Thousands.SPACE), quantity("5000", "GBP"), "£5\u202f000"),
        (NumberStyle(percent_space=True), quantity("63", "%"), "63\u202f%"),
        (NumberStyle(date="short"), VOTE, "6 Jun 2031"),
        (NumberStyle(date="weekday_long"), VOTE, "Friday 6 June 2031"),
        (NumberStyle(date="days_left"), VOTE, "6 June 2031"),
    ],
)
def test_number_style_of_the_desk(style: NumberStyle, value: FactValue, text: str) -> None:
    assert printed(value, desk=replace(DESK, numbers=style)) == text


@pytest.mark.parametrize(
    ("language", "formats", "text"),
    [
        ("en-US", "", "June 6, 2031"),
        ("en-US", "weekday_long", "Friday, June 6, 2031"),
        ("en", "day_month", "June 6"),
        ("xx-nonsense", "", "6 June 2031"),
        ("", "", "6 June 2031"),
    ],
)
def test_language_of_the_desk(language: str, formats: str, text: str) -> None:
    assert printed(VOTE, *formats.split(), desk=Desk("Desk", language)) == text


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        ("en-CH", ("8’765", "98’765", "987’654’321", "987’654’321’098.50")),
        ("en-IN", ("8,765", "98,765", "98,76,54,321", "9,87,65,43,21,098.50")),
        ("en-AT", ("8.765", "98.765", "987.654.321", "987.654.321.098,50")),
    ],
)
def test_every_thousand_is_set_off_as_the_language_does(language: str, texts: tuple[str, ...]) -> None:
    amounts = ("8765", "98765", "987654321", "987654321098.50")
    assert tuple(printed(quantity(amount), desk=Desk("Desk", language)) for amount in amounts) == texts


@pytest.mark.parametrize(
    ("language", "style", "text"),
    [
        ("en-CH", Thousands.SPACE, "9\u202f876\u202f543"),
        ("en-CH", Thousands.NONE, "9876543"),
        ("en-IN", Thousands.SPACE, "98\u202f76\u202f543"),
        ("en-ZA", Thousands.SPACE, "9\u202f876\u202f543"),
        ("en-AT", Thousands.NONE, "9876543"),
    ],
)
def test_desk_may_group_otherwise_than_its_language(language: str, style: Thousands, text: str) -> None:
    assert printed(quantity("9876543"), desk=Desk("Desk", language, numbers=NumberStyle(style))) == text


@pytest.mark.parametrize(
    ("style", "text"), [(Thousands.LANGUAGE, "54’321"), (Thousands.SPACE, "54\u202f321"), (Thousands.NONE, "54321")]
)
def test_trillions_are_grouped_as_any_number(style: Thousands, text: str) -> None:
    desk = Desk("Desk", "en-CH", numbers=NumberStyle(style))
    assert printed(quantity("54321000000000000", "CHF"), "compact", desk=desk) == f"CHF\u00a0{text}\u00a0trillion"


@pytest.mark.parametrize(
    ("amount", "unit", "decimals", "text"),
    [
        ("7.06", "USD", 0, "US$7"),
        ("7.06", "USD", 1, "US$7.1"),
        ("7.06", "USD", 2, "US$7.06"),
        ("7.06", "USD", 3, "US$7.060"),
        ("6.996", "USD", 2, "US$7.00"),
        ("-7.06", "USD", 1, "−US$7.1"),
        ("1234567.89", "GBP", 1, "£1,234,567.9"),
        ("250.5", "JPY", 0, "JP¥251"),
        ("250.55", "JPY", 1, "JP¥250.6"),
        ("3.1234", "KWD", 1, "KWD\u00a03.1"),
        ("3.1234", "BHD", 2, "BHD\u00a03.12"),
        ("3.1234", "KWD", None, "KWD\u00a03.1234"),
        ("3.5", "GBP", None, "£3.50"),
    ],
)
def test_rounded_money_has_no_digit_that_was_not_reckoned(
    amount: str, unit: str, decimals: int | None, text: str
) -> None:
    facts = (given("paid", amount, unit), derived("it", "paid * 1", decimals=decimals))
    ledger = resolve(*facts)
    assert Printer(edition(*facts), ledger).text("it") == text
    assert Printer(edition(*facts), ledger).text("it", ("compact",)) == text or len(amount) > len("250.55")


def test_working_and_stated_result_of_money_have_no_more_digits_than_they_hold() -> None:
    facts = (given("paid", "3.50", "GBP"), derived("it", "paid / 3", decimals=0, stated="1.2"))
    ledger = resolve(*facts)
    printer = Printer(edition(*facts), ledger)
    assert printer.derivation(ledger["it"]) == "£3.50 / 3 = £1.2"
    assert printer.stated(ledger["it"]) == "£1.2"


def numerals(locale: str) -> Numerals:
    return Numerals(Locale.parse(locale), NumberStyle(), labels_for("en"), {})


def test_other_languages_group_spell_and_place_signs_their_own_way() -> None:
    german, french, hindi = numerals("de"), numerals("fr"), numerals("hi")
    assert german.digits(Decimal("1234567.50")) == "1.234.567,50"
    assert french.digits(Decimal("9876543.25")) == "9\u202f876\u202f543,25"
    assert german.percent("63") == "63\u00a0%"
    assert german.money("5", "EUR") == "5\u00a0€"
    assert german.compact(Decimal(3_500_000)) == "3,5\u00a0Millionen"
    assert german.ordinal(Decimal(267), in_words=False) == "267."
    assert french.words(Decimal(3)) == "trois"
    assert hindi.digits(Decimal(1234567)) == "12,34,567"
    with pytest.raises(FormatError, match="cannot be spelled out in Hindi"):
        hindi.words(Decimal(3))


@pytest.mark.parametrize(
    ("value", "formats", "message", "hint"),
    [
        (
            quantity("7", "tonnes"),
            "wrods",
            'unknown format "wrods"; a figure with a unit takes unit, words, compact, ordinal, signed, magnitude, bare',
            'did you mean "words"?',
        ),
        (
            quantity("7", "tonnes"),
            "long",
            'the format "long" does not fit a figure with a unit; a figure with a unit takes unit, words',
            "",
        ),
        (quantity("7"), "unit", 'the format "unit" does not fit a number without a unit', ""),
        (quantity("7", "%"), "ordinal", "a percentage takes unit, words, fraction, signed, magnitude, bare", ""),
        (quantity("7", "GBP"), "words", "an amount of money takes unit, compact, signed, magnitude, bare", ""),
        (quantity("2031", "year"), "unit", "a year takes words, bare", ""),
        (VOTE, "compact", "a date takes long, short, day_month", ""),
        (VOTE, "long short", 'the formats "long" and "short" exclude each other', "keep one of them"),
        (VOTE, "days_left iso", 'the formats "days_left" and "iso" exclude each other', "keep one of them"),
        (VOTE, "words", 'a date takes the format "words" only with "days_left"', "write `days_left | words`"),
        (ADA, "long", "a name takes short", ""),
        (NameValue("Ada Moor"), "short", '"Ada Moor" has no short form', "add `short: ...` to the fact"),
        (quantity("7"), "words compact", 'the formats "words" and "compact" exclude each other', "keep one of them"),
        (quantity("7"), "signed magnitude", "exclude each other", "keep one of them"),
        (quantity("7.5"), "ordinal", "only a whole number that is not negative has an ordinal", ""),
        (quantity("-7"), "ordinal words", "only a whole number that is not negative has an ordinal", ""),
        (quantity("1", "trawlers"), "unit", '"trawlers" has no singular', "add `trawlers: ...` to units in desk.yaml"),
        (quantity("12345678901234.56"), "words", "too many digits to be spelled out", "print it in digits"),
    ],
)
def test_format_that_does_not_fit(value: FactValue, formats: str, message: str, hint: str) -> None:
    with pytest.raises(FormatError) as caught:
        printed(value, *formats.split())
    assert message in caught.value.message
    assert caught.value.hint == hint


def test_fact_that_the_ledger_does_not_have() -> None:
    with pytest.raises(KeyError):
        Printer(edition(), resolve()).text("nobody")


@pytest.mark.parametrize(
    ("formula", "decimals", "derivation"),
    [
        ("share(north, total)", None, "685 / 1,612 = 42.5%"),
        ("north + south", None, "685 + 927"),
        ("per_day(catch)", None, "2,546 / 366\u00a0days = 6.96"),
        ("north / 3", 2, "685 / 3 = 228.333"),
        ("catch / 100", None, "2,546 / 100 = 25.5"),
        ("total / 8", None, "1,612 / 8 = 201.5"),
        (f"{10**18 - 1} / 17", 10, "999,999,999,999,999,999 / 17 = 58,823,529,411,764,705.82352941176"),
    ],
)
def test_derivation_shows_a_result_that_was_rounded(formula: str, decimals: int | None, derivation: str) -> None:
    facts = (
        given("north", 685, "tonnes"),
        given("south", 927, "tonnes"),
        given("total", 1612, "tonnes"),
        given("catch", 2546, "tonnes", period="2032"),
        derived("it", formula, decimals=decimals),
    )
    ledger = resolve(*facts)
    printer = Printer(edition(*facts), ledger)
    assert printer.derivation(ledger["it"]) == derivation
    assert printer.derivation(ledger["north"]) == ""


def test_stated_result_is_printed_in_the_unit_of_its_fact() -> None:
    facts = (given("north", 685, "tonnes"), derived("it", "share(north, north)", stated="100"))
    ledger = resolve(*facts)
    printer = Printer(edition(*facts), ledger)
    assert printer.stated(ledger["it"]) == "100%"
    assert printer.stated(ledger["north"]) == ""


def test_date_that_is_no_fact() -> None:
    printer = Printer(edition(), resolve())
    assert (printer.date(VOTE), printer.date(VOTE, "short")) == ("6 June 2031", "6 Jun 2031")


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2031", "2031"),
        ("2031-02", "February 2031"),
        ("2031-02-03", "3 February 2031"),
        ("2031-Q1", "Q1 2031"),
        ("2030/2031", "2030–2031"),
        ("2030-01/2031-12", "2030–2031"),
        ("2031-Q2/2031-Q3", "April–September 2031"),
        ("2030-11/2031-02", "November 2030 – February 2031"),
        ("2031-02-03/2031-02-09", "3–9 February 2031"),
        ("2031-01-28/2031-02-03", "28 January – 3 February 2031"),
        ("2031-02-03/2032-02-03", "3 February 2031 – 3 February 2032"),
    ],
)
def test_period(text: str, period: str) -> None:
    said = Printer(edition(), resolve()).period(parse_period(text))
    assert said == period.replace(" –", "\u00a0–")


@pytest.mark.parametrize(
    ("language", "form", "in_month", "in_year", "over_years"),
    [
        ("en-GB", "short", "3–9 Jun 2031", "28 May – 3 Jun 2031", "30 Dec 2031 – 2 Jan 2032"),
        (
            "en-GB",
            "weekday_long",
            "Tuesday 3 – Monday 9 June 2031",
            "Wednesday 28 May – Tuesday 3 June 2031",
            "Tuesday 30 December 2031 – Friday 2 January 2032",
        ),
        ("en-GB", "iso", "2031-06-03 – 2031-06-09", "2031-05-28 – 2031-06-03", "2031-12-30 – 2032-01-02"),
        ("en-US", "long", "June 3–9, 2031", "May 28 – June 3, 2031", "December 30, 2031 – January 2, 2032"),
        ("en-US", "short", "Jun 3–9, 2031", "May 28 – Jun 3, 2031", "Dec 30, 2031 – Jan 2, 2032"),
        ("en-PK", "long", "3–9 June 2031", "28 May – 3 June 2031", "30 December 2031 – 2 January 2032"),
        ("en-PK", "short", "03-Jun-2031 – 09-Jun-2031", "28-May-2031 – 03-Jun-2031", "30-Dec-2031 – 02-Jan-2032"),
        ("en-BZ", "long", "03–09 June 2031", "28 May – 03 June 2031", "30 December 2031 – 02 January 2032"),
    ],
)
def test_days_from_one_to_another_are_said_as_the_desk_says_one(
    language: str, form: str, in_month: str, in_year: str, over_years: str
) -> None:
    printer = Printer(edition(desk=Desk("Desk", language, numbers=NumberStyle(date=form))), resolve())
    spans = ("2031-06-03/2031-06-09", "2031-05-28/2031-06-03", "2031-12-30/2032-01-02")
    said = [printer.period(parse_period(span)) for span in spans]
    assert said == [text.replace(" –", "\u00a0–") for text in (in_month, in_year, over_years)]


AMOUNTS = st.decimals(-(10**15), 10**15, allow_nan=False, allow_infinity=False, places=3)


@example(AMOUNTS, st.sampled_from(["en-GB", "en-US", "en-IN"]))
def test_digits_read_back_give_the_number(amount: Decimal, language: str) -> None:
    text = printed(Quantity(amount), desk=Desk("Desk", language))
    assert parse_decimal(text.replace(MINUS, "-"), locale=Locale.parse(language, sep="-"), strict=True) == amount


FORMATS = st.lists(st.sampled_from(sorted({form for forms in FITTING.values() for form in forms})), max_size=3)
UNITS = st.sampled_from(["", "tonnes", "trawlers", "%", "GBP", "PKR/day", "boats/day", "year", "days"])


@example(st.builds(Quantity, AMOUNTS | st.integers(-5, 5).map(Decimal), UNITS) | st.dates() | st.just(ADA), FORMATS)
def test_any_value_in_any_formats_is_printed_or_refused(value: FactValue, formats: list[str]) -> None:
    try:
        assert printed(value, *formats)
    except FormatError as error:
        assert error.message


SAMPLES: dict[ValueKind, FactValue] = {
    ValueKind.NUMBER: quantity("1500000"),
    ValueKind.COUNT: quantity("1500000", "tonnes"),
    ValueKind.PERCENT: quantity("67", "%"),
    ValueKind.MONEY: quantity("1500000", "GBP"),
    ValueKind.RATE: quantity("1500000", "boats per 1,000 tonnes"),
    ValueKind.RANGE: Interval(Decimal(15), Decimal(71), "boats"),
    ValueKind.BOUND: Interval(Decimal(90), None, "boats", above=True),
    ValueKind.YEAR: quantity("2031", "year"),
    ValueKind.DATE: VOTE,
    ValueKind.PERIOD: parse_period("2031-08-03/2031-08-05"),
    ValueKind.CLOCK_TIME: ClockTime(14, 30, "UTC"),
    ValueKind.POSITION: Position(Angle(Decimal("34.5"), "N"), Angle(Decimal("69.2"), "E")),
    ValueKind.ORDINAL: quantity("43", "ordinal"),
    ValueKind.NAME: ADA,
}


@pytest.mark.parametrize(
    ("amount", "unit", "shown"),
    [
        ("50", "%", "half"),
        ("33", "%", "a third"),
        ("33.3", "%", "a third"),
        ("67", "%", "two thirds"),
        ("25", "%", "a quarter"),
        ("75", "%", "three quarters"),
        ("40", "%", "two fifths"),
        ("90", "%", "nine in ten"),
        ("10", "%", "one in ten"),
        ("5", "%", "one in twenty"),
        ("12.5", "%", "an eighth"),
        ("17", "%", "a sixth"),
    ],
)
def test_fractions(amount: str, unit: str, shown: str) -> None:
    assert printed(quantity(amount, unit), "fraction") == shown


@pytest.mark.parametrize(
    ("amount", "hint"), [("66", "two thirds, 67%"), ("34", "a third, 33%"), ("0", ""), ("120", "")]
)
def test_what_is_no_simple_fraction(amount: str, hint: str) -> None:
    with pytest.raises(FormatError) as error:
        printed(quantity(amount, "%"), "fraction")
    assert error.value.hint.endswith(hint or "print it in digits")


@pytest.mark.parametrize(("kind", "form"), [(kind, form) for kind in ValueKind for form in FITTING[kind]])
def test_every_format_that_is_offered_prints(kind: ValueKind, form: str) -> None:
    assert kind_of(SAMPLES[kind]) is kind
    formats = ("days_left", form) if kind is ValueKind.DATE and form in DAYS_LEFT_FORMS else (form,)
    assert printed(SAMPLES[kind], *formats)
