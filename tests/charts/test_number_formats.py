"""Formats of numbers by which a value prints as the text has it, shown by the reader of workbooks."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.charts.number_formats import number_format
from briefgen.data_files import shown_number
from briefgen.model.chart import Chart


def form(value: str, text: str, **style: Any) -> str:
    return number_format(Decimal(value), text, Chart("bars", **style))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0", "0"),
        ("12", "12"),
        ("1616", "1,616"),
        ("1616", "1616"),
        ("48210934", "48,210,934"),
        ("5000000000", "5,000,000,000"),
        ("98.4", "98.4%"),
        ("3400000", "about 3.4 million"),
        ("1234567", "£1.23 million (provisional)"),
        ("-310", "\u2212310"),
        ("-12345", "\u221212,345 tonnes"),
        ("-0.5", "-0.5 points"),
        ("5", 'the "5" of 12'),
        ("0.07", "7 hundredths, or 0.07"),
    ],
)
def test_a_value_prints_as_the_text_has_it(value: str, text: str) -> None:
    assert shown_number(form(value, text), Decimal(value)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("12", "twelve"),
        ("12", "13"),
        ("0.5", "half"),
        ("1616", "1,600"),
        ("5", "\u22125"),
        ("-5", "5"),
        ("7", "7" * 300),
    ],
)
def test_other_texts_have_no_format(value: str, text: str) -> None:
    assert form(value, text) == ""


def test_signs_between_digits_are_those_of_the_brief() -> None:
    german = form("1234567", "1.234.567", language="de", grouping=".", point=",")
    assert shown_number(german, Decimal(1234567)) == "1.234.567"
    assert (
        shown_number(form("1234.5", "1\u202f234,5", grouping="\u202f", point=","), Decimal("1234.5")) == "1\u202f234.5"
    )
    assert form("12", "١٢", digits="٠١٢٣٤٥٦٧٨٩") == ""


def test_a_changed_figure_is_grouped_as_the_brief_groups() -> None:
    written = form("1616", "1,616 tonnes")
    shown = [shown_number(written, Decimal(value)) for value in (7, 999, 1000, 26161, 3000000)]
    assert shown == ["7 tonnes", "999 tonnes", "1,000 tonnes", "26,161 tonnes", "3,000,000 tonnes"]


@given(
    st.decimals(-(10**12), 10**12, places=2),
    st.sampled_from(["", "about ", 'the "']),
    st.sampled_from(["", "%", " t;"]),
)
def test_any_number_prints_as_it_is_written(value: Decimal, before: str, behind: str) -> None:
    text = f"{before}{value:,}{behind}"
    assert shown_number(form(str(value), text), value) == text
