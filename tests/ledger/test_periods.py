from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.ledger.periods import parse_period


@pytest.mark.parametrize(
    ("text", "first", "last", "days"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31), 366),
        ("2024-11", date(2024, 11, 1), date(2024, 11, 30), 30),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28), 28),
        ("2024-Q1", date(2024, 1, 1), date(2024, 3, 31), 91),
        ("2024-Q4", date(2024, 10, 1), date(2024, 12, 31), 92),
        ("2024-01-05", date(2024, 1, 5), date(2024, 1, 5), 1),
        ("2024-01-01/2024-03-31", date(2024, 1, 1), date(2024, 3, 31), 91),
        (" 2023-11 / 2024-02 ", date(2023, 11, 1), date(2024, 2, 29), 121),
        ("9999", date(9999, 1, 1), date(9999, 12, 31), 365),
    ],
)
def test_days_that_a_text_gives(text: str, first: date, last: date, days: int) -> None:
    period = parse_period(text)
    assert (period.first, period.last, period.days) == (first, last, days)
    assert period.text == text.strip()


@pytest.mark.parametrize(
    "text", ["", "/", "24", "2024-13", "2024-00", "2024-Q5", "2023-02-29", "0000", "2024/", "last year", "２０２４"]
)
def test_text_that_gives_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a period; write one like 2024"):
        parse_period(text)


def test_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="ends before it begins"):
        parse_period("2024-03-31/2024-01-01")


@given(st.text() | st.from_regex(r"[0-9]{4}(-[0-9Q]{2}){0,2}(/[0-9-]{4,10})?"))
def test_any_text_gives_a_period_or_a_value_error(text: str) -> None:
    try:
        period = parse_period(text)
    except ValueError:
        return
    assert period.first <= period.last
