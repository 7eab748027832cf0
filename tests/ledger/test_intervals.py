"""Ranges and bounds: their arithmetic, what they are compared with, and how they are printed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given as example
from hypothesis import strategies as st

from briefgen.content.ranges import interval_in
from briefgen.ledger import FormatError, Printer, build_ledger
from briefgen.ledger.intervals import AmountRange, combine, rounded_to
from briefgen.ledger.values import ARITHMETIC, Amount, OperandError
from briefgen.model.edition import UnitWords
from briefgen.model.fact import Fact, Interval, Ledger, LedgerEntry, Quantity
from tests.ledger.editions import DESK, derived, edition, given, printed


def interval(text: str, unit: str = "") -> Interval:
    found = interval_in(text)
    assert found is not None
    return Interval(found.low, found.high, unit, found.above, found.below)


def result(formula: str, **facts: str) -> LedgerEntry:
    """The result of a formula over facts in boats, each a range or a number."""
    ledger, faults = build_ledger(edition(*_facts(facts), derived("it", formula)))
    assert faults == []
    return ledger["it"]


def boats(text: str) -> Interval | Quantity:
    return interval(text, "boats") if interval_in(text) else Quantity(Decimal(text), "boats")


def _facts(facts: dict[str, str]) -> list[Fact]:
    return [given(name, boats(text)) for name, text in facts.items()]


def fault(formula: str, **facts: str) -> tuple[str, str]:
    (found,) = build_ledger(edition(*_facts(facts), derived("it", formula)))[1]
    return found.code, found.message


@pytest.mark.parametrize(
    ("formula", "facts", "text"),
    [
        ("a + b", {"a": "10 to 15", "b": "3"}, "13 to 18"),
        ("a + b", {"a": "10 to 15", "b": "1 to 2"}, "11 to 17"),
        ("a - b", {"a": "10 to 15", "b": "1 to 2"}, "8 to 14"),
        ("sum(a, b)", {"a": "more than 90", "b": "2"}, "more than 92"),
        ("sum(a, b)", {"a": "more than 90", "b": "at least 2"}, "more than 92"),
        ("b - a", {"a": "fewer than 20", "b": "100"}, "more than 80"),
        ("b - a", {"a": "up to 20", "b": "100"}, "at least 80"),
        ("a * 2", {"a": "10 to 15"}, "20 to 30"),
        ("a / 3", {"a": "10 to 15"}, "3 to 5"),
        ("a / 4", {"a": "10 to 15"}, "2 to 4"),
        ("share(a, b)", {"a": "5 to 7", "b": "14"}, "35 to 50"),
        ("share(a, b)", {"a": "5 to 7", "b": "10 to 20"}, "25 to 70"),
        ("share(a, b)", {"a": "more than 5", "b": "14"}, "more than 35"),
        ("share(a, b)", {"a": "fewer than 5", "b": "14"}, "fewer than 36"),
        ("change(a, b)", {"a": "10 to 20", "b": "40"}, "100 to 300"),
        ("change(a, b)", {"a": "at least 10", "b": "40"}, "-100 to 300"),
        ("a / b", {"a": "at least 10", "b": "at least 5"}, "more than 0"),
    ],
)
def test_arithmetic(formula: str, facts: dict[str, str], text: str) -> None:
    value = result(formula, **facts).value
    assert isinstance(value, Interval)
    assert value.text == text


@pytest.mark.parametrize(
    ("formula", "facts", "said"),
    [
        ("share(a, a)", {"a": "10 to 15"}, 'the range "a" enters the formula twice'),
        ("share(a, a + b)", {"a": "10 to 15", "b": "1"}, 'the range "a" enters the formula twice'),
        ("b / a", {"a": "fewer than 20", "b": "1"}, "does not exclude zero"),
        ("a - b", {"a": "at least 20", "b": "at least 3"}, "it could be any number"),
        ("edition_date + a", {"a": "10 to 15"}, "is a date"),
        ("change(a, b)", {"a": "fewer than 3", "b": "1"}, "can be negative"),
    ],
)
def test_what_has_no_result(formula: str, facts: dict[str, str], said: str) -> None:
    code, message = fault(formula, **facts)
    assert code in ("BG206", "BG207")
    assert said in message


def test_a_range_that_enters_through_another_fact() -> None:
    facts = [given("a", interval("1 to 2", "boats"), "boats"), derived("b", "2 * a")]
    (found,) = build_ledger(edition(*facts, derived("it", "a + b")))[1]
    assert found.message == 'the range "a" enters the formula through "a" and "b", so that the result would be too wide'


AMOUNT = st.fractions(min_value=-50, max_value=50, max_denominator=20)


@example(AMOUNT, AMOUNT, AMOUNT, AMOUNT, st.sampled_from("+-*/"), st.fractions(0, 1), st.fractions(0, 1))
def test_every_result_of_amounts_within_lies_within(
    a: Fraction, b: Fraction, c: Fraction, d: Fraction, operator: str, at: Fraction, other: Fraction
) -> None:
    (low, high), (least, most) = sorted((a, b)), sorted((c, d))
    left, right = AmountRange(Amount(low), Amount(high)), AmountRange(Amount(least), Amount(most))
    try:
        found = combine(operator, left, right)
    except OperandError:
        assert operator == "/"
        assert least <= 0 <= most
        return
    one = ARITHMETIC[operator](Amount(low + at * (high - low)), Amount(least + other * (most - least)))
    assert isinstance(found, AmountRange)
    assert isinstance(one, Amount)
    assert found.low
    assert found.high
    assert found.low.value <= one.value <= found.high.value
    assert rounded_to(found.low.value, 1, -1) <= found.low.value
    assert rounded_to(found.high.value, 1, 1) >= found.high.value


@pytest.mark.parametrize(
    ("text", "unit", "formats", "shown"),
    [
        ("15 to 71", "", "", "15–71"),
        ("15 to 71", "", "to", "15 to 71"),
        ("15 to 71", "boats", "between unit", "between 15 and 71 boats"),
        ("15 to 71", "", "words", "fifteen to seventy-one"),
        ("-3 to 4", "", "", "−3 to 4"),
        ("35 to 40 million", "", "compact", "35–40 million"),
        ("900000 to 1200000", "", "compact", "900 thousand to 1.2 million"),
        ("10 to 15", "%", "", "10–15%"),
        ("10 to 15", "%", "words", "ten to fifteen per cent"),
        ("4 to 5 billion", "GBP", "compact", "£4–5 billion"),
        ("4 to 5 billion", "GBP", "compact to", "£4 billion to £5 billion"),
        ("more than 90", "%", "", "more than 90%"),
        ("more than 90", "%", "symbol", ">90%"),
        ("more than 90", "%", "over", "over 90%"),
        ("at least 1", "boats", "unit", "at least 1 boat"),
        ("fewer than 20", "boats", "", "fewer than 20"),
        ("fewer than 20", "%", "", "less than 20%"),
        ("under 20", "%", "over", "under 20%"),
        ("up to 20", "boats", "words", "up to twenty"),
        ("up to 20", "boats", "symbol", "≤20"),
        ("10 to 15", "boats/day", "unit", "10–15 boats a day"),
    ],
)
def test_printing(text: str, unit: str, formats: str, shown: str) -> None:
    assert printed(interval(text, unit), *formats.split()).replace("\u00a0", " ") == shown


@pytest.mark.parametrize(
    ("language", "formats", "shown"),
    [
        ("ru", "", "1 500 000–2 500 000 $"),
        ("pt-PT", "", "1 500 000–2 500 000 US$"),
        ("en-ZA", "", "US$1 500 000–2 500 000"),
        ("fr-CA", "to", "de 1 500 000 $ US à 2 500 000 $ US"),
        ("ru", "compact", "1,5–2,5 миллиона $"),
    ],
)
def test_numbers_whose_groups_end_alike_are_printed_whole(language: str, formats: str, shown: str) -> None:
    desk = replace(DESK, language=language)
    text = printed(interval("1500000 to 2500000", "USD"), *formats.split(), desk=desk)
    assert text.replace("\u00a0", " ").replace("\u202f", " ") == shown


def test_formats_that_do_not_fit() -> None:
    for text, form in (("15 to 71", "ordinal"), ("at least 3", "over"), ("15 to 71", "unit"), ("at least 3", "to")):
        with pytest.raises(FormatError):
            printed(interval(text), form)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("10–15", "10 to 15"),
        ("10-15", "10 to 15"),
        ("between 10 and 15", "10 to 15"),
        ("from 10 to 15", "10 to 15"),
        ("3.5 to 4 million", "3500000 to 4000000"),
        ("900 thousand to 1.2 million", "900000 to 1200000"),
        ("> 90", "more than 90"),
        ("Over 90", "more than 90"),
        ("no more than 5", "up to 5"),
        ("no fewer than 5", "at least 5"),
        ("less than 5", "fewer than 5"),
        ("-5 to 5", "-5 to 5"),
    ],
)
def test_reading(text: str, read: str) -> None:
    assert interval(text).text == read
    assert interval(read) == interval(text)


@pytest.mark.parametrize(
    "text", ["2030-2031", "10 and 15", "between 10 to 15", "10", "10 to 15 boats", "1,000 to 2,000"]
)
def test_other_texts(text: str) -> None:
    assert interval_in(text) is None


def faults_of(*facts: Fact) -> list[str]:
    return [found.message for found in build_ledger(edition(*facts))[1]]


def test_parts_can_add_up_to_their_total() -> None:
    part, other = given("a", interval("10 to 15", "boats")), given("b", 5, "boats")
    for total, fits in (("18", True), ("15 to 20", True), ("21", False), ("more than 20", False), ("up to 15", True)):
        found = faults_of(part, other, given("total", boats(total), parts=("a", "b")))
        assert (found == []) is fits, total
    assert found == []
    (message,) = faults_of(part, other, given("total", 21, "boats", parts=("a", "b")))
    assert message == "10–15 + 5 = 15–20, not 21"


def test_facts_contradict_each_other_only_where_both_cannot_hold() -> None:
    def found(text: str) -> list[str]:
        facts = given("a", 95, "%"), given("b", interval(text, "%"))
        return faults_of(*(Fact(**{**vars(fact), "label": "seen"}) for fact in facts))

    assert found("more than 90") == []
    assert len(found("more than 95")) == len(found("90 to 94")) == 1


def test_what_a_source_states_of_a_range() -> None:
    def found(stated: str) -> list[str]:
        value = interval_in(stated) or Decimal(stated)
        facts = [given("a", interval("5 to 7", "boats")), given("b", 14, "boats")]
        derivation = derived("it", "share(a, b)")
        return faults_of(*facts, Fact(**{**vars(derivation), "stated": value}))

    assert found("35 to 50") == found("36 to 50") == []
    assert found("34 to 50") == ["(5–7) / 14, stated 34–50%"]
    assert found("50") == ["the result is a range, and the source is to state one as well, such as 10 to 15"]


def test_shares_and_counts_that_cannot_be() -> None:
    total, parts = given("b", 14, "boats"), given("a", interval("15 to 20", "boats"))
    assert faults_of(parts, total, derived("it", "share(a, b)")) == [
        "(15–20) / 14 = 107.1%: a share lies between 0 and 100%"
    ]
    assert faults_of(given("a", interval("-3 to 4", "boats"))) == ["−3 to 4 boats: there cannot be fewer than none"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Interval(Decimal(35000000), Decimal(40000000), "people"), "35–40\u00a0million people"),
        (Interval(Decimal(35123456), Decimal(40000000), "people"), "35,123,456 to 40,000,000\u00a0people"),
        (Interval(Decimal(15), Decimal(71), "people"), "15–71\u00a0people"),
        (Interval(Decimal(9500), None, "people", above=True), "more than 9,500\u00a0people"),
        (Interval(Decimal(2000000), None, "people"), "at least 2\u00a0million people"),
        (Interval(Decimal(2), Decimal(3), "deaths per 1,000 births"), "2–3\u00a0deaths per 1,000 births"),
    ],
)
def test_lists_have_room_for_ranges(value: Interval, shown: str) -> None:
    desk = replace(edition().desk, units={"people": UnitWords({"one": "person"})})
    printer = Printer(replace(edition(), desk=desk), Ledger({}))
    assert printer.value(value, printer.listing_formats(value)) == shown


def test_a_range_of_one_amount_is_that_amount() -> None:
    ledger, faults = build_ledger(edition(*_facts({"a": "more than 90"}), derived("it", "a * 0")))
    assert faults == []
    assert ledger["it"].value == Quantity(Decimal(0), "boats")


def test_rates_stand_in_brackets_in_a_working() -> None:
    odds = given("odds", Quantity(Decimal(1), "in 3"))
    ledger, faults = build_ledger(edition(given("boats", 30, "boats"), odds, derived("it", "boats * odds")))
    assert (faults, ledger["it"].working) == ([], "30 × (1 in 3)")


@pytest.mark.parametrize(
    ("text", "is_range"),
    [
        ("5 to 1990", True),
        ("1990 to 1000000", True),
        ("1200 to 1900", True),
        ("2019 to 2021", False),
        ("2019-21", False),
        ("5-2031", False),
        ("between 1990 and 1995", False),
    ],
)
def test_a_range_of_years_is_no_range_of_amounts(text: str, is_range: bool) -> None:
    assert (interval_in(text) is not None) is is_range
