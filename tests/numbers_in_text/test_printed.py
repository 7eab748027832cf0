"""What the printer prints is found again, whole and with its value."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.model.edition import Desk, NumberStyle, Thousands
from briefgen.model.fact import Quantity
from briefgen.numbers_in_text import Mention, MentionKind, find
from tests.ledger.editions import DESK, printed

LANGUAGES = st.sampled_from(["en-GB", "en-US", "en-IN", "en-ZA", "en-CA", "en-AU"])
STYLES = st.builds(NumberStyle, st.sampled_from(Thousands), st.booleans())
DESKS = st.builds(lambda language, style: replace(DESK, language=language, numbers=style), LANGUAGES, STYLES)

AMOUNTS = st.decimals(-(10**15), 10**15, allow_nan=False, allow_infinity=False, places=3) | st.decimals(
    -5000, 5000, allow_nan=False, allow_infinity=False, places=1
)
SPELLED = st.decimals(-(10**8), 10**8, allow_nan=False, allow_infinity=False, places=3)
WHOLE = st.integers(0, 10**10 - 1) | st.integers(0, 3000)


def found(text: str, desk: Desk) -> Mention:
    """The one mention of a printed fact, which begins with it."""
    mentions = find(text, desk.language)
    assert len(mentions) == 1, (text, mentions)
    assert mentions[0].start == 0, (text, mentions)
    return mentions[0]


def whole(text: str, desk: Desk) -> Mention:
    """The one mention of a printed fact that is nothing but a figure."""
    mention = found(text, desk)
    assert mention.text == text
    return mention


def value(amount: Decimal | int | str, unit: str = "", *formats: str, desk: Desk) -> str:
    return printed(Quantity(Decimal(amount), unit), *formats, desk=desk)


@given(AMOUNTS | WHOLE.map(Decimal), DESKS)
def test_numbers(amount: Decimal, desk: Desk) -> None:
    mention = whole(value(amount, desk=desk), desk)
    assert amount in mention.amounts
    assert mention.kind is MentionKind.NUMBER


@given(WHOLE.filter(lambda count: count != 1), DESKS)
def test_numbers_with_a_unit(count: int, desk: Desk) -> None:
    mention = found(value(count, "tonnes", "unit", desk=desk), desk)
    assert count in mention.amounts
    assert mention.noun in ("tonnes", "")


@given(AMOUNTS, DESKS)
def test_percentages(amount: Decimal, desk: Desk) -> None:
    mention = whole(value(amount, "%", "signed", desk=desk), desk)
    assert amount in mention.amounts
    assert (mention.kind, mention.unit) == (MentionKind.PERCENT, "%")


@given(AMOUNTS, st.sampled_from(["GBP", "USD", "EUR", "PKR", "AFN", "INR", "ZAR", "JPY", "AUD", "CAD"]), DESKS)
def test_money(amount: Decimal, currency: str, desk: Desk) -> None:
    mention = whole(value(amount, currency, desk=desk), desk)
    assert amount in mention.amounts
    assert (mention.kind, mention.unit) == (MentionKind.MONEY, currency)


@given(AMOUNTS, st.sampled_from(["", "tonnes", "GBP", "PKR"]), DESKS)
def test_compact_numbers(amount: Decimal, unit: str, desk: Desk) -> None:
    mention = whole(value(amount, unit, "compact", desk=desk), desk)
    assert shortened(amount, desk.language) in mention.amounts


def shortened(amount: Decimal, language: str) -> Decimal:
    """To one place of what the language counts by: India by lakh and crore, the others by millions and billions."""
    sizes = (10**12, 10**7, 10**5, 10**3) if language == "en-IN" else (10**12, 10**9, 10**6, 10**3)
    size = next((size for size in sizes if abs(amount) >= size), None)
    if size is None:
        return amount
    return (amount * 10 / size).quantize(Decimal(1), ROUND_HALF_UP) * size / 10


@given(WHOLE, DESKS)
def test_ranks(count: int, desk: Desk) -> None:
    mention = whole(value(count, "", "ordinal", desk=desk), desk)
    assert (mention.kind, mention.amounts) == (MentionKind.ORDINAL, (count,))


@given(WHOLE.filter(lambda count: count > 2), DESKS)
def test_ranks_in_words(count: int, desk: Desk) -> None:
    mention = whole(value(count, "", "ordinal", "words", desk=desk), desk)
    assert mention.kind is MentionKind.ORDINAL
    assert count in mention.amounts
    assert mention.in_words


@given((SPELLED | WHOLE.map(Decimal)).filter(lambda amount: amount not in (0, 1)), DESKS)
def test_numbers_in_words(amount: Decimal, desk: Desk) -> None:
    mention = whole(value(amount, "", "words", desk=desk), desk)
    assert mention.amounts == (amount,)
    assert mention.in_words


@given(st.decimals(-1000, 1000, allow_nan=False, allow_infinity=False, places=1), DESKS)
def test_percentages_in_words(amount: Decimal, desk: Desk) -> None:
    mention = whole(value(amount, "%", "words", desk=desk), desk)
    assert (mention.kind, mention.unit, mention.amounts) == (MentionKind.PERCENT, "%", (amount,))


@given(st.integers(1000, 2999), DESKS)
def test_years(year: int, desk: Desk) -> None:
    assert whole(value(year, "year", desk=desk), desk).amounts == (year,)
    assert whole(value(year, "year", "words", desk=desk), desk).amounts == (year,)


@pytest.mark.sample(1)
@pytest.mark.parametrize("form", ["long", "short", "weekday_long", "iso", "day_month", "day_month_short", "month_year"])
@given(st.dates(date(1000, 1, 1), date(2999, 12, 31)), DESKS)
def test_dates(form: str, day: date, desk: Desk) -> None:
    mention = whole(printed(day, form, desk=desk), desk)
    assert mention.kind is MentionKind.DATE
    assert any(found.fits(day) and found.weekday in (None, day.weekday()) for found in mention.days)
